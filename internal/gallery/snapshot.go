package gallery

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradestats/internal/report"
)

// A snapshot is the editions as their manifests vouched for them at one moment. It
// does not change: a new edition is a new snapshot, so that a page is of one edition.
type snapshot struct {
	stamp string
	id    string // of all manifests
	all   []report.Standing
	mu    sync.Mutex
	books map[bookKey]*onceBook
}

type bookKey struct {
	year        int
	topic, lang string
}

// A onceBook is a book that who comes first makes.
type onceBook struct {
	mu   sync.Mutex
	book *Book
}

// Refresh looks whether the editions in the folder have changed.
func (g *Gallery) Refresh() error {
	g.refresh.Lock()
	defer g.refresh.Unlock()
	stamp, err := stampOf(g.Reports)
	if err != nil {
		return err
	}
	if now := g.now.Load(); now != nil && now.stamp == stamp {
		return nil
	}
	all, damaged, err := report.Stands(g.Reports)
	if err != nil {
		return err
	}
	for _, file := range damaged {
		g.warn(file + " cannot be read, and its edition is not shown; write it again with 'tradestats report'")
	}
	sum := sha256.New()
	for _, s := range all {
		fmt.Fprintln(sum, s.Year, s.Topic, s.Hash)
	}
	next := &snapshot{stamp: stamp, id: hex.EncodeToString(sum.Sum(nil)), all: all, books: map[bookKey]*onceBook{}}
	if len(all) == 0 {
		if next.all, err = g.unwritten(); err != nil {
			return err
		}
	}
	g.now.Store(next)
	return nil
}

// stampOf changes when a manifest is put in place, which is when an edition is whole.
func stampOf(dir string) (string, error) {
	found, err := report.Manifests(dir)
	if err != nil {
		return "", err
	}
	stamp := ""
	for _, file := range found {
		if info, err := os.Stat(file); err == nil {
			stamp += fmt.Sprintln(file, info.Size(), info.ModTime().UnixNano())
		}
	}
	return stamp, nil
}

// unwritten is the newest edition where none is written: the topics that can be
// drawn, without files.
func (g *Gallery) unwritten() ([]report.Standing, error) {
	var out []report.Standing
	for _, t := range g.Topics {
		pictures, err := report.Pictures(context.Background(), g.reportOptions(t.ID, 0, t.Languages[0]))
		if err != nil {
			return nil, err
		}
		if len(pictures) > 0 {
			out = append(out, report.Standing{Topic: t.ID, Year: pictures[0].About.Selection.Edition, Languages: t.Languages})
		}
	}
	return out, nil
}

// Edition names what the gallery shows now: the manifests of all editions.
func (g *Gallery) Edition() string { return g.now.Load().id }

// Years are those of the editions, the newest first.
func (g *Gallery) Years() []int { return g.YearsOf("") }

// YearsOf are those of the editions of a topic, of all for "".
func (g *Gallery) YearsOf(topic string) []int {
	var out []int
	for _, s := range g.now.Load().all {
		if topic == "" || s.Topic == topic {
			out = append(out, s.Year)
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	return slices.Compact(out)
}

// TopicsOf are the topics of a year, or of all with their newest for 0.
func (g *Gallery) TopicsOf(year int) []string {
	var out []string
	for _, s := range g.now.Load().all {
		if year == 0 || s.Year == year {
			out = append(out, s.Topic)
		}
	}
	place := func(topic string) string { return strings.TrimPrefix(topic, "world") } // which the others are parts of
	slices.SortFunc(out, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	return slices.Compact(out)
}

// find returns the edition of a topic of a year, for 0 the newest.
func (s *snapshot) find(topic string, year int) (report.Standing, error) {
	var topics, years []string
	var found *report.Standing
	for k := range s.all {
		one := &s.all[k]
		topics = append(topics, one.Topic)
		if one.Topic != topic {
			continue
		}
		years = append(years, strconv.Itoa(one.Year))
		if one.Year == year || year == 0 && (found == nil || one.Year > found.Year) {
			found = one
		}
	}
	switch {
	case found != nil:
		return *found, nil
	case len(years) > 0:
		return report.Standing{}, Absent("edition of "+topic, strconv.Itoa(year), years)
	}
	slices.Sort(topics)
	return report.Standing{}, Absent("topic", topic, slices.Compact(topics))
}

// YearOf is the year of a topic's edition; 0 asks for its newest.
func (g *Gallery) YearOf(topic string, year int) int {
	s, err := g.now.Load().find(topic, year)
	if err != nil {
		return year
	}
	return s.Year
}

// HasYear is the error of a year that no edition is of; 0 is the newest.
func (g *Gallery) HasYear(year int) error {
	var known []string
	for _, y := range g.Years() {
		if y == year {
			return nil
		}
		known = append(known, strconv.Itoa(y))
	}
	if year == 0 {
		return nil
	}
	return Absent("edition", strconv.Itoa(year), known)
}
