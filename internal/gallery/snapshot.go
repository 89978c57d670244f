package gallery

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradestats/internal/economy"
	"tradestats/internal/report"
)

// A snapshot is the editions as their manifests vouched for them at one moment. It
// does not change: a new edition is a new snapshot.
type snapshot struct {
	id    string // of all manifests
	after int    // how many came before it
	all   []report.Standing
	mu    sync.Mutex
	books map[bookKey]*shared[*Book]
	lacks []*Book // that miss an image
}

// missing notes a book that lacks images.
func (s *snapshot) missing(b *Book) {
	if len(b.missed) == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lacks = append(s.lacks, b)
}

// back tells whether an image that a book misses is there again.
func (s *snapshot) back() bool {
	s.mu.Lock()
	lacks := slices.Clone(s.lacks)
	s.mu.Unlock()
	return slices.ContainsFunc(lacks, func(b *Book) bool {
		return slices.ContainsFunc(b.missed, func(id string) bool { _, err := b.fromImage(id); return err == nil })
	})
}

type bookKey struct {
	year        int
	topic, lang string
}

// Refresh looks whether the editions in the folder have changed.
func (g *Gallery) Refresh(ctx context.Context) error {
	g.live.refresh.Lock()
	defer g.live.refresh.Unlock()
	stamp, err := stampOf(g.Reports)
	if err != nil {
		return err
	}
	now := g.live.now.Load()
	back := now != nil && now.back()
	if now != nil && g.live.stamp == stamp && !back {
		return nil
	}
	all, err := g.standing(now)
	if err != nil {
		return err
	}
	next := &snapshot{id: idOf(all), all: all, books: map[bookKey]*shared[*Book]{}}
	if now != nil {
		if now.id == next.id && !back { // manifests were touched and say the same
			g.live.stamp = stamp
			return nil
		}
		next.after = now.after + 1
	}
	if len(all) == 0 {
		if next.all, err = g.unwritten(ctx); err != nil {
			return err
		}
	}
	g.live.now.Store(next)
	g.live.stamp = stamp
	return nil
}

// standing are the editions in the folder. One whose manifest cannot be read at this moment
// stays as it was before.
func (g *Gallery) standing(now *snapshot) ([]report.Standing, error) {
	all, damaged, err := report.Stands(g.Reports)
	if err != nil {
		return nil, err
	}
	for _, file := range damaged {
		if s, ok := now.in(filepath.Dir(file)); ok {
			g.warn(file + " cannot be read, and its edition is shown as it was before; write it again with 'tradestats report'")
			all = append(all, s)
			continue
		}
		g.warn(file + " cannot be read, and its edition is not shown; write it again with 'tradestats report'")
	}
	slices.SortStableFunc(all, func(a, b report.Standing) int { return cmp.Or(a.Year-b.Year, strings.Compare(a.Topic, b.Topic)) })
	return all, nil
}

// in is the edition of a folder.
func (s *snapshot) in(folder string) (report.Standing, bool) {
	if s == nil {
		return report.Standing{}, false
	}
	k := slices.IndexFunc(s.all, func(one report.Standing) bool { return one.Folder == folder })
	if k < 0 {
		return report.Standing{}, false
	}
	return s.all[k], true
}

// idOf tells manifests from others.
func idOf(all []report.Standing) string {
	sum := sha256.New()
	for _, s := range all {
		fmt.Fprintln(sum, s.Year, s.Topic, s.Hash)
	}
	return hex.EncodeToString(sum.Sum(nil))
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
func (g *Gallery) unwritten(ctx context.Context) ([]report.Standing, error) {
	var out []report.Standing
	for _, t := range g.Topics {
		pictures, err := report.Pictures(ctx, g.reportOptions(t.ID, 0, t.Languages[0]))
		if err != nil {
			return nil, err
		}
		if len(pictures) > 0 {
			out = append(out, report.Standing{Topic: t.ID, Year: pictures[0].About.Selection.Edition, Languages: t.Languages})
		}
	}
	return out, nil
}

// Edition names what the gallery shows now: the editions that stand, by the figures of one
// opening. Those that stand again have another name: what was made of them before may lack
// what was being put in place.
func (g *Gallery) Edition() string { return fmt.Sprint(g.Opened, " ", g.editions().after) }

// Years are those of the editions, the newest first.
func (g *Gallery) Years() []int { return g.YearsOf("") }

// YearsOf are those of the editions of a topic, of all for "".
func (g *Gallery) YearsOf(topic string) []int {
	var out []int
	for _, s := range g.editions().all {
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
	for _, s := range g.editions().all {
		if year == 0 || s.Year == year {
			out = append(out, s.Topic)
		}
	}
	slices.SortFunc(out, orderTopics)
	return slices.Compact(out)
}

// orderTopics puts the world first, which the others are parts of.
func orderTopics(a, b string) int {
	if first := economy.World; a != b && (a == first || b == first) {
		if a == first {
			return -1
		}
		return 1
	}
	return strings.Compare(a, b)
}

// An Edition of a topic is of a year.
type Edition struct {
	Topic string
	Year  int
}

// Editions are all that stand, in the order of OrderEditions.
func (g *Gallery) Editions() []Edition {
	var out []Edition
	for _, s := range g.editions().all {
		out = append(out, Edition{s.Topic, s.Year})
	}
	return OrderEditions(out)
}

// OrderEditions puts editions by topic, the newest first, each once.
func OrderEditions(all []Edition) []Edition {
	slices.SortFunc(all, func(a, b Edition) int { return cmp.Or(orderTopics(a.Topic, b.Topic), b.Year-a.Year) })
	return slices.Compact(all)
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
	s, err := g.editions().find(topic, year)
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
