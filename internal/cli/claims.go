package cli

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/claim"
	"tradestats/internal/frame"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

type claimsOptions struct {
	common
	IDs   []string
	Topic string // only those of a topic
	File  string // of the user's, instead of those that the program carries
}

func (p *program) claimsCommand() *cli.Command {
	return &cli.Command{
		Name: "claims", Usage: "statements of source texts, and whether the figures support them", ArgsUsage: "[ID...]",
		UsageText: `tradestats claims
tradestats claims eu-china-sixty-billion unctad-world-2023
tradestats claims --topic world -f csv`,
		Description: `Holds statements against the figures at hand: supported, contradicted, or cannot be
checked, which says what would be needed. What rests on a part of the members, on a
break in the series or on another measure is supported or contradicted with
reservations only; where members that are missing could make the difference, the claim
stays unchecked. Without ID all of them.
Columns: id, statement, source, date, comparison, claimed, found, unit, verdict, note.`,
		Flags: slices.Concat(categorized("Selection", []cli.Flag{
			textFlag("topic", "", "`ID` claims of this topic only"),
			textFlag("file", "", "`FILE` claims of your own instead, written as docs/topics.md says"),
		}), reading(), printing()),
		Action: func(c *cli.Context) error {
			o := claimsOptions{Topic: c.String("topic"), File: c.String("file")}
			for _, arg := range c.Args().Slice() {
				for _, id := range strings.Split(arg, ",") {
					if id = strings.TrimSpace(id); id != "" {
						o.IDs = append(o.IDs, id)
					}
				}
			}
			var err error
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runClaims(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runClaims evaluates claims and prints them.
func runClaims(ctx context.Context, o claimsOptions, w io.Writer) error {
	chosen, err := o.chosen()
	if err != nil {
		return err
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	var found []*claim.Finding
	for _, c := range chosen {
		f, err := claim.Evaluate(ctx, *s.Desk, c)
		if err != nil {
			return err
		}
		found = append(found, f)
	}
	lines, err := claim.Lines(s.Economies, found)
	if err != nil {
		return err
	}
	sheet, err := s.claimSheet(found)
	if err != nil {
		return err
	}
	return o.print(w, frame.Of(lines), func() []table.Sheet { return []table.Sheet{sheet} })
}

// chosen are the claims asked for.
func (o claimsOptions) chosen() ([]*claim.Claim, error) {
	all, err := claim.All()
	if o.File != "" {
		text, notRead := os.ReadFile(o.File)
		if notRead != nil {
			return nil, tidy.Wrap(tidy.Usage, notRead, "name a YAML file: see docs/topics.md", "cannot read the claims")
		}
		all, err = claim.Parse(o.File, text)
	}
	if err != nil {
		return nil, err
	}
	if o.Topic != "" {
		var topics []string
		for _, c := range all {
			topics = append(topics, c.Topics...)
		}
		if err := tidy.OneOf("--topic", o.Topic, slices.Compact(slices.Sorted(slices.Values(topics)))); err != nil {
			return nil, err
		}
		all = claim.Of(all, o.Topic)
	}
	return claim.Choose(all, o.IDs)
}

// claimSheet is the table for readers: source and figures of each claim stand below.
func (s *session) claimSheet(found []*claim.Finding) (table.Sheet, error) {
	t := claim.Teller{Locale: s.Locale, Economies: s.Economies}
	out := table.Sheet{Label: s.Locale.Word("label.note"), Between: " "}
	for _, column := range []string{"id", "statement", "claimed", "found", "verdict"} {
		out.Columns = append(out.Columns, table.Column{Head: s.Locale.Word("claim.column." + column), Right: column == "found"})
	}
	for _, f := range found {
		claimed, err := t.Claimed(f)
		if err != nil {
			return out, err
		}
		value, err := t.Found(f)
		if err != nil {
			return out, err
		}
		said, err := t.All(slices.Concat(f.Says, f.Notes))
		if err != nil {
			return out, err
		}
		note := strings.Join(append([]string{t.Source(f.Claim) + "."}, said...), " ")
		out.Add([]string{note}, f.Claim.ID, t.Text(f.Claim.Statement), claimed, value, t.Verdict(f))
	}
	return out, nil
}
