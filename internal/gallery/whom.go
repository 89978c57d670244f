package gallery

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"slices"
	"strings"
)

// shown are the series of a chart, each once, in the order in which it shows them: codes
// of economies and groups among them. Of a chart that stands only as it was written they
// are those of its table, else whom it was asked for, else whom its text names.
func (g *Gallery) shown(c *Chart) []string {
	if c.picture == nil {
		c.whom.Do(func() { c.series = g.writtenOf(c) })
		return c.series
	}
	var series []string
	for _, v := range c.picture.Data {
		series = append(series, v.Series)
	}
	return once(series)
}

// once is a list without repetitions.
func once(all []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, one := range all {
		if !seen[one] {
			seen[one] = true
			out = append(out, one)
		}
	}
	return out
}

// shows tells whether an economy or group is a series of the chart; a group also where it
// has the members of a year or number there (eu27), or is asked for with those.
func (g *Gallery) shows(c *Chart, id string) bool {
	return slices.ContainsFunc(g.shown(c), func(one string) bool { return one == id || g.bare(one) == id || one == g.bare(id) })
}

// bare is the id of a group without the year or number of its members, where that is a
// group too; else the id.
func (g *Gallery) bare(id string) string {
	bare := strings.TrimRight(id, "0123456789")
	if _, ok := g.Economies.Group(bare); ok {
		return bare
	}
	return id
}

// Whom are the economies and groups that a chart shows, in the order in which it does.
func (g *Gallery) Whom(c *Chart) []string {
	return slices.DeleteFunc(slices.Clone(g.shown(c)), func(id string) bool { _, _, err := g.Economies.Resolve(id); return err != nil })
}

func (g *Gallery) writtenOf(c *Chart) []string {
	if text, err := c.book.read("charts/" + c.ID + ".csv"); err == nil {
		if rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll(); err == nil && len(rows) > 0 && rows[0][0] == "series" {
			var series []string
			for _, row := range rows[1:] {
				series = append(series, row[0])
			}
			return once(series)
		}
	}
	if of := c.About.Selection; len(of.Economies) > 0 {
		return once(slices.Concat(of.Economies, of.Partners, of.Highlight))
	}
	return g.namedIn(c.About.Alt, c.About.Lang)
}

// namedIn are the economies and groups that a text names, in the order in which it does:
// of names within others, as Guinea in Guinea-Bissau, the longer ones.
func (g *Gallery) namedIn(text, lang string) []string {
	type name struct {
		id, words string
		at        int
	}
	var names []name
	for _, e := range g.Economies.Economies() {
		names = append(names, name{id: e.ISO3, words: padded(g.Economies.Name(e.ISO3, lang).Text)})
	}
	for _, one := range g.Economies.Groups() {
		names = append(names, name{id: one.ID, words: padded(g.Economies.Name(one.ID, lang).Text)})
	}
	slices.SortStableFunc(names, func(a, b name) int { return len(b.words) - len(a.words) })
	rest := padded(text)
	var found []name
	for _, n := range names {
		if n.at = strings.Index(rest, n.words); n.at >= 0 && strings.TrimSpace(n.words) != "" {
			rest = strings.ReplaceAll(rest, n.words, " "+strings.Repeat("\x00", len(n.words)-2)+" ")
			found = append(found, n)
		}
	}
	slices.SortFunc(found, func(a, b name) int { return cmp.Compare(a.at, b.at) })
	var out []string
	for _, n := range found {
		out = append(out, n.id)
	}
	return out
}

// padded are the words of a text between blanks, so that whole words are found in it.
func padded(text string) string { return " " + strings.Join(wordsOf(text), " ") + " " }

// called are the codes and names of an economy or group: printed ones in the reader's
// language and in English, those by which people know it, and of one with the year or
// number of its members in its id (eu27) those without.
func (g *Gallery) called(id, lang string) []string {
	out := []string{id, g.Economies.Name(id, lang).Text, g.Economies.Name(id, "en").Text}
	if e, ok := g.Economies.Economy(id); ok {
		out = append(out, e.ISO2)
	}
	out = append(out, g.Economies.Aliases(id)...)
	if bare := g.bare(id); bare != id {
		out = append(out, g.called(bare, lang)...)
	}
	return out
}
