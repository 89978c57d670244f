package dataset

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// files is the engine over the embedded figures and the user's files.
type files struct {
	catalog   *catalog.Catalog
	economies *economy.Registry
	own       map[string]*own // indicator -> the user's text that holds it
	embedded  bool
	notes     []string            // on the user's files, to be said once
	passed    []*source.Companion // what is no table of theirs
	asOf      asOf
	later     []string // vintages that are not read, being after it
	doubted   sync.Map // indicators with values that cannot be
}

// Options say what an engine reads.
type Options struct {
	Data       []string  // files, folders, ID=PATH or "-", in the order given
	Stdin      io.Reader // what "-" stands for
	Prefer     []string  // files to take an indicator from when several hold it
	Base       string    // a folder whose files origins name from there, wherever the program is run; "" is the working folder
	Mapping    string    // a mapping file for those of Data that no layout knows
	NoEmbedded bool      // do without the embedded figures
	AsOf       string    // use what is of this date or before: 2024-07-16, 2024-07 or 2024; "" is no limit
	Economies  *economy.Registry
	Targets    *catalog.Targets // beside the catalogue; nil: those that the program carries

	// Tables opens an address of Data that names tables of a server; nil where only
	// files can be read.
	Tables func(ctx context.Context, address string) ([]Table, error)
}

// Open makes the engine over the embedded figures with the user's files laid
// over them: a file that holds an indicator of the catalogue, by its publisher
// and code or by its id, takes the place of its embedded figures whole; another
// series becomes an indicator of its own. Of folders named by a date that stand
// side by side, each indicator is taken from the newest that holds it, the embedded
// figures being one vintage among them. Every file is read once to learn what
// it holds, unless its header tells.
func Open(ctx context.Context, o Options) (Engine, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	if o.Targets != nil {
		c = c.WithTargets(o.Targets)
	}
	day, err := readAsOf(o.AsOf)
	if err != nil {
		return nil, err
	}
	e := &files{catalog: c, economies: o.Economies, own: map[string]*own{}, embedded: !o.NoEmbedded, asOf: asOf{o.AsOf, day}}
	return e, e.overlay(ctx, o)
}

// Catalog implements Engine.
func (e *files) Catalog() *catalog.Catalog { return e.catalog }

// Bilateral implements Engine.
func (e *files) Bilateral(indicator string) bool {
	from := e.own[indicator]
	return from != nil && from.about.Bilateral
}

// Doubted implements Engine.
func (e *files) Doubted(indicator string) bool {
	_, ok := e.doubted.Load(indicator)
	return ok
}

// Notes implements Engine.
func (e *files) Notes() []string { return slices.Clone(e.notes) }

// Load implements Engine: each file is read once for all indicators asked of it,
// and what is found stands in the order of the ids.
func (e *files) Load(ctx context.Context, q Query) (Loaded, error) {
	ids := slices.Compact(slices.Sorted(slices.Values(q.Indicators)))
	found := make([]*collector, len(ids))
	var passes []*pass
	for k, id := range ids {
		c, err := e.collector(q, id)
		if err != nil {
			return Loaded{}, err
		}
		found[k] = c
		switch from := e.own[id]; {
		case from != nil:
			passes = withCollector(passes, from, c)
		case e.embedded && !e.late(c.indicator.Dataset):
			passes = append(passes, &pass{collectors: []*collector{c}})
		}
	}
	if err := inParallel(passes, func(p *pass) error { return e.read(ctx, p, q) }); err != nil {
		return Loaded{}, err
	}
	warnings, doubts := []string{}, []string{}
	for _, c := range found {
		if err := c.order(); err != nil {
			return Loaded{}, err
		}
		warnings = append(warnings, c.warnings...)
	}
	for _, p := range passes {
		warnings, doubts = append(warnings, p.warnings...), append(doubts, p.doubts...)
	}
	return Loaded{
		Frame:     frame.FromObservations(together(found, func(c *collector) []observed { return c.observations })),
		Published: frame.FromObservations(together(found, func(c *collector) []observed { return c.published })),
		Warnings:  append(warnings, doubts...),
		Doubts:    doubts,
		sums:      sums(found),
	}, nil
}

// sums are the totals of all collectors that were made by adding up partners.
func sums(found []*collector) map[cell]int {
	out := map[cell]int{}
	for _, c := range found {
		for _, o := range c.observations {
			if o.partners > 0 {
				out[cell{o.Indicator, o.Economy, o.Year}] = o.partners
			}
		}
	}
	return out
}

// together are the observations of all collectors, in their order.
func together(found []*collector, of func(*collector) []observed) []tidy.Observation {
	n := 0
	for _, c := range found {
		n += len(of(c))
	}
	out := make([]tidy.Observation, 0, n)
	for _, c := range found {
		for _, o := range of(c) {
			out = append(out, o.Observation)
		}
	}
	return out
}

// A pass reads one file once.
type pass struct {
	own        *own // nil for the embedded figures of one indicator
	collectors []*collector
	warnings   []string
	doubts     []string
}

// withCollector gives a collector to the pass over its file.
func withCollector(passes []*pass, from *own, c *collector) []*pass {
	for _, p := range passes {
		if p.own == from {
			p.collectors = append(p.collectors, c)
			return passes
		}
	}
	return append(passes, &pass{own: from, collectors: []*collector{c}})
}

func (e *files) read(ctx context.Context, p *pass, q Query) error {
	if p.own == nil {
		return loadEmbedded(ctx, p.collectors[0])
	}
	return e.loadOwn(ctx, p, q)
}

func (e *files) collector(q Query, id string) (*collector, error) {
	indicator, err := e.catalog.Indicator(id)
	if err != nil {
		return nil, err
	}
	breaks, err := knownBreaks()
	if err != nil {
		return nil, err
	}
	return &collector{query: newFilter(q), indicator: indicator, economies: e.economies, catalog: e.catalog, breaks: breaks[id]}, nil
}

// inParallel does all tasks on all processors, and returns the first error in
// their order.
func inParallel[T any](tasks []T, do func(T) error) error {
	errs := make([]error, len(tasks))
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for k, task := range tasks {
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			errs[k] = do(task)
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// Inputs implements Engine.
func (e *files) Inputs(indicators []string) ([]Input, error) {
	groups, err := publishedGroups()
	if err != nil {
		return nil, err
	}
	breaks, err := knownBreaks()
	if err != nil {
		return nil, err
	}
	var inputs []Input
	var grouped, broken bool
	for _, id := range indicators {
		indicator, err := e.catalog.Indicator(id)
		if err != nil {
			return nil, err
		}
		own := e.own[id]
		if own == nil && (!e.embedded || e.late(indicator.Dataset)) {
			continue
		}
		in := Input{Path: embeddedFolder + indicator.File, Dataset: indicator.Dataset.ID, Indicator: id}
		if own != nil {
			in.Path = own.text.Name
			in.SHA256, err = own.hash()
		} else {
			in.SHA256, err = hashEmbedded(indicator.File)
		}
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
		grouped = grouped || own == nil && len(groups[id]) > 0
		broken = broken || len(breaks[id]) > 0 // they are looked for in the user's figures too
	}
	for _, shared := range []struct {
		file string
		read bool
	}{{publishedFile, grouped}, {breaksFile, broken}} {
		if !shared.read {
			continue
		}
		in, err := e.shared(shared.file)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// shared is the input of an embedded file that holds something of many
// indicators.
func (e *files) shared(file string) (Input, error) {
	k := slices.IndexFunc(e.catalog.Datasets, func(d *catalog.Dataset) bool { return d.File == file })
	if k < 0 {
		return Input{}, fmt.Errorf("embedded catalogue: no dataset has the file %s", file)
	}
	in := Input{Path: embeddedFolder + file, Dataset: e.catalog.Datasets[k].ID}
	var err error
	in.SHA256, err = hashEmbedded(file)
	return in, err
}
