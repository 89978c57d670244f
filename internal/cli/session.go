package cli

import (
	"context"
	"os"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/warehouse"
)

// A session is the figures that the flags ask for, opened, and who reads them.
type session struct {
	common
	*study.Desk
	*table.Reader
}

// open reads the economies and the user's files.
func (o common) open(ctx context.Context) (*session, error) {
	return o.openWith(ctx, warehouse.Tables)
}

// openWith opens tables of servers by a function of the caller's.
func (o common) openWith(ctx context.Context, tables func(context.Context, string) ([]dataset.Table, error)) (*session, error) {
	registry, err := economy.Load()
	if err != nil {
		return nil, err
	}
	if registry, err = registry.WithFiles(o.GroupFiles); err != nil {
		return nil, err
	}
	if registry, err = registry.With(o.Groups); err != nil {
		return nil, err
	}
	l, err := locale.For(o.Lang)
	if err != nil {
		return nil, err
	}
	targets, err := o.targets()
	if err != nil {
		return nil, err
	}
	engine, err := dataset.Open(ctx, dataset.Options{
		Targets: targets, Data: o.Data, Stdin: os.Stdin, Prefer: o.Prefer, Mapping: o.Mapping, NoEmbedded: o.NoEmbedded, AsOf: o.AsOf, Base: o.Base, Economies: registry,
		Tables: tables,
	})
	if err != nil {
		return nil, err
	}
	for _, note := range engine.Notes() {
		o.Warn(note)
	}
	desk := &study.Desk{Engine: engine, Economies: registry, Warning: o.Warn, OwnOnly: o.NoEmbedded}
	if err := desk.CheckTargets(); err != nil {
		return nil, err
	}
	return &session{o, desk, table.For(l, registry)}, nil
}

// targets reads the user's files of targets. Nil are those that the program carries.
func (o common) targets() (*catalog.Targets, error) {
	if len(o.Targets) == 0 {
		return nil, nil
	}
	carried, err := catalog.EmbeddedTargets()
	if err != nil {
		return nil, err
	}
	return carried.WithFiles(o.Targets, func(path string) string { return dataset.FromBase(o.Base, path) })
}

// warnNewer says on stderr, where no table has the note, which years are newer
// than a result. what is the result.
func (s *session) warnNewer(what string, newer analysis.Notes) {
	if len(newer) > 0 && s.machine() {
		s.Warn(what + "; " + newer.English())
	}
}
