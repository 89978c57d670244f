package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/explain"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// perBlock sets an indicator beside what its economies and groups are large by: for
// each person, in per cent of GDP.
type perBlock struct {
	header    `yaml:",inline"`
	Indicator string   `yaml:"indicator"`
	Per       []string `yaml:"per"`       // population, gdp, or another sum; both without
	Economies []string `yaml:"economies"` // and groups; GROUP:members is each member
	Focus     []string `yaml:"focus"`     // those that charts put in colour
	Charts    []string `yaml:"charts"`    // of Per

	data     *analysis.Data
	year     int
	order    []string // the economies and groups, as the topic has them
	focus    []string
	measures []measure // as in Per
}

// A measure is the indicator over another one.
type measure struct {
	by   *analysis.Data
	unit string
	rows []analysis.PerRow  // of the block's year, the highest first, those withheld last
	last map[string]float64 // the newest quotient of each up to that year, in full or in part
}

func (b *perBlock) pers() []string {
	if len(b.Per) == 0 {
		return []string{"population", "gdp"}
	}
	return b.Per
}

func (b *perBlock) needs() []string { return append([]string{b.Indicator}, b.pers()...) }

func (b *perBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.list("economies", b.Economies, 1)
	w.among("charts", b.Charts, b.pers())
	return w
}

func (b *perBlock) compute(e *env) (err error) {
	if b.data, err = e.data(b.Indicator); err != nil {
		return err
	}
	if b.order, err = e.expand(b.Economies...); err != nil {
		return err
	}
	if len(b.Focus) > 0 {
		if b.focus, err = e.expand(b.Focus...); err != nil {
			return err
		}
	}
	s, err := e.selection(e.year, b.order...)
	if err != nil {
		return err
	}
	b.year = e.year
	var all [][]analysis.PerRow
	for _, id := range b.pers() {
		by, err := e.data(id)
		if err != nil {
			return err
		}
		if err := b.sums(e, by); err != nil {
			return err
		}
		rows, err := analysis.Per(b.data, by, analysis.YearlyOptions{Selection: s, To: e.year})
		if err != nil {
			return err
		}
		all = append(all, rows)
		b.year = min(b.year, newestPer(rows, len(b.order)))
	}
	for k, id := range b.pers() {
		by, _ := e.data(id)
		b.measures = append(b.measures, measureOf(by, b.data, all[k], b.year))
	}
	return nil
}

// sums refuses a quotient of what is no sum: that of a group would say nothing.
func (b *perBlock) sums(e *env, by *analysis.Data) error {
	for _, i := range []catalog.Indicator{b.data.Indicator, by.Indicator} {
		if !i.Additive() {
			return tidy.Errorf(tidy.Data, "name flows or stocks, such as digital-services-exports by population", "topic %s, block %s: %s is no sum, so a quotient with it says nothing", e.topic.ID, b.ID, i.ID)
		}
	}
	return nil
}

// newestPer is the newest year in which at least two thirds of so many have a
// quotient, or 0.
func newestPer(rows []analysis.PerRow, n int) int {
	published := map[int]int{}
	for _, r := range rows {
		if r.Status != analysis.Withheld {
			published[r.Year]++
		}
	}
	return analysis.NewestOfMost(published, n)
}

func measureOf(by, of *analysis.Data, rows []analysis.PerRow, year int) measure {
	_, unit := catalog.PerUnit(of.Indicator, by.Indicator)
	m := measure{by: by, unit: unit, last: map[string]float64{}}
	for _, r := range rows { // of each the years ascend
		if r.Year <= year && r.Status != analysis.Withheld {
			m.last[r.Economy] = r.Result
		}
		if r.Year == year {
			m.rows = append(m.rows, r)
		}
	}
	slices.SortStableFunc(m.rows, func(x, y analysis.PerRow) int {
		a, b := x.Status == analysis.Withheld, y.Status == analysis.Withheld
		switch {
		case a && b:
			return 0
		case a:
			return 1
		case b:
			return -1
		}
		return cmp.Compare(y.Result, x.Result)
	})
	return m
}

// of is the row of an economy or group.
func (m measure) of(id string) analysis.PerRow {
	for _, r := range m.rows {
		if r.Economy == id {
			return r
		}
	}
	return analysis.PerRow{Economy: id, Result: math.NaN(), Value: math.NaN(), PerValue: math.NaN(), Status: analysis.Withheld}
}

// full are the rows that are covered well enough to be compared.
func (m measure) full() []analysis.PerRow {
	return slices.DeleteFunc(slices.Clone(m.rows), func(r analysis.PerRow) bool { return r.Status != analysis.OK })
}

// rank is the place of a row among those covered well enough, equal ones alike; 0
// where it has none.
func (m measure) rank(of analysis.PerRow) int {
	if of.Status != analysis.OK {
		return 0
	}
	rank := 1
	for _, r := range m.full() {
		if r.Result > of.Result {
			rank++
		}
	}
	return rank
}

// percent tells whether a measure is in per cent of another indicator.
func (m measure) percent() bool { return strings.HasPrefix(m.unit, "per cent ") }

func (b *perBlock) fig(m measure, r analysis.PerRow) figure {
	return figure{ID: fmt.Sprintf("per-%s/%s/%d", m.by.Indicator.ID, r.Economy, b.year), Value: r.Result, Unit: m.unit, Status: r.Status,
		Selection: fmt.Sprintf("%s over %s, %s, %d", b.Indicator, m.by.Indicator.ID, r.Economy, b.year), of: b.made(m, r.Economy)}
}

// made is what the quotient of an economy or group is made of.
func (b *perBlock) made(m measure, who string) explain.Number {
	value, by := levelOf(b.Indicator, who, b.year), levelOf(m.by.Indicator.ID, who, b.year)
	value.With, by.With = by.Indicator, value.Indicator // a group's is that of the members with both
	q := over(value, by)
	if scale, _ := catalog.PerUnit(b.data.Indicator, m.by.Indicator); scale != 1 {
		return explain.Made(explain.Times, q, written(scale, "units"))
	}
	return q
}

// quotients are those that are covered well enough to be compared.
func (b *perBlock) quotients(m measure) []explain.Number {
	return eachOf(m.full(), func(r analysis.PerRow) explain.Number { return b.made(m, r.Economy) })
}

func (b *perBlock) write(p *page) {
	p.title(b.year)
	if b.year == 0 || len(b.measures) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	var sentences []string
	for k, m := range b.measures {
		sentences = append(sentences, b.extremes(p, m, k > 0 && sentences[0] != ""))
	}
	p.para(append(sentences, b.inFocus(p))...)
	p.summary(sentences[0])
	for _, m := range b.measures {
		if slices.Contains(b.Charts, m.by.Indicator.ID) {
			b.drawBars(p, m)
		}
	}
	b.writeTable(p)
}

func (b *perBlock) words(p *page, m measure) args {
	return p.indicator(b.data.Indicator).with(args{"year": b.year, "whose": p.whose(b.Economies...), "unit": p.Unit(m.unit), "percent": m.percent(), "head": m.by.Indicator.ID == "population",
		"by": m.by.Indicator.Name.In(p.Lang()), "decimals": m.decimals()})
}

// decimals are those of a value in a sentence: amounts of less than ten have one.
func (m measure) decimals() int {
	for _, r := range m.rows {
		if r.Status != analysis.Withheld && math.Abs(r.Result) < 10 {
			return 1
		}
	}
	if m.percent() {
		return 1
	}
	return 0
}

// hidden tells whether one without a complete figure was, by its newest one, beyond
// the highest or the lowest of those that have one.
func (m measure) hidden(high, low float64) (above, below bool) {
	for id, v := range m.last {
		if m.of(id).Status != analysis.OK {
			above, below = above || v >= high, below || v <= low
		}
	}
	return above, below
}

// extremes name the highest and the lowest of those covered well enough, where none
// of the others may be beyond; of two both are given. One that comes again is called
// they.
func (b *perBlock) extremes(p *page, m measure, again bool) string {
	full := m.full()
	n := len(full)
	if n < 2 || full[0].Result == full[1].Result || full[n-1].Result == full[n-2].Result {
		return ""
	}
	high, low := full[0], full[n-1]
	above, below := m.hidden(high.Result, low.Result)
	if above && below {
		return ""
	}
	p.note(b.count("complete/"+m.by.Indicator.ID, n).from(howMany(b.quotients(m)...)))
	p.note(b.count("compared", len(b.order)).from(written(float64(len(b.order)), "choice")))
	return p.say("per-block.extremes", b.words(p, m).with(args{"n": n, "all": len(b.order), "pair": n == 2 && len(b.order) == 2, "again": again, "highest": !above, "lowest": !below, "high": p.name(high.Economy), "low": p.name(low.Economy),
		"high_value": b.fig(m, high), "low_value": b.fig(m, low)}))
}

// inFocus gives the values of the one in focus, where it is neither extreme.
func (b *perBlock) inFocus(p *page) string {
	if len(b.focus) != 1 || len(b.order) < 3 {
		return ""
	}
	var items []string
	for _, m := range b.measures {
		if r := m.of(b.focus[0]); r.Status == analysis.OK && !m.isExtreme(r) {
			items = append(items, p.say("per-block.value", b.words(p, m).with(args{"value": b.fig(m, r)})))
		}
	}
	if len(items) == 0 {
		return ""
	}
	return p.say("per-block.focus", args{"side": p.name(b.focus[0]), "list": p.List(items)})
}

// isExtreme tells whether a row is one that extremes names.
func (m measure) isExtreme(r analysis.PerRow) bool {
	full := m.full()
	if len(full) < 2 {
		return false
	}
	high, low := full[0], full[len(full)-1]
	above, below := m.hidden(high.Result, low.Result)
	return r.Economy == high.Economy && !above || r.Economy == low.Economy && !below
}

// unitOf prints the values of a measure.
func (b *perBlock) unitOf(p *page, m measure) picture.Unit {
	largest := 0.0
	if len(m.rows) > 0 && m.rows[0].Status != analysis.Withheld {
		largest = m.rows[0].Result
	}
	i := catalog.Indicator{Unit: m.unit, Kind: catalog.Ratio, Digits: m.decimals()}
	if !m.percent() {
		i.Kind = catalog.Stock
	}
	return picture.UnitOf(p.Locale, i, largest)
}

func (b *perBlock) drawBars(p *page, m measure) {
	u := b.unitOf(p, m)
	body := chart.Bars{Value: u.Value, FirstValue: u.First}
	var data []picture.Value
	partial := false
	for _, r := range m.rows {
		if r.Status == analysis.Withheld {
			body.Rows = append(body.Rows, chart.Bar{Name: p.label(r.Economy), Missing: p.noBar(r.Economy)})
			continue
		}
		e := chart.Plain
		if slices.Contains(b.focus, r.Economy) {
			e = chart.Highlight
		}
		partial = partial || r.Status == analysis.Partial
		body.Rows = append(body.Rows, chart.Bar{Name: p.label(r.Economy), Value: r.Result, Mark: mark(r.Status), Emphasis: e})
		data = append(data, plotted(r.Economy, b.Indicator+" per "+m.by.Indicator.ID, "quotient", b.year, r.Result, m.unit, r.Status))
	}
	if len(data) == 0 {
		return
	}
	a := b.words(p, m).with(args{"groups": b.anyGroup(p), "trade": b.data.Indicator.Trade != "", "partial": partial})
	t := figureTexts{title: p.say("per-block.title", a), subtitle: p.say("per-block.subtitle", a), notes: []string{p.say("per-block.chart-note", a), b.lacking(p, m)}, sources: []catalog.Indicator{b.data.Indicator, m.by.Indicator}}
	if full := m.full(); len(full) > 1 && len(full) == len(m.rows) && full[0].Result > full[1].Result {
		t.title = p.say("per-block.finding", a.with(args{"high": p.name(full[0].Economy)}))
	}
	p.draw(b.ID+"-"+m.by.Indicator.ID, body, t, data)
}

func (b *perBlock) anyGroup(p *page) bool { return slices.ContainsFunc(b.order, p.isGroup) }

// writeTable prints a row for each, the highest by the first measure first.
func (b *perBlock) writeTable(p *page) {
	first := b.measures[0]
	value := p.valueUnit(b.data.Indicator, first.largestValue())
	out := &sheet{columns: []column{number(p.Word("table.rank")), text(p.Word("sides.column")), number(p.Year(b.year) + " (" + value.Words + ")")}, head: []string{"rank", "economy", "year", "value"}}
	for _, m := range b.measures {
		out.columns = append(out.columns, number(locale.Capitalize(p.Unit(m.unit))))
		out.head = append(out.head, "per_"+m.by.Indicator.ID, "status_"+m.by.Indicator.ID)
	}
	var none []withheldOne
	for _, r := range first.rows {
		rank, place := first.rank(r), p.Missing()
		if rank > 0 {
			place = p.shown(b.place(r.Economy, rank).from(explain.Made(explain.Place, append([]explain.Number{b.made(first, r.Economy)}, b.quotients(first)...)...)), with(p.Number, 0))
		}
		if r.Status == analysis.Withheld {
			none = append(none, withheldOne{r.Economy, r.Notes, b.year})
		}
		level := figure{ID: fmt.Sprintf("value/%s/%d", r.Economy, b.year), Value: r.Value, Unit: b.data.Indicator.Unit, Status: r.Status, Selection: fmt.Sprintf("%s, %s, %d", b.Indicator, r.Economy, b.year), of: levelOf(b.Indicator, r.Economy, b.year)}
		printed := []string{place, p.name(r.Economy).Text, p.shown(level, value.Exact)}
		plain := []any{float64OrNaN(rank), r.Economy, b.year, r.Value}
		for _, m := range b.measures {
			q := m.of(r.Economy)
			printed = append(printed, p.shown(b.fig(m, q), b.unitOf(p, m).Exact)+mark(q.Status))
			plain = append(plain, q.Result, q.Status)
		}
		out.add(printed, plain...)
	}
	p.sheet(b.ID, out)
	a := b.words(p, first).with(args{"groups": b.anyGroup(p), "trade": b.data.Indicator.Trade != ""})
	p.notes(p.say("per-block.note", a), b.lacking(p, first), p.withheldNote(none))
}

// count is how many economies a sentence compares.
func (b *perBlock) count(what string, n int) figure {
	return figure{ID: fmt.Sprintf("%s/%d", what, b.year), Value: float64(n), Unit: "economies", Status: analysis.OK, Selection: fmt.Sprintf("%s, %d", b.Indicator, b.year)}
}

// place is a rank in the table.
func (b *perBlock) place(who string, rank int) figure {
	return figure{ID: fmt.Sprintf("rank/%s/%d", who, b.year), Value: float64(rank), Unit: "rank", Status: analysis.OK, Selection: fmt.Sprintf("%s over %s, %s, %d", b.Indicator, b.measures[0].by.Indicator.ID, who, b.year)}
}

// largestValue is that of the amounts that are divided.
func (m measure) largestValue() float64 {
	largest := 0.0
	for _, r := range m.rows {
		if r.Status != analysis.Withheld {
			largest = math.Max(largest, r.Value)
		}
	}
	return largest
}
