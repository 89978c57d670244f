package changes

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Pair is one figure under its ids in the earlier and in the new edition: the id
// names the year, and what an edition prints of its own year moves on with it.
type Pair struct{ Then, Now string }

// Pairs finds what belongs together, in the order of the new ids. An id that stands
// in both is the same figure; of the others, one whose years are those of the other
// moved on by the distance of the editions: all, only the last of periods, or only the
// edition's own wherever it stands.
func (s Stages) Pairs() []Pair {
	then, now := s.Old.Numbers, s.New.Numbers
	delta := s.New.Year - s.Old.Year
	var out []Pair
	used := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		p := Pair{id, id}
		if _, same := then[id]; !same {
			if before := counterpart(id, numbers(&s.Old.Snapshot, s.Tool, s.Revised), now, used, shift{s.New.Year, -delta}); before != "" {
				p.Then = before
			}
		}
		used[p.Then] = true
		out = append(out, p)
	}
	for _, id := range slices.Sorted(maps.Keys(then)) {
		if used[id] {
			continue
		}
		p := Pair{id, id}
		if next := counterpart(id, numbers(&s.New.Snapshot, s.Rolled), then, used, shift{s.Old.Year, delta}); next != "" {
			p.Now = next
		}
		out = append(out, p)
	}
	return out
}

// counterpart is an id with its years moved that the other edition does not have: one
// that its own has, else one that a stage of its year has, else the first; "" where
// there is none.
func counterpart(id string, own []map[string]Number, other map[string]Number, used map[string]bool, by shift) string {
	var free []string
	for _, moved := range shifted(id, by) {
		if _, both := other[moved]; !both && !used[moved] {
			free = append(free, moved)
		}
	}
	for _, numbers := range own {
		for _, moved := range free {
			if _, there := numbers[moved]; there {
				return moved
			}
		}
	}
	return append(free, "")[0]
}

// numbers are those of snapshots that could be made.
func numbers(all ...*Snapshot) []map[string]Number {
	var out []map[string]Number
	for _, one := range all {
		if one != nil {
			out = append(out, one.Numbers)
		}
	}
	return out
}

// years are a part of an id that is a year, or a period.
var years = regexp.MustCompile(`^(?:([0-9]{4})-)?([0-9]{4})$`)

// A shift leads from the ids of one edition to those of the other.
type shift struct{ year, by int } // of the edition, to the other one's

// moves are the ways to move a year of an id on; last tells whether it is one by
// itself, or ends a period.
func (by shift) moves() []func(year int, last bool) int {
	return []func(int, bool) int{
		func(year int, _ bool) int { return year + by.by },
		func(year int, last bool) int {
			if last {
				return year + by.by
			}
			return year
		},
		func(year int, _ bool) int {
			if year == by.year {
				return year + by.by
			}
			return year
		},
	}
}

// shifted are an id with its years moved in each of the ways that differ.
func shifted(id string, by shift) []string {
	if by.by == 0 {
		return nil
	}
	var out []string
	for _, move := range by.moves() {
		parts := strings.Split(id, "/")
		for k, part := range parts {
			m := years.FindStringSubmatch(part)
			if m == nil {
				continue
			}
			last, _ := strconv.Atoi(m[2])
			parts[k] = strconv.Itoa(move(last, true))
			if start, err := strconv.Atoi(m[1]); err == nil {
				parts[k] = fmt.Sprintf("%d-%d", move(start, false), move(last, true))
			}
		}
		if moved := strings.Join(parts, "/"); moved != id && !slices.Contains(out, moved) {
			out = append(out, moved)
		}
	}
	return out
}
