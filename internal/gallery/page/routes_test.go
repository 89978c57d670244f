package page

import (
	"strings"
	"testing"
)

// TestRoutesNameTheirPages: one of many pages says which, so that each is in the sitemap.
func TestRoutesNameTheirPages(t *testing.T) {
	for _, r := range Routes {
		if strings.Contains(r.Path, "{") != (r.All != nil) {
			t.Errorf("%s: of many pages, and it does not say which, or of one", r.Path)
		}
		if route, _ := RouteOf(strings.NewReplacer("{", "", "}", "").Replace(r.Path)); route == nil || route.Path != r.Path {
			t.Errorf("%s leads to %+v", r.Path, route)
		}
	}
}
