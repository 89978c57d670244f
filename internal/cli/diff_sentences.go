package cli

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// bothText says what became of what both vintages have.
func (s *session) bothText(i catalog.Indicator, r analysis.Revision) string {
	switch n := r.Common(); {
	case n == 0:
		return s.told("diff.nothing", nil)
	case !r.Differs():
		return s.counted("diff.all-same", n)
	case n == r.Unchanged:
		return s.counted("diff.none-revised", n)
	}
	parts := []string{}
	if r.Unchanged > 0 {
		parts = append(parts, s.counted("diff.n-unchanged", r.Unchanged))
	}
	if r.Rounding.Count > 0 {
		parts = append(parts, s.counted("diff.n-rounded", r.Rounding.Count))
	}
	if r.Revised > 0 {
		how := []string{}
		if r.Up > 0 {
			how = append(how, s.counted("diff.n-up", r.Up))
		}
		if r.Down > 0 {
			how = append(how, s.counted("diff.n-down", r.Down))
		}
		if size := s.medianText(i, r.MedianPct, r.MedianDifference); size != "" {
			how = append(how, s.told("diff.by-median", map[string]any{"size": size}))
		}
		parts = append(parts, s.counted("diff.n-revised", r.Revised)+" ("+strings.Join(how, ", ")+")")
	}
	if r.Reflagged > 0 {
		parts = append(parts, s.counted("diff.n-flag", r.Reflagged))
	}
	return s.counted("diff.n-observations", r.Common()) + s.Locale.Colon() + " " + s.Locale.List(parts)
}

// medianText is the size of revisions: of percentages in points.
func (s *session) medianText(i catalog.Indicator, pct, difference float64) string {
	switch {
	case i.IsPercentage() && !math.IsNaN(difference):
		return strings.TrimPrefix(s.Locale.PointsShort(difference, fine(difference)), "+")
	case i.IsPercentage() || math.IsNaN(pct):
		return ""
	}
	return s.amount(pct)
}

// amount prints a size in per cent, with two digits of what is small.
func (s *session) amount(pct float64) string { return s.Locale.Percent(pct, fine(pct)) }

func (s *session) signedAmount(pct float64) string {
	if math.IsNaN(pct) {
		return ""
	}
	return s.Locale.SignedPercent(pct, fine(pct))
}

// fine is how many decimals show two digits of a value, or one of a larger.
func fine(v float64) int {
	switch a := math.Abs(v); {
	case a >= 1000:
		return 0
	case a >= 1 || a == 0:
		return 1
	default:
		return min(4, 1-int(math.Floor(math.Log10(a))))
	}
}

// factorText says that all values of some economies were multiplied.
func (s *session) factorText(f analysis.RevisionFactor) string {
	args, key := map[string]any{"n": f.Values, "factor": s.Locale.Plain(f.Factor)}, "diff.same-factor"
	if f.PowerOfTen {
		key = "diff.power"
	}
	return s.Listed(s.displayedAll(f.Economies)) + s.Locale.Colon() + " " + s.told(key, args)
}

func (s *session) displayedAll(codes []string) []string {
	out := make([]string, len(codes))
	for k, code := range codes {
		out[k] = s.displayed(code)
	}
	return out
}

// unitText says how units that are written differently were compared.
func (s *session) unitText(r analysis.Revision) string {
	switch {
	case r.Converted != 0:
		return s.told("diff.converted", map[string]any{"old": s.Locale.Unit(r.OldUnit), "new": s.Locale.Unit(r.NewUnit), "factor": s.Locale.Plain(r.Converted)})
	case r.Common() == 0:
	case r.OldUnit == "" && r.NewUnit != "":
		return s.told("diff.old-unstated", nil)
	case r.NewUnit == "" && r.OldUnit != "":
		return s.told("diff.new-unstated", nil)
	}
	return ""
}

func (s *session) roundingText(r analysis.Revision) string {
	n := r.Rounding
	if n.Count == 0 {
		return ""
	}
	return s.told("diff.decimals", map[string]any{"old": n.OldDecimals, "new": n.NewDecimals})
}

// changedText says what was added or is gone: years and economies of which the
// other vintage has nothing, then the rest.
func (s *session) changedText(r analysis.Revision, status string) string {
	years, economies, n := r.NewYears, r.NewEconomies, r.Added
	yearKey, wholeKey := "diff.new-year", "diff.new-economies"
	if status == analysis.Gone {
		years, economies, n = r.LostYears, r.LostEconomies, r.Gone
		yearKey, wholeKey = "diff.lost-year", "diff.lost-economies"
	}
	if n == 0 {
		return ""
	}
	var whole, rest analysis.RevisionRows
	inYear, partly := map[int][]string{}, []int{} // a year of whole economies is told with them
	for _, row := range r.Rows {
		if row.Status != status {
			continue
		}
		ofYear, ofEconomy := slices.Contains(years, row.Year), slices.Contains(economies, row.Economy)
		switch {
		case ofEconomy:
			whole = append(whole, row)
		case ofYear:
			partly = append(partly, row.Year)
		default:
			rest = append(rest, row)
		}
		if ofYear {
			inYear[row.Year] = append(inYear[row.Year], row.Economy)
		}
	}
	slices.Sort(partly)
	var firsts []string
	if len(whole) > 0 {
		firsts = []string{s.told(wholeKey, map[string]any{"economies": s.Listed(s.withYears(whole))})}
	}
	parts := slices.Concat(firsts, s.inYears(yearKey, slices.Compact(partly), inYear), s.byEconomyOrYear(rest))
	return s.counted("diff.n-observations", n) + s.Locale.Colon() + " " + strings.Join(parts, s.Locale.Semicolon()+" ")
}

// inYears tells of years of which the other vintage has nothing: of a few one by
// one, of more together.
func (s *session) inYears(key string, years []int, economies map[int][]string) []string {
	if len(years) > fewYears {
		var all []string
		for _, y := range years {
			all = append(all, economies[y]...)
		}
		slices.Sort(all)
		return []string{s.told(key, map[string]any{"years": tidy.YearRanges(years), "n": len(years), "economies": s.fewOf(slices.Compact(all))})}
	}
	var out []string
	for _, y := range slices.Backward(years) {
		out = append(out, s.told(key, map[string]any{"years": fmt.Sprint(y), "n": 1, "economies": s.fewOf(economies[y])}))
	}
	return out
}

// cut leaves so many of a list as a reader reads, and the number of the others.
func (s *session) cut(parts []string) []string {
	if more := len(parts) - table.Most; more > 1 {
		return append(parts[:table.Most:table.Most], s.Result("more", map[string]any{"n": more}))
	}
	return parts
}

// byEconomyOrYear lists rows by whichever there are fewer of.
func (s *session) byEconomyOrYear(rows analysis.RevisionRows) []string {
	if len(rows) == 0 {
		return nil
	}
	byEconomy, inYear := s.withYears(rows), map[int][]string{}
	for _, r := range rows {
		inYear[r.Year] = append(inYear[r.Year], r.Economy)
	}
	years := sortedYears(inYear)
	if len(byEconomy) <= len(years) {
		return []string{s.Listed(byEconomy)}
	}
	var parts []string
	for _, y := range slices.Backward(years) {
		parts = append(parts, fmt.Sprintf("%d%s %s", y, s.Locale.Colon(), s.fewOf(inYear[y])))
	}
	return s.cut(parts)
}

func sortedYears(inYear map[int][]string) []int {
	var out []int
	for y := range inYear {
		out = append(out, y)
	}
	slices.Sort(out)
	return out
}

// fewOf names a few economies, and counts more.
func (s *session) fewOf(codes []string) string {
	if len(codes) > fewEconomies {
		return s.counted("diff.n-economies", len(codes))
	}
	return s.Locale.List(s.displayedAll(codes))
}

// withYears names the economies of rows, each with its years.
func (s *session) withYears(rows analysis.RevisionRows) []string {
	var out []string
	for len(rows) > 0 { // economies come one after the other
		e, years := rows[0].Economy, []int{}
		for len(rows) > 0 && rows[0].Economy == e {
			years = append(years, rows[0].Year)
			rows = rows[1:]
		}
		out = append(out, fmt.Sprintf("%s (%s)", s.displayed(e), tidy.YearRanges(years)))
	}
	return out
}
