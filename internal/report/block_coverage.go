package report

import (
	"fmt"
	"math"
	"sort"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
)

// coverageBlock says who has not reported the newest year, and what they last
// reported.
type coverageBlock struct {
	header     `yaml:",inline"`
	Indicators []string `yaml:"indicators"` // the first sets year and order
	Count      int      `yaml:"count"`      // rows printed; the file has all
	Since      int      `yaml:"since"`

	data  []*analysis.Data
	year  int
	world analysis.Aggregation
	share float64 // of the publisher's World, of those that reported, in per cent
	rows  []absentRow
}

type absentRow struct {
	economy string
	last    []analysis.Absent // of each indicator; Year 0 when it reported or never did
}

func (b *coverageBlock) needs() []string { return b.Indicators }

func (b *coverageBlock) compute(e *env) error {
	for _, id := range b.Indicators {
		d, err := e.data(id)
		if err != nil {
			return err
		}
		b.data = append(b.data, d)
	}
	b.Since = e.since(b.Since, b.data[0].Years())
	if b.year = e.newestWorld(b.data[0]); b.year == 0 {
		return nil
	}
	rows, err := e.aggregate(b.data[0], b.year, "world")
	if err != nil {
		return err
	}
	b.world = rows["world"]
	whole, _ := b.data[0].Published("world", b.year)
	b.share = 100 * total(b.data[0], b.year) / whole
	for _, e := range e.economies.Economies() {
		row, absent := absentRow{economy: e.ISO3}, false
		for _, d := range b.data {
			known, ok := d.LastKnown(e.ISO3, b.year)
			if known.Year == b.year {
				known = analysis.Absent{}
			} else if ok {
				absent = true
			}
			row.last = append(row.last, known)
		}
		if absent {
			b.rows = append(b.rows, row)
		}
	}
	sort.SliceStable(b.rows, func(i, j int) bool { return b.rows[i].largest() > b.rows[j].largest() })
	return nil
}

// largest is the largest value that is missing.
func (r absentRow) largest() float64 {
	largest := 0.0
	for _, a := range r.last {
		largest = max(largest, a.Value)
	}
	return largest
}

// total is the plain sum of those that reported a year.
func total(d *analysis.Data, year int) float64 {
	sum := 0.0
	for _, economy := range d.Reporters(year) {
		v, _ := d.Value(economy, year)
		sum += v
	}
	return sum
}

func (b *coverageBlock) write(p *page) {
	p.title(b.year)
	if b.year == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	d := b.data[0]
	reporters := func(year int) figure {
		return count(fmt.Sprintf("reporters/%d", year), len(d.Reporters(year)), d.Indicator.ID).from(explain.At(explain.Reporting, d.Indicator.ID, economy.World, year))
	}
	said := p.say("coverage-block.count", p.indicator(d.Indicator).with(args{
		"year": b.year, "n": reporters(b.year), "before": b.year - 1, "then": reporters(b.year - 1), "since": b.Since, "first": reporters(b.Since),
		"covered": figure{ID: fmt.Sprintf("coverage/%d", b.year), Value: b.world.Covered, Unit: "per cent of the last known value", Status: b.world.Status, Selection: d.Indicator.ID, of: explain.At(explain.Coverage, d.Indicator.ID, economy.World, b.year)},
		"share": figure{ID: fmt.Sprintf("share/%d", b.year), Value: b.share, Unit: "per cent of the publisher's World", Status: b.world.Status, Selection: d.Indicator.ID,
			of: percentOf(levelOf(d.Indicator.ID, economy.World, b.year), worldOf(d.Indicator.ID, b.year))},
	}))
	p.para(said, p.say("coverage-block.why", nil))
	p.summary(said)
	b.writeTable(p)
}

// writeTable prints the largest of those absent; the file has all.
func (b *coverageBlock) writeTable(p *page) {
	d := b.data[0]
	out := &sheet{columns: []column{text(p.Word("table.economy"))}, head: []string{"economy"}}
	if len(b.rows) == 0 {
		return
	}
	u := p.valueUnit(d.Indicator, b.rows[0].largest())
	for _, d := range b.data {
		out.columns = append(out.columns, number(p.say("coverage-block.last-year", args{"name": d.Indicator.Label.In(p.Lang())})), number(p.say("coverage-block.last-value", args{"name": d.Indicator.Label.In(p.Lang()), "unit": u.Words})))
		out.head = append(out.head, d.Indicator.ID+"_last_year", d.Indicator.ID+"_last_value")
	}
	var on []rests
	for k, r := range b.rows {
		printed, plain := []string{p.name(r.economy).Text}, []any{r.economy}
		for n, a := range r.last {
			if a.Year == 0 {
				printed, plain = append(printed, p.Word("coverage-block.reported"), ""), append(plain, "", "")
				continue
			}
			value := u.Exact(a.Value)
			if k < b.Count {
				on = append(on, rests{b.data[n], []string{r.economy}, []int{a.Year}})
				value = p.shown(figure{ID: fmt.Sprintf("last/%s/%s", b.Indicators[n], r.economy), Value: a.Value, Unit: b.data[n].Indicator.Unit, Status: "last known", Selection: fmt.Sprintf("%s, %s, %d", b.Indicators[n], r.economy, a.Year), of: explain.At(explain.Last, b.Indicators[n], r.economy, b.year)}, u.Exact)
			}
			printed = append(printed, p.Year(a.Year), value)
			plain = append(plain, a.Year, a.Value)
		}
		if k < b.Count {
			out.add(printed, plain...)
		} else {
			out.addPlain(plain...)
		}
	}
	p.sheet(b.ID, out)
	more := math.Max(0, float64(len(b.rows)-b.Count))
	file := ""
	if p.hasTables() {
		file = p.say("coverage-block.note", args{"more": figure{ID: "more", Value: more, Unit: "economies", Status: analysis.OK, Selection: d.Indicator.ID, of: b.unlisted()}, "file": "tables/" + b.ID + ".csv"})
	}
	p.notes(file, p.flagNote(on...))
}

// unlisted are those absent that the table does not print.
func (b *coverageBlock) unlisted() explain.Number {
	var absent []explain.Number
	for _, r := range b.rows[min(b.Count, len(b.rows)):] {
		for n, a := range r.last {
			if a.Year != 0 {
				absent = append(absent, explain.At(explain.Last, b.Indicators[n], r.economy, b.year))
				break
			}
		}
	}
	return howMany(absent...)
}
