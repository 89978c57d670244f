package site

import (
	"context"
	"fmt"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/study"
)

// files makes the files of charts that pages show and offer, on all processors.
func (e *export) files(ctx context.Context) error {
	for _, of := range e.links.told {
		c, err := e.pages.OEmbedOf(ctx, addresses{e, ""}, of.Topic, of.ID, e.Year, of.Lang, chart.Size{})
		if err == nil {
			err = e.out.add(e.oembedName(of.File), c.Body)
		}
		if err != nil {
			return err
		}
	}
	files := e.links.files
	return study.Parallel(len(files), func(k int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return e.file(ctx, files[k])
	})
}

func (e *export) file(ctx context.Context, f page.File) error {
	b, err := e.gallery.Book(ctx, f.Topic, e.Year, e.gallery.Shown(f.Topic, e.Year, f.Lang))
	if err != nil {
		return err
	}
	c, err := b.Find(f.ID)
	if err != nil {
		return err
	}
	if !c.Drawable() {
		e.stands.Store(f.Topic, true)
	}
	view := gallery.View{Format: f.Format}
	if view.Size, err = gallery.Size(f.Size); err != nil {
		return err
	}
	if view.Theme, err = gallery.Theme(f.Theme); err != nil {
		return err
	}
	made, err := c.Content(view)
	if err != nil {
		return err
	}
	return e.out.add(e.fileName(f), made.Body)
}

// warn tells of editions whose charts are not had in the sizes asked for.
func (e *export) warn() {
	for _, topic := range e.gallery.TopicsOf(e.Year) {
		if _, stands := e.stands.Load(topic); stands && e.Warn != nil {
			e.Warn(fmt.Sprintf("%s: charts of %d are had only as they were written: the figures, or what they are counted in, are not those of the edition; see --data and --currency", topic, e.yearOf(topic, e.Year)))
		}
	}
}
