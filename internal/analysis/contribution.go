package analysis

import (
	"math"

	"tradestats/internal/formula"
)

// A Contribution is what a part added to the growth of a whole, in points of
// the whole's growth: 100 (y1-y0)/Y0 (docs/method.md, B5).
type Contribution struct {
	ID     string // of an economy or a group; "" is what no part accounts for
	Change float64
	Points float64
}

// Contributions shares the growth of a whole among parts. What the parts leave
// (not reported, estimated by the publisher, or economies in no part) comes
// last, so that points sum exactly to the growth of the whole.
type Contributions struct {
	Parts    []Contribution // in the order given
	Residual Contribution
	Growth   float64 // of the whole, in per cent
	Change   float64
}

// Part is a part's value in the first and in the last year.
type Part struct {
	ID         string
	Start, End float64
}

// Contribute shares out the growth of a whole from start to end. A whole that
// starts at zero or below has no growth to share.
func Contribute(start, end float64, parts []Part) (Contributions, Reason) {
	growth, why := formula.YearOnYear(start, end)
	if why != NoReason {
		return Contributions{Growth: math.NaN()}, why
	}
	out := Contributions{Growth: growth, Change: end - start}
	rest := out.Change
	for _, p := range parts {
		change := p.End - p.Start
		rest -= change
		out.Parts = append(out.Parts, Contribution{p.ID, change, percent(change, start)})
	}
	out.Residual = Contribution{"", rest, percent(rest, start)}
	return out, NoReason
}
