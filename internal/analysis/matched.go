package analysis

import (
	"math"
	"slices"

	"tradestats/internal/formula"
)

// growSingle is the growth of an economy by itself.
func (d *Data) growSingle(row *GrowthRow, economy string) {
	if d.values.reported(economy) {
		row.Perimeter = 1
	}
	if row.Method == LS {
		d.fitSpan(row, economy)
	}
	var ok [2]bool
	row.Start, ok[0] = d.values.at(economy, row.From)
	row.End, ok[1] = d.values.at(economy, row.To)
	if !ok[0] || !ok[1] {
		row.Start, row.End = orNaN(row.Start, ok[0]), orNaN(row.End, ok[1])
		row.withhold(NoValue)
		return
	}
	row.Matched, row.Covered, row.Status = 1, 100, OK
	row.Sample = []string{economy}
	row.naiveOf = [2]float64{row.Start, row.End}
	d.rate(row)
	d.addBreaks(row)
}

// fitSpan narrows a least-squares span to the years that the economy reported:
// both ends are not required, but the span used is printed.
func (d *Data) fitSpan(row *GrowthRow, economy string) {
	if years := within(d.values.years(economy), row.From, row.To); len(years) > 0 {
		row.From, row.To = years[0], years[len(years)-1]
	}
}

// growSum is the growth of a sum over the members that reported both years.
func (d *Data) growSum(row *GrowthRow, members []string, o GrowthOptions) {
	first, last := d.values.roster(members, row.From), d.values.roster(members, row.To)
	sample := intersect(first.reporters, last.reporters)
	if row.Method == LS {
		sample = d.throughout(sample, row.From, row.To)
	}
	row.Perimeter, row.Matched, row.Sample, row.Absent = len(last.perimeter), len(sample), sample, last.missing
	if len(sample) == 0 {
		row.Covered = 0
		row.withhold(NoReporter)
		return
	}
	row.Start, row.End = d.total(sample, row.From), d.total(sample, row.To)
	row.naiveOf = [2]float64{d.total(first.reporters, row.From), d.total(last.reporters, row.To)}
	row.Covered = min(d.values.valueCoverage(sample, first, row.From), d.values.valueCoverage(sample, last, row.To))
	if row.Method == LS { // every year of the fit counts
		for _, year := range within(d.values.all, row.From, row.To) {
			row.Covered = min(row.Covered, d.values.valueCoverage(sample, d.values.roster(members, year), year))
		}
	}
	if o.ByMembers {
		row.Covered = percent(float64(len(sample)), o.headcount(last))
	}
	row.judge(o.Coverage, growthThresholds, len(sample) < 2, SingleReporter)
	d.rate(row)
	d.addBreaks(row)
}

// growMean is the change of a weighted mean over the members that have a value
// and a weight in both years, or for a fit in every year of it, each year with
// its own weights.
func (d *Data) growMean(row *GrowthRow, members []string, c Coverage) {
	first, last := d.values.roster(members, row.From), d.values.roster(members, row.To)
	a, b := d.weigh(first.reporters, first, row.From), d.weigh(last.reporters, last, row.To)
	naive := [2]float64{a.mean, b.mean}
	row.Notes.list(NoteUnweighted, union(a.unweighted, b.unweighted))
	sample := intersect(a.sample, b.sample)
	if row.Method == LS {
		sample = d.weighedThroughout(sample, members, row.From, row.To)
	}
	a, b = d.weigh(sample, first, row.From), d.weigh(sample, last, row.To)
	row.Perimeter, row.Matched, row.Sample, row.Absent = len(last.perimeter), len(sample), sample, last.missing
	if len(sample) == 0 {
		row.Covered = 0
		row.withhold(NoReporter)
		return
	}
	row.Start, row.End, row.naiveOf = a.mean, b.mean, naive
	row.Covered = min(a.covered, b.covered)
	if row.Method == LS { // every year of the fit counts
		for _, year := range within(d.values.all, row.From, row.To) {
			row.Covered = min(row.Covered, d.weigh(sample, d.values.roster(members, year), year).covered)
		}
	}
	few, why := len(sample) < 2, SingleReporter
	if !few && !c.ByMembers && 3*len(sample) < len(last.perimeter) {
		few, why = true, FewReporters
	}
	row.judge(c, growthThresholds, few, why)
	d.rate(row)
	d.addBreaks(row)
}

// rate sets the change and, but for percentages, the rate by the row's method.
// The naive rate stands in tables whatever the status, under its own name.
func (d *Data) rate(row *GrowthRow) {
	percentage := d.Indicator.IsPercentage()
	if row.Method == levels {
		row.Change = row.End - row.Start
		return
	}
	if !percentage && row.Method != LS { // a fit through changing reporters means nothing
		row.NaivePct, _ = d.rateOf(row, row.naiveOf[0], row.naiveOf[1])
	}
	if row.Status == Withheld {
		return
	}
	row.Change = row.End - row.Start
	if percentage {
		return
	}
	var why Reason
	row.GrowthPct, why = d.rateOf(row, row.Start, row.End)
	if why != NoReason {
		row.withhold(why)
	}
}

func (d *Data) rateOf(row *GrowthRow, start, end float64) (float64, Reason) {
	switch row.Method {
	case CAGR:
		return formula.Compound(start, end, row.To-row.From)
	case MidpointChange:
		if start == 0 && end == 0 {
			return math.NaN(), AllZero
		}
		return formula.Midpoint(start, end)
	case LS:
		if row.logRate {
			return formula.LogSlope(d.series(row.Sample, row.From, row.To))
		}
		return formula.LeastSquares(d.series(row.Sample, row.From, row.To))
	}
	return formula.YearOnYear(start, end)
}

// series returns what a sample makes together in the years that all of it
// reported: an economy its own values, others their sum or their weighted mean.
func (d *Data) series(sample []string, from, to int) ([]int, []float64) {
	var years []int
	var values []float64
	for _, year := range within(d.values.all, from, to) {
		if !d.reportedAll(sample, year) {
			continue
		}
		v := 0.0
		if len(sample) == 1 || d.Indicator.Additive() {
			v = d.total(sample, year)
		} else {
			v = d.weigh(sample, roster{members: sample}, year).mean
		}
		years, values = append(years, year), append(values, v)
	}
	return years, values
}

func (d *Data) reportedAll(sample []string, year int) bool {
	for _, m := range sample {
		if _, ok := d.values.at(m, year); !ok {
			return false
		}
	}
	return true
}

// throughout keeps those of a sample that reported in every year between two
// in which anyone did.
func (d *Data) throughout(sample []string, from, to int) []string {
	var out []string
	for _, m := range sample {
		if len(within(d.values.years(m), from, to)) == len(within(d.values.all, from, to)) {
			out = append(out, m)
		}
	}
	return out
}

// weighedThroughout keeps those of a sample that have a value and a weight in
// every year between two in which anyone reported.
func (d *Data) weighedThroughout(sample, members []string, from, to int) []string {
	for _, year := range within(d.values.all, from, to) {
		r := d.values.roster(members, year)
		sample = d.weigh(intersect(sample, r.reporters), r, year).sample
	}
	return sample
}

func (d *Data) total(sample []string, year int) float64 {
	sum := 0.0
	for _, m := range sample {
		v, _ := d.values.at(m, year)
		sum += v
	}
	return sum
}

func (d *Data) addBreaks(row *GrowthRow) {
	row.Breaks = d.Breaks(row.Sample, row.From, row.To)
}

func (row *GrowthRow) withhold(why Reason) { row.Status, row.Reason = Withheld, why }

func (row *GrowthRow) judge(c Coverage, t thresholds, few bool, why Reason) {
	row.Status = c.status(row.Covered, t)
	if row.Status == Withheld {
		row.Reason = LowCoverage
	} else if few {
		row.Status, row.Reason = c.few(why)
	}
}

func orNaN(v float64, ok bool) float64 {
	if !ok {
		return math.NaN()
	}
	return v
}

// union returns what is in either of two sorted lists.
func union(a, b []string) []string {
	all := append(slices.Clone(a), b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// intersect returns what two sorted lists share; callers do not write into it.
func intersect(a, b []string) []string {
	if slices.Equal(a, b) { // most often the same members report
		return a
	}
	out := make([]string, 0, min(len(a), len(b)))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out = append(out, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return out
}
