package report

import (
	"context"
	"maps"
	"math"
	"slices"

	"tradestats/internal/changes"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/frame"
	"tradestats/internal/study"
)

// matched is the new year as it would be, had the same economies reported who reported
// in both years: what moves from there to the new edition is who came and who no longer
// reports. A group's value is that of the earlier year and the change of its matched
// members, and what is made of such values follows.
func matched(ctx context.Context, o Options, s changes.Stages, members *economy.Registry, then, now map[string]figure) (*changes.Snapshot, error) {
	m := explain.NewMaker(&study.Desk{Engine: o.AsPublished, Economies: members, Warning: func(string) {}, Shelf: &study.Shelf{}})
	isGroup := func(id string) bool { _, ok := members.Group(id); return ok }
	out := *s.Rolled
	out.Numbers = maps.Clone(out.Numbers)
	for _, p := range s.Pairs() {
		as, other := asMatched(then[p.Then].of, now[p.Now].of, isGroup)
		number, there := out.Numbers[p.Now]
		if !other || !there {
			continue
		}
		made, err := m.Make(ctx, as)
		if err != nil {
			return nil, err
		}
		if !math.IsNaN(made.Value) && !math.IsInf(made.Value, 0) {
			number.Value = frame.Significant(made.Value)
			out.Numbers[p.Now] = number
		}
	}
	return &out, nil
}

// asMatched is a number of the new year as if the same had reported as in the earlier
// year's; other tells whether that can differ from the number itself.
func asMatched(then, now explain.Number, isGroup func(string) bool) (as explain.Number, other bool) {
	if then.Measure != now.Measure {
		return now, false
	}
	if len(then.Of) != len(now.Of) { // a count of those that have figures is what it was, had the same reported
		return then, now.Measure == explain.HowMany
	}
	same := then.Indicator == now.Indicator && then.Economy == now.Economy && then.Year < now.Year && then.With == "" && isGroup(now.Economy)
	switch {
	case same && now.Measure == explain.Value:
		from := now
		from.Year = then.Year
		between := func(measure string) explain.Number {
			n := now
			n.Measure, n.From = measure, then.Year
			return n
		}
		return added(from, less(between(explain.End), between(explain.Start))), true
	case same && slices.Contains([]string{explain.Coverage, explain.Reporting}, now.Measure):
		from := now
		from.Year = then.Year
		return from, true
	}
	as = now
	as.Of = slices.Clone(now.Of)
	for k := range now.Of {
		part, changed := asMatched(then.Of[k], now.Of[k], isGroup)
		as.Of[k], other = part, other || changed
	}
	return as, other
}
