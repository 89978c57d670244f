package source

import (
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// The project's own layout: a header of
// [indicator,]economy,[partner,]year,value[,unit][,flag] in any order.
var tidyLayout = layout{name: "tidy (economy,year,value)", recognise: recogniseTidy}

var tidyColumns = []string{"indicator", "economy", "partner", "year", "value", "unit", "flag"}

func recogniseTidy(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool { return has(cells, "economy", "year", "value") })
	if f == nil {
		return nil, nil
	}
	if err := f.unmistakable(tidyColumns); err != nil {
		return nil, err
	}
	t := tidyTable{
		indicator: f.column("indicator"), economy: f.column("economy"), partner: f.column("partner"),
		year: f.column("year"), value: f.column("value"), unit: f.column("unit"), flag: f.column("flag"), marks: f.marks(),
	}
	return &plan{
		About:   About{Why: "columns economy, year and value", Own: true, Bilateral: t.partner >= 0, Single: t.indicator < 0},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// unmistakable finds a column that stands twice, and one that is nearly a
// column of the layout.
func (f *header) unmistakable(known []string) error {
	wrong := func(k int, why, hint string) error {
		return &tidy.RowError{File: f.head.name, Line: f.line, Column: k + 1, Text: f.cells[k], Why: why, Hint: hint}
	}
	for k, cell := range f.cells {
		low := strings.ToLower(cell)
		switch {
		case low == "":
		case f.column(cell) != k:
			return wrong(k, "column stands twice", "remove one")
		case !slices.Contains(known, low):
			if near := tidy.Nearest(low, known, 1); len(near) > 0 {
				return wrong(k, "column not known", "did you mean "+near[0]+"?")
			}
		}
	}
	return nil
}

// A tidyTable holds the positions of the columns, -1 for those that are not
// there.
type tidyTable struct {
	indicator, economy, partner, year, value, unit, flag int
	marks                                                marks
}

func (t tidyTable) parse(r *scan.Row, out *rows) error {
	if n := r.Len(); n != out.width {
		var cells []string
		for k := range n {
			cells = append(cells, string(r.Field(k)))
		}
		return whole(r, strings.Join(cells, ","), fmt.Sprintf("%d fields, the header has %d", n, out.width))
	}
	code, err := out.text(r, t.indicator)
	if err != nil {
		return err
	}
	if t.indicator >= 0 && code == "" {
		return r.Error(t.indicator, noIndicator)
	}
	if !out.wants(code) {
		return nil
	}
	row := Row{Series: Series{Code: code}, Line: r.Line()}
	var ok bool
	if row.Year, ok = year(trim(r.Field(t.year))); !ok {
		return r.Error(t.year, notAYear)
	}
	for _, cell := range []struct {
		k    int
		into *string
	}{{t.economy, &row.Economy}, {t.partner, &row.Partner}, {t.unit, &row.Unit}, {t.flag, &row.Flag}} {
		if *cell.into, err = out.text(r, cell.k); err != nil {
			return err
		}
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	value := trim(r.Field(t.value))
	if len(value) == 0 || !out.inYears(row.Year) {
		return nil // an empty value is missing, not zero
	}
	if row.Value, err = t.marks.number(r, t.value, value); err != nil {
		return err
	}
	return out.add(row)
}
