package source

import (
	"bytes"
	"cmp"
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/scan"
)

// The World Bank's tables with a column a year: the download of an indicator
// with its preamble, the bulk file of all indicators, and the exports of
// DataBank, where years and series may share the header or change places.
var worldBankLayout = layout{name: "World Bank, years across", recognise: recogniseWorldBank}

func recogniseWorldBank(h *head) (*plan, error) {
	f := h.header(isWorldBank)
	if f == nil {
		return nil, nil
	}
	t := worldBankTable{
		economy: f.column("Country Code"), name: f.column("Country Name"),
		code: f.column("Indicator Code", "Series Code"), label: f.column("Indicator Name", "Series Name"),
		dims: worldBankDimensions(f), period: f.column("Time"), marks: f.marks(),
	}
	t.values, t.other = worldBankValues(f.cells, t.period >= 0)
	t.most = len(f.cells)
	t.least = max(t.economy, t.code, t.period, t.name, t.label) + 1
	if bytes.Contains(h.data, []byte(`"Country `)) {
		t.least = f.width // as the publisher writes it; a spreadsheet drops quotes, and empty fields at the end
	}
	p := &plan{
		About: About{
			Why: worldBankWhy(t), Publisher: "worldbank", Codes: "worldbank",
			Title: noteIn(f.before, "Data Source"), Vintage: isoDate(noteIn(f.before, "Last Updated Date")),
			Single: t.code < 0 && t.label < 0 && t.values[0].series == nil,
		},
		dialect: f.dialect, from: f.rows, width: f.width, known: t.known(), parse: t.parse,
	}
	if t.period >= 0 || t.values[0].bracket { // of DataBank, which has no preamble
		p.Title, p.Vintage = h.footer(p)
	}
	return p, nil
}

// isWorldBank tests a header. Without series it must hold nothing that is not
// known, or any table of countries and years would be taken for one.
func isWorldBank(cells []string) bool {
	f := header{cells: cells}
	if f.column("Country Code", "Country Name") < 0 {
		return false
	}
	values, _ := worldBankValues(cells, f.column("Time") >= 0)
	if len(values) == 0 {
		return false
	}
	if f.column("Indicator Code", "Series Code", "Indicator Name", "Series Name") >= 0 || values[0].series != nil {
		return true
	}
	return len(cells) == len(values)+2 && has(cells, "Country Code", "Country Name")
}

func worldBankWhy(t worldBankTable) string {
	switch {
	case t.period >= 0:
		return "columns Country Name, Time and a series each"
	case t.values[0].series != nil:
		return "columns Country Name, and a year of a series each"
	case t.values[0].bracket:
		return "columns Country Name, Series Name and years as 1990 [YR1990]"
	}
	return "columns Country Code, Indicator Code and a year each"
}

// A worldBankTable holds the positions of the columns, -1 for those that are
// not there.
type worldBankTable struct {
	economy, name, code, label, period int
	dims                               []dimension
	values                             []worldBankColumn
	other                              []periodColumn
	least, most                        int // fields of a record
	marks                              marks
}

// A worldBankColumn holds values.
type worldBankColumn struct {
	at      int
	year    int     // 0 where the row tells
	series  *Series // nil where the row tells
	bracket bool    // the year is given as DataBank does
}

// A periodColumn holds values that are not of a year.
type periodColumn struct {
	at  int
	why string
}

// A dimension is a column of codes and that of their labels, -1 when there is
// none.
type dimension struct{ code, label int }

var (
	yearColumn     = regexp.MustCompile(`^([12]\d{3})(?: (\[YR[12]\d{3}\]))?(?: - (.+))?$`)
	seriesColumn   = regexp.MustCompile(`^(.+) \[([\w.:+-]+)\]$`)
	shorterPeriods = regexp.MustCompile(`^[12]\d{3}([QM])\d{1,2}\b`)
)

// worldBankValues finds the columns of values. Those of series have no year of
// their own only where the rows have one.
func worldBankValues(cells []string, timed bool) (values []worldBankColumn, other []periodColumn) {
	for k, cell := range cells {
		column := worldBankColumn{at: k}
		if m := yearColumn.FindStringSubmatch(cell); m != nil {
			column.year, _ = strconv.Atoi(m[1])
			column.bracket = m[2] != ""
			cell = m[3]
		} else if m := shorterPeriods.FindStringSubmatch(cell); m != nil {
			other = append(other, periodColumn{k, map[string]string{"Q": "quarterly", "M": "monthly"}[m[1]]})
			continue
		} else if !timed {
			continue
		}
		if m := seriesColumn.FindStringSubmatch(cell); m != nil {
			column.series = &Series{Code: m[2], Label: m[1], Unit: labelUnit(m[1])}
		}
		if timed == (column.year == 0) && (!timed || column.series != nil) {
			values = append(values, column)
		}
	}
	return values, other
}

// known are the series that the header tells, each once.
func (t worldBankTable) known() []Series {
	var out []Series
	for _, c := range t.values {
		if c.series != nil && !slices.Contains(out, *c.series) {
			out = append(out, *c.series)
		}
	}
	return out
}

// worldBankDimensions finds what else tells series apart, such as the
// counterpart of a debt: columns named "... Code" and "... Name".
func worldBankDimensions(f *header) []dimension {
	var out []dimension
	for k, cell := range f.cells {
		of, is := strings.CutSuffix(cell, " Code")
		switch {
		case !is, has([]string{"Country", "Indicator", "Series", "Time"}, of):
		case f.column(of+" Name") >= 0:
			out = append(out, dimension{k, f.column(of + " Name")})
		}
	}
	return out
}

func (t worldBankTable) parse(r *scan.Row, out *rows) error {
	if note(r) {
		return nil
	}
	series, err := t.series(r, out)
	if err != nil || t.values[0].series == nil && !out.wants(series.Code) {
		return err
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	row := Row{Line: r.Line()}
	if row.Economy, err = out.text(r, t.economy); err != nil {
		return err
	}
	if row.EconomyLabel, err = out.text(r, t.name); err != nil {
		return err
	}
	if t.economy < 0 {
		row.Economy = row.EconomyLabel
	}
	if row.Economy == "" {
		return r.Error(max(t.economy, 0), noEconomy)
	}
	if t.period >= 0 {
		if row.Year, err = t.time(r, out); err != nil || row.Year == 0 {
			return err
		}
	}
	for _, c := range t.other {
		if !worldBankMissing(trim(r.Field(c.at))) {
			out.leave(c.why)
		}
	}
	for _, c := range t.values {
		if err := t.value(r, c, series, row, out); err != nil {
			return err
		}
	}
	return nil
}

// series reads what of the series stands in the row.
func (t worldBankTable) series(r *scan.Row, out *rows) (s Series, err error) {
	if s.Code, err = out.text(r, t.code); err != nil {
		return s, err
	}
	if s.Label, err = out.text(r, t.label); err != nil {
		return s, err
	}
	if t.code < 0 {
		s.Code = s.Label
	}
	if s.Code == "" && (t.code >= 0 || t.label >= 0) {
		return s, r.Error(max(t.code, t.label), noIndicator)
	}
	s.Unit = labelUnit(s.Label)
	for _, d := range t.dims {
		code, err := out.text(r, d.code)
		if err != nil {
			return s, err
		}
		label, err := out.text(r, d.label)
		if err != nil {
			return s, err
		}
		s.Code, s.Label = out.joined(".", s.Code, code), out.joined(", ", s.Label, label)
	}
	return s, nil
}

// time reads the year of a row, 0 where it is not wanted.
func (t worldBankTable) time(r *scan.Row, out *rows) (int, error) {
	text := trim(r.Field(t.period))
	if m := shorterPeriods.FindSubmatch(text); m != nil {
		out.leave(map[string]string{"Q": "quarterly", "M": "monthly"}[string(m[1])])
		return 0, nil
	}
	y, ok := year(bytes.TrimSuffix(text, []byte(" [YR"+string(text[:min(4, len(text))])+"]")))
	if !ok {
		return 0, r.Error(t.period, notAYear)
	}
	return y, nil
}

// value adds the value in a column, if there is one.
func (t worldBankTable) value(r *scan.Row, c worldBankColumn, series Series, row Row, out *rows) error {
	if c.year > 0 {
		row.Year = c.year
	}
	if !out.inYears(row.Year) {
		return nil
	}
	row.Series = series
	if c.series != nil {
		if row.Series = *c.series; !out.wants(row.Code) {
			return nil
		}
	}
	text := trim(r.Field(c.at))
	if worldBankMissing(text) {
		return nil
	}
	var err error
	if row.Value, err = t.marks.number(r, c.at, text); err != nil {
		return err
	}
	return out.add(row)
}

func worldBankMissing(text []byte) bool { return len(text) == 0 || string(text) == ".." }

// What DataBank writes below its tables.
var (
	fromDatabase = []byte("Data from database:")
	lastUpdated  = []byte("Last Updated:")
)

// note tells a line below the table, or a row of empty fields.
func note(r *scan.Row) bool {
	first := trim(r.Field(0))
	if bytes.HasPrefix(first, fromDatabase) || bytes.HasPrefix(first, lastUpdated) {
		return true
	}
	for k := 0; len(first) == 0; k++ {
		if k == r.Len() {
			return k > 0
		}
		first = trim(r.Field(k))
	}
	return false
}

// noteIn returns what stands beside a name in the lines above a table.
func noteIn(before [][]string, name string) string {
	for _, cells := range before {
		if len(cells) > 1 && strings.EqualFold(cells[0], name) {
			return cells[1]
		}
	}
	return ""
}

// footer reads what stands below a table: the database, and when it was last
// updated. What is wrong with the text its reading will say.
func (h *head) footer(p *plan) (title, updated string) {
	in, err := h.text.Input()
	if err != nil {
		return "", ""
	}
	type found struct{ title, updated string }
	notes, err := scan.Run(context.Background(), in.Input, p.dialect, scan.Job[*found]{
		From: p.from,
		New:  func() *found { return &found{} },
		Row: func(n *found, r *scan.Row) error {
			first := trim(r.Field(0))
			if after, is := bytes.CutPrefix(first, fromDatabase); is {
				n.title = strings.TrimSpace(string(after))
			}
			if after, is := bytes.CutPrefix(first, lastUpdated); is {
				n.updated = isoDate(string(after))
			}
			return nil
		},
		Merge: func(into, from *found, _ int) *found {
			into.title, into.updated = cmp.Or(from.title, into.title), cmp.Or(from.updated, into.updated)
			return into
		},
	}, workers())
	if closing := in.Close(); err != nil || closing != nil {
		return "", ""
	}
	return notes.title, notes.updated
}
