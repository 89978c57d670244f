package report

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/formula"
	"tradestats/internal/picture"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// forecastBlock carries series on by their own past. Its sentence says that this is
// arithmetic, and what it leaves out.
type forecastBlock struct {
	header    `yaml:",inline"`
	inquiry   `yaml:"-"`
	Indicator string   `yaml:"indicator"`
	Economies []string `yaml:"economies"` // one or a few, a chart for each
	From      int      `yaml:"from"`      // the first year that is fitted; 0: the first of the series
	Horizon   int      `yaml:"horizon"`   // years ahead; 0: as many as the series carries

	about catalog.Indicator
	rows  map[string]analysis.ForecastRows
	drawn map[string]map[string]picture.Picture // by economy and language
}

// mostFans is how many charts of projections a section has room for.
const mostFans = 4

func (b *forecastBlock) needs() []string { return nil }

func (b *forecastBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.list("economies", b.Economies, 1)
	if len(b.Economies) > mostFans {
		w = append(w, fmt.Sprintf("economies: there are %d, and a section has room for %d charts", len(b.Economies), mostFans))
	}
	if b.Horizon < 0 {
		w = append(w, fmt.Sprintf("horizon is %d", b.Horizon))
	}
	return w
}

func (b *forecastBlock) compute(e *env) error {
	b.rows, b.drawn = map[string]analysis.ForecastRows{}, map[string]map[string]picture.Picture{}
	var err error
	if b.Economies, err = e.expand(b.Economies...); err != nil {
		return err
	}
	if len(b.Economies) > mostFans {
		return tidy.Errorf(tidy.Data, "name fewer", "topic %s, block %s: %d economies, and a section has room for %d charts", e.topic.ID, b.ID, len(b.Economies), mostFans)
	}
	for _, id := range b.Economies {
		q := study.Forecast{Query: study.Query{Indicators: []string{b.Indicator}, Economies: []string{id}, From: b.From}, Horizon: b.Horizon}
		if begun, err := e.within(&q.Query, b.ID); err != nil || !begun {
			return err
		}
		err := b.ask(e, b.ID, func(ctx context.Context, d *study.Desk) error {
			results, err := q.Run(ctx, d)
			if err == nil {
				b.about, b.rows[id] = results[0].About, results[0].Rows.(analysis.ForecastRows)
			}
			return err
		})
		if err != nil {
			return err
		}
		if !carried(b.rows[id]) {
			continue
		}
		if b.drawn[id], err = b.pictures(e, b.ID, picture.Question{Query: q.Query, Kind: "fan", Horizon: b.Horizon}); err != nil {
			return err
		}
	}
	return nil
}

// carried tells whether a series is carried on: a page does not print the line
// through a handful of values that no model can be laid on.
func carried(rows analysis.ForecastRows) bool {
	return len(rows) > 0 && rows[0].Status != analysis.Withheld && rows[0].To-rows[0].From+1 >= formula.MinForModel
}

func (b *forecastBlock) write(p *page) {
	p.title(0)
	if !slices.ContainsFunc(b.Economies, func(id string) bool { return len(b.rows[id]) > 0 }) {
		p.para(p.say("report.no-data", nil))
		return
	}
	projected := 0
	for k, id := range b.Economies {
		rows := b.rows[id]
		if !carried(rows) {
			b.withheld(p, id)
			continue
		}
		said := b.sentence(p, id, rows)
		p.para(append([]string{said, b.sample(p, id, rows[0])}, p.breakRemarks(b.noted(id), rows[0].Notes)...)...)
		if projected++; projected == 1 {
			p.summary(said + " " + p.say("forecast.brief", nil))
		}
		chart := b.ID
		if k > 0 {
			chart += "-" + strings.ToLower(id)
		}
		if pic, ok := b.drawn[id][p.Lang()]; ok {
			p.place(chart, pic, func(v picture.Value) explain.Number { return b.made(v.Measure, v.Series, v.Year) })
		}
	}
	if projected > 0 {
		p.para(p.say("forecast.what", nil), b.besideTargets(p))
	}
	b.table(p)
}

// besideTargets says where the page also carries on the pace towards a target, how its
// method differs: the two give other values for the same year.
func (b *forecastBlock) besideTargets(p *page) string {
	for _, other := range p.env.blocks {
		targets, ok := other.(*targetBlock)
		if !ok || !b.about.IsPercentage() || !slices.ContainsFunc(targets.aims, func(a *aim) bool { return a.about.ID == b.Indicator && len(a.rows) > 0 }) {
			continue
		}
		return p.say("forecast.two-methods", args{"since": targets.From, "damped": b.damped()})
	}
	return ""
}

// damped tells whether every series that is carried on has a trend that fades.
func (b *forecastBlock) damped() bool {
	for _, rows := range b.rows {
		if carried(rows) && rows[0].Model != string(formula.DampedModel) {
			return false
		}
	}
	return true
}

// withheld says why a series cannot be carried on.
func (b *forecastBlock) withheld(p *page, id string) {
	said := []string{p.say("forecast.withheld", args{"who": p.name(id)})}
	for _, r := range b.rows[id][:min(1, len(b.rows[id]))] {
		said = append(said, p.remarks(b.noted(id), r.Notes.Without(analysis.NoteMechanical))...)
	}
	p.para(said...)
}

func (b *forecastBlock) fig(what string, row analysis.ForecastRow, v float64) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, row.Economy, row.Year), Value: v, Unit: b.about.Unit, Status: row.Status,
		Selection: fmt.Sprintf("%s, %s, %d, projected from %d to %d", row.Indicator, row.Economy, row.Year, row.From, row.To), of: b.made(what, row.Economy, row.Year)}
}

// made is what a year of a projection is made of, or of the series before it.
func (b *forecastBlock) made(what, who string, year int) explain.Number {
	first := b.rows[who][0]
	n := explain.Between(what, b.Indicator, who, first.From, year)
	n.To = first.To
	if year <= first.To && what == "value" {
		n.Measure = explain.Series
	}
	return n
}

// noted is what the number of a note on a series is made of.
func (b *forecastBlock) noted(id string) madeOf {
	return func(n analysis.Note) explain.Number {
		first := b.rows[id][0]
		if n.Key == analysis.NoteSampleLast {
			return b.made("value", id, n.Year)
		}
		return breakShare(b.about, n.Economies, id, first.From, first.To)
	}
}

// sentence gives the last year of a projection, with its range.
func (b *forecastBlock) sentence(p *page, id string, rows analysis.ForecastRows) string {
	r := rows[len(rows)-1]
	return p.say("forecast.range", p.indicator(b.about).with(args{"who": p.name(id), "year": r.Year, "from": r.From, "to": r.To,
		"value": p.amount(b.about, b.fig("projection", r, r.Value)), "low": p.amount(b.about, b.fig("lower_80", r, r.Low80)), "high": p.amount(b.about, b.fig("upper_80", r, r.High80)),
		"share": figure{ID: "range", Value: 80, Unit: "per cent of outcomes", Status: analysis.OK, Selection: "the range that is given", of: written(80, "interval")}}))
}

// sample says on how many members the projection of a group rests, where not on
// all.
func (b *forecastBlock) sample(p *page, id string, r analysis.ForecastRow) string {
	if _, group := p.env.economies.Group(id); !group || r.Matched == 0 || r.Matched == r.Members {
		return ""
	}
	throughout := explain.Between(explain.Carried, b.Indicator, id, r.From, r.To)
	throughout.To = r.To
	f := func(what string, v int, n explain.Number) figure {
		return figure{ID: what + "/" + id, Value: float64(v), Unit: "economies", Status: r.Status, Selection: fmt.Sprintf("%s, %s, %d to %d", r.Indicator, id, r.From, r.To), of: n}
	}
	return p.say("forecast.sample", args{"n": f("matched", r.Matched, throughout), "of": f("members", r.Members, explain.At(explain.Members, b.Indicator, id, r.To)), "from": r.From, "to": r.To})
}

func (b *forecastBlock) table(p *page) {
	largest := 0.0
	for _, id := range b.Economies {
		for _, r := range b.rows[id] {
			largest = max(largest, r.High95)
		}
	}
	u := p.valueUnit(b.about, largest)
	out := &sheet{
		columns: []column{text(p.Word("table.economy")), number(p.Word("table.year")), number(p.say("forecast.column-value", args{"unit": u.Words})), number(p.Word("forecast.column-80")), number(p.Word("forecast.column-95"))},
		head:    []string{"economy", "year", "projection", "lower_80", "upper_80", "lower_95", "upper_95", "scale", "model", "from", "to", "members", "matched", "status"},
	}
	var notes []analysis.Notes
	var made []madeOf
	for _, id := range b.Economies {
		for _, r := range b.rows[id] {
			if !carried(b.rows[id]) {
				continue
			}
			made = append(made, b.noted(id))
			notes = append(notes, r.Notes.Without(analysis.NoteMechanical, analysis.NoteThroughout))
			between := func(what string, low, high float64) string {
				return p.shown(b.fig("lower_"+what, r, low), u.Exact) + "–" + p.shown(b.fig("upper_"+what, r, high), u.Exact)
			}
			out.add([]string{p.name(id).Text, p.Year(r.Year), p.shown(b.fig("projection", r, r.Value), u.Exact) + mark(r.Status), between("80", r.Low80, r.High80), between("95", r.Low95, r.High95)},
				r.Economy, r.Year, r.Value, r.Low80, r.High80, r.Low95, r.High95, r.Scale, r.Model, r.From, r.To, r.Members, r.Matched, r.Status)
		}
	}
	if len(out.printed) > 0 {
		p.notedSheet(b.ID, out, notes, made)
	}
}
