package report

import (
	"tradestats/internal/analysis"
	"tradestats/internal/explain"
)

// made is what a measure of a side's trade with another is made of.
func (b *corridorBlock) made(r analysis.CorridorRow, partner string) explain.Number {
	exports, imports := b.flow(r.Item, r.Reporter, analysis.MeasureExports), b.flow(r.Item, r.Reporter, analysis.MeasureImports)
	one := func(measure, indicator, with, a, b string) explain.Number {
		n := explain.At(measure, indicator, a, r.Year)
		n.Partner, n.With = b, with
		return n
	}
	own := func(measure, indicator, with string) explain.Number {
		return one(measure, indicator, with, r.Reporter, partner)
	}
	share := func(indicator string) explain.Number {
		return percentOf(own(explain.PairsOfWhole, indicator, ""), own(explain.PairsWhole, indicator, ""))
	}
	balance := less(own(explain.PairsMatched, exports, imports), own(explain.PairsMatched, imports, exports))
	said, mirror := own(explain.PairsMirrored, exports, imports), one(explain.PairsMirrored, imports, exports, partner, r.Reporter)
	mean := explain.Made(explain.Times, added(said, mirror), written(.5, "the mean of both"))
	switch r.Measure {
	case analysis.MeasureExports:
		return b.counts(own(explain.Pairs, exports, ""))
	case analysis.MeasureImports:
		return b.counts(own(explain.Pairs, imports, ""))
	case analysis.MeasureBalance:
		return b.counts(balance)
	case "balance_size":
		return b.counts(balance.Size())
	case analysis.MeasureExportShare:
		return b.counts(share(exports))
	case analysis.MeasureImportShare:
		return b.counts(share(imports))
	case analysis.MeasureAsymmetry:
		return b.counts(less(said, mirror))
	case "asymmetry_size":
		return b.counts(less(said, mirror).Size())
	case analysis.MeasureAsymmetryPct:
		return b.counts(percentOf(less(said, mirror), mean))
	case "asymmetry_pct_size":
		return b.counts(percentOf(less(said, mirror), mean).Size())
	}
	return explain.Number{}
}

// counts are numbers in the money that the block counts in, where a publisher counts
// in another.
func (b *corridorBlock) counts(n explain.Number) explain.Number {
	if b.rates && n.Currency == "" {
		return n.Within(b.counting, 0)
	}
	return n
}

// flow is the indicator of an item's exports or imports as a side reports them.
func (b *corridorBlock) flow(item, reporter, measure string) string {
	for _, pair := range b.pairs {
		for _, r := range pair.rows {
			if r.Item == item && r.Measure == measure && (r.Reporter == reporter || r.Reporter == pair.partner(reporter)) {
				return r.Indicator
			}
		}
	}
	return ""
}

// madeGrowth is what the growth of a flow on the year before is made of.
func (b *corridorBlock) madeGrowth(c *corridorPair, item, reporter, measure string, year int, into string) explain.Number {
	in := func(year int) explain.Number {
		n := explain.At(explain.Pairs, b.flow(item, reporter, measure), reporter, year)
		n.Partner, n.Currency = c.partner(reporter), into
		return b.counts(n)
	}
	return increase(in(year), in(year-1))
}

// counted counts the pairs that a flow is the sum of.
func (b *corridorBlock) counted(r analysis.CorridorRow, measure string) explain.Number {
	n := explain.At(measure, r.Indicator, r.Reporter, r.Year)
	n.Partner = r.Partner
	return n
}
