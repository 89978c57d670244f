package analysis

import (
	"slices"
	"strings"

	"tradestats/internal/catalog"
)

// A NoteKey says what a note is about. The words of each language have a text
// under "result." and the key.
type NoteKey string

// What notes are about, and what a Note of each holds beside its key. A reason
// is a note too: its key is "reason." and the reason.
const (
	NoteInternalTrade   NoteKey = "note.internal-trade"   // of a sum; nothing
	NoteLargest         NoteKey = "note.largest"          // Economies (one), Value: its share in per cent
	NoteNotBegun        NoteKey = "note.not-begun"        // Economies that reported only later
	NoteUnweighted      NoteKey = "note.unweighted"       // Economies with a value and no weight
	NoteNever           NoteKey = "note.never"            // Economies that never reported
	NotePublished       NoteKey = "note.published"        // Value of the publisher's own group
	NotePublishedRate   NoteKey = "note.published-rate"   // Value: its growth in per cent
	NotePublishedChange NoteKey = "note.published-change" // Value: its change in points
	NoteMultiplied      NoteKey = "note.multiplied"       // Value: the multiple of the base
	NoteBreak           NoteKey = "note.break"            // Economies (one), Year, Value: its share in per cent, 100 also when not known
	NoteSpanned         NoteKey = "note.spanned"          // as NoteBreak, of a member of the publisher's own group, Since: the year of its share
	NotePointsYearly    NoteKey = "note.points-yearly"    // Value: points a year
	NoteUndeclared      NoteKey = "note.undeclared"       // nothing
	NoteOtherSign       NoteKey = "note.other-sign"       // nothing
	NoteNoRank          NoteKey = "note.no-rank"          // Value: coverage in per cent
	NoteShareWorld      NoteKey = "note.share-world"      // nothing
	NoteShareRanked     NoteKey = "note.share-ranked"     // nothing
	NoteGrowthSince     NoteKey = "note.growth-since"     // Since
	NoteChangeSince     NoteKey = "note.change-since"     // Since, Value: points
	NoteNewer           NoteKey = "note.newer"            // Year, Count of Of that ever reported
	NoteFlagged         NoteKey = "note.flagged"          // Flag, Economies that have it (none: the row's own), Year (0: the row's own) or any from Since to Year
	NoteNetted          NoteKey = "note.netted"           // Value: what was taken out, in per cent of the whole
	NoteFilled          NoteKey = "note.filled"           // Economies whose gaps were filled, Value: in per cent of the sum, Year: the benchmark
	NoteUnfilled        NoteKey = "note.unfilled"         // Economies with nothing to fill with
	NoteLogRate         NoteKey = "note.log-rate"         // nothing
	NoteSilent          NoteKey = "note.silent"           // Count of pairs of members without figures
	NoteOffset          NoteKey = "note.offset"           // Value: what both sides of pairs differ by, in per cent of the mean, before they offset
	NoteOthers          NoteKey = "note.others"           // Count of members that no part names
	NoteHeadcount       NoteKey = "note.headcount"        // Count of Of members that the World Bank's rule counts
	NoteSampleLast      NoteKey = "note.sample-last"      // Year, Value: what those that reported throughout make
	NoteNotPublished    NoteKey = "note.not-published"    // nothing
	NoteNoImports       NoteKey = "note.no-imports"       // nothing
	NoteAboveWhole      NoteKey = "note.above-whole"      // nothing
	NoteSharePublished  NoteKey = "note.share-published"  // nothing
	NoteResidual        NoteKey = "note.residual"         // nothing
	NoteMixedSigns      NoteKey = "note.mixed-signs"      // nothing
	NoteWholeCovered    NoteKey = "note.whole-covered"    // Value: the coverage of the whole in per cent
	NoteCurrency        NoteKey = "note.currency"         // Flag: the currency
	NotePrices          NoteKey = "note.prices"           // Flag: the deflator, Economies: whose prices (none: each its own), Year: whose prices are 100 (0: not known)
	NoteOwnPrices       NoteKey = "note.own-prices"       // nothing
	NotePublishedFlag   NoteKey = "note.published-flag"   // Flag of the publisher's own group, Year (0: the row's own)
	NoteSharesWorld     NoteKey = "note.shares-world"     // nothing
	NoteSharesReported  NoteKey = "note.shares-reported"  // nothing
	NoteWorldExceeded   NoteKey = "note.world-exceeded"   // Value: the publisher's World, which the reporters exceed
	NoteNoValueOf       NoteKey = "note.no-value-of"      // Flag: the indicator that has no value
	NoteReference       NoteKey = "note.reference"        // Flag: the indicator within which shares are taken
	NoteExceedsWhole    NoteKey = "note.exceeds-whole"    // Value: the part in per cent of its whole
	NoteMembersExceed   NoteKey = "note.members-exceed"   // Economies whose part is larger than their whole
	NoteOtherSet        NoteKey = "note.other-set"        // Since: the year compared with, Count that came and Of that left since
	NotePlainOnly       NoteKey = "note.plain-only"       // nothing
	NoteZeroLowest      NoteKey = "note.zero-lowest"      // nothing
	NoteAllEqual        NoteKey = "note.all-equal"        // nothing
	NoteAsHigh          NoteKey = "note.as-high"          // Economies with the highest value too
	NoteAsLow           NoteKey = "note.as-low"           // Economies with the lowest value too
	NoteInNone          NoteKey = "note.in-none"          // Economies in none of the groups
	NoteWithheldParts   NoteKey = "note.withheld-parts"   // Economies: the groups of which too little is covered
	NoteWholeHasNone    NoteKey = "note.whole-has-none"   // nothing
	NoteElements        NoteKey = "note.elements"         // nothing
	NoteFormLevel       NoteKey = "note.form-level"       // nothing
	NoteFormLog         NoteKey = "note.form-log"         // nothing
	NoteNotPositive     NoteKey = "note.not-positive"     // Economies with a value of zero or below
	NoteCeiling         NoteKey = "note.ceiling"          // nothing
	NoteNoSigma         NoteKey = "note.no-sigma"         // nothing
	NoteNoCV            NoteKey = "note.no-cv"            // nothing
)

// What notes of a corridor are about.
const (
	NoteReportsMore     NoteKey = "note.reports-more"     // Economies (one), which may be a group
	NoteCIF             NoteKey = "note.cif"              // nothing
	NoteBalanced        NoteKey = "note.balanced"         // nothing
	NotePairs           NoteKey = "note.pairs"            // Count of Of pairs of a member and a partner
	NotePairsMatched    NoteKey = "note.pairs-matched"    // Count of Of pairs
	NoteTotalNetted     NoteKey = "note.total-netted"     // nothing
	NoteOverItems       NoteKey = "note.over-items"       // Count
	NoteTotal           NoteKey = "note.total"            // nothing
	NoteShareReporters  NoteKey = "note.share-reporters"  // nothing
	NoteSummed          NoteKey = "note.summed"           // Count: of how many partners at most
	NoteNoBilateral     NoteKey = "note.no-bilateral"     // nothing
	NotePublishedSeries NoteKey = "note.published-series" // nothing
	NotePublishedIn     NoteKey = "note.published-in"     // Year, Value of the publisher's own group
	NoteTarget          NoteKey = "note.target"           // Target
	NoteReached         NoteKey = "note.reached"          // Year of the target
	NoteMissed          NoteKey = "note.missed"           // Year of the target
	NoteNoPace          NoteKey = "note.no-pace"          // Since, Year
	NoteMechanical      NoteKey = "note.mechanical"       // nothing
	NoteOnLogit         NoteKey = "note.on-logit"         // nothing
	NoteThroughout      NoteKey = "note.throughout"       // Count of Of members, Since, Year
	NoteHorizon         NoteKey = "note.horizon"          // Count of years ahead, Of values
	NoteDriftOnly       NoteKey = "note.drift-only"       // Count of values
	NoteGapBefore       NoteKey = "note.gap-before"       // Year: the first after the gap
	NoteAfterBreak      NoteKey = "note.after-break"      // Year of the break
	NoteOwnBreak        NoteKey = "note.own-break"        // Year
	NoteKnownBreak      NoteKey = "note.known-break"      // as NoteBreak
	NoteConstant        NoteKey = "note.constant"         // nothing
	NoteBelowZero       NoteKey = "note.below-zero"       // nothing
	NoteIndicative      NoteKey = "note.indicative"       // nothing
)

// A Note is one thing to say of a result. Two notes that say the same are
// equal.
type Note struct {
	Key         NoteKey
	Economies   string // ISO3 codes, separated by spaces
	Since, Year int    // for a reason the years that it is about, or 0
	Value       float64
	Count, Of   int
	Flag        string // the publisher's, in words
	Target      *catalog.Target
}

// Notes are what there is to say of a result, in the order to say it.
type Notes []Note

// Find returns the first note with a key.
func (n Notes) Find(key NoteKey) (Note, bool) {
	k := slices.IndexFunc(n, func(note Note) bool { return note.Key == key })
	if k < 0 {
		return Note{}, false
	}
	return n[k], true
}

// Without returns the notes that have none of some keys.
func (n Notes) Without(keys ...NoteKey) Notes {
	return slices.DeleteFunc(slices.Clone(n), func(note Note) bool { return slices.Contains(keys, note.Key) })
}

// once leaves out what was said before.
func (n Notes) once() Notes {
	var out Notes
	for _, note := range n {
		if !slices.Contains(out, note) {
			out = append(out, note)
		}
	}
	return out
}

// only returns the notes with a key.
func (n Notes) only(key NoteKey) Notes {
	return slices.DeleteFunc(slices.Clone(n), func(note Note) bool { return note.Key != key })
}

// English is the text of a column of notes, the same in all languages.
func (n Notes) English() string {
	switch len(n) {
	case 0:
		return ""
	case 1:
		return n[0].English()
	}
	texts := make([]string, len(n))
	for k, note := range n {
		texts[k] = note.English()
	}
	return strings.Join(texts, "; ")
}

func (n *Notes) add(note Note) { *n = append(*n, note) }

// say appends notes that need no more than their keys.
func (n *Notes) say(keys ...NoteKey) {
	for _, key := range keys {
		n.add(Note{Key: key})
	}
}

func (n *Notes) list(key NoteKey, economies []string) {
	if len(economies) > 0 {
		n.add(Note{Key: key, Economies: strings.Join(economies, " ")})
	}
}

func (n *Notes) breaks(list []Break) {
	for _, b := range list {
		n.add(Note{Key: NoteBreak, Economies: b.Economy, Year: b.Year, Value: orElse(b.Share, 100)})
	}
}

const reasonPrefix = "reason."

// because is the note that a reason is.
func (n *Notes) because(r Reason) { n.add(Note{Key: ReasonKey(r)}) }

// Because returns a reason in English.
func Because(r Reason) string { return reasons[r] }

// ReasonKey is the key of the note that a reason is.
func ReasonKey(r Reason) NoteKey { return NoteKey(reasonPrefix + string(r)) }
