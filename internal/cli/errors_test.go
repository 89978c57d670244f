package cli

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// TestConclude: an error is one line with what to do, joined ones are one each.
func TestConclude(t *testing.T) {
	a := &tidy.RowError{File: "t.yaml", Line: 2, Why: "too pale", Hint: "darken it"}
	b := tidy.Errorf(tidy.Data, "rename it", "two\nlines")
	for _, test := range []struct {
		err  error
		want string
		code int
	}{
		{nil, "", 0},
		{a, "tradestats: t.yaml:2: too pale; darken it\n", 3},
		{errors.Join(a, b), "tradestats: t.yaml:2: too pale; darken it\ntradestats: two lines; rename it\n", 3},
		{fmt.Errorf("reading: %w, %w", a, b), "tradestats: reading: t.yaml:2: too pale, two lines; darken it\n", 3},
	} {
		var out strings.Builder
		if code := conclude(&out, test.err); code != test.code || out.String() != test.want {
			t.Errorf("%v: %d, %q", test.err, code, out.String())
		}
	}
}
