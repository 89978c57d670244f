package report

import (
	"context"
	"fmt"
	"math"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/formula"
	"tradestats/internal/picture"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// convergenceBlock asks whether those of a group that were behind have come closer:
// by the slope of the gain on the starting level, and by the spread in both years.
// Each economy counts once.
type convergenceBlock struct {
	header    `yaml:",inline"`
	inquiry   `yaml:"-"`
	Indicator string   `yaml:"indicator"`
	Group     string   `yaml:"group"`
	From      int      `yaml:"from"`      // the first year; 0: the topic's since
	Shown     []string `yaml:"shown"`     // in the dumbbells, instead of all members
	Highlight []string `yaml:"highlight"` // in both charts
	Charts    []string `yaml:"charts"`    // dumbbell, strip

	row    analysis.ConvergenceRow
	about  catalog.Indicator
	method analysis.Notes // how the slope is to be read
	ginis  []analysis.DivideRow
	drawn  map[string]map[string]picture.Picture // by kind and language
}

const (
	// leastSpread is the change of a spread, in per cent of it, that is a movement.
	leastSpread = 5
	// leastSpan is how many years who names no first one is given at least: catching up
	// takes time.
	leastSpan = 5
	// yearsBack is how far before the edition's year the last year may lie.
	yearsBack = 6
)

func (b *convergenceBlock) needs() []string { return nil }

func (b *convergenceBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.text("group", b.Group)
	w.among("charts", b.Charts, []string{"dumbbell", "strip"})
	return w
}

func (b *convergenceBlock) compute(e *env) error {
	group, err := e.expand(b.Group)
	if err != nil {
		return err
	}
	if len(group) != 1 {
		return tidy.Errorf(tidy.Data, "give one group", "topic %s, block %s: group is %d economies", e.topic.ID, b.ID, len(group))
	}
	b.Group = group[0]
	if b.From == 0 {
		b.From = min(e.since(0, nil), e.year-leastSpan)
	}
	for to := e.year; to > b.From+1 && to >= e.year-yearsBack; to-- { // the newest that can be published
		if err := b.measure(e, to); err != nil {
			return err
		}
		if b.published() {
			break
		}
	}
	if !b.published() {
		return nil
	}
	if err := b.spread(e); err != nil {
		return err
	}
	return b.draw(e)
}

func (b *convergenceBlock) published() bool {
	return b.row.N > 0 && b.row.Status != analysis.Withheld
}

func (b *convergenceBlock) query(to int) study.Query {
	return study.Query{Indicators: []string{b.Indicator}, Economies: []string{b.Group}, From: b.From, To: to}
}

// measure asks for the slope up to a year; a result that says why there is none is
// kept too.
func (b *convergenceBlock) measure(e *env, to int) error {
	q := study.Convergence{Query: b.query(to)}
	return b.ask(e, b.ID, func(ctx context.Context, d *study.Desk) error {
		results, err := q.Run(ctx, d)
		if err != nil {
			return err
		}
		b.about, b.method = results[0].About, results[0].Notes
		if rows := results[0].Rows.(analysis.ConvergenceRows); len(rows) > 0 && (b.row.To == 0 || rows[0].Status != analysis.Withheld) {
			b.row = rows[0]
		}
		return nil
	})
}

// spread asks for the Gini index in both years, of those with a value in every year
// between them; only ratios have one.
func (b *convergenceBlock) spread(e *env) error {
	if b.about.Kind != catalog.Ratio {
		return nil
	}
	q := study.Divide{Query: b.query(b.row.To), Matched: true}
	return b.ask(e, b.ID, func(ctx context.Context, d *study.Desk) error {
		results, err := q.Run(ctx, d)
		if err != nil {
			return err
		}
		rows := results[0].Rows.(analysis.DivideRows)
		first, last := rows[0], rows[len(rows)-1]
		if first.Status != analysis.Withheld && last.Status != analysis.Withheld && first.Year == b.row.From && last.Year == b.row.To {
			b.ginis = []analysis.DivideRow{first, last}
		}
		return nil
	})
}

func (b *convergenceBlock) draw(e *env) error {
	b.drawn = map[string]map[string]picture.Picture{}
	for _, kind := range b.Charts {
		q := picture.Question{Query: b.query(b.row.To), Kind: kind, Highlight: b.Highlight}
		switch {
		case kind == "strip":
			q.From, q.To, q.Year = 0, 0, b.row.To
		case len(b.Shown) > 0:
			q.Economies = b.Shown
		default:
			q.Economies = []string{b.Group + ":members"}
		}
		var err error
		if b.drawn[kind], err = b.pictures(e, b.ID, q); err != nil {
			return err
		}
	}
	return nil
}

func (b *convergenceBlock) fig(what string, year int, v float64, unit string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%d", what, b.Group, year), Value: v, Unit: unit, Status: b.row.Status,
		Selection: fmt.Sprintf("%s, %s, %d to %d", b.Indicator, b.Group, b.row.From, b.row.To), of: b.made(what, year)}
}

// made is what a measure of the group is made of.
func (b *convergenceBlock) made(what string, year int) explain.Number {
	span := func(measure string) explain.Number {
		return explain.Between(measure, b.Indicator, b.Group, b.row.From, b.row.To)
	}
	measure, _, _ := strings.Cut(what, ",")
	switch measure {
	case "beta", "slope":
		return span(explain.Beta)
	case "t", "t statistic":
		return span(explain.TStatistic)
	case "r2":
		return span(explain.RSquared)
	case "perimeter":
		return explain.At(explain.Perimeter, b.Indicator, b.Group, year)
	case "gini", "Gini index", "gini-n":
		n := explain.Between(explain.Gini, b.Indicator, b.Group, b.row.From, year)
		if n.To = b.row.To; what == "gini-n" {
			n.Measure = explain.Throughout
		}
		return n
	case "spread":
		if year == b.row.From {
			return span(explain.SpreadStart)
		}
		return span(explain.SpreadEnd)
	}
	return span(explain.BothYears) // n, economies
}

// noted is what the number of a note is made of: each economy counts once.
func (b *convergenceBlock) noted(analysis.Note) explain.Number {
	return percentOf(written(1, "one"), b.made("n", b.row.To))
}

func (b *convergenceBlock) write(p *page) {
	r := b.row
	if !b.published() {
		p.title(0)
		p.para(append([]string{p.say("convergence.withheld", args{"group": p.name(b.Group), "since": b.From})}, p.remarks(b.noted, r.Notes)...)...)
		return
	}
	p.title(r.To)
	said, gini := b.sentence(p), b.gini(p)
	p.para(append([]string{said, gini}, p.breakRemarks(b.noted, r.Notes)...)...)
	p.summary(said)
	for _, kind := range b.Charts {
		id := b.ID
		if kind != b.Charts[0] {
			id += "-" + kind
		}
		if pic, ok := b.drawn[kind][p.Lang()]; ok {
			p.place(id, pic, plottedValue)
		}
	}
	b.table(p)
}

// sigma is the spread that goes with the form of the slope, in both years.
func (b *convergenceBlock) sigma() (start, end float64) {
	if b.row.Form == analysis.FormLevel {
		return b.row.CVStart, b.row.CVEnd
	}
	return b.row.SDStart, b.row.SDEnd
}

// verdict is the sentence that the tests of slope and spread allow.
func (b *convergenceBlock) verdict() string {
	start, end := b.sigma()
	narrower := end < start*(1-leastSpread/100.)
	wider := end > start*(1+leastSpread/100.)
	clear := formula.Significant(b.row.T, b.row.N-2)
	switch {
	case clear && b.row.Beta < 0 && narrower:
		return "convergence.closer"
	case clear && b.row.Beta < 0:
		return "convergence.gained"
	case clear && wider:
		return "convergence.apart"
	case clear:
		return "convergence.ahead"
	case narrower:
		return "convergence.narrower"
	case wider:
		return "convergence.wider"
	}
	return "convergence.neither"
}

func (b *convergenceBlock) sentence(p *page) string {
	r := b.row
	start, end := b.sigma()
	key := "convergence.spread-logs"
	if r.Form == analysis.FormLevel {
		key = "convergence.spread-cv"
	}
	if math.IsNaN(start) || math.IsNaN(end) || math.IsNaN(r.T) {
		return p.say("convergence.withheld", args{"group": p.name(b.Group), "since": r.From})
	}
	a := p.indicator(b.about).with(args{"group": p.name(b.Group), "since": r.From, "year": r.To, "n": b.fig("n", r.To, float64(r.N), "economies"),
		"slope": b.fig("beta", r.To, r.Beta, "slope, "+r.Form), "t": b.fig("t", r.To, r.T, "t statistic"), "spread": p.Word(key),
		"start": b.fig("spread", r.From, start, "spread, "+r.Form), "end": b.fig("spread", r.To, end, "spread, "+r.Form)})
	said := p.say(b.verdict(), a)
	if r.Status == analysis.Partial {
		said += " " + p.say("convergence.partial", args{"n": a["n"], "of": b.fig("perimeter", r.To, float64(r.Perimeter), "economies")})
	}
	return said
}

// gini gives the index of both years, each economy counted once.
func (b *convergenceBlock) gini(p *page) string {
	if len(b.ginis) == 0 || math.IsNaN(b.ginis[0].PlainGini) || math.IsNaN(b.ginis[1].PlainGini) {
		return ""
	}
	first, last := b.ginis[0], b.ginis[1]
	return p.say("convergence.gini", args{"n": b.fig("gini-n", last.Year, float64(last.N), "economies"), "since": first.Year, "year": last.Year,
		"start": b.fig("gini", first.Year, first.PlainGini, "Gini index"), "end": b.fig("gini", last.Year, last.PlainGini, "Gini index")})
}

func (b *convergenceBlock) table(p *page) {
	r := b.row
	start, end := b.sigma()
	spread := p.Word("convergence.column-sd")
	if r.Form == analysis.FormLevel {
		spread = p.Word("convergence.column-cv")
	}
	out := &sheet{columns: []column{text(p.Word("convergence.measure")), number(p.Year(r.From)), number(p.Year(r.To))},
		head: []string{"measure", "group", "from", "to", "start", "end", "n", "perimeter", "status"}}
	add := func(name, measure string, start, end float64, decimals, n int, status string) {
		if math.IsNaN(end) {
			return
		}
		before := ""
		if !math.IsNaN(start) {
			before = p.cell(b.fig(measure, r.From, start, measure), decimals)
		}
		out.add([]string{name, before, p.cell(b.fig(measure, r.To, end, measure), decimals)}, measure, b.Group, r.From, r.To, start, end, n, r.Perimeter, status)
	}
	none := math.NaN()
	add(p.Word("convergence.column-n"), "economies", none, float64(r.N), 0, r.N, r.Status)
	add(p.Word("convergence.column-slope"), "slope", none, r.Beta, 3, r.N, r.Status)
	add(p.Word("convergence.column-t"), "t statistic", none, r.T, 1, r.N, r.Status)
	add(p.Word("convergence.column-r2"), "r2", none, r.R2, 2, r.N, r.Status)
	add(spread, "spread, "+r.Form, start, end, 2, r.N, r.Status)
	if len(b.ginis) == 2 {
		add(p.Word("convergence.column-gini"), "Gini index", b.ginis[0].PlainGini, b.ginis[1].PlainGini, 3, b.ginis[1].N, b.ginis[1].Status)
	}
	p.sheet(b.ID, out)
	p.notes(append(p.remarks(b.noted, b.method, r.Notes), p.Word("convergence.note-test"))...)
}
