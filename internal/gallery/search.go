package gallery

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"tradestats/internal/locale"
	"tradestats/internal/picture"
)

// A Search is what a reader looks for; what is empty is no condition.
type Search struct {
	Words     string // each must begin a word of what a chart says
	Topic     string
	Indicator string
	Economy   string // a code or a name; also of a group
	Year      int    // of the edition; 0 is each topic's newest
}

// Known is a search with the codes that what it names has; what is not known is an error.
func (g *Gallery) Known(ctx context.Context, s Search) (Search, error) {
	if topics := g.TopicsOf(s.Year); s.Topic != "" && !slices.Contains(topics, s.Topic) {
		return s, Absent("topic", s.Topic, topics)
	}
	if s.Indicator != "" {
		if _, err := g.Indicator(ctx, s.Indicator); err != nil {
			return s, err
		}
	}
	if s.Economy != "" {
		id, _, err := g.Economies.Resolve(s.Economy)
		if err != nil {
			return s, &absent{err}
		}
		s.Economy = id
	}
	return s, nil
}

// Find returns the charts of all topics that a search finds, in the order of their
// pages.
func (g *Gallery) Find(ctx context.Context, s Search, lang string) ([]*Chart, error) {
	s, err := g.Known(ctx, s)
	if err != nil {
		return nil, err
	}
	var out []*Chart
	words := wordsOf(s.Words)
	for _, topic := range g.TopicsOf(s.Year) {
		if s.Topic != "" && s.Topic != topic {
			continue
		}
		b, err := g.Book(ctx, topic, s.Year, g.Shown(topic, s.Year, lang))
		if err != nil {
			return nil, err
		}
		for _, c := range b.Charts {
			if s.Indicator != "" && !c.Uses(s.Indicator) || s.Economy != "" && !g.shows(c, s.Economy) {
				continue
			}
			if len(words) == 0 || matches(words, g.Said(c, lang)) {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// matches tells whether each word that is looked for begins one that is said; one of two
// letters, as a code, is all of it. The pages of static files do the same (gallery.js).
func matches(words, said []string) bool {
	return !slices.ContainsFunc(words, func(w string) bool {
		return !slices.ContainsFunc(said, func(one string) bool { return one == w || utf8.RuneCountInString(w) > 2 && strings.HasPrefix(one, w) })
	})
}

// Said are the words by which a chart is found, folded, sorted, each once: what it says,
// and whom it shows by all their names and codes.
func (g *Gallery) Said(c *Chart, lang string) []string {
	if known, ok := c.said.Load(lang); ok {
		return known.([]string)
	}
	a := c.About
	said := []string{g.Title(c.Topic(), lang), g.Title(c.Topic(), a.Lang), c.ID, a.Title, a.Subtitle, a.Alt, a.Source}
	for _, i := range a.Indicators {
		said = append(said, i.ID, i.Name)
	}
	said = append(said, kindWords(a.Kind, lang), kindWords(a.Kind, "en"))
	for _, id := range g.shown(c) {
		said = append(said, g.called(id, lang)...)
	}
	out := wordsOf(notOfTheUS.Replace(strings.Join(said, " ")))
	slices.Sort(out)
	out = slices.Compact(out)
	c.said.Store(lang, out)
	return out
}

// notOfTheUS takes out of a text what holds the letters and is not about the United States
// alone: the currency, and the codes of a publisher's tables.
var notOfTheUS = strings.NewReplacer("US dollars", "dollars", "(US.", "(")

// kindWords are the words for a kind of chart in a language, none for one that has no name.
func kindWords(kind, lang string) string {
	l, err := locale.For(lang)
	if key := "gallery.called." + kind; err == nil && l.Has(key) {
		return l.Word(key)
	}
	return ""
}

// KindsCalled are the kinds of charts that all words of a search name.
func KindsCalled(text, lang string) []string {
	words := wordsOf(text)
	if len(words) == 0 {
		return nil
	}
	return slices.DeleteFunc(picture.Kinds(), func(kind string) bool {
		return !matches(words, wordsOf(kindWords(kind, lang)))
	})
}

// wordsOf are the words of a text, folded.
func wordsOf(text string) []string {
	return strings.FieldsFunc(fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
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

// fold makes texts comparable: without accents and capitals.
func fold(text string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), text)
	if err != nil {
		plain = text
	}
	return strings.ToLower(plain)
}
