package report

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// manifestIn reads the manifest of the topic in a folder of editions.
func manifestIn(t testing.TB, dir string) manifest {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, worldPath(manifestName)))
	if err != nil {
		t.Fatal(err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	return m
}

// vouched fails the test unless the manifest lists just the files that stand
// beside it, each with its hash.
func vouched(t *testing.T, what, dir string) {
	t.Helper()
	stand := files{}
	for name, content := range tree(t, filepath.Join(dir, path.Dir(worldPath(manifestName)))) {
		if name != manifestName {
			stand[name] = content
		}
	}
	listed := files{}
	for _, o := range manifestIn(t, dir).Outputs {
		if _, twice := listed[o.Path]; twice {
			t.Errorf("%s: %s is listed twice", what, o.Path)
		}
		listed[o.Path] = nil
		if content, ok := stand[o.Path]; ok && sum(content) != o.SHA256 {
			t.Errorf("%s: the hash of %s is another one", what, o.Path)
		}
	}
	if got, want := sorted(listed), sorted(stand); !slices.Equal(got, want) {
		t.Errorf("%s: the manifest lists %v\nthere are %v", what, got, want)
	}
}

// ending counts the files of an ending.
func ending(f files, with string) int {
	n := 0
	for name := range f {
		if strings.HasSuffix(name, with) {
			n++
		}
	}
	return n
}

// A run that asks for a part of an edition leaves all else in place, in the
// manifest too.
func TestPartKeepsTheRest(t *testing.T) {
	t.Parallel()
	want := edition(t)
	for _, c := range []struct {
		languages, formats []string
		unchanged          int // pages or tables, the manifest, the pages of the year and of the newest
	}{
		{[]string{"fr"}, []string{"md"}, 4},
		{nil, []string{"md"}, 5},
		{[]string{"en"}, nil, 4 + ending(want, ".en.png") + ending(want, ".csv")},
		{nil, []string{"csv"}, 3 + ending(want, ".csv")},
	} {
		t.Run(fmt.Sprint(c.languages, c.formats), func(t *testing.T) {
			t.Parallel()
			dir := copied(t)
			o := options(t, dir)
			o.Languages, o.Formats = c.languages, c.formats
			out := mustRun(t, o)
			if len(out.Written)+len(out.Removed)+len(out.Foreign)+len(out.Warnings) > 0 || out.Unchanged != c.unchanged {
				t.Errorf("written %v, removed %v, foreign %v, warnings %v, %d unchanged (want %d)",
					out.Written, out.Removed, out.Foreign, out.Warnings, out.Unchanged, c.unchanged)
			}
			sameTree(t, "a part of what stands there", tree(t, dir), want)
		})
	}
}

// Images added to an edition join its manifest; a run of the whole edition
// takes away what that one has not.
func TestAnotherFormat(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	o := options(t, dir)
	o.Formats = []string{"svg"}
	out := mustRun(t, o)
	images := ending(edition(t), ".png")
	if n := ending(tree(t, dir), ".svg"); n != images || len(out.Written) != images+1 || len(out.Removed)+len(out.Foreign) > 0 {
		t.Errorf("%d SVG for %d PNG; written %v, removed %v, foreign %v", n, images, out.Written, out.Removed, out.Foreign)
	}
	if m := manifestIn(t, dir); !slices.Equal(m.Formats, []string{"md", "png", "csv", "svg"}) || !slices.Equal(m.Languages, languages) {
		t.Errorf("formats %v, languages %v", m.Formats, m.Languages)
	}
	vouched(t, "with SVG", dir)
	check := options(t, dir)
	check.Check = true // of the four formats
	if out, err := Run(t.Context(), check); err != nil || out.Unchanged != len(edition(t))+images {
		t.Errorf("check: %v, %d unchanged", err, out.Unchanged)
	}
	out = mustRun(t, options(t, dir))
	if len(out.Removed) != images || ending(tree(t, dir), ".svg") > 0 {
		t.Errorf("a whole run removed %v", out.Removed)
	}
	sameTree(t, "whole again", tree(t, dir), edition(t))
}

// Two languages written one after the other are one edition in the end.
func TestAnotherLanguage(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(t, dir)
	o.Languages, o.Formats = []string{"fr"}, []string{"md", "csv"}
	mustRun(t, o)
	french := tree(t, dir)
	check := options(t, dir)
	check.Check = true
	if _, err := Run(t.Context(), check); err != nil {
		t.Errorf("check of an edition in French alone: %v", err)
	}
	o.Languages = []string{"en"}
	out := mustRun(t, o)
	if got, want := below(dir, out.Written), []string{"2023/README.md", worldPath(manifestName), worldPath("report.en.md")}; !slices.Equal(got, want) {
		t.Errorf("written %v, want %v", got, want)
	}
	if m := manifestIn(t, dir); !slices.Equal(m.Languages, []string{"fr", "en"}) {
		t.Errorf("languages %v", m.Languages)
	}
	vouched(t, "both languages", dir)
	made := tree(t, dir)
	if !strings.Contains(string(made[worldPath("report.en.md")]), "](report.fr.md)") {
		t.Error("the English page does not lead to the French one, which stands there")
	}
	for name, content := range french {
		if name != "2023/README.md" && path.Base(name) != manifestName && string(made[name]) != string(content) {
			t.Errorf("%s was touched", name)
		}
	}
	yearLinks(t, made, "report.en.md", "report.fr.md")
	o.Languages, o.Formats = nil, []string{"md"}
	out = mustRun(t, o)
	if got, want := below(dir, out.Written), []string{worldPath(manifestName), worldPath("report.fr.md")}; !slices.Equal(got, want) {
		t.Errorf("both pages: written %v, want %v", got, want)
	}
	if !strings.Contains(string(tree(t, dir)[worldPath("report.fr.md")]), "](report.en.md)") {
		t.Error("the French page does not lead to the English one")
	}
}

// yearLinks fails the test unless the page of the year leads to these pages of
// the topic and no others.
func yearLinks(t *testing.T, made files, want ...string) {
	t.Helper()
	var got []string
	for _, m := range link.FindAllStringSubmatch(string(made["2023/README.md"]), -1) {
		got = append(got, strings.TrimPrefix(m[3], "world/"))
		if _, ok := made["2023/"+m[3]]; !ok {
			t.Errorf("the page of the year: %s leads nowhere", m[3])
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("the page of the year leads to %v, not to %v", got, want)
	}
}

// A page shows images only where there are some, of the format that there is,
// and leads to tables only where they are written.
func TestPagesLinkWhatStandsThere(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		formats string
		image   string // the ending of the images shown
		tables  bool
	}{{"md", "", false}, {"md csv", "", true}, {"md svg", ".svg", false}, {"csv png md", ".png", true}} {
		t.Run(c.formats, func(t *testing.T) {
			t.Parallel()
			o := options(t, t.TempDir())
			o.Languages, o.Formats = []string{"fr"}, strings.Fields(c.formats)
			mustRun(t, o)
			made := tree(t, o.Out)
			for _, lang := range o.Languages {
				images, tables := 0, 0
				for _, m := range link.FindAllStringSubmatch(string(made[worldPath("report."+lang+".md")]), -1) {
					if _, ok := made[worldPath(m[3])]; !ok {
						t.Errorf("%s: %s leads nowhere", lang, m[3])
					}
					switch {
					case m[1] == "!" && path.Ext(m[3]) != c.image:
						t.Errorf("%s: shows %s", lang, m[3])
					case m[1] == "!":
						images++
					case path.Ext(m[3]) == ".csv":
						tables++
					}
				}
				if images > 0 != (c.image != "") || tables > 0 != c.tables {
					t.Errorf("%s: %d images, %d tables", lang, images, tables)
				}
			}
			yearLinks(t, made, "report.fr.md")
			vouched(t, c.formats, o.Out)
		})
	}
}

// Check of a part of an edition looks at that part only, and without languages
// and formats at what the manifest there names.
func TestCheckOfAPart(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	spoil(t, filepath.Join(dir, worldPath("charts/exporters.csv")))
	for _, c := range []struct {
		languages, formats string
		fails              bool
	}{
		{"", "md", false}, {"fr", "md png", false}, {"en", "md", false},
		{"en", "csv", true}, {"", "csv", true}, {"", "", true},
	} {
		t.Run(c.languages+" "+c.formats, func(t *testing.T) {
			t.Parallel()
			o := options(t, dir)
			o.Check, o.Languages, o.Formats = true, strings.Fields(c.languages), strings.Fields(c.formats)
			_, err := Run(t.Context(), o)
			if failed := tidy.KindOf(err) == tidy.Differs && strings.Contains(fmt.Sprint(err), "exporters.csv (changed)"); failed != c.fails || err != nil != c.fails {
				t.Error(err)
			}
			if c.fails && strings.Count(err.Error(), ",") > 0 {
				t.Errorf("names more than the spoilt file: %v", err)
			}
		})
	}
}

// Check of a whole edition names what it no longer has.
func TestCheckNamesFormerFiles(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	former := addFormer(t, dir)
	o := options(t, dir)
	o.Check = true
	if _, err := Run(t.Context(), o); tidy.KindOf(err) != tidy.Differs || !strings.Contains(err.Error(), former+" (no longer part of it)") {
		t.Errorf("error %v", err)
	}
	o.Languages, o.Formats = []string{"fr"}, []string{"md", "csv"}
	if _, err := Run(t.Context(), o); err != nil {
		t.Errorf("check of the French part: %v", err)
	}
}

// addFormer puts a chart into an edition as if it had been part of it, and
// returns its path.
func addFormer(t testing.TB, dir string) string {
	t.Helper()
	m := manifestIn(t, dir)
	m.Outputs = append(m.Outputs, manifestOutput{"maps/former.csv", sum([]byte("former"))})
	text, err := encode(m)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, worldPath(manifestName)), string(text))
	write(t, filepath.Join(dir, worldPath("maps/former.csv")), "former")
	return worldPath("maps/former.csv")
}

// What an earlier edition had and this one has not is removed by a run of the
// whole edition, and by no other; a folder left empty goes too.
func TestFormerFilesAreRemoved(t *testing.T) {
	t.Parallel()
	dir := copied(t)
	former := addFormer(t, dir)
	o := options(t, dir)
	o.Languages, o.Formats = []string{"en"}, []string{"md", "csv"}
	if out := mustRun(t, o); len(out.Removed)+len(out.Foreign) > 0 {
		t.Errorf("a part of the edition removed %v, foreign %v", out.Removed, out.Foreign)
	}
	vouched(t, "after a part", dir)
	out := mustRun(t, options(t, dir))
	if got := below(dir, out.Removed); !slices.Equal(got, []string{former}) {
		t.Errorf("removed %v", got)
	}
	sameTree(t, "without the former file", tree(t, dir), edition(t))

	if _, err := os.Stat(filepath.Join(dir, path.Dir(former))); err == nil {
		t.Errorf("%s is left empty", path.Dir(former))
	}
}
