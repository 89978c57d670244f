package load

import (
	"context"
	"fmt"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/register"
)

// scan reads a text for what it holds.
func scan(ctx context.Context, l *register.Load, s *dataset.Surveyed) error {
	if l.Held != nil {
		return nil
	}
	found := dataset.Held{}
	told, err := s.Stream(ctx, func(r dataset.Streamed) error {
		found.Add(r.Indicator, r.Year)
		return nil
	})
	if err == nil {
		l.Holds(found, told)
	}
	return err
}

// together refuses texts of one command that cannot stand beside each other.
func together(ctx context.Context, texts []*dataset.Surveyed, all []*register.Load) error {
	for k, l := range all {
		for m, o := range all[:k] {
			if err := pair(ctx, texts[m], texts[k], o, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// pair refuses two texts of one command that cannot stand beside each other: those with
// the same figures, and those of one name, by which the later one would take the place
// of the earlier one.
func pair(ctx context.Context, first, second *dataset.Surveyed, o, l *register.Load) error {
	if l.OfOneDay(o) && l.Lists(o) {
		if err := scan(ctx, l, second); err != nil {
			return err
		}
		if err := scan(ctx, o, first); err != nil {
			return err
		}
		if l.Clashes(o) {
			return tidy.Errorf(tidy.Usage, "join them in one file, load one of the two, or give the date of each with --vintage",
				"%s and %s both have %s of the same economies: files of a table part by indicator, year or economy", first.Name, second.Name, l.Both(o))
		}
	}
	if l.Replaces(o) {
		return tidy.Errorf(tidy.Usage, "rename one of the two, as by its year", "%s and %s are both called %s in the table: one would take the place of the other", first.Name, second.Name, l.File)
	}
	return nil
}

// base is the name of a text's dataset in the table: what its publisher calls it, or
// of a download of one series that series, for the name of the file is another one each
// time.
func base(s *dataset.Surveyed) string {
	if a := s.About; a.Publisher != "" && !a.Own && a.Dataset == "" && len(s.Series) == 1 {
		return a.Publisher + "-" + s.IDs[s.Series[0].Code]
	}
	return s.Dataset.ID
}

// surprises are what somebody who has loaded a text may not expect of reading it.
func surprises(l *register.Load, before, others []*register.Load) []string {
	var out []string
	if l.Dating != "" {
		out = append(out, l.Dating)
	}
	for _, o := range before {
		switch gone := register.Lacking(&o.Content, &l.Content); {
		case len(gone) == 0 && l.Rows > mostCompared && l.Rows < o.Rows:
			out = append(out, fmt.Sprintf("%s has taken the place of %s and has fewer rows: %d, where there were %d", l.File, o.File, l.Rows, o.Rows))
		case len(gone) > 0:
			out = append(out, fmt.Sprintf("%s has taken the place of %s and does not have all of it; the table no longer has %s", l.File, o.File, strings.Join(gone, ", nor ")))
		}
	}
	if o := l.ReadBefore(others); o != nil {
		out = append(out, fmt.Sprintf("%s has no date, and what has one is read first: %s, of %s; say --vintage DATE", l.File, o.File, o.Vintage))
	}
	return out
}

// summary is a load as it is printed.
func summary(l *register.Load) Loaded {
	return Loaded{Dataset: l.Dataset, Vintage: l.Vintage, File: l.File, Indicators: l.Indicators(), Economies: len(l.Economies), Partners: len(l.Partners), Rows: l.Rows, Years: l.Held.Span()}
}
