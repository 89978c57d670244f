package analysis

import (
	"math"
	"strings"

	"tradestats/internal/catalog"
)

// Fill is the World Bank's way to total a group with members missing (docs/method.md, C1):
// in the benchmark year a missing member is given what the proxy says it would have
// beside those that reported; other years carry that, or what it reported in the
// benchmark year, with the growth of those that reported both.
type Fill struct {
	Proxy     *Data
	Benchmark int
}

// mostMissing is the share of the proxy that may be missing in the benchmark year, in
// per cent.
const mostMissing = 100.0 / 3

// RuleFilled is the rule of a sum with its gaps filled.
const RuleFilled = "sum, gaps filled"

// fill adds to a sum what its missing members would have. Nothing is filled where
// too much of the benchmark is missing.
func (d *Data) fill(row *Aggregation, r roster, o AggregateOptions) {
	f := o.Fill
	row.Rule = RuleFilled
	atBenchmark := d.values.roster(r.members, f.Benchmark)
	ratio, missing := f.ratio(d, atBenchmark)
	if missing > mostMissing {
		row.Value = math.NaN()
		row.withhold(BenchmarkMissing)
		return
	}
	growth, carries := d.carried(intersect(atBenchmark.reporters, r.reporters), f.Benchmark, row.Year)
	reported, filled, lost := d.total(r.reporters, row.Year), 0.0, 0.0
	var who, unfilled []string
	for _, m := range without(r.members, r.reporters) {
		base, ok := d.values.at(m, f.Benchmark)
		if proxy, has := f.Proxy.values.at(m, f.Benchmark); !ok && has {
			base, ok = proxy*ratio, true
		}
		if !ok || !carries {
			unfilled = append(unfilled, m)
			if last, known := d.values.lastKnown(m, row.Year); known {
				lost += math.Abs(last.Value)
			}
			continue
		}
		who = append(who, m)
		filled += base * growth
	}
	row.Covered = percent(reported, reported+filled+lost)
	row.Reason, row.Value = NoReason, math.NaN()
	row.publish(reported+filled, o.Coverage, sumThresholds, len(r.reporters) < 2, SingleReporter)
	if row.Status != Withheld && len(who) > 0 {
		row.filled = Note{Key: NoteFilled, Economies: strings.Join(who, " "), Value: percent(filled, reported+filled), Year: f.Benchmark}
	}
	row.unfilled = unfilled
	if row.Largest != "" {
		v, _ := d.values.at(row.Largest, row.Year)
		if row.LargestShare = percent(v, reported+filled); !(row.LargestShare > 50) {
			row.Largest, row.LargestShare = "", math.NaN()
		}
	}
}

// ratio is what a unit of the proxy stands for among those that reported the
// benchmark year, and the share of the proxy of those that did not, in per cent.
func (f *Fill) ratio(d *Data, r roster) (ratio, missing float64) {
	values, of, all := 0.0, 0.0, 0.0
	for _, m := range r.members {
		proxy, ok := f.Proxy.values.at(m, f.Benchmark)
		if !ok {
			continue
		}
		all += proxy
		if v, reports := d.values.at(m, f.Benchmark); reports {
			values, of = values+v, of+proxy
		}
	}
	if of == 0 {
		return 0, 100
	}
	return values / of, 100 - percent(of, all)
}

// carried is by what the sum of those that reported two years grew; nothing can be
// carried where nobody did, or where they had nothing.
func (d *Data) carried(both []string, from, to int) (factor float64, ok bool) {
	before := d.total(both, from)
	if before <= 0 {
		return 0, false
	}
	return d.total(both, to) / before, true
}

// Fillable tells whether an indicator's groups are sums, whose gaps can be filled.
func Fillable(i catalog.Indicator) bool { return i.Additive() }
