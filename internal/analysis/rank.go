package analysis

import (
	"math"
	"slices"

	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// RankOptions say what is ranked against what.
type RankOptions struct {
	Economies []string // ISO3, sorted; those that are compared
	Coverage
	Year     int                         // 0 is the newest of the data
	Previous int                         // the year compared with; 0 is the one before
	Name     func(economy string) string // as printed
}

// A RankRow is an economy's place in a year. Shares are in per cent of the
// publisher's World where there is one, else of those ranked; GrowthPct is a
// compound annual rate since the previous year, NaN for percentages.
type RankRow struct {
	Indicator    string  `col:"indicator"`
	Year         int     `col:"year" show:"year"`
	Rank         int     `col:"rank,omitzero" show:"year"`
	Economy      string  `col:"economy" show:"economy"`
	Name         string  `col:"name"`
	Value        float64 `col:"value" show:"value"`
	SharePct     float64 `col:"share_pct" show:"percent;share"`
	Cumulative   float64 `col:"cumulative_pct" show:"percent;cumulative"`
	PreviousRank int     `col:"previous_rank,omitzero" show:"year;previous-rank"`
	GrowthPct    float64 `col:"growth_pct" show:"growth;growth"`
	Status       string  `col:"status"`
	Note         string  `col:"note"`

	Notes  Notes   // what the column says
	Moved  int     // places gained since the previous year, among those present in both
	Change float64 // of the value since the previous year
	Breaks []Break
	In     bool   // present in both years
	why    Reason // there is no growth
}

// A Ranking is a result of Rank, the largest value first.
type Ranking struct {
	Rows     []RankRow
	Year     int
	Previous int
	Status   string // of the coverage of those compared
	Covered  float64
	Of       float64 // what shares are of
	OfWorld  bool    // the publisher's World, not the sum of those ranked
	Absent   []Absent
	Newer    Notes // of a newer year that too few have reported, where the year was not asked for
}

// Frame returns the rows as `tradestats rank` prints them.
func (r Ranking) Frame() frame.Frame { return frame.Of(r.Rows) }

// Rank orders economies by their values, largest first; equal values share a
// place. Places of the previous year count only the economies that reported in
// both years, so that nobody moves because another one stopped reporting.
func Rank(d *Data, o RankOptions) Ranking {
	r := Ranking{Year: o.Year, Previous: o.Previous}
	if r.Year == 0 {
		r.Year = d.NewestRanking(o.Economies, o.Coverage, math.MaxInt32)
		r.Newer = d.newer(o.Economies, r.Year)
	}
	if r.Previous == 0 {
		r.Previous = r.Year - 1
	}
	who := d.values.roster(o.Economies, r.Year)
	r.Absent = who.missing
	r.Covered, r.Status = d.rankable(who, r.Year, o.Coverage)
	r.Of, r.OfWorld = d.whole(who.reporters, r.Year)
	both := intersect(who.reporters, d.values.roster(o.Economies, r.Previous).reporters)
	ranked := byPlace(d.values, who.reporters, r.Year)
	nowBoth, then := among(ranked, who.reporters, both), places(byPlace(d.values, both, r.Previous))
	said := r.ofAll(d)
	text := said.English()
	r.Rows = make([]RankRow, 0, len(ranked))
	sum := 0.0
	for _, now := range ranked {
		e, v := who.reporters[now.at], now.value
		sum += v
		inBoth, present := now.at, len(both) == len(ranked)
		if !present {
			inBoth, present = slices.BinarySearch(both, e)
		}
		row := RankRow{
			Indicator: d.Indicator.ID, Year: r.Year, Rank: now.place, Economy: e, Name: o.Name(e), Value: v,
			SharePct: math.NaN(), Cumulative: math.NaN(), GrowthPct: math.NaN(), Change: math.NaN(),
			Status: r.Status,
		}
		if d.Indicator.Additive() && r.Status != Withheld {
			row.SharePct, row.Cumulative = percent(v, r.Of), percent(sum, r.Of)
		}
		if present {
			row.In, row.PreviousRank, row.Moved = true, then[inBoth], then[inBoth]-nowBoth[inBoth]
			d.compare(&row, r.Previous)
		}
		if r.Status == Withheld { // whoever is absent may stand anywhere
			row.Rank, row.PreviousRank, row.Moved = 0, 0, 0
		}
		r.annotate(d, &row, said, text)
		r.Rows = append(r.Rows, row)
	}
	return r
}

// rankable judges whether enough of some economies reported a year to rank
// them: by value where values add up, else by their number.
func (d *Data) rankable(who roster, year int, c Coverage) (covered float64, status string) {
	covered = percent(float64(len(who.reporters)), float64(len(who.perimeter)))
	bounds := meanThresholds
	if d.Indicator.Additive() && !c.ByMembers {
		covered, bounds = d.values.valueCoverage(who.reporters, who, year), sumThresholds
	}
	return covered, c.status(covered, bounds)
}

// NewestRanking returns the newest year, up to one, in which a ranking of some
// economies can be published; else the newest in which any reported, or 0.
func (d *Data) NewestRanking(economies []string, c Coverage, upTo int) int {
	newest := 0
	for _, year := range slices.Backward(within(d.values.all, 0, upTo)) {
		who := d.values.roster(economies, year)
		if len(who.reporters) == 0 {
			continue
		}
		newest = max(newest, year)
		if _, status := d.rankable(who, year, c); status != Withheld {
			return year
		}
	}
	return newest
}

// newer notes the newest year that any of some economies reported, if it comes
// after another, and how many of those that ever did.
func (d *Data) newer(economies []string, after int) Notes {
	for _, year := range slices.Backward(within(d.values.all, after+1, 0)) {
		if who := d.values.roster(economies, year); len(who.reporters) > 0 {
			return Notes{{Key: NoteNewer, Year: year, Count: len(who.reporters), Of: len(who.perimeter)}}
		}
	}
	return nil
}

// whole returns what shares are of: the publisher's World, else the sum of
// those that reported.
func (d *Data) whole(reporters []string, year int) (float64, bool) {
	if v, ok := d.Published("world", year); ok {
		return v, true
	}
	return d.total(reporters, year), false
}

// compare sets what changed since the previous year.
func (d *Data) compare(row *RankRow, previous int) {
	before, _ := d.values.at(row.Economy, previous)
	row.Change = row.Value - before
	row.Breaks = d.Breaks([]string{row.Economy}, previous, row.Year)
	if !d.Indicator.IsPercentage() {
		row.GrowthPct, row.why = formula.Compound(before, row.Value, row.Year-previous)
	}
}

// ofAll is what holds for every row.
func (r Ranking) ofAll(d *Data) (n Notes) {
	switch {
	case r.Status == Withheld:
		n.add(Note{Key: NoteNoRank, Value: r.Covered})
	case d.Indicator.Additive() && r.OfWorld:
		n.say(NoteShareWorld)
	case d.Indicator.Additive():
		n.say(NoteShareRanked)
	}
	return slices.Clip(n) // rows append to it, each on its own
}

// annotate writes the notes of a row.
func (r Ranking) annotate(d *Data, row *RankRow, said Notes, text string) {
	n := &row.Notes
	*n = said
	if row.In && r.Year-r.Previous > 1 && !math.IsNaN(row.GrowthPct) {
		n.add(Note{Key: NoteGrowthSince, Since: r.Previous})
	}
	if d.Indicator.IsPercentage() && row.In {
		n.add(Note{Key: NoteChangeSince, Since: r.Previous, Value: row.Change})
	}
	switch {
	case row.why != NoReason:
		n.because(row.why)
	case !row.In && slices.Contains(d.values.all, r.Previous):
		n.add(Note{Key: ReasonKey(NoValue), Year: r.Previous})
	}
	n.breaks(row.Breaks)
	n.ownFlags(d, row.Economy, r.Year, r.Year)
	if row.In {
		n.ownFlags(d, row.Economy, r.Year, r.Previous)
	}
	if r.OfWorld && !math.IsNaN(row.SharePct) {
		n.publishedFlags(d, "world", r.Year, r.Year)
	}
	if row.Note = text; len(*n) > len(said) {
		row.Note = n.English()
	}
}

// A placed is one of a list of economies, with its place among them.
type placed struct {
	at    int // in the list
	place int
	value float64
}

// byPlace orders economies, sorted by code, by value: the largest first, and equal ones
// by code.
func byPlace(p *panel, economies []string, year int) []placed {
	out := make([]placed, len(economies))
	for k, e := range economies {
		v, _ := p.at(e, year)
		out[k] = placed{at: k, value: v}
	}
	slices.SortFunc(out, func(a, b placed) int {
		switch { // values are finite
		case a.value > b.value:
			return -1
		case a.value < b.value:
			return 1
		}
		return a.at - b.at
	})
	seat(out)
	return out
}

// seat gives those in order their places; equal values share one.
func seat(ordered []placed) {
	for k := range ordered {
		ordered[k].place = k + 1
		if k > 0 && ordered[k].value == ordered[k-1].value {
			ordered[k].place = ordered[k-1].place
		}
	}
}

// places are the places of all of a list, in its order.
func places(ordered []placed) []int {
	out := make([]int, len(ordered))
	for _, e := range ordered {
		out[e.at] = e.place
	}
	return out
}

// among are the places of some of those ranked among themselves, in the order of
// their codes.
func among(ranked []placed, economies, some []string) []int {
	if len(some) == len(ranked) { // all of them
		return places(ranked)
	}
	kept := make([]placed, 0, len(some))
	for _, e := range ranked {
		if k, in := slices.BinarySearch(some, economies[e.at]); in {
			e.at = k
			kept = append(kept, e)
		}
	}
	seat(kept)
	return places(kept)
}
