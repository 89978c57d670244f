package chart

import (
	"errors"
	"math"
	"slices"
	"sort"
)

// Slope joins the values of two years by straight lines. Names and values stand on
// both sides, pushed apart, near their ends; where these are crowded, some on one side alone.
type Slope struct {
	Left, Right string // the years
	Rows        []SlopeRow
	Value       Format
}

// SlopeRow is one line of a Slope.
type SlopeRow struct {
	Name       string
	Start, End float64
	Emphasis   Emphasis
	Broken     bool // the two do not compare: no line joins them
}

func (s Slope) check() error {
	if len(s.Rows) == 0 {
		return errors.New("nothing to draw: no row")
	}
	for _, r := range s.Rows {
		if err := errors.Join(checkValue(r.Name+", "+s.Left, r.Start), checkValue(r.Name+", "+s.Right, r.End)); err != nil {
			return err
		}
	}
	return nil
}

// slopeChart is a Slope being drawn.
type slopeChart struct {
	Slope
	*pen
	looks  []look
	y      linear
	x0, x1 float64
	starts []*endLabel
	ends   []*endLabel
}

func (s Slope) draw(p *pen) error {
	c := &slopeChart{Slope: s, pen: p}
	var emphases []Emphasis
	lo, hi := math.Inf(1), math.Inf(-1)
	for _, r := range s.Rows {
		emphases = append(emphases, r.Emphasis)
		lo, hi = math.Min(lo, math.Min(r.Start, r.End)), math.Max(hi, math.Max(r.Start, r.End))
	}
	c.looks = p.theme.lineLooks(emphases)
	names := c.labels()
	c.y = linear{lo, hi, p.plot.Y1 - names/2, p.plot.Y0 + 1.27*p.b + names/2}
	if lo == hi {
		middle := (c.y.r0 + c.y.r1) / 2
		c.y.r0, c.y.r1 = middle, middle
	}
	c.arrange()
	c.columns()
	c.paint()
	return nil
}

// labels makes the names on both sides and returns the height of the highest.
func (c *slopeChart) labels() (height float64) {
	measure := math.Min(11.5*c.b, .3*c.width)
	for i, r := range c.Rows {
		l := c.looks[i]
		if r.Emphasis == Context {
			continue
		}
		end := c.set(c.named(c.Value.print(r.End)+"\u00a0"+r.Name, c.b, l.bold, measure), c.b, l.bold)
		start := c.set(c.named(r.Name+"\u00a0"+c.Value.print(r.Start), c.b, l.bold, measure), c.b, l.bold)
		c.ends = append(c.ends, &endLabel{text: end, look: l, name: r.Name, size: math.Abs(r.End), point: Point{Y: r.End}})
		c.starts = append(c.starts, &endLabel{text: start, look: l, name: r.Name, size: math.Abs(r.Start), point: Point{Y: r.Start}})
		height = math.Max(height, labelLine*c.b*float64(max(len(start.lines), len(end.lines))))
	}
	return height
}

// arrange places them on both sides, pushed apart but none far from its end: a name that stands on no side is dropped.
func (c *slopeChart) arrange() {
	for _, l := range append(c.starts[:len(c.starts):len(c.starts)], c.ends...) {
		l.at = c.y.at(l.point.Y)
	}
	shown := map[string]bool{}
	for _, side := range []*[]*endLabel{&c.starts, &c.ends} {
		all := *side
		*side = within(all, shown, c.b, c.plot.Y0+1.2*c.b, c.plot.Y1)
		for _, l := range *side {
			shown[l.name] = true
		}
	}
	for _, r := range c.Rows {
		if r.Emphasis != Context && !shown[r.Name] {
			c.dropped = append(c.dropped, r.Name)
		}
	}
}

// farthest is how far a name of a slope chart may stand from its end, in b: elbows that are longer run into each other.
const farthest = 4

// within pushes labels apart between lo and hi, and leaves out as many as it takes to have none far from its point. Of a
// block of labels that touch each other that is one that is shown elsewhere, and whose neighbour is nearest; those that
// have room when others have gone come back.
func within(labels []*endLabel, shown map[string]bool, b, lo, hi float64) []*endLabel {
	kept := labels
	for {
		near, far := pushed(kept, b, lo, hi)
		if far < 0 {
			kept = near
			break
		}
		k := mostCrowded(near, far, shown, b)
		kept = append(near[:k:k], near[k+1:]...)
	}
	out := slices.DeleteFunc(slices.Clone(labels), func(l *endLabel) bool { return slices.Contains(kept, l) })
	sort.SliceStable(out, func(i, j int) bool { return !shown[out[i].name] && shown[out[j].name] })
	for _, l := range out {
		if more, far := pushed(append(kept[:len(kept):len(kept)], l), b, lo, hi); far < 0 && len(more) > len(kept) {
			kept = more
		}
	}
	kept, _ = arrange(kept, b, lo, hi) // where a trial has moved them
	return kept
}

// pushed are the labels that arrange keeps, and the place of the one farthest from its point; -1 where none is too far.
func pushed(labels []*endLabel, b, lo, hi float64) (kept []*endLabel, far int) {
	kept, _ = arrange(labels, b, lo, hi)
	far, most := -1, farthest*b
	for i, l := range kept {
		if away := math.Abs(l.y - l.at); away > most {
			far, most = i, away
		}
	}
	return kept, far
}

// mostCrowded is the place of the label to leave out of the block that one stands in.
func mostCrowded(labels []*endLabel, in int, shown map[string]bool, b float64) int {
	touch := func(i int) bool { // and the next
		return labels[i+1].y-labels[i].y < (labels[i].height(b)+labels[i+1].height(b))/2+.01
	}
	first, last := in, in
	for first > 0 && touch(first-1) {
		first--
	}
	for last < len(labels)-1 && touch(last) {
		last++
	}
	room := func(i int) float64 {
		least := math.Inf(1)
		if i > first {
			least = labels[i].at - labels[i-1].at
		}
		if i < last {
			least = math.Min(least, labels[i+1].at-labels[i].at)
		}
		return least
	}
	out := first
	for i := first + 1; i <= last; i++ {
		a, z := labels[i], labels[out]
		switch x, y := room(i), room(out); {
		case a.look.rank != z.look.rank:
			if a.look.rank < z.look.rank {
				out = i
			}
		case shown[a.name] != shown[z.name]:
			if shown[a.name] {
				out = i
			}
		case x < y || x == y && a.size < z.size:
			out = i
		}
	}
	return out
}

// columns places the two years: at most 1.6 heights apart.
func (c *slopeChart) columns() {
	year := math.Max(c.textWidth(c.Left, c.b, true), c.textWidth(c.Right, c.b, true)) / 2
	before, after := year, year
	for _, l := range c.starts {
		before = math.Max(before, l.text.width()+c.gap(c.starts))
	}
	for _, l := range c.ends {
		after = math.Max(after, l.text.width()+c.gap(c.ends))
	}
	c.x0 = math.Round(c.plot.X0 + before)
	c.x1 = math.Round(math.Min(c.plot.X1-after, c.x0+1.6*(c.plot.Y1-c.plot.Y0-2.5*c.b)))
}

// gap is the distance from a year to its names.
func (c *slopeChart) gap(labels []*endLabel) float64 {
	if anyMoved(labels, c.b) {
		return 1.6 * c.b
	}
	return .75 * c.b
}

func (c *slopeChart) paint() {
	for _, side := range []struct {
		x    float64
		text string
	}{{c.x0, c.Left}, {c.x1, c.Right}} {
		c.textAt(side.text, side.x, c.plot.Y0+.75*c.b, c.b, centre, true, c.theme.Ink)
		c.vrule(side.x, c.plot.Y0+1.2*c.b, c.plot.Y1, c.hair(), c.theme.Grid)
	}
	for _, i := range byRank(c.looks) {
		r, l := c.Rows[i], c.looks[i]
		from, to := XY{c.x0, c.y.at(r.Start)}, XY{c.x1, c.y.at(r.End)}
		c.group(r.Name)
		if l.rank > rankContext {
			c.ring(from, l)
			c.ring(to, l)
		}
		if !r.Broken {
			c.line([]XY{from, to}, l)
		}
		if l.rank > rankContext {
			c.queue = append(c.queue, queuedDot{r.Name, from, l, false}, queuedDot{r.Name, to, l, false})
		}
	}
	c.dots()
	for _, l := range c.starts {
		c.group(l.name)
		x := c.x0 - c.gap(c.starts)
		if l.moved(c.b) {
			c.elbow(XY{x + .3*c.b, l.y}, XY{c.x0 - .42*c.b, l.at}, l.look.mark)
		}
		c.block(l.text, x, l.y, right, l.look.text, labelLine*c.b)
	}
	c.group("")
	c.drawEndLabels(c.ends, c.x1, c.x1+c.gap(c.ends))
}
