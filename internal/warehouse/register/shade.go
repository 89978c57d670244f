package register

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

// Of several vintages of an indicator the newest is read, and what has no date is older
// than all that has one: --as-of reads the others, and nothing what has none. A part of a
// dataset that is loaded under a date so takes all undated files of its indicators out of
// sight, which is said.

// A shade is what is not read of some loads of one day.
type shade struct {
	by   []*Load // the loads that are read for it
	what dataset.Held
	lost []string // what these do not have
}

// Shaded is what others take out of sight of some loads of one day.
func Shaded(old, all []*Load) shade {
	var s shade
	before, after := dataset.NewContent(), dataset.NewContent()
	for _, l := range old {
		for _, id := range SortedKeys(l.Held) {
			newest := newestOf(id, l, all)
			if len(newest) == 0 {
				continue
			}
			merge(&before, l, id)
			for _, o := range newest {
				merge(&after, o, id)
				if !slices.Contains(s.by, o) {
					s.by = append(s.by, o)
				}
			}
		}
	}
	s.what, s.lost = before.Held, Lacking(&before, &after)
	return s
}

// newestOf are the loads that an indicator is read from in place of a load.
func newestOf(id string, l *Load, all []*Load) []*Load {
	var out []*Load
	last := l.day()
	for _, o := range all {
		if o.Held[id] == nil || o.day() < last || o.day() == l.day() {
			continue
		}
		if o.day() > last {
			last, out = o.day(), nil
		}
		out = append(out, o)
	}
	return out
}

// day is the last one of a load's vintage; "" is before all others.
func (l *Load) day() string {
	day, _ := tidy.LastDay(l.Vintage)
	return day
}

// merge adds what a load has of an indicator, and its economies and partners.
func merge(c *dataset.Content, o *Load, id string) {
	for year := range o.Held[id] {
		c.Held.Add(id, year)
	}
	maps.Copy(c.Economies, o.Economies)
	maps.Copy(c.Partners, o.Partners)
}

// Note says in a list what is not read of a load.
func (s shade) Note(l *Load) string {
	if len(s.by) == 0 {
		return ""
	}
	of := ""
	if len(l.Held.Without(s.what)) > 0 {
		of = ": " + s.what.String()
	}
	if !dataset.Dated(l.Vintage) {
		return "not read, for " + s.by[0].Name() + " has a date" + of
	}
	return "read with --as-of " + l.Vintage + of
}

// Shadows are what somebody who has loaded some texts may not know of what else the table
// has: what is no longer read, now that all of them are there.
func Shadows(loaded, all []*Load) []string {
	var out []string
	for _, old := range byDay(all) {
		s := Shaded(old, all)
		ours := slices.DeleteFunc(slices.Clone(s.by), func(o *Load) bool {
			return !slices.ContainsFunc(loaded, func(l *Load) bool { return l.Attempt == o.Attempt })
		})
		switch lacks := s.lacks(); {
		case len(ours) == 0:
		case !dataset.Dated(old[0].Vintage):
			out = append(out, s.undated(old)+"; load it again with its --vintage DATE, or take it out with --remove")
		case lacks != "":
			out = append(out, fmt.Sprintf("%s is read in place of %s (of %s) and %s; --as-of %s reads that",
				ours[0].described(), files(old, s.what), old[0].Vintage, lacks, old[0].Vintage))
		}
	}
	return out
}

// Unseen says for each command that reads a table what nothing of it reads, for it has no
// date and what has one has not all of it.
func (c *Server) Unseen(all []*Load) string {
	for _, old := range byDay(all) {
		if s := Shaded(old, all); !dataset.Dated(old[0].Vintage) && s.lacks() != "" {
			return c.String() + "/" + s.undated(old) + "; load it again with its --vintage DATE"
		}
	}
	return ""
}

// byDay are loads in groups of one day, in their order.
func byDay(all []*Load) [][]*Load {
	var out [][]*Load
	for _, l := range all {
		k := slices.IndexFunc(out, func(of []*Load) bool { return of[0].OfOneDay(l) })
		if k < 0 {
			k, out = len(out), append(out, nil)
		}
		out[k] = append(out[k], l)
	}
	return out
}

// undated says that loads without a date are not read.
func (s shade) undated(old []*Load) string {
	text := fmt.Sprintf("%s: no date, and so not read beside %s", files(old, s.what), s.by[0].described())
	if lacks := s.lacks(); lacks != "" {
		text += ", which " + lacks
	}
	return text
}

// lacks says what is not there any more for those who read.
func (s shade) lacks() string {
	if len(s.lost) == 0 {
		return ""
	}
	return "lacks " + strings.Join(s.lost, ", and ")
}

// files names those of the loads that have some of what is not read.
func files(of []*Load, what dataset.Held) string {
	var out []string
	for _, l := range of {
		if slices.ContainsFunc(SortedKeys(what), func(id string) bool { return l.Held[id] != nil }) {
			out = append(out, l.File)
		}
	}
	return dataset.Some(out)
}

func (l *Load) described() string { return l.File + " (of " + l.Vintage + ")" }
