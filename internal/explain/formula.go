package explain

import (
	"tradestats/internal/catalog"
)

// sections are those of docs/method.md that have the formulas of measures.
var sections = map[string]string{
	Coverage: "C4", MatchedCoverage: "B8", Start: "B8", End: "B8", Matched: "B8", Share: "C8", Rank: "C8", RankBefore: "C8",
	HHI: "D2", Beta: "D7", TStatistic: "D7", RSquared: "D7", SpreadStart: "D7", SpreadEnd: "D7", Gini: "D6", Series: "D10", Carried: "D10", Projection: "D10",
}

// formula is the key of the words for how a measure is made, and the section that
// has it.
func (c count) formula(n Number) (key, section string) {
	key = n.Measure
	switch n.Measure {
	case Standing, Value:
		key, section = c.formulaOfLevel(n)
		return key, section
	case Growth, StandingGrowth:
		key, section = c.formulaOfGrowth(n)
		return key, section
	case Coverage, MatchedCoverage:
		if key = "coverage-value"; c.weighed() {
			key = "coverage-weights"
		}
		return key, sections[n.Measure]
	}
	if isEnd(key) {
		return key, sections[Projection]
	}
	return key, sections[key]
}

func (c count) formulaOfLevel(n Number) (key, section string) {
	if _, own := c.published[c.own(n.Economy, n.Year)]; own && n.Measure == Standing {
		return Published, ""
	}
	switch {
	case !c.group:
		return "reported", ""
	case c.about.Rule == catalog.Median:
		return "median", "C4"
	case c.about.Rule == catalog.RatioOfSums:
		return "ratio-of-sums", "C4"
	case c.weighed():
		return "weighted-mean", "C4"
	}
	return "sum", "C4"
}

func (c count) formulaOfGrowth(n Number) (key, section string) {
	switch {
	case c.about.IsPercentage():
		key, section = "growth-points", "C4"
	case n.Year-n.From == 1:
		key, section = "growth-yoy", "B1"
	default:
		key, section = "growth-cagr", "B2"
	}
	if c.group {
		section += ", B8"
	}
	return key, section
}
