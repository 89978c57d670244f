package claim

import (
	"slices"
	"strings"

	"tradestats/internal/economy"
	"tradestats/internal/locale"
)

// A Line is a claim with its verdict as machines read it: the same in all
// languages. Found is NaN where there is no figure.
type Line struct {
	ID         string  `col:"id"`
	Statement  string  `col:"statement"`
	Source     string  `col:"source"`
	Date       string  `col:"date"`
	Comparison string  `col:"comparison"`
	Claimed    string  `col:"claimed"`
	Found      float64 `col:"found"`
	Unit       string  `col:"unit"`
	Verdict    string  `col:"verdict"`
	Note       string  `col:"note"`
}

// Lines are the findings for machines.
func Lines(economies *economy.Registry, found []*Finding) ([]Line, error) {
	english, err := locale.For("en")
	if err != nil {
		return nil, err
	}
	t := Teller{Locale: english, Economies: economies}
	var out []Line
	for _, f := range found {
		claimed, err := t.Claimed(f)
		if err != nil {
			return nil, err
		}
		said, err := t.All(slices.Concat(f.Says, f.Notes))
		if err != nil {
			return nil, err
		}
		c := f.Claim
		out = append(out, Line{c.ID, c.Statement.In("en"), c.Source.In("en"), c.Source.Date, c.Comparison, claimed,
			f.Found.Value, f.Found.Unit, t.Verdict(f), strings.Join(said, " ")})
	}
	return out, nil
}

// Found prints what the claimed figure is held against, or that there is none.
func (t Teller) Found(f *Finding) (string, error) {
	if !f.Found.Known() {
		return t.Locale.Missing(), nil
	}
	return t.Amount(f.Found)
}

// Source cites where a statement stands, with its date.
func (t Teller) Source(c *Claim) string {
	date := t.Locale.Word("claim.undated")
	if c.Source.Date != Undated {
		date = t.Locale.Date(c.Source.Date)
	}
	if c.Source.Title == "" {
		return t.Text(c.Source.Words) + ", " + date
	}
	return c.Source.In(t.Locale.Lang()) + ", " + date
}
