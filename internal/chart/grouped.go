package chart

import (
	"errors"
	"fmt"
	"math"
)

// Grouped are horizontal bars in groups of at most 3, one bar for each series,
// from a common zero line; the gap between two groups is one bar. The names of
// the series stand above the first group. Negative bars go left of the line.
type Grouped struct {
	Series     []string // 1 to 3 names, in order
	Ordered    bool     // they are years: shades of one colour, the last strongest
	Rows       []GroupedRow
	Value      Format
	FirstValue Format // the first value, which may repeat a short unit; Value when nil
	Missing    string // instead of a bar; "not reported" when empty
}

// GroupedRow is one group of bars.
type GroupedRow struct {
	Name     string
	Values   []Cell   // one for each series; estimates and provisional ones are hollow
	Emphasis Emphasis // Highlight is bold; colours belong to the series
	Missing  string   // instead of its missing bars; that of the chart when empty
}

const (
	maxGrouped  = 3
	groupedSlot = 1.4 // height of a bar and of the gap between groups at most, in b
	leastText   = .62 // smallest size of a text beside a mark, in b
)

func (g Grouped) check() error {
	if len(g.Series) == 0 || len(g.Rows) == 0 {
		return errors.New("nothing to draw: no row or no series")
	}
	if len(g.Series) > maxGrouped {
		return fmt.Errorf("%d bars in a group are more than a reader can compare: show at most %d series", len(g.Series), maxGrouped)
	}
	found := false
	for _, r := range g.Rows {
		if len(r.Values) != len(g.Series) {
			return fmt.Errorf("%s has %d values, the key names %d series", r.Name, len(r.Values), len(g.Series))
		}
		for i, v := range r.Values {
			if !v.Known {
				continue
			}
			found = true
			if err := checkValue(r.Name+", "+g.Series[i], v.Value); err != nil {
				return err
			}
		}
	}
	if !found {
		return errors.New("nothing to draw: no bar has a value")
	}
	return nil
}

// groupedChart is a Grouped being drawn.
type groupedChart struct {
	Grouped
	*pen
	key  key
	rows rows
	slot float64 // height of a bar with the space to the next, px
	half float64 // of the gap between groups, px
	size float64 // of the values, px
	x    linear
}

func (g Grouped) draw(p *pen) error {
	c := &groupedChart{Grouped: g, pen: p}
	if len(g.Series) > 1 {
		paint := palette(p.inCategories)
		if g.Ordered {
			paint = p.inOrder(len(g.Series))
		}
		c.key = p.newKey(g.Series, true, paint)
	}
	if err := c.divide(); err != nil {
		return err
	}
	texts := c.texts()
	lo := p.plot.X0 + c.rows.width + .7*p.b
	c.x = barScale(lo, p.plot.X1, c.ends(texts))
	if len(g.Series) > 1 {
		c.drawSeries(lo)
	}
	for i, r := range g.Rows {
		p.group(r.Name)
		p.rowName(c.rows, i)
		c.row(r, i, texts[i])
	}
	p.group("")
	p.vrule(c.x.at(0), c.barTop(0, 0), c.barTop(len(g.Rows)-1, len(g.Series)), p.heavy(), p.theme.Zero)
	return nil
}

// divide shares the height out: a group is its bars and a gap of one bar, or of
// .6 where that makes them fit; no gap is needed below the last.
func (c *groupedChart) divide() error {
	top := c.plot.Y0
	if h := c.key.height(); h > 0 {
		top += h + .35*c.b
	}
	n, least := float64(len(c.Rows)), leastText*c.b*(capAccent+descent)
	var bars, gap float64 // of a group, in slots
	for _, gap = range []float64{1, .6} {
		bars = float64(len(c.Series)) + gap
		if c.slot = math.Min(groupedSlot*c.b, (c.plot.Y1-top)/(n*bars-gap)); c.slot >= least {
			break
		}
	}
	if c.slot < least {
		fits := int(((c.plot.Y1-top)/least + gap) / bars)
		return fmt.Errorf("%d groups of %d bars need %.0f px of height, there are %.0f: show at most %d groups, fewer series, or take a taller size",
			len(c.Rows), len(c.Series), least*(n*bars-gap), c.plot.Y1-top, fits)
	}
	c.half = gap / 2 * c.slot
	c.size = math.Min(tickSize*c.b, c.slot/(capAccent+descent))
	names, bold := make([]string, len(c.Rows)), make([]bool, len(c.Rows))
	for i, r := range c.Rows {
		names[i], bold[i] = r.Name, r.Emphasis == Highlight
	}
	var err error
	c.rows, err = c.newRows(names, bold, top-c.half, top+n*bars*c.slot-c.half, bars*c.slot)
	return err
}

// barTop is the top of bar k of group i with its share of the space around it.
func (c *groupedChart) barTop(i, k int) float64 {
	return c.rows.top + float64(i)*c.rows.pitch + c.half + float64(k)*c.slot
}

// drawSeries writes the key above the first group, from the left end of the
// bars.
func (c *groupedChart) drawSeries(bars float64) {
	lo := c.keyLeft(c.key, bars)
	wanted := make([]float64, len(c.Series))
	for i := range wanted {
		wanted[i] = lo + float64(i) // pushed apart in this order
	}
	c.drawKey(c.key, wanted, lo, c.rows.top+c.half-.35*c.b)
}

// texts are the values of each row as printed, and what is said instead of
// those that are missing.
func (c *groupedChart) texts() [][]string {
	out := make([][]string, len(c.Rows))
	format := c.FirstValue.or(c.Value)
	for i, r := range c.Rows {
		missing := "not reported"
		for _, s := range []string{c.Missing, r.Missing} {
			if s != "" {
				missing = s
			}
		}
		for _, v := range r.Values {
			if !v.Known {
				out[i] = append(out[i], missing)
				continue
			}
			out[i] = append(out[i], format.print(v.Value))
			format = c.Value
		}
	}
	return out
}

// ends are the values and the room their texts take.
func (c *groupedChart) ends(texts [][]string) []barEnd {
	var out []barEnd
	for i, r := range c.Rows {
		for k, v := range r.Values {
			if v.Known {
				out = append(out, barEnd{v.Value, valueGap*c.b + c.textWidth(texts[i][k], c.size, r.Emphasis == Highlight)})
			}
		}
	}
	return out
}

// row draws a group. Where all its bars are missing it says so once.
func (c *groupedChart) row(r GroupedRow, i int, texts []string) {
	known := false
	for _, v := range r.Values {
		known = known || v.Known
	}
	if !known {
		c.missingLabel(texts[0], c.x.at(0), c.rows.middle(i), c.size)
		return
	}
	for k, v := range r.Values {
		top := c.barTop(i, k)
		y, end := top+c.slot/2, math.Round(c.x.at(v.Value))
		if !v.Known {
			c.missingLabel(texts[k], c.x.at(0), y, c.size)
			continue
		}
		c.cellBar(Box{c.x.at(0), top + 1, end, top + c.slot - 1}, c.key.fill(c.pen, k), v.Status)
		gap, a := valueGap*c.b, left
		if v.Value < 0 {
			gap, a = -gap, right
		}
		c.label(texts[k], end+gap, y, c.size, a, r.Emphasis == Highlight, c.theme.Ink)
	}
}

// fill is that of series i; a lone series has no key.
func (k key) fill(p *pen, i int) Fill {
	if i < len(k.fills) {
		return k.fills[i]
	}
	return p.theme.fill(i)
}

// cellBar draws a bar: full where the value is published, else its edge
// around a tint, as points of such values are hollow.
func (p *pen) cellBar(b Box, f Fill, s Status) {
	p.filled(b, f)
	edge := math.Max(2, math.Round(.1*p.b))
	if in := whole(b).grown(-edge); s != Reported && in.X0 < in.X1 && in.Y0 < in.Y1 {
		p.rect(in, mix(f.Color, p.theme.Ground, .82))
	}
}
