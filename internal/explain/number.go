package explain

// A Number says what a printed number is made of, so that it can be made again: a
// measure of an indicator (its leaves), or an operation on other numbers.
type Number struct {
	Measure   string   `json:"measure"`
	Indicator string   `json:"indicator,omitempty"`
	Economy   string   `json:"economy,omitempty"` // or group
	Partner   string   `json:"partner,omitempty"` // "" is the world
	From      int      `json:"from,omitempty"`    // of what spans years: the first
	To        int      `json:"to,omitempty"`      // of what rests on years before its own: the last of them
	Year      int      `json:"year,omitempty"`
	With      string   `json:"with,omitempty"`     // an indicator of which members must have a value in Year too
	Currency  string   `json:"currency,omitempty"` // that money is counted in; "" as published
	AsOf      int      `json:"as_of,omitempty"`    // whose end decides who is a member; 0: that of Year
	Of        []Number `json:"of,omitempty"`       // what an operation is of
	Given     float64  `json:"given,omitempty"`    // of Given: the number
	Source    string   `json:"source,omitempty"`   // of Given: the place of a file, or a key of the words under explain.given
}

// The measures beside Measures that a report prints. Of a mean they are of weighted
// members.
const (
	Published       = "published"        // the publisher's own value of a group
	Standing        = "standing"         // the publisher's own value where there is one, else Value
	StandingGrowth  = "standing-growth"  // the growth of that, a year
	MatchedCoverage = "matched-coverage" // of those that reported both From and Year, in per cent: the lower of both years
	Start           = "start"            // of the members that reported both From and Year: their level in From
	End             = "end"              // their level in Year
	Matched         = "matched"          // their number
	Reporting       = "reporting"        // how many members have a value
	Perimeter       = "perimeter"        // how many members ever reported
	Members         = "members"          // how many there are
	Last            = "last-known"       // the newest value up to Year
	Median          = "median"           // of the members' values
	RankBefore      = "rank-before"
	Lowest          = "lowest"  // what a value would be if the absent were as low as can be
	Highest         = "highest" // or as high
	HHI             = "hhi"     // the Herfindahl-Hirschman index of shares in the publisher's World, from 0 to 10 000
	Weight          = "weight"  // of an economy in a mean
)

// The operations.
const (
	Less        = "less"         // the first less the second
	Over        = "over"         // the first divided by the second
	Percent     = "percent"      // the first in per cent of the second
	Increase    = "increase"     // by how many per cent the first is more than the second
	Average     = "average"      // the rate a year, in per cent, from the second to the first in as many years as the third says
	Sum         = "added"        // all together
	Times       = "times"        // multiplied
	Logit       = "logit"        // ln(p / (100 − p)) of a percentage
	Size        = "size"         // without its sign
	HowMany     = "how-many"     // how many have a value
	Positive    = "how-many-pos" // how many are above zero
	NotNegative = "how-many-not-neg"
	Place       = "place" // the place of the first among all, the largest first
	Given       = "given" // written down, not computed
)

// Of a number of an indicator, the constructors.

// At is a measure of an economy or group in a year.
func At(measure, indicator, economy string, year int) Number {
	return Number{Measure: measure, Indicator: indicator, Economy: economy, Year: year}
}

// Between is a measure of an economy or group over a span of years.
func Between(measure, indicator, economy string, from, year int) Number {
	return Number{Measure: measure, Indicator: indicator, Economy: economy, From: from, Year: year}
}

// Made is an operation on other numbers.
func Made(operation string, of ...Number) Number { return Number{Measure: operation, Of: of} }

// Written is a number that stands in a text, a target or a list of choices.
func Written(v float64, source string) Number {
	return Number{Measure: Given, Given: v, Source: source}
}

// IsZero tells whether nothing is said of a number.
func (n Number) IsZero() bool { return n.Measure == "" }

// Within sets, where a number and what it is made of say nothing of it, in which
// currency money is counted and the end of which year decides who is a member.
func (n Number) Within(currency string, asOf int) Number {
	if n.Currency == "" {
		n.Currency = currency
	}
	if n.AsOf == 0 {
		n.AsOf = asOf
	}
	of := make([]Number, len(n.Of))
	for k, part := range n.Of {
		of[k] = part.Within(currency, asOf)
	}
	n.Of = of
	return n
}

// Size is a number without its sign.
func (n Number) Size() Number { return Made(Size, n) }
