package catalog

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// ownTarget is made up.
const ownTarget = `id: ours
name: Our plan
source: decided by us
date: 2024-05-01
licence: our own
grade: publisher
targets:
  - id: ours-online
    text: {en: 99 per cent online, fr: 99 % en ligne}
    indicator: internet-users
    group: eu27
    year: 2030
    value: 99
    unit: "%"
`

func withOwn(t *testing.T, texts ...string) (*Targets, error) {
	t.Helper()
	var paths []string
	for _, text := range texts {
		path := filepath.Join(t.TempDir(), "own.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return carried(t).WithFiles(paths, filepath.Base)
}

// The user's stand beside those that the program carries, which stay as they are for
// whoever asks without the file.
func TestOwnTargetsStandBeside(t *testing.T) {
	own, err := withOwn(t, ownTarget)
	if err != nil {
		t.Fatal(err)
	}
	one := own.Target("ours-online")
	if one == nil || one.Place != "own.yaml:8" || one.Text.In("pt") != "99 per cent online" || one.Programme.Name.In("fr") != "Our plan" || !one.Programme.Own {
		t.Errorf("the target is %+v", one)
	}
	if own.Target("bc-internet-world") == nil || own.Programme("ours") == nil {
		t.Error("one of both is gone")
	}
	if carried(t).Target("ours-online") != nil || carried(t).Programme("ours") != nil {
		t.Error("the program carries the user's now")
	}
	c := embeddedCatalog(t)
	extended, err := c.WithTargets(own).With(&Dataset{ID: "made-up"})
	if err != nil {
		t.Fatal(err)
	}
	if seen, err := extended.Targets(); err != nil || seen != own {
		t.Errorf("a catalogue that holds more has other targets: %v", err)
	}
	if seen, err := c.Targets(); err != nil || seen.Target("ours-online") != nil {
		t.Errorf("the catalogue of the program has the user's: %v", err)
	}
}

func TestOwnTargetsAreChecked(t *testing.T) {
	for _, c := range []struct{ from, to, place, why, hint string }{
		{"id: ours\n", "id: elac2026\n", "own.yaml:1: ", "carries (elac2026)", "an id of its own"},
		{"  - id: ours-online", "  - id: bc-internet-world", "own.yaml:8: ", "carries (broadband-commission-2025)", "an id of its own"},
		{"  - id: ours-online", "  - id: Ours Online", "own.yaml:8: ", "small letters", ""},
		{"{en: 99 per cent online, fr: 99 % en ligne}", "{fr: 99 % en ligne}", "own.yaml:9: ", "missing in en", ""},
		{"name: Our plan", "nam: Our plan", "own.yaml:2: ", "unknown key", "did you mean name?"},
		{"    year: 2030", "    year: soon", "own.yaml:12: ", `"soon" is no whole number`, "docs/repository.md"},
		{"targets:\n", "targets: many\n#", "own.yaml:7: ", `"many"`, ""},
		{"id: ours\n", "---\nid: ours\n---\nid: more\n", "own.yaml:", "another document follows", "a file for each"},
	} {
		text := strings.Replace(ownTarget, c.from, c.to, 1)
		if c.why == `"many"` {
			text = text[:strings.Index(text, "#")]
		}
		_, err := withOwn(t, text)
		if err == nil || tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), c.place) || !strings.Contains(err.Error(), c.why) || !strings.Contains(tidy.HintOf(err), c.hint) {
			t.Errorf("%q for %q: %v; %s", c.to, c.from, err, tidy.HintOf(err))
		}
	}
	twice := ownTarget + strings.SplitAfter(ownTarget, "targets:\n")[1]
	if _, err := withOwn(t, twice); err == nil || !strings.Contains(err.Error(), "own.yaml:15: line 8 has a target of this id") {
		t.Errorf("twice in a file: %v", err)
	}
	if _, err := withOwn(t, ownTarget, strings.Replace(ownTarget, "id: ours\n", "id: theirs\n", 1)); err == nil || !strings.Contains(err.Error(), "own.yaml:8: the id is taken in ") {
		t.Errorf("twice in two files: %v", err)
	}
}

// Nothing that a file holds ends the program.
func FuzzOwnTargets(f *testing.F) {
	for _, text := range []string{ownTarget, "", "- a", "id: &a [1]\ntargets: *a", "targets: [null]", "a: &x {b: *x}", "targets: &t\n  - &o {id: x}\n  - *o"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := reading{file: "f", name: "f", own: true}.programme([]byte(text))
		if (err == nil) == (p == nil) || err != nil && tidy.KindOf(err) != tidy.Data {
			t.Errorf("%v, %v", p, err)
		}
	})
}
