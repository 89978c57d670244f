package chart

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Fan is a reported series and its projection: a dashed centre within a band
// of 50 % and one of 80 %, on a span of its own. What is projected is joined to
// the last reported point, whatever the years between.
//
// The axis covers what is reported, the centre and the target. It makes room
// for the bands up to Max (and from zero where FromZero and Max are given), or
// else as far again as the rest takes; they are cut where they go beyond.
// Values are not changed: the caller clips those of bounded quantities.
type Fan struct {
	Name           string
	Points         []Point    // reported, years rising
	Projection     []FanPoint // years rising, after the last reported one
	ReportedLabel  string     // over the years before the span, as "Reported"
	ProjectedLabel string     // over the span, as "Projected"
	Label80        string     // before the range of the outer band at the end, as "80% range"
	Label50        string     // before that of the inner one
	Target         float64    // a level, where HasTarget
	HasTarget      bool
	TargetLabel    string // as "Target: 90%"
	Value          Format // values at the last reported year and at the end
	Tick           Format
	TopTick        Format  // the top tick, which may repeat a short unit; Tick when nil
	FromZero       bool    // the axis includes zero
	Max            float64 // the axis reaches this value, as 100 for percentages; 0 for no wish
}

// FanPoint is one year of a projection: Low80 <= Low50 <= Mid <= High50 <=
// High80, in the unit of the chart.
type FanPoint struct {
	X                                 int // year
	Mid, Low80, High80, Low50, High50 float64
}

func (f Fan) check() error {
	if len(f.Points) == 0 {
		return errors.New("nothing to draw: no reported point")
	}
	if len(f.Projection) == 0 {
		return errors.New("nothing to draw: no projected point; a series without projection is a Lines")
	}
	if err := checkPoints(f.Name, f.Points); err != nil {
		return err
	}
	before := f.Points[len(f.Points)-1].X
	for _, q := range f.Projection {
		at := fmt.Sprintf("%s, projected %d", f.Name, q.X)
		if q.X <= before || q.X > 9999 {
			return fmt.Errorf("%s: comes after %d; projected years must rise and follow the reported ones", at, before)
		}
		before = q.X
		values := []float64{q.Low80, q.Low50, q.Mid, q.High50, q.High80}
		for i, v := range values {
			if err := checkValue(at, v); err != nil {
				return err
			}
			if i > 0 && v < values[i-1] {
				return fmt.Errorf("%s: low 80 %v, low 50 %v, centre %v, high 50 %v, high 80 %v do not rise", at, q.Low80, q.Low50, q.Mid, q.High50, q.High80)
			}
		}
	}
	return errors.Join(checkValue("target", f.Target), checkValue("maximum of the axis", f.Max))
}

// fanChart is a Fan being drawn.
type fanChart struct {
	Fan
	*pen
	look   look
	axis   axis
	plane  plane
	tick   []string
	mid    []XY // from the last reported point on
	ends   []*endLabel
	free   obstacles
	target bool // the label of the target stands in the gutter
}

const fanHead = 1.75 // height of the line of "Reported | Projected", in b

func (f Fan) draw(p *pen) error {
	c := &fanChart{Fan: f, pen: p, look: p.theme.categorical(0, rankPlain)}
	c.look.width = .18
	top, bottom := p.plot.Y0+fanHead*p.b, p.plot.Y1-1.9*p.b
	lo, hi := f.span()
	c.axis = newAxis(axisSpec{lo: lo, hi: hi, count: tickCount(bottom-top, p.b), fromZero: f.FromZero, max: f.Max, tick: f.Tick})
	c.tick = tickTexts(c.axis, f.Tick, f.TopTick)
	c.plane.y = linear{c.axis.lo, c.axis.hi, bottom, top}
	c.labels()
	c.fix()
	if f.HasTarget && f.TargetLabel != "" {
		if _, ok := c.targetRoom(); !ok {
			c.target = true
			c.labels()
			c.fix()
		}
	}
	c.paint()
	return nil
}

// span is what the axis must cover.
func (f Fan) span() (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	add := func(v float64) { lo, hi = math.Min(lo, v), math.Max(hi, v) }
	for _, q := range f.Points {
		add(q.Y)
	}
	low, high := math.Inf(1), math.Inf(-1)
	for _, q := range f.Projection {
		add(q.Mid)
		low, high = math.Min(low, q.Low80), math.Max(high, q.High80)
	}
	if f.HasTarget {
		add(f.Target)
	}
	if f.FromZero {
		add(0)
	}
	room := hi - lo
	if room == 0 {
		room = math.Inf(1)
	}
	least, most := lo-room, hi+room
	if f.Max > 0 && hi <= f.Max {
		most = f.Max
		if f.FromZero && lo >= 0 {
			least = 0
		}
	}
	return math.Min(lo, math.Max(low, least)), math.Max(hi, math.Min(high, most))
}

// last is the last reported point, end the last projected one.
func (f Fan) last() Point   { return f.Points[len(f.Points)-1] }
func (f Fan) end() FanPoint { return f.Projection[len(f.Projection)-1] }

// rangeText prints a range; spaces keep its dash from being read as a minus.
func (f Fan) rangeText(label string, lo, hi float64) string {
	dash := "–"
	if lo < 0 {
		dash = " – "
	}
	return strings.TrimLeft(label+" "+strings.ReplaceAll(f.Value.print(lo)+dash+f.Value.print(hi), " ", "\u00a0"), " ")
}

// labels makes the labels of the gutter: at the centre name and value, at the
// upper edge of each band its range.
func (c *fanChart) labels() {
	end, measure := c.end(), math.Min(11.5*c.b, .3*c.width)
	c.ends = nil
	add := func(text string, v float64, bold bool, rank int, mark, ink look) {
		l := &endLabel{look: ink, name: text, point: Point{X: end.X, Y: v}}
		l.at = c.plane.y.at(math.Max(c.axis.lo, math.Min(v, c.axis.hi)))
		l.look.mark, l.look.rank, l.look.bold = mark.mark, rank, bold
		l.text = c.set(c.balance(text, c.b, bold, measure), c.b, bold)
		c.ends = append(c.ends, l)
	}
	name := c.Name + "\u00a0" + strings.ReplaceAll(c.Value.print(end.Mid), " ", "\u00a0")
	add(c.rangeText(c.Label80, end.Low80, end.High80), end.High80, false, rankPlain, c.look, c.look)
	if c.Label50 != "" {
		add(c.rangeText(c.Label50, end.Low50, end.High50), end.High50, false, rankMuted, c.look, c.look)
	}
	add(name, end.Mid, true, rankHighlight, c.look, c.look)
	if c.target {
		ink := look{mark: c.theme.Tick, text: c.theme.Subtitle}
		add(c.TargetLabel, c.Target, false, rankNamed, ink, ink)
	}
}

// fix arranges the labels of the gutter and sets the scale of years.
func (c *fanChart) fix() {
	var dropped []string
	c.ends, dropped = arrange(c.ends, c.b, c.plane.y.r1-.5*c.b, c.plane.y.r0+.6*c.b)
	c.dropped = append(c.dropped[:0], dropped...)
	gutter := 0.0
	for _, l := range c.ends {
		gutter = math.Max(gutter, l.text.width()+c.labelGap())
	}
	x0 := math.Round(c.plot.X0 + c.widest(c.tick, tickSize*c.b, false) + .55*c.b)
	c.plane.x = linear{float64(c.Points[0].X), float64(c.end().X), x0, math.Round(c.plot.X1 - gutter)}
	c.mid = []XY{c.plane.at(c.last())}
	for _, q := range c.Projection {
		c.mid = append(c.mid, c.plane.at(Point{X: q.X, Y: q.Mid}))
	}
	c.free = obstacles{lines: append(c.lineObstacles(Series{Name: c.Name, Points: c.Points}, c.look, c.plane), Polyline{Points: c.mid, Width: c.look.width * c.b})}
	c.free.lines = append(c.free.lines, Polyline{Points: c.band(outer), Width: 1})
	if c.axis.lo <= 0 && c.axis.hi >= 0 {
		zero := c.plane.y.at(0)
		c.free.lines = append(c.free.lines, Polyline{Points: []XY{{x0, zero}, {c.plane.x.r1, zero}}, Width: c.heavy()})
	}
}

// labelGap is the distance from the end of the years to the labels.
func (c *fanChart) labelGap() float64 {
	if anyMoved(c.ends, c.b) {
		return 1.6 * c.b
	}
	return .6 * c.b
}

// outer and inner are the edges of the two bands.
func outer(q FanPoint) (lo, hi float64) { return q.Low80, q.High80 }
func inner(q FanPoint) (lo, hi float64) { return q.Low50, q.High50 }

// band is the polygon between two edges, from the last reported point on, cut
// at the ends of the axis.
func (c *fanChart) band(edges func(FanPoint) (lo, hi float64)) []XY {
	start := c.mid[0]
	upper, lower := []vg.Point{{X: vg.Length(start.X), Y: vg.Length(start.Y)}}, []vg.Point(nil)
	for _, q := range c.Projection {
		lo, hi := edges(q)
		x := vg.Length(c.plane.x.at(float64(q.X)))
		upper = append(upper, vg.Point{X: x, Y: vg.Length(c.plane.y.at(hi))})
		lower = append(lower, vg.Point{X: x, Y: vg.Length(c.plane.y.at(lo))})
	}
	for i := len(lower) - 1; i >= 0; i-- {
		upper = append(upper, lower[i])
	}
	room := draw.Canvas{Rectangle: vg.Rectangle{Min: vg.Point{Y: vg.Length(c.plane.y.r1)}, Max: vg.Point{Y: vg.Length(c.plane.y.r0)}}}
	var out []XY
	for _, q := range room.ClipPolygonY(upper) {
		out = append(out, XY{float64(q.X), float64(q.Y)})
	}
	return out
}
