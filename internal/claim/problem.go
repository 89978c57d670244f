package claim

import (
	"regexp"
	"slices"

	"tradestats/internal/catalog"
)

// A problem is what is wrong with a claim, and under which key.
type problem struct{ key, text, why, hint string }

var (
	plainID   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	plainDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?$`)
)

// problem says what is wrong with a claim, or returns nil.
func (c *Claim) problem() *problem {
	if !plainID.MatchString(c.ID) {
		return &problem{"id", c.ID, "a claim needs an id", "use small letters, digits and hyphens"}
	}
	for _, check := range []func() *problem{c.textProblem, c.sourceProblem, c.wordProblem, c.selectProblem, c.claimedProblem} {
		if p := check(); p != nil {
			return p
		}
	}
	return nil
}

// textProblem: a text is there in every language or not at all.
func (c *Claim) textProblem() *problem {
	for _, t := range []struct {
		key  string
		text catalog.Text
		must bool
	}{{"statement", c.Statement, true}, {"reading", c.Reading, false}, {"proxy", c.Proxy, false}, {"needs", c.Needs, false}, {"source.words", c.Source.Words, false}} {
		if len(t.text) == 0 && !t.must {
			continue
		}
		for _, lang := range textLanguages {
			if t.text[lang] == "" {
				return &problem{t.key, lang, "the text is missing in a language", "write it in en, fr, es and pt"}
			}
		}
	}
	return nil
}

// sourceProblem: a statement is of someone, and can be found.
func (c *Claim) sourceProblem() *problem {
	s := c.Source
	switch {
	case s.Title == "" && len(s.Words) == 0:
		return &problem{"source", "", "a claim needs its source", "give title, publisher, date and url, or words where it has none"}
	case s.Title != "" && (s.Publisher == "" || s.URL == "" && s.Number == ""):
		return &problem{"source", s.Title, "a source with a title needs its publisher, and a url or a number", seeDocs}
	case s.Date != Undated && !plainDate.MatchString(s.Date):
		return &problem{"source.date", s.Date, "no date", "write it as 2024-12-06, 2024-12 or 2024, or undated"}
	case len(c.Topics) == 0:
		return &problem{"topics", "", "a claim needs the topics that it belongs to", "write their ids"}
	}
	return nil
}

// wordProblem: words that have a fixed list are of it.
func (c *Claim) wordProblem() *problem {
	for _, w := range []struct {
		key, word string
		known     []string
	}{
		{"comparison", c.Comparison, Comparisons},
		{"claimed.bound", c.Claimed.Bound, append([]string{""}, Bounds...)},
		{"claimed.extreme", c.Claimed.Extreme, []string{"", Highest, Lowest}},
		{"claimed.direction", c.Claimed.Direction, []string{"", Closing, Widening, Stable}},
	} {
		if !slices.Contains(w.known, w.word) {
			known := slices.DeleteFunc(slices.Clone(w.known), func(s string) bool { return s == "" })
			return &problem{w.key, w.word, "unknown word", suggestion(w.word, known)}
		}
	}
	return nil
}

// selectProblem: the comparison has what it compares.
func (c *Claim) selectProblem() *problem {
	s, most := c.Select, 1
	if c.Comparison == Gap {
		most = 2
	}
	switch n := len(s.Economies); {
	case s.Indicator == "":
		return &problem{"select", "", "which indicator?", "see 'tradestats list indicators'"}
	case n == 0 || n > most:
		return &problem{"select.economies", "", "too few or too many economies", "name one; of a gap one group, or the one ahead and the one behind"}
	case s.Year < 1000 || s.Year > 9999:
		return &problem{"select.year", "", "which year?", "write four digits, such as 2023"}
	case s.From >= s.Year:
		return &problem{"select.from", "", "the first year is not before the last", "compare with an earlier year"}
	case s.From == 0 && (c.Comparison == Growth || c.Claimed.Direction != ""):
		return &problem{"select", "", "since which year?", "give from: growth and a direction are between two years"}
	case s.From != 0 && slices.Contains([]string{Level, Share, Rank}, c.Comparison):
		return &problem{"select.from", "", "a " + c.Comparison + " is of one year", "leave it out"}
	case s.Of != "" && c.Comparison != Share && c.Comparison != Rank:
		return &problem{"select.of", s.Of, "only a share and a rank are of a group", "leave it out"}
	}
	return nil
}

// claimedProblem: something is claimed that the comparison can show.
func (c *Claim) claimedProblem() *problem {
	d := c.Claimed
	switch {
	case d.Extreme != "" && c.Comparison != Record:
		return &problem{"claimed.extreme", d.Extreme, "only a record has an extreme", "leave it out, or write comparison: record"}
	case d.Direction != "" && c.Comparison != Gap:
		return &problem{"claimed.direction", d.Direction, "only a gap has a direction", "leave it out, or write comparison: gap"}
	case d.Value == nil && c.Comparison != Record && d.Direction == "":
		return &problem{"claimed", "", "nothing is claimed", "give a value with its bound, or the direction of a gap"}
	case d.Value == nil && (d.Bound != "" || d.Tolerance != 0 || d.Unit != ""):
		return &problem{"claimed", "", "bound, tolerance and unit are of a value, and there is none", "give the value"}
	case d.Value != nil && d.Unit == "" && slices.Contains([]string{Level, Gap, Record}, c.Comparison):
		return &problem{"claimed", "", "the value needs its unit", "write it as 'tradestats show INDICATOR' does, or million EUR"}
	case d.Tolerance < 0:
		return &problem{"claimed.tolerance", "", "a tolerance is not below zero", "write it without sign"}
	}
	return nil
}
