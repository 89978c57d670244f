package economy

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"

	"tradestats/internal/tidy"
)

// Composition writes down who is in a group and when, as one line: "AUT BEL
// GBR@1973-01-01/2020-02-01", each stay from a day to the day before another one; ".."
// is an end that is not known. Of a group the user made it is the members of the day.
// It is "" for a group that there is not, and for the world.
func (r *Registry) Composition(id, day string) string {
	g, ok := r.groups[id]
	if !ok || id == World {
		return ""
	}
	if g.Own {
		return strings.Join(r.members(g, day), " ")
	}
	spells := slices.Clone(g.spells)
	slices.SortFunc(spells, func(a, b spell) int { return cmp.Or(cmp.Compare(a.iso3, b.iso3), cmp.Compare(a.from, b.from)) })
	var out []string
	for _, s := range spells {
		text := s.iso3
		if s.from != "" || s.to != "" {
			text += "@" + cmp.Or(s.from, "..") + "/" + cmp.Or(s.to, "..")
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

// Recomposed returns a registry whose groups have other members: compositions by id, as
// Composition writes them. What happened after the day is left out, so that groups stay
// as they were then. Groups and economies that there are no longer are passed over. A
// composition that cannot be read is an error of kind tidy.Data.
func (r *Registry) Recomposed(compositions map[string]string, day string) (*Registry, error) {
	out := *r
	out.listed = &sync.Map{}
	out.groups = maps.Clone(r.groups)
	for _, id := range slices.Sorted(maps.Keys(compositions)) {
		before, ok := r.groups[id]
		if !ok || id == World {
			continue
		}
		spells, err := parseComposition(id, compositions[id])
		if err != nil {
			return nil, err
		}
		g := &group{Group: before.Group}
		g.Own = false // its members are listed
		for _, s := range spells {
			if _, known := r.Economy(s.iso3); known && s.from <= day {
				if s.to > day {
					s.to = ""
				}
				g.spells = append(g.spells, s)
			}
		}
		out.groups[id] = g
	}
	return &out, nil
}

func parseComposition(id, text string) ([]spell, error) {
	var out []spell
	for _, word := range strings.Fields(text) {
		s := spell{}
		code, stay, dated := strings.Cut(word, "@")
		s.iso3 = code
		from, to, whole := strings.Cut(stay, "/")
		if dated && !whole {
			return nil, tidy.Errorf(tidy.Data, "write AUT, or GBR@1973-01-01/2020-02-01 with .. for an end that is not known", "group %s: %q is no member", id, word)
		}
		for _, end := range []struct {
			text string
			into *string
		}{{from, &s.from}, {to, &s.to}} {
			switch {
			case end.text == "" || end.text == "..":
			case isDay(end.text):
				*end.into = end.text
			default:
				return nil, tidy.Errorf(tidy.Data, "write days as 2023-06-30", "group %s: %q has no date", id, word)
			}
		}
		out = append(out, s)
	}
	return out, nil
}
