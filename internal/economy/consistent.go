package economy

import (
	"fmt"
	"slices"

	"tradestats/internal/tidy"
)

// consistent refuses a definition that does nothing with what it names: who wrote that
// meant something else.
func (r *Registry) consistent(name string, g *group) error {
	if err := once(name, "", g.plus); err != nil {
		return err
	}
	if err := once(name, "-", g.minus); err != nil {
		return err
	}
	if err := r.apart(name, g.plus); err != nil {
		return err
	}
	in := map[string]bool{}
	for _, item := range g.plus {
		r.ever(item, in)
	}
	for _, item := range g.minus {
		away := map[string]bool{}
		r.ever(item, away)
		if !anyOf(away, in) {
			return member("-"+item.String(), "leave it out, or put in the group that it is taken from", "group %q: %s is taken away, and never was in it", name, item)
		}
	}
	return nil
}

// once refuses what stands twice, each time behind a sign.
func once(name, sign string, list []Item) error {
	for k, item := range list {
		if slices.Contains(list[:k], item) {
			return member(sign+item.String(), "leave it out: a group counts each member once", "group %q: %s stands twice", name, item)
		}
	}
	return nil
}

// ever adds to a set the economies that an item stands for on any day.
func (r *Registry) ever(item Item, out map[string]bool) {
	for _, e := range r.expand(item, "9999-12-31") {
		out[e] = true
	}
	g := r.groups[item.ID]
	if !item.Group || item.Pin != "" || g == nil {
		return
	}
	for _, s := range g.spells {
		out[s.iso3] = true
	}
	if len(g.minus) > 0 {
		return // it has what it has now: earlier members may be those taken away
	}
	for _, part := range g.plus {
		r.ever(part, out)
	}
}

func anyOf(some, of map[string]bool) bool {
	for e := range some {
		if of[e] {
			return true
		}
	}
	return false
}

// member is an error about a member of a definition, as it is written there.
func member(word, hint, format string, args ...any) error {
	return &tidy.Error{Kind: tidy.Usage, Msg: fmt.Sprintf(format, args...), Hint: hint, Word: word}
}

// apart refuses a group that is made of another one and of what is in it already: who
// writes that expects the members to count for more. Groups that merely overlap are
// joined, each member once.
func (r *Registry) apart(name string, items []Item) error {
	const ever = "9999-12-31" // after every date of the lists
	for k, part := range items {
		inner := r.expand(part, ever)
		for n, whole := range items {
			outer := r.expand(whole, ever)
			if k == n || len(inner) == 0 || !whole.Group || len(inner) == len(outer) && k < n {
				continue
			}
			if !slices.ContainsFunc(inner, func(e string) bool { return !slices.Contains(outer, e) }) {
				return member(part.String(), "leave it out: a group counts each member once", "group %q: %s is in %s already", name, part, whole)
			}
		}
	}
	return nil
}
