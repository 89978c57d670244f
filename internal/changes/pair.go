package changes

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A pair is one figure under its ids in the earlier and in the new edition: the id
// names the year, and what an edition prints of its own year moves on with it.
type pair struct{ then, now string }

// pairs finds what belongs together, in the order of the new ids. An id that stands
// in both is the same figure; of the others, one whose years are those of the other
// moved on by the distance of the editions, all or only the last.
func (s Stages) pairs() []pair {
	then, now := s.Old.Numbers, s.New.Numbers
	delta := s.New.Year - s.Old.Year
	var out []pair
	used := map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(now)) {
		p := pair{id, id}
		if _, same := then[id]; !same {
			if before := counterpart(id, then, now, used, -delta); before != "" {
				p.then = before
			}
		}
		used[p.then] = true
		out = append(out, p)
	}
	for _, id := range slices.Sorted(maps.Keys(then)) {
		if used[id] {
			continue
		}
		p := pair{id, id}
		if next := counterpart(id, now, then, used, delta); next != "" {
			p.now = next
		}
		out = append(out, p)
	}
	return out
}

// counterpart is an id with its years moved that the other edition does not have: one
// that its own has, else the first; "" where there is none.
func counterpart(id string, own, other map[string]Number, used map[string]bool, by int) string {
	first := ""
	for _, moved := range shifted(id, by) {
		if _, both := other[moved]; both || used[moved] {
			continue
		}
		if _, there := own[moved]; there {
			return moved
		}
		first = cmp.Or(first, moved)
	}
	return first
}

// years are a part of an id that is a year, or a period.
var years = regexp.MustCompile(`^(?:([0-9]{4})-)?([0-9]{4})$`)

// shifted are an id with its years moved: all of them, then only the last of periods.
func shifted(id string, by int) []string {
	if by == 0 {
		return nil
	}
	var out []string
	for _, first := range []int{by, 0} {
		parts := strings.Split(id, "/")
		for k, part := range parts {
			m := years.FindStringSubmatch(part)
			if m == nil {
				continue
			}
			last, _ := strconv.Atoi(m[2])
			parts[k] = strconv.Itoa(last + by)
			if start, err := strconv.Atoi(m[1]); err == nil {
				parts[k] = fmt.Sprintf("%d-%d", start+first, last+by)
			}
		}
		if moved := strings.Join(parts, "/"); moved != id && !slices.Contains(out, moved) {
			out = append(out, moved)
		}
	}
	return out
}
