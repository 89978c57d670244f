package report

import (
	"context"
	"errors"
	"maps"
	"slices"

	"tradestats/internal/changes"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// restage computes a topic as it would be on terms between those of the earlier edition
// and of this one, so that what moves from one snapshot to the next has as few causes as
// can be.
func restage(ctx context.Context, o Options, j *job, before *manifest, lang string) (changes.Stages, error) {
	now, err := j.manifest()
	if err != nil {
		return changes.Stages{}, err
	}
	l, err := localeOf(lang, o.Currency)
	if err != nil {
		return changes.Stages{}, err
	}
	s := changes.Stages{Old: before.compared(lang), New: now.compared(lang), Spelled: l.Spelled()}
	year := before.Year
	earlier, frozen, err := registries(o, before, now)
	if err != nil {
		return s, err
	}
	revised := j.figures
	if year == o.Year && earlier == o.Economies {
		s.Revised = &s.New.Snapshot
	} else if revised, err = j.rolled(ctx, o, &s, lang, terms{year, earlier, nil}, frozen); err != nil {
		return s, err
	}
	others := othersOf(s)
	// without them, what was revised can be told if the tool does what it did
	sameTool := s.Old.Version == s.New.Version && before.Definition == now.Definition && before.Currency == now.Currency
	if before.Definition == "" || sameTool && len(others) == 0 {
		return s, nil // the members are not known, or the figures of then are not needed
	}
	engine := oldFigures(ctx, o, before, now)
	if engine != nil && !sameTool {
		if s.Tool, _, err = j.snapshot(ctx, o, terms{year, earlier, engine}, lang); err != nil {
			return s, err
		}
	}
	if len(others) > 0 && s.Revised != nil {
		err = o.keep(ctx, &s, others, revised, earlier, engine)
	}
	return s, err
}

// rolled computes the earlier year on today's figures, which it returns, and the new year
// with the members of then: as it is, and as if the same had reported.
func (j *job) rolled(ctx context.Context, o Options, s *changes.Stages, lang string, before terms, frozen *economy.Registry) (then map[string]figure, err error) {
	if s.Revised, then, err = j.snapshot(ctx, o, before, lang); err != nil || before.year == o.Year {
		return then, err
	}
	now := j.figures
	if frozen == o.Economies {
		s.Rolled = &s.New.Snapshot
	} else if s.Rolled, now, err = j.snapshot(ctx, o, terms{o.Year, frozen, nil}, lang); err != nil {
		return then, err
	}
	if s.Revised == nil || s.Rolled == nil {
		return then, nil
	}
	s.Matched, err = matched(ctx, o, *s, frozen, then, now)
	return then, err
}

// terms are what a snapshot is computed on.
type terms struct {
	year      int
	economies *economy.Registry
	engine    dataset.Engine // nil: that of the run
}

// snapshot computes the job's topic on other terms, with the figures that it prints. It
// is nil where that cannot be done, as where the figures have no such year.
func (j *job) snapshot(ctx context.Context, o Options, t terms, lang string) (*changes.Snapshot, map[string]figure, error) {
	shelf := &study.Shelf{}
	if t.economies == o.Economies && t.engine == nil {
		shelf = j.shelf
	}
	if o.Year, o.Economies = t.year, t.economies; t.engine != nil {
		o.Engine = t.engine
	}
	other := &job{topic: j.topic, folder: j.folder, languages: []string{lang}, formats: j.formats, shelf: shelf}
	e, b, err := other.write(ctx, o)
	var known *tidy.Error
	switch {
	case err != nil && ctx.Err() == nil && errors.As(err, &known) && (known.Kind == tidy.Empty || known.Kind == tidy.Usage):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
	}
	return &changes.Snapshot{Numbers: comparedNumbers(b.numbers()), Texts: comparedTexts(b.findings[lang], b.verdicts, b.standings), Reported: comparedReporters(e.reported())}, b.figures, nil
}

// registries are that of the earlier edition's groups, and that of the new year with the
// members that groups had at the end of the earlier one. Each is o.Economies itself
// where nothing is other.
func registries(o Options, before, now *manifest) (earlier, frozen *economy.Registry, err error) {
	earlier, frozen = o.Economies, o.Economies
	recorded := before.Groups
	if before.Definition == "" { // of a version that records none: today's, of that year
		recorded = now.Groups
	}
	then, today := economy.YearEnd(before.Year), economy.YearEnd(o.Year)
	other, moved := map[string]string{}, map[string]string{}
	for _, id := range slices.Sorted(maps.Keys(recorded)) {
		if before.Definition != "" && recorded[id] != o.Economies.Composition(id, then) {
			other[id] = recorded[id]
		}
	}
	if len(other) > 0 {
		if earlier, err = o.Economies.Recomposed(other, economy.Always); err != nil {
			return nil, nil, err
		}
	}
	for id, members := range recorded {
		a, errA := earlier.Members(id, then)
		b, errB := o.Economies.Members(id, today)
		if errA == nil && errB == nil && !slices.Equal(a, b) {
			moved[id] = members
		}
	}
	if len(moved) > 0 {
		frozen, err = o.Economies.Recomposed(moved, then)
	}
	return earlier, frozen, err
}

// oldFigures opens the figures of the earlier edition where all its inputs still stand,
// byte for byte; else it is nil.
func oldFigures(ctx context.Context, o Options, before, now *manifest) dataset.Engine {
	if o.Reopen == nil || slices.Equal(before.Inputs, now.Inputs) {
		return nil
	}
	var paths, ids []string
	for _, in := range before.Inputs {
		if in.Indicator == "" {
			continue
		}
		if ids = append(ids, in.Indicator); !dataset.IsEmbedded(in.Path) && !slices.Contains(paths, in.Path) {
			paths = append(paths, in.Path)
		}
	}
	engine, err := o.Reopen(ctx, paths)
	if err != nil {
		return nil // they are gone, or can no longer be read: the manifests decide
	}
	inputs, err := engine.Inputs(ids)
	if err != nil {
		return nil
	}
	hashes := map[string]bool{}
	for _, in := range inputs {
		hashes[in.Indicator+" "+in.SHA256] = true
	}
	if rates, err := dataset.RatesInput(); err == nil {
		hashes[" "+rates.SHA256] = true
	}
	for _, in := range before.Inputs {
		if !hashes[in.Indicator+" "+in.SHA256] {
			return nil
		}
	}
	return engine
}
