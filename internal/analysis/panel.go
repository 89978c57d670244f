package analysis

import (
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"tradestats/internal/tidy"
)

// A cell is one value of a panel; a value that is missing is NaN.
type cell struct {
	value float64
	flag  string
}

// A track is what one economy reported: a cell for each year from its first to its
// last. Panels are read many times for each time they are made, so that a value is
// found by arithmetic and not by its key.
type track struct {
	economy string
	first   int
	cells   []cell
	years   []int    // in which it reported, ascending
	missed  []Absent // values that cannot be used, ascending: they only weigh
}

func (t *track) at(year int) (cell, bool) {
	if t == nil {
		return cell{}, false
	}
	k := year - t.first
	if k < 0 || k >= len(t.cells) || math.IsNaN(t.cells[k].value) {
		return cell{}, false
	}
	return t.cells[k], true
}

// A panel is one indicator with one partner, by economy and year.
type panel struct {
	tracks  []*track // in the order of the economies
	byCode  []int16  // place of an economy's track, by the number of its code, or -1
	other   map[string]*track
	all     []int // years in which anyone reported, ascending
	breaks  []Break
	flagged bool // a value has a flag that is no break
	scopes  sync.Map
}

// A builder collects the cells of a panel, in any order; of two in one place the
// later one stays.
type builder struct {
	tracks map[string]*track
	last   *track
}

// usualSpan is the room for years that a track starts with.
const usualSpan = 36

func (b *builder) put(economy string, year int, c cell) {
	t := b.last
	if t == nil || t.economy != economy {
		if b.tracks == nil {
			b.tracks = map[string]*track{}
		}
		if t = b.tracks[economy]; t == nil {
			t = &track{economy: economy, first: year, cells: make([]cell, 0, usualSpan)}
			b.tracks[economy] = t
		}
		b.last = t
	}
	missing := cell{value: math.NaN()}
	if n := t.first - year; n > 0 {
		t.first, t.cells = year, slices.Insert(t.cells, 0, slices.Repeat([]cell{missing}, n)...)
	}
	for year >= t.first+len(t.cells) {
		t.cells = append(t.cells, missing)
	}
	t.cells[year-t.first] = c
}

// panel makes the panel of what was collected.
func (b *builder) panel() *panel {
	p := &panel{}
	for _, t := range b.tracks {
		p.tracks = append(p.tracks, t)
	}
	sort.Slice(p.tracks, func(i, j int) bool { return p.tracks[i].economy < p.tracks[j].economy })
	any := map[int]bool{}
	for k, t := range p.tracks {
		p.place(k, t)
		t.years = make([]int, 0, len(t.cells))
		for n, c := range t.cells {
			if math.IsNaN(c.value) {
				continue
			}
			year := t.first + n
			t.years, any[year] = append(t.years, year), true
			if c.flag == "" {
				continue
			}
			if tidy.IsBreak(c.flag) {
				p.breaks = append(p.breaks, Break{t.economy, year, math.NaN()})
			}
			p.flagged = p.flagged || withoutBreak(c.flag) != ""
		}
	}
	for year := range any {
		p.all = append(p.all, year)
	}
	slices.Sort(p.all)
	return p
}

// place puts a track where it is found by its code.
func (p *panel) place(k int, t *track) {
	n, ok := codeNumber(t.economy)
	if !ok || k > math.MaxInt16 {
		if p.other == nil {
			p.other = map[string]*track{}
		}
		p.other[t.economy] = t
		return
	}
	if p.byCode == nil {
		p.byCode = slices.Repeat([]int16{-1}, 26*26*26)
	}
	p.byCode[n] = int16(k)
}

// codeNumber numbers the codes of three capitals, which economies have.
func codeNumber(code string) (int, bool) {
	if len(code) != 3 {
		return 0, false
	}
	a, b, c := code[0]-'A', code[1]-'A', code[2]-'A'
	return (int(a)*26+int(b))*26 + int(c), a < 26 && b < 26 && c < 26
}

// track returns what an economy reported, or nil.
func (p *panel) track(economy string) *track {
	if n, ok := codeNumber(economy); ok && p.byCode != nil {
		if k := p.byCode[n]; k >= 0 {
			return p.tracks[k]
		}
	}
	return p.other[economy]
}

func (p *panel) at(economy string, year int) (float64, bool) {
	c, ok := p.track(economy).at(year)
	return c.value, ok
}

// years are those of an economy, ascending.
func (p *panel) years(economy string) []int {
	if t := p.track(economy); t != nil {
		return t.years
	}
	return nil
}

// lastKnown returns the latest value up to a year.
func (p *panel) lastKnown(economy string, year int) (Absent, bool) {
	if t := p.track(economy); t != nil {
		return t.lastKnown(year)
	}
	return Absent{}, false
}

func (t *track) lastKnown(year int) (Absent, bool) {
	k := sort.SearchInts(t.years, year+1) - 1
	for _, m := range slices.Backward(t.missed) {
		if m.Year <= year && (k < 0 || m.Year > t.years[k]) {
			return m, true
		}
	}
	if k < 0 {
		return Absent{}, false
	}
	c, _ := t.at(t.years[k])
	return Absent{t.economy, t.years[k], c.value}, true
}

func (p *panel) reported(economy string) bool { return p.track(economy) != nil }

// reporters returns the economies that have a value in a year, sorted.
func (p *panel) reporters(year int) []string {
	var out []string
	for _, t := range p.tracks {
		if _, ok := t.at(year); ok {
			out = append(out, t.economy)
		}
	}
	return out
}

// everReported returns all economies of the panel, sorted.
func (p *panel) everReported() []string {
	out := make([]string, len(p.tracks))
	for k, t := range p.tracks {
		out[k] = t.economy
	}
	return out
}

// miss notes a value that an economy reported and that cannot be used.
func (p *panel) miss(economy string, year int, value float64) {
	t := p.track(economy)
	if t == nil {
		t = &track{economy: economy}
		k, _ := slices.BinarySearchFunc(p.tracks, economy, func(t *track, e string) int { return strings.Compare(t.economy, e) })
		p.tracks = slices.Insert(p.tracks, k, t)
		for n := k; n < len(p.tracks); n++ {
			p.place(n, p.tracks[n])
		}
	}
	t.missed = append(t.missed, Absent{economy, year, value})
	slices.SortFunc(t.missed, func(a, b Absent) int { return a.Year - b.Year })
}

// breaksOf returns the flagged breaks of some economies after one year and up
// to another: between the two, growth compares what does not compare.
func (p *panel) breaksOf(economies []string, after, upTo int) []Break {
	if len(p.breaks) == 0 {
		return nil
	}
	var out []Break
	for _, e := range economies {
		for _, b := range p.breaks {
			if b.Economy == e && b.Year > after && b.Year <= upTo {
				out = append(out, b)
			}
		}
	}
	return out
}
