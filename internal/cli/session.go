package cli

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sort"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// A session is the figures and the economies that the flags ask for, opened.
type session struct {
	common
	engine    dataset.Engine
	economies *economy.Registry
	locale    *locale.Locale
}

// open reads the economies and the user's files.
func (o common) open(ctx context.Context) (*session, error) {
	s := &session{common: o}
	registry, err := economy.Load()
	if err != nil {
		return nil, err
	}
	if s.economies, err = registry.With(o.Groups); err != nil {
		return nil, err
	}
	if s.locale, err = locale.For(o.Lang); err != nil {
		return nil, err
	}
	s.engine, err = dataset.Open(ctx, dataset.Options{
		Data: o.Data, Stdin: os.Stdin, Prefer: o.Prefer, Mapping: o.Mapping, NoEmbedded: o.NoEmbedded, Economies: s.economies,
	})
	if err != nil {
		return nil, err
	}
	for _, note := range s.engine.Notes() {
		s.Warn(note)
	}
	return s, nil
}

// prepare loads indicators with their weights, for all economies and years:
// coverage needs what anyone last reported. It returns the data of each
// indicator and partner asked for, none of them without any value.
func (s *session) prepare(ctx context.Context, q query) ([]*analysis.Data, error) {
	if err := s.known(q.Indicators); err != nil {
		return nil, err
	}
	needs, err := analysis.Needs(s.engine.Catalog(), q.Indicators)
	if err != nil {
		return nil, err
	}
	data, _, err := s.load(ctx, q, needs)
	return data, err
}

// load loads indicators and returns the data of those asked for beside what was
// found.
func (s *session) load(ctx context.Context, q query, indicators []string) ([]*analysis.Data, dataset.Loaded, error) {
	partners, err := s.partners(q)
	if err != nil {
		return nil, dataset.Loaded{}, err
	}
	load := partners
	if len(indicators) > len(q.Indicators) { // weights are of the world
		load = append([]string{tidy.World}, partners...)
	}
	found, err := s.engine.Load(ctx, dataset.Query{Indicators: indicators, Partners: load})
	if err != nil {
		return nil, found, err
	}
	for _, w := range found.Warnings {
		s.Warn(w)
	}
	all, err := analysis.Prepare(s.engine.Catalog(), found.Frame, found.Published, q.Indicators)
	if err != nil {
		return nil, found, err
	}
	var out []*analysis.Data
	for _, d := range all {
		if slices.Contains(partners, d.Partner) && len(d.Years()) > 0 {
			out = append(out, d)
		}
	}
	return out, found, s.complete(ctx, q, out)
}

// known checks the indicators; one that is an economy was written without -e.
func (s *session) known(indicators []string) error {
	for _, id := range indicators {
		_, err := s.engine.Catalog().Indicator(id)
		if err == nil {
			continue
		}
		if _, _, notEconomy := s.economies.Resolve(id); notEconomy == nil {
			return usage("select economies with -e, as in -e "+id, "%q is no indicator", id)
		}
		return err
	}
	return nil
}

// complete says which indicator has no data at all with the partners asked
// for, and which partners it has.
func (s *session) complete(ctx context.Context, q query, found []*analysis.Data) error {
	for _, id := range q.Indicators {
		if slices.ContainsFunc(found, func(d *analysis.Data) bool { return d.Indicator.ID == id }) {
			continue
		}
		with, err := s.partnersOf(ctx, id)
		switch {
		case err != nil:
			return err
		case len(with) > 0 && len(q.Partners) > 0:
			return empty("its partners are "+strings.Join(with, " "), "%s has no values with %s", id, strings.Join(q.Partners, ", "))
		case s.NoEmbedded:
			return empty("with --no-embedded only the files of --data are read", "%s has no values", id)
		}
		return empty("see 'tradestats show "+id+"'", "%s has no values", id)
	}
	return nil
}

// partnersOf are the partners of an indicator's figures.
func (s *session) partnersOf(ctx context.Context, id string) ([]string, error) {
	all := []string{tidy.World}
	for _, e := range s.economies.Economies() {
		all = append(all, e.ISO3)
	}
	found, err := s.engine.Load(ctx, dataset.Query{Indicators: []string{id}, Partners: all})
	if err != nil {
		return nil, err
	}
	obs, err := frame.Observations(found.Frame)
	partners := distinct(obs, func(o tidy.Observation) string { return o.Partner })
	if len(partners) > 1 { // the World is their total
		partners = slices.DeleteFunc(partners, func(p string) bool { return p == tidy.World })
	}
	return partners, err
}

// partners are those asked for, by code; a group means its members.
func (s *session) partners(q query) ([]string, error) {
	if len(q.Partners) == 0 {
		return []string{tidy.World}, nil
	}
	day := economy.YearEnd(max(q.Year, q.To, q.From))
	items, err := s.economies.Select(q.Partners, day)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, item := range items {
		if item.ID == economy.World {
			out = append(out, tidy.World)
			continue
		}
		members, err := s.economies.Expand(item, day)
		if err != nil {
			return nil, err
		}
		out = append(out, members...)
	}
	slices.Sort(out)
	return slices.Compact(out), nil
}

// selection reads -e for one indicator: the year whose members count is the
// one asked for, else the newest of the data.
func (s *session) selection(q query, years []int, standard string) (analysis.Selection, error) {
	texts := q.Economies
	if len(texts) == 0 {
		texts = []string{standard}
	}
	out := analysis.Selection{Economies: s.economies, AtTheTime: q.AtTheTime, Reference: reference(q, years)}
	var err error
	out.Items, err = s.economies.Select(texts, economy.YearEnd(out.Reference))
	return out, err
}

func reference(q query, years []int) int {
	switch {
	case q.Year != 0:
		return q.Year
	case q.To != 0:
		return q.To
	}
	return years[len(years)-1]
}

// members are the economies that the items of a selection stand for in a year.
func members(sel analysis.Selection, year int) (map[string]bool, error) {
	out := map[string]bool{}
	for _, item := range sel.Items {
		list, err := sel.Members(item, year)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			out[e] = true
		}
	}
	return out, nil
}

// name prints an economy or a group, pinned or not, in the reader's language.
func (s *session) name(id string) string {
	id, pin, pinned := strings.Cut(id, "@")
	name := s.economies.Name(id, s.Lang).Text
	if pinned {
		name += " @" + pin
	}
	return name
}

// source says whose figures an indicator is.
func (s *session) source(i catalog.Indicator) string {
	d := i.Dataset
	text := d.Short.In(s.Lang)
	if text != d.Code {
		text += " (" + d.Code + ")"
	}
	if d.Vintage != "" {
		text += ", " + d.Vintage
	}
	return s.locale.Word("label.source") + " " + text
}

// yearsText writes years as "2010-2013, 2015".
func yearsText(years []int) string {
	if len(years) == 0 {
		return "none"
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(years)))
	var parts []string
	for k := 0; k < len(sorted); {
		end := k
		for end+1 < len(sorted) && sorted[end+1] == sorted[end]+1 {
			end++
		}
		part := fmt.Sprint(sorted[k])
		if end > k {
			part += fmt.Sprintf("-%d", sorted[end])
		}
		parts = append(parts, part)
		k = end + 1
	}
	return strings.Join(parts, ", ")
}

// noValues is the error of a selection of one indicator without data: it says
// which years there are, of the economies selected if they have any. what is
// what was looked for: "value" or "growth".
func (s *session) noValues(d *analysis.Data, sel analysis.Selection, what, when string) error {
	years, who := d.Years(), "it"
	if all, err := members(sel, sel.Reference); err == nil && len(sel.Items) > 0 && len(all) > 0 {
		of := yearsOf(d, all)
		if !slices.Equal(of, years) {
			years, who = of, s.itemNames(sel.Items)
		}
	}
	hint := fmt.Sprintf("%s has values for %s", who, yearsText(years))
	if len(years) == 0 {
		hint = fmt.Sprintf("%s never reported it, others did for %s", who, yearsText(d.Years()))
	}
	return empty(hint, "%s: no %s of %s in %s", d.Indicator.ID, what, s.itemNames(sel.Items), when)
}

func (s *session) itemNames(items []economy.Item) string {
	if len(items) > 3 {
		return "the selection"
	}
	names := make([]string, len(items))
	for k, item := range items {
		names[k] = item.String()
	}
	return strings.Join(names, ", ")
}

// yearsOf are the years in which any of some economies reported.
func yearsOf(d *analysis.Data, economies map[string]bool) []int {
	var out []int
	for _, year := range d.Years() {
		for _, e := range d.Reporters(year) {
			if economies[e] {
				out = append(out, year)
				break
			}
		}
	}
	sort.Ints(out)
	return out
}

// period writes the years asked for, for messages.
func period(from, to int) string {
	switch {
	case from == 0 && to == 0:
		return "any year"
	case from == to:
		return fmt.Sprint(from)
	case to == 0:
		return fmt.Sprintf("%d and later", from)
	case from == 0:
		return fmt.Sprintf("%d and earlier", to)
	}
	return fmt.Sprintf("%d-%d", from, to)
}
