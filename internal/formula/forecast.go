package formula

import (
	"math"
	"slices"
)

// A Model is a way to carry a series on.
type Model string

// The models of a mechanical projection (docs/method.md, D10).
const (
	DriftModel  Model = "drift"       // the line from the first value to the last
	HoltModel   Model = "holt"        // level and trend, exponentially smoothed
	DampedModel Model = "damped-holt" // the same, its trend fading
)

// The rules of projections (docs/method.md, D10).
const (
	MinForDrift   = 3 // values: two have no error to measure
	MinForModel   = 8 // values: fewer fit nothing but drift
	MaxHorizon    = 5 // years ahead at most
	YearsForAhead = 3 // years of the past for each year ahead
)

// Z50, Z80 and Z95 are the normal quantiles of intervals that hold 50, 80 and 95 %.
const (
	Z50 = 0.6744897502
	Z80 = 1.2815515655
	Z95 = 1.9599639845
)

// ModelFor returns the model that n values carry when none is asked for.
func ModelFor(n int) Model {
	if n < MinForModel {
		return DriftModel
	}
	return DampedModel
}

// HorizonFor returns how many years ahead n values carry; 0 for fewer than three.
func HorizonFor(n int) int { return min(MaxHorizon, n/YearsForAhead) }

// UnbrokenEnd returns the values of the consecutive years at the end of a
// series. The models take one step a year: what lies before a gap is left out
// rather than bridged with figures that nobody published.
func UnbrokenEnd(years []int, values []float64) []float64 {
	k := len(years) - 1
	for k > 0 && years[k-1] == years[k]-1 {
		k--
	}
	return values[max(0, k):]
}

// A Forecast is a projected value, the standard error of its projection and the
// intervals around it, all in the unit of the series; for a percentage the error is
// in logits and the value is the median, not the mean.
type Forecast struct {
	Ahead         int // years after the last value
	Value         float64
	StdErr        float64
	Low50, High50 float64
	Low80, High80 float64
	Low95, High95 float64
}

// A Fit is a model laid on a series. Holt's parameters are 0 for the drift.
type Fit struct {
	Model Model
	Alpha float64 // weight of the last value in the level
	Beta  float64 // weight of the last change in the trend (beta* of docs/method.md)
	Phi   float64 // what remains of the trend after a year
	Level float64 // where the projection starts from
	Trend float64 // the change a year it starts with
	SSE   float64 // of one year ahead, over the series
	Sigma float64 // the standard error of one year ahead
	N     int     // values
	Logit bool    // all of the above is in logits of a percentage
}

// Drift fits the mean change a year to at least three values.
func Drift(values []float64) (Fit, Reason) {
	n := len(values)
	if n < MinForDrift {
		return noFit(DriftModel), TooFewPoints
	}
	f := Fit{Model: DriftModel, N: n, Level: values[n-1]}
	f.Trend = (values[n-1] - values[0]) / float64(n-1)
	for k := 1; k < n; k++ {
		e := values[k] - values[k-1] - f.Trend
		f.SSE += e * e
	}
	// n-1 changes less the one parameter they were fitted with.
	f.Sigma = math.Sqrt(f.SSE / float64(n-2))
	return f.checked()
}

// At projects a fit h years ahead, from 1.
func (f Fit) At(h int) Forecast {
	trend, spread := float64(h), 0.0
	if f.Model == DriftModel {
		spread = float64(h) * (1 + float64(h)/float64(f.N-1))
	} else {
		trend, spread = f.holtAhead(h)
	}
	value, se := f.Level+trend*f.Trend, f.Sigma*math.Sqrt(spread)
	back := func(v float64) float64 {
		if f.Logit {
			return FromLogit(v)
		}
		return v
	}
	return Forecast{
		Ahead: h, Value: back(value), StdErr: se,
		Low50: back(value - Z50*se), High50: back(value + Z50*se),
		Low80: back(value - Z80*se), High80: back(value + Z80*se),
		Low95: back(value - Z95*se), High95: back(value + Z95*se),
	}
}

// Project carries a series of consecutive years on by a model whose parameters
// it fits, up to the horizon asked for (docs/method.md, D10). A percentage is fitted
// on its logit, so that neither it nor its intervals leave 0 to 100; one with a
// value at a bound has none (AtBound): any figure put in its place would steer the fit.
// A series that never changed stays what it is, at a bound too.
func Project(values []float64, model Model, horizon int, percentage bool) (Fit, []Forecast, Reason) {
	n := len(values)
	switch {
	case n < MinForDrift, model != DriftModel && n < MinForModel:
		return noFit(model), nil, TooFewPoints
	case horizon > HorizonFor(n):
		return noFit(model), nil, BeyondHorizon
	}
	logit := percentage && slices.Min(values) != slices.Max(values)
	if logit {
		values = slices.Clone(values)
		for k, v := range values {
			l, reason := Logit(v)
			if reason != NoReason {
				return noFit(model), nil, reason
			}
			values[k] = l
		}
	}
	f, reason := fitModel(values, model)
	if reason != NoReason {
		return f, nil, reason
	}
	f.Logit = logit
	var out []Forecast
	for h := 1; h <= horizon; h++ {
		p := f.At(h)
		if !finite(p.Value, p.StdErr, p.Low95, p.High95) {
			return noFit(model), nil, NotFinite
		}
		out = append(out, p)
	}
	return f, out, NoReason
}

func fitModel(values []float64, model Model) (Fit, Reason) {
	switch model {
	case HoltModel:
		return FitHolt(values)
	case DampedModel:
		return FitDamped(values)
	}
	return Drift(values)
}

// checked is the fit, unless its values were too large to square.
func (f Fit) checked() (Fit, Reason) {
	if !finite(f.Level, f.Trend, f.SSE, f.Sigma) {
		return noFit(f.Model), NotFinite
	}
	return f, NoReason
}

func noFit(m Model) Fit {
	none := math.NaN()
	return Fit{Model: m, Alpha: none, Beta: none, Phi: none, Level: none, Trend: none, SSE: none, Sigma: none}
}

// Logit returns the logarithm of the odds of a percentage, or AtBound where it
// has none: at 0 and 100 and beyond.
func Logit(percent float64) (float64, Reason) {
	if !(percent > 0 && percent < 100) {
		return math.NaN(), AtBound
	}
	return math.Log(percent / (100 - percent)), NoReason
}

// FromLogit returns the percentage of a logit.
func FromLogit(l float64) float64 { return 100 / (1 + math.Exp(-l)) }
