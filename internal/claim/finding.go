package claim

import (
	"math"

	"tradestats/internal/catalog"
)

// The verdicts. What rests on a part of the members, on a break or on another
// measure is Reserved beside.
const (
	Supported    = "supported"
	Contradicted = "contradicted"
	Unchecked    = "unchecked" // cannot be checked with the figures at hand
)

// A Figure is a number with what it is of.
type Figure struct {
	What      string // value, growth, share, place, gap, ...
	Indicator string
	Who       string // economy or group, of a gap both
	Partner   string // "" is the World
	Year      int
	Since     int // of a change; 0 is none
	Value     float64
	Unit      string
	Status    string // of analysis: ok, partial or withheld; or published, claimed

	Counted bool // of a coverage: by the number of economies
	Matched int  // of a coverage: it is of those that reported this year too; 0: of those of Year

	low, high float64 // where the figure would be with those that are missing
}

// Known tells whether there is a figure.
func (f Figure) Known() bool { return !math.IsNaN(f.Value) }

// exactly returns the figure with nobody missing.
func (f Figure) exactly() Figure {
	f.low, f.high = f.Value, f.Value
	return f
}

// A Sentence is a key of the words, below "claim", and its arguments: figures,
// years, Who, Indicators, texts of the catalogue, or other sentences.
type Sentence struct {
	Key  string
	Args map[string]any
}

// Who is the id of an economy or a group, in the arguments of a sentence.
type Who string

// A Finding is what the figures say of a claim.
type Finding struct {
	Claim    *Claim
	Verdict  string
	Reserved bool   // Supported or Contradicted with reservations
	Found    Figure // what the claimed figure is held against; its value is NaN where there is none
	Says     []Sentence
	Notes    []Sentence
	Used     []string // indicators that it rests on
	Rates    bool     // and exchange rates

	about catalog.Indicator
	yes   []answer
	aside bool // what is said now bears on no answer
}

// An answer is to one part of a claim.
type answer int

const (
	open answer = iota // those that are missing could make the difference
	yes
	no
)

// VerdictKey is the key of the words for the verdict.
func (f *Finding) VerdictKey() string {
	if f.Reserved && f.Verdict != Unchecked {
		return f.Verdict + "-reserved"
	}
	return f.Verdict
}

func (f *Finding) say(key string, args map[string]any) { f.Says = append(f.Says, Sentence{key, args}) }
func (f *Finding) note(key string, args map[string]any) {
	f.Notes = append(f.Notes, Sentence{key, args})
}

// reserve notes what keeps a verdict from being outright, if it bears on it.
func (f *Finding) reserve(key string, args map[string]any) {
	f.Reserved = f.Reserved || !f.aside
	f.note(key, args)
}

// decide draws the verdict from the answers: all must be yes.
func (f *Finding) decide() {
	f.Verdict = Supported
	for _, a := range f.yes {
		switch {
		case a == no:
			f.Verdict = Contradicted
			return
		case a == open:
			f.Verdict = Unchecked
		}
	}
	if len(f.yes) == 0 {
		f.Verdict = Unchecked
	}
}

// against holds a figure against the claimed value. Where the figure lies in a
// range, the answer must be the same all over it.
func (c Claimed) against(f Figure) answer {
	switch c.Bound {
	case Above:
		return within(f.low > *c.Value, f.high > *c.Value)
	case Below:
		return within(f.high < *c.Value, f.low < *c.Value)
	}
	// a step of rounding errors is no difference
	least, most := *c.Value-c.Tolerance-slack(*c.Value), *c.Value+c.Tolerance+slack(*c.Value)
	return within(f.low >= least && f.high <= most, f.high >= least && f.low <= most)
}

func slack(v float64) float64 { return 1e-9 * math.Abs(v) }

// within answers from whether something holds everywhere and anywhere.
func within(everywhere, anywhere bool) answer {
	switch {
	case everywhere:
		return yes
	case anywhere:
		return open
	}
	return no
}
