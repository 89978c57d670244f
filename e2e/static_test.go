//go:build e2e

package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/gallery"
	"tradestats/internal/gallery/site"
	reports "tradestats/internal/report"
)

// TestGalleryFindsWhileOneTypes: the pages of static files find what the server finds,
// by the same rules, and say when there is nothing.
func TestGalleryFindsWhileOneTypes(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "public")
	if _, err := reports.Run(t.Context(), reports.Options{Topics: []string{"eu-partners"}, Languages: []string{"en"}, Year: 2023, Out: dir, Engine: engine, Economies: registry, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	g, err := gallery.Open(t.Context(), gallery.Options{Engine: engine, Economies: registry, Reports: dir, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := site.Write(t.Context(), g, site.Options{Out: out, Languages: []string{"en"}, Sizes: []string{"web"}, Themes: []string{"light"}}); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(s.Close)
	tab := browse(t)
	openPage(t, tab, s.URL+"/index.html")
	for _, words := range []string{"", "korea", "KOR", "Exports JAPAN", "eu27", "us", "uk", "holland", "eu", "zzz"} {
		want, err := g.Find(t.Context(), gallery.Search{Words: words}, "en")
		if err != nil {
			t.Fatal(err)
		}
		got := do(t, tab, `(() => { const f = document.getElementById('filter'); f.value = '`+words+`'; f.dispatchEvent(new Event('input'));
			return [...document.querySelectorAll('.cards li')].filter(c => !c.hidden).length + (document.getElementById('nothing').hidden ? '' : ' and says so') + '; ' + parseInt(document.getElementById('found').textContent) })()`)
		if n := len(want); got != expected(n) {
			t.Errorf("%q finds %s here, %d there", words, got, n)
		}
	}
	for words, want := range map[string]string{"": "", "holland": "Netherlands", "UK": "United Kingdom", "kor": "2", "zzz": "", "republic": "5"} { // also one that no chart shows
		got := do(t, tab, `(() => { const f = document.getElementById('filter'); f.value = '`+words+`'; f.dispatchEvent(new Event('input'));
			const all = [...document.querySelectorAll('#places li')].filter(p => p.checkVisibility()); return all.length > 1 ? String(all.length) : all.map(p => p.textContent).join() })()`)
		if got != want {
			t.Errorf("%q names %q, want %q", words, got, want)
		}
	}
	if got := do(t, tab, `(() => { const f = document.getElementById('filter'); f.value = 'turk'; f.dispatchEvent(new Event('input')); return document.querySelector('#places li:not([hidden]) a').getAttribute('href') })()`); got != "economies/TUR.html" {
		t.Errorf("turk leads to %s", got)
	}
}

func expected(n int) string {
	if n == 0 {
		return "0 and says so; 0"
	}
	return fmt.Sprintf("%d; %d", n, n)
}
