package cli

import (
	"fmt"
	"slices"

	"tradestats/internal/audit"
	"tradestats/internal/dataset"
	"tradestats/internal/table"
)

// fewColumns is how many years stand side by side; more are cut into decades,
// a row each.
const fewColumns = 8

// A covered series has a number of economies in each year.
type covered struct {
	name  string
	years []audit.Year
}

// coverageSheets say how many economies have a value in each year, by indicator
// where these are few.
func (s *session) coverageSheets(r *audit.Report) []table.Sheet {
	title := s.told("inspect.coverage", nil)
	var all []covered
	wide := 0
	for _, i := range r.Indicators {
		if i.ID == dataset.Unnamed {
			i.ID = "?"
		}
		all = append(all, covered{i.ID, i.Coverage})
		wide = max(wide, table.Runes(i.ID))
	}
	switch n := len(r.Years); {
	case len(all) > mostCovered:
		return []table.Sheet{s.coverage(title+s.Locale.Colon()+" "+s.told("inspect.any", nil), covered{"", r.Coverage}, r.Years)}
	case len(all) == 1:
		return []table.Sheet{s.coverage(title, covered{"", all[0].years}, r.Years)}
	case n <= fewColumns && wide+6*n <= narrowWidth:
		return []table.Sheet{s.coverage(title, all[0], r.Years, all[1:]...)}
	}
	var out []table.Sheet
	for _, c := range all {
		out = append(out, s.coverage(title+s.Locale.Colon()+" "+c.name, covered{"", c.years}, r.Years))
	}
	return out
}

// coverage is the table of one or more series.
func (s *session) coverage(title string, first covered, years []int, more ...covered) table.Sheet {
	t := table.Sheet{Title: title, Columns: []table.Column{table.Left("")}}
	all := append([]covered{first}, more...)
	if len(years) > fewColumns {
		for digit := range 10 {
			t.Columns = append(t.Columns, table.Right(fmt.Sprintf("..%d", digit)))
		}
		for _, decade := range decades(first.years) {
			row := []string{fmt.Sprintf("%d-%d", decade, decade+9)}
			for digit := range 10 {
				row = append(row, s.coveredIn(first.years, decade+digit))
			}
			t.Add(nil, row...)
		}
		return t
	}
	for _, year := range years {
		t.Columns = append(t.Columns, table.Right(fmt.Sprint(year)))
	}
	for _, c := range all {
		row := []string{c.name}
		for _, year := range years {
			row = append(row, s.coveredIn(c.years, year))
		}
		t.Add(nil, row...)
	}
	return t
}

// decades are those with a value.
func decades(years []audit.Year) []int {
	var out []int
	for _, y := range years {
		if d := y.Year - y.Year%10; !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

func (s *session) coveredIn(years []audit.Year, year int) string {
	for _, y := range years {
		if y.Year == year {
			return s.count(y.Economies)
		}
	}
	return ""
}
