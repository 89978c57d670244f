package chart

import (
	"errors"
	"fmt"
	"math"
)

// State is what is known of one year of a row of a Calendar.
type State uint8

const (
	StateMissing     State = iota // nothing was published: a faint hatch
	StateReported                 // a full cell
	StateProvisional              // half full: it may be revised
	StateEstimated                // a hollow cell
	StateBreak                    // full behind a gap: not comparable with the years before
	StateWithheld                 // a cross: there is a figure that is not shown
	StateOutside                  // blank: before or after what the data cover
	stateCount
)

// States is the number of states of a Calendar.
const States = int(stateCount)

// Calendar shows what is covered: rows, economies or indicators, by years,
// with the state of each cell by shape, so that it is read without colours.
// Many rows are set in two or more blocks side by side.
type Calendar struct {
	Rows   []CalendarRow
	First  int            // year of the first column
	Labels [States]string // names of the states; the key has those that occur
}

// CalendarRow is one row of a Calendar; all have the same number of states.
type CalendarRow struct {
	Name     string
	States   []State  // one a year
	Count    string   // written at the right, as "18 of 20"; may be empty
	Emphasis Emphasis // Highlight is framed and bold, Named bold, Context steps back
}

func (c Calendar) check() error {
	if len(c.Rows) == 0 || len(c.Rows[0].States) == 0 {
		return errors.New("nothing to draw: no row or no year")
	}
	years := len(c.Rows[0].States)
	for _, r := range c.Rows {
		if len(r.States) != years {
			return fmt.Errorf("%s has %d years, %s %d", r.Name, len(r.States), c.Rows[0].Name, years)
		}
		for i, s := range r.States {
			if s >= stateCount {
				return fmt.Errorf("%s, %d: %d is not a state", r.Name, c.First+i, s)
			}
		}
	}
	if last := c.First + years - 1; c.First < -9999 || last > 9999 {
		return fmt.Errorf("%d to %d are not years", c.First, last)
	}
	return nil
}

// Lengths of calendars in b.
const (
	calendarRow    = 1.9 // the highest row
	calendarCell   = .3  // the narrowest cell
	calendarWide   = 2.4 // the widest
	calendarBlocks = 4   // the most blocks side by side
	blockGap       = 1.6 // between blocks
)

// calendarBlock is a run of rows with its own names, years and counts.
type calendarBlock struct {
	first int // row
	rows  rows
	cols  columns
	end   float64 // right end of the counts, px
}

func (c Calendar) draw(p *pen) error {
	key := c.key(p)
	blocks, err := c.blocks(p, p.plot.Y0+key.height+underKey*p.b)
	if err != nil {
		return err
	}
	key.draw(p, p.plot.X0, p.plot.Y0)
	for _, b := range blocks {
		n := len(b.rows.names)
		b.cols.drawHeads(p, b.rows.top, b.rows.bottom(n))
		for i := range n {
			p.group(c.Rows[b.first+i].Name)
			c.row(p, b, i)
		}
		p.group("")
	}
	return nil
}

// key names the states that occur, the full ones first.
func (c Calendar) key(p *pen) keyPlan {
	var occurs [States]bool
	for _, r := range c.Rows {
		for _, s := range r.States {
			occurs[s] = true
		}
	}
	var k classKey
	for _, s := range []State{StateReported, StateProvisional, StateEstimated, StateBreak, StateWithheld, StateMissing} {
		if occurs[s] && c.Labels[s] != "" {
			k.extras = append(k.extras, keyExtra{name: c.Labels[s], draw: func(b Box) { p.state(b, s, p.stateColor(Plain)) }})
		}
	}
	return k.plan(p, p.plot.X1-p.plot.X0, false)
}

// blocks sets the rows below top in as few blocks side by side as they fit.
func (c Calendar) blocks(p *pen, top float64) ([]calendarBlock, error) {
	var first error
	for n := 1; n <= min(calendarBlocks, len(c.Rows)); n++ {
		out, err := c.inBlocks(p, top, n)
		if err == nil {
			return out, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, fmt.Errorf("%w; side by side in %d blocks their %d years are too narrow", first, calendarBlocks, len(c.Rows[0].States))
}

// inBlocks sets the rows in n blocks.
func (c Calendar) inBlocks(p *pen, top float64, n int) ([]calendarBlock, error) {
	var out []calendarBlock
	each := (len(c.Rows) + n - 1) / n
	width := (p.plot.X1 - p.plot.X0 - float64(n-1)*blockGap*p.b) / float64(n)
	pitch := math.Inf(1)
	for i := 0; i < len(c.Rows); i += each {
		b, err := c.block(p, i, min(i+each, len(c.Rows)), p.plot.X0+float64(len(out))*(width+blockGap*p.b), width, top)
		if err != nil {
			return nil, err
		}
		pitch = math.Min(pitch, b.rows.pitch)
		out = append(out, b)
	}
	for i := range out { // the last block may have fewer rows
		out[i].rows.pitch = pitch
		out[i].rows.size = math.Min(out[i].rows.size, out[0].rows.size)
	}
	return out, nil
}

// block sets some rows between x and x+width.
func (c Calendar) block(p *pen, from, to int, x, width, top float64) (calendarBlock, error) {
	b := calendarBlock{first: from, end: x + width}
	var names, counts []string
	var bold []bool
	for _, r := range c.Rows[from:to] {
		loud := r.Emphasis == Highlight || r.Emphasis == Named
		names, counts, bold = append(names, r.Name), append(counts, r.Count), append(bold, loud)
	}
	var err error
	b.rows, err = p.newRows(names, bold, top, p.plot.Y1-underYear*p.b, calendarRow*p.b)
	if err != nil {
		return b, err
	}
	measure := math.Min(.3*p.width, .42*width)
	b.rows.width = 0
	for i, s := range names {
		h := b.rows.pitch
		if f := b.rows.names[i]; len(f.lines) > 1 {
			h *= .86
		}
		b.rows.names[i] = p.fit(s, b.rows.size, bold[i], measure, h)
		b.rows.width = math.Max(b.rows.width, b.rows.names[i].width())
	}
	left := x + b.rows.width + heatName*p.b
	right := b.end
	if w := p.widest(counts, b.countSize(p), true); w > 0 {
		right -= w + heatName*p.b
	}
	years := make([]string, len(c.Rows[0].States))
	for i := range years {
		years[i] = yearText(c.First + i)
	}
	b.cols = newColumns(years, left, math.Min(right, left+calendarWide*p.b*float64(len(years))))
	b.cols.years, b.cols.bounds = true, [2]float64{x, b.end}
	if b.cols.pitch() < calendarCell*p.b {
		return b, fmt.Errorf("%d years leave %.0f px each: show at most %d or take a wider size",
			len(years), b.cols.pitch(), max(1, int((right-left)/(calendarCell*p.b))))
	}
	return b, nil
}

func (b calendarBlock) countSize(p *pen) float64 {
	return math.Min(panelTickSize*p.b, b.rows.size)
}

// row draws a name, the states and the count of row i of a block.
func (c Calendar) row(p *pen, b calendarBlock, i int) {
	r, f := c.Rows[b.first+i], b.rows.names[i]
	ink := p.theme.Ink
	if r.Emphasis == Context {
		ink = p.theme.MutedText
	}
	p.block(f, b.cols.x0-heatName*p.b, b.rows.middle(i), right, ink, lineOfBlock*f.size)
	y0, y1 := b.rows.top+float64(i)*b.rows.pitch, b.rows.top+float64(i+1)*b.rows.pitch
	for k, s := range r.States {
		x0, x1 := b.cols.sides(k)
		cell := p.rounded(Box{x0, y0, x1, y1})
		cell.X1, cell.Y1 = cell.X1-p.stateGap(b.cols.pitch()), cell.Y1-p.stateGap(b.rows.pitch)
		p.state(cell, s, p.stateColor(r.Emphasis))
	}
	if r.Emphasis == Highlight {
		p.frameRow(b.cols.x0, b.cols.x1-p.stateGap(b.cols.pitch()), y0, y1-p.stateGap(b.rows.pitch))
	}
	p.label(r.Count, b.cols.x1+heatName*p.b, b.rows.middle(i), b.countSize(p), left, f.bold, ink)
}

// stateGap is the gap between cells of a pitch, px: wider than a heatmap's,
// for the shapes are to be seen one by one.
func (p *pen) stateGap(pitch float64) float64 {
	return math.Max(1, math.Min(math.Round(.12*p.b), math.Round(.12*pitch)))
}
