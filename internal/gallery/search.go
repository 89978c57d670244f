package gallery

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// A Search is what a reader looks for; what is empty is no condition.
type Search struct {
	Words     string // each must stand somewhere in what a chart says
	Topic     string
	Indicator string
	Economy   string // ISO3
	Year      int    // of the edition; 0 is each topic's newest
}

// Find returns the charts of all topics that a search finds, in the order of their
// pages.
func (g *Gallery) Find(ctx context.Context, s Search, lang string) ([]*Chart, error) {
	var out []*Chart
	words := strings.Fields(fold(s.Words))
	for _, topic := range g.TopicsOf(s.Year) {
		if s.Topic != "" && s.Topic != topic {
			continue
		}
		b, err := g.Book(ctx, topic, s.Year, g.Shown(topic, lang))
		if err != nil {
			return nil, err
		}
		for _, c := range b.Charts {
			if c.matches(s, words, fold(g.Title(topic, b.Lang))) {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

func (c *Chart) matches(s Search, words []string, topic string) bool {
	if s.Indicator != "" && !c.Uses(s.Indicator) || s.Economy != "" && !c.Shows(s.Economy) {
		return false
	}
	if len(words) == 0 {
		return true
	}
	a := c.About
	said := []string{topic, fold(c.ID + " " + a.Title + " " + a.Subtitle + " " + a.Alt + " " + a.Source)}
	for _, i := range a.Indicators {
		said = append(said, fold(i.ID+" "+i.Name))
	}
	text := strings.Join(said, " ")
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, w) })
}

// Uses tells whether a chart shows an indicator.
func (c *Chart) Uses(indicator string) bool {
	for _, i := range c.About.Indicators {
		if i.ID == indicator {
			return true
		}
	}
	return false
}

// Shows tells whether an economy is a series of the chart. A chart that stands only as
// it was written does not say.
func (c *Chart) Shows(iso3 string) bool {
	if c.picture == nil {
		return false
	}
	for _, v := range c.picture.Data {
		if v.Series == iso3 {
			return true
		}
	}
	return false
}

// fold makes texts comparable: without accents and capitals.
func fold(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		plain = text
	}
	return strings.ToLower(plain)
}
