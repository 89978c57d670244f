package chart

import (
	"errors"
	"fmt"
	"image/color"
	"math"
)

// Stacked are horizontal bars of at most 5 parts, the names of the parts over
// the first row in their colours.
type Stacked struct {
	Rows  []StackRow
	Parts []string // names of the parts, in order
	Rest  bool     // the last part is what the others leave, and steps back
	Value Format   // inside a part, where it fits; of Whole bars the share in per cent
	Whole bool     // each row is scaled to its own sum, 100 %
	Total Format   // the sum at the right end of a row; none when nil or where the bars are Whole
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
		if s.Whole && sum == 0 {
			return fmt.Errorf("%s: all parts are zero, so they have no shares of 100 %%: leave the row out", r.Name)
		}
		most = math.Max(most, sum)
	}
	if most == 0 {
		return errors.New("nothing to draw: all parts are zero")
	}
	return nil
}

// sum is the total of a row.
func (r StackRow) sum() float64 {
	sum := 0.0
	for _, v := range r.Parts {
		sum += v
	}
	return sum
}

// shares gives the rows that are drawn: as they are, or in per cent of the sum.
func (s Stacked) shares() []StackRow {
	if !s.Whole {
		return s.Rows
	}
	out := make([]StackRow, len(s.Rows))
	for i, r := range s.Rows {
		sum := r.sum()
		out[i] = StackRow{r.Name, make([]float64, len(r.Parts))}
		for k, v := range r.Parts {
			out[i].Parts[k] = v / sum * 100
		}
	}
	return out
}

func (s Stacked) draw(p *pen) error {
	s.Rows = s.shares()
	names, bold := make([]string, len(s.Rows)), make([]bool, len(s.Rows))
	totals := make([]string, len(s.Rows))
	most := 0.0
	for i, r := range s.Rows {
		names[i] = r.Name
		most = math.Max(most, r.sum())
		if s.Total != nil && !s.Whole {
			totals[i] = s.Total.print(r.sum())
		}
	}
	key := p.newKey(s.Parts, p.theme.patterned(), s.paint(p))
	rows, err := p.spread(names, bold, p.plot.Y0+key.height()+.1*p.b, p.plot.Y1, 2.6*p.b)
	if err != nil {
		return err
	}
	var ends []barEnd
	for i, r := range s.Rows {
		ends = append(ends, barEnd{r.sum(), reachOf(p, totals[i], rows.size)})
	}
	x := barScale(math.Round(p.plot.X0+rows.width+.65*p.b), p.plot.X1, ends)
	s.key(p, key, x, rows.top-.1*p.b)
	for i, r := range s.Rows {
		p.group(r.Name)
		p.rowName(rows, i)
		s.row(p, r, key.fills, rows, i, x)
		p.label(totals[i], math.Round(x.at(r.sum()))+valueGap*p.b, rows.middle(i), rows.size, left, true, p.theme.Ink)
	}
	p.group("")
	return nil
}

// paint is the categories in order, but of a rest the colour that steps back: it is
// what the others leave, and often the largest.
func (s Stacked) paint(p *pen) palette {
	return func(i int) (Fill, color.NRGBA) {
		if s.Rest && i == len(s.Parts)-1 && !p.theme.patterned() {
			return Fill{Color: p.theme.Muted}, p.theme.MutedText
		}
		return p.inCategories(i)
	}
}

// reachOf is the room that a total takes beyond its bar.
func reachOf(p *pen, total string, size float64) float64 {
	if total == "" {
		return 0
	}
	return valueGap*p.b + p.textWidth(total, size, true)
}

// key writes the names of the parts above their part of the first row.
func (s Stacked) key(p *pen, k key, x linear, bottom float64) {
	var wanted []float64
	at := 0.0
	for _, v := range s.Rows[0].Parts {
		wanted = append(wanted, x.at(at))
		at += v
	}
	p.drawKey(k, wanted, p.keyLeft(k, x.r0), bottom)
}

// row draws the parts of a bar 2 px apart, each with its value where it fits.
func (s Stacked) row(p *pen, r StackRow, fills []Fill, rows rows, i int, x linear) {
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
		p.filled(Box{x0, y - .365*rows.band, x1, y + .365*rows.band}, fills[k])
		text := s.Value.print(v)
		if .73*rows.band >= 1.08*size && p.textWidth(text, size, false)+.6*p.b <= x1-x0 {
			p.labelOn(fills[k], text, x0+.3*p.b, y, size)
		}
	}
}
