package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

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
