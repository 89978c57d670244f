// Package claim holds statements of source texts that figures can check. A claim
// is data: what was said, where, and which comparison of which figures would
// show it. The verdict is never written down but computed, each time, from the
// figures at hand.
package claim

import (
	"fmt"
	"slices"
	"sync"

	"tradestats/datasets"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// The comparisons that a statement can be read as.
const (
	Level  = "level"  // a value of a year
	Growth = "growth" // a rate between two years; a percentage changes in points
	Share  = "share"  // of a group's total, in per cent
	Rank   = "rank"   // the place among the members of a group, 1 the largest
	Gap    = "gap"    // first less second; of one group the highest member less the lowest
	Record = "record" // a year above (or below) all others at hand
)

// Comparisons lists them in the order of the documentation.
var Comparisons = []string{Level, Growth, Share, Rank, Gap, Record}

// How a figure is held against the claimed one.
const (
	About = "about" // within the tolerance
	Above = "above"
	Below = "below"
)

// Bounds lists them.
var Bounds = []string{About, Above, Below}

// Extremes are the records that can be claimed.
const (
	Highest = "highest"
	Lowest  = "lowest"
)

// Which way a gap can be claimed to move.
const (
	Closing  = "closing"
	Widening = "widening"
	Stable   = "stable"
)

// Undated is the date of a source that bears none.
const Undated = "undated"

// A Claim is a statement of a source text, and the comparison that it is read as.
type Claim struct {
	ID         string       `yaml:"id"`
	Statement  catalog.Text `yaml:"statement"` // what was said, translated
	Asked      bool         `yaml:"asked"`     // nobody said it: it is what a statement leads one to ask, and is not quoted
	Source     Source       `yaml:"source"`
	Topics     []string     `yaml:"topics"` // ids of the topics that print it
	Comparison string       `yaml:"comparison"`
	Reading    catalog.Text `yaml:"reading"` // how words without a number are taken as a test
	Select     Select       `yaml:"select"`
	Claimed    Claimed      `yaml:"claimed"`
	Proxy      catalog.Text `yaml:"proxy"` // how the measure at hand differs from the one meant
	Needs      catalog.Text `yaml:"needs"` // which file of which publisher would check it

	file string
	line int
}

// Whole is the group that a share or a place is in: the world where none is named.
func (c *Claim) Whole() string {
	if c.Select.Of == "" {
		return economy.World
	}
	return c.Select.Of
}

// A Source is where a statement stands: a title with its publisher and where to
// find it, or in plain words.
type Source struct {
	Title     string       `yaml:"title"`
	Publisher string       `yaml:"publisher"`
	Date      string       `yaml:"date"` // 2024-12-06, 2024-12, 2024 or Undated
	URL       string       `yaml:"url"`
	Number    string       `yaml:"number"` // of the document
	Words     catalog.Text `yaml:"words"`  // of a text without title and publisher
}

// In returns the citation in a language, without the date.
func (s Source) In(lang string) string {
	if s.Title == "" {
		return s.Words.In(lang)
	}
	text := s.Publisher + ", " + s.Title
	if s.Number != "" {
		text += ", " + s.Number
	}
	if s.URL != "" {
		text += ", " + s.URL
	}
	return text
}

// Select says which figures a claim is about.
type Select struct {
	Indicator string   `yaml:"indicator"` // of the catalogue; several added up as A+B
	Economies []string `yaml:"economies"` // economies or groups: one, of a gap also two
	Partner   string   `yaml:"partner"`   // of bilateral figures; "" is the World
	Of        string   `yaml:"of"`        // of a share or a rank: the group; "" is the World
	From      int      `yaml:"from"`      // first year of growth, of a moving gap, of a record
	Year      int      `yaml:"year"`
	Currency  string   `yaml:"currency"` // ISO 4217; "" as published
}

// Claimed is the figure in the statement. Without a Value nothing but the
// Extreme of a record or the Direction of a gap is claimed.
type Claimed struct {
	Value     *float64 `yaml:"value"`
	Unit      string   `yaml:"unit"`      // of a level, a gap or a record
	Bound     string   `yaml:"bound"`     // of Bounds; "" is About
	Tolerance float64  `yaml:"tolerance"` // either way, in the unit of the value
	Extreme   string   `yaml:"extreme"`   // of a record; "" is Highest
	Direction string   `yaml:"direction"` // of a gap; "" claims none
}

// Place is where a claim stands: its file and line.
func (c *Claim) Place() string { return fmt.Sprintf("%s:%d", c.file, c.line) }

// All returns the claims that the program carries, in the order of the file.
// Callers must not change them.
func All() ([]*Claim, error) { return all() }

const fileName = "claims.yaml"

var all = sync.OnceValues(func() ([]*Claim, error) {
	text, err := datasets.FS.ReadFile(fileName)
	if err != nil {
		return nil, fmt.Errorf("claims: %w", err)
	}
	return Parse(fileName, text)
})

// Of returns the claims of a topic.
func Of(claims []*Claim, topic string) []*Claim {
	var out []*Claim
	for _, c := range claims {
		if slices.Contains(c.Topics, topic) {
			out = append(out, c)
		}
	}
	return out
}

// Choose returns the claims of some ids, in the order asked for; without any all.
// An id that is not there is an error of kind tidy.Usage.
func Choose(claims []*Claim, ids []string) ([]*Claim, error) {
	if len(ids) == 0 {
		return claims, nil
	}
	known := make([]string, len(claims))
	for k, c := range claims {
		known[k] = c.ID
	}
	var out []*Claim
	for _, id := range ids {
		k := slices.Index(known, id)
		if k < 0 {
			return nil, unknownClaim(id, known)
		}
		if !slices.Contains(out, claims[k]) {
			out = append(out, claims[k])
		}
	}
	return out, nil
}

func unknownClaim(id string, known []string) error {
	hint := "see 'tradestats claims'"
	if near := tidy.Nearest(id, known, 3); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? %s", near[0], hint)
	}
	return tidy.Errorf(tidy.Usage, hint, "unknown claim %q", id)
}
