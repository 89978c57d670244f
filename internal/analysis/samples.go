package analysis

import (
	"math"

	"tradestats/internal/catalog"
)

// Samples compare whose values a sum rests on in two years: it moves when its
// members trade more, and when others of them report.
type Samples struct {
	Before, Now int     // how many reported in either year
	Both        int     // how many reported both
	Was, Is     float64 // the sums of those that reported both
	Then, After float64 // the sums of all that reported each
}

// SameReporters compares two samples of an indicator that is added up; apart tells
// whether those that reported both years make too little of either sum for its
// change to be growth: less than that from which growth stands without a mark
// (docs/method.md, C4).
func (d *Data) SameReporters(from, to int, before, now []string) (r Samples, apart bool) {
	r = Samples{Before: len(before), Now: len(now)}
	if d.Indicator.Rule != catalog.Sum || r.Before+r.Now < 3 {
		return r, false
	}
	both := intersect(before, now)
	r.Both = len(both)
	r.Was, r.Is = d.total(both, from), d.total(both, to)
	r.Then, r.After = d.total(before, from), d.total(now, to)
	covered := min(percent(d.weight(both, from), d.weight(before, from)), percent(d.weight(both, to), d.weight(now, to)))
	return r, covered < growthThresholds.ok
}

// weight is a sum of values whatever their signs.
func (d *Data) weight(sample []string, year int) float64 {
	sum := 0.0
	for _, m := range sample {
		v, _ := d.values.at(m, year)
		sum += math.Abs(v)
	}
	return sum
}
