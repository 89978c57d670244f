package cli

import (
	"context"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats"
	"tradestats/internal/frame"
)

func (p *program) licensesCommand() *cli.Command {
	return &cli.Command{
		Name: "licenses", Usage: "on which terms the data travel, and how to cite them",
		UsageText: "tradestats licenses\ntradestats licenses -f csv -o licences.csv",
		Description: `Prints licence, terms of redistribution and citation of each dataset, the embedded ones
and those of --data, and of each programme of targets.`,
		Flags: slices.Concat(reading(), aiming(), printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readCommon(c)
			if err != nil {
				return err
			}
			if err := noArguments(c); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runLicenses(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

type licenceLine struct {
	Dataset   string `col:"dataset"`
	Publisher string `col:"publisher"`
	Title     string `col:"title"`
	Code      string `col:"code"`
	Vintage   string `col:"vintage"`
	Licence   string `col:"licence"`
	Terms     string `col:"terms"`
	Citation  string `col:"citation"`
}

// runLicenses prints the terms of each dataset, and for a reader the notices of
// what the program is linked with.
func runLicenses(ctx context.Context, o common, w io.Writer) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	var rows []licenceLine
	var records []record
	for _, d := range s.Engine.Catalog().Datasets {
		rows = append(rows, licenceLine{d.ID, publisher(d, o.Lang), d.Title, d.Code, d.Vintage, d.Licence.In("en"), d.Terms, d.Citation})
		r := record{kind: "dataset", id: d.ID}
		r.add("licence", d.Licence.In(o.Lang))
		r.add("terms", d.Terms)
		r.add("citation", d.Citation)
		records = append(records, r)
	}
	targets, err := s.Engine.Catalog().Targets()
	if err != nil {
		return err
	}
	for _, p := range targets.Programmes() {
		rows = append(rows, licenceLine{Dataset: p.ID, Title: p.Name.In("en"), Vintage: p.Date, Licence: p.Licence.In("en"), Citation: p.Source})
		r := record{kind: "programme", id: p.ID}
		r.add("licence", p.Licence.In(o.Lang))
		r.add("citation", p.Source)
		records = append(records, r)
	}
	if o.machine() {
		return o.print(w, frame.Of(rows), nil)
	}
	if err := s.printRecords(w, records); err != nil {
		return err
	}
	_, err = io.WriteString(w, "\n"+tradestats.Notice)
	return err
}
