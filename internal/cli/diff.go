package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse"
)

type diffOptions struct {
	common
	study.Query // -i chooses among what the two hold
	Old, New    string
	Tolerance   float64 // in per cent of the old value
	Published   bool    // the publishers' own groups too
}

func (p *program) diffCommand() *cli.Command {
	return &cli.Command{
		Name: "diff", Usage: "what changed from one vintage of figures to the next", ArgsUsage: "OLD NEW",
		UsageText: `tradestats diff 2024/ 2025/
tradestats diff embedded download.csv -e eu27 --from 2015
tradestats diff clickhouse://figures@warehouse:8123/trade/services/2024-07 clickhouse://figures@warehouse:8123/trade/services/2025-01-20
tradestats diff chips=old.csv chips=new.csv --tolerance 0.5 -f csv -o revisions.csv`,
		Description: `Compares two files or folders, by indicator, economy, partner and year, and says what was
added, is gone, was revised. OLD and NEW are each a file or a folder, ID=PATH for a file
that does not name its indicator, - for standard input, a table of ClickHouse or one
vintage of it (clickhouse://HOST:8123/DATABASE/TABLE/2024-07), 'embedded' for the figures that
come with the program, or the id of one of their datasets or indicators (a file of that
name is ./ID). Against 'embedded' only the indicators of the other side are compared.
Values that agree to 12 digits are the same, unless --tolerance is given. Units that
differ by a power of ten are converted to the new one; others are refused.
Columns, of what differs: indicator, economy, partner, year, status (added, gone, revised,
or flag where only the flag changed), old, new, difference, difference_pct (of the old
value), unit, old_flag, new_flag, old_origin, new_origin.`,
		Flags: slices.Concat(diffFlags(), printing()),
		Action: func(c *cli.Context) error {
			o, err := p.readDiff(c)
			if err != nil {
				return err
			}
			var changed []analysis.Revision
			err = p.deliver(c.Context, o.Output, func(w io.Writer) error {
				changed, err = runDiff(c.Context, o, w)
				return err
			})
			if err == nil && c.Bool("exit-code") {
				err = differs(changed)
			}
			return err
		},
		OnUsageError: onUsageError,
	}
}

func diffFlags() []cli.Flag {
	return slices.Concat(categorized("Selection", []cli.Flag{
		listFlag("indicator", "i", "`ID` this indicator only; default all that either has"),
		listFlag("economy", "e", "`NAMES` economies, by code or name; a group means its members; default all"),
		listFlag("partner", "p", "`NAMES` partners of bilateral figures; default the world"),
		textFlag("from", "", "`YEAR` first year"),
		textFlag("to", "", "`YEAR` last year"),
		&cli.BoolFlag{Name: "published", Usage: "the publishers' own groups too"},
		listFlag("group", "", "`NAME=A,B,-C` makes a group of economies and groups, without others"),
		groupFileFlag(),
	}), categorized("Rules", []cli.Flag{
		textFlag("tolerance", "", "`PERCENT` values this near to the old one are unchanged; default 0"),
		&cli.BoolFlag{Name: "exit-code", Usage: "exit with 5 when anything differs, with 0 when nothing does"},
	}))
}

// differs is the error of --exit-code.
func differs(all []analysis.Revision) error {
	var n analysis.Revision
	for _, r := range all {
		n.Revised, n.Reflagged = n.Revised+r.Revised+r.Rounding.Count, n.Reflagged+r.Reflagged
		n.Added, n.Gone = n.Added+r.Added, n.Gone+r.Gone
	}
	if n.Revised+n.Reflagged+n.Added+n.Gone == 0 {
		return nil
	}
	return tidy.Errorf(tidy.Differs, "", "the two differ: %d revised, %d added, %d gone, %d with another flag", n.Revised, n.Added, n.Gone, n.Reflagged)
}

func (p *program) readDiff(c *cli.Context) (diffOptions, error) {
	o := diffOptions{Published: c.Bool("published")}
	var err error
	if o.common, err = p.readCommon(c); err != nil {
		return o, err
	}
	if c.NArg() != 2 {
		return o, usage("as in 'tradestats diff old.csv new.csv'; indicators are chosen with -i", "diff compares two, OLD and NEW: %d given", c.NArg())
	}
	o.Old, o.New = c.Args().Get(0), c.Args().Get(1)
	if o.Old == "-" && o.New == "-" {
		return o, usage("name a file for one of the two", "standard input cannot be both")
	}
	o.Indicators, o.Economies, o.Partners = tidy.Split(c.StringSlice("indicator")...), c.StringSlice("economy"), c.StringSlice("partner")
	if o.From, err = year(c, "from"); err != nil {
		return o, err
	}
	if o.To, err = year(c, "to"); err != nil {
		return o, err
	}
	if o.From != 0 && o.To != 0 && o.From > o.To {
		return o, usage("exchange the two", "--from %d is after --to %d", o.From, o.To)
	}
	if text := c.String("tolerance"); text != "" {
		o.Tolerance, err = strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
		if err != nil || math.IsNaN(o.Tolerance) || math.IsInf(o.Tolerance, 0) || o.Tolerance < 0 {
			return o, usage("give a number such as 0.5", "--tolerance %q is no percentage", text)
		}
	}
	return o, nil
}

// runDiff prints what differs and returns its summaries.
func runDiff(ctx context.Context, o diffOptions, w io.Writer) ([]analysis.Revision, error) {
	s, err := o.open(ctx)
	if err != nil {
		return nil, err
	}
	older, err := s.side(ctx, o.Old)
	if err != nil {
		return nil, err
	}
	newer, err := s.side(ctx, o.New)
	if err != nil {
		return nil, err
	}
	if err := match(older, newer, o.Indicators); err != nil {
		return nil, err
	}
	before, err := s.figures(ctx, older, o)
	if err != nil {
		return nil, err
	}
	after, err := s.figures(ctx, newer, o)
	if err != nil {
		return nil, err
	}
	if err := s.chosen(o, &before, &after); err != nil {
		return nil, err
	}
	rows, all, err := analysis.Compare(before, after, o.Tolerance)
	if err != nil {
		return nil, err
	}
	if o.machine() {
		return all, o.print(w, rows.Frame(), nil)
	}
	return all, s.printBriefs(w, s.briefs(older, newer, all, o))
}

// A side is one of the two that are compared.
type side struct {
	given  string // as the command line has it
	engine dataset.Engine
	ids    []string // its indicators, sorted
	all    bool     // all embedded figures: they have what the other side has
}

const embeddedSide = "embedded"

// side opens what OLD or NEW names.
func (s *session) side(ctx context.Context, text string) (*side, error) {
	c := s.Engine.Catalog()
	out := &side{given: dataset.Shown(text), engine: s.Engine}
	switch d := c.Dataset(text); {
	case text == embeddedSide:
		out.ids, out.all = c.IDs(), true
		return out, nil
	case d != nil && len(d.Indicators) > 0:
		out.ids = idsOf(d)
		return out, nil
	case c.Has(text):
		out.ids = []string{text}
		return out, nil
	}
	if _, err := os.Stat(text); errors.Is(err, fs.ErrNotExist) && text != "-" && !strings.Contains(text, "=") && !dataset.IsAddress(text) {
		return nil, usage("give a file, a folder, ID=PATH, embedded, or the id of an embedded dataset or indicator",
			"%s: no such file, and no such id", text)
	}
	var err error
	out.engine, err = dataset.Open(ctx, dataset.Options{Data: []string{text}, Stdin: os.Stdin, NoEmbedded: true, Economies: s.Economies, Tables: warehouse.Tables})
	if err != nil {
		return nil, withoutData(err)
	}
	for _, note := range out.engine.Notes() {
		s.Warn(note)
	}
	for _, d := range out.engine.Catalog().Datasets {
		if d.Own {
			out.ids = append(out.ids, idsOf(d)...)
		}
	}
	slices.Sort(out.ids)
	return out, nil
}

func idsOf(d *catalog.Dataset) []string {
	var out []string
	for _, i := range d.Indicators {
		out = append(out, i.ID)
	}
	slices.Sort(out)
	return out
}

// withoutData takes --data from a hint: here files are arguments.
func withoutData(err error) error {
	hint := tidy.HintOf(err)
	if plain := strings.ReplaceAll(hint, "--data ", ""); plain != hint {
		return tidy.Errorf(tidy.KindOf(err), plain, "%s", err.Error())
	}
	return err
}

// match leaves each side with the indicators that are compared, of which one
// must be in both.
func match(older, newer *side, chosen []string) error {
	known := slices.Concat(older.ids, newer.ids)
	for _, id := range chosen {
		if !slices.Contains(known, id) {
			return tidy.Unknown("indicator", id, known)
		}
	}
	held := [2]string{listedIDs(older), listedIDs(newer)}
	for _, sides := range [][2]*side{{older, newer}, {newer, older}} {
		one, other := sides[0], sides[1]
		if len(chosen) > 0 {
			one.ids = among(one.ids, chosen)
		}
		if one.all {
			one.ids = among(one.ids, other.ids)
		}
	}
	if len(among(older.ids, newer.ids)) == 0 {
		what := "no indicator is in both"
		if len(chosen) > 0 {
			what = strings.Join(chosen, ", ") + " is not in both"
		}
		hint := fmt.Sprintf("%s holds %s; %s holds %s", older.given, held[0], newer.given, held[1])
		if older.engine != newer.engine {
			hint += "; ID=FILE says which indicator a file of one series is"
		}
		return empty(hint, "%s", what)
	}
	return nil
}

func among(ids, others []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !slices.Contains(others, id) })
}

// listedIDs are what a side holds, for a message.
func listedIDs(s *side) string {
	ids := s.ids
	if more := len(ids) - table.Most; more > 1 {
		return strings.Join(ids[:table.Most], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(ids, ", ")
}

// figures are those of a side, of all economies.
func (s *session) figures(ctx context.Context, of *side, o diffOptions) (analysis.Vintage, error) {
	var out analysis.Vintage
	partners, err := s.PartnersAsked(o.Query)
	if err != nil {
		return out, err
	}
	found, err := of.engine.Load(ctx, dataset.Query{Indicators: of.ids, Partners: partners, From: o.From, To: o.To})
	if err != nil {
		return out, err
	}
	for _, w := range found.Warnings {
		s.Warn(w)
	}
	if out.Economies, err = frame.Observations(found.Frame); err != nil {
		return out, err
	}
	if o.Published {
		out.Groups, err = frame.Observations(found.Published)
	}
	return out, err
}

// chosen leaves both vintages with the economies of -e: a group means its
// members of the last year, and the publishers' own counterpart.
func (s *session) chosen(o diffOptions, vintages ...*analysis.Vintage) error {
	last, n := o.To, 0
	for _, v := range vintages {
		for _, obs := range v.Economies {
			if o.To == 0 {
				last = max(last, obs.Year)
			}
		}
		n += len(v.Economies) + len(v.Groups)
	}
	if n == 0 {
		return empty("see the years of each with 'tradestats get --data FILE'; figures by partner need -p", "neither has a value of %s", study.Period(o.From, o.To))
	}
	if len(o.Economies) == 0 {
		return nil
	}
	wanted, named, err := s.wanted(o, economy.YearEnd(last))
	if err != nil {
		return err
	}
	found := map[string]bool{}
	other := func(obs tidy.Observation) bool {
		found[obs.Economy] = found[obs.Economy] || wanted[obs.Economy]
		return !wanted[obs.Economy]
	}
	n = 0
	for _, v := range vintages {
		v.Economies, v.Groups = slices.DeleteFunc(v.Economies, other), slices.DeleteFunc(v.Groups, other)
		n += len(v.Economies) + len(v.Groups)
	}
	if n == 0 {
		return empty("do without -e to see all", "neither has a value of %s in %s", strings.Join(o.Economies, ", "), study.Period(o.From, o.To))
	}
	for _, id := range named {
		if !found[id] {
			s.Warn(fmt.Sprintf("neither has a value of %s in %s", id, study.Period(o.From, o.To)))
		}
	}
	return nil
}

// wanted are the economies that -e stands for and, with --published, the codes
// of the publishers' groups; named are those that are no member of a group.
func (s *session) wanted(o diffOptions, day string) (all map[string]bool, named []string, err error) {
	all = map[string]bool{}
	var texts []string
	for _, text := range o.Economies {
		if _, code := s.Engine.Catalog().Aggregates[text]; code && o.Published {
			all[text], named = true, append(named, text)
		} else {
			texts = append(texts, text)
		}
	}
	items, err := s.Economies.Select(texts, day)
	if err != nil {
		return nil, nil, err
	}
	for _, item := range items {
		members, err := s.Economies.Expand(item, day)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range members {
			all[m] = true
		}
		if !item.Group {
			named = append(named, item.ID)
		} else if code := s.Engine.Catalog().PublishedCode(item.ID); o.Published && code != "" {
			all[code] = true
		}
	}
	return all, named, nil
}
