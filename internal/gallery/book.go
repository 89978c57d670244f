package gallery

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"

	"tradestats/internal/chart"
	"tradestats/internal/picture"
	"tradestats/internal/report"
	"tradestats/internal/tidy"
)

// A Book is the charts of an edition of a topic, in one language, in the order of its
// page.
type Book struct {
	report.Standing
	Lang   string
	Langs  []string // that the topic can be had in, its own first
	Charts []*Chart
	missed []string // ids of charts whose images cannot be read
}

// A Chart is one of an edition. Where the figures have changed since the edition was
// written, it is had as it was written, and in no other size.
type Chart struct {
	ID      string
	Lang    string // of its texts
	About   picture.About
	picture *picture.Picture // nil: it stands only as it was written
	book    *Book
	sizes   sync.Map // by name of a size, that which it is drawn in
	narrow  func() (chart.Size, bool)
	whom    sync.Once // that it shows, of one that stands as it was written
	series  []string
	said    sync.Map // by language, the words by which it is found
}

// Year is that of the chart's edition.
func (c *Chart) Year() int { return c.book.Year }

// Book returns the charts of a topic; year 0 is the newest. A language that the topic
// has no texts in is an error, "" the topic's first.
func (g *Gallery) Book(ctx context.Context, topic string, year int, lang string) (*Book, error) {
	now := g.editions()
	s, err := now.find(topic, year)
	if err != nil {
		return nil, err
	}
	langs := g.languages(s)
	if lang == "" {
		lang = langs[0]
	}
	if !slices.Contains(langs, lang) {
		return nil, Absent("language of "+topic, lang, langs)
	}
	now.mu.Lock()
	key := bookKey{s.Year, topic, lang}
	once := now.books[key]
	if once == nil {
		once = &shared[*Book]{}
		now.books[key] = once
	}
	now.mu.Unlock()
	return once.take(ctx, func(ctx context.Context) (*Book, error) {
		b := &Book{Standing: s, Lang: lang, Langs: langs}
		if err := g.fill(ctx, b); err != nil {
			return nil, err
		}
		now.missing(b)
		return b, nil
	})
}

// languages are those that an edition of a topic has texts in: of a topic that the program
// no longer knows, those that it was written in.
func (g *Gallery) languages(s report.Standing) []string {
	if t, ok := g.topic(s.Topic); ok {
		return t.Written
	}
	return s.Languages
}

// Shown is the language in which a reader sees an edition of a topic: theirs where it
// has texts in it, else the topic's first.
func (g *Gallery) Shown(topic string, year int, lang string) string {
	s, err := g.editions().find(topic, year)
	if err != nil {
		return lang // there is nothing to show in it
	}
	if langs := g.languages(s); len(langs) > 0 && !slices.Contains(langs, lang) {
		return langs[0]
	}
	return lang
}

func (g *Gallery) reportOptions(topic string, year int, lang string) report.Options {
	return report.Options{Topics: []string{topic}, OwnTopics: g.OwnTopics, Year: year, Languages: []string{lang}, Currency: g.Currency,
		Engine: g.reports, Economies: g.Economies, Version: g.Version, Shelf: g.rooted}
}

// fill finds the charts of a book: those that the figures draw, then those that only
// the edition has.
func (g *Gallery) fill(ctx context.Context, b *Book) error {
	var pictures []picture.Picture
	if _, known := g.topic(b.Topic); known {
		var err error
		pictures, err = report.Pictures(ctx, g.reportOptions(b.Topic, b.Year, b.Lang))
		kind := tidy.KindOf(err)
		if err != nil && (len(b.Files) == 0 || kind == tidy.Failed || kind == tidy.Away) {
			return err
		}
	}
	imaged := b.imaged()
	for k := range pictures {
		p := &pictures[k]
		id := p.About.Selection.ID
		if b.draws(p, imaged) {
			b.Charts = append(b.Charts, &Chart{ID: id, Lang: b.Lang, About: p.About, picture: p, book: b, narrow: sync.OnceValues(p.ForTelephone)})
		}
	}
	for _, id := range imaged {
		if b.Chart(id) != nil {
			continue
		}
		c, err := b.fromImage(id)
		if err != nil {
			b.missed = append(b.missed, id)
			g.warn(fmt.Sprintf("%s is not what the manifest vouches for, and its chart is not shown; write the edition of %d again", filepath.Join(b.Folder, b.image(id).name), b.Year))
			continue
		}
		b.Charts = append(b.Charts, c)
	}
	return nil
}

// Chart returns the chart of an id, or nil.
func (b *Book) Chart(id string) *Chart {
	for _, c := range b.Charts {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// Find is Chart with the error of an address.
func (b *Book) Find(id string) (*Chart, error) {
	if c := b.Chart(id); c != nil {
		return c, nil
	}
	if slices.Contains(b.missed, id) { // which may have passed
		return b.fromImage(id)
	}
	var ids []string
	for _, c := range b.Charts {
		ids = append(ids, c.ID)
	}
	return nil, Absent("chart of "+b.Topic, id, ids)
}

// Topic is that of the chart's edition.
func (c *Chart) Topic() string { return c.book.Topic }
