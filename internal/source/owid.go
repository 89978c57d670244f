package source

import (
	"bytes"
	"slices"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// Our World in Data: an entity, its code, a year and a column a series, which
// is named by its header.
var owidLayout = layout{name: "Our World in Data", recognise: recogniseOWID}

// owidTimes are the names of the column of time. A day is not a year, whatever
// stands in it.
var owidTimes = []string{"Year", "Day", "Date", "Time"}

func recogniseOWID(h *head) (*plan, error) {
	f := h.header(isOWID)
	if f == nil {
		return nil, nil
	}
	records := f.samples(len(h.data))
	t := owidTable{economy: f.column("Entity"), code: f.column("Code"), year: f.column(owidTimes...), marks: f.marks()}
	t.least, t.most = f.width, len(f.cells)
	if bytes.Contains(h.data, []byte("\r\n")) {
		t.least = max(t.economy, t.code, t.year) + 1 // a spreadsheet drops empty fields at the end of a row
	}
	if err := t.annual(f, records); err != nil {
		return nil, err
	}
	if err := f.unmistakable(nil); err != nil {
		return nil, err
	}
	known := t.find(f, records)
	if len(known) == 0 {
		return nil, &tidy.RowError{File: h.name, Line: f.line, Text: strings.Join(f.cells, ","), Why: "no column of numbers",
			Hint: "download the full data of the chart"}
	}
	return &plan{
		About:   About{Why: "columns Entity, Code and Year", Publisher: "owid", Codes: "owid"},
		dialect: f.dialect, from: f.rows, width: f.width, known: known, parse: t.parse,
	}, nil
}

func isOWID(cells []string) bool {
	f := header{cells: cells}
	return has(cells, "Entity", "Code") && f.column(owidTimes...) >= 0 && len(cells) > 3 || starts(cells, "Entity", "Year") && len(cells) > 2
}

// annual refuses a table of days.
func (t owidTable) annual(f *header, records [][]string) error {
	if strings.EqualFold(f.cells[t.year], "Year") || len(records) == 0 {
		return nil
	}
	first := records[0]
	if t.year < len(first) {
		if _, ok := year([]byte(first[t.year])); ok {
			return nil
		}
	}
	return &tidy.RowError{File: f.head.name, Line: f.line, Column: t.year + 1, Text: f.cells[t.year],
		Why: "daily, not annual", Hint: "give a table with a column Year"}
}

// An owidTable holds the positions of the columns, -1 for those that are not
// there.
type owidTable struct {
	economy, code, year int
	values              []owidColumn
	least, most         int // fields of a record
	marks               marks
}

// An owidColumn is a series.
type owidColumn struct {
	at     int
	series Series
	unseen bool // the first records have nothing in it: it may turn out to be text
}

// find takes the columns of numbers for series. Those of text, such as
// annotations and regions, are passed over.
func (t *owidTable) find(f *header, records [][]string) []Series {
	var known []Series
	for k, name := range f.cells {
		if k == t.economy || k == t.code || k == t.year || name == "" || isAnnotation(name) {
			continue
		}
		var numbers, texts int
		for _, cells := range records {
			switch {
			case k >= len(cells) || cells[k] == "":
			case t.marks.isNumber(cells[k]) || isNumber([]byte(strings.ReplaceAll(cells[k], ",", ""))): // with a comma it is one that parse may refuse
				numbers++
			default:
				texts++
			}
		}
		if numbers == 0 && texts > 0 {
			continue
		}
		s := Series{Code: name, Label: name, Unit: owidUnit(name)}
		known = append(known, s)
		t.values = append(t.values, owidColumn{at: k, series: s, unseen: numbers == 0})
	}
	return known
}

func isAnnotation(name string) bool {
	name = strings.ToLower(name)
	return strings.HasSuffix(name, "-annotations") || strings.HasSuffix(name, " annotations") || slices.ContainsFunc(owidTimes, func(t string) bool { return strings.EqualFold(t, name) }) ||
		slices.Contains([]string{"owid_region", "world regions according to owid", "continent"}, name)
}

// owidUnit is the unit in a header, which also has words in parentheses that
// are none, such as "(historical)".
func owidUnit(name string) string {
	unit := labelUnit(name)
	if strings.Contains(unit, "per cent") || strings.Contains(unit, "dollars") || strings.HasPrefix(unit, "per ") {
		return unit
	}
	return ""
}

func (t owidTable) parse(r *scan.Row, out *rows) error {
	if !slices.ContainsFunc(t.values, func(c owidColumn) bool { return out.wants(c.series.Code) }) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	row := Row{Line: r.Line()}
	y, ok := scan.ParseInt(trim(r.Field(t.year)))
	if !ok || y > 9999 {
		return r.Error(t.year, notAYear)
	}
	if y < 1000 {
		out.leave("before the year 1000") // down to 10,000 before Christ
		return nil
	}
	if row.Year = y; !out.inYears(y) {
		return nil
	}
	var err error
	if row.EconomyLabel, err = out.text(r, t.economy); err != nil {
		return err
	}
	if row.Economy, err = out.text(r, t.code); err != nil {
		return err
	}
	if row.Economy == "" {
		row.Economy, row.Group = row.EconomyLabel, t.code >= 0 // groups have no code
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	return t.add(r, row, out)
}

// add takes the values of a row.
func (t owidTable) add(r *scan.Row, row Row, out *rows) error {
	for _, c := range t.values {
		text := trim(r.Field(c.at))
		if len(text) == 0 || !out.wants(c.series.Code) {
			continue
		}
		value, err := t.marks.number(r, c.at, text)
		switch {
		case err != nil && c.unseen:
			out.leave("text in column " + c.series.Code)
			continue
		case err != nil:
			return err
		}
		row.Series, row.Value = c.series, value
		if err := out.add(row); err != nil {
			return err
		}
	}
	return nil
}
