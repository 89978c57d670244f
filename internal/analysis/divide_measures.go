package analysis

import (
	"math"
	"slices"

	"tradestats/internal/formula"
)

// noDivide is a row without figures.
func noDivide(row DivideRow) DivideRow {
	for _, v := range []*float64{
		&row.Mean, &row.PlainMean, &row.Median, &row.Gini, &row.PlainGini, &row.Corrected, &row.T, &row.BetweenT, &row.WithinT, &row.BetweenPct,
		&row.L, &row.BetweenL, &row.WithinL, &row.PlainT, &row.PlainL, &row.CV, &row.PlainCV, &row.SampleCV,
		&row.High, &row.Low, &row.HighToLow, &row.Gap, &row.WeightPct,
	} {
		*v = math.NaN()
	}
	return row
}

// valued are the values of a sample in a year and their weights, nil where the
// indicator has none.
func (d *Data) valued(sample []string, year int) (values, weights []float64) {
	values = make([]float64, len(sample))
	for k, e := range sample {
		values[k], _ = d.values.at(e, year)
	}
	if d.weights == nil {
		return values, nil
	}
	weights = make([]float64, len(sample))
	for k, e := range sample {
		weights[k], _ = d.weights.at(e, year)
	}
	return values, weights
}

// why collects the reasons for which measures are missing, each once.
type why map[Reason]bool

// of passes a measure on.
func (w why) of(v float64, reason Reason) float64 {
	w[reason] = true
	return v
}

// measure describes the distribution of the row's sample.
func (row *DivideRow) measure(d *Data) {
	values, weights := d.valued(row.sample, row.Year)
	dist, reason := formula.NewDistribution(values, weights)
	if reason != NoReason {
		row.Status, row.Reason = Withheld, reason
		row.Notes.because(reason)
		return
	}
	plain, w := dist.Plain(), why{}
	if weights != nil {
		row.Mean, row.Gini, row.CV = w.of(dist.Mean()), w.of(dist.Gini()), w.of(dist.CV())
		row.T, row.L = w.of(dist.TheilT()), w.of(dist.TheilL())
		for _, v := range weights {
			row.total += v
		}
	} else {
		row.Notes.say(NotePlainOnly)
	}
	row.PlainMean, row.PlainGini, row.PlainCV = w.of(plain.Mean()), w.of(plain.Gini()), w.of(plain.CV())
	row.PlainT, row.PlainL = w.of(plain.TheilT()), w.of(plain.TheilL())
	row.Corrected, row.SampleCV = orMissing(plain.CorrectedGini()), orMissing(plain.SampleCV()) // a single value has neither
	row.Gap, row.HighToLow = w.of(plain.Gap()), w.of(plain.HighToLow())
	row.extremes(values)
	row.Median = medianOf(values) // which sorts them
	row.explain(w)
	if row.N == 1 && row.Reason == NoReason { // nor has it much of the rest
		row.Notes.because(SingleReporter)
	}
}

func orMissing(v float64, _ Reason) float64 { return v }

// extremes names the highest and the lowest of the values of the sample; of
// several, the first by code.
func (row *DivideRow) extremes(values []float64) {
	row.High, row.Low = slices.Max(values), slices.Min(values)
	if row.High == row.Low {
		if row.N > 1 {
			row.Notes.say(NoteAllEqual)
		}
		return
	}
	var highs, lows []string
	for k, v := range values {
		switch v {
		case row.High:
			highs = append(highs, row.sample[k])
		case row.Low:
			lows = append(lows, row.sample[k])
		}
	}
	row.Highest, row.Lowest = highs[0], lows[0]
	row.Notes.list(NoteAsHigh, highs[1:])
	row.Notes.list(NoteAsLow, lows[1:])
}

// explain notes why measures are missing.
func (row *DivideRow) explain(w why) {
	switch {
	case w[NotFinite]:
		row.Notes.because(NotFinite)
	case w[formula.NegativeValue]:
		row.Notes.because(formula.NegativeValue)
	case w[ZeroBase]:
		row.Notes.because(AllZero)
	case w[NotPositive]:
		row.Notes.say(NoteZeroLowest)
	}
}
