package dataset

import (
	"path/filepath"
	"strings"
)

// slug makes an id of a code: small letters, digits and single hyphens.
func slug(code string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(code) {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			b.WriteRune(c)
		} else if b.Len() > 0 && !strings.HasSuffix(b.String(), "-") {
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// bareName is the name of a file without folder and extensions.
func bareName(path string) string {
	name := filepath.Base(path)
	name = strings.TrimSuffix(name, ".gz")
	return strings.TrimSuffix(name, filepath.Ext(name))
}
