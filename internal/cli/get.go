package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

const worldPartner = tidy.World

type getOptions struct {
	common
	study.Query
	Published bool // the publishers' own groups instead
}

func (p *program) getCommand() *cli.Command {
	flags := categorized("Selection", selectingEvery(
		textFlag("year", "", "`YEAR` this year only"),
		&cli.BoolFlag{Name: "published", Usage: "the publishers' own groups instead of economies"},
		composition(),
	))
	return &cli.Command{
		Name: "get", Usage: "the values themselves", ArgsUsage: "INDICATOR...",
		UsageText: `tradestats get digital-services-exports -e brics --from 2020
tradestats get gdp population -e "Korea, Rep.",JPN --year 2023 -f csv`,
		Description: `Prints values as their publisher gives them, with the publisher's flag and the place
each comes from. A group stands for its members; without -e every economy is printed.
Groups that publishers make themselves are printed with --published.
Columns: indicator, economy, partner, year, value, unit, flag, origin.`,
		Flags: slices.Concat(flags, counting(), reading(), printing()),
		Action: func(c *cli.Context) error {
			var o getOptions
			var err error
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			if o.Query, err = readQuery(c); err != nil {
				return err
			}
			o.Published = c.Bool("published")
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runGet(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runGet prints the observations of a selection.
func runGet(ctx context.Context, o getOptions, w io.Writer) error {
	if err := o.OnlyYear(); err != nil {
		return err
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	var out []tidy.Observation
	if o.Published {
		out, err = s.published(ctx, o.Query)
	} else {
		out, err = s.observations(ctx, o.Query)
	}
	if err != nil {
		return err
	}
	return o.print(w, frame.FromObservations(out), func() []table.Sheet { return s.getSheets(out) })
}

// observations are the values of a selection, indicator by indicator.
func (s *session) observations(ctx context.Context, q study.Query) ([]tidy.Observation, error) {
	if err := s.Known(ctx, q); err != nil {
		return nil, err
	}
	data, found, err := s.Load(ctx, q, q.Indicators)
	if err != nil {
		return nil, err
	}
	all, err := frame.Observations(found.Frame)
	if err != nil {
		return nil, err
	}
	var out []tidy.Observation
	for _, d := range data {
		part, err := s.ofData(d, q, all)
		if err != nil {
			return nil, err
		}
		out = append(out, part...)
	}
	return out, nil
}

// ofData keeps the observations of one indicator and partner whose year and
// economy are selected: a group stands for its members.
func (s *session) ofData(d *analysis.Data, q study.Query, all []tidy.Observation) ([]tidy.Observation, error) {
	sel, err := s.Selection(q, d.Years(), economy.World)
	if err != nil {
		return nil, err
	}
	from, to := q.Span()
	wanted := map[int]map[string]bool{}
	var out []tidy.Observation
	for _, o := range all {
		if o.Indicator != d.Indicator.ID || o.Partner != d.Partner || o.Year < from || to != 0 && o.Year > to {
			continue
		}
		if wanted[o.Year] == nil {
			if wanted[o.Year], err = study.Members(sel, o.Year); err != nil {
				return nil, err
			}
		}
		if wanted[o.Year][o.Economy] {
			out = append(out, o)
		}
	}
	if len(out) == 0 {
		return nil, s.NoValues(d, sel, "value", study.Period(from, to))
	}
	for _, item := range sel.Items { // one that was named is missed
		if !item.Group && !slices.ContainsFunc(out, func(o tidy.Observation) bool { return o.Economy == item.ID }) {
			s.Warn(fmt.Sprintf("%s: no value of %s %s", d.Indicator.ID, item.ID, study.Period(from, to)))
		}
	}
	return out, nil
}

// published are the publishers' own groups, under their codes; -e names them
// by the groups here that they can be compared with.
func (s *session) published(ctx context.Context, q study.Query) ([]tidy.Observation, error) {
	if err := s.Known(ctx, q); err != nil {
		return nil, err
	}
	codes, err := s.publishedCodes(q.Economies)
	if err != nil {
		return nil, err
	}
	from, to := q.Span()
	found, err := s.Found(ctx, q, dataset.Query{Indicators: q.Indicators, From: from, To: to})
	if err != nil {
		return nil, err
	}
	all, err := frame.Observations(found.Published)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(o tidy.Observation) bool {
		return len(codes) > 0 && !slices.Contains(codes, o.Economy)
	})
	if len(all) == 0 {
		return nil, empty("see 'tradestats show INDICATOR' for the groups that its publisher makes",
			"no group of the publisher's for %s", study.Period(from, to))
	}
	return all, nil
}

func (s *session) publishedCodes(texts []string) ([]string, error) {
	if len(texts) == 0 {
		return nil, nil
	}
	c := s.Engine.Catalog()
	var codes, other []string
	for _, text := range texts {
		if _, ok := c.Aggregates[text]; ok {
			codes = append(codes, text)
		} else {
			other = append(other, text)
		}
	}
	items, err := s.Economies.Select(other, economy.YearEnd(0))
	if err != nil {
		return nil, err
	}
	for _, item := range items {
		code := c.PublishedCode(item.ID)
		if !item.Group || code == "" {
			return nil, empty("see 'tradestats get INDICATOR --published'", "publishers make no group %s", item.ID)
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// getSheets are a table for each indicator and partner.
func (s *session) getSheets(all []tidy.Observation) []table.Sheet {
	var out []table.Sheet
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Indicator == all[0].Indicator && all[n].Partner == all[0].Partner {
			n++
		}
		out = append(out, s.getSheet(all[:n]))
		all = all[n:]
	}
	return out
}

// getSheet lays out the values of one indicator: years across, economies
// across, or neither, whichever fits a terminal first.
func (s *session) getSheet(obs []tidy.Observation) table.Sheet {
	var t table.Sheet
	for _, layout := range []func(*table.Sheet, catalog.Indicator, []tidy.Observation){s.yearsAcross, s.economiesAcross, s.aLineEach} {
		i, err := s.Catalog().Indicator(obs[0].Indicator)
		if err != nil {
			return t // it was loaded by this id
		}
		if i.Unit == "" {
			i.Unit = obs[0].Unit
		}
		t = s.Sheet(i, obs[0].Partner)
		layout(&t, i, obs)
		if t.Width() <= table.LineWidth {
			break
		}
	}
	return t
}

// distinct collects what observations have, in order.
func distinct[T cmp.Ordered](obs []tidy.Observation, of func(tidy.Observation) T) []T {
	var out []T
	for _, o := range obs {
		out = append(out, of(o))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func yearOf(o tidy.Observation) int       { return o.Year }
func economyOf(o tidy.Observation) string { return o.Economy }

func (s *session) yearsAcross(t *table.Sheet, i catalog.Indicator, obs []tidy.Observation) {
	years := distinct(obs, yearOf)
	t.Columns = []table.Column{table.Left(s.Word("economy"))}
	for _, y := range years {
		t.Columns = append(t.Columns, table.Right(fmt.Sprint(y)))
	}
	for len(obs) > 0 { // economies come one after the other
		cells, notes, e := make([]string, len(t.Columns)), []string{}, obs[0].Economy
		cells[0] = s.displayed(e)
		for len(obs) > 0 && obs[0].Economy == e {
			cells[1+slices.Index(years, obs[0].Year)] = s.Value(i, obs[0].Value)
			notes = append(notes, s.flagged(obs[0])...)
			obs = obs[1:]
		}
		t.Add(notes, cells...)
	}
}

func (s *session) economiesAcross(t *table.Sheet, i catalog.Indicator, obs []tidy.Observation) {
	economies := distinct(obs, economyOf)
	t.Columns = []table.Column{table.Left(s.Word("year"))}
	for _, e := range economies {
		t.Columns = append(t.Columns, table.Right(s.displayed(e)))
	}
	for _, y := range distinct(obs, yearOf) {
		cells, notes := make([]string, len(t.Columns)), []string{}
		cells[0] = fmt.Sprint(y)
		for _, o := range obs {
			if o.Year == y {
				cells[1+slices.Index(economies, o.Economy)] = s.Value(i, o.Value)
				notes = append(notes, s.flagged(o)...)
			}
		}
		t.Add(notes, cells...)
	}
}

func (s *session) aLineEach(t *table.Sheet, i catalog.Indicator, obs []tidy.Observation) {
	t.Columns = []table.Column{table.Left(s.Word("economy")), table.Left(s.Word("year")), table.Right(s.Word("value"))}
	for _, o := range obs {
		t.Add(s.flagged(o), s.displayed(o.Economy), fmt.Sprint(o.Year), s.Value(i, o.Value))
	}
}

// flagged holds the note of a value that its publisher, or the list of breaks,
// marks.
func (s *session) flagged(o tidy.Observation) []string {
	if o.Flag == "" {
		return nil
	}
	text := analysis.SayFlag(s.Locale, o.Flag)
	return []string{fmt.Sprintf("%s %d%s %s", s.displayed(o.Economy), o.Year, s.Locale.Colon(), text)}
}

// displayed is the name of an economy, or of a group under the publisher's
// code.
func (s *session) displayed(code string) string {
	if id, ok := s.Engine.Catalog().Aggregates[code]; ok {
		return s.Name(id) + " (" + code + ")"
	}
	return s.Name(code)
}
