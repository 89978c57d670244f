package analysis

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

var reasons = map[Reason]string{
	NoMembers:             "the group has no members in that year",
	NoReporter:            "no member has reported",
	SingleReporter:        "a single member has reported",
	LowCoverage:           "too little is covered",
	FewReporters:          "fewer than a third of those that ever reported",
	NoWeights:             "no weights for that year",
	NotWeighted:           "the indicator has no weights here: see the publisher's own groups, or the median (rule median)",
	Undeclared:            "unit and kind of the series are not declared: put a YAML beside the file or give one that names the table",
	NoValue:               "no value",
	ZeroBase:              "the base is zero",
	NegativeBase:          "the base is negative",
	SignChange:            "the sign changes",
	NotPositive:           "a value is zero or negative",
	TooFewPoints:          "fewer than three values, or than half of the years",
	CompositionChanged:    "the composition changed: use --composition fixed",
	BenchmarkMissing:      "more than a third of the proxy is missing in the benchmark year",
	DividesByZero:         "it would divide by zero",
	OneSided:              "at most one side reports it",
	Reconciled:            "its publisher made both reports agree: no asymmetry can be seen",
	NoTotal:               "the data have no total with all partners, and too few partners to stand for it",
	NoWorld:               "the data have no figures of the World, and too few economies to stand for it",
	formula.NegativeValue: "a value is negative",
	formula.NotFinite:     "the result is too large for a number",
	ZeroWhole:             "the whole is zero: there are no shares",
	AllZero:               "all values are zero",
	LowReference:          "too little of all economies is covered",
	FewEconomies:          "fewer than three economies",
	NoneInGroup:           "none of its members is in the group",
	NoneThroughout:        "no member has a value in every year",
	NoLogs:                "a value is zero or negative, and has no logarithm: see --form level",
	formula.ShortOfWhole:  "no normalised index: the reporters make too little of the whole",
	formula.NoVariation:   "all start at the same level",
	formula.PerfectFit:    "no t: the fit is perfect",
	formula.NoConvergence: "no speed: the low do not gain on the high",
	formula.Overshooting:  "no speed: the low would pass the high",
	NotPublished:          "the publisher has no such group",
	NoCompleteYear:        "no year of the group is complete: see --published",
	NoMatchedSeries:       "those that reported throughout make too little of the group: see --published",
	GapInSeries:           "a gap in the series leaves fewer than three years at its end",
	ShortSeries:           "fewer than three values",
	FewForBreak:           "fewer than six values: three on each side",
	formula.NoBreak:       "one line fits all values: there is no break",
	formula.AtBound:       "no logit of a percentage at 0 or 100 or beyond",
	formula.BeyondHorizon: "further ahead than the series carries",
	formula.MovingAway:    "at this pace the target is never reached",
	formula.NotInSight:    "at this pace the target is not reached before the year 10000",
}

// English returns the note as columns of notes have it.
func (n Note) English() string {
	if reason, ok := strings.CutPrefix(string(n.Key), reasonPrefix); ok {
		return n.because(Reason(reason))
	}
	return english[n.Key](n)
}

// because is the text of a reason; that of a missing value names the years.
func (n Note) because(r Reason) string {
	switch {
	case r != NoValue || n.Year == 0:
		return reasons[r]
	case n.Since == 0:
		return fmt.Sprintf("%s for %d", reasons[r], n.Year)
	}
	return fmt.Sprintf("%s for %d and %d", reasons[r], n.Since, n.Year)
}

// NoteKeys returns the keys of all notes that are no reasons, sorted.
func NoteKeys() []NoteKey { return slices.Sorted(maps.Keys(english)) }

// Reasons returns all reasons, sorted.
func Reasons() []Reason { return slices.Sorted(maps.Keys(reasons)) }

// english are the texts of all notes.
var english = joined(ofGroups, ofComparisons, ofCorridors, ofInequality, ofCourses)

func joined(parts ...map[NoteKey]func(Note) string) map[NoteKey]func(Note) string {
	out := map[NoteKey]func(Note) string{}
	for _, part := range parts {
		maps.Copy(out, part)
	}
	return out
}

// ofGroups are of groups, their members and flags.
var ofGroups = map[NoteKey]func(Note) string{
	NoteInternalTrade:   fixed("trade between the members is included"),
	NoteLargest:         func(n Note) string { return fmt.Sprintf("of which %s %s %%", n.Economies, rounded(n.Value, 1)) },
	NoteNotBegun:        func(n Note) string { return "not yet reporting: " + n.Economies },
	NoteUnweighted:      func(n Note) string { return "no weight: " + n.Economies },
	NoteNever:           func(n Note) string { return "never reported: " + n.Economies },
	NotePublished:       func(n Note) string { return "the publisher's own: " + frame.Number(n.Value) },
	NotePublishedRate:   func(n Note) string { return fmt.Sprintf("the publisher's own group: %+g %%", round(n.Value, 2)) },
	NotePublishedChange: func(n Note) string { return fmt.Sprintf("the publisher's own group: %+g points", round(n.Value, 2)) },
	NoteUndeclared:      fixed("unit and kind are not declared: taken as a level"),
	NoteNewer:           newerYear,
	NoteFilled: func(n Note) string {
		return fmt.Sprintf("estimated as the World Bank does, benchmark %d, %s %% of the sum: %s", n.Year, rounded(n.Value, 2), n.Economies)
	},
	NoteUnfilled: func(n Note) string { return "nothing to estimate with: " + n.Economies },
	NoteHeadcount: func(n Note) string {
		return fmt.Sprintf("%d of %d in the World Bank's list of economies", n.Count, n.Of)
	},
	NoteFlagged: flaggedValues,
	NotePublishedFlag: func(n Note) string {
		if n.Year != 0 {
			return fmt.Sprintf("the publisher's own group, %d: %s", n.Year, n.Flag)
		}
		return "the publisher's own group: " + n.Flag
	},
}

// ofComparisons are of what compares years, parts and money.
var ofComparisons = map[NoteKey]func(Note) string{
	NoteMultiplied: func(n Note) string { return "multiplied by " + rounded(n.Value, 2) },
	NoteBreak:      brokenSeries,
	NoteSpanned: func(n Note) string {
		return fmt.Sprintf("the publisher's own figure spans the break of %s in %d%s", n.Economies, n.Year, shareOf(n))
	},
	NotePointsYearly: func(n Note) string { return frame.Number(n.Value) + " points a year" },
	NoteOtherSign:    fixed("the rate of all reporters has the other sign"),
	NoteNoRank: func(n Note) string {
		return fmt.Sprintf("no rank: %s %% of those that ever reported are covered", rounded(n.Value, 1))
	},
	NoteShareWorld:  fixed("share of the publisher's World"),
	NoteShareRanked: fixed("share of the economies ranked"),
	NoteGrowthSince: func(n Note) string { return fmt.Sprintf("growth a year since %d", n.Since) },
	NoteChangeSince: func(n Note) string { return signed(n.Value) + " points since " + strconv.Itoa(n.Since) },
	NoteLogRate:     fixed("the coefficient of the logarithms, not exp(b)-1"),
	NoteOthers: func(n Note) string {
		return fmt.Sprintf("%d members that are in no part, or in one that is withheld", n.Count)
	},
	NoteNotPublished:   fixed("not published for that year"),
	NoteNoImports:      fixed("no imports: no cover ratio"),
	NoteSharePublished: fixed("share of the publisher's own group"),
	NoteResidual:       fixed("not reported in both years, or estimated by the publisher"),
	NoteMixedSigns:     fixed("some rose and some fell: no shares of the growth"),
	NoteAboveWhole:     fixed("more than the whole: the two do not come from one source, or one was revised"),
	NoteWholeCovered: func(n Note) string {
		return fmt.Sprintf("the whole is that of its reporters, %s %% covered", rounded(n.Value, 1))
	},
	NoteCurrency:  func(n Note) string { return "in " + n.Flag + " at annual average exchange rates" },
	NotePrices:    constantPrices,
	NoteOwnPrices: fixed("dollars at each economy's own prices: exchange rates still move them"),
}

// ofCorridors are of trade between two sides.
var ofCorridors = map[NoteKey]func(Note) string{
	NoteNetted: func(n Note) string {
		return fmt.Sprintf("without trade between the members, %s %% of the gross sum", rounded(n.Value, 2))
	},
	NoteSilent: func(n Note) string {
		return fmt.Sprintf("%d pairs of members have no figures, and count as no trade", n.Count)
	},
	NoteOffset: func(n Note) string {
		return fmt.Sprintf("differences of pairs offset each other: without that %s %% of the mean", rounded(n.Value, 2))
	},
	NoteReportsMore: func(n Note) string { return n.Economies + " reports more" },
	NoteCIF:         fixed("goods: imports include insurance and freight (CIF), exports do not (FOB), so that importers tend to report more"),
	NoteBalanced:    fixed("balanced by its publisher between both reports; most bilateral values are estimates"),
	NotePairs:       func(n Note) string { return fmt.Sprintf("%d of %d pairs of economies", n.Count, n.Of) },
	NotePairsMatched: func(n Note) string {
		return fmt.Sprintf("over the %d of %d pairs of economies with both values", n.Count, n.Of)
	},
	NoteSummed:         func(n Note) string { return fmt.Sprintf("the total is the sum of %d partners at most", n.Count) },
	NoteTotalNetted:    fixed("trade between the members is taken out of the total"),
	NoteOverItems:      func(n Note) string { return fmt.Sprintf("over %d items", n.Count) },
	NoteTotal:          fixed("total with all partners, not trade between the two"),
	NoteShareReporters: fixed("share of all economies that report"),
	NoteNoBilateral:    fixed("no figures by partner: see the warnings for the files that have them"),
}

// ofInequality are of shares and distributions.
var ofInequality = map[NoteKey]func(Note) string{
	NoteSharesWorld:    fixed("shares of the publisher's World"),
	NoteSharesReported: fixed("shares of the sum of those that reported"),
	NoteWorldExceeded: func(n Note) string {
		return "shares of the sum of those that reported, which exceeds the publisher's World: " + frame.Number(n.Value)
	},
	NoteNoValueOf:     func(n Note) string { return "no value of " + n.Flag },
	NoteReference:     func(n Note) string { return "shares within " + n.Flag + ", against all economies that reported both" },
	NoteExceedsWhole:  func(n Note) string { return "the part exceeds its whole: " + rounded(n.Value, 1) + " %" },
	NoteMembersExceed: func(n Note) string { return "the part exceeds its whole: " + n.Economies },
	NoteOtherSet: func(n Note) string {
		return fmt.Sprintf("not the economies of %d: %d came, %d left", n.Since, n.Count, n.Of)
	},
	NotePlainOnly:     fixed("the indicator has no weights: each economy counts once, coverage is by their number"),
	NoteZeroLowest:    fixed("no Theil L and no ratio: the lowest value is zero"),
	NoteAllEqual:      fixed("all values are equal"),
	NoteAsHigh:        func(n Note) string { return "as high: " + n.Economies },
	NoteAsLow:         func(n Note) string { return "as low: " + n.Economies },
	NoteInNone:        func(n Note) string { return "in none of the groups: " + n.Economies },
	NoteWithheldParts: func(n Note) string { return "too little is covered of " + n.Economies },
	NoteWholeHasNone:  fixed("nothing added: the whole has no such index"),
	NoteElements:      fixed("between: above zero for parts above the mean, below zero for those below; they sum to that of the whole"),
	NoteFormLevel:     fixed("beta: of the gain over the whole period, in points, on the starting level"),
	NoteFormLog:       fixed("beta: of a year's growth on the starting level, both in logarithms"),
	NoteNotPositive:   func(n Note) string { return "zero or negative: " + n.Economies },
	NoteCeiling:       fixed("a percentage cannot pass 100: those that start high have less to gain, and part of the convergence is arithmetic"),
	NoteNoSigma:       fixed("no deviation of logarithms: a value is zero or negative"),
	NoteNoCV:          fixed("no coefficient of variation: the mean is zero or negative"),
}

// ofCourses are of targets, projections and breaks.
var ofCourses = map[NoteKey]func(Note) string{
	NoteSampleLast: func(n Note) string {
		return fmt.Sprintf("those that reported throughout make %s in %d", frame.Number(n.Value), n.Year)
	},
	NotePublishedSeries: fixed("the publisher's own group"),
	NotePublishedIn: func(n Note) string {
		return fmt.Sprintf("the publisher's own group, %d: %s", n.Year, frame.Number(n.Value))
	},
	NoteTarget:  ofTarget,
	NoteReached: fixed("the target is reached"),
	NoteMissed:  func(n Note) string { return fmt.Sprintf("the year of the target, %d, has come without it", n.Year) },
	NoteNoPace: func(n Note) string {
		return fmt.Sprintf("no pace: no value from %d to compare with that of %d", n.Since, n.Year)
	},
	NoteMechanical: fixed("mechanical projection: the past of the series carried on, nothing else"),
	NoteOnLogit:    fixed("fitted on the logit: the value is the median, se and parameters are in logits"),
	NoteThroughout: func(n Note) string {
		return fmt.Sprintf("of the %d of %d members that reported in every year from %d to %d", n.Count, n.Of, n.Since, n.Year)
	},
	NoteHorizon: func(n Note) string {
		return fmt.Sprintf("%d years ahead at most: the series has %d values", n.Count, n.Of)
	},
	NoteDriftOnly:  func(n Note) string { return fmt.Sprintf("drift only: %d values carry no other model", n.Count) },
	NoteGapBefore:  func(n Note) string { return fmt.Sprintf("fitted from %d on: a gap lies before", n.Year) },
	NoteAfterBreak: func(n Note) string { return fmt.Sprintf("fitted from %d on: a flagged break lies before", n.Year) },
	NoteOwnBreak:   func(n Note) string { return fmt.Sprintf("the publisher flags a break in %d", n.Year) },
	NoteKnownBreak: func(n Note) string {
		return fmt.Sprintf("flagged: a break of %s in %d%s", n.Economies, n.Year, shareOf(n))
	},
	NoteConstant:   fixed("the series never changed"),
	NoteBelowZero:  fixed("the interval reaches below zero, where there can be nothing"),
	NoteIndicative: fixed("indicative: the largest F of all years has no usual critical value"),
}

func ofTarget(n Note) string {
	t := n.Target
	if t == nil {
		return "a target"
	}
	text := t.Text.In("en") + " (" + t.Programme.Name.In("en") + ", " + t.Programme.Date + ")"
	if t.Programme.Grade == catalog.InSecondaryText {
		text += ", read in a secondary source"
	}
	return text
}

func fixed(text string) func(Note) string { return func(Note) string { return text } }

func brokenSeries(n Note) string {
	return fmt.Sprintf("rests on the break of %s in %d%s", n.Economies, n.Year, shareOf(n))
}

func shareOf(n Note) string {
	if n.Value < 100 {
		return fmt.Sprintf(" (%s %% of it)", rounded(n.Value, 2))
	}
	return ""
}

func constantPrices(n Note) string {
	text := "constant prices"
	if n.Year != 0 {
		text = fmt.Sprintf("constant prices of %d", n.Year)
	}
	if n.Economies == "" {
		return text + ", by each economy's own " + n.Flag + "; who has none counts as missing"
	}
	return text + ", by " + n.Flag + " of " + n.Economies
}

func newerYear(n Note) string {
	have := "have"
	if n.Count == 1 {
		have = "has"
	}
	return fmt.Sprintf("%d: %d of %d %s reported", n.Year, n.Count, n.Of, have)
}

func flaggedValues(n Note) string {
	text := n.Flag
	switch {
	case n.Since != 0:
		text += fmt.Sprintf(" for years from %d to %d", n.Since, n.Year)
	case n.Year != 0:
		text += fmt.Sprintf(" for %d", n.Year)
	}
	if n.Economies != "" {
		text += ": " + n.Economies
	}
	return text
}

func orElse(v, other float64) float64 {
	if math.IsNaN(v) {
		return other
	}
	return v
}

// signed is a value with its sign and two decimals at most.
func signed(v float64) string {
	text := strconv.FormatFloat(round(v, 2), 'g', -1, 64)
	if !strings.HasPrefix(text, "-") {
		text = "+" + text
	}
	return text
}

func rounded(v float64, digits int) string { return frame.Number(round(v, digits)) }

func round(v float64, digits int) float64 {
	p := math.Pow10(digits)
	return math.Round(v*p) / p
}
