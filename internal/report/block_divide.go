package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
)

// divideBlock follows a ratio, such as the share of people online, by groups
// of economies, and the gap between two of them. Changes are taken on matched
// samples, with each year's weights.
type divideBlock struct {
	header    `yaml:",inline"`
	Indicator string   `yaml:"indicator"`
	Groups    []string `yaml:"groups"`
	Compare   []string `yaml:"compare"` // two of the groups: the one ahead, the one behind
	Since     int      `yaml:"since"`
	From      int      `yaml:"from"`     // first year drawn
	Charts    []string `yaml:"charts"`   // lines, dumbbell, multiples
	Findings  []string `yaml:"findings"` // offline: the percentage is of people online
	Note      string   `yaml:"note"`     // a key of the words, printed under charts

	data    *analysis.Data
	year    int
	levels  map[string][]analysis.Aggregation
	changes map[string]analysis.GrowthRow
	breaks  map[string][]analysis.Break // large ones, by group
}

// largeBreak is the share of a group's weights, in per cent, from which a
// break of one member is drawn as one of the group's.
const largeBreak = 5

func (b *divideBlock) needs() []string { return []string{b.Indicator} }

func (b *divideBlock) compute(e *env) error {
	d, err := e.data(b.Indicator)
	if err != nil {
		return err
	}
	b.data, b.Since = d, e.since(b.Since, d.Years())
	must, least := b.Compare, len(b.Compare)
	if len(must) == 0 { // a region too many withheld, and the picture is lost
		must, least = b.Groups, (3*len(b.Groups)+3)/4
	}
	if b.year, err = e.newestAggregate(d, least, must...); err != nil || b.year == 0 {
		return err
	}
	b.Since = min(b.Since, b.year-1)
	if b.levels, err = e.aggregates(d, b.From, b.year, b.Groups...); err != nil {
		return err
	}
	if b.changes, err = e.growths(d, b.Since, b.year, b.Groups...); err != nil {
		return err
	}
	b.breaks = map[string][]analysis.Break{}
	for _, g := range b.Groups {
		for _, k := range d.Breaks(b.changes[g].Sample, b.From, b.year) {
			if k.Share >= largeBreak {
				b.breaks[g] = append(b.breaks[g], k)
			}
		}
	}
	return nil
}

// newest returns a group's value of the newest year.
func (b *divideBlock) newest(group string) analysis.Aggregation {
	rows := b.levels[group]
	if len(rows) == 0 {
		return analysis.Aggregation{Value: math.NaN(), Status: analysis.Withheld}
	}
	return rows[len(rows)-1]
}

func (b *divideBlock) fig(what, who string, year int, v float64, unit, status string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, who, year), Value: v, Unit: unit, Status: status,
		Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, who, year), of: b.made(what, who, year)}
}

// made is what a number of a group, or of one less another, is made of.
func (b *divideBlock) made(what, who string, year int) explain.Number {
	end := explain.End
	if year == b.Since {
		end = explain.Start
	}
	switch what {
	case "start":
		return explain.Between(explain.Start, b.Indicator, who, b.Since, b.year)
	case "change":
		return matchedChange(b.Indicator, who, b.Since, b.year)
	case "matched":
		return explain.Between(explain.Matched, b.Indicator, who, b.Since, b.year)
	case "coverage":
		return explain.At(explain.Coverage, b.Indicator, who, year)
	case "published":
		return worldOf(b.Indicator, year)
	case "gap":
		return less(explain.Between(end, b.Indicator, b.Compare[0], b.Since, b.year), explain.Between(end, b.Indicator, b.Compare[1], b.Since, b.year))
	}
	return levelOf(b.Indicator, who, year)
}

func (b *divideBlock) words(p *page) args {
	return p.indicator(b.data.Indicator).with(args{"year": b.year, "since": b.Since, "name": b.data.Indicator.Name.In(p.Lang()),
		"unit": p.Unit(b.data.Indicator.Unit), "from": b.From, "block": b.Title.In(p.Lang())})
}

func (b *divideBlock) write(p *page) {
	p.title(b.year)
	if b.year == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	levels, gap := b.extremes(p), b.gap(p)
	p.para(levels, gap, b.inBoth(p))
	if b.broken() { // a change that rests on a break is no finding
		gap = ""
	}
	p.summary(strings.TrimSpace(levels + " " + gap))
	for _, kind := range b.Charts {
		switch kind {
		case "lines":
			b.drawLines(p)
		case "dumbbell":
			b.drawDumbbell(p)
		case "multiples":
			b.drawMultiples(p)
		}
	}
	b.writeTable(p)
}

// extremes give the values of the two groups compared, with their coverage
// where it is partial; else they name the highest and the lowest.
func (b *divideBlock) extremes(p *page) string {
	if len(b.Compare) == 2 {
		x, y := b.newest(b.Compare[0]), b.newest(b.Compare[1])
		if x.Status == analysis.Withheld || y.Status == analysis.Withheld {
			return ""
		}
		return p.say(b.key("divide.pair"), b.pairWords(p, x, y)) + spaced(b.partial(p, x, y))
	}
	high, low := b.most(func(g string) (float64, string) { return b.newest(g).Value, b.newest(g).Status }), b.lowest()
	if high == "" || low == "" {
		return ""
	}
	return p.say(b.key("divide.extremes"), b.pairWords(p, b.newest(high), b.newest(low)))
}

// key chooses between sentences on percentages and on other units.
func (b *divideBlock) key(key string) string {
	if b.data.Indicator.IsPercentage() {
		return key + "-percent"
	}
	return key
}

func (b *divideBlock) pairWords(p *page, x, y analysis.Aggregation) args {
	unit := b.data.Indicator.Unit
	return b.words(p).with(args{"high": p.name(x.Group), "low": p.name(y.Group),
		"high_value": b.fig("value", x.Group, b.year, x.Value, unit, x.Status), "low_value": b.fig("value", y.Group, b.year, y.Value, unit, y.Status)})
}

// partial says how much of the population stands behind a partial value.
func (b *divideBlock) partial(p *page, rows ...analysis.Aggregation) string {
	var items []string
	for _, r := range rows {
		if r.Status == analysis.Partial {
			items = append(items, p.say("divide.partial", args{"group": p.name(r.Group), "covered": b.fig("coverage", r.Group, r.Year, r.Covered, "per cent of the weights", r.Status)}))
		}
	}
	return strings.Join(items, " ")
}

// gap compares two groups in both years, each on its matched sample.
func (b *divideBlock) gap(p *page) string {
	if len(b.Compare) != 2 {
		return ""
	}
	x, y := b.changes[b.Compare[0]], b.changes[b.Compare[1]]
	a := b.words(p).with(args{"ahead": p.name(b.Compare[0]), "behind": p.name(b.Compare[1])})
	if x.Status == analysis.Withheld || y.Status == analysis.Withheld {
		return p.say("divide.gap-withheld", a)
	}
	before, now := x.Start-y.Start, x.End-y.End
	status := analysis.OK
	if x.Status != analysis.OK || y.Status != analysis.OK {
		status = analysis.Partial
	}
	pair := b.Compare[0] + " less " + b.Compare[1]
	key := gapKey(before, now)
	if b.broken() { // across a break nobody knows which way it moved
		key = "divide.gap-broken"
	}
	said := p.say(b.key(key), a.with(args{
		"before": b.fig("gap", pair, b.Since, before, "points", status), "now": b.fig("gap", pair, b.year, now, "points", status)}))
	return said + spaced(p.breakNote(large(append(append([]analysis.Break{}, x.Breaks...), y.Breaks...))))
}

// inBoth names the members that the two groups share: each pulls both averages.
func (b *divideBlock) inBoth(p *page) string {
	if len(b.Compare) != 2 {
		return ""
	}
	day := economy.YearEnd(b.year)
	first, err := p.env.economies.Members(b.Compare[0], day)
	p.fail(err)
	second, err := p.env.economies.Members(b.Compare[1], day)
	p.fail(err)
	var names []string
	for _, id := range first {
		if slices.Contains(second, id) {
			names = append(names, p.name(id).Text)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.say("divide.in-both", args{"list": p.List(names)})
}

// broken tells whether the gap's change rests on a break that a sentence names.
func (b *divideBlock) broken() bool {
	return slices.ContainsFunc(b.Compare, func(g string) bool { return len(large(b.changes[g].Breaks)) > 0 })
}

// gapKey says how a gap moved; a change below half a point or unit, or below a
// hundredth of the gap, is not a movement that these averages could carry.
func gapKey(before, now float64) string {
	switch {
	case math.Abs(now-before) < math.Max(.5, before/100):
		return "divide.gap-stable"
	case now > before:
		return "divide.gap-widened"
	}
	return "divide.gap-narrowed"
}

func spaced(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

// large keeps the breaks that weigh enough to be named in a sentence.
func large(breaks []analysis.Break) []analysis.Break {
	var out []analysis.Break
	for _, b := range breaks {
		if b.Share >= 1 {
			out = append(out, b)
		}
	}
	return out
}

// lowest is the group with the lowest value, "" where that one is not covered
// well enough to be called so, or where too many groups have none.
func (b *divideBlock) lowest() string {
	return b.most(func(g string) (float64, string) { return -b.newest(g).Value, b.newest(g).Status })
}

// most is the group for which a figure is largest: it must be ok itself, no
// partial one may be larger, and two thirds of the groups must have one.
func (b *divideBlock) most(of func(group string) (float64, string)) string {
	best, largest, status, n := "", math.Inf(-1), "", 0
	for _, g := range b.Groups {
		v, s := of(g)
		if s == analysis.Withheld {
			continue
		}
		n++
		if v > largest {
			best, largest, status = g, v, s
		}
	}
	if status != analysis.OK || 3*n < 2*len(b.Groups) {
		return ""
	}
	return best
}

func (b *divideBlock) writeTable(p *page) {
	i := b.data.Indicator
	out := &sheet{
		columns: []column{text(p.Word("table.group")), number(p.say("divide.column", b.words(p))), number(p.say("divide.column-start", b.words(p))),
			number(p.say("divide.column-change", args{"points": i.IsPercentage()})), number(p.Word("divide.matched")), number(p.Word("table.coverage"))},
		head: []string{"group", "year", "value", "since", "start_matched", "end_matched", "change", "matched", "perimeter", "coverage_pct", "change_coverage_pct", "status", "change_status"},
	}
	notes := []string{p.say("divide.note-table", b.words(p)), b.publishedNote(p)}
	partial := ""
	for _, g := range b.Groups {
		v, c := b.newest(g), b.changes[g]
		if v.Status == analysis.Partial || c.Status == analysis.Partial {
			partial = p.say("divide.note-partial", nil)
		}
		if breaks := large(c.Breaks); len(breaks) > 0 && c.Status != analysis.Withheld {
			items, _ := p.breakItems(breaks)
			notes = append(notes, p.say("divide.break", args{"group": b.groupLabel(p, g), "breaks": p.List(items), "n": len(breaks)}))
		}
		b.addGroup(p, out, g)
	}
	p.sheet(b.ID, out)
	p.notes(append(notes, partial, p.flagNote(append(b.rests(b.year), b.changed()...)...))...)
}

// rests are the values behind the levels of the groups from a year on, and the
// publisher's World.
func (b *divideBlock) rests(from int) []rests {
	var out []rests
	for _, g := range b.Groups {
		if g == economy.World {
			out = append(out, world(b.data, b.year))
		}
		for _, r := range b.levels[g] {
			if r.Year >= from && r.Status != analysis.Withheld {
				out = append(out, rests{b.data, r.Sample, []int{r.Year}})
			}
		}
	}
	return out
}

// changed are the values behind the changes of the groups.
func (b *divideBlock) changed() []rests {
	var out []rests
	for _, g := range b.Groups {
		if c := b.changes[g]; c.Status != analysis.Withheld {
			out = append(out, rests{b.data, c.Sample, []int{b.Since, b.year}})
		}
	}
	return out
}

func (b *divideBlock) addGroup(p *page, out *sheet, g string) {
	i := b.data.Indicator
	v, c := b.newest(g), b.changes[g]
	start, end, change := c.Start, c.End, c.Change
	flag := mark(c.Status)
	switch {
	case c.Status == analysis.Withheld:
		start, end, change = math.NaN(), math.NaN(), math.NaN()
	case len(large(c.Breaks)) > 0:
		flag += "†"
	}
	out.add([]string{
		b.groupName(p, g), p.cell(b.fig("value", g, b.year, v.Value, i.Unit, v.Status), 1) + mark(v.Status),
		p.cell(b.fig("start", g, b.Since, start, i.Unit, c.Status), 1),
		p.signedCell(b.fig("change", g, b.year, change, c.ChangeUnit, c.Status)) + flag,
		p.cell(b.fig("matched", g, b.year, float64(c.Matched), "economies", c.Status), 0),
		p.coverageCell(b.fig("coverage", g, b.year, v.Covered, "per cent of the weights", v.Status)),
	}, g, b.year, v.Value, b.Since, start, end, change, c.Matched, c.Perimeter, v.Covered, c.Covered, v.Status, c.Status)
}

// groupName is a group in the table. The world here is the average of those
// that reported, which the publisher's own World is not.
func (b *divideBlock) groupName(p *page, g string) string {
	if g == economy.World {
		return p.Word("divide.all-reporters")
	}
	return p.name(g).Text
}

// groupLabel is groupName on a chart.
func (b *divideBlock) groupLabel(p *page, g string) string {
	if g == economy.World {
		return p.Word("divide.all-reporters")
	}
	return p.label(g)
}

// publishedNote gives the publisher's own World beside the average of those
// that reported.
func (b *divideBlock) publishedNote(p *page) string {
	v, ok := b.data.Published("world", b.year)
	if !ok || !slices.Contains(b.Groups, economy.World) {
		return ""
	}
	return p.say(b.key("divide.published"), b.words(p).with(args{"value": b.fig("published", "world", b.year, v, b.data.Indicator.Unit, "published")}))
}
