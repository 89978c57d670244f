package economy

import (
	"io/fs"
	"slices"
	"sort"

	"tradestats/internal/tidy"
)

// World is the group of every economy in the registry.
const World = "world"

// A Group is a set of economies whose members may change with time.
type Group struct {
	ID         string
	Membership string // how sure the list of members is, in English
	Own        bool   // made by the user, with --group
}

// A group is a Group with its members: spells for those in the files, a
// definition for those a user made.
type group struct {
	Group
	spells []spell
	plus   []Item // own groups: what is put together ...
	minus  []Item // ... and what is taken away from it
}

// A spell is a stay in a group: from <= day < to. An empty from means always,
// an empty to means still.
type spell struct{ iso3, from, to string }

func (s spell) covers(day string) bool {
	return s.from <= day && (s.to == "" || day < s.to)
}

var groupNameHeader = []string{"group", "en", "fr", "es", "pt", "membership"}

func (r *Registry) readGroupNames(fsys fs.FS) error {
	return readTable(fsys, "group-names.csv", groupNameHeader, func(w row) error {
		id := w.cells[0]
		if err := r.addCode(w, id, ref{id: id, group: true}); err != nil {
			return err
		}
		r.groups[id] = &group{Group: Group{ID: id, Membership: w.cells[5]}}
		return r.names.add(w, id, w.cells[1:5])
	})
}

func (r *Registry) readMembers(fsys fs.FS) error {
	return readTable(fsys, "groups.csv", []string{"group", "iso3", "from", "to"}, func(w row) error {
		g, ok := r.groups[w.cells[0]]
		if !ok || g.ID == World {
			return w.bad(w.cells[0], "no such group in group-names.csv")
		}
		s := spell{w.cells[1], w.cells[2], w.cells[3]}
		if _, ok := r.Economy(s.iso3); !ok {
			return w.bad(s.iso3, "no such economy in economies.csv")
		}
		for _, day := range []string{s.from, s.to} {
			if day != "" && !isDay(day) {
				return w.bad(day, "a day must be written 2023-06-30")
			}
		}
		if s.to != "" && s.to <= s.from {
			return w.bad(s.to, "the end of a membership must come after its start")
		}
		g.spells = append(g.spells, s)
		return nil
	})
}

// Groups returns all groups, sorted by id. The slice is the caller's.
func (r *Registry) Groups() []Group {
	out := make([]Group, 0, len(r.groups))
	for _, g := range r.groups {
		out = append(out, g.Group)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// Group returns the group with this id.
func (r *Registry) Group(id string) (Group, bool) {
	g, ok := r.groups[id]
	if !ok {
		return Group{}, false
	}
	return g.Group, true
}

// Members returns who belongs to a group on a day ("2023-12-31"), sorted by
// ISO3. It is empty, without an error, for a group that had no member then;
// an unknown group or a malformed day is a usage error. For the members of a
// year give YearEnd(year). The list is the same one each time: it is not to be
// written into.
func (r *Registry) Members(groupID, day string) ([]string, error) {
	g, ok := r.groups[groupID]
	if !ok {
		return nil, r.unknownGroup(groupID)
	}
	if !isDay(day) {
		return nil, tidy.Errorf(tidy.Usage, "write a day such as 2023-06-30", "no such date %q", day)
	}
	type memo struct{ group, day string }
	if list, ok := r.listed.Load(memo{groupID, day}); ok { // analyses ask for the same list again and again
		return list.([]string), nil
	}
	list, _ := r.listed.LoadOrStore(memo{groupID, day}, r.members(g, day))
	return list.([]string), nil
}

// members is Members for a group and a day known to be right.
func (r *Registry) members(g *group, day string) []string {
	out := []string{}
	switch {
	case g.ID == World:
		for _, e := range r.economies {
			out = append(out, e.ISO3)
		}
	case g.Own:
		taken := r.union(g.minus, day)
		for iso3 := range r.union(g.plus, day) {
			if !taken[iso3] {
				out = append(out, iso3)
			}
		}
	default:
		for _, s := range g.spells {
			if s.covers(day) {
				out = append(out, s.iso3)
			}
		}
	}
	slices.Sort(out)
	return out
}

// union is the set of economies that a list of items names on a day.
func (r *Registry) union(items []Item, day string) map[string]bool {
	set := map[string]bool{}
	for _, item := range items {
		for _, iso3 := range r.expand(item, day) {
			set[iso3] = true
		}
	}
	return set
}

// Founded returns the day the first members joined a group, or "" when its
// list holds for all time, as a region's does, or the user made the group.
func (r *Registry) Founded(groupID string) string {
	g, ok := r.groups[groupID]
	if !ok || len(g.spells) == 0 {
		return ""
	}
	first := g.spells[0].from
	for _, s := range g.spells[1:] {
		first = min(first, s.from)
	}
	return first
}
