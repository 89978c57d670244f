package formula

import (
	"math"

	"gonum.org/v1/gonum/stat"
)

// A Line is the least-squares line of y on t (docs/method.md, B4 and D11).
type Line struct {
	Intercept float64 // y at t = 0
	Slope     float64 // y for each unit of t
	StdErr    float64 // of the slope, with n-2 degrees of freedom
	R2        float64 // share of the variance of y; 0 where y does not vary
	SSR       float64 // sum of squared residuals
}

// FitLine lays a least-squares line through at least three points that do not
// all have the same t.
func FitLine(t, y []float64) (Line, Reason) {
	n := len(t)
	if n < 3 {
		return noLine, TooFewPoints
	}
	meanT, meanY := stat.Mean(t, nil), stat.Mean(y, nil)
	// Years are large beside their differences: centred, none of their digits is lost.
	var tt, ty, yy float64
	for k := range t {
		dt, dy := t[k]-meanT, y[k]-meanY
		tt, ty, yy = tt+dt*dt, ty+dt*dy, yy+dy*dy
	}
	if tt == 0 {
		return noLine, NoVariation
	}
	l := Line{Slope: ty / tt}
	l.Intercept = meanY - l.Slope*meanT
	for k := range t {
		e := y[k] - meanY - l.Slope*(t[k]-meanT)
		l.SSR += e * e
	}
	l.StdErr = math.Sqrt(l.SSR / float64(n-2) / tt)
	if yy > 0 {
		l.R2 = 1 - l.SSR/yy
	}
	if !finite(l.Intercept, l.Slope, l.StdErr, l.R2, l.SSR) {
		return noLine, NotFinite
	}
	return l, NoReason
}

var noLine = Line{math.NaN(), math.NaN(), math.NaN(), math.NaN(), math.NaN()}

// finite tells whether all of them are numbers a cell may show.
func finite(all ...float64) bool {
	for _, v := range all {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
