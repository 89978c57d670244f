package chart

import "math"

// across is a horizontal axis of values: its ticks, what they print and where
// it lies.
type across struct {
	axis
	texts  []string
	log    bool
	x0, x1 float64 // px
	x      scale
}

// newAcross takes as many ticks, at most the wanted number, as have labels that
// keep apart. The axis lies between x0 and x1, inwards of them where half a
// label needs the room up to the margins.
func (p *pen) newAcross(s axisSpec, log bool, top Format, x0, x1 float64) across {
	a := across{log: log}
	for ; ; s.count-- {
		a.axis = newAxisOf(s, log)
		a.texts = tickTexts(a.axis, s.tick, top)
		a.x0 = math.Round(math.Max(x0, p.plot.X0+p.tickWidth(a.texts[0])/2))
		a.x1 = math.Round(math.Min(x1, p.plot.X1-p.tickWidth(a.texts[len(a.texts)-1])/2))
		if a.x = a.scale(log, a.x0, a.x1); a.apart(p) || s.count <= 2 {
			return a
		}
	}
}

// tickWidth is the width of the label of a tick, px.
func (p *pen) tickWidth(s string) float64 { return p.textWidth(s, tickSize*p.b, false) }

// apart says whether the labels keep apart.
func (a across) apart(p *pen) bool {
	end := math.Inf(-1)
	for i, v := range a.ticks {
		at, half := a.x.at(v), p.tickWidth(a.texts[i])/2
		if at-half < end+.9*p.b {
			return false
		}
		end = at + half
	}
	return true
}

// inset moves the ends of the scale inwards by these px; the axis stays.
func (a *across) inset(left, right float64) { a.x = a.scale(a.log, a.x0+left, a.x1-right) }

// zeroRule is the zero line from y0 to y1; ok is false where there is none.
func (a across) zeroRule(p *pen, y0, y1 float64) (rule Box, ok bool) {
	if a.log || a.lo > 0 || a.hi < 0 {
		return Box{}, false
	}
	x := math.Round(a.x.at(0) - p.heavy()/2)
	return Box{x, math.Round(y0), x + p.heavy(), math.Round(y1)}, true
}

// draw draws the rules from y0 to y1 and the labels on the baseline base. A
// label that would meet the one before it is left out: that is the case where
// even two ticks have no room.
func (a across) draw(p *pen, y0, y1, base float64) {
	end := math.Inf(-1)
	for i, v := range a.ticks {
		at, half := a.x.at(v), p.tickWidth(a.texts[i])/2
		if v != 0 {
			p.vrule(at, y0, y1, p.hair(), p.theme.Grid)
		}
		if at-half > end+.3*p.b {
			p.textAt(a.texts[i], at, base, tickSize*p.b, centre, false, p.theme.Tick)
			end = at + half
		}
	}
	if zero, ok := a.zeroRule(p, y0, y1); ok {
		p.rect(zero, p.theme.Zero)
	}
}

// acrossTicks is the wanted number of ticks: one each 9 b, 3 to 6. Decades are
// worth more, where their labels have room.
func acrossTicks(p *pen, log bool) float64 {
	if log {
		return 9
	}
	return math.Min(6, math.Max(3, (p.plot.X1-p.plot.X0)/(9*p.b)))
}
