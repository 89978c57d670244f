package source

import (
	"math"
	"strings"

	"tradestats/internal/scan"
)

// Data360 of the World Bank: SDMX-CSV, with labels or without, a row a value or
// a column a year. It gathers tables of many publishers, each a "database".
var data360Layout = layout{name: "World Bank Data360, SDMX-CSV", recognise: recogniseData360}

func recogniseData360(h *head) (*plan, error) {
	f := h.header(isData360)
	if f == nil {
		return nil, nil
	}
	first := f.samples(200)
	if f.column("DATABASE_ID") < 0 && !strings.Contains(f.common(first, "STRUCTURE_ID"), "DATA360") {
		return nil, nil
	}
	t := data360Table{
		freq: f.column("FREQ"), economy: f.column("REF_AREA"), name: f.column("REF_AREA_LABEL"),
		indicator: f.column("INDICATOR"), label: f.column("INDICATOR_LABEL"), dims: data360Dimensions(f),
		period: f.column("TIME_PERIOD"), value: f.column("OBS_VALUE"), unit: f.column("UNIT_MEASURE"), unitLabel: f.column("UNIT_MEASURE_LABEL"),
		scale: f.column("UNIT_MULT"), status: f.column("OBS_STATUS"), marks: f.marks(),
	}
	t.most = len(f.cells)
	t.least = max(t.economy, t.indicator, t.period, t.value) + 1
	if t.value < 0 {
		t.years, _ = worldBankValues(f.cells, false)
	}
	why := "columns DATABASE_ID, REF_AREA, INDICATOR, TIME_PERIOD and OBS_VALUE"
	if t.value < 0 {
		why = "columns DATABASE_ID, REF_AREA, INDICATOR and a year each"
	}
	return &plan{
		About: About{
			Why: why, Publisher: "data360", Codes: "worldbank", Dataset: f.common(first, "DATABASE_ID"),
			Title: f.common(first, "DATABASE_ID_LABEL"), Vintage: isoDate(f.common(first, "LAST_UPDATE")),
		},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

func isData360(cells []string) bool {
	if !has(cells, "REF_AREA", "INDICATOR") || !has(cells, "DATABASE_ID") && !has(cells, "STRUCTURE_ID") {
		return false
	}
	years, _ := worldBankValues(cells, false)
	return has(cells, "TIME_PERIOD", "OBS_VALUE") || len(years) > 0
}

// common returns what all of some records have in a column, and "" where they
// differ.
func (f *header) common(records [][]string, column string) string {
	k := f.column(column)
	same := ""
	for n, cells := range records {
		switch {
		case k < 0 || k >= len(cells) || n > 0 && cells[k] != same:
			return ""
		case n == 0:
			same = cells[k]
		}
	}
	return same
}

// attributes are columns that say something of a value, not of what it is of.
var attributes = []string{
	"UNIT_MEASURE", "OBS_VALUE", "UNIT_MULT", "UNIT_TYPE", "TIME_FORMAT", "OBS_STATUS", "OBS_CONF", "AGG_METHOD", "DECIMALS",
	"DATABASE_ID", "LATEST_DATA", "DATA_SOURCE", "COMMENT_OBS", "COMMENT_TS", "REF_AREA", "FREQ", "LAST_UPDATE",
}

// data360Dimensions finds the columns that tell series of an indicator apart:
// those that are known, and what else stands between INDICATOR and TIME_PERIOD.
func data360Dimensions(f *header) []dimension {
	var out []dimension
	from, to := f.column("INDICATOR"), f.column("TIME_PERIOD")
	for k, cell := range f.cells {
		cell = strings.ToUpper(cell)
		switch {
		case cell == "SEX", cell == "AGE", cell == "URBANISATION", strings.HasPrefix(cell, "COMP_BREAKDOWN_") && !strings.HasSuffix(cell, "_LABEL"):
		case k <= from || k >= to || cell == "" || strings.HasSuffix(cell, "_LABEL") || has(attributes, cell):
			continue
		}
		out = append(out, dimension{k, f.column(cell + "_LABEL")})
	}
	return out
}

// A data360Table holds the positions of the columns, -1 for those that are not
// there.
type data360Table struct {
	freq, economy, name, indicator, label, period, value, unit, unitLabel, scale, status int

	dims        []dimension
	years       []worldBankColumn // of a table without period and value
	least, most int               // fields of a record
	marks       marks
}

func (t data360Table) parse(r *scan.Row, out *rows) error {
	series, err := t.series(r, out)
	if err != nil || !out.wants(series.Code) {
		return err
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	if why := periodWords[string(trim(r.Field(max(t.freq, 0))))]; t.freq >= 0 && why != "" {
		out.leave(why)
		return nil
	}
	row := Row{Series: series, Line: r.Line()}
	var ok bool
	if t.value >= 0 {
		if row.Year, ok = year(trim(r.Field(t.period))); !ok {
			return r.Error(t.period, notAYear)
		}
		if !out.inYears(row.Year) {
			return nil
		}
	}
	if err := t.words(r, out, &row); err != nil {
		return err
	}
	factor, err := t.inUnit(r, out, &row)
	if err != nil {
		return err
	}
	if t.value >= 0 {
		return t.add(r, t.value, factor, row, out)
	}
	for _, c := range t.years {
		row.Year = c.year
		if err := t.add(r, c.at, factor, row, out); err != nil {
			return err
		}
	}
	return nil
}

// words reads the economy of a row and its flag.
func (t data360Table) words(r *scan.Row, out *rows, row *Row) (err error) {
	if row.Economy, err = out.text(r, t.economy); err != nil {
		return err
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	if row.EconomyLabel, err = out.text(r, t.name); err != nil {
		return err
	}
	status, err := out.text(r, t.status)
	row.Flag = sdmxStatus(status)
	return err
}

// periodWords are frequencies other than annual.
var periodWords = map[string]string{
	"S": "half-yearly", "H": "half-yearly", "T": "four-monthly", "Q": "quarterly", "M": "monthly", "W": "weekly",
	"D": "daily", "B": "daily", "N": "by the minute",
}

// series reads the indicator and what of it.
func (t data360Table) series(r *scan.Row, out *rows) (s Series, err error) {
	if s.Code, err = out.text(r, t.indicator); err != nil {
		return s, err
	}
	if s.Code == "" {
		return s, r.Error(t.indicator, noIndicator)
	}
	if s.Label, err = out.text(r, t.label); err != nil {
		return s, err
	}
	for _, d := range t.dims {
		code, err := out.text(r, d.code)
		if err != nil {
			return s, err
		}
		if code == "" || code == "_T" || code == "_Z" {
			continue // all of them, or none applies
		}
		label, err := out.text(r, d.label)
		if err != nil {
			return s, err
		}
		s.Code = out.joined(".", s.Code, code)
		if s.Label != "" {
			s.Label = out.joined(", ", s.Label, label)
		}
	}
	return s, nil
}

// scales are the powers of ten that have a word, which becomes part of the unit.
var scales = map[string]string{"": "", "_Z": "", "0": "", "3": "thousand", "6": "million", "9": "billion", "12": "trillion"}

// inUnit names the unit of a row, and returns the factor by which its value is
// in that unit: 1 where the scale has a word.
func (t data360Table) inUnit(r *scan.Row, out *rows, row *Row) (factor float64, err error) {
	if row.Unit, err = out.text(r, t.unitLabel); err != nil {
		return 0, err
	}
	if row.Unit == "" {
		if row.Unit, err = out.text(r, t.unit); err != nil {
			return 0, err
		}
	}
	if row.Unit == "USD" {
		row.Unit = "US dollars"
	}
	scale, err := out.text(r, t.scale)
	if err != nil {
		return 0, err
	}
	word, known := scales[scale]
	if known {
		row.Unit = out.joined(" ", word, row.Unit)
		return 1, nil
	}
	power, ok := scan.ParseInt([]byte(scale))
	if !ok || power < -12 || power > 12 {
		return 0, r.Error(t.scale, "not a power of ten")
	}
	return math.Pow10(power), nil
}

// add takes the value in a field, if there is one.
func (t data360Table) add(r *scan.Row, k int, factor float64, row Row, out *rows) error {
	text := trim(r.Field(k))
	if len(text) == 0 || string(text) == "NaN" || !out.inYears(row.Year) {
		return nil
	}
	value, err := t.marks.number(r, k, text)
	if err != nil {
		return err
	}
	row.Value = value * factor
	return out.add(row)
}
