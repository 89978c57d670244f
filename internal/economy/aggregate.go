package economy

import (
	"slices"
	"strings"
)

// aggregateWords tell an aggregate or a residual, by one word or by several
// that follow each other. They are English, as publishers' files are.
var aggregateWords = [][]string{
	{"world"}, {"total"}, {"all"}, {"average"}, {"aggregate"}, {"global"},
	{"nes"}, {"nec"}, {"nie"}, {"other"}, {"others"}, {"rest"}, {"not", "elsewhere"},
	{"not", "specified"}, {"not", "allocated"}, {"not", "classified"}, {"not", "applicable"}, {"not", "included"},
	{"unspecified"}, {"unallocated"}, {"unclassified"}, {"unknown"}, {"confidential"},
	{"excluding"}, {"excl"}, {"except"}, {"extra"}, {"intra"},
	{"area"}, {"areas"}, {"group"}, {"groups"}, {"region"}, {"regions"}, {"zone"}, {"zones"},
	{"members"}, {"countries"}, {"economies"}, {"territories", "nes"}, {"small", "states"}, {"small", "island"},
	{"income"}, {"developing"}, {"developed"}, {"emerging"}, {"indebted"}, {"dividend"},
	{"bunkers"}, {"special", "categories"}, {"former"}, {"fmr"},
	{"eu"}, {"oecd"}, {"asean"}, {"brics"}, {"opec"}, {"ldcs"}, {"lldcs"}, {"sids"},
}

// LooksLikeAggregate tells whether a label looks like an aggregate, a residual
// or a former state: "Low income", "Areas, nes", "Other Africa", "Extra-EU27",
// "Not specified". It knows words, not areas: ask Match first, for "Other Asia,
// nes" is an economy in disguise, and "Hong Kong Special Administrative Region"
// is one.
func LooksLikeAggregate(label string) bool {
	label = strings.ReplaceAll(strings.ToLower(label), ".", "") // "n.e.s."
	label = strings.ReplaceAll(label, "administrative region", "")
	words := strings.FieldsFunc(label, func(c rune) bool { return c < 'a' || c > 'z' })
	for i := range words {
		for _, pattern := range aggregateWords {
			if n := len(pattern); i+n <= len(words) && slices.Equal(words[i:i+n], pattern) {
				return true
			}
		}
	}
	return false
}
