package audit

import (
	"cmp"
	"context"
	"maps"
	"math/bits"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
)

// who is a set of parties, by number.
type who map[uint32]bool

// report says what the text holds.
func (l *ledger) report(out *Report) {
	l.settle()
	out.Values = l.values
	for flag, n := range l.flags {
		out.Flags = append(out.Flags, Count{Text: flag, Rows: n})
	}
	byRows(out.Flags)
	l.reportParties(out)
	covered := l.coverage()
	any := map[int]who{}
	for _, s := range l.order {
		i := l.indicator(s.Series)
		i.Values = s.rows
		i.cover(covered[s.number])
		for year, economies := range covered[s.number] {
			if any[year] == nil {
				any[year] = who{}
			}
			maps.Copy(any[year], economies)
		}
		out.Indicators = append(out.Indicators, i)
	}
	var all Indicator
	all.cover(any)
	out.Years, out.Coverage = all.Years, all.Coverage
	out.Remarks = append(out.Remarks, l.limits()...)
}

// reportParties lists whom the text is about.
func (l *ledger) reportParties(out *Report) {
	economies, partners := who{}, who{}
	for _, t := range l.track {
		economies[t.economy], partners[t.partner] = true, true
	}
	for _, p := range l.parties[1:] {
		switch {
		case p.Unknown:
			out.Unresolved = append(out.Unresolved, Count{Text: p.name, Rows: p.rows + p.rowsWith, Like: l.like(p.name)})
			continue
		case p.Group && (p.rows > 0 || !p.isWorld()):
			out.Groups = append(out.Groups, Count{Text: p.ID, Rows: cmp.Or(p.rows, p.rowsWith)})
		case economies[p.number] && !p.Group:
			out.Economies = append(out.Economies, p.ID)
		}
		if partners[p.number] && (!p.Group || p.isWorld()) {
			out.Partners = append(out.Partners, p.ID)
		}
	}
	slices.Sort(out.Economies)
	slices.Sort(out.Partners)
	byRows(out.Groups)
	byRows(out.Unresolved)
}

// byRows sorts what stands most often first.
func byRows(all []Count) {
	slices.SortFunc(all, func(a, b Count) int { return cmp.Or(cmp.Compare(b.Rows, a.Rows), cmp.Compare(a.Text, b.Text)) })
}

// coverage finds the economies that have a value, by series and year.
func (l *ledger) coverage() map[uint32]map[int]who {
	with := map[trackKey][2]uint64{} // of all partners
	for _, t := range l.track {
		t.partner = 0
		all := with[t.trackKey]
		with[t.trackKey] = [2]uint64{all[0] | t.years[0], all[1] | t.years[1]}
	}
	out := map[uint32]map[int]who{}
	for key, years := range with {
		if l.parties[key.economy].Group {
			continue
		}
		for w, word := range years {
			for ; word != 0; word &= word - 1 {
				cover(out, key, int(l.base)+64*w+bits.TrailingZeros64(word))
			}
		}
	}
	for far := range l.far {
		if key := l.track[far.track].trackKey; !l.parties[key.economy].Group {
			cover(out, key, int(far.year))
		}
	}
	return out
}

func cover(all map[uint32]map[int]who, key trackKey, year int) {
	years := all[key.series]
	if years == nil {
		years = map[int]who{}
		all[key.series] = years
	}
	if years[year] == nil {
		years[year] = who{}
	}
	years[year][key.economy] = true
}

// indicator is what a series would be here.
func (l *ledger) indicator(s source.Series) Indicator {
	known := l.text.Indicator(s.Code)
	out := Indicator{ID: l.text.IDs[s.Code], Code: s.Code, Label: cmp.Or(s.Label, known.Name.In("en")), Unit: catalog.PlainUnit(cmp.Or(known.Unit, s.Unit))}
	if embedded, ok := l.text.Embedded(out.ID); ok {
		out.Embedded, out.Replaces = true, embedded.Dataset.Vintage
	}
	return out
}

// cover sets years and economies from who has a value in each year.
func (i *Indicator) cover(covered map[int]who) {
	all := who{}
	for _, year := range slices.Sorted(maps.Keys(covered)) {
		i.Years = append(i.Years, year)
		i.Coverage = append(i.Coverage, Year{year, len(covered[year])})
		maps.Copy(all, covered[year])
	}
	i.Economies = len(all)
}

// sums adds the series of a bilateral text that have no rows of their own: an
// engine makes them of others.
func (l *ledger) sums(ctx context.Context, out *Report) error {
	made := map[string]map[int]who{}
	for _, s := range l.text.Series {
		if l.series[s.Code] == nil {
			made[s.Code] = map[int]who{}
		}
	}
	if len(made) == 0 || !l.text.About.Bilateral {
		return nil
	}
	err := l.text.Totals(ctx, func(code string) bool { return made[code] != nil }, func(r source.Row) error {
		p, err := l.party(spelling{r.Economy, r.EconomyLabel, r.Group}, r.Line)
		if err != nil || p.Unknown || p.Group {
			return err
		}
		if made[r.Code][r.Year] == nil {
			made[r.Code][r.Year] = who{}
		}
		made[r.Code][r.Year][p.number] = true
		return nil
	})
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return nil // such as a key that stands twice: it is told already
	}
	var first []Indicator
	for _, s := range l.text.Series {
		if len(made[s.Code]) > 0 {
			i := l.indicator(s)
			i.Sum = true
			i.cover(made[s.Code])
			first = append(first, i)
		}
	}
	out.Indicators = append(first, out.Indicators...)
	return nil
}
