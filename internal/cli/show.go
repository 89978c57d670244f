package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/datasets"
	"tradestats/internal/economy"
	"tradestats/internal/report"
	"tradestats/internal/tidy"
)

type showOptions struct {
	common
	IDs  []string
	Year int // of the members of a group; 0 is the newest of the data
}

func (p *program) showCommand() *cli.Command {
	return &cli.Command{
		Name: "show", Usage: "everything known of one of them", ArgsUsage: "ID...",
		UsageText: `tradestats show digital-services-exports
tradestats show mercosur --year 2023
tradestats show "Korea, Rep."`,
		Description: `Prints all that is known of an indicator, an economy, a group (its members on 31
December of --year, by default the newest year of the figures), a topic, a target
or a dataset: definition, unit, rule, provenance, citation, years, breaks. 'show
catalogue' prints the catalogue, which is the form in which a file of your own is declared.`,
		Flags: slices.Concat(categorized("Selection", []cli.Flag{
			textFlag("year", "", "`YEAR` of the members of a group"),
		}), reading(), aiming(), printing()),
		Action: func(c *cli.Context) error {
			o := showOptions{IDs: c.Args().Slice()}
			var err error
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			if o.Year, err = year(c, "year"); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runShow(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runShow prints a record for each id; an id that names several things, such
// as the group and the topic "world", has a record for each.
func runShow(ctx context.Context, o showOptions, w io.Writer) error {
	if len(o.IDs) == 0 {
		return usage("name an indicator, an economy, a group, a topic, a target or a dataset", "show what?")
	}
	if len(o.IDs) == 1 && o.IDs[0] == "catalogue" {
		text, err := datasets.FS.ReadFile("catalogue.yaml")
		if err != nil {
			return err
		}
		_, err = w.Write(text)
		return err
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	var all []record
	for _, id := range o.IDs {
		found, err := s.records(ctx, id, o.Year)
		if err != nil {
			return err
		}
		all = append(all, found...)
	}
	return s.printRecords(w, all)
}

// records finds what an id names.
func (s *session) records(ctx context.Context, id string, year int) ([]record, error) {
	var out []record
	add := func(r record, err error) error {
		out = append(out, r)
		return err
	}
	if s.Engine.Catalog().Has(id) {
		if err := add(s.showIndicator(ctx, id)); err != nil {
			return nil, err
		}
	}
	if d := s.Engine.Catalog().Dataset(id); d != nil {
		out = append(out, s.showDataset(d))
	}
	topics, err := report.Topics(s.OwnTopics...)
	if err != nil {
		return nil, err
	}
	for _, t := range topics {
		if t.ID == id {
			out = append(out, showTopic(t, s.Lang))
		}
	}
	targets, err := s.showTargets(id)
	if err != nil {
		return nil, err
	}
	out = append(out, targets...)
	code, isGroup, unknown := s.Economies.Resolve(id)
	switch {
	case unknown == nil && isGroup:
		err = add(s.showGroup(ctx, code, year))
	case unknown == nil:
		err = add(s.showEconomy(ctx, code, year))
	case len(out) == 0:
		err = s.unknown(id, topics)
	}
	return out, err
}

// unknown proposes the nearest of everything that has an id.
func (s *session) unknown(id string, topics []report.TopicInfo) error {
	known := s.Engine.Catalog().IDs()
	for _, d := range s.Engine.Catalog().Datasets {
		known = append(known, d.ID)
	}
	for _, g := range s.Economies.Groups() {
		known = append(known, g.ID)
	}
	for _, t := range topics {
		known = append(known, t.ID)
	}
	if targets, err := s.Engine.Catalog().Targets(); err == nil {
		known = append(known, targets.IDs()...)
	}
	for _, e := range s.Economies.Economies() {
		known = append(known, s.Name(e.ISO3))
	}
	hint := "see 'tradestats list " + strings.Join(listKinds, "|") + "'"
	if near := tidy.Nearest(id, known, 3); len(near) > 0 {
		hint = "did you mean " + strings.Join(slices.Compact(near), ", ") + "? " + hint
	}
	return usage(hint, "nothing is called %q", id)
}

func (s *session) showIndicator(ctx context.Context, id string) (record, error) {
	r := record{kind: "indicator", id: id}
	i, err := s.Engine.Catalog().Indicator(id)
	if err != nil {
		return r, err
	}
	all, err := s.survey(ctx, id)
	if err != nil {
		return r, err
	}
	h := all[id]
	if late := s.Engine.Missing(id); late != nil {
		s.Warn(late.Error() + "; " + tidy.HintOf(late))
	}
	r.add("name", i.Name.In(s.Lang))
	r.add("definition", i.Definition.In(s.Lang))
	r.add("unit", s.Locale.Unit(i.Unit))
	r.add("kind", s.Term(i.Kind))
	r.add("rule", s.Term(i.Rule))
	r.add("weight", i.Weight)
	r.add("trade", s.Term(i.Trade))
	r.add("counterpart", i.Counterpart)
	r.add("contains", strings.Join(i.Parts, ", "))
	r.add("years", s.Years(h.years))
	r.add("economies", fmt.Sprint(len(h.economies)))
	for _, code := range sortedKeys(h.published) {
		r.add("publisher's own group", s.displayed(code)+", "+s.Years(h.published[code]))
	}
	for _, b := range h.breaks {
		r.add("break", s.Result("break-value", map[string]any{"economy": s.Name(b.Economy), "year": b.Year, "value": s.Value(i, b.Value)}))
	}
	r.add("publisher's code", i.Code)
	r.add("file", i.File)
	r.add("sha256", i.SHA256)
	r.dataset(i.Dataset, s.Lang)
	return r, nil
}

func (s *session) showGroup(ctx context.Context, id string, year int) (record, error) {
	r := record{kind: "group", id: id}
	g, _ := s.Economies.Group(id)
	year, err := s.yearOfMembers(ctx, year)
	if err != nil {
		return r, err
	}
	members, err := s.Economies.Members(id, economy.YearEnd(year))
	if err != nil {
		return r, err
	}
	names := make([]string, len(members))
	for k, m := range members {
		names[k] = s.Name(m)
	}
	r.add("name", s.Name(id))
	r.add("list", g.Membership)
	r.add("first members", s.Economies.Founded(id))
	r.add("publishers' code", s.Engine.Catalog().PublishedCode(id))
	r.add("members", s.Result("members-on", map[string]any{"n": len(members), "date": economy.YearEnd(year)}))
	r.add("names", strings.Join(names, "; "))
	r.add("codes", strings.Join(members, " "))
	return r, nil
}

func (s *session) showEconomy(ctx context.Context, iso3 string, year int) (record, error) {
	r := record{kind: "economy", id: iso3}
	e, _ := s.Economies.Economy(iso3)
	for _, lang := range economy.Languages {
		r.add("name ("+lang+")", s.Economies.Name(iso3, lang).Text)
	}
	r.add("iso2", e.ISO2)
	r.add("m49", m49(e))
	r.add("region", strings.Join(s.Terms(e.Region, e.Subregion, e.Intermediate), " / "))
	r.add("World Bank", strings.Join(s.Terms(e.BankRegion, e.Income), ", "))
	year, err := s.yearOfMembers(ctx, year)
	if err != nil {
		return r, err
	}
	var groups []string
	for _, g := range s.Economies.Groups() {
		members, err := s.Economies.Members(g.ID, economy.YearEnd(year))
		if err != nil {
			return r, err
		}
		if slices.Contains(members, iso3) {
			groups = append(groups, g.ID)
		}
	}
	r.add(fmt.Sprintf("groups (%d)", year), strings.Join(groups, ", "))
	all, err := s.surveyAll(ctx)
	if err != nil {
		return r, err
	}
	for _, id := range s.Engine.Catalog().IDs() {
		r.add(id, s.Years(all[id].of[iso3]))
	}
	return r, nil
}
