package chart

import (
	"errors"
	"fmt"
	"math"
)

// Stacked are horizontal bars of at most 5 parts, the names of the parts over
// the first row in their colours.
type Stacked struct {
	Rows  []StackRow
	Parts []string // names of the parts, in order
	Value Format   // inside a part, where it fits
}

// StackRow is one bar of a Stacked.
type StackRow struct {
	Name  string
	Parts []float64 // one for each part, none negative
}

const maxParts = 5

func (s Stacked) check() error {
	if len(s.Rows) == 0 || len(s.Parts) == 0 {
		return errors.New("nothing to draw: no row or no part")
	}
	if len(s.Parts) > maxParts {
		return fmt.Errorf("%d parts are more than a reader can tell apart: join them to at most %d", len(s.Parts), maxParts)
	}
	most := 0.0
	for _, r := range s.Rows {
		if len(r.Parts) != len(s.Parts) {
			return fmt.Errorf("%s has %d parts, the key names %d", r.Name, len(r.Parts), len(s.Parts))
		}
		sum := 0.0
		for i, v := range r.Parts {
			if err := checkValue(r.Name+", "+s.Parts[i], v); err != nil {
				return err
			}
			if v < 0 {
				return fmt.Errorf("%s, %s: a part cannot be negative (%v)", r.Name, s.Parts[i], v)
			}
			sum += v
		}
		most = math.Max(most, sum)
	}
	if most == 0 {
		return errors.New("nothing to draw: all parts are zero")
	}
	return nil
}

func (s Stacked) draw(p *pen) error {
	names, bold := make([]string, len(s.Rows)), make([]bool, len(s.Rows))
	most := 0.0
	for i, r := range s.Rows {
		names[i] = r.Name
		sum := 0.0
		for _, v := range r.Parts {
			sum += v
		}
		most = math.Max(most, sum)
	}
	looks := make([]look, len(s.Parts))
	for i := range looks {
		looks[i] = p.theme.categorical(i, rankPlain)
	}
	keys := s.keys(p)
	keyHeight := 0.0
	for _, k := range keys {
		keyHeight = math.Max(keyHeight, k.height())
	}
	rows, err := p.newRows(names, bold, p.plot.Y0+keyHeight+.1*p.b, p.plot.Y1, 2.6*p.b)
	if err != nil {
		return err
	}
	x := linear{0, most, math.Round(p.plot.X0 + rows.width + .65*p.b), p.plot.X1}
	s.key(p, keys, looks, x, rows.top-.1*p.b)
	for i, r := range s.Rows {
		p.group(r.Name)
		p.rowName(rows, i)
		s.row(p, r, looks, rows, i, x)
	}
	p.group("")
	return nil
}

// keys sets the names of the parts: together they must fit the width.
func (s Stacked) keys(p *pen) []fitted {
	out := make([]fitted, len(s.Parts))
	measure := .86*(p.plot.X1-p.plot.X0)/float64(len(s.Parts)) - .8*p.b
	total := 0.0
	for i, name := range s.Parts {
		out[i] = p.set([]string{name}, tickSize*p.b, true)
		total += out[i].width() + .8*p.b
	}
	if total <= .8*(p.plot.X1-p.plot.X0) {
		return out
	}
	for i, name := range s.Parts {
		out[i] = p.fit(name, tickSize*p.b, true, measure, 3.4*p.b)
	}
	return out
}

// key writes the names of the parts above their part of the first row, pushed
// apart sideways, the last line of each on one line.
func (s Stacked) key(p *pen, keys []fitted, looks []look, x linear, bottom float64) {
	var wanted, widths []float64
	at := 0.0
	for i, k := range keys {
		wanted = append(wanted, x.at(at))
		widths = append(widths, k.width()+.8*p.b)
		at += s.Rows[0].Parts[i]
	}
	lefts, _ := pushApart(wanted, widths, p.plot.X0, p.plot.X1+.8*p.b)
	for i, k := range keys {
		for j, line := range k.lines {
			y := bottom - descent*k.size - float64(len(k.lines)-1-j)*lineOfBlock*k.size
			p.textAt(line, lefts[i], y, k.size, left, true, looks[i].text)
		}
	}
}

// row draws the parts of a bar 2 px apart, each with its value where it fits.
func (s Stacked) row(p *pen, r StackRow, looks []look, rows rows, i int, x linear) {
	y := rows.middle(i)
	size := math.Min(tickSize*p.b, rows.size)
	at := 0.0
	for k, v := range r.Parts {
		x0, x1 := math.Round(x.at(at)), math.Round(x.at(at+v))
		at += v
		if v == 0 || x1 <= x0 {
			continue
		}
		if k < len(r.Parts)-1 && x1-x0 > 3 {
			x1 -= 2
		}
		p.bar(Box{x0, y - .365*rows.pitch, x1, y + .365*rows.pitch}, looks[k].mark)
		text := s.Value.print(v)
		if .73*rows.pitch >= 1.08*size && p.textWidth(text, size, false)+.6*p.b <= x1-x0 {
			p.label(text, x0+.3*p.b, y, size, left, false, p.theme.on(looks[k].mark))
		}
	}
}
