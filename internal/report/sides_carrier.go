package report

import (
	"math"
	"slices"

	"tradestats/internal/analysis"
)

// A member carries a group's growth where it has a large share of the end value, in
// per cent, has gained much of it, in points, and moves the average, in points a year.
const (
	carrierShare = 25
	carrierGain  = 10
	carrierPull  = 1
)

// A carrier is the member that a group's growth rests on: the sum of its matched
// members grows otherwise without it.
type carrier struct {
	id            string
	before, after float64 // its share of the sum, in per cent
	without       float64 // growth of the others, in per cent a year
	factor        float64 // by what the others were multiplied
}

// carriedBy finds the member that a side's growth rests on. Of averages nobody has a
// share.
func (b *sidesBlock) carriedBy(s side) (c carrier, ok bool) {
	sample, years := s.since.Sample, b.year-b.Since
	if !b.data.Indicator.Additive() || !grew(s.since) || len(sample) < 3 || years < 2 {
		return c, false
	}
	at := func(id string, year int) float64 { v, _ := b.data.Value(id, year); return v }
	c.id = slices.MaxFunc(sample, func(x, y string) int {
		switch a, b := at(x, b.year), at(y, b.year); {
		case a < b:
			return -1
		case a > b:
			return 1
		}
		return 0
	})
	var start, end float64
	for _, id := range sample {
		start, end = start+at(id, b.Since), end+at(id, b.year)
	}
	own, last := at(c.id, b.Since), at(c.id, b.year)
	if !(start > own && end > last && own > 0) {
		return c, false
	}
	c.before, c.after = 100*own/start, 100*last/end
	c.factor = (end - last) / (start - own)
	c.without = 100 * (math.Pow(c.factor, 1/float64(years)) - 1)
	return c, c.after >= carrierShare && c.after-c.before >= carrierGain && math.Abs(b.rate(s.since)-c.without) >= carrierPull
}

// carried says how a group would have grown without the member that it rests on.
func (b *sidesBlock) carried(p *page, s side) string {
	c, ok := b.carriedBy(s)
	if !ok || !p.isGroup(s.id) {
		return ""
	}
	of := func(what string, year int, v float64, unit string) figure {
		return b.fig(what, c.id+" in "+s.id, year, v, unit, analysis.OK)
	}
	left, last := b.unmatched(s), 0.0
	if s.full() { // the share that every page gives, whichever year it compares with
		own, _ := b.data.Value(c.id, b.year)
		last = 100 * own / s.now.Value
	}
	return p.say("sides.carried", b.words(p).with(args{"side": p.name(s.id), "member": p.name(c.id), "changed": len(left) > 0, "left": b.withoutThem(p, left),
		"whole": s.full(), "share_of_all": of("share-of-all", b.year, last, "per cent"),
		"share_before": of("share", b.Since, c.before, "per cent"), "share": of("share", b.year, c.after, "per cent"),
		"without": b.fig("growth-without", s.id+" less "+c.id, b.year, c.without, "per cent a year", analysis.OK)}))
}

// carriesOver tells whether the first side was still multiplied more than the second
// without the member that it rests on: else which grew more is no finding.
func (b *sidesBlock) carriesOver(first, second side) bool {
	c, ok := b.carriedBy(first)
	return !ok || c.factor > second.factor()
}

// allCarried are the sentences on the groups that the page tells of and one member carries.
func (b *sidesBlock) allCarried(p *page) []string {
	var out []string
	for _, s := range b.told() {
		if text := b.carried(p, s); text != "" {
			out = append(out, text)
		}
	}
	return out
}
