package site

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/gallery/page"
	"tradestats/internal/study"
)

// A job is a file of a chart that is to be made.
type job struct {
	name  string
	chart *gallery.Chart
	view  gallery.View
}

// charts makes the files of all charts, on all processors.
func (e *export) charts(ctx context.Context) error {
	var jobs []*job
	seen := map[string]bool{}
	for _, topic := range e.gallery.TopicsOf(e.Year) {
		for _, lang := range e.Languages {
			b, err := e.gallery.Book(ctx, topic, e.Year, e.gallery.Shown(topic, e.Year, lang))
			if err != nil {
				return err
			}
			for _, c := range b.Charts {
				more, err := e.jobs(c, c.Lang, seen)
				if err == nil {
					err = e.oembed(ctx, topic, c.ID, c.Lang)
				}
				if err != nil {
					return err
				}
				jobs = append(jobs, more...)
			}
		}
	}
	return study.Parallel(len(jobs), func(k int) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, err := jobs[k].chart.Content(jobs[k].view)
		if err != nil {
			return err
		}
		return e.out.add(jobs[k].name, c.Body)
	})
}

// jobs are the files of a chart that nobody has listed yet.
func (e *export) jobs(c *gallery.Chart, lang string, seen map[string]bool) ([]*job, error) {
	var out []*job
	for _, f := range e.wanted(c, c.Topic(), lang) {
		name := e.fileName(f)
		if seen[name] {
			continue
		}
		seen[name] = true
		size, err := gallery.Size(f.Size)
		if err != nil {
			return nil, err
		}
		theme, err := gallery.Theme(f.Theme)
		if err != nil {
			return nil, err
		}
		out = append(out, &job{name: name, chart: c, view: gallery.View{Format: f.Format, Size: size, Theme: theme}})
	}
	return out, nil
}

// wanted are the files of a chart: what its page shows and offers.
func (e *export) wanted(c *gallery.Chart, topic, lang string) []page.File {
	one := page.File{Topic: topic, ID: c.ID, Lang: lang, Year: e.Year}
	var out []page.File
	add := func(format, size, theme string) {
		f := one
		f.Format, f.Size, f.Theme = format, size, theme
		out = append(out, f)
	}
	add("csv", "", "")
	add("json", "", "")
	add("png", "", "")
	if !c.Drawable() {
		e.stands[topic] = true
		return out
	}
	add("svg", "", "")
	for _, theme := range []string{"", "dark"} { // of pages and lists
		add("png", "", theme)
		if c.Fits(chart.Social) {
			add("png", chart.Social.Name, theme)
		}
		if size, fits := c.Narrow(); fits {
			add("png", size.Name, theme)
		}
	}
	for _, size := range e.Sizes {
		if s, err := gallery.Size(size); err != nil || !c.Fits(s) {
			continue
		}
		for _, theme := range e.Themes {
			add("png", size, theme)
		}
	}
	return out
}

func (e *export) oembed(ctx context.Context, topic, id, lang string) error {
	if e.URL == "" {
		return nil
	}
	c, err := e.pages.OEmbedOf(ctx, addresses{e, ""}, topic, id, e.Year, lang, chart.Size{})
	if err != nil {
		return err
	}
	return e.out.add(e.oembedName(page.File{Topic: topic, ID: id, Lang: lang, Year: e.Year}), c.Body)
}

// warn tells of editions whose charts are not had in the sizes asked for.
func (e *export) warn() {
	for _, topic := range slices.Sorted(maps.Keys(e.stands)) {
		if e.Warn != nil {
			e.Warn(fmt.Sprintf("%s: charts of %d are had only as they were written, as PNG, CSV and JSON: the figures, or what they are counted in, are not those of the edition; see --data and --currency", topic, e.yearOf(topic, e.Year)))
		}
	}
}
