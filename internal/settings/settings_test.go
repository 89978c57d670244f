package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

var known = []Setting{
	{Name: "data", Kind: List, Path: NamedPath},
	{Name: "topic-file", Kind: List, Path: AnyPath},
	{Name: "output", Path: AnyPath, New: true},
	{Name: "min-coverage", Check: func(v string) error {
		if v == "lots" {
			return tidy.Errorf(tidy.Usage, "give a number", "%q is no number", v)
		}
		return nil
	}},
	{Name: "quiet", Kind: Switch},
}

func TestPathsAreRelativeToTheFile(t *testing.T) {
	got, err := parse("a/b/tradestats.yaml", []byte("data: [x, ID=y, /z, ../w]\noutput: out\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a/b/x", "ID=a/b/y", "/z", "a/w"}; !slices.Equal(got["data"].Texts, want) {
		t.Errorf("data %v, want %v", got["data"].Texts, want)
	}
	if v := got["output"]; v.Texts[0] != "a/b/out" || v.From != "a/b/tradestats.yaml:2" {
		t.Errorf("output %v", v)
	}
}

func TestNothingIsSet(t *testing.T) {
	for _, text := range []string{"", "# a word\n", "---\n", "~\n", "data: []\n", "quiet:\n"} {
		if got, err := parse("f", []byte(text), known); err != nil || len(got) != 0 {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
}

func TestMistakesHaveTheirLine(t *testing.T) {
	for text, want := range map[string]string{
		"quiet: true\ndat: x\n":      `f:2: unknown setting: "dat"`,
		"min_coverage: 3\n":          `f:1: unknown setting: "min_coverage"`,
		"quiet: yes please\n":        `f:1: quiet "yes please" is neither true nor false`,
		"data:\n  - x\n  - {a: b}\n": "f:3: data has keys under it",
		"\nmin-coverage: lots\n":     `f:2: "lots" is no number`,
		"quiet: [true]\n":            "f:1: quiet is one value, not a list",
		"data: x\ndata: y\n":         "f:2: the setting stands twice",
		"data: ''\n":                 "f:1: data has an empty value",
		"- data\n":                   "f:1: settings are keys and values",
		"data: x\n---\ndata: y\n":    "f:2: another document follows",
		"data: [x\nquiet: true\n":    "no YAML (",
		"data: &a [*a]\n":            "f:1: data has keys under it",
		"quiet: true\n\tdata: x\n":   "f:2: no YAML (",
	} {
		_, err := parse("f", []byte(text), known)
		if err == nil || !strings.Contains(err.Error(), want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%q: %v; want %s", text, err, want)
		}
	}
}

func TestEnvironmentIsLaidOverTheFile(t *testing.T) {
	file, err := parse("f", []byte("data: [x, y]\nmin-coverage: 10\nquiet: true\n"), known)
	if err != nil {
		t.Fatal(err)
	}
	got, err := file.Over([]string{"TRADESTATS_DATA=a; ID=b;", "TRADESTATS_MIN_COVERAGE=", "OTHER=1", "TRADESTATS_QUIET=false"}, known)
	if err != nil {
		t.Fatal(err)
	}
	if v := got["data"]; !slices.Equal(v.Texts, []string{"a", "ID=b"}) || v.From != "TRADESTATS_DATA" {
		t.Errorf("data %v: a variable replaces the list", v)
	}
	if v := got["min-coverage"]; v.From != "f:2" {
		t.Errorf("min-coverage %v: an empty variable sets nothing", v)
	}
	if v := got["quiet"]; v.Texts[0] != "false" {
		t.Errorf("quiet %v", v)
	}
	_, err = file.Over([]string{"TRADESTATS_MIN_COVERAGE=lots"}, known)
	if err == nil || !strings.Contains(err.Error(), "TRADESTATS_MIN_COVERAGE") || tidy.KindOf(err) != tidy.Usage {
		t.Errorf("a wrong variable: %v", err)
	}
}

func TestPatternsStandForFiles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.yaml", "a.yaml", "c.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	topics := known[1]
	v, err := topics.Expanded(Value{Texts: []string{filepath.Join(dir, "*.yaml")}, From: "f:1", file: "f", lines: []int{7}})
	if want := []string{filepath.Join(dir, "a.yaml"), filepath.Join(dir, "b.yaml")}; err != nil || !slices.Equal(v.Texts, want) {
		t.Errorf("%v, %v; want %v", v.Texts, err, want)
	}
	_, err = topics.Expanded(Value{Texts: []string{filepath.Join(dir, "none")}, From: "f:1", file: "f", lines: []int{7}})
	if err == nil || !strings.HasPrefix(err.Error(), "f:7: topic-file: no such file or folder") {
		t.Errorf("%v", err)
	}
	if _, err = known[2].Expanded(Value{Texts: []string{filepath.Join(dir, "new")}}); err != nil {
		t.Errorf("a folder to be made: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("data: [x]\nmin-coverage: 3\n")
	f.Add("a: &a {b: *a}\n")
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := parse("f", []byte(text), known); err != nil && tidy.KindOf(err) != tidy.Data {
			t.Errorf("%q: %v", text, err)
		}
	})
}
