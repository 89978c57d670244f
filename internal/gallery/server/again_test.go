package server

import (
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAFileThatIsAway: what the question is not to blame for is a failure, which no
// cache keeps.
func TestAFileThatIsAway(t *testing.T) {
	file := filepath.Join(t.TempDir(), "made-up.csv")
	if err := os.WriteFile(file, []byte("economy,year,value\nBRA,2020,1\nBRA,2021,2\nCHL,2020,3\nCHL,2021,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	g, err := openIn(filepath.Join(t.TempDir(), "none"), "made-up="+file)
	if err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	away := func(from, to string) {
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	ask(h, "GET", "/indicators")
	at := "/build?indicator=made-up&indicator=gdp&kind=scatter&economy=BRA,CHL"
	away(file, file+".away")
	if got := ask(h, "GET", at); got.Code != 500 || strings.Contains(got.Body.String(), "larger size") {
		t.Errorf("without the file: %d", got.Code)
	}
	away(file+".away", file)
	if got := ask(h, "GET", at); got.Code != 200 || !strings.Contains(got.Body.String(), `id="chart"`) {
		t.Errorf("with it: %d", got.Code)
	}
}

// TestNoQuestionIsAFailure: whatever kind and measure the builder asks for, an answer
// or what is wrong with it.
func TestNoQuestionIsAFailure(t *testing.T) {
	h := handler(t)
	form := ask(h, "GET", "/build").Body.String()
	offered := func(name string) []string {
		_, list, _ := strings.Cut(form, `<select name="`+name+`">`)
		list, _, _ = strings.Cut(list, "</select>")
		var out []string
		for _, m := range regexp.MustCompile(`value="([^"]*)"`).FindAllStringSubmatch(list, -1) {
			out = append(out, m[1])
		}
		return out
	}
	kinds, measures := offered("kind"), offered("as")
	if len(kinds) < 10 || len(measures) < 4 {
		t.Fatalf("the builder offers %q and %q", kinds, measures)
	}
	for _, kind := range kinds {
		for _, as := range measures {
			for _, rest := range []string{"&economy=BRA,CHL", "&indicator=gdp&width=200&height=200", "&target=x&partner=DEU"} {
				at := "/build?indicator=internet-users&kind=" + url.QueryEscape(kind) + "&as=" + as + rest
				if got := ask(h, "GET", at); got.Code >= 500 {
					t.Errorf("%s: %d", at, got.Code)
				}
			}
		}
	}
}
