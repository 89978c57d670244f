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
	"tradestats/internal/gallery/page"
	"tradestats/internal/report"
	"tradestats/internal/study"
)

// small is a gallery of the edition of one topic.
func small(t *testing.T) *gallery.Gallery {
	t.Helper()
	return ofYear(t, 2023)
}

func ofYear(t *testing.T, year int) *gallery.Gallery {
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
	if _, err := report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: year, Out: dir, Engine: engine, Economies: registry, Version: "test"}); err != nil {
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
			to, _, _ := strings.Cut(m[1], "#")
			if rest, ours := strings.CutPrefix(to, o.URL+"/"); ours {
				to = strings.Repeat("../", strings.Count(filepath.ToSlash(name), "/")) + rest
			}
			if to == "" {
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
	known, err := page.New(g)
	if err != nil {
		t.Fatal(err)
	}
	paths, err := known.Paths(t.Context(), 0)
	for _, path := range paths {
		if path == "" {
			path = "index"
		}
		if _, err := os.Stat(filepath.Join(out, "fr", path+".html")); err != nil {
			t.Errorf("no page leads to %s", path)
		}
	}
	if err != nil || len(paths) < 200 {
		t.Errorf("%d pages, %v", len(paths), err)
	}
	again, _, err := Write(t.Context(), g, o)
	if err != nil || again != 0 {
		t.Errorf("%d files differ the second time, %v", again, err)
	}
}

// TestASiteOfAnEditionWithoutTables: of other figures than those that stand here; what the
// edition has not is not offered.
func TestASiteOfAnEditionWithoutTables(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	euros, err := study.OnBasis(t.Context(), &study.Desk{Engine: engine, Economies: registry, Warning: func(string) {}}, study.Money{Currency: "EUR"})
	if err != nil {
		t.Fatal(err)
	}
	dir, out := t.TempDir(), filepath.Join(t.TempDir(), "public")
	if _, err := report.Run(t.Context(), report.Options{Topics: []string{"eu-china"}, Year: 2023, Languages: []string{"en"}, Formats: []string{"md", "png"}, Currency: "EUR", Out: dir, Engine: euros, Economies: registry, Version: "test"}); err != nil {
		t.Fatal(err)
	}
	g, err := gallery.Open(t.Context(), gallery.Options{Engine: engine, Economies: registry, Reports: dir, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := Write(t.Context(), g, Options{Out: out, Languages: []string{"en"}, Sizes: []string{"web", "square"}, Themes: []string{"light"}}); err != nil {
		t.Fatal(err)
	}
	for name, stands := range map[string]bool{"exports.en.png": true, "exports.en.json": true, "exports.csv": false, "exports.en.square.png": false} {
		if _, err := os.Stat(filepath.Join(out, "2023", "charts", "eu-china", name)); (err == nil) != stands {
			t.Errorf("%s: %v", name, err)
		}
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

// TestEditionsStandSideBySide: what is cited of an edition stays when another one is
// published into the folder, which readers then browse; an earlier one does not take its
// place.
func TestEditionsStandSideBySide(t *testing.T) {
	out := t.TempDir()
	read := func(name string) string {
		text, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}
	publish := func(year int) {
		o := Options{Out: out, URL: "https://charts.example.org", Languages: []string{"en"}, Sizes: []string{"web"}, Themes: []string{"light"}}
		if _, _, err := Write(t.Context(), ofYear(t, year), o); err != nil {
			t.Fatal(err)
		}
	}
	publish(2022)
	chart := "charts/eu-china/exports"
	before := read("2022/" + chart + ".html")
	if !strings.Contains(before, "https://charts.example.org/2022/"+chart+".en.png") || !strings.Contains(read(chart+".html"), "url=../../2022/"+chart+".html") {
		t.Error("the chart is not cited with its year")
	}
	publish(2023)
	if read("2022/"+chart+".html") != before || read("2022/"+chart+".en.png") == read("2023/"+chart+".en.png") {
		t.Error("the edition of 2022 is another one")
	}
	index := read("index.html")
	if !strings.Contains(read(chart+".html"), "url=../../2023/"+chart+".html") || !strings.Contains(index, `"2023/`+chart+`.html"`) || !strings.Contains(read("sitemap.xml"), "/2022/"+chart+".html") {
		t.Error("the newest is not what readers browse")
	}
	if before := read("editions.html"); !strings.Contains(before, `href="2023/topics/eu-china.html"`) || !strings.Contains(before, `href="2022/topics/eu-china.html"`) || !strings.Contains(read("2022/"+chart+".html"), `href="../../../editions.html#eu-china"`) {
		t.Error("a reader of one edition does not find the other")
	}
	publish(2022)
	if read("index.html") != index || read("2022/"+chart+".html") != before || !strings.Contains(read("site.json"), "2023/"+chart+".html") {
		t.Error("an earlier edition has taken the place of the newest")
	}
	publish(2021)
	if !strings.Contains(read("editions.html"), `href="2021/topics/eu-china.html"`) || !strings.Contains(read("editions.html"), `href="2023/topics/eu-china.html"`) {
		t.Error("an earlier edition that is added is not listed")
	}
}
