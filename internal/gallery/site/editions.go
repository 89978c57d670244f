package site

import (
	"strconv"
	"strings"

	"tradestats/internal/gallery"
)

// What is cited of an edition stands in a folder of its year, so that several editions
// stand side by side in one site; what readers browse is of the newest.

// yearOf is the year of a topic's edition; 0 is its newest.
func (e *export) yearOf(topic string, year int) int {
	return e.gallery.YearOf(topic, year)
}

// isNewest tells whether no later edition stands in the folder: its pages are left alone
// by an earlier one.
func (e *export) isNewest() bool {
	last := ""
	for key := range e.wrote {
		year, _, _ := strings.Cut(key, "/")
		last = max(last, year)
	}
	for name := range e.out.before {
		if year, _, ok := edition(name); ok && year > last {
			return false
		}
	}
	return true
}

// edition is the year and the topic of a file in the folder of a year.
func edition(name string) (year, topic string, ok bool) {
	parts := strings.Split(name, "/")
	if _, err := strconv.Atoi(parts[0]); err != nil || len(parts[0]) != 4 {
		return "", "", false
	}
	for k, part := range parts[:len(parts)-1] {
		if part == "charts" || part == "topics" {
			return parts[0], strings.TrimSuffix(parts[k+1], ".html"), true
		}
	}
	return parts[0], "", true
}

// editions are those that are written, and those that stand in the folder beside them.
func (e *export) editions() []gallery.Edition {
	var out []gallery.Edition
	for _, topic := range e.gallery.TopicsOf(e.Year) {
		out = append(out, gallery.Edition{Topic: topic, Year: e.yearOf(topic, e.Year)})
	}
	for name := range e.out.before {
		if year, topic, ok := edition(name); ok && strings.HasSuffix(name, "/topics/"+topic+".html") {
			y, _ := strconv.Atoi(year) //nolint:errcheck // it is four digits
			out = append(out, gallery.Edition{Topic: topic, Year: y})
		}
	}
	return gallery.OrderEditions(out)
}

// kept tells whether a file of the site that stands there stays though it is not written:
// it is of an edition that this run does not write, or of a newer one.
func (e *export) kept(name string) bool {
	if year, topic, ok := edition(name); ok {
		return !e.wrote[year+"/"+topic]
	}
	return !e.newest
}
