package audit

import (
	"cmp"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// limits say how much is kept of a text.
type limits struct {
	tracks int // series of an economy and a partner
	cells  int // values that are no partner's
	pairs  int // values by partner
	twice  int // repeated keys
	names  int // economies, groups and names that are not known
}

var standard = limits{tracks: 3_000_000, cells: 1_500_000, pairs: 500_000, twice: 2_000, names: 100_000}

// A ledger is what is kept of a text while it is read: who is in it, which keys,
// and what the checks need of the values. Economies are told apart by what they
// stand for, not by how they are spelled.
type ledger struct {
	text *dataset.Surveyed

	suggested map[string][]string // names like those that are unknown
	found     *problems
	most      limits
	values    int

	spelled map[spelling]*party
	parties []*party          // by number; 0 is "no partner"
	numbers map[string]uint32 // id -> number
	series  map[string]*series
	order   []*series
	flags   map[string]int

	base    int32 // year of the first bit of a track
	tracks  map[trackKey]int32
	track   []track
	crowded int // line from which there were too many tracks; else 0
	far     map[cellKey]bool
	twice   map[cellKey]*repetition
	late    map[int]*Count // years after the vintage

	cells, pairs    []cell
	full, pairsFull bool
	spreads         map[trackKey]*spread

	at at
}

// A spelling is how a text names an economy.
type spelling struct {
	code, label string
	group       bool
}

// A party is an economy or partner, a group, or a name that is not known.
type party struct {
	dataset.Who
	number   uint32
	name     string // of one that is not known
	rows     int    // as economy
	rowsWith int    // as partner
	first    int    // line
}

func (p *party) count(rows *int, r *source.Row) {
	if *rows++; p.first == 0 {
		p.first = r.Line
	}
}

func (p *party) isWorld() bool { return p.Group && p.ID == tidy.World }

// A series is one indicator of the text.
type series struct {
	source.Series
	indicator catalog.Indicator
	number    uint32
	rows      int
	units     map[string]*spelledUnit
	unit      *spelledUnit // of the last row
	below     outside      // values below what they can be
	above     outside
	bounds    catalog.Bounds
}

// A trackKey is a series of an economy and a partner.
type trackKey struct{ series, economy, partner uint32 }

// A track has the years of a key, a bit each, from ledger.base on. Years out of
// reach stand in ledger.far.
type track struct {
	trackKey
	years [2]uint64
}

// A cellKey is a year of a track.
type cellKey struct {
	track int32
	year  int32
}

// A cell is one value.
type cell struct {
	cellKey
	line    uint32
	flagged bool // as a break, by the publisher
	value   float64
}

// at is what the last row was of: rows of the same series often stand together.
type at struct {
	code             string
	economy, partner spelling
	series           *series
	who, with        *party // with is nil without a column of partners
	track            int32  // -1 when its keys are not kept
	spread           *spread
	flag             string
	flagged          int  // rows of the flag that are not counted yet
	broken           bool // the flag says break
	wanted           bool
}

func newLedger(s *dataset.Surveyed, found *problems, most limits) *ledger {
	return &ledger{
		text: s, found: found, most: most, spelled: map[spelling]*party{}, parties: []*party{{}}, numbers: map[string]uint32{},
		series: map[string]*series{}, flags: map[string]int{}, tracks: map[trackKey]int32{}, far: map[cellKey]bool{},
		twice: map[cellKey]*repetition{}, late: map[int]*Count{}, spreads: map[trackKey]*spread{},
	}
}

// row takes one row.
func (l *ledger) row(r source.Row) error {
	if l.values++; l.values == 1 {
		l.base = int32(r.Year) - 64
	}
	if err := l.turn(&r); err != nil {
		return err
	}
	l.count(&r)
	if !l.at.wanted {
		return nil
	}
	s := l.at.series
	if !s.convert(&r) {
		return nil
	}
	s.check(&r)
	key := cellKey{l.at.track, int32(r.Year)}
	if key.track >= 0 && !l.mark(key) {
		l.repeat(key)
		return nil
	}
	c := cell{cellKey: key, line: uint32(r.Line), flagged: l.at.broken && r.Flag != "", value: r.Value}
	switch with := l.at.with; {
	case key.track < 0:
	case with == nil || with.isWorld():
		if l.full = l.full || len(l.cells) == l.most.cells; !l.full {
			l.cells = append(l.cells, c)
		}
	case !with.Group:
		l.at.spread.add(&r)
		l.keepPair(c)
	}
	return nil
}

// keepPair keeps a value by partner. When there are too many, none is kept: what
// is looked for in them must not depend on where they stand.
func (l *ledger) keepPair(c cell) {
	switch {
	case l.pairsFull:
	case len(l.pairs) == l.most.pairs:
		l.pairs, l.pairsFull = nil, true
	default:
		l.pairs = append(l.pairs, c)
	}
}

// count notes what is said of all rows together.
func (l *ledger) count(r *source.Row) {
	l.at.who.count(&l.at.who.rows, r)
	if l.at.with != nil {
		l.at.with.count(&l.at.with.rowsWith, r)
	}
	l.at.series.rows++
	if r.Flag != "" {
		if r.Flag != l.at.flag {
			l.settle()
			l.at.flag, l.at.broken = r.Flag, tidy.IsBreak(r.Flag)
		}
		l.at.flagged++
	}
	l.date(r)
}

// settle counts the rows of the last flag.
func (l *ledger) settle() {
	if l.at.flagged > 0 {
		for _, word := range strings.Split(l.at.flag, ", ") {
			l.flags[word] += l.at.flagged
		}
		l.at.flagged = 0
	}
}

// turn finds what a row is of.
func (l *ledger) turn(r *source.Row) error {
	economy, partner := spelling{r.Economy, r.EconomyLabel, r.Group}, spelling{r.Partner, r.PartnerLabel, r.PartnerGroup}
	a := &l.at
	if a.series != nil && a.code == r.Code && a.partner == partner && a.economy == economy {
		return nil
	}
	a.code, a.economy, a.partner, a.with = r.Code, economy, partner, nil
	a.series = l.seriesOf(r)
	var err error
	if a.who, err = l.party(economy, r.Line); err != nil {
		return err
	}
	number := uint32(0)
	if r.Partner != "" {
		if a.with, err = l.party(partner, r.Line); err != nil {
			return err
		}
		number = a.with.number
	}
	if a.wanted = !a.who.Unknown && (a.with == nil || !a.with.Unknown); !a.wanted {
		return nil
	}
	key := trackKey{a.series.number, a.who.number, number}
	a.track = l.trackOf(key, r)
	if a.with != nil && !a.with.Group {
		key.partner = 0
		if a.spread = l.spreads[key]; a.spread == nil {
			a.spread = &spread{}
			l.spreads[key] = a.spread
		}
	}
	return nil
}

// party finds whom a text means. Where its code and name contradict each other, the
// first line that has them is told.
func (l *ledger) party(s spelling, line int) (*party, error) {
	if p := l.spelled[s]; p != nil {
		return p, nil
	}
	who, err := l.text.Who(s.code, s.label, s.group)
	if err != nil {
		return nil, err
	}
	if who.Contrary != "" {
		l.found.add(Problem{Line: line, Severity: Warning, Kind: Name, Why: who.Contrary, Hint: "correct the code or the name"})
	}
	p := &party{Who: who, name: cmp.Or(s.label, s.code)}
	id := who.ID
	if who.Unknown {
		id = "\x00" + p.name
	}
	if n, known := l.numbers[id]; known {
		p = l.parties[n]
	} else if len(l.parties) > l.most.names {
		return l.parties[len(l.parties)-1], nil // a text of nothing but names
	} else {
		p.number = uint32(len(l.parties))
		l.numbers[id] = p.number
		l.parties = append(l.parties, p)
	}
	l.spelled[s] = p
	return p, nil
}

func (l *ledger) seriesOf(r *source.Row) *series {
	s := l.series[r.Code]
	if s == nil {
		s = &series{Series: r.Series, units: map[string]*spelledUnit{}, indicator: l.text.Indicator(r.Code), number: uint32(len(l.order))}
		s.bounds = s.indicator.Bounds(r.Unit)
		l.series[r.Code] = s
		l.order = append(l.order, s)
	}
	return s
}

// trackOf finds the track of a key, -1 when there are too many.
func (l *ledger) trackOf(key trackKey, r *source.Row) int32 {
	if n, known := l.tracks[key]; known {
		return n
	}
	if len(l.track) == l.most.tracks {
		if l.crowded == 0 {
			l.crowded = r.Line
		}
		return -1
	}
	n := int32(len(l.track))
	l.tracks[key] = n
	l.track = append(l.track, track{trackKey: key})
	return n
}

// mark notes a year of a track; false when it was there.
func (l *ledger) mark(key cellKey) bool {
	t := &l.track[key.track]
	if k := key.year - l.base; k >= 0 && k < 128 {
		bit := uint64(1) << (k % 64)
		if t.years[k/64]&bit != 0 {
			return false
		}
		t.years[k/64] |= bit
		return true
	}
	if l.far[key] {
		return false
	}
	if len(l.far) < l.most.tracks {
		l.far[key] = true
	}
	return true
}
