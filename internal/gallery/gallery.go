// Package gallery is every chart by its address: the charts of the editions that
// stand in a folder, and those that a question draws. It knows what there is and
// makes the bytes of it, by the code that the chart command uses; how it is shown,
// served or exported is for the packages below it. It keeps no clock.
package gallery

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/report"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// Options say which figures and editions a gallery shows.
type Options struct {
	Engine    dataset.Engine
	Economies *economy.Registry
	Doubt     func(string) // hears what is wrong with values of files; may be nil
	OwnOnly   bool         // only the user's files are read
	Reports   string       // the folder of editions; where it holds none, the newest is made from the figures
	OwnTopics []string     // files of topics of the user's own
	Currency  string       // that the editions count money in; "" is dollars
	Version   string
	Warn      func(string) // hears what is the matter with an edition; nil: nobody

	// Changed tells whether the tables and files that the engine reads have changed since it
	// was opened; nil: it reads none that do.
	Changed func(context.Context) (bool, error)
	Opened  int // how many openings came before this one, which it takes the place of
}

// A Gallery shows charts. Several goroutines may use it. Between two calls another edition
// may be put in place: what needs several of one edition takes them from At.
type Gallery struct {
	Options
	Topics []report.TopicInfo // that the program can draw

	reports dataset.Engine     // counts in Currency
	rooted  *study.Shelf       // of the editions
	shelves *shelves           // of questions
	ranks   *shared[[]*Ranked] // the figures of all indicators
	live    *live
	pinned  *snapshot // nil: that of now
}

// live is which editions stand now.
type live struct {
	now     atomic.Pointer[snapshot]
	refresh sync.Mutex // of what follows
	stamp   string     // of the manifests when they were last read
}

// editions are those that the gallery shows.
func (g *Gallery) editions() *snapshot {
	if g.pinned != nil {
		return g.pinned
	}
	return g.live.now.Load()
}

// At is the gallery of the editions that stand at this moment, whatever is put in place
// while it is used.
func (g *Gallery) At() *Gallery {
	out := *g
	out.pinned = g.editions()
	return &out
}

// Open reads which topics and editions there are. Charts are made when they are
// asked for.
func Open(ctx context.Context, o Options) (*Gallery, error) {
	g := &Gallery{Options: o, rooted: &study.Shelf{}, shelves: &shelves{}, ranks: &shared[[]*Ranked]{}, live: &live{}}
	var err error
	desk := &study.Desk{Engine: o.Engine, Economies: o.Economies, Warning: func(string) {}, Doubt: o.Doubt, OwnOnly: o.OwnOnly}
	if g.reports, err = study.OnBasis(ctx, desk, study.Money{Currency: o.Currency}); err != nil {
		return nil, err
	}
	if g.Topics, err = report.Topics(o.OwnTopics...); err != nil {
		return nil, err
	}
	return g, g.Refresh(ctx)
}

// warn says what is the matter with an edition and is no reason not to show the rest.
func (g *Gallery) warn(text string) {
	if g.Warn != nil {
		g.Warn(text)
	}
}

// topic returns what the program knows of a topic.
func (g *Gallery) topic(id string) (report.TopicInfo, bool) {
	k := slices.IndexFunc(g.Topics, func(t report.TopicInfo) bool { return t.ID == id })
	if k < 0 {
		return report.TopicInfo{}, false
	}
	return g.Topics[k], true
}

// Title is what a topic is called in a language; one that only its edition knows is
// called by its id.
func (g *Gallery) Title(id, lang string) string {
	t, ok := g.topic(id)
	if !ok {
		return id
	}
	l, err := locale.For(lang)
	if err != nil {
		return t.Title.In(lang)
	}
	return l.Typeset(t.Title.In(lang))
}

// Absent is the error of an address under which there is nothing.
func Absent(what, id string, known []string) error {
	near := tidy.Nearest(id, known, 3)
	verb := "there are "
	if len(known) == 1 {
		verb = "there is "
	}
	if len(near) == 0 && len(known) > 0 && len(known) <= 12 {
		return &absent{tidy.Errorf(tidy.Usage, verb+strings.Join(known, ", "), "unknown %s %q", what, Shorten(id))}
	}
	return &absent{tidy.Meant(what, Shorten(id), near, "")}
}

// absent marks an error as that of an address rather than of what it asks for.
type absent struct{ err error }

func (a *absent) Error() string { return a.err.Error() }
func (a *absent) Unwrap() error { return a.err }

// shelves hold what questions have prepared. Questions come from anywhere, so a shelf
// on which much stands is exchanged for an empty one: of the embedded figures that bounds
// memory; of files of the user's nobody knows how large they are.
type shelves struct {
	mu    sync.Mutex
	shelf *study.Shelf
	taken int
}

// perShelf is how many questions share a shelf.
const perShelf = 200

func (s *shelves) take() *study.Shelf {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.shelf == nil || s.taken >= perShelf {
		s.shelf, s.taken = &study.Shelf{}, 0
	}
	s.taken++
	return s.shelf
}

// desk answers one question. Its warnings are for the command line: what a reader of
// a chart must know stands in the chart's notes.
func (g *Gallery) desk() *study.Desk {
	return &study.Desk{Engine: g.Engine, Economies: g.Economies, Warning: func(string) {}, Doubt: g.Doubt, OwnOnly: g.OwnOnly, Shelf: g.shelves.take()}
}
