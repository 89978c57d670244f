package report

import (
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// mostUnmatched is how many members a sentence names that it leaves out.
const mostUnmatched = 5

// unmatched are the members of sides that have a figure in one of the two years
// compared only: levels of both years are of different members.
func (b *sidesBlock) unmatched(all ...side) []string {
	var out []string
	for _, s := range all {
		for _, id := range slices.Concat(s.before.Sample, s.now.Sample) {
			if !slices.Contains(s.since.Sample, id) {
				out = append(out, id)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// withoutThem names who is left out, "" where they are too many for a sentence.
func (b *sidesBlock) withoutThem(p *page, left []string) string {
	if len(left) > mostUnmatched {
		return ""
	}
	return p.theNames(left)
}

// alike sets two sides against each other in both years by the members that
// reported both, where the levels are of other members then and now.
func (b *sidesBlock) alike(p *page, first, second side) string {
	left := b.unmatched(first, second)
	if len(left) == 0 || !b.compared(first, second) || !grew(first.since) || !grew(second.since) || !(second.since.Start > 0 && second.since.End > 0) {
		return ""
	}
	over, less := first.id+" over "+second.id, first.id+" less "+second.id
	key := "sides.alike-percent"
	if picture.InMillions(b.data.Indicator) {
		key = "sides.alike-money"
	}
	unit := b.data.Indicator.Unit
	return p.say(key, b.words(p).with(args{"left": b.withoutThem(p, left), "points": b.data.Indicator.IsPercentage(),
		"ratio":      b.fig("ratio-matched", over, b.year, first.since.End/second.since.End, "times", analysis.OK),
		"ratio_then": b.fig("ratio-matched", over, b.Since, first.since.Start/second.since.Start, "times", analysis.OK),
		"gap":        b.fig("gap-matched", less, b.year, first.since.End-second.since.End, unit, analysis.OK),
		"gap_then":   b.fig("gap-matched", less, b.Since, first.since.Start-second.since.Start, unit, analysis.OK)}))
}

// matchedLevel is what the members of a side that reported both years made in one of
// them.
func (b *sidesBlock) matchedLevel(id string, year int) explain.Number {
	return explain.Between(b.end(year), b.Indicator, id, b.Since, b.year)
}
