package site

import (
	"context"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/gallery"
	"tradestats/internal/report"
)

// small is a gallery of the edition of one topic.
func small(t *testing.T) *gallery.Gallery {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if _, err := report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Out: dir, Engine: engine, Economies: registry, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	g, err := gallery.Open(context.Background(), gallery.Options{Engine: engine, Economies: registry, Reports: dir, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// TestASiteIsWhole: every relative link leads to a file of the site, none elsewhere.
func TestASiteIsWhole(t *testing.T) {
	g, out := small(t), filepath.Join(t.TempDir(), "public")
	o := Options{Out: out, URL: "https://charts.example.org/trade", Languages: []string{"en", "fr"}, Sizes: []string{"web", "square"}, Themes: []string{"light", "print"}}
	written, all, err := Write(t.Context(), g, o)
	if err != nil || written != all {
		t.Fatalf("%d of %d, %v", written, all, err)
	}
	link := regexp.MustCompile(`(?:href|src|srcset|action)="([^"]*)"`)
	pages, links := 0, 0
	err = filepath.WalkDir(out, func(file string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(file) != ".html" {
			return err
		}
		pages++
		text, err := os.ReadFile(file)
		name, _ := filepath.Rel(out, file) //nolint:errcheck // it is below
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			to := m[1]
			if rest, ours := strings.CutPrefix(to, o.URL+"/"); ours {
				to = strings.Repeat("../", strings.Count(filepath.ToSlash(name), "/")) + rest
			}
			if strings.HasPrefix(to, "#") {
				continue
			}
			links++
			at := path.Join(path.Dir(filepath.ToSlash(name)), to)
			if _, err := os.Stat(filepath.Join(out, at)); err != nil || strings.Contains(to, "//") {
				t.Errorf("%s: %s leads nowhere", name, m[1])
			}
		}
		return err
	})
	if err != nil || pages < 400 || links < 10*pages {
		t.Errorf("%d pages, %d links, %v", pages, links, err)
	}
	again, _, err := Write(t.Context(), g, o)
	if err != nil || again != 0 {
		t.Errorf("%d files differ the second time, %v", again, err)
	}
}

// TestASiteLeavesOthersAlone: what no site wrote stays, what a site no longer has goes.
func TestASiteLeavesOthersAlone(t *testing.T) {
	g, out := small(t), t.TempDir()
	o := Options{Out: out, Languages: []string{"en", "fr"}, Sizes: []string{"web"}, Themes: []string{"light"}}
	for name, text := range map[string]string{"CNAME": "example.org", "index.html": "mine"} {
		if err := os.WriteFile(filepath.Join(out, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := Write(t.Context(), g, o); err == nil || !strings.Contains(err.Error(), "index.html was not written by tradestats") {
		t.Fatalf("over a page of others: %v", err)
	}
	if entries, err := os.ReadDir(out); err != nil || len(entries) != 2 {
		t.Errorf("half a site: %v %v", entries, err)
	}
	if err := os.Remove(filepath.Join(out, "index.html")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := Write(t.Context(), g, o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(out, "sitemap.xml")); err == nil {
		t.Error("a sitemap without an address")
	}
	o.Languages = []string{"en"}
	if _, _, err := Write(t.Context(), g, o); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(out, "fr")); err == nil {
		t.Error("the pages of another language are still there")
	}
	if text, err := os.ReadFile(filepath.Join(out, "CNAME")); err != nil || string(text) != "example.org" {
		t.Error("a file of others has gone")
	}
}
