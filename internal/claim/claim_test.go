package claim

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// made are made-up figures: a flow, a share of people with who they are, a flow
// with a break, and a bilateral flow.
var made = map[string]string{
	"made-up.csv": `indicator,economy,year,value,flag
sold,FRA,2020,100,
sold,FRA,2021,110,
sold,FRA,2022,132,
sold,DEU,2020,50,
sold,DEU,2021,60,
sold,DEU,2022,66,
sold,ITA,2020,10,
sold,ITA,2021,10,
sold,ITA,2022,,
broke,FRA,2020,100,
broke,FRA,2021,300,break
users,FRA,2020,50,
users,FRA,2021,60,
users,DEU,2020,80,
users,DEU,2021,82,
users,ITA,2020,40,
people,FRA,2020,10,
people,FRA,2021,10,
people,DEU,2020,10,
people,DEU,2021,10,
people,ITA,2020,10,
people,ITA,2021,10,
`,
	"made-up.yaml": `indicators:
  - {id: sold, unit: million US dollars, kind: flow, rule: sum}
  - {id: broke, unit: million US dollars, kind: flow, rule: sum}
  - {id: users, unit: per cent of population, kind: ratio, rule: weighted mean, weight: people}
  - {id: people, unit: persons, kind: stock, rule: sum}
`,
}

// desk opens the made-up figures, with groups of two and of three.
func desk(t *testing.T) study.Desk {
	t.Helper()
	dir := t.TempDir()
	for name, text := range made {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	registry, err := economy.Load()
	if err == nil {
		registry, err = registry.With([]string{"two=FRA,DEU", "three=FRA,DEU,ITA"})
	}
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(context.Background(), dataset.Options{Data: []string{filepath.Join(dir, "made-up.csv")}, NoEmbedded: true, Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	return study.Desk{Engine: engine, Economies: registry, Warning: func(string) {}, OwnOnly: true}
}

// claimOf makes a claim of the part that a test is about.
func claimOf(t *testing.T, part string) *Claim {
	t.Helper()
	const rest = `claims:
  - id: test
    statement: &text {en: A, fr: A, es: A, pt: A}
    source: {words: *text, date: %s}
    topics: [test]
    %s
`
	list, err := Parse("test.yaml", []byte(fmt.Sprintf(rest, Undated, strings.ReplaceAll(strings.TrimSpace(part), "\n", "\n    "))))
	if err != nil {
		t.Fatal(err)
	}
	return list[0]
}

func evaluated(t *testing.T, d study.Desk, part string) *Finding {
	t.Helper()
	f, err := Evaluate(context.Background(), d, claimOf(t, part))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// keys are those of sentences.
func keys(list []Sentence) string {
	var out []string
	for _, s := range list {
		out = append(out, s.Key)
	}
	return strings.Join(out, " ")
}

// TestVerdicts turns the claimed figure so that each verdict occurs, for each
// comparison.
func TestVerdicts(t *testing.T) {
	d := desk(t)
	for _, c := range []struct{ part, verdict, note string }{
		{"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2021}\nclaimed: {value: 109, tolerance: 1, unit: million US dollars}", Supported, ""},
		{"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2021}\nclaimed: {value: 108, tolerance: 1, unit: million US dollars}", Contradicted, ""},
		{"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2021}\nclaimed: {value: 110, bound: above, unit: million US dollars}", Contradicted, ""},
		{"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2021}\nclaimed: {value: 111, bound: below, unit: million US dollars}", Supported, ""},
		{"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2025}\nclaimed: {value: 1, unit: million US dollars}", Unchecked, "note.no-years"},
		{"comparison: level\nselect: {indicator: sold, economies: [BRA], year: 2021}\nclaimed: {value: 1, unit: million US dollars}", Unchecked, "note.no-figures"},
		{"comparison: level\nselect: {indicator: sold, economies: [FRA], partner: CHN, year: 2021}\nclaimed: {value: 11, unit: million US dollars}", Unchecked, "note.no-partner"},
		// Italy did not report 2022: 198 of last 208, so that the three lie between 198 and 209
		{"comparison: level\nselect: {indicator: sold, economies: [three], year: 2022}\nclaimed: {value: 190, bound: above, unit: million US dollars}", Supported, ""},
		{"comparison: level\nselect: {indicator: sold, economies: [three], year: 2022}\nclaimed: {value: 200, bound: above, unit: million US dollars}", Unchecked, "note.range"},
		{"comparison: level\nselect: {indicator: sold, economies: [three], year: 2022}\nclaimed: {value: 250, bound: above, unit: million US dollars}", Contradicted, ""},
		// two thirds of the people are covered: between 47.3 and 80.7
		{"comparison: level\nselect: {indicator: users, economies: [three], year: 2021}\nclaimed: {value: 40, bound: above, unit: per cent of population}", Supported + "-reserved", "note.partial"},
		{"comparison: level\nselect: {indicator: users, economies: [three], year: 2021}\nclaimed: {value: 60, tolerance: 1, unit: per cent of population}", Unchecked, "note.range"},
		{"comparison: growth\nselect: {indicator: sold, economies: [FRA], from: 2020, year: 2021}\nclaimed: {value: 10, tolerance: 0.5}", Supported, ""},
		{"comparison: growth\nselect: {indicator: sold, economies: [FRA], from: 2020, year: 2022}\nclaimed: {value: 14.9, tolerance: 0.05}", Supported, ""},
		{"comparison: growth\nselect: {indicator: sold, economies: [FRA], from: 2020, year: 2021}\nclaimed: {value: 0, bound: below}", Contradicted, ""},
		{"comparison: growth\nselect: {indicator: users, economies: [FRA], from: 2020, year: 2021}\nclaimed: {value: 10}", Supported, ""},
		{"comparison: growth\nselect: {indicator: broke, economies: [FRA], from: 2020, year: 2021}\nclaimed: {value: 100, bound: above}", Supported + "-reserved", "note.break"},
		{"comparison: growth\nselect: {indicator: sold, economies: [FRA], from: 2018, year: 2019}\nclaimed: {value: 10}", Unchecked, "note.no-years"},
		{"comparison: share\nselect: {indicator: sold, economies: [DEU], of: two, year: 2020}\nclaimed: {value: 33, tolerance: 1}", Supported, ""},
		{"comparison: share\nselect: {indicator: sold, economies: [DEU], of: two, year: 2020}\nclaimed: {value: 40, tolerance: 1}", Contradicted, ""},
		{"comparison: share\nselect: {indicator: sold, economies: [DEU], of: three, year: 2019}\nclaimed: {value: 40}", Unchecked, "note.no-years"},
		{"comparison: rank\nselect: {indicator: sold, economies: [DEU], of: three, year: 2021}\nclaimed: {value: 2}", Supported, ""},
		{"comparison: rank\nselect: {indicator: sold, economies: [DEU], of: three, year: 2021}\nclaimed: {value: 1}", Contradicted, ""},
		{"comparison: rank\nselect: {indicator: sold, economies: [DEU], of: three, year: 2019}\nclaimed: {value: 1}", Unchecked, "note.no-years"},
		{"comparison: rank\nselect: {indicator: sold, economies: [DEU], of: three, year: 2021}\nclaimed: {value: 2}\nproxy: {en: B, fr: B, es: B, pt: B}", Supported + "-reserved", "note.text"},
		{"comparison: gap\nselect: {indicator: users, economies: [DEU, FRA], from: 2020, year: 2021}\nclaimed: {value: 20, bound: above, unit: percentage points, direction: closing}", Supported, ""},
		{"comparison: gap\nselect: {indicator: users, economies: [DEU, FRA], from: 2020, year: 2021}\nclaimed: {direction: widening}", Contradicted, ""},
		{"comparison: gap\nselect: {indicator: users, economies: [FRA, DEU], from: 2020, year: 2021}\nclaimed: {direction: closing}", Supported, ""}, // a distance, whoever is named first
		{"comparison: gap\nselect: {indicator: users, economies: [DEU, ITA], year: 2021}\nclaimed: {value: 20, unit: percentage points}", Unchecked, "note.no"},
		{"comparison: gap\nselect: {indicator: users, economies: [two], from: 2020, year: 2021}\nclaimed: {value: 21, bound: above, unit: percentage points}", Supported, ""},
		{"comparison: gap\nselect: {indicator: users, economies: [two], year: 2021}\nclaimed: {value: 30, bound: above, unit: percentage points}", Contradicted, ""},
		{"comparison: gap\nselect: {indicator: users, economies: [two], from: 2020, year: 2021}\nclaimed: {direction: closing}", Unchecked, "note.no-since"},
		{"comparison: gap\nselect: {indicator: users, economies: [two], year: 2022}\nclaimed: {value: 30, bound: above, unit: percentage points}", Unchecked, "note.no-years"},
		{"comparison: record\nselect: {indicator: sold, economies: [FRA], year: 2022}\nclaimed: {value: 130, bound: above, unit: million US dollars}", Supported, ""},
		{"comparison: record\nselect: {indicator: sold, economies: [FRA], year: 2022}\nclaimed: {value: 140, bound: above, unit: million US dollars}", Contradicted, ""},
		{"comparison: record\nselect: {indicator: sold, economies: [FRA], year: 2022}\nclaimed: {extreme: lowest}", Contradicted, ""},
		{"comparison: record\nselect: {indicator: broke, economies: [FRA], year: 2021}\nclaimed: {}", Supported + "-reserved", "note.break"},
		{"comparison: record\nselect: {indicator: sold, economies: [FRA], year: 2020}\nclaimed: {}", Unchecked, "note"},
		{"comparison: record\nselect: {indicator: sold, economies: [FRA], partner: CHN, year: 2021}\nclaimed: {}", Unchecked, "note.no-partner"},
	} {
		f := evaluated(t, d, c.part)
		if got := f.VerdictKey(); got != c.verdict || !strings.Contains(keys(f.Notes), c.note) {
			t.Errorf("%s:\n%s, %s; want %s, %s; found %v", c.part, got, keys(f.Notes), c.verdict, c.note, f.Found)
		}
	}
}

// Trade with one partner that is not at hand is set against trade with all.
func TestScaleOfWhatIsMissing(t *testing.T) {
	f := evaluated(t, desk(t), "comparison: level\nselect: {indicator: sold, economies: [FRA], partner: CHN, year: 2021}\nclaimed: {value: 11, unit: million US dollars}\nneeds: {en: N, fr: N, es: N, pt: N}")
	if len(f.Says) != 1 || f.Says[0].Args["part"].(Figure).Value != 10 {
		t.Errorf("%+v", f.Says)
	}
	if !strings.Contains(keys(f.Notes), "note.needs") {
		t.Errorf("what would be needed is not said: %s", keys(f.Notes))
	}
}

// A contradiction by figures of a later day says so.
func TestLaterFigures(t *testing.T) {
	e := evaluator{Finding: &Finding{Claim: &Claim{Source: Source{Date: "2021-10"}}}}
	e.about.Dataset = desk(t).Engine.Catalog().Datasets[0]
	for _, c := range []struct {
		date, vintage string
		want          bool
	}{{"2021-10", "2021-11-03", true}, {"2021-10", "2021", false}, {Undated, "2025", false}, {"2024", "2021", false}, {"2021", "2025-12-18", true}} {
		copied := *e.about.Dataset
		copied.Vintage = c.vintage
		e.about.Dataset, e.Claim.Source.Date = &copied, c.date
		if e.later() != c.want {
			t.Errorf("said %s, figures of %s: %v", c.date, c.vintage, !c.want)
		}
	}
}

// The claims that the program carries can all be evaluated, and say the same
// numbers in every language.
func TestClaimsThatTravel(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(context.Background(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, c := range list {
		f, err := Evaluate(context.Background(), study.Desk{Engine: engine, Economies: registry}, c)
		if err != nil {
			t.Errorf("%s: %v", c.ID, err)
			continue
		}
		found[c.ID] = f.VerdictKey()
		sameFigures(t, registry, f)
		if f.Verdict == Unchecked && len(f.Notes) == 0 {
			t.Errorf("%s: nothing says why it cannot be checked", c.ID)
		}
	}
	for id, want := range map[string]string{
		"eu-china-sixty-billion": Unchecked, "unctad-world-2023": Supported, "unctad-fall-2020": Contradicted,
		"unctad-developing-trillion": Unchecked, "lac-internet-closing": Supported + "-reserved", "wto-india-fourth": Supported + "-reserved",
	} {
		if found[id] != want {
			t.Errorf("%s: %s, want %s", id, found[id], want)
		}
	}
}

func sameFigures(t *testing.T, registry *economy.Registry, f *Finding) {
	t.Helper()
	var first string
	for _, lang := range locale.Languages() {
		l, err := locale.For(lang)
		if err != nil {
			t.Fatal(err)
		}
		var heard []string
		teller := Teller{Locale: l, Economies: registry, Heard: func(f Figure) { heard = append(heard, fmt.Sprint(f.What, f.Who, f.Year, f.Value)) }}
		said, err := teller.All(append(f.Says, f.Notes...))
		if err != nil {
			t.Errorf("%s: %v", lang, err)
		}
		claimed, err := teller.Claimed(f)
		if err != nil || claimed == "" {
			t.Errorf("%s: %q, %v", lang, claimed, err)
		}
		if marks := locale.Unresolved(strings.Join(said, " ") + teller.Verdict(f)); len(marks) > 0 {
			t.Errorf("%s, %s: no words for %v", f.Claim.ID, lang, marks)
		}
		if all := strings.Join(heard, "\n"); first == "" {
			first = all
		} else if all != first {
			t.Errorf("%s, %s: figures\n%s\nelsewhere\n%s", f.Claim.ID, lang, all, first)
		}
	}
}

// What does not exist is an error of the file, with the claim's place.
func TestEvaluateRefuses(t *testing.T) {
	d := desk(t)
	for _, part := range []string{
		"comparison: level\nselect: {indicator: solt, economies: [FRA], year: 2021}\nclaimed: {value: 1, unit: million US dollars}",
		"comparison: level\nselect: {indicator: sold, economies: [Atlantis], year: 2021}\nclaimed: {value: 1, unit: million US dollars}",
		"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2021}\nclaimed: {value: 1, unit: million EUR}",
		"comparison: level\nselect: {indicator: sold, economies: [FRA], year: 2021}\nclaimed: {value: 1, unit: persons}",
		"comparison: gap\nselect: {indicator: sold, economies: [two], year: 2021}\nclaimed: {value: 1, unit: million US dollars}",
	} {
		_, err := Evaluate(context.Background(), d, claimOf(t, part))
		if err == nil || tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), "test.yaml:2: claim test") {
			t.Errorf("%s:\n%v", part, err)
		}
	}
}

func TestAgainst(t *testing.T) {
	value := 0.3
	f := Figure{Value: .1 + .2, Status: analysis.OK}.exactly()
	if (Claimed{Value: &value}).against(f) != yes {
		t.Error("a step of rounding makes a difference")
	}
}
