package explain

import (
	"fmt"
	"math"

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
		n.Year = year
		v, _ := c.ofPublisher(n)
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
		ahead := c.carriedOn(n)
		if k := n.Year - n.To - 1; k >= 0 && k < len(ahead) {
			return of(ahead[k]), nil
		}
		return math.NaN(), nil
	}
}

// carriedOn is the series carried on as far as it can be, fitted once.
func (c count) carriedOn(n Number) []formula.Forecast {
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
	if ahead, ok := c.fits[fitted]; ok {
		return ahead
	}
	_, ahead, _ := formula.Project(values, formula.ModelFor(len(values)), formula.HorizonFor(len(values)), c.about.IsPercentage()) // none: nothing ahead
	c.fits[fitted] = ahead
	return ahead
}
