package report

import (
	"fmt"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// concentrationBlock follows how much of the publisher's World the largest
// economies make, and how concentrated the reporters are.
type concentrationBlock struct {
	header     `yaml:",inline"`
	Indicators []string `yaml:"indicators"`
	Count      int      `yaml:"count"`
	Since      int      `yaml:"since"`

	series []concentrated
}

// few is how many the narrower share is of.
const few = 3

// concentrated is one indicator, year by year.
type concentrated struct {
	indicator catalog.Indicator
	years     []int
	share     []float64 // of the largest in the World, in per cent
	top       []float64 // of the three largest
	hhi       []analysis.Concentration
	order     [][]string // economies of each year, the largest first
	status    string     // of the newest year
	compared  int        // the year compared with
	largest   []rests    // the values of the largest and of the World, year by year
	all       []rests    // those of all reporters
}

func (b *concentrationBlock) needs() []string { return b.Indicators }

func (b *concentrationBlock) compute(e *env) error {
	for _, id := range b.Indicators {
		d, err := e.data(id)
		if err != nil {
			return err
		}
		s := concentrated{indicator: d.Indicator, compared: e.since(b.Since, d.PublishedYears("world"))}
		for _, year := range d.PublishedYears("world") {
			r := e.ranking(d, year, year-1)
			if year > e.year || len(r.Rows) < b.Count || r.Status == analysis.Withheld {
				continue
			}
			values := make([]float64, len(r.Rows))
			for k, row := range r.Rows {
				values[k] = row.Value
			}
			whole, _ := d.Published("world", year)
			c, why := analysis.Concentrate(values, whole, few)
			if why != analysis.NoReason {
				continue
			}
			s.years, s.share, s.top, s.hhi = append(s.years, year), append(s.share, r.Rows[b.Count-1].Cumulative), append(s.top, r.Rows[min(few, b.Count)-1].Cumulative), append(s.hhi, c)
			s.order = append(s.order, order(r.Rows[:b.Count]))
			s.status = r.Status
			s.largest, s.all = append(s.largest, ranked(d, r.Rows[:b.Count], year), world(d, year)), append(s.all, ranked(d, r.Rows, year), world(d, year))
		}
		if len(s.years) > 1 {
			b.series = append(b.series, s)
		}
	}
	return nil
}

// order are the economies of a ranking.
func order(rows []analysis.RankRow) []string {
	out := make([]string, len(rows))
	for k, r := range rows {
		out[k] = r.Economy
	}
	return out
}

// since returns the position of the year of comparison, else of the first.
func (s concentrated) since(year int) int {
	for k, y := range s.years {
		if y >= year {
			return k
		}
	}
	return 0
}

func (b *concentrationBlock) fig(s concentrated, what string, year int, v float64, unit string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", s.indicator.ID, what, year), Value: v, Unit: unit, Status: s.status,
		Selection: fmt.Sprintf("%s, %d", s.indicator.ID, year), of: b.made(s, what, year)}
}

// made is what a number of a year is made of.
func (b *concentrationBlock) made(s concentrated, what string, year int) explain.Number {
	switch what {
	case "hhi":
		return explain.At(explain.HHI, s.indicator.ID, economy.World, year)
	case "reporters":
		return explain.At(explain.Reporting, s.indicator.ID, economy.World, year)
	}
	n := b.Count
	if what == "top" {
		n = min(few, b.Count)
	}
	return topOf(s.indicator.ID, s.order[s.since(year)][:n], year)
}

// topOf is the part of the publisher's World of some economies.
func topOf(indicator string, economies []string, year int) explain.Number {
	values := eachOf(economies, func(id string) explain.Number { return levelOf(indicator, id, year) })
	return percentOf(added(values...), worldOf(indicator, year))
}

func (b *concentrationBlock) write(p *page) {
	p.title(0)
	if len(b.series) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	var sentences []string
	for _, s := range b.series {
		k, first := len(s.years)-1, s.since(s.compared)
		role := "exporters"
		if s.indicator.Trade == "imports" {
			role = "importers"
		}
		sentences = append(sentences, p.say("concentration.shares", p.indicator(s.indicator).with(args{
			"count": b.Count, "role": p.Word("ranking.role." + role), "year": s.years[k], "since": s.years[first],
			"share": b.fig(s, "share", s.years[k], s.share[k], "per cent"), "before": b.fig(s, "share", s.years[first], s.share[first], "per cent"),
			"top": b.fig(s, "top", s.years[k], s.top[k], "per cent"), "top_before": b.fig(s, "top", s.years[first], s.top[first], "per cent"), "few": few,
		})))
	}
	p.para(sentences...)
	p.summary(sentences[0])
	b.drawLines(p)
	b.writeTable(p)
}

func (b *concentrationBlock) drawLines(p *page) {
	body := chart.Lines{FromZero: true, Value: func(v float64) string { return p.Number(v, 1) }, Tick: p.Plain, TopTick: func(v float64) string { return p.Percent(v, 0) }}
	var data []picture.Value
	var on []rests
	var sources []catalog.Indicator
	for _, s := range b.series {
		line := chart.Series{Name: s.indicator.Label.In(p.Lang())}
		for k, year := range s.years {
			line.Points = append(line.Points, chart.Point{X: year, Y: s.share[k]})
			data = append(data, plotted(fmt.Sprintf("largest %d", b.Count), s.indicator.ID, "share", year, s.share[k], "per cent", analysis.OK))
		}
		body.Series = append(body.Series, line)
		sources, on = append(sources, s.indicator), append(on, s.largest...)
	}
	s := b.series[0]
	k := len(s.years) - 1
	a := p.indicator(s.indicator).with(args{"count": b.Count, "first": s.years[0], "last": s.years[k]})
	t := figureTexts{title: p.say("concentration.title", a), subtitle: p.say("concentration.subtitle", a),
		notes: []string{p.say("concentration.chart-note", a), p.flagNote(on...)}, sources: sources}
	if f := p.fraction(s.share[k] / 100); f != "" {
		t.title = p.say("concentration.finding", a.with(args{"fraction": f}))
	}
	p.draw(b.ID, body, t, data)
}

func (b *concentrationBlock) writeTable(p *page) {
	out := &sheet{columns: []column{text(p.Word("table.year"))}, head: []string{"year"}}
	years := map[int]bool{}
	var on []rests
	for _, s := range b.series {
		on = append(on, s.all...)
		name := s.indicator.Label.In(p.Lang())
		out.columns = append(out.columns, number(p.say("concentration.column-share", args{"name": name, "count": b.Count})),
			number(p.say("concentration.column-hhi", args{"name": name})), number(p.say("concentration.column-n", args{"name": name})))
		out.head = append(out.head, s.indicator.ID+"_share_pct", s.indicator.ID+"_hhi", s.indicator.ID+"_effective", s.indicator.ID+"_reporters")
		for _, y := range s.years {
			years[y] = true
		}
	}
	for _, year := range descending(years) {
		printed, plain := []string{p.Year(year)}, []any{year}
		for _, s := range b.series {
			k := s.since(year)
			if s.years[k] != year {
				printed, plain = append(printed, p.Missing(), p.Missing(), p.Missing()), append(plain, "", "", "", "")
				continue
			}
			printed = append(printed, p.cell(b.fig(s, "share", year, s.share[k], "per cent"), 1),
				p.cell(b.fig(s, "hhi", year, 10000*s.hhi[k].HHI, "index, 0 to 10 000"), 0), p.cell(b.fig(s, "reporters", year, float64(s.hhi[k].N), "economies"), 0))
			plain = append(plain, s.share[k], s.hhi[k].HHI, s.hhi[k].Effective, s.hhi[k].N)
		}
		out.add(printed, plain...)
	}
	p.sheet(b.ID, out)
	p.notes(p.say("concentration.note", p.indicator(b.series[0].indicator).with(args{"count": b.Count})), p.flagNote(on...))
}
