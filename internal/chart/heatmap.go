package chart

import (
	"errors"
	"fmt"
	"math"
)

// Heatmap is a table of cells coloured by classes of their values: economies
// by years, or corridors by items. Values are printed where cells are wide
// enough, missing cells are hatched.
type Heatmap struct {
	Rows      []HeatRow
	Columns   []string  // years, written below; or items, written above
	Cuts      []float64 // between the classes, rising; chosen from the values when empty
	Diverging bool      // classes around 0, for growth and balances
	Value     Format
	Cut       Format // of the key; Value when nil
	KeyTitle  string // the unit, as "Per cent"

	// Names in the key; each is there only when such a cell is, and may be
	// empty where the notes say it.
	NoData, Estimate, Provisional string
}

// HeatRow is one row of a Heatmap: one cell for each column.
type HeatRow struct {
	Name     string
	Cells    []Cell
	Emphasis Emphasis // Highlight is framed and bold, Named bold, Context steps back
}

func (h Heatmap) check() error {
	if len(h.Rows) == 0 || len(h.Columns) == 0 {
		return errors.New("nothing to draw: no row or no column")
	}
	found := false
	for _, r := range h.Rows {
		if len(r.Cells) != len(h.Columns) {
			return fmt.Errorf("%s has %d cells, there are %d columns", r.Name, len(r.Cells), len(h.Columns))
		}
		for i, c := range r.Cells {
			if !c.Known {
				continue
			}
			found = true
			if err := checkValue(r.Name+", "+h.Columns[i], c.Value); err != nil {
				return err
			}
		}
	}
	if !found {
		return errors.New("nothing to draw: no cell has a value")
	}
	return checkCuts(h.Cuts, h.Diverging)
}

// cells are all cells, row by row.
func (h Heatmap) cells() []Cell {
	var out []Cell
	for _, r := range h.Rows {
		out = append(out, r.Cells...)
	}
	return out
}

// heatPlan is where a heatmap's parts go.
type heatPlan struct {
	Heatmap
	classes classes
	shades  []shade
	key     keyPlan
	rows    rows
	cols    columns
	size    float64 // of the values in cells, px; 0 when they are not printed
	last    []string
}

// Lengths of heatmaps in b.
const (
	heatRow   = 2.6  // the highest row
	heatValue = 1.7  // the narrowest cell with its value
	heatYear  = 7.0  // the widest column of a year
	heatItem  = 11.0 // and of an item
	heatName  = .45  // from a name to its cells
	underKey  = .35  // from the key to what follows
	underYear = 1.42 // of a row of years below cells
)

func (h Heatmap) draw(p *pen) error {
	plan, err := h.plan(p)
	if err != nil {
		return err
	}
	plan.key.draw(p, p.plot.X0, p.plot.Y0)
	plan.cols.drawHeads(p, plan.rows.top, plan.rows.bottom(len(h.Rows)))
	for i, r := range h.Rows {
		p.group(r.Name)
		plan.name(p, i)
		for k, c := range r.Cells {
			plan.cell(p, i, k, c)
		}
	}
	for i, r := range h.Rows {
		if r.Emphasis == Highlight { // over the gaps to its neighbours
			p.group(r.Name)
			y0, y1 := plan.rows.top+float64(i)*plan.rows.pitch, plan.rows.top+float64(i+1)*plan.rows.pitch
			p.frameRow(plan.cols.x0, plan.cols.x1-p.cellGap(), y0, y1-p.cellGap())
		}
	}
	p.group("")
	return nil
}

// plan divides the room: key, heads, names, cells.
func (h Heatmap) plan(p *pen) (heatPlan, error) {
	values := known(h.cells(), nil)
	out := heatPlan{Heatmap: h, classes: newClasses(h.Cuts, values, h.Diverging, h.Value, h.Cut.or(h.Value))}
	out.shades = p.theme.shades(out.classes)
	key := p.newClassKey(h.KeyTitle, out.classes, h.Cut, values)
	key.extras = p.cellExtras(h.cells(), out.shades[len(out.shades)/2], h.NoData, h.Estimate, h.Provisional)
	out.key = key.plan(p, p.plot.X1-p.plot.X0, false)
	top := p.plot.Y0 + out.key.height + underKey*p.b
	names, bold := h.names()
	width := p.nameWidth(names, bold)
	for { // lower rows may set names in fewer, wider lines, and narrower columns their heads in more
		if err := out.setColumns(p, p.plot.X0+width+heatName*p.b); err != nil {
			return out, err
		}
		var err error
		out.rows, err = p.newRows(names, bold, top+out.cols.above, p.plot.Y1-out.cols.below, heatRow*p.b)
		if err != nil {
			return out, err
		}
		if out.rows.width <= width+.5 {
			break
		}
		width = out.rows.width
	}
	if out.last == nil && out.printable(p, out.rows.pitch) {
		out.size = out.valueSize(p, out.rows.pitch)
	}
	return out, nil
}

// setColumns divides the width right of x0. Where cells are too narrow for
// their values, those of the last year stand beside the rows.
func (h *heatPlan) setColumns(p *pen, x0 float64) error {
	h.cols, h.last = newColumns(h.Columns, x0, p.plot.X1), nil
	if h.cols.years && !h.printable(p, p.b) {
		h.last = h.lastValues()
		h.cols.x1 -= p.widest(h.last, panelTickSize*p.b, true) + heatName*p.b
	}
	widest := heatItem
	if h.cols.years {
		widest = heatYear
	}
	h.cols.x1 = math.Min(h.cols.x1, h.cols.x0+widest*p.b*float64(len(h.Columns)))
	return h.cols.setHeads(p)
}

func (h Heatmap) names() (names []string, bold []bool) {
	for _, r := range h.Rows {
		names, bold = append(names, r.Name), append(bold, r.Emphasis == Highlight || r.Emphasis == Named)
	}
	return names, bold
}

// nameWidth is the width that [pen.newRows] will give names of full size.
func (p *pen) nameWidth(names []string, bold []bool) float64 {
	w := 0.0
	for i, s := range names {
		w = math.Max(w, p.fit(s, p.b, bold[i], math.Min(.3*p.width, 20*p.b), heatRow*p.b).width())
	}
	return w
}

// texts are the printed values of all cells that have one.
func (h Heatmap) texts() []string {
	var out []string
	for _, c := range h.cells() {
		if c.Known {
			out = append(out, h.Value.print(c.Value))
		}
	}
	return out
}

// lastValues are the values of the last column, empty where it has none.
func (h Heatmap) lastValues() []string {
	out := make([]string, len(h.Rows))
	for i, r := range h.Rows {
		if c := r.Cells[len(r.Cells)-1]; c.Known {
			out[i] = h.Value.print(c.Value)
		}
	}
	return out
}

// valueSize is the size of the values in rows of that pitch, px.
func (h heatPlan) valueSize(p *pen, pitch float64) float64 {
	size := math.Min(panelTickSize*p.b, .8*pitch)
	room := h.cols.pitch() - p.cellGap() - .3*p.b
	if w := p.widest(h.texts(), size, false); w > room {
		size *= room / w
	}
	return math.Floor(size)
}

// printable says whether the values can be read in cells of that pitch.
func (h heatPlan) printable(p *pen, pitch float64) bool {
	return h.cols.pitch() >= heatValue*p.b && h.valueSize(p, pitch) >= math.Floor(.6*p.b)
}

// name writes the name of row i before its cells, and what stands behind them.
func (h heatPlan) name(p *pen, i int) {
	f, c := h.rows.names[i], p.theme.Ink
	if h.Rows[i].Emphasis == Context {
		c = p.theme.MutedText
	}
	p.block(f, h.cols.x0-heatName*p.b, h.rows.middle(i), right, c, lineOfBlock*f.size)
	if h.last != nil {
		p.label(h.last[i], h.cols.x1+heatName*p.b, h.rows.middle(i), math.Min(panelTickSize*p.b, h.rows.size), left, f.bold, c)
	}
}

// box is the cell of a row and a column, without the gaps after it.
func (h heatPlan) box(p *pen, row, col int) Box {
	x0, x1 := h.cols.sides(col)
	y0, y1 := h.rows.top+float64(row)*h.rows.pitch, h.rows.top+float64(row+1)*h.rows.pitch
	b := p.rounded(Box{x0, y0, x1, y1})
	b.X1, b.Y1 = b.X1-p.cellGap(), b.Y1-p.cellGap()
	return b
}

func (h heatPlan) cell(p *pen, row, col int, c Cell) {
	b := h.box(p, row, col)
	if !c.Known {
		p.paintMissing(b)
		return
	}
	s := h.shades[h.classes.of(c.Value)]
	p.paint(b, s)
	p.cellStatus(b, c.Status, s, h.size > 0)
	if h.size > 0 {
		p.cellText(h.Value.print(c.Value), b, h.size, s)
	}
}
