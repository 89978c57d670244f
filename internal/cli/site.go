package cli

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats/internal/chart"
	"tradestats/internal/gallery/site"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

type siteOptions struct {
	galleryOptions
	site.Options
}

func (p *program) siteCommand() *cli.Command {
	return &cli.Command{
		Name: "site", Usage: "the gallery as static files, for any web host", ArgsUsage: " ",
		UsageText: `tradestats site -o public --url https://charts.example.org
tradestats site -o public --sizes web,square --themes light --lang fr,en`,
		Description: `Writes what 'tradestats serve' shows as files into DIR: the pages of an edition in each
language with relative links, every chart as PNG in the sizes and themes asked for, as
SVG, CSV and JSON. With --url also a sitemap, and what a shared link shows of a chart.
A chart stands in the folder of its edition's year, which another edition leaves alone:
what is cited lasts; what readers browse is of the newest.
What changed is written, what is no longer part of the site removed; a file that it did
not write is left alone.`,
		Flags: slices.Concat(
			categorized("Site", []cli.Flag{
				textFlag("output", "o", "`DIR` to write it into"),
				reportsFlag(), urlFlag(),
				textFlag("year", "", "`YEAR` of the edition; default the newest"),
				listFlag("lang", "", "`LIST` of en, fr, es and pt, the first one at the root; default all"),
				listFlag("sizes", "", "`LIST` of web, social, square, story, slide and print; default web, square"),
				listFlag("themes", "", "`LIST` of light, dark and print; default light, dark"),
			}),
			counting()[:1], reading(), categorized("Output", []cli.Flag{quiet()}),
		),
		Action: func(c *cli.Context) error {
			o, err := p.readSite(c)
			if err != nil {
				return err
			}
			o.Committing = func() { p.committing.Store(true) }
			return p.deliver(context.WithoutCancel(c.Context), "", func(w io.Writer) error { return runSite(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

func (p *program) readSite(c *cli.Context) (siteOptions, error) {
	shown, err := p.readGallery(c)
	o := siteOptions{shown, site.Options{Out: c.String("output"), URL: shown.URL, Languages: tidy.Split(c.StringSlice("lang")...), Sizes: tidy.Split(c.StringSlice("sizes")...), Themes: tidy.Split(c.StringSlice("themes")...)}}
	if err != nil {
		return o, err
	}
	if o.Out == "" || o.Out == "-" {
		return o, usage("name a folder, as in -o public", "a site is many files")
	}
	if len(o.Languages) == 0 {
		o.Languages = locale.Languages()
	}
	if len(o.Sizes) == 0 {
		o.Sizes = []string{chart.Web.Name, chart.Square.Name}
	}
	if len(o.Themes) == 0 {
		o.Themes = []string{chart.Light.Name, chart.Dark.Name}
	}
	var themes []string
	for _, t := range chart.Themes() {
		themes = append(themes, t.Name)
	}
	for _, list := range []struct {
		flag          string
		values, known []string
	}{{"--lang", o.Languages, locale.Languages()}, {"--sizes", o.Sizes, sizeNames()}, {"--themes", o.Themes, themes}} {
		for _, v := range list.values {
			if err := tidy.OneOf(list.flag, v, list.known); err != nil {
				return o, err
			}
		}
	}
	o.Year, err = year(c, "year")
	return o, err
}

func runSite(ctx context.Context, o siteOptions, w io.Writer) error {
	g, err := o.gallery(ctx)
	if err != nil {
		return err
	}
	o.Options.Warn = o.common.Warn
	written, all, err := site.Write(ctx, g, o.Options)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%d of %d files written\n", written, all)
	return nil
}
