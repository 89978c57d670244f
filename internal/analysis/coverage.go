package analysis

import (
	"fmt"
	"math"
	"strings"

	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// The statuses of a result.
const (
	OK       = "ok"
	Partial  = "partial"
	Withheld = "withheld"
)

// A Reason says why a figure is not there. Its text is a key, as that of a
// Note is: the words of each language translate it.
type Reason = formula.Reason

// The reasons for which a figure is withheld: those of formula, and what is
// missing of a group or an indicator.
const (
	NoReason                  = formula.NoReason
	ZeroBase                  = formula.ZeroBase
	NegativeBase              = formula.NegativeBase
	SignChange                = formula.SignChange
	NotPositive               = formula.NotPositive
	TooFewPoints              = formula.TooFewPoints
	NoMembers          Reason = "no-members"
	NoReporter         Reason = "no-reporter"
	SingleReporter     Reason = "single-reporter"
	LowCoverage        Reason = "low-coverage"
	FewReporters       Reason = "few-reporters"
	NoWeights          Reason = "no-weights"
	NotWeighted        Reason = "not-weighted"
	Undeclared         Reason = "undeclared"
	NoValue            Reason = "no-value"
	CompositionChanged Reason = "composition-changed"
	BenchmarkMissing   Reason = "benchmark-missing"
	DividesByZero      Reason = "divides-by-zero"
	OneSided           Reason = "one-sided"  // of an asymmetry: not both report the flow
	Reconciled         Reason = "reconciled" // of an asymmetry: the publisher made both agree
	NoTotal            Reason = "no-total"   // of a share: the data have no total with all partners
	NoWorld            Reason = "no-world"   // of an intensity: the data have no imports of the World
	NotFinite                 = formula.NotFinite
	ZeroWhole          Reason = "zero-whole"
	AllZero            Reason = "all-zero"
	LowReference       Reason = "low-reference"
	FewEconomies       Reason = "few-economies"
	NoneInGroup        Reason = "none-in-group"
	NoneThroughout     Reason = "none-throughout"
	NoLogs             Reason = "no-logs"
	NotPublished       Reason = "not-published"
	NoCompleteYear     Reason = "no-complete-year"
	NoMatchedSeries    Reason = "no-matched-series"
	GapInSeries        Reason = "gap-in-series"
	ShortSeries        Reason = "short-series"
	FewForBreak        Reason = "few-for-break"
)

// Coverage is the rule by which a figure is published.
type Coverage struct {
	// ByMembers applies the World Bank's rule: two thirds of the members, or
	// of the weights (see Selection.headcount for who counts as a member).
	ByMembers bool
	// Min takes the place of the least coverage, in per cent, when Forced.
	Min    float64
	Forced bool
}

// Thresholds in per cent: below partial a figure is withheld, from ok on it
// stands without a mark.
const twoThirds = 200.0 / 3

type thresholds struct{ partial, ok float64 }

var (
	sumThresholds    = thresholds{twoThirds, 95}
	growthThresholds = thresholds{twoThirds, 90}
	meanThresholds   = thresholds{twoThirds, 90}
)

// status judges a coverage in per cent.
func (c Coverage) status(pct float64, t thresholds) string {
	if c.ByMembers {
		t.ok = t.partial // the World Bank knows published and not published only
	}
	if c.Forced {
		t.partial = c.Min
	}
	const slack = 1e-9 // two thirds of three members are enough
	switch {
	case math.IsNaN(pct) || pct < t.partial-slack:
		return Withheld
	case pct < t.ok-slack:
		return Partial
	}
	return OK
}

// few judges too small a number of reporters, whatever they cover. A forced
// minimum of zero prints everything, with a mark.
func (c Coverage) few(why Reason) (string, Reason) {
	if c.Forced && c.Min <= 0 {
		return Partial, why
	}
	return Withheld, why
}

// roster is who of a group's members reported in a year. Its lists may share their
// memory: callers read them and append to none.
type roster struct {
	members   []string
	perimeter []string // ever reported
	reporters []string
	missing   []Absent // of the perimeter, with a value of before
	notBegun  []string // of the perimeter, reporting only later
	never     []string
}

func (p *panel) roster(members []string, year int) roster {
	return p.known(members).roster(members, year)
}

// A scope is who of a list of members ever reported.
type scope struct {
	perimeter []string
	tracks    []*track // of the perimeter
	never     []string
}

func (p *panel) scope(members []string) *scope {
	s := &scope{perimeter: make([]string, 0, len(members)), tracks: make([]*track, 0, len(members))}
	for _, m := range members {
		if t := p.track(m); t != nil {
			s.perimeter, s.tracks = append(s.perimeter, m), append(s.tracks, t)
		} else {
			s.never = append(s.never, m)
		}
	}
	return s
}

// known is the scope of a list, which is found once: the registry hands out one list
// of a group's members for each day, and nobody writes into it. Short lists are not
// worth it.
func (p *panel) known(members []string) *scope {
	if len(members) < 8 {
		return p.scope(members)
	}
	type list struct {
		first *string
		n     int
	}
	key := list{&members[0], len(members)}
	if s, ok := p.scopes.Load(key); ok {
		return s.(*scope)
	}
	s, _ := p.scopes.LoadOrStore(key, p.scope(members))
	return s.(*scope)
}

// roster is who of the members reported in a year. Where all that ever did have, the
// lists are the same one.
func (s *scope) roster(members []string, year int) roster {
	r := roster{members: members, perimeter: s.perimeter, reporters: s.perimeter, never: s.never}
	for k, t := range s.tracks {
		if _, ok := t.at(year); !ok {
			r.reporters = append(make([]string, 0, len(s.tracks)), s.perimeter[:k]...)
			r.absentFrom(s, k, year)
			break
		}
	}
	return r
}

// absentFrom goes through the perimeter from the first that did not report on.
func (r *roster) absentFrom(s *scope, first, year int) {
	for k, t := range s.tracks[first:] {
		m := s.perimeter[first+k]
		if _, ok := t.at(year); ok {
			r.reporters = append(r.reporters, m)
		} else if a, ok := t.lastKnown(year); ok {
			r.missing = append(r.missing, a)
		} else {
			r.notBegun = append(r.notBegun, m)
		}
	}
}

// valueCoverage is what a sample makes of everything known of the perimeter in
// a year, in per cent: the reporters' values and what the absent last reported.
func (p *panel) valueCoverage(sample []string, r roster, year int) float64 {
	if len(sample) == len(r.perimeter) { // nobody is missing
		return 100
	}
	covered, known := 0.0, 0.0
	for _, m := range sample {
		v, _ := p.at(m, year)
		covered += math.Abs(v)
	}
	for _, m := range r.reporters {
		v, _ := p.at(m, year)
		known += math.Abs(v)
	}
	for _, a := range r.missing {
		known += math.Abs(a.Value)
	}
	if known == 0 { // nothing but zeros: count heads
		return percent(float64(len(sample)), float64(len(r.perimeter)))
	}
	return percent(covered, known)
}

func percent(part, whole float64) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return 100 * part / whole
}

// listAbsent prints the absent as `ISO3 year value`, separated by `; `.
func listAbsent(absent []Absent) string {
	parts := make([]string, len(absent))
	for k, a := range absent {
		parts[k] = fmt.Sprintf("%s %d %s", a.Economy, a.Year, frame.Number(a.Value))
	}
	return strings.Join(parts, "; ")
}
