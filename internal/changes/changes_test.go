package changes

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// All values here are made up.

// of makes a snapshot of one number, under an id; NaN is none.
func of(id string, v float64) Snapshot {
	s := Snapshot{Numbers: map[string]Number{}}
	if !math.IsNaN(v) {
		s.Numbers[id] = Number{Value: v, Unit: "points", Status: "ok", Selection: "trade, FRA, 2022"}
	}
	return s
}

// edition is one of a year that rests on one file.
func edition(year int, version, hash string, s Snapshot) *Edition {
	return &Edition{Topic: "t", Year: year, Version: version, Definition: "d", Groups: map[string]string{"eu": "AUT"},
		Rests: map[string]Names{"b": {"trade"}}, Inputs: []Input{{Indicator: "trade", SHA256: hash}}, Snapshot: s}
}

var none = math.NaN()

func TestAttribution(t *testing.T) {
	const then, now = "b/value/FRA/2022", "b/value/FRA/2023"
	step := func(id string, v float64) *Snapshot { s := of(id, v); return &s }
	older := func(v float64) *Edition { return edition(2022, "1", "a", of(then, v)) }
	newer := func(v float64) *Edition { return edition(2023, "1", "b", of(now, v)) }
	other := func(e *Edition, change func(*Edition)) *Edition { change(e); return e }
	for name, c := range map[string]struct {
		stages Stages
		kind   string
		cause  Cause
		parts  map[Cause]float64
	}{
		"the new year alone": {Stages{older(10), nil, nil, nil, step(then, 10), nil, step(now, 15), newer(15), nil}, Moved, NewYear, map[Cause]float64{NewYear: 5}},
		"who reported in both, then who no longer does": {Stages{older(10), nil, nil, nil, step(then, 10), step(now, 15), step(now, 8), newer(8), nil}, Moved, Several,
			map[Cause]float64{NewYear: 5, Reporting: -7}},
		"one withdrew, another was revised": {Stages{older(10), nil, step(then, 6), step(then, 7), step(then, 7), nil, step(now, 7), newer(7), nil}, Moved, Several,
			map[Cause]float64{Reporting: -4, Revision: 1}},
		"the figures of then are gone": {Stages{older(10), nil, step(then, 10), step(then, none), step(then, 7), nil, step(now, 7), newer(7), nil}, Moved, Untold, map[Cause]float64{Untold: -3}},
		"a revision, then the year": {Stages{older(10), nil, nil, nil, step(then, 12), nil, step(now, 15), newer(15), nil}, Moved, Several,
			map[Cause]float64{Revision: 2, NewYear: 3}},
		"all three": {Stages{older(10), nil, nil, nil, step(then, 12), nil, step(now, 15), newer(14), nil}, Moved, Several,
			map[Cause]float64{Revision: 2, NewYear: 3, Membership: -1}},
		"the tool is told from the figures of then": {Stages{other(older(10), func(e *Edition) { e.Version = "0" }), step(then, 11), nil, nil, step(then, 13), nil, step(now, 13), newer(13), nil},
			Moved, Several, map[Cause]float64{Method: 1, Revision: 2}},
		"another tool and other figures": {Stages{other(older(10), func(e *Edition) { e.Version = "0" }), nil, nil, nil, step(then, 13), nil, step(now, 13), newer(13), nil},
			Moved, Untold, map[Cause]float64{Untold: 3}},
		"another tool and the same figures": {Stages{other(older(10), func(e *Edition) { e.Version, e.Inputs[0].SHA256 = "0", "b" }), nil, nil, nil, step(then, 13), nil, step(now, 13), newer(13), nil},
			Moved, Method, map[Cause]float64{Method: 3}},
		"another tool, and the block rests on other figures": {Stages{other(older(10), func(e *Edition) {
			e.Version, e.Inputs = "0", []Input{{Indicator: "trade", SHA256: "b"}, {Indicator: "gdp", SHA256: "x"}}
		}), nil, nil, nil, step(then, 13), nil, step(now, 13), newer(13), nil}, Moved, Method, map[Cause]float64{Method: 3}},
		"another definition": {Stages{other(older(10), func(e *Edition) { e.Definition, e.Inputs[0].SHA256 = "e", "b" }), nil, nil, nil, step(then, 13), nil, step(now, 13), newer(13), nil},
			Moved, Method, map[Cause]float64{Method: 3}},
		"nothing but the number": {Stages{other(older(10), func(e *Edition) { e.Inputs[0].SHA256 = "b" }), nil, nil, nil, step(then, 13), nil, step(now, 13), newer(13), nil},
			Moved, Method, map[Cause]float64{Method: 3}},
		"the earlier year cannot be asked again": {Stages{older(10), nil, nil, nil, nil, nil, nil, newer(15), nil}, Moved, Untold, map[Cause]float64{Untold: 5}},
		"a step does not have it": {Stages{older(10), nil, nil, nil, step(then, none), nil, step(now, 15), newer(14), nil}, Moved, Several,
			map[Cause]float64{Untold: 5, Membership: -1}},
		"it came with the year":        {Stages{older(none), nil, nil, nil, step(then, none), nil, step(now, 15), newer(15), nil}, Came, NewYear, nil},
		"it came with the figures":     {Stages{older(none), nil, nil, nil, step(then, 9), nil, step(now, 15), newer(15), nil}, Came, Revision, nil},
		"it left with a member":        {Stages{older(10), nil, nil, nil, step(then, 10), nil, step(now, 15), newer(none), nil}, Left, Membership, nil},
		"it left, it is not told when": {Stages{older(10), nil, nil, nil, nil, nil, nil, newer(none), nil}, Left, Untold, nil},
		"members not recorded, of an economy": {Stages{other(older(10), func(e *Edition) { e.Groups, e.Rests, e.Definition = nil, nil, "" }), nil, nil, nil, step(then, 12), nil, step(now, 12), newer(12), nil},
			Moved, Revision, map[Cause]float64{Revision: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			all, same := c.stages.Differences()
			if len(all) != 1 || same != 0 {
				t.Fatalf("%d differ, %d are the same: %v", len(all), same, all)
			}
			d := all[0]
			if d.Kind != c.kind || d.Cause != c.cause {
				t.Errorf("%s by %s, want %s by %s", d.Kind, d.Cause, c.kind, c.cause)
			}
			sum := 0.0
			for _, cause := range Causes {
				sum += d.Parts[cause]
				if d.Parts[cause] != c.parts[cause] {
					t.Errorf("%s has %v, want %v", cause, d.Parts[cause], c.parts[cause])
				}
			}
			if d.Kind == Moved && sum != d.Size() {
				t.Errorf("the parts make %v of %v", sum, d.Size())
			}
			if tally := Count("t", all, same); tally.All != 1 || tally.By[c.cause] != 1 {
				t.Errorf("counted %+v", tally)
			}
		})
	}
}

// What rests on a group whose members were not recorded is not told apart.
func TestUnrecordedMembers(t *testing.T) {
	older, newer := edition(2023, "1", "a", of("b/value/eu/2023", 10)), edition(2023, "1", "b", of("b/value/eu/2023", 12))
	for _, e := range []*Edition{older, newer} {
		e.Numbers["b/value/eu/2023"] = Number{Value: e.Numbers["b/value/eu/2023"].Value, Selection: "trade, eu, 2023"}
	}
	older.Groups = nil
	all, _ := Stages{Old: older, Revised: &newer.Snapshot, New: newer}.Differences()
	if len(all) != 1 || all[0].Cause != Untold {
		t.Errorf("%+v", all)
	}
}

func TestStatusAndUnit(t *testing.T) {
	older, newer := edition(2023, "1", "a", of("b/x", 10)), edition(2023, "1", "b", of("b/x", 10))
	number := newer.Numbers["b/x"]
	number.Status = "partial"
	newer.Numbers["b/x"] = number
	all, _ := Stages{Old: older, Revised: &newer.Snapshot, New: newer}.Differences()
	if len(all) != 1 || all[0].Kind != Status || all[0].Cause != Revision || !math.IsNaN(all[0].Size()) {
		t.Errorf("status: %+v", all)
	}
	number.Unit, number.Value = "per cent", 20
	newer.Numbers["b/x"] = number
	all, _ = Stages{Old: older, Revised: &newer.Snapshot, New: newer}.Differences()
	if len(all) != 1 || all[0].Kind != Unit || all[0].Parts != nil {
		t.Errorf("unit: %+v", all)
	}
}

// Ids name years; those of the edition's own year move on with it.
func TestPairs(t *testing.T) {
	ids := func(year int, ids ...string) *Edition {
		e := edition(year, "1", "a", Snapshot{Numbers: map[string]Number{}})
		for _, id := range ids {
			e.Numbers[id] = Number{Value: 1}
		}
		return e
	}
	s := Stages{
		Old: ids(2022, "b/value/FRA/2022", "b/share/FRA/2015-2022", "b/growth/FRA/2021-2022", "b/chart/FRA/2021", "b/chart/FRA/2022", "b/gone/FRA/2022", "b/all",
			"b/cagr/FRA/2015/2022", "b/cagr/DEU/2015/2022/cagr", "b/yoy/FRA/2021/2022", "b/index/2022/FRA/2015"),
		New: ids(2023, "b/value/FRA/2023", "b/share/FRA/2015-2023", "b/growth/FRA/2022-2023", "b/chart/FRA/2021", "b/chart/FRA/2022", "b/chart/FRA/2023", "b/all",
			"b/cagr/FRA/2015/2023", "b/cagr/DEU/2015/2023/cagr", "b/yoy/FRA/2022/2023", "b/index/2023/FRA/2015"),
	}
	var got []string
	for _, p := range s.Pairs() {
		got = append(got, p.Then+" "+p.Now)
	}
	want := []string{
		"b/all b/all", "b/cagr/DEU/2015/2022/cagr b/cagr/DEU/2015/2023/cagr", "b/cagr/FRA/2015/2022 b/cagr/FRA/2015/2023", "b/chart/FRA/2021 b/chart/FRA/2021", "b/chart/FRA/2022 b/chart/FRA/2022", "b/chart/FRA/2023 b/chart/FRA/2023",
		"b/growth/FRA/2021-2022 b/growth/FRA/2022-2023", "b/index/2022/FRA/2015 b/index/2023/FRA/2015", "b/share/FRA/2015-2022 b/share/FRA/2015-2023", "b/value/FRA/2022 b/value/FRA/2023",
		"b/yoy/FRA/2021/2022 b/yoy/FRA/2022/2023",
		"b/gone/FRA/2022 b/gone/FRA/2023",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What only the new edition has is looked for in the earlier year under the id that a
// stage of that year has.
func TestPairOfWhatCame(t *testing.T) {
	older, newer := edition(2022, "1", "a", of("", none)), edition(2023, "1", "b", of("b/cagr/FRA/2015/2023", 4))
	again := of("b/cagr/FRA/2015/2022", 3)
	all, _ := Stages{Old: older, Revised: &again, Rolled: &newer.Snapshot, New: newer}.Differences()
	if len(all) != 1 || all[0].Kind != Came || all[0].Cause != Revision {
		t.Errorf("%+v", all)
	}
}

// Sentences that differ in their numbers alone say the same.
func TestBare(t *testing.T) {
	spelled := newSpelling([]string{"one", "four", "five", "un", "une", "cinq", "US$# billion", "US$# million", "US$#",
		"#\u00a0milliards de dollars", "#\u00a0millions de dollars", "US$\u00a0#\u00a0bilhão", "US$\u00a0#\u00a0milhões"})
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Exports grew (+9.3%) in 2023.", "Exports grew (+12.1%) in 2022.", true},
		{"Exports changed by −9.3%.", "Exports changed by +9.3%.", false},
		{"from 7th to 3rd", "from 12th to 8th", true},
		{"de la 1re à la 3e place", "de la 4e à la 2e place", true},
		{"US$1,234.5 million", "US$987 million", true},
		{"4 462,5 milliards", "980 milliards", true},
		{"grew to US$987 million", "grew to US$1.2 billion", true},
		{"grew to US$5", "grew by US$5", false},
		{"de 980\u00a0millions de dollars", "de 1,2\u00a0milliards de dollars", true},
		{"de US$ 980 milhões", "de US$\u00a01\u00a0bilhão", true},
		{"Among the five larger regions", "Among the four larger regions", true},
		{"Five economies account", "Four economies account", true},
		{"the ten largest", "the 11 largest", false}, // ten is no word that this test has
		{"cinq régions", "4 régions", true},
		{"une région", "les régions", false},
		{"someone", "somefour", false},
		{"Ireland gained the most places.", "Singapore gained the most places.", false},
		{"Exports grew.", "Exports fell.", false},
	} {
		if same := spelled.bare(c.a) == spelled.bare(c.b); same != c.same {
			t.Errorf("%q and %q: %v (%q, %q)", c.a, c.b, same, spelled.bare(c.a), spelled.bare(c.b))
		}
	}
}

func TestTurns(t *testing.T) {
	text := func(says string) Snapshot {
		return Snapshot{Texts: map[string]Text{"brief/b": {Sentence, says}, "claim/b/c": {Verdict, "supported"}}}
	}
	older, newer := edition(2022, "1", "a", text("France leads with 5.")), edition(2023, "1", "b", text("India leads with 6."))
	again := text("India leads with 4.")
	turns, ok := Stages{Old: older, Revised: &again, Rolled: &newer.Snapshot, New: newer}.Turns()
	if !ok || len(turns) != 1 || turns[0].Cause != Revision || turns[0].Old != "France leads with 5." {
		t.Errorf("%+v, %v", turns, ok)
	}
	if !turns[0].Turned() || (Turn{New: "a claim"}).Turned() || (Turn{Old: "a claim"}).Turned() {
		t.Error("what came or went is no turn")
	}
	stand := func(says string) Snapshot {
		return Snapshot{Texts: map[string]Text{"standing/b/t/FRA": {Standing, says}}}
	}
	was, is := edition(2023, "1", "a", stand("on-track/2029")), edition(2023, "1", "b", stand("on-track/2031"))
	if turns, _ := (Stages{Old: was, Revised: &is.Snapshot, New: is}).Turns(); len(turns) != 1 || turns[0].Cause != Revision {
		t.Errorf("the year in which a target is reached: %+v", turns)
	}
	older.Texts = nil
	if _, ok := (Stages{Old: older, New: newer}).Turns(); ok {
		t.Error("texts that are not recorded were compared")
	}
}

func TestReportersAndMembers(t *testing.T) {
	with := func(year int, codes ...string) Snapshot {
		return Snapshot{Reported: map[string]Report{"trade": {year, codes}}}
	}
	older, newer := edition(2022, "1", "a", with(2022, "FRA", "NLD")), edition(2023, "1", "b", with(2023, "ESP"))
	again := with(2022, "ESP", "FRA")
	got := Stages{Old: older, Revised: &again, Rolled: &newer.Snapshot, New: newer}.Reporters()
	if len(got) != 2 || got[0].Cause != Reporting || !slices.Equal(got[0].Left, []string{"FRA"}) ||
		got[1].Cause != Reporting || !slices.Equal(got[1].Came, []string{"ESP"}) || !slices.Equal(got[1].Left, []string{"NLD"}) {
		t.Errorf("%+v", got)
	}
	older.Version = "0"
	tool := with(2022, "FRA", "IRL")
	got = Stages{Old: older, Tool: &tool, Revised: &again, Rolled: &newer.Snapshot, New: newer}.Reporters()
	if len(got) != 3 || got[1].Cause != Method || !slices.Equal(got[1].Came, []string{"IRL"}) || !slices.Equal(got[1].Left, []string{"NLD"}) ||
		got[2].Cause != Reporting || !slices.Equal(got[2].Came, []string{"ESP"}) || !slices.Equal(got[2].Left, []string{"IRL"}) {
		t.Errorf("the tool apart: %+v", got)
	}
	if got := (Stages{Old: older, Revised: &Snapshot{}, Rolled: &newer.Snapshot, New: newer}).Reporters(); len(got) != 0 {
		t.Errorf("what is not recorded is no empty set: %+v", got)
	}
	moves := Members(map[string][]string{"eu": {"AUT", "GBR"}, "gone": {"X"}}, map[string][]string{"eu": {"AUT", "HRV"}, "new": {"Y"}})
	if len(moves) != 1 || moves[0].Then != 2 || !slices.Equal(moves[0].Came, []string{"HRV"}) || !slices.Equal(moves[0].Left, []string{"GBR"}) {
		t.Errorf("%+v", moves)
	}
}

func TestBySize(t *testing.T) {
	move := func(id string, from, to, year float64) Difference {
		return Difference{Kind: Moved, ID: id, Old: Number{Value: from}, New: Number{Value: to}, Parts: map[Cause]float64{NewYear: year, Revision: to - from - year}}
	}
	all := []Difference{move("year", 0, 100, 100), move("small", 0, 1, 0), move("half", 1000, 1002, 0), move("large", 0, -5, 0), move("less", 0, 50, 50)}
	order := func(scale func(Difference) float64) string {
		BySize(all, scale)
		var out []string
		for _, d := range all {
			out = append(out, d.ID)
		}
		return strings.Join(out, " ")
	}
	if got := order(InUnits); got != "large half small year less" {
		t.Error(got)
	}
	if got := order(OfItself); got != "large small half year less" {
		t.Error(got)
	}
}
