package analysis

import (
	"maps"
	"math"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/formula"
)

// A view is one side's reports of its trade with the other in a line.
type view struct {
	*corridor
	line              Line
	reporter, partner corridorSide
	exports, imports  *trade // nil where the data have none
}

// An amount is a figure before it is judged.
type amount struct {
	value   float64
	covered float64
	few     bool // it rests on a single reporter of a group
	why     Reason
	notes   Notes
}

// missing is an amount that is not there.
func missing(why Reason) amount { return amount{value: math.NaN(), covered: math.NaN(), why: why} }

// then computes a figure from what the amount is the basis of.
func (a amount) then(of func() (float64, Reason)) amount {
	a.notes = slices.Clone(a.notes)
	if a.value = math.NaN(); a.why == NoReason {
		a.value, a.why = of()
	}
	switch a.why { // a base is what a rate has
	case ZeroBase:
		a.why = DividesByZero
	case NegativeBase:
		a.why = formula.NegativeValue
	}
	return a
}

// unit is that of the line's values.
func (v *view) unit() string {
	for _, t := range []*trade{v.exports, v.imports} {
		if t != nil {
			return t.about.Unit
		}
	}
	return ""
}

// add judges an amount and adds its row, of one indicator or, where of is nil,
// of the line.
func (v *view) add(of *trade, measure, unit string, a amount, t thresholds) {
	row := CorridorRow{
		Indicator: v.line.Key(), Item: v.line.Item, Reporter: v.reporter.String(), Partner: v.partner.String(), Year: v.year,
		Measure: measure, Value: math.NaN(), Unit: unit, Covered: a.covered, Status: Withheld, Reason: a.why,
	}
	for _, t := range []*trade{v.imports, v.exports, of} { // the last that is there
		if t != nil {
			row.About = t.about
		}
	}
	if of != nil {
		row.Indicator = of.about.ID
	}
	if a.why == NoReason && math.IsInf(a.value, 0) {
		row.Reason = formula.NotFinite
	} else if a.why == NoReason {
		switch row.Status = v.status(a.covered, t); {
		case row.Status == Withheld:
			row.Reason = LowCoverage
		case a.few:
			row.Status, row.Reason = v.few(SingleReporter)
		}
	}
	if row.Reason != NoReason {
		row.Notes.because(row.Reason)
	}
	if row.Status != Withheld {
		row.Value = a.value
		row.Notes = append(row.Notes, a.notes...)
		if v.line.Balanced {
			row.Notes.say(NoteBalanced)
		}
	} else { // who is behind it; not how a figure would be read
		for _, n := range a.notes {
			if n.Key == NotePairs || n.Key == NotePairsMatched || n.Key == NoteNever {
				row.Notes.add(n)
			}
		}
	}
	row.Note = row.Notes.English()
	v.rows = append(v.rows, row)
}

// pairs are those of the reporter with the partner.
func (v *view) pairs() []string { return pairsOf(v.reporter.members, v.partner.members) }

// summable tells why the pairs of groups cannot be added up.
func (v *view) summable(of *trade) Reason {
	if !v.reporter.Group && !v.partner.Group || of.about.Additive() {
		return NoReason
	}
	if of.about.Kind == catalog.Unknown {
		return Undeclared
	}
	return NotWeighted
}

// single tells whether only one member of a reporting group did so.
func (v *view) single(pairs []string) bool {
	who := map[string]bool{}
	for _, pair := range pairs {
		who[reporterOf(pair)] = true
	}
	return v.reporter.Group && len(who) < 2
}

// coverage is that of a sample of a panel, in per cent: by value, or by pairs
// where members count.
func (v *view) coverage(p *panel, sample []string, r roster) float64 {
	if v.ByMembers {
		return percent(float64(len(sample)), float64(len(r.perimeter)))
	}
	return p.valueCoverage(sample, r, v.year)
}

// flow is what the reporter says of one direction.
func (v *view) flow(of *trade) amount {
	if why := v.empty(); why != NoReason || of == nil {
		return missing(orNoValue(why))
	}
	if why := v.summable(of); why != NoReason {
		return missing(why)
	}
	r := of.pairs.rosterOfPairs(v.pairs(), v.year)
	if len(r.reporters) == 0 {
		return missing(v.nobody())
	}
	a := amount{value: of.pairs.sum(r.reporters, v.year), covered: v.coverage(of.pairs, r.reporters, r), few: v.single(r.reporters)}
	if v.reporter.Group || v.partner.Group {
		a.notes.add(Note{Key: NotePairs, Count: len(r.reporters), Of: len(r.members)})
	}
	if v.reporter.Group {
		a.notes.list(NoteNever, v.never(of.pairs))
	}
	a.notes.pairFlags(of.pairs, r.reporters, v.year)
	return a
}

// never are the reporter's members that never report trade with the partner.
func (v *view) never(p *panel) []string {
	var out []string
	for _, m := range v.reporter.members {
		if !slices.ContainsFunc(pairsOf([]string{m}, v.partner.members), p.reported) {
			out = append(out, m)
		}
	}
	return out
}

func orNoValue(why Reason) Reason {
	if why == NoReason {
		return NoValue
	}
	return why
}

// empty tells whether a side has no members in the year.
func (v *view) empty() Reason {
	if len(v.reporter.members) == 0 || len(v.partner.members) == 0 {
		return NoMembers
	}
	return NoReason
}

// nobody is why there is no figure where no pair has one.
func (v *view) nobody() Reason {
	if v.reporter.Group {
		return NoReporter
	}
	return NoValue
}

// pairFlags notes what publishers say of the values of some pairs: whose they
// are where there are several reporters.
func (n *Notes) pairFlags(p *panel, pairs []string, year int) {
	who := map[string][]string{}
	for _, pair := range pairs {
		c, _ := p.track(pair).at(year)
		flag := withoutBreak(c.flag)
		if reportedShare.MatchString(flag) {
			flag = inPart + "reported"
		}
		if flag != "" {
			who[flag] = append(who[flag], reporterOf(pair))
		}
	}
	for _, flag := range slices.Sorted(maps.Keys(who)) {
		list := ""
		if len(pairs) > 1 {
			list = strings.Join(slices.Compact(who[flag]), " ")
		}
		n.add(Note{Key: NoteFlagged, Flag: flag, Economies: list})
	}
}

// matched is the reporter's exports and imports over the same pairs: those that
// have both this year. A pair that never had one of them, of a reporter that has
// figures with others, trades one way only and counts; any other does not.
func (v *view) matched() (formula.Trade, amount) {
	var t formula.Trade
	if why := v.empty(); why != NoReason || v.exports == nil || v.imports == nil {
		return t, missing(orNoValue(why))
	}
	if why := v.summable(v.exports); why != NoReason {
		return t, missing(why)
	}
	x, m := v.exports.pairs, v.imports.pairs
	first, last := x.rosterOfPairs(v.pairs(), v.year), m.rosterOfPairs(v.pairs(), v.year)
	if len(first.reporters) == 0 || len(last.reporters) == 0 {
		return t, missing(v.nobody())
	}
	var sample []string
	for _, pair := range v.pairs() {
		_, exports := x.at(pair, v.year)
		_, imports := m.at(pair, v.year)
		none := v.exports.tradesNone(pair, v.year)
		nothing := v.imports.tradesNone(pair, v.year)
		if (exports || imports) && (exports || none) && (imports || nothing) {
			sample = append(sample, pair)
		}
	}
	t.Exports, t.Imports = x.sum(sample, v.year), m.sum(sample, v.year)
	a := amount{few: v.single(sample)}
	a.covered = min(v.coverage(x, x.reportersOf(sample, v.year), first), v.coverage(m, m.reportersOf(sample, v.year), last))
	if n := len(first.reporters); n != len(sample) || n != len(last.reporters) {
		a.notes.add(Note{Key: NotePairsMatched, Count: len(sample), Of: max(n, len(last.reporters))})
	}
	return t, a
}

// tradesNone tells whether a pair without figures has no trade, since its reporter has
// a total that year and never had any with this partner.
func (t *trade) tradesNone(pair string, year int) bool {
	_, reports := t.totals.at(reporterOf(pair), year)
	return reports && !t.pairs.reported(pair)
}

// reportersOf are those of some that have a value in a year.
func (p *panel) reportersOf(keys []string, year int) []string {
	var out []string
	for _, k := range keys {
		if _, ok := p.at(k, year); ok {
			out = append(out, k)
		}
	}
	return out
}

// mirrored is the flow from the reporter to the partner as both report it, over
// the pairs that both do. Figures that their publisher made agree hold no
// asymmetry to be found.
func (v *view) mirrored() (formula.Mirror, amount) {
	var flow formula.Mirror
	if why := v.empty(); why != NoReason || v.exports == nil || v.imports == nil {
		return flow, missing(orNoValue(why))
	}
	if why := v.summable(v.exports); why != NoReason {
		return flow, missing(why)
	}
	x, m := v.exports.pairs, v.imports.pairs
	first := x.rosterOfPairs(v.pairs(), v.year)
	last := m.rosterOfPairs(pairsOf(v.partner.members, v.reporter.members), v.year)
	var sample, mirror []string
	agree, apart := v.line.Balanced, 0.0
	for _, pair := range first.reporters {
		if said, ok := m.at(mirrorOf(pair), v.year); ok {
			sample, mirror = append(sample, pair), append(mirror, mirrorOf(pair))
			own, _ := x.at(pair, v.year)
			apart += math.Abs(own - said)
			agree = agree && math.Abs(own-said) <= balancedWithin*max(math.Abs(own), math.Abs(said))
		}
	}
	switch {
	case len(first.reporters) == 0 || len(last.reporters) == 0:
		return flow, missing(OneSided)
	case len(sample) == 0:
		return flow, missing(OneSided)
	case agree:
		return flow, missing(Reconciled)
	}
	slices.Sort(mirror)
	flow.Exports, flow.Imports = x.sum(sample, v.year), m.sum(mirror, v.year)
	a := amount{covered: min(v.coverage(x, sample, first), v.coverage(m, mirror, last))}
	if net := math.Abs(flow.Exports - flow.Imports); apart > net*(1+1e-9) {
		a.notes.add(Note{Key: NoteOffset, Value: percent(apart, (flow.Exports+flow.Imports)/2)})
	}
	if n := max(len(first.reporters), len(last.reporters)); n != len(sample) {
		a.notes.add(Note{Key: NotePairsMatched, Count: len(sample), Of: n})
	}
	return flow, a
}

// balancedWithin is how far, relative to the larger, two figures may differ that
// their publisher made one: files round them.
const balancedWithin = 1e-6
