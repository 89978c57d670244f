package explain

import (
	"fmt"
	"math"
	"strings"

	"tradestats/internal/formula"
)

// The measures of a projection of a series from From to To, in Year: its median and
// the ends of the intervals of 50, 80 and 95 %. Series is the value in Year of what
// is projected, of a group the members that reported throughout.
const (
	Series     = "series"
	Carried    = "carried" // how many members that are
	Projection = "projection"
)

// projections are the measures of a projection by their names.
var projections = map[string]measure{
	Series: func(c count, n Number) (float64, error) {
		v, _ := c.inSeries(n, c.throughoutSeries(n), n.Year)
		return v, nil
	},
	Carried: func(c count, n Number) (float64, error) {
		return float64(len(c.listed(c.throughoutSeries(n), RoleEnd, n.To))), nil
	},
	Projection: projected(func(f formula.Forecast) float64 { return f.Value }),
	"lower_50": projected(func(f formula.Forecast) float64 { return f.Low50 }),
	"upper_50": projected(func(f formula.Forecast) float64 { return f.High50 }),
	"lower_80": projected(func(f formula.Forecast) float64 { return f.Low80 }),
	"upper_80": projected(func(f formula.Forecast) float64 { return f.High80 }),
	"lower_95": projected(func(f formula.Forecast) float64 { return f.Low95 }),
	"upper_95": projected(func(f formula.Forecast) float64 { return f.High95 }),
}

// throughoutSeries are the members whose series is carried on; nil where it is the
// publisher's own of the group.
func (c count) throughoutSeries(n Number) []string {
	if c.group && c.ownSeries(n) {
		return nil
	}
	return c.throughout(n.From, n.To, c.weighed())
}

// ownSeries tells whether the publisher has a series of the group without a gap.
func (c count) ownSeries(n Number) bool {
	for year := n.From; year <= n.To; year++ {
		if _, ok := c.published[c.own(n.Economy, year)]; !ok {
			return false
		}
	}
	return n.To-n.From+1 >= formula.MinForModel
}

// inSeries is a year of the series, listed.
func (c count) inSeries(n Number, sample []string, year int) (float64, bool) {
	if c.group && sample == nil {
		v := c.publishers(RoleValue, n.Economy, year)
		return v, !math.IsNaN(v)
	}
	if len(sample) == 0 {
		return math.NaN(), false
	}
	for _, m := range sample {
		if _, ok := c.value(m, year); !ok {
			return math.NaN(), false
		}
		c.list(RoleValue, m, year)
		if c.weighed() {
			c.listWeight(RoleWeight, m, year)
		}
	}
	return c.made(sample, year, c.weighed()), true
}

// projected is a measure of the series carried on.
func projected(of func(formula.Forecast) float64) measure {
	return func(c count, n Number) (float64, error) {
		ahead := c.carriedOn(n).ahead
		if k := n.Year - n.To - 1; k >= 0 && k < len(ahead) {
			return of(ahead[k]), nil
		}
		return math.NaN(), nil
	}
}

// A carriedSeries is a series carried on by a model.
type carriedSeries struct {
	fit   formula.Fit
	ahead []formula.Forecast
}

// fitOf is the model of a measure that is projected, nil of another.
func (c count) fitOf(n Number) *formula.Fit {
	if n.Measure != Projection && !isEnd(n.Measure) {
		return nil
	}
	if one := c.carriedOn(n); len(one.ahead) > 0 {
		return &one.fit
	}
	return nil
}

// FitArgs are what the words of explain.model tell of a model: its name in the reader's
// words, its parameters and where it starts.
func FitArgs(f formula.Fit, name func(english string) string) map[string]any {
	return map[string]any{"model": name(string(f.Model)), "n": f.N, "logit": f.Logit, "holt": f.Model != formula.DriftModel,
		"alpha": f.Alpha, "beta": f.Beta, "phi": f.Phi, "level": f.Level, "trend": f.Trend, "sigma": f.Sigma}
}

// isEnd tells whether a measure is an end of the interval around a projection.
func isEnd(measure string) bool {
	return strings.HasPrefix(measure, "lower_") || strings.HasPrefix(measure, "upper_")
}

// carriedOn is the series carried on as far as it can be, fitted once.
func (c count) carriedOn(n Number) carriedSeries {
	sample := c.throughoutSeries(n)
	var years []int
	var values []float64
	for year := n.From; year <= n.To; year++ {
		if v, ok := c.inSeries(n, sample, year); ok {
			years, values = append(years, year), append(values, v)
		}
	}
	values = formula.UnbrokenEnd(years, values)
	fitted := fmt.Sprint(values)
	if one, ok := c.fits[fitted]; ok {
		return one
	}
	fit, ahead, _ := formula.Project(values, formula.ModelFor(len(values)), formula.HorizonFor(len(values)), c.about.IsPercentage()) // none: nothing ahead
	c.fits[fitted] = carriedSeries{fit, ahead}
	return c.fits[fitted]
}
