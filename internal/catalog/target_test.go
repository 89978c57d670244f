package catalog

import (
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func carried(t *testing.T) *Targets {
	t.Helper()
	all, err := EmbeddedTargets()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// A target is tied to an indicator only in the unit that the indicator has, and
// the licence and the source travel with it.
func TestTargetsAreMeasuredByWhatTheyName(t *testing.T) {
	c := embeddedCatalog(t)
	for _, p := range carried(t).Programmes() {
		if p.Licence.In("en") == "" || len(p.Source) < 40 {
			t.Errorf("%s: licence %q, source %q", p.ID, p.Licence.In("en"), p.Source)
		}
		for _, target := range p.Targets {
			if target.Indicator == "" {
				continue
			}
			i, err := c.Indicator(target.Indicator)
			if err != nil {
				t.Errorf("%s: %v", target.ID, err)
				continue
			}
			if factor, ok := Convert(i.Unit, target.Unit); !ok || factor != 1 {
				t.Errorf("%s: %q is not %q", target.ID, i.Unit, target.Unit)
			}
		}
	}
}

// eLAC2026 published no numeric target, and gets none.
func TestProgrammeWithoutTargets(t *testing.T) {
	for _, p := range carried(t).Programmes() {
		if (len(p.Targets) == 0) != (p.None.In("en") != "") {
			t.Errorf("%s: %d targets, %q", p.ID, len(p.Targets), p.None.In("en"))
		}
		if p.ID == "elac2026" && len(p.Targets) != 0 {
			t.Errorf("eLAC2026 has %d targets", len(p.Targets))
		}
	}
}

// carriedFile is a file of targets that the program carries.
var carriedFile = reading{file: "p.yaml", name: "datasets/targets/p.yaml"}

const goodTarget = `id: p
name: {en: a, fr: b, es: c, pt: d}
source: who said so
date: "2020"
licence: {en: a, fr: b, es: c, pt: d}
grade: publisher
targets:
  - id: t
    text: {en: a, fr: b, es: c, pt: d}
    indicator: x
    group: world
    year: 2030
    value: 80
    unit: per cent
`

func TestFilesOfTargetsAreChecked(t *testing.T) {
	if _, err := carriedFile.programme([]byte(goodTarget)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ from, to, place, why, hint string }{
		{"    year: 2030", "    yeer: 2030", "p.yaml:12", "unknown key", "did you mean year?"},
		{"source: who said so\n", "", "p.yaml:1: ", "source", ""},
		{"licence: {en: a, fr: b, es: c, pt: d}\n", "", "p.yaml:1", "licence is missing in en", ""},
		{"grade: publisher", "grade: unverified", "p.yaml:6: ", "not verified", ""},
		{"    text: {en: a, fr: b, es: c, pt: d}", "    text: {en: a, fr: b, es: c}", "p.yaml:9: ", "text is missing in pt", ""},
		{"    text: {en: a, fr: b, es: c, pt: d}", "    text: {en: a, fr: b, es: c, pt: d, de: e}", "p.yaml:9", "unknown key", "known are en"},
		{"    indicator: x\n", "", "p.yaml:8", "which file", ""},
		{"    group: world\n", "", "p.yaml:8", "the group", ""},
		{"    value: 80", "    value: eighty", "p.yaml:13: ", `"eighty" is no number`, ""},
		{"    value: 80", "    value: [", "p.yaml:12: ", "did not find", ""},
		{"    value: 80", "    value: .inf", "p.yaml:13: ", "a number", ""},
		{"    value: 80", "    value: 800", "p.yaml:13: ", "from 0 to 100", ""},
		{"    value: 80\n", "", "p.yaml:8: ", "the value to be reached", ""},
		{"targets:\n", "targets: none\nother:\n", "p.yaml:8: ", "unknown key", ""},
		{"id: p\n", "- id: p\n", "p.yaml:", "", ""},
	} {
		text := strings.Replace(goodTarget, c.from, c.to, 1)
		if text == goodTarget {
			t.Fatalf("nothing replaced: %q", c.from)
		}
		_, err := carriedFile.programme([]byte(text))
		if err == nil || tidy.KindOf(err) != tidy.Data || !strings.HasPrefix(err.Error(), c.place) || !strings.Contains(err.Error(), c.why) {
			t.Errorf("%q for %q: %v", c.to, c.from, err)
		} else if !strings.Contains(tidy.HintOf(err), c.hint) {
			t.Errorf("%q for %q: hint %q", c.to, c.from, tidy.HintOf(err))
		}
	}
	if _, err := carriedFile.programme(nil); tidy.KindOf(err) != tidy.Data {
		t.Errorf("an empty file: %v", err)
	}
}
