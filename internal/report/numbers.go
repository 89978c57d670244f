package report

import (
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// What the blocks' numbers are made of, in the words of package explain.

// from is a figure with what it is made of.
func (f figure) from(n explain.Number) figure {
	f.of = n
	return f
}

// levelOf is the value of an economy or of the members of a group.
func levelOf(indicator, who string, year int) explain.Number {
	return explain.At(explain.Value, indicator, who, year)
}

// worldOf is the publisher's World.
func worldOf(indicator string, year int) explain.Number {
	return explain.At(explain.Published, indicator, "world", year)
}

// less is the first less the second.
func less(a, b explain.Number) explain.Number { return explain.Made(explain.Less, a, b) }

// over is the first divided by the second.
func over(a, b explain.Number) explain.Number { return explain.Made(explain.Over, a, b) }

// percentOf is the first in per cent of the second.
func percentOf(a, b explain.Number) explain.Number { return explain.Made(explain.Percent, a, b) }

// increase is by how many per cent the first is more than the second.
func increase(a, b explain.Number) explain.Number { return explain.Made(explain.Increase, a, b) }

// changed is how one value became another: in points of percentages, else in per cent.
func changed(i catalog.Indicator, now, before explain.Number) explain.Number {
	if i.IsPercentage() {
		return less(now, before)
	}
	return increase(now, before)
}

// average is the rate a year from one value to another.
func average(now, before explain.Number, years int) explain.Number {
	return explain.Made(explain.Average, now, before, written(float64(years), "years"))
}

// added are several together.
func added(of ...explain.Number) explain.Number { return explain.Made(explain.Sum, of...) }

// howMany counts those that have a value.
func howMany(of ...explain.Number) explain.Number { return explain.Made(explain.HowMany, of...) }

// written is a number that is not computed: a choice of the topic, a target, a claim.
func written(v float64, source string) explain.Number { return explain.Written(v, source) }

// matchedChange is the change of those of a group that reported both years, in the
// unit of the values.
func matchedChange(indicator, who string, from, year int) explain.Number {
	return less(explain.Between(explain.End, indicator, who, from, year), explain.Between(explain.Start, indicator, who, from, year))
}

// matchedFactor is by what it was multiplied.
func matchedFactor(indicator, who string, from, year int) explain.Number {
	return over(explain.Between(explain.End, indicator, who, from, year), explain.Between(explain.Start, indicator, who, from, year))
}

// eachOf are numbers of several.
func eachOf[T any](list []T, of func(T) explain.Number) []explain.Number {
	out := make([]explain.Number, len(list))
	for k, one := range list {
		out[k] = of(one)
	}
	return out
}

// plottedValue is what a chart's value of an economy or group is made of; nothing is
// said of indices and of growth, whose first year the chart's data do not have.
func plottedValue(v picture.Value) explain.Number {
	measure := map[string]string{picture.AsValue: explain.Value, "median": explain.Median, "share": explain.Share, "rank": explain.Rank}[v.Measure]
	n := explain.At(measure, v.Indicator, v.Series, v.Year)
	if v.Status == "published" && measure == explain.Value {
		n.Measure = explain.Published
	}
	if n.Partner = v.Partner; v.Partner == tidy.World {
		n.Partner = ""
	}
	return n
}

// breakShare is what the economy of a flagged break makes of a group's members that
// reported both years: of their sum, or of their weights.
func breakShare(i catalog.Indicator, who, group string, from, year int) explain.Number {
	if i.Additive() {
		return percentOf(levelOf(i.ID, who, year), explain.Between(explain.End, i.ID, group, from, year))
	}
	return percentOf(explain.Between(explain.Weight, i.ID, who, from, year), explain.Between(explain.Weight, i.ID, group, from, year))
}
