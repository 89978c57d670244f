package report

import (
	"strings"

	"tradestats/internal/claim"
	"tradestats/internal/explain"
)

// claimed is what a figure of a claim is made of.
func claimed(of *claim.Claim, f claim.Figure) explain.Number {
	if f.Status == "claimed" {
		return written(f.Value, of.Place())
	}
	return foundFor(of, f).Within(of.Select.Currency, f.Year) // members are those of the claim's year
}

// foundFor is what is held against the claimed figure, or said beside it.
func foundFor(of *claim.Claim, f claim.Figure) explain.Number {
	at := func(measure, who string) explain.Number {
		n := explain.Between(measure, f.Indicator, who, f.Since, f.Year)
		n.Partner = f.Partner
		return n
	}
	first, second, two := strings.Cut(f.Who, " less ")
	switch f.What {
	case "value", "other":
		return at(explain.Standing, f.Who)
	case "all-partners":
		return standing(f)
	case "scale":
		return percentOf(written(*of.Claimed.Value, of.Place()), standing(f))
	case "gap":
		if !two {
			return at(explain.MemberGap, f.Who)
		}
		return less(at(explain.Standing, first), at(explain.Standing, second))
	case "gap-matched":
		end := explain.End
		if f.Year == of.Select.From {
			end = explain.Start
		}
		matched := func(who string) explain.Number {
			return explain.Between(end, f.Indicator, who, of.Select.From, of.Select.Year)
		}
		return less(matched(first), matched(second))
	case "growth":
		return at(explain.StandingGrowth, f.Who)
	case "share":
		return percentOf(at(explain.Standing, f.Who), at(explain.Standing, of.Whole()))
	case "place":
		return at(explain.Rank, f.Who)
	case "ranked":
		return at(explain.Reporting, of.Whole())
	case "variation":
		spread := explain.SpreadEnd
		if f.Year == of.Select.From {
			spread = explain.SpreadStart
		}
		return explain.Between(spread, f.Indicator, f.Who, of.Select.From, of.Select.Year)
	case "matched":
		return at(explain.BothYears, f.Who)
	case "coverage":
		return coverageOf(of, f)
	}
	return at(f.What, f.Who) // reporting, lowest, highest
}

// standing is a figure with all partners; of several indicators their sum.
func standing(f claim.Figure) explain.Number {
	parts := strings.Split(f.Indicator, "+")
	if len(parts) == 1 {
		return explain.At(explain.Standing, f.Indicator, f.Who, f.Year)
	}
	var out []explain.Number
	for k, id := range parts { // over those that report both
		n := levelOf(id, f.Who, f.Year)
		n.With = parts[(k+1)%len(parts)]
		out = append(out, n)
	}
	return added(out...)
}

// coverageOf is the coverage of a value, or of those that reported both years.
func coverageOf(of *claim.Claim, f claim.Figure) explain.Number {
	switch {
	case f.Value == 0: // nobody reported, or it is not known
		return explain.Number{}
	case f.Counted:
		return percentOf(explain.Between(explain.BothYears, f.Indicator, f.Who, of.Select.From, of.Select.Year), explain.At(explain.Perimeter, f.Indicator, f.Who, of.Select.Year))
	case f.Matched == 0:
		return explain.At(explain.Coverage, f.Indicator, f.Who, f.Year)
	}
	return explain.Between(explain.MatchedCoverage, f.Indicator, f.Who, f.Matched, of.Select.Year)
}
