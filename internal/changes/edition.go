// Package changes compares two editions of a topic number by number and says why
// each differs: a new year, the publisher's revision, the members of a group, the
// tool or its method. It stands on nothing: what an edition holds is given to it,
// and so is what the same questions give today of the earlier year and of the
// earlier members. What those cannot tell apart is said to be so.
package changes

// An Edition is one topic of an edition as it was written.
type Edition struct {
	Topic      string
	Year       int
	Version    string            // of the tool
	Definition string            // a hash of what the topic asks; "" where it is not recorded
	Currency   string            // that money is counted in
	Inputs     []Input           // what it was made of
	Rests      map[string]Names  // block -> the indicators it computes from; nil where it is not recorded
	Groups     map[string]string // group -> its members and when they were in it; nil where it is not recorded
	Snapshot
}

// Names are ids.
type Names []string

// An Input is a file that numbers rest on.
type Input struct {
	Dataset   string
	Indicator string // "" of a file that many indicators share
	SHA256    string
	Vintage   string
}

// A Snapshot is what an edition says, or what it would say on other terms.
type Snapshot struct {
	Numbers  map[string]Number // by id: block/what/who/when
	Texts    map[string]Text   // findings and verdicts; nil where they are not recorded
	Reported map[string]Report // indicator -> which economies have a figure; nil where it is not recorded
}

// A Number is a printed number with what it means.
type Number struct {
	Value     float64
	Unit      string
	Status    string
	Selection string // indicator, economy or group, years
}

// A Text is a sentence of the page, a verdict on a claim, or the standing before a target.
type Text struct {
	Kind string // Sentence, Verdict or Standing
	Says string
}

// The kinds of texts.
const (
	Sentence = "sentence"
	Verdict  = "verdict"
	Standing = "standing" // with the year in which the target is reached: on-track/2029
)

// A Report is who has a figure of an indicator in its newest year.
type Report struct {
	Year      int
	Economies Names // sorted
}

// Stages are the snapshots between two editions. Those that cannot be made are nil. Of
// those that are there each differs from the one before in one thing alone, but for
// the first of today's figures without Tool: that also differs by what the tool does
// otherwise, and the manifests judge which of the two it was. Where the figures of the
// earlier year are of other economies than they were, BothThen and BothNow lie between
// the figures of then and Revised; else both are nil.
type Stages struct {
	Old      *Edition
	Tool     *Snapshot // the earlier year, figures and members, by today's tool
	BothThen *Snapshot // the same, had only those figures who have some today too
	BothNow  *Snapshot // the earlier year and members, of today's figures, had only those some who had some then
	Revised  *Snapshot // the earlier year and members, of today's figures
	Matched  *Snapshot // the new year with the earlier members, had the same reported who reported in both years
	Rolled   *Snapshot // the new year, with the earlier members
	New      *Edition

	// Spelled are the words and phrases in which the language of the texts writes numbers:
	// cardinals, and amounts in which # stands for digits, such as "US$# billion".
	Spelled []string
}

// Causes of a difference.
type Cause string

// The causes in the order in which they are told apart. Several is of a difference
// that more than one has a part in.
const (
	Method     Cause = "method"
	Revision   Cause = "revision"
	NewYear    Cause = "new-year"
	Reporting  Cause = "reporting"
	Membership Cause = "membership"
	Untold     Cause = "not-told-apart"
	Several    Cause = "several"
)

// Causes are all that a part of a difference can have, in the order of tables.
var Causes = []Cause{NewYear, Reporting, Revision, Membership, Method, Untold}
