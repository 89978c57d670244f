package report

import (
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/explain"
)

// made is what a number of a side, of two of them, or of a member in a group is made
// of; which are told by the words between.
func (b *sidesBlock) made(what, who string, year int) explain.Number {
	level := func(id string) explain.Number { return levelOf(b.Indicator, id, year) }
	if first, second, two := strings.Cut(who, " less "); two {
		switch what {
		case "growth-without":
			return b.without(first, second)
		case "gap-matched":
			return less(b.matchedLevel(first, year), b.matchedLevel(second, year))
		}
		return less(level(first), level(second))
	}
	if first, second, two := strings.Cut(who, " over "); two {
		switch what {
		case "excess":
			return increase(level(first), level(second))
		case "ratio-matched":
			return over(b.matchedLevel(first, year), b.matchedLevel(second, year))
		}
		return over(level(first), level(second))
	}
	if member, group, in := strings.Cut(who, " in "); in {
		if what == "share-of-all" {
			return percentOf(level(member), level(group))
		}
		return percentOf(level(member), b.matchedLevel(group, year))
	}
	switch what {
	case "share":
		return percentOf(level(who), worldOf(b.Indicator, year))
	case "factor":
		return matchedFactor(b.Indicator, who, b.Since, b.year)
	case "total":
		return increase(explain.Between(explain.End, b.Indicator, who, b.Since, b.year), explain.Between(explain.Start, b.Indicator, who, b.Since, b.year))
	case "coverage":
		return explain.At(explain.Coverage, b.Indicator, who, year)
	case "reporting", "table-reporting":
		return explain.At(explain.Reporting, b.Indicator, who, year)
	case "perimeter", "table-perimeter":
		return explain.At(explain.Perimeter, b.Indicator, who, year)
	case "of-focus":
		return percentOf(level(who), level(b.focus[0]))
	}
	if currency, recounted := strings.CutPrefix(what, "growth-"); recounted {
		n := explain.Between(explain.Growth, b.Indicator, who, b.year-1, b.year)
		n.Currency = currency
		return n
	}
	return level(who)
}

// end is the measure of a group's matched members at one end of the years compared.
func (b *sidesBlock) end(year int) string {
	if year == b.Since {
		return explain.Start
	}
	return explain.End
}

// without is the average growth of a group's matched members but one.
func (b *sidesBlock) without(group, member string) explain.Number {
	rest := func(year int) explain.Number {
		return less(b.matchedLevel(group, year), levelOf(b.Indicator, member, year))
	}
	return average(rest(b.year), rest(b.Since), b.year-b.Since)
}

// levelsOf are the values of sides.
func (b *sidesBlock) levelsOf(sides []side) []explain.Number {
	return eachOf(sides, func(s side) explain.Number { return levelOf(b.Indicator, s.id, b.year) })
}

// asked counts those that the topic sets beside each other.
func (b *sidesBlock) asked(what string, n int) figure {
	return b.fig(what, "sides", b.year, float64(n), "economies", analysis.OK).from(written(float64(n), "choice"))
}
