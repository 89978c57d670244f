package report

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"sort"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// env is what the blocks of one topic compute from. It loads each indicator
// once and remembers which ones the report rests on.
type env struct {
	ctx       context.Context
	engine    dataset.Engine
	economies *economy.Registry
	topic     *topic
	year      int    // of the edition
	currency  string // of money, "" for US dollars
	loaded    map[string]*analysis.Data
	also      []string            // indicators that questions found by themselves
	rates     bool                // exchange rates were used
	rests     map[string][]string // block -> the indicators it computes from
	warnings  []string
	languages []string // that pages can link
	formats   []string
	shelf     *study.Shelf
	blocks    []block        // once they are computed
	published dataset.Engine // that counts as the publishers do
	again     []string       // flags that give the same figures
	base      string         // that files are named from
}

// desk answers questions of blocks; warn hears what is to be known beside an answer.
func (e *env) desk(warn func(string)) *study.Desk {
	return &study.Desk{Engine: e.engine, Economies: e.economies, Counted: e.counted(), Warning: warn, Shelf: e.shelf}
}

// hasLanguage tells whether the edition has a page in a language.
func (e *env) hasLanguage(lang string) bool { return slices.Contains(e.languages, lang) }

// image returns the ending of the images that pages show, "" when there are
// none.
func (e *env) image() string {
	for _, format := range []string{"png", "svg"} {
		if slices.Contains(e.formats, format) {
			return format
		}
	}
	if slices.Contains(e.formats, "html") {
		return "svg"
	}
	return ""
}

func newEnv(ctx context.Context, o Options, j *job) *env {
	languages, formats := j.stays()
	return &env{ctx: ctx, engine: o.Engine, economies: o.Economies, topic: j.topic, year: o.Year, currency: o.Currency, rates: o.Currency != "", loaded: map[string]*analysis.Data{},
		languages: languages, formats: formats, shelf: j.shelf, published: o.AsPublished, again: o.Again, base: o.Base}
}

// load reads the indicators of all blocks at once.
func (e *env) load(blocks []block) error {
	ids := []string{e.topic.Headline}
	for _, b := range blocks {
		for _, id := range b.needs() {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	byWeight := map[string][]string{} // those that share a weight are loaded with it
	for _, id := range ids {
		i, err := e.engine.Catalog().Indicator(id)
		if err != nil {
			return err
		}
		byWeight[i.Weight] = append(byWeight[i.Weight], id)
	}
	weights := slices.Sorted(maps.Keys(byWeight))
	parts := make([]loadedPart, len(weights))
	err := study.Parallel(len(weights), func(k int) (err error) {
		parts[k], err = e.loadPart(byWeight[weights[k]])
		return err
	})
	for _, part := range parts {
		for _, text := range part.warnings {
			if !slices.Contains(e.warnings, text) { // a weight is loaded with those it weighs
				e.warnings = append(e.warnings, text)
			}
		}
		for _, d := range part.data {
			e.loaded[d.Indicator.ID] = d
		}
	}
	return err
}

type loadedPart struct {
	data     []*analysis.Data
	warnings []string
}

func (e *env) loadPart(ids []string) (loadedPart, error) {
	c := e.engine.Catalog()
	needs, err := analysis.Needs(c, ids)
	if err != nil {
		return loadedPart{}, err
	}
	l, err := e.engine.Load(e.ctx, dataset.Query{Indicators: needs})
	if err != nil {
		return loadedPart{}, err
	}
	warnings := l.Warnings
	for _, id := range needs {
		if err := e.engine.Missing(id); err != nil {
			warnings = append(warnings, err.Error()+"; "+tidy.HintOf(err))
		}
	}
	data, err := analysis.Prepare(c, l.Frame, l.Published, ids)
	return loadedPart{data, warnings}, err
}

// data returns an indicator's observations; a block has named it as a need.
func (e *env) data(id string) (*analysis.Data, error) {
	d := e.loaded[id]
	if d == nil {
		return nil, fmt.Errorf("topic %s: indicator %s was not loaded", e.topic.ID, id)
	}
	return d, nil
}

// indicators returns the ids that the report rests on, weights included,
// sorted.
func (e *env) indicators() []string {
	all := map[string]bool{}
	for id, d := range e.loaded {
		all[id] = true
		if d.Indicator.Weight != "" {
			all[d.Indicator.Weight] = true
		}
	}
	for _, id := range e.also {
		all[id] = true
	}
	out := make([]string, 0, len(all))
	for id := range all {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}

// counted says in what money is counted, where the engine does not count in dollars.
func (e *env) counted() analysis.Notes {
	if e.currency == "" || e.currency == catalog.Dollar {
		return nil
	}
	return analysis.Basis{Currency: e.currency}.Notes()
}

// hear collects, in the order of the page, what questions found by themselves.
func (e *env) hear(blocks []block) {
	e.rests = map[string][]string{}
	for _, b := range blocks {
		e.rest(b, b.needs())
		asker, ok := b.(interface{ heard() inquiry })
		if !ok {
			continue
		}
		found := asker.heard()
		e.rest(b, found.used)
		e.also = append(e.also, found.used...)
		e.rates = e.rates || found.rates
		for _, text := range found.warnings {
			if !slices.Contains(e.warnings, text) {
				e.warnings = append(e.warnings, text)
			}
		}
	}
}

// since returns the year that longer comparisons of a block start from: its
// own, else the topic's, but five years back where that is not before the
// edition's year; not before the first year of the data.
func (e *env) since(own int, years []int) int {
	year := e.topic.Since
	if own != 0 {
		year = own
	}
	if year >= e.year {
		year = e.year - 5
	}
	if len(years) > 0 {
		year = max(year, years[0])
	}
	return year
}

// selection selects groups and economies with the members of a year.
func (e *env) selection(reference int, ids ...string) (analysis.Selection, error) {
	items, err := e.economies.Select(ids, economy.YearEnd(reference))
	if err != nil {
		return analysis.Selection{}, fmt.Errorf("topic %s: %w", e.topic.ID, err)
	}
	for k, item := range items { // what is computed is looked up under the id
		if len(items) != len(ids) || item.String() != ids[k] {
			return analysis.Selection{}, tidy.Errorf(tidy.Data, "write ids, each once: see 'tradestats list groups'", "topic %s: %s is not the id of a group or economy, or stands twice", e.topic.ID, strings.Join(ids, ", "))
		}
	}
	return analysis.Selection{Items: items, Economies: e.economies, Reference: reference}, nil
}

// aggregates returns the aggregates of groups from one year to another, by
// group, with the members of the edition's year.
func (e *env) aggregates(d *analysis.Data, from, to int, groups ...string) (map[string][]analysis.Aggregation, error) {
	s, err := e.selection(e.year, groups...)
	if err != nil {
		return nil, err
	}
	rows, err := analysis.Aggregate(d, analysis.AggregateOptions{Selection: s, From: from, To: to})
	out := map[string][]analysis.Aggregation{}
	for _, r := range rows {
		out[r.Group] = append(out[r.Group], r)
	}
	return out, err
}

// aggregate returns the aggregates of groups in one year. Where nobody
// reported, they are withheld.
func (e *env) aggregate(d *analysis.Data, year int, groups ...string) (map[string]analysis.Aggregation, error) {
	byGroup, err := e.aggregates(d, year, year, groups...)
	out := map[string]analysis.Aggregation{}
	for _, g := range groups {
		out[g] = analysis.Aggregation{Group: g, Year: year, Value: math.NaN(), Status: analysis.Withheld, Reason: analysis.NoReporter}
		if rows := byGroup[g]; len(rows) > 0 {
			out[g] = rows[0]
		}
	}
	return out, err
}

// growths returns the growth of groups between two years, by group. Between
// neighbouring years it is year on year, else a compound annual rate.
func (e *env) growths(d *analysis.Data, from, to int, groups ...string) (map[string]analysis.GrowthRow, error) {
	s, err := e.selection(e.year, groups...)
	if err != nil {
		return nil, err
	}
	method := analysis.CAGR
	if to-from == 1 {
		method = analysis.YoY
	}
	rows, err := analysis.Growth(d, analysis.GrowthOptions{Selection: s, Method: method, From: from, To: to})
	out := map[string]analysis.GrowthRow{}
	for _, r := range rows {
		out[r.Economy] = r
	}
	return out, err
}

// newestWorld returns the newest year up to the edition's for which the
// publisher's World stands, or 0.
func (e *env) newestWorld(d *analysis.Data) int {
	newest := 0
	for _, year := range d.PublishedYears("world") {
		if year <= e.year {
			newest = year
		}
	}
	return newest
}

// newestAggregate returns the newest year up to the edition's in which the
// aggregates of at least so many of the groups can be published, or 0.
func (e *env) newestAggregate(d *analysis.Data, least int, groups ...string) (int, error) {
	byGroup, err := e.aggregates(d, 0, e.year, groups...)
	if err != nil {
		return 0, err
	}
	published := map[int]int{}
	for _, rows := range byGroup {
		for _, r := range rows {
			if r.Status != analysis.Withheld {
				published[r.Year]++
			}
		}
	}
	newest := 0
	for year, n := range published {
		if n >= least {
			newest = max(newest, year)
		}
	}
	return newest, nil
}

// ranking ranks all economies.
func (e *env) ranking(d *analysis.Data, year, previous int) analysis.Ranking {
	return analysis.Rank(d, analysis.RankOptions{
		Economies: d.EverReported(), Year: year, Previous: previous,
		Name: func(id string) string { return id },
	})
}

// level is a yearly series with the growth of each year on the one before.
type level struct {
	years  []int
	values []float64
	growth []float64 // NaN where there is none
}

// worldLevel returns the publisher's World up to a year.
func worldLevel(d *analysis.Data, to int) level {
	var l level
	for _, year := range d.PublishedYears("world") {
		if year > to {
			break
		}
		v, _ := d.Published("world", year)
		growth := math.NaN()
		if before, ok := d.Published("world", year-1); ok {
			growth, _ = formula.YearOnYear(before, v)
			if d.Indicator.IsPercentage() {
				growth = v - before
			}
		}
		l.years, l.values, l.growth = append(l.years, year), append(l.values, v), append(l.growth, growth)
	}
	return l
}

// from returns the level from a year on.
func (l level) from(year int) level {
	k := sort.SearchInts(l.years, year)
	if k == len(l.years) {
		return l
	}
	return level{l.years[k:], l.values[k:], l.growth[k:]}
}

// at returns the value of a year, or NaN.
func (l level) at(year int) float64 {
	for k, y := range l.years {
		if y == year {
			return l.values[k]
		}
	}
	return math.NaN()
}

// last returns the newest year with its value and growth.
func (l level) last() (int, float64, float64) {
	k := len(l.years) - 1
	return l.years[k], l.values[k], l.growth[k]
}

// subjectForm is the grammatical form of an indicator's subject.
func subjectForm(i catalog.Indicator, lang string) string {
	if f := i.Form.In(lang); f != "" {
		return f
	}
	return "one"
}
