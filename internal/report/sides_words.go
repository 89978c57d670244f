package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// heard is that growth in other currencies rests on exchange rates.
func (b *sidesBlock) heard() inquiry {
	return inquiry{rates: slices.ContainsFunc(b.sides, func(s side) bool { return s.ownIsThere })}
}

func (b *sidesBlock) write(p *page) {
	p.title(b.year)
	if len(b.sides) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	told := b.told()
	for _, s := range told {
		p.para(b.level(p, s), b.ownGrowth(p, s), b.longer(p, s), b.carried(p, s), b.coverage(p, s))
	}
	brief := b.pair(p)
	main := brief
	if main == "" {
		main = b.largest(p)
		brief = main
		if len(told) > 0 { // who is set beside the others comes first
			brief = strings.TrimSpace(b.level(p, told[0]) + " " + main)
		}
	}
	p.para(main, b.fastest(p), b.turnedOnes(p, told))
	p.summary(strings.Join(append([]string{brief}, b.allCarried(p)...), " "))
	b.draw(p)
	b.writeTable(p)
}

// told are the sides with sentences of their own: both of two, else the focus
// where it is small.
func (b *sidesBlock) told() []side {
	var out []side
	for _, s := range b.sides {
		if s.has() && (len(b.sides) == 2 || len(b.focus) <= 2 && slices.Contains(b.focus, s.id)) {
			out = append(out, s)
		}
	}
	return out
}

// kind chooses the sentence by what is counted.
func (b *sidesBlock) kind(key string) string {
	switch i := b.data.Indicator; {
	case picture.InMillions(i):
		return key + "-money"
	case i.IsPercentage():
		return key + "-percent"
	}
	return key + "-number"
}

// words are the arguments that all sentences share. An indicator without an object
// is named by its subject.
func (b *sidesBlock) words(p *page) args {
	a := p.indicator(b.data.Indicator).with(args{"year": b.year, "whose": p.whose(b.named()...), "before": b.year - 1, "since": b.Since, "unit": p.Unit(b.data.Indicator.Unit), "counted": p.Word("currencies." + p.env.counting())})
	if a["object"] == "" {
		a["object"] = a["subject"]
	}
	return a
}

// level says a side's newest figure, how it grew on the year before, and its share of
// the world. What rests on a flagged break is not said.
func (b *sidesBlock) level(p *page, s side) string {
	return p.say(b.kind("sides.level"), b.words(p).with(args{
		"side": p.name(s.id), "value": b.value(s.now), "partial": s.now.Status == analysis.Partial,
		"grew": grew(s.growth) && s.full(), "growth": b.growthFigure(s.id, b.year-1, s.growth), "broken": len(s.growth.Breaks) > 0,
		"shared": s.full() && !math.IsNaN(s.share), "share": b.fig("share", s.id, b.year, s.share, "per cent of the publisher's World", s.now.Status),
	}))
}

// ownGrowth says a side's growth in its own currency, and where that turns the sign.
func (b *sidesBlock) ownGrowth(p *page, s side) string {
	if !s.ownIsThere || !grew(s.growth) || s.currency == p.env.counting() || !s.full() {
		return ""
	}
	key := "sides.own"
	if turned(s.growth.GrowthPct, s.own) {
		key = "sides.own-turned"
	}
	return p.say(key, b.words(p).with(args{"currency": p.Word("currencies." + s.currency), "counted": p.Word("currencies." + p.env.counting()), "own": b.own(s)}))
}

// turnedOnes names those beside whose growth has another sign in their own currency.
func (b *sidesBlock) turnedOnes(p *page, told []side) string {
	var items []string
	for _, s := range b.sides {
		if !s.ownIsThere || !grew(s.growth) || !turned(s.growth.GrowthPct, s.own) || slices.ContainsFunc(told, func(t side) bool { return t.id == s.id }) {
			continue
		}
		items = append(items, p.say("sides.turned-one", args{"side": p.name(s.id), "growth": b.growthFigure(s.id, b.year-1, s.growth), "own": b.own(s),
			"currency": p.Word("currencies." + s.currency), "counted": p.Word("currencies." + p.env.counting())}))
	}
	if len(items) == 0 {
		return ""
	}
	return p.say("sides.turned", args{"list": p.List(items)})
}

func (b *sidesBlock) own(s side) figure {
	return b.fig("growth-"+s.currency, s.id, b.year, s.own, "per cent", s.growth.Status)
}

// longer says what became of a side since the year of comparison, on a matched sample.
func (b *sidesBlock) longer(p *page, s side) string {
	if b.year-b.Since < 2 || !grew(s.since) {
		return ""
	}
	a := b.words(p).with(args{"side": p.name(s.id), "group": p.isGroup(s.id), "average": b.growthFigure(s.id, b.Since, s.since),
		"factor": b.fig("factor", s.id, b.year, s.factor(), "times", s.since.Status), "total": b.fig("total", s.id, b.year, 100*(s.factor()-1), "per cent", s.since.Status)})
	switch {
	case b.data.Indicator.IsPercentage():
		return p.say("sides.since-percent", a)
	case math.IsNaN(s.factor()):
		return ""
	case s.factor() >= 2:
		return p.say("sides.multiplied", a)
	}
	return p.say("sides.since", a)
}

// coverage says on how many members a group's figure rests.
func (b *sidesBlock) coverage(p *page, s side) string {
	if !p.isGroup(s.id) {
		return ""
	}
	return p.say("sides.coverage", b.words(p).with(args{"side": p.name(s.id), "whole": s.now.Covered > 99.95, "all": s.now.Reporting == s.now.Perimeter, "weighed": !b.data.Indicator.Additive(),
		"reporting": count(fmt.Sprintf("reporting/%s/%d", s.id, b.year), s.now.Reporting, b.Indicator).from(b.made("reporting", s.id, b.year)), "perimeter": count(fmt.Sprintf("perimeter/%s/%d", s.id, b.year), s.now.Perimeter, b.Indicator).from(b.made("perimeter", s.id, b.year)),
		"covered": b.covered(s), "begun": b.notBegun(p, s)}))
}

// notBegun names the members of a sum that report only later, where they are few.
func (b *sidesBlock) notBegun(p *page, s side) string {
	if !b.data.Indicator.Additive() || len(s.now.NotBegun) > mostUnmatched {
		return ""
	}
	return p.theNames(s.now.NotBegun)
}

func (b *sidesBlock) covered(s side) figure {
	return b.fig("coverage", s.id, b.year, s.now.Covered, "per cent", s.now.Status)
}

// pair says which of two sides is larger, and by how much.
func (b *sidesBlock) pair(p *page) string {
	if len(b.sides) != 2 || !b.sides[0].full() || !b.sides[1].full() || b.sides[0].now.Value == b.sides[1].now.Value {
		return ""
	}
	first, second := b.sides[0], b.sides[1]
	if second.now.Value > first.now.Value {
		first, second = second, first
	}
	a := b.words(p).with(args{"first": p.name(first.id), "second": p.name(second.id), "first_value": b.value(first.now), "second_value": b.value(second.now),
		"gap": b.fig("gap", first.id+" less "+second.id, b.year, first.now.Value-second.now.Value, b.data.Indicator.Unit, analysis.OK)})
	ratio := first.now.Value / second.now.Value
	a["ratio"] = b.fig("ratio", first.id+" over "+second.id, b.year, ratio, "times", analysis.OK)
	a["excess"] = b.fig("excess", first.id+" over "+second.id, b.year, 100*(ratio-1), "per cent", analysis.OK)
	then := first.before.Value / second.before.Value
	a["compared"] = b.compared(first, second) && len(b.unmatched(first, second)) == 0
	a["ratio_before"] = b.fig("ratio", first.id+" over "+second.id, b.Since, then, "times", analysis.OK)
	a["gap_before"] = b.fig("gap", first.id+" less "+second.id, b.Since, first.before.Value-second.before.Value, b.data.Indicator.Unit, analysis.OK)
	a["internal"] = b.data.Indicator.Trade != "" && b.anyGroup(p)
	a["behind"] = first.before.Value < second.before.Value
	key := b.kind("sides.pair")
	if key == "sides.pair-percent" && first.now.Value-second.now.Value < even {
		return p.say("sides.pair-even", a)
	}
	if key == "sides.pair-money" && (ratio < closeTo || second.now.Value <= 0) {
		key = "sides.pair-close"
	}
	return strings.TrimSpace(p.say(key, a) + " " + b.alike(p, first, second))
}

// even is the distance of two percentages, in points, below which neither is said to
// be the higher.
const even = 1

// closeTo is below which a ratio is said as so many per cent more.
const closeTo = 1.5

// compared tells whether the two sides can be compared in the earlier year too, with
// no flagged break since.
func (b *sidesBlock) compared(all ...side) bool {
	for _, s := range all {
		if s.before.Status != analysis.OK || len(s.since.Breaks) > 0 || !(s.before.Value > 0) {
			return false
		}
	}
	return b.year-b.Since > 1
}

// largest names the largest of several and the next, set against the one in focus.
func (b *sidesBlock) largest(p *page) string {
	all := b.beside()
	ranked := descendingBy(all, func(s side) (float64, bool) { return s.now.Value, s.full() })
	if len(ranked) < 3 || ranked[0].now.Value == ranked[1].now.Value || b.largerInPart(all, ranked[0].now.Value) {
		return ""
	}
	p.note(b.count("compared", b.levelsOf(ranked)))
	p.note(b.asked("beside", len(all)))
	first, second := ranked[0], ranked[1]
	a := b.words(p).with(args{"n": len(ranked), "all": len(all), "first": p.name(first.id), "second": p.name(second.id), "first_value": b.value(first.now), "second_value": b.value(second.now), "focused": false, "internal": false})
	if focus := b.told(); len(b.focus) == 1 && len(focus) == 1 && focus[0].full() {
		a = a.with(args{"focused": true, "internal": b.data.Indicator.Trade != "" && p.isGroup(focus[0].id), "focus": p.name(focus[0].id), "of_focus": b.fig("of-focus", first.id, b.year, 100*first.now.Value/focus[0].now.Value, "per cent of "+focus[0].id, analysis.OK)})
	}
	return p.say(b.kind("sides.largest"), a)
}

// largerInPart tells whether one that has reported in part, or last did so in full,
// could be larger than the largest.
func (b *sidesBlock) largerInPart(all []side, first float64) bool {
	for _, s := range all {
		most := s.now.Value
		switch {
		case s.full():
			continue
		case s.has() && s.now.Covered > 0:
			most *= 100 / s.now.Covered
		default:
			for _, y := range s.years {
				if y.Status != analysis.Withheld {
					most = y.Value
				}
			}
		}
		if most >= first {
			return true
		}
	}
	return false
}

// fastest names who of several grew most and least on the year before.
func (b *sidesBlock) fastest(p *page) string {
	ranked := descendingBy(b.sides, func(s side) (float64, bool) { return b.rate(s.growth), grew(s.growth) && !math.IsNaN(b.rate(s.growth)) })
	if len(ranked) < 3 {
		return ""
	}
	high, low := ranked[0], ranked[len(ranked)-1]
	if b.rate(high.growth) == b.rate(ranked[1].growth) || b.rate(low.growth) == b.rate(ranked[len(ranked)-2].growth) {
		return ""
	}
	p.note(b.count("compared-growth", eachOf(ranked, func(s side) explain.Number {
		return explain.Between(explain.Growth, b.Indicator, s.id, b.year-1, b.year)
	})))
	p.note(b.asked("beside-growth", len(b.sides)))
	return p.say("sides.fastest", b.words(p).with(args{"n": len(ranked), "all": len(b.sides), "high": p.name(high.id), "low": p.name(low.id), "points": b.data.Indicator.IsPercentage(),
		"high_growth": b.growthFigure(high.id, b.year-1, high.growth), "low_growth": b.growthFigure(low.id, b.year-1, low.growth)}))
}

// descendingBy are those that have a value, the largest first.
func descendingBy(all []side, value func(side) (float64, bool)) []side {
	var out []side
	for _, s := range all {
		if _, ok := value(s); ok {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(x, y side) int {
		a, _ := value(x)
		b, _ := value(y)
		switch {
		case a > b:
			return -1
		case a < b:
			return 1
		}
		return 0
	})
	return out
}

// indicators of the block, for the sources of its charts.
func (b *sidesBlock) indicators() []catalog.Indicator {
	return []catalog.Indicator{b.data.Indicator}
}
