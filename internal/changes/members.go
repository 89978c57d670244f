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
// its newest of the same edition is left out: another year is no revision.
func (s Stages) Reporters() []Movement {
	var out []Movement
	for _, id := range slices.Sorted(maps.Keys(s.New.Reported)) {
		then, had := s.Old.Reported[id]
		now := s.New.Reported[id]
		if !had {
			continue
		}
		again, cause := now, s.judgeIndicator(id)
		if s.Old.Year != s.New.Year {
			if s.Revised == nil {
				continue
			}
			again = s.Revised.Reported[id]
			if now.Year != again.Year {
				if m, moved := movement(id, now.Year, again.Economies, now.Economies, NewYear); moved {
					out = append(out, m)
				}
			}
		}
		if again.Year == then.Year {
			if m, moved := movement(id, then.Year, then.Economies, again.Economies, cause); moved {
				out = append(out, m)
			}
		}
	}
	return out
}

// judgeIndicator says why others have a figure of an indicator than had.
func (s Stages) judgeIndicator(id string) Cause {
	for _, c := range Inputs(s.Old, s.New) {
		if c.indicator() != id || c.Same() {
			continue
		}
		if s.otherTool() {
			return Untold
		}
		return Revision
	}
	return Method
}
