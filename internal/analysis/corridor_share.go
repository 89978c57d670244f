package analysis

import (
	"math"
	"slices"

	"tradestats/internal/formula"
)

// A part is the reporter's trade with the partner beside its trade with all
// others, of the same members.
type part struct {
	flow, whole float64
	basis       amount
}

// part sets one direction of the reporter's trade with the partner beside the
// total. A member counts that gives its total and, unless it never trades with
// the partner, its trade with it.
func (v *view) part(of *trade) part {
	none := func(why Reason) part { return part{basis: missing(why)} }
	flow := v.flow(of)
	if flow.why != NoReason {
		return none(flow.why)
	}
	var members, pairs []string
	for _, m := range v.reporter.members {
		own := pairsOf([]string{m}, v.partner.members)
		now := of.pairs.reportersOf(own, v.year)
		_, total := of.totals.at(m, v.year)
		if total && (len(now) > 0 || !slices.ContainsFunc(own, of.pairs.reported)) {
			members, pairs = append(members, m), append(pairs, now...)
		}
	}
	if len(pairs) == 0 {
		return none(NoTotal)
	}
	whole := v.total(of, v.reporter, members)
	r := of.pairs.rosterOfPairs(v.pairs(), v.year)
	out := part{flow: of.pairs.sum(pairs, v.year), whole: whole.value, basis: whole}
	out.basis.covered = min(whole.covered, v.coverage(of.pairs, pairs, r))
	out.basis.few = v.single(pairs)
	return out
}

// share is the part in per cent.
func (v *view) share(of *trade) amount {
	p := v.part(of)
	return p.basis.then(func() (float64, Reason) {
		s, why := formula.Trade{Exports: p.flow, Imports: p.whole}.Cover()
		return 100 * s, why
	})
}

// total is what members of a side trade with all partners. What the members of a
// group trade with each other is taken out where it is known, so that the total
// is that of one economy (docs/method.md, C5).
func (v *view) total(of *trade, side corridorSide, members []string) amount {
	if len(members) == 0 {
		return missing(NoTotal)
	}
	a := amount{value: of.totals.sum(members, v.year), covered: of.totals.valueCoverage(members, of.totals.roster(side.members, v.year), v.year)}
	most := 0
	for _, m := range members {
		most = max(most, of.summed[m][v.year])
	}
	if most > 0 {
		a.notes.add(Note{Key: NoteSummed, Count: most})
	}
	if !side.Group {
		return a
	}
	within := of.pairs.rosterOfPairs(pairsOf(members, side.members), v.year)
	if len(within.reporters) == 0 {
		a.notes.say(NoteInternalTrade)
		return a
	}
	a.value -= of.pairs.sum(within.reporters, v.year)
	a.covered = min(a.covered, of.pairs.valueCoverage(within.reporters, within, v.year))
	a.notes.say(NoteTotalNetted)
	return a
}

// internal is what the members of a group that give totals trade with each
// other, as far as they say.
func (v *view) internal(of *trade, side corridorSide) float64 {
	if !side.Group {
		return 0
	}
	members := of.totals.reportersOf(side.members, v.year)
	return of.pairs.sum(of.pairs.reportersOf(pairsOf(members, side.members), v.year), v.year)
}

// intensity is how much more the reporter exports to the partner than the
// partner's weight among the world's importers would have it, simple and
// without the reporter's own imports (docs/method.md, D4). Groups count as one
// economy: what their members trade with each other is nowhere in it, as far as
// it is known.
func (v *view) intensity() (simple, self amount) {
	if v.exports == nil || v.imports == nil {
		a := missing(orNoValue(v.empty()))
		return a, a
	}
	p := v.part(v.exports)
	if p.basis.why != NoReason {
		return p.basis, p.basis
	}
	totals := v.imports.totals
	market := v.total(v.imports, v.partner, totals.reportersOf(v.partner.members, v.year))
	own := v.total(v.imports, v.reporter, totals.reportersOf(v.reporter.members, v.year))
	world, covered, ok := v.trades.worldTotal(v.imports, v.year)
	basis := p.basis
	switch {
	case market.why != NoReason:
		basis.why = market.why
	case !ok:
		basis.why = NoWorld
	}
	basis.covered = min(basis.covered, market.covered, covered)
	of := formula.Intensity{
		Flow: p.flow, Exports: p.whole, PartnerImports: market.value, OwnImports: own.value,
		WorldImports: world - v.internal(v.imports, v.reporter) - v.internal(v.imports, v.partner),
	}
	if basis.why != NoReason {
		basis.covered = math.NaN()
	}
	simple = basis.then(of.Simple)
	if basis.why == NoReason && own.why != NoReason {
		basis.why = own.why
	}
	basis.covered = min(basis.covered, own.covered)
	return simple, basis.then(of.ExcludingSelf)
}
