package picture

import (
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/locale"
)

// othersReport compares the members that a sum rests on in two years; apart is false
// where the two are of nearly the same members, or no sums.
func (s series) othersReport(from, to int) (r analysis.Samples, apart bool) {
	a, b := s.at[from], s.at[to]
	if !a.drawn() || !b.drawn() {
		return r, false
	}
	return s.data.SameReporters(from, to, a.sample, b.sample)
}

// tellApart says of each series why its newest point of those is not joined to the
// one before, with what the same members had in both years; where that happened
// earlier too, the years.
func (m *maker) tellApart(all []series, u Unit) {
	var earlier []string
	for _, s := range all {
		newest := true
		years := s.years()
		for k := len(years) - 1; k > 0; k-- {
			if year := years[k]; s.at[year].apart {
				if newest {
					m.note(m.apartNote(s, all, years[k-1], year, u))
				} else {
					earlier = append(earlier, m.say("picture.break-year", args{"name": m.labelOf(s, all), "year": year}))
				}
				newest = false
			}
		}
	}
	switch n := len(earlier); {
	case n > mostWithout:
		m.note(m.say("picture.apart-some", args{"n": n}))
	case n > 0:
		m.note(m.say("picture.apart-earlier", args{"list": m.List(earlier)}))
	}
}

// apartNote is the sentence of two years that are not joined.
func (m *maker) apartNote(s series, all []series, from, to int, u Unit) string {
	r, _ := s.othersReport(from, to)
	return ApartNote(m.Locale, m.labelOf(s, all), from, to, r, s.at[to].value, u.Value)
}

// ApartNote says why no line joins two years of a sum, with what the same members
// had in both; without that where what is drawn is not their sum, as a share is not.
func ApartNote(l *locale.Locale, name string, from, to int, r analysis.Samples, drawn float64, value chart.Format) string {
	w := words{Locale: l}
	a := args{"name": name, "from": from, "to": to, "before": r.Before, "now": r.Now, "both": r.Both}
	if r.Both > 1 && math.Abs(r.After-drawn) <= 1e-9*math.Abs(r.After) {
		a["was"], a["is"] = value(r.Was), value(r.Is)
		return w.say("picture.apart", a)
	}
	return w.say("picture.apart-count", a)
}

// keepApart marks the years that no line may lead to from the year before.
func (s *series) keepApart() {
	years := s.years()
	for k, year := range years {
		if k > 0 && years[k-1] == year-1 {
			p := s.at[year]
			_, p.apart = s.othersReport(year-1, year)
			s.at[year] = p
		}
	}
}

// parted tells whether a point does not compare with the one before it.
func (p point) parted() bool { return p.broken || p.apart }

// comparable is the longest stretch of points of which none stands apart from the
// one before it, and of two the later one.
func comparable(points []chart.Point) []chart.Point {
	var longest []chart.Point
	start := 0
	for k := 1; k <= len(points); k++ {
		if k == len(points) || points[k].Apart {
			if k-start >= len(longest) {
				longest = points[start:k]
			}
			start = k
		}
	}
	return longest
}

// tellOthers says of the pairs that are not joined what the same members had.
func (m *maker) tellOthers(pairs []pair, from, to int, u Unit) {
	all := seriesOf(pairs)
	for _, p := range pairs {
		if p.to.apart {
			m.note(m.apartNote(p.series, all, from, to, u))
		}
	}
}
