package picture

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tradestats/internal/chart"
	"tradestats/internal/locale"
)

// AltLimit is the length in signs that alternative texts stay below.
const AltLimit = 400

// altText joins the sentences that still fit, in their order.
func altText(sentences ...string) string {
	out := ""
	for _, s := range sentences {
		s = strings.TrimSpace(s)
		if s != "" && fits(out, s) {
			out = strings.TrimSpace(out + " " + s)
		}
	}
	return out
}

// fits tells whether a sentence has room behind a text.
func fits(text, s string) bool {
	return utf8.RuneCountInString(text)+1+utf8.RuneCountInString(s) < AltLimit
}

// teller says what is on a chart to those who do not see it.
type teller struct {
	words
	title, subtitle string
}

// Alt tells a chart in the language of a locale, in fewer than AltLimit signs:
// its kind, title and subtitle, then the numbers that matter most for the kind.
// It is an error where the language lacks the words.
func Alt(l *locale.Locale, title, subtitle string, body chart.Body) (string, error) {
	t := teller{words{Locale: l}, title, subtitle}
	text := typographic(t.tell(body))
	if marks := locale.Unresolved(text); len(marks) > 0 {
		_, err := l.Say(strings.Trim(marks[0], "!"), nil)
		return text, err
	}
	return text, nil
}

func (t teller) tell(body chart.Body) string {
	switch c := body.(type) {
	case chart.Lines:
		return t.lines(c)
	case chart.Bars:
		return t.bars(c)
	case chart.Dumbbell:
		return t.dumbbell(c)
	case chart.Multiples:
		return t.multiples(c)
	case chart.Slope:
		return t.twoYears("alt.slope", c)
	case chart.Waterfall:
		return t.waterfall(c)
	case chart.Stacked:
		return t.stacked(c)
	case chart.Grouped:
		return t.grouped(c)
	case chart.Scatter:
		return t.scatter(c)
	case chart.Heatmap:
		return t.heatmap(c)
	case chart.TileMap:
		return t.tiles(c)
	case chart.Calendar:
		return t.calendar(c)
	case chart.Bump:
		return t.bump(c)
	case chart.Fan:
		return t.fan(c)
	case chart.Strip:
		return t.strip(c)
	case chart.Bullet:
		return t.bullet(c)
	}
	return t.head("alt.chart")
}

// head names the kind, the title and what the chart shows. A subtitle that
// leaves no room for numbers is left out.
func (t teller) head(key string) string {
	text := t.say(key, args{"title": t.title, "subtitle": t.subtitle})
	if utf8.RuneCountInString(text) > AltLimit*3/4 {
		text = t.say(key, args{"title": t.title, "subtitle": ""})
	}
	return text
}

func (t teller) valueOf(name, value string) string {
	return t.say("alt.value", args{"name": name, "value": value})
}

func (t teller) fromTo(name, first, start, last, end string) string {
	return t.say("alt.from-to", args{"name": name, "first": first, "last": last, "start": start, "end": end})
}

// lines tells the first and last value of each line, the loudest first, and of
// a single one the highest year too.
func (t teller) lines(c chart.Lines) string {
	out := []string{t.head("alt.line")}
	all := slices.Clone(c.Series)
	slices.SortStableFunc(all, func(a, b chart.Series) int { return cmp.Compare(loudness(b.Emphasis), loudness(a.Emphasis)) })
	for _, s := range all {
		if len(s.Points) == 0 || s.Emphasis == chart.Context {
			continue
		}
		points, aside := comparable(s.Points), t.aside(s.Name, s.Points, c.Value)
		first, last := points[0], points[len(points)-1]
		if first.X == last.X {
			out = append(out, t.valueOf(s.Name, c.Value(last.Y))+".", aside)
			continue
		}
		text := t.fromTo(s.Name, t.Year(first.X), c.Value(first.Y), t.Year(last.X), c.Value(last.Y))
		if !fits(altText(out...), text) {
			break // a shorter one behind it would stand in its place
		}
		out = append(out, text)
		if high := highest(points); len(all) == 1 && high != last && high != first {
			out = append(out, t.say("alt.peak", args{"year": high.X, "value": c.Value(high.Y)}))
		}
		out = append(out, aside)
	}
	return altText(out...)
}

// aside tells the newest point of a line where it stands apart from what is told.
func (t teller) aside(name string, points []chart.Point, value chart.Format) string {
	told := comparable(points)
	if len(points) == 0 || told[len(told)-1] == points[len(points)-1] {
		return ""
	}
	newest := points[len(points)-1]
	return t.say("alt.apart", args{"name": name, "year": newest.X, "value": value(newest.Y)})
}

func loudness(e chart.Emphasis) int {
	switch e {
	case chart.Highlight:
		return 2
	case chart.Named:
		return 1
	}
	return 0
}

func highest(points []chart.Point) chart.Point {
	return slices.MaxFunc(points, func(a, b chart.Point) int { return cmp.Compare(a.Y, b.Y) })
}

// bars tells the whole that the bars are parts of, the first three, the highlighted
// and the last one.
func (t teller) bars(c chart.Bars) string {
	var top, outside []string
	low, loud, absent := "", "", "" // low is the last one where nothing tells it yet
	n := 0
	for _, r := range c.Rows {
		if r.Missing != "" {
			if absent == "" { // the first of them: it may once have been the largest
				absent = t.say("alt.absent", args{"name": r.Name, "why": r.Missing})
			}
			continue
		}
		text := t.valueOf(r.Name, c.Value(r.Value))
		if r.Outside {
			outside = append(outside, text)
			continue
		}
		low = t.say("alt.last", args{"one": text})
		if n++; n <= 3 {
			top = append(top, text)
		} else if r.Emphasis == chart.Highlight {
			loud, low = t.say("alt.highlighted", args{"one": text}), ""
		}
	}
	whole := ""
	if len(outside) > 0 {
		whole = capital(t.List(outside)) + "."
	}
	if n <= 3 {
		return altText(t.head("alt.bars"), whole, t.List(top)+".", absent)
	}
	return altText(t.head("alt.bars"), whole, t.say("alt.top", args{"list": t.List(top)}), loud, low, absent)
}

// waterfall tells both totals and the first steps.
func (t teller) waterfall(c chart.Waterfall) string {
	var steps []string
	for k, s := range c.Steps {
		if k < 3 { // four leave no room in French
			steps = append(steps, t.valueOf(s.Name, c.Signed(s.Value)))
		}
	}
	return altText(t.head("alt.waterfall"),
		t.fromTo(t.Word("alt.whole"), c.Start.Name, c.Value(c.Start.Value), c.End.Name, c.Value(c.End.Value)),
		t.say("alt.steps", args{"list": t.List(steps)}))
}

// twoYears tells the largest rise and the largest fall, of those that compare where
// any do.
func (t teller) twoYears(kind string, c chart.Slope) string {
	comparing := slices.DeleteFunc(slices.Clone(c.Rows), func(r chart.SlopeRow) bool { return r.Broken })
	key := "alt.from-to"
	if len(comparing) > 0 {
		c.Rows = comparing
	} else {
		key = "alt.not-comparable"
	}
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
		return t.say(key, args{"name": r.Name, "first": c.Left, "last": c.Right, "start": c.Value(r.Start), "end": c.Value(r.End)})
	}
	out := []string{t.head(kind), one(c.Rows[up])}
	if down != up {
		out = append(out, one(c.Rows[down]))
	}
	return altText(out...)
}

// dumbbell tells the largest and the smallest change.
func (t teller) dumbbell(c chart.Dumbbell) string {
	s := chart.Slope{Left: c.StartLabel, Right: c.EndLabel, Value: c.Value}
	for _, r := range c.Rows {
		s.Rows = append(s.Rows, chart.SlopeRow{Name: r.Name, Start: r.Start, End: r.End, Broken: r.Broken})
	}
	return t.twoYears("alt.dumbbell", s)
}

// multiples tells the newest value of the highest and the lowest panel.
func (t teller) multiples(c chart.Multiples) string {
	var e extremes
	aside := ""
	for _, panel := range c.Panels {
		aside = cmp.Or(aside, t.aside(panel.Name, panel.Points, c.Value))
		if n := len(panel.Points); n > 0 {
			e.add(panel.Points[n-1].Y, t.valueOf(panel.Name, c.Value(panel.Points[n-1].Y)))
		}
	}
	return altText(t.head("alt.multiples"), t.highLow(e), aside)
}

// extremes are the highest and the lowest of some values, as texts.
type extremes struct {
	n         int
	high, low float64
	highest   string
	lowest    string
}

func (e *extremes) add(v float64, text string) {
	if e.n == 0 || v > e.high {
		e.high, e.highest = v, text
	}
	if e.n == 0 || v < e.low {
		e.low, e.lowest = v, text
	}
	e.n++
}

func (t teller) highLow(e extremes) string {
	switch {
	case e.n == 0:
		return ""
	case e.highest == e.lowest:
		return e.highest + "."
	}
	return t.say("alt.highest", args{"one": e.highest}) + " " + t.say("alt.lowest", args{"one": e.lowest})
}

// stacked tells the parts of the last bar.
func (t teller) stacked(c chart.Stacked) string {
	last := c.Rows[len(c.Rows)-1]
	var parts []string
	for k, v := range last.Parts {
		parts = append(parts, t.valueOf(c.Parts[k], c.Value(v)))
	}
	return altText(t.head("alt.stacked"), last.Name+t.Colon()+" "+t.List(parts)+".")
}

// grouped tells the first two rows and the last.
func (t teller) grouped(c chart.Grouped) string {
	out := []string{t.head("alt.grouped")}
	row := func(r chart.GroupedRow) string {
		var parts []string
		for k, v := range r.Values {
			if v.Known {
				parts = append(parts, t.valueOf(c.Series[k], c.Value(v.Value)))
			}
		}
		if len(parts) == 0 {
			return ""
		}
		return r.Name + t.Colon() + " " + t.List(parts) + "."
	}
	for k, r := range c.Rows {
		if k < 2 || k == len(c.Rows)-1 {
			out = append(out, row(r))
		}
	}
	return altText(out...)
}

// scatter tells the direction by the correlation of ranks, and the farthest two.
func (t teller) scatter(c chart.Scatter) string {
	e := extremes{}
	for _, p := range c.Points {
		e.add(p.Y, t.say("alt.point", args{"name": p.Name, "x": c.XTick(p.X), "y": c.YTick(p.Y)}))
	}
	return altText(t.head("alt.scatter"), t.direction(c), t.highLow(e))
}

func (t teller) direction(c chart.Scatter) string {
	if len(c.Points) < 5 {
		return ""
	}
	xs, ys := make([]float64, len(c.Points)), make([]float64, len(c.Points))
	for k, p := range c.Points {
		xs[k], ys[k] = p.X, p.Y
	}
	switch r := rankCorrelation(xs, ys); {
	case r >= .3:
		return t.Word("alt.rising")
	case r <= -.3:
		return t.Word("alt.falling")
	}
	return t.Word("alt.no-direction")
}

// rankCorrelation is Spearman's: the correlation of the ranks, the mean rank
// for ties.
func rankCorrelation(xs, ys []float64) float64 {
	a, b := ranks(xs), ranks(ys)
	mean := float64(len(a)+1) / 2
	var ab, aa, bb float64
	for k := range a {
		ab += (a[k] - mean) * (b[k] - mean)
		aa += (a[k] - mean) * (a[k] - mean)
		bb += (b[k] - mean) * (b[k] - mean)
	}
	if aa == 0 || bb == 0 {
		return 0
	}
	return ab / math.Sqrt(aa*bb)
}

func ranks(vs []float64) []float64 {
	out := make([]float64, len(vs))
	for k, v := range vs {
		below, same := 0, 0
		for _, w := range vs {
			if w < v {
				below++
			}
			if w == v {
				same++
			}
		}
		out[k] = float64(below) + float64(same+1)/2
	}
	return out
}
