package changes

import (
	"maps"
	"slices"
)

// A Movement is who came into a set and who left it.
type Movement struct {
	What       string // a group, or an indicator
	Year       int    // that both are of
	Then, Now  int    // how many there are
	Came, Left []string
	Cause      Cause
}

func movement(what string, year int, then, now []string, cause Cause) (Movement, bool) {
	m := Movement{What: what, Year: year, Then: len(then), Now: len(now), Cause: cause}
	for _, id := range now {
		if !slices.Contains(then, id) {
			m.Came = append(m.Came, id)
		}
	}
	for _, id := range then {
		if !slices.Contains(now, id) {
			m.Left = append(m.Left, id)
		}
	}
	return m, len(m.Came)+len(m.Left) > 0
}

// Members compares the members of groups at the end of each edition's year, in the
// order of ids.
func Members(then, now map[string][]string) []Movement {
	var out []Movement
	for _, id := range slices.Sorted(maps.Keys(now)) {
		before, ok := then[id]
		if !ok {
			continue
		}
		if m, moved := movement(id, 0, before, now[id], Membership); moved {
			out = append(out, m)
		}
	}
	return out
}

// Reporters compares who has figures: of the earlier edition's year then and now, and
// of the new year against that. An indicator whose newest year then is no longer
// its newest of the same edition is left out: another year is no revision. So is one
// that a stage between the two does not record: nobody knows who had figures.
func (s Stages) Reporters() []Movement {
	var out []Movement
	add := func(id string, year int, then, now Names, cause Cause) {
		if m, moved := movement(id, year, then, now, cause); moved {
			out = append(out, m)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(s.New.Reported)) {
		then, had := s.Old.Reported[id]
		now := s.New.Reported[id]
		again, has := s.again(id)
		if !had || !has {
			continue
		}
		if now.Year != again.Year {
			add(id, now.Year, again.Economies, now.Economies, Reporting)
		}
		if again.Year != then.Year {
			continue
		}
		if tool, ok := s.byTool(id); ok && tool.Year == then.Year {
			add(id, then.Year, then.Economies, tool.Economies, Method)
			add(id, then.Year, tool.Economies, again.Economies, Reporting)
			continue
		}
		add(id, then.Year, then.Economies, again.Economies, s.judgeIndicator(id))
	}
	return out
}

// again is who has figures of the earlier edition's year today.
func (s Stages) again(id string) (r Report, ok bool) {
	switch {
	case s.Old.Year == s.New.Year:
		r, ok = s.New.Reported[id]
	case s.Revised != nil:
		r, ok = s.Revised.Reported[id]
	}
	return r, ok
}

// byTool is who today's tool finds in the figures of then.
func (s Stages) byTool(id string) (r Report, ok bool) {
	if s.Tool != nil {
		r, ok = s.Tool.Reported[id]
	}
	return r, ok
}

// judgeIndicator says by the manifests alone why others have a figure of an indicator
// than had.
func (s Stages) judgeIndicator(id string) Cause {
	for _, c := range Inputs(s.Old, s.New) {
		if c.indicator() != id || c.Same() {
			continue
		}
		if s.otherTool() {
			return Untold
		}
		return Reporting
	}
	return Method
}
