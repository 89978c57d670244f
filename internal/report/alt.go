package report

import (
	"math"
	"strings"
	"unicode/utf8"

	"tradestats/internal/chart"
)

// altLimit is the length in signs that alternative texts stay below.
const altLimit = 400

// altText cuts a text at the last sentence that still fits.
func altText(sentences ...string) string {
	out := ""
	for _, s := range sentences {
		s = strings.TrimSpace(s)
		if s == "" || utf8.RuneCountInString(out)+1+utf8.RuneCountInString(s) >= altLimit {
			continue
		}
		out = strings.TrimSpace(out + " " + s)
	}
	return out
}

// altLines tells the first and last value of each line; the unit stands in the
// subtitle.
func (p *page) altLines(t figureTexts, c chart.Lines) string {
	sentences := []string{p.say("alt.line", args{"title": t.title, "subtitle": t.subtitle})}
	for _, s := range c.Series {
		first, last := s.Points[0], s.Points[len(s.Points)-1]
		sentences = append(sentences, p.say("alt.from-to", args{"name": s.Name, "first": first.X, "last": last.X,
			"start": c.Value(first.Y), "end": c.Value(last.Y), "unit": ""}))
	}
	return altText(sentences...)
}

// altBars tells the first three bars and the last one.
func (p *page) altBars(t figureTexts, c chart.Bars) string {
	var top []string
	var low string
	n := 0
	for _, r := range c.Rows {
		if r.Missing != "" {
			continue
		}
		if n++; n <= 3 {
			top = append(top, p.say("alt.value", args{"name": r.Name, "value": c.Value(r.Value)}))
		}
		low = p.say("alt.value", args{"name": r.Name, "value": c.Value(r.Value)})
	}
	return altText(p.say("alt.bars", args{"title": t.title, "subtitle": t.subtitle}), p.say("alt.top", args{"list": p.List(top)}), p.say("alt.last", args{"one": low}))
}

// altWaterfall tells both totals and the largest steps.
func (p *page) altWaterfall(t figureTexts, u unit, c chart.Waterfall) string {
	var steps []string
	for k, s := range c.Steps {
		if k < 3 { // four leave no room in French
			steps = append(steps, p.say("alt.value", args{"name": s.Name, "value": c.Signed(s.Value)}))
		}
	}
	return altText(p.say("alt.waterfall", args{"title": t.title, "subtitle": t.subtitle}),
		p.say("alt.from-to", args{"name": p.Word("table.world"), "first": c.Start.Name, "last": c.End.Name, "start": c.Value(c.Start.Value), "end": c.Value(c.End.Value), "unit": u.words}),
		p.say("alt.steps", args{"list": p.List(steps)}))
}

// altSlope tells the largest rise and the largest fall.
func (p *page) altSlope(t figureTexts, u unit, c chart.Slope) string {
	return p.altTwoYears("alt.slope", t, u, c)
}

func (p *page) altTwoYears(kind string, t figureTexts, u unit, c chart.Slope) string {
	up, down := 0, 0
	for k, r := range c.Rows {
		if r.End-r.Start > c.Rows[up].End-c.Rows[up].Start {
			up = k
		}
		if r.End-r.Start < c.Rows[down].End-c.Rows[down].Start {
			down = k
		}
	}
	one := func(r chart.SlopeRow) string {
		return p.say("alt.from-to", args{"name": r.Name, "first": c.Left, "last": c.Right, "start": c.Value(r.Start), "end": c.Value(r.End), "unit": u.words})
	}
	return altText(p.say(kind, args{"title": t.title, "subtitle": t.subtitle}), one(c.Rows[up]), one(c.Rows[down]))
}

// altDumbbell tells the largest and the smallest change.
func (p *page) altDumbbell(t figureTexts, c chart.Dumbbell) string {
	s := chart.Slope{Left: c.StartLabel, Right: c.EndLabel, Value: c.Value}
	for _, r := range c.Rows {
		s.Rows = append(s.Rows, chart.SlopeRow{Name: r.Name, Start: r.Start, End: r.End})
	}
	return p.altTwoYears("alt.dumbbell", t, unit{}, s)
}

// altMultiples tells the newest value of the highest and the lowest panel.
func (p *page) altMultiples(t figureTexts, c chart.Multiples) string {
	high, low := math.Inf(-1), math.Inf(1)
	var highest, lowest string
	for _, panel := range c.Panels {
		if len(panel.Points) == 0 {
			continue
		}
		v := panel.Points[len(panel.Points)-1].Y
		text := p.say("alt.value", args{"name": panel.Name, "value": c.Value(v)})
		if v > high {
			high, highest = v, text
		}
		if v < low {
			low, lowest = v, text
		}
	}
	return altText(p.say("alt.multiples", args{"title": t.title, "subtitle": t.subtitle}), p.say("alt.highest", args{"one": highest}), p.say("alt.lowest", args{"one": lowest}))
}
