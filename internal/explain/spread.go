package explain

import (
	"math"
	"slices"

	"tradestats/internal/formula"
)

// The measures of how far the members of a group lie apart, each counted once: of
// those that reported both From and Year, or for the Gini index every year between.
const (
	Beta        = "beta"         // the slope of the gain on the starting level: of percentages in points, else of logarithms
	TStatistic  = "t"            // of the slope
	RSquared    = "r2"           // of the line
	SpreadStart = "spread-start" // in From: of percentages the coefficient of variation, else the deviation of logarithms
	SpreadEnd   = "spread-end"   // in Year
	Gini        = "gini"         // in Year, of those with a value in every year from From to To
	Throughout  = "throughout"   // how many these are
	BothYears   = "both-years"   // how many reported both, whatever their weights
	MemberGap   = "member-gap"   // the highest member's value less the lowest's
)

// spreads are the measures of spread by their names.
var spreads = map[string]measure{
	Beta:        slope(func(b formula.Beta) float64 { return b.Slope }),
	TStatistic:  slope(func(b formula.Beta) float64 { return b.T }),
	RSquared:    slope(func(b formula.Beta) float64 { return b.R2 }),
	SpreadStart: func(c count, n Number) (float64, error) { return c.spreadIn(n.From, RoleStart), nil },
	SpreadEnd:   func(c count, n Number) (float64, error) { return c.spreadIn(n.Year, RoleEnd), nil },
	Gini:        count.gini,
	Throughout: func(c count, n Number) (float64, error) {
		return float64(len(c.listed(c.throughout(n.From, n.To, c.about.Weight != ""), RoleEnd, n.To))), nil
	},
	BothYears: func(c count, n Number) (float64, error) {
		return float64(len(c.listed(c.inBoth(false), RoleEnd, n.Year))), nil
	},
	MemberGap: count.memberGap,
}

// slope is a measure of the line through the gains over the starting levels.
func slope(of func(formula.Beta) float64) measure {
	return func(c count, n Number) (float64, error) {
		b, why := c.line()
		if why != formula.NoReason {
			return math.NaN(), nil
		}
		return of(b), nil
	}
}

func (c count) line() (formula.Beta, formula.Reason) {
	var spans []formula.Span
	for _, m := range c.inBoth(false) {
		start, _ := c.value(m, c.q.From)
		end, _ := c.value(m, c.q.Year)
		spans = append(spans, formula.Span{Start: start, End: end})
		c.list(RoleStart, m, c.q.From)
		c.list(RoleEnd, m, c.q.Year)
	}
	fit := formula.BetaLogs
	if c.about.IsPercentage() {
		fit = formula.BetaLevels
	}
	return fit(spans, c.q.Year-c.q.From)
}

func (c count) spreadIn(year int, role string) float64 {
	values := c.valuesOf(c.listed(c.inBoth(false), role, year), year)
	if !c.about.IsPercentage() {
		deviation, _ := formula.SigmaLogs(values) // none: NaN
		return deviation
	}
	return variation(values)
}

func (c count) valuesOf(members []string, year int) []float64 {
	out := make([]float64, len(members))
	for k, m := range members {
		out[k], _ = c.value(m, year)
	}
	return out
}

// variation is the coefficient of variation of a sample.
func variation(values []float64) float64 {
	d, why := formula.NewDistribution(values, nil)
	if why != formula.NoReason {
		return math.NaN()
	}
	cv, _ := d.SampleCV() // none: NaN
	return cv
}

// throughout are the members with a value in each year that anyone reported, and a
// weight where asked for.
func (c count) throughout(from, to int, weighed bool) []string {
	sample := c.reporting(to, weighed)
	for year := from; year < to; year++ {
		if !c.anyReported(year) {
			continue
		}
		these := c.reporting(year, weighed)
		sample = slices.DeleteFunc(sample, func(m string) bool { return !slices.Contains(these, m) })
	}
	return sample
}

// anyReported tells whether any economy of the whole table reported a year.
func (c count) anyReported(year int) bool {
	for _, years := range c.reporters {
		if slices.Contains(years, year) {
			return true
		}
	}
	return false
}

func (c count) gini(n Number) (float64, error) {
	sample := c.listed(c.throughout(n.From, n.To, c.about.Weight != ""), RoleValue, n.Year)
	d, why := formula.NewDistribution(c.valuesOf(sample, n.Year), nil)
	if why != formula.NoReason {
		return math.NaN(), nil
	}
	index, _ := d.Gini() // none: NaN
	return index, nil
}

func (c count) memberGap(Number) (float64, error) {
	values := c.valuesOf(c.listed(c.reporting(c.year, c.about.Weight != ""), RoleValue, c.year), c.year)
	if len(values) == 0 {
		return math.NaN(), nil
	}
	return slices.Max(values) - slices.Min(values), nil
}
