package cli

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/frame"
	"tradestats/internal/picture"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

func (p *program) whenceCommand() *cli.Command {
	return &cli.Command{
		Name: "whence", Usage: "where an image comes from, and whether its data have changed", ArgsUsage: "IMAGE",
		UsageText: `tradestats whence exporters.png
tradestats whence lines.svg -f json`,
		Description: `Reads out of a PNG or SVG that tradestats wrote what it shows, whose figures these are and
on which terms, and compares the files that it was made of with those at hand: the
embedded figures and those of --data. Exit code 5 says that they have changed, or that
they are not at hand.
Columns of csv: dataset, indicator, path, sha256, sha256_now, status.`,
		Flags: slices.Concat(reading(), printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readCommon(c)
			if err != nil {
				return err
			}
			if c.NArg() != 1 {
				return usage("as in 'tradestats whence chart.png'", "name one image, not %d", c.NArg())
			}
			var changed error
			err = p.deliver(c.Context, o.Output, func(w io.Writer) (err error) {
				changed, err = runWhence(c.Context, o, c.Args().First(), w)
				return err
			})
			return errorsFirst(err, changed)
		},
		OnUsageError: onUsageError,
	}
}

// runWhence prints what an image says of itself. The first error is that its
// data are not what they were.
func runWhence(ctx context.Context, o common, path string, w io.Writer) (changed, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, tidy.Wrap(tidy.Usage, err, "name an image that is there", "cannot read the image")
	}
	defer f.Close()
	about, err := picture.ReadAbout(path, f)
	if err != nil {
		return nil, err
	}
	s, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	traces, err := picture.TraceOf(about, s.Engine)
	if err != nil {
		return nil, err
	}
	if o.Format == formatJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		err = enc.Encode(struct {
			picture.About
			Now []picture.Trace `json:"now"`
		}{about, traces})
	} else {
		err = o.print(w, frame.Of(traces), func() []table.Sheet { return []table.Sheet{s.whenceSheet(about, traces)} })
	}
	return moved(path, traces), err
}

// moved is the error of an image whose data are not what they were.
func moved(path string, traces []picture.Trace) error {
	var changed, gone []string
	for _, t := range traces {
		switch t.Status {
		case picture.Changed:
			text := t.Path
			if t.NowPath != "" { // as a newer vintage than that which it was drawn from
				text += ", where now " + t.NowPath + " is read"
			}
			changed = append(changed, text)
		case picture.Gone:
			gone = append(gone, t.Path)
		}
	}
	switch {
	case len(changed) > 0:
		return tidy.Errorf(tidy.Differs, "draw it anew", "%s: changed since it was drawn: %s", path, strings.Join(changed, "; "))
	case len(gone) > 0:
		return tidy.Errorf(tidy.Differs, "give the files with --data", "%s: not at hand to compare: %s", path, strings.Join(gone, ", "))
	}
	return nil
}

// becameOf are the keys of the words for what became of an input.
var becameOf = map[string]string{picture.Unchanged: "whence.unchanged", picture.Changed: "whence.changed", picture.Gone: "whence.gone"}

func (s *session) whenceSheet(a picture.About, traces []picture.Trace) table.Sheet {
	sheet := table.Sheet{Title: a.Title, Columns: []table.Column{table.Left(s.Word("indicator")), table.Left(s.ColumnHead("whence-file")), table.Left(s.Word("status"))}}
	for _, t := range traces {
		sheet.Add(nil, t.Indicator, t.Path, s.Result(becameOf[t.Status], nil))
	}
	sheet.Foot = append(sheet.Foot, a.Subtitle)
	sheet.Foot = append(sheet.Foot, a.Notes...)
	sheet.Foot = append(sheet.Foot, a.Source)
	for _, d := range a.Datasets {
		if d.Citation != "" {
			sheet.Foot = append(sheet.Foot, d.Citation)
		}
	}
	sheet.Foot = append(sheet.Foot, s.Result("whence.sum", map[string]any{"sum": a.DataSHA256}))
	return sheet
}
