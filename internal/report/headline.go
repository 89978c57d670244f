package report

import (
	"context"
	"fmt"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

// headlineYears are the years that a topic can be written for: those for which
// the publisher's World of its headline indicator stands, else those of its
// data. There is at least one.
func headlineYears(ctx context.Context, o Options, t *topic) ([]int, error) {
	l, err := o.Engine.Load(ctx, dataset.Query{Indicators: []string{t.Headline}})
	if err != nil {
		return nil, fmt.Errorf("topic %s: %w", t.ID, err)
	}
	prepared, err := analysis.Prepare(o.Engine.Catalog(), l.Frame, l.Published, []string{t.Headline})
	if err != nil {
		return nil, err
	}
	if years := prepared[0].PublishedYears("world"); len(years) > 0 {
		return years, nil
	}
	if years := prepared[0].Years(); len(years) > 0 {
		return years, nil
	}
	if err := o.Engine.Missing(t.Headline); err != nil {
		return nil, tidy.Errorf(tidy.Empty, tidy.HintOf(err), "topic %s: %s", t.ID, err.Error())
	}
	return nil, tidy.Errorf(tidy.Empty, "give a file that holds it with --data", "no data for %s, the headline of topic %s", t.Headline, t.ID)
}

// hasYear refuses a year without figures for the headline indicator: its pages
// would be empty.
func (e *env) hasYear() error {
	d, err := e.data(e.topic.Headline)
	if err != nil {
		return err
	}
	years := append(append([]int{}, d.PublishedYears("world")...), d.Years()...)
	missing := e.engine.Missing(e.topic.Headline)
	switch {
	case len(years) == 0 && missing != nil:
		return tidy.Errorf(tidy.Empty, tidy.HintOf(missing), "topic %s: %s", e.topic.ID, missing.Error())
	case len(years) == 0:
		return tidy.Errorf(tidy.Empty, "give a file that holds it with --data", "topic %s: no figures for %s", e.topic.ID, d.Indicator.ID)
	case !slices.Contains(years, e.year):
		return tidy.Errorf(tidy.Empty, fmt.Sprintf("there are figures from %d to %d", slices.Min(years), slices.Max(years)),
			"topic %s: no figures for %s in %d", e.topic.ID, d.Indicator.ID, e.year)
	case e.year == slices.Min(years):
		return tidy.Errorf(tidy.Empty, fmt.Sprintf("take a later year, up to %d", slices.Max(years)),
			"topic %s: %d is the first year of %s, and a report compares with the year before", e.topic.ID, e.year, d.Indicator.ID)
	}
	return nil
}
