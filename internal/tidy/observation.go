// Package tidy holds what every other package speaks of: one observation of a
// published statistic, and the kinds of errors a user can meet. It stands on
// nothing of this module.
package tidy

import (
	"slices"
	"strings"
)

// World is the partner of an observation that is not bilateral.
const World = "WLD"

// FlagBreak marks the first observation after a break: it does not compare
// with those before it.
const FlagBreak = "break"

// IsBreak tells whether FlagBreak is among the words of a flag.
func IsBreak(flag string) bool {
	return flag == FlagBreak || slices.Contains(strings.Split(flag, ", "), FlagBreak)
}

// An Observation is one published value, in the unit its publisher gave it
// after scale factors were applied (a file in thousands is tidied on entry).
type Observation struct {
	Indicator string  // id in the catalogue, such as "digital-services-exports"
	Economy   string  // ISO 3166-1 alpha-3, or XKX for Kosovo; of a publisher's own group its code, such as WLD
	Partner   string  // ISO 3166-1 alpha-3, or World
	Year      int     // calendar year
	Value     float64 // finite; what is missing has no observation
	Unit      string  // as the catalogue spells it, such as "million US dollars"
	Flag      string  // the publisher's, in words: "estimated", "break, provisional"; usually empty
	Origin    string  // file and line, "figures/gdp.csv:12"; of a sum over partners also the last line and how many
}
