package chart

import (
	"errors"
	"fmt"
	"math"

	"tradestats/internal/typeset"
)

// Bars is a ranking: horizontal bars from a zero line, in the order given,
// each with its name and value. Negative bars go left of the line.
type Bars struct {
	Rows       []Bar
	Value      Format
	FirstValue Format // the first value, which may repeat a short unit; Value when nil
}

// Bar is one row of Bars.
type Bar struct {
	Name     string
	Value    float64
	Emphasis Emphasis // Context is drawn as Plain
	Missing  string   // instead of a bar, as "not reported"
	Mark     string   // appended to the value, as "*"
	Outside  bool     // none of those that are ranked: their whole, or what is left of it
}

func (c Bars) check() error {
	found := false
	for _, r := range c.Rows {
		if r.Missing != "" {
			continue
		}
		found = true
		if err := checkValue(r.Name, r.Value); err != nil {
			return err
		}
	}
	if !found {
		return errors.New("nothing to draw: no bar has a value")
	}
	return nil
}

// rows are the horizontal bands of bars, dumbbells and stacks, with names at
// the left margin.
type rows struct {
	top, pitch float64 // px
	band       float64 // px of the pitch that marks are sized by
	names      []fitted
	width      float64 // of the widest name, px
	size       float64 // of the texts beside the marks, px
}

// middle is the y of the middle of row i.
func (r rows) middle(i int) float64 { return r.top + (float64(i)+.5)*r.pitch }

// bottom is the y below n rows.
func (r rows) bottom(n int) float64 { return r.top + float64(n)*r.pitch }

// newRows divides top..bottom into rows of at most most px. It says how many
// rows fit when they do not.
func (p *pen) newRows(names []string, bold []bool, top, bottom, most float64) (rows, error) {
	r := rows{top: top, pitch: math.Min(most, (bottom-top)/float64(len(names)))}
	least := .62 * p.b * (capAccent + descent)
	if r.pitch < least {
		return r, fmt.Errorf("%d rows need %.0f px of height, there are %.0f: show at most %d or take a taller size, of %.0f px at least",
			len(names), float64(len(names))*least, bottom-top, int((bottom-top)/least), math.Ceil(p.height+float64(len(names))*least-(bottom-top)))
	}
	r.band = r.pitch
	r.size = math.Min(p.b, r.pitch/(capAccent+descent))
	for _, part := range []float64{.3, .36, .42, .48} { // a narrow image gives names more, rather than cut one
		if r.setNames(p, names, bold, math.Min(part*p.width, 20*p.b)) {
			break
		}
	}
	return r, nil
}

// setNames sets the names on lines of at most measure px; whole says that none is cut.
func (r *rows) setNames(p *pen, names []string, bold []bool, measure float64) (whole bool) {
	r.names, r.width, whole = nil, 0, true
	for i, s := range names {
		f := p.fit(s, r.size, bold[i], measure, r.pitch)
		if len(f.lines) > 1 { // rows stay apart
			f = p.fit(s, r.size, bold[i], measure, .86*r.pitch)
		}
		r.names = append(r.names, f)
		r.width = math.Max(r.width, f.width())
		whole = whole && !typeset.BreaksWord(f.lines, s)
	}
	return whole
}

// spread are rows that keep the size of their marks and stand further apart where
// there are few, so that a short list does not leave half the image empty. An upright
// image, whose frame is given, has stronger marks, further apart still.
func (p *pen) spread(names []string, bold []bool, top, bottom, most float64) (rows, error) {
	apart := 1.6
	if p.height > p.width {
		apart, most = 2, 1.4*most
	}
	r, err := p.newRows(names, bold, top, bottom, most)
	r.pitch = math.Max(r.pitch, math.Min(apart*most, (bottom-top)/float64(len(names))))
	return r, err
}

// rowName draws the name of row i at the left margin.
func (p *pen) rowName(r rows, i int) {
	f := r.names[i]
	p.block(f, p.plot.X0, r.middle(i), left, p.theme.Ink, lineOfBlock*f.size)
}

func (c Bars) draw(p *pen) error {
	var names []string
	var bold []bool
	var emphases []Emphasis
	for _, r := range c.Rows {
		names, bold = append(names, r.Name), append(bold, r.Emphasis == Highlight)
		emphases = append(emphases, r.Emphasis)
	}
	rows, err := p.spread(names, bold, p.plot.Y0, p.plot.Y1, 2.3*p.b)
	if err != nil {
		return err
	}
	looks := p.theme.looks(rowEmphases(emphases))
	texts := c.texts()
	x := c.scale(p, rows, texts)
	for i, row := range c.Rows {
		p.group(row.Name)
		p.rowName(rows, i)
		c.row(p, row, texts[i], looks[i], rows, i, x)
	}
	p.group("")
	p.vrule(x.at(0), rows.top, rows.bottom(len(c.Rows)), p.heavy(), p.theme.Zero)
	return nil
}

// rowEmphases makes every row that is not loud muted: bars of a ranking are
// one series and never a rainbow. A Context row steps back like the others.
func rowEmphases(es []Emphasis) []Emphasis {
	out := make([]Emphasis, 0, len(es)+1)
	for _, e := range es {
		if e == Context {
			e = Plain
		}
		out = append(out, e)
	}
	return append(out, Highlight) // an absent one mutes the plain
}

// texts are the values as printed.
func (c Bars) texts() []string {
	out := make([]string, len(c.Rows))
	first := true
	for i, r := range c.Rows {
		switch {
		case r.Missing != "":
			out[i] = r.Missing
		case first:
			out[i] = c.FirstValue.or(c.Value).print(r.Value) + r.Mark
			first = false
		default:
			out[i] = c.Value.print(r.Value) + r.Mark
		}
	}
	return out
}

const valueGap = .38 // between a bar and its value, in b

// barEnd is what a scale of bars must leave room for: a value and the text
// beyond the end of its bar.
type barEnd struct {
	value float64
	reach float64 // px from the end of the bar to the end of its text
}

// barScale is the longest scale at which every text still stands within
// lo..hi: for each pair of a bar to the left and a bar to the right.
func barScale(lo, hi float64, ends []barEnd) linear {
	perUnit, zero := math.Inf(1), lo
	for _, e := range ends {
		if e.value > 0 {
			perUnit = math.Min(perUnit, (hi-e.reach-lo)/e.value)
		}
		if e.value >= 0 {
			continue
		}
		perUnit = math.Min(perUnit, (hi-lo-e.reach)/-e.value)
		for _, r := range ends {
			if r.value >= 0 {
				perUnit = math.Min(perUnit, (hi-lo-e.reach-r.reach)/(r.value-e.value))
			}
		}
	}
	if perUnit = math.Max(perUnit, 0); math.IsInf(perUnit, 1) {
		perUnit = 0
	}
	for _, e := range ends {
		if e.value < 0 {
			zero = math.Max(zero, lo+e.reach-e.value*perUnit)
		}
	}
	return linear{0, 1, zero, zero + perUnit}
}

// scale is that of the bars beside the names.
func (c Bars) scale(p *pen, rows rows, texts []string) linear {
	var ends []barEnd
	for i, r := range c.Rows {
		if r.Missing == "" {
			ends = append(ends, barEnd{r.Value, valueGap*p.b + p.textWidth(texts[i], rows.size, r.Emphasis == Highlight)})
		}
	}
	return barScale(p.plot.X0+rows.width+.7*p.b, p.plot.X1, ends)
}

// row draws a bar and its value.
func (c Bars) row(p *pen, row Bar, text string, l look, rows rows, i int, x linear) {
	y, bold, ink := rows.middle(i), row.Emphasis == Highlight, p.theme.Ink
	if row.Missing != "" {
		p.missingLabel(text, x.at(0), y, rows.size)
		return
	}
	end := x.at(row.Value)
	p.bar(Box{x.at(0), y - .35*rows.band, end, y + .35*rows.band}, l.mark)
	if row.Value < 0 {
		p.label(text, math.Round(end)-valueGap*p.b, y, rows.size, right, bold, ink)
		return
	}
	p.label(text, math.Round(end)+valueGap*p.b, y, rows.size, left, bold, ink)
}

// missingLabel writes why there is no bar, right of the zero line or, where
// that would leave the image, left of it.
func (p *pen) missingLabel(text string, x, y, size float64) {
	if x+valueGap*p.b+p.textWidth(text, size, false) > p.plot.X1 {
		p.label(text, x-valueGap*p.b, y, size, right, false, p.theme.Note)
		return
	}
	p.label(text, x+valueGap*p.b, y, size, left, false, p.theme.Note)
}
