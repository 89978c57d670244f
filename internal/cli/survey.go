package cli

import (
	"context"
	"slices"

	"tradestats/internal/dataset"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// had is what an indicator has: who reported, and when.
type had struct {
	years     []int
	economies []string
	of        map[string][]int // years of each economy
	published map[string][]int // years of each of the publisher's groups
	breaks    []tidy.Observation
}

// survey loads indicators with the world as partner: what is given by partner
// only has nothing here.
func (s *session) survey(ctx context.Context, ids ...string) (map[string]*had, error) {
	out := map[string]*had{}
	for _, id := range ids {
		found, err := s.Engine.Load(ctx, dataset.Query{Indicators: []string{id}})
		if err != nil {
			return nil, err
		}
		h := &had{of: map[string][]int{}, published: map[string][]int{}}
		obs, err := frame.Observations(found.Frame)
		if err != nil {
			return nil, err
		}
		groups, err := frame.Observations(found.Published)
		if err != nil {
			return nil, err
		}
		for _, o := range obs {
			h.of[o.Economy] = append(h.of[o.Economy], o.Year)
			h.years = append(h.years, o.Year)
			h.economies = append(h.economies, o.Economy)
			if tidy.IsBreak(o.Flag) {
				h.breaks = append(h.breaks, o)
			}
		}
		for _, o := range groups {
			h.published[o.Economy] = append(h.published[o.Economy], o.Year)
		}
		slices.Sort(h.years)
		h.years = slices.Compact(h.years)
		h.economies = slices.Compact(h.economies) // they come sorted
		out[id] = h
	}
	return out, nil
}

func (s *session) surveyAll(ctx context.Context) (map[string]*had, error) {
	return s.survey(ctx, s.Engine.Catalog().IDs()...)
}

// yearOfMembers is the year whose members are listed: the one asked for, else
// the newest of the figures, for there is no today here.
func (s *session) yearOfMembers(ctx context.Context, year int) (int, error) {
	if year != 0 {
		return year, nil
	}
	all, err := s.surveyAll(ctx)
	if err != nil {
		return 0, err
	}
	for _, h := range all {
		if n := len(h.years); n > 0 {
			year = max(year, h.years[n-1])
		}
	}
	return year, nil
}
