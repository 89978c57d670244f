package source

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// Eurostat's tables with a column a period: the first cell of a row packs the
// codes of all its dimensions, "A,PC,F,AT" under "freq,unit,sex,geo\TIME_PERIOD",
// and flags stand behind values. The bulk files of before 2023 have no
// frequency and end in "geo\time".
var eurostatTSVLayout = layout{name: "Eurostat, TSV", recognise: recogniseEurostatTSV}

var (
	eurostatKey       = regexp.MustCompile(`(?i)^([a-z][\w.]*(?:,[a-z][\w.]*)*)\\(?:time|time_period)$`)
	eurostatEconomies = []string{"geo", "reporter", "declarant"}
	eurostatPartners  = []string{"partner", "counterp", "partner_geo"}
)

func recogniseEurostatTSV(h *head) (*plan, error) {
	f := h.headerIn(scan.TSV, isEurostatTSV)
	if f == nil {
		f = h.header(isEurostatTSV) // a spreadsheet may have saved it
	}
	if f == nil {
		return nil, nil
	}
	t := newEurostatTable(f)
	if t.economy < 0 {
		return nil, &tidy.RowError{File: h.name, Line: f.line, Column: t.key + 1, Text: f.cells[t.key],
			Why: "no economies: looked for " + strings.Join(eurostatEconomies, ", "), Hint: "give a table by country"}
	}
	return &plan{
		About: About{Why: "first cell " + f.cells[t.key], Publisher: "eurostat", Codes: "eurostat",
			Bilateral: t.partner >= 0, Single: len(t.series) == 0},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// isEurostatTSV tests a header. Where tabs were made commas, each dimension has
// a column of its own.
func isEurostatTSV(cells []string) bool {
	k := eurostatKeyOf(cells)
	if k < 0 {
		return false
	}
	return slices.ContainsFunc(cells[k+1:], func(cell string) bool {
		y, why := yearOf([]byte(cell))
		return y > 0 || why != ""
	})
}

// eurostatKeyOf is the position of the cell that names the last dimension, -1
// where there is none.
func eurostatKeyOf(cells []string) int {
	return slices.IndexFunc(cells, eurostatKey.MatchString)
}

// A eurostatTable holds the positions of dimensions in the key, -1 for those
// that are not there, and of the columns of values.
type eurostatTable struct {
	key, dims                    int // the field that holds the last dimension; how many there are
	freq, economy, partner, unit int
	money                        int   // the dimension that names the unit where there is none
	series                       []int // dimensions that tell series apart
	years                        []worldBankColumn
	other                        []periodColumn
	least, most                  int // fields of a record
	marks                        marks
}

func newEurostatTable(f *header) *eurostatTable {
	t := &eurostatTable{key: eurostatKeyOf(f.cells), most: len(f.cells)}
	var dims []string
	for _, cell := range f.cells[:t.key] {
		dims = append(dims, strings.ToLower(cell))
	}
	packed := eurostatKey.FindStringSubmatch(f.cells[t.key])[1]
	dims = append(dims, strings.Split(strings.ToLower(packed), ",")...)
	t.dims = len(dims)
	find := func(names ...string) int {
		for _, name := range names {
			if k := slices.Index(dims, name); k >= 0 {
				return k
			}
		}
		return -1
	}
	t.freq, t.unit, t.money = find("freq"), find("unit"), find(eurostatMoney...)
	t.economy, t.partner = find(eurostatEconomies...), find(eurostatPartners...)
	for k := range dims {
		if k != t.freq && k != t.economy && k != t.partner {
			t.series = append(t.series, k)
		}
	}
	for k := t.key + 1; k < len(f.cells); k++ {
		if y, why := yearOf([]byte(f.cells[k])); y > 0 {
			t.years = append(t.years, worldBankColumn{at: k, year: y})
		} else if why != "" {
			t.other = append(t.other, periodColumn{k, why})
		}
	}
	t.least = t.key + 1
	t.marks = t.findMarks(f)
	return t
}

// findMarks finds the marks of numbers that have flags behind them.
func (t *eurostatTable) findMarks(f *header) marks {
	records := f.samples(200)
	for _, cells := range records {
		for k := t.key + 1; k < len(cells); k++ {
			number, _ := cutFlags([]byte(cells[k]))
			cells[k] = string(number)
		}
	}
	return marksIn(records)
}

// cutFlags parts a value from the flags behind it. A missing value has none.
func cutFlags(cell []byte) (number []byte, flags string) {
	cell = trim(cell)
	if len(cell) == 0 || cell[0] == ':' {
		return nil, ""
	}
	end := bytes.IndexByte(cell, ' ')
	if end < 0 { // "22.1b": a letter that a digit stands before is a flag
		for end = len(cell); end > 1 && cell[end-1] >= 'a' && cell[end-1] <= 'z'; end-- {
		}
	}
	return cell[:end], string(trim(cell[end:]))
}

func (t *eurostatTable) parse(r *scan.Row, out *rows) error {
	codes, err := t.codes(r, out)
	if err != nil || codes == nil {
		return err
	}
	if t.freq >= 0 {
		if why := notAnnual(codes[t.freq]); why != "" {
			out.leave(why)
			return nil
		}
	}
	row := Row{Economy: codes[t.economy], Line: r.Line()}
	parts := make([]string, len(t.series))
	for k, d := range t.series {
		parts[k] = codes[d]
	}
	if row.Code = out.joined(".", parts...); !out.wants(row.Code) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	switch {
	case t.unit >= 0:
		row.Unit = eurostatUnit(codes[t.unit])
	case t.money >= 0:
		row.Unit = unitIn(codes[t.money])
	}
	if t.partner >= 0 {
		row.Partner = codes[t.partner]
	}
	if row.Economy == "" || t.partner >= 0 && row.Partner == "" {
		return r.Error(t.key, noEconomy)
	}
	return t.values(r, out, row)
}

// codes returns the codes of the dimensions of a row; nil for a row of empty
// fields.
func (t *eurostatTable) codes(r *scan.Row, out *rows) ([]string, error) {
	codes := make([]string, 0, t.dims)
	for k := range t.key {
		code, err := out.text(r, k)
		if err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	packed, err := out.text(r, t.key)
	if err != nil {
		return nil, err
	}
	if packed == "" && note(r) {
		return nil, nil
	}
	for code := range strings.SplitSeq(packed, ",") {
		codes = append(codes, strings.TrimSpace(code))
	}
	if len(codes) != t.dims {
		return nil, r.Error(t.key, "not as many codes as the header has dimensions")
	}
	return codes, nil
}

func (t *eurostatTable) values(r *scan.Row, out *rows, row Row) error {
	for _, c := range t.other {
		if number, _ := cutFlags(r.Field(c.at)); len(number) > 0 {
			out.leave(c.why)
		}
	}
	for _, c := range t.years {
		if row.Year = c.year; !out.inYears(row.Year) {
			continue
		}
		number, flags := cutFlags(r.Field(c.at))
		if len(number) == 0 {
			continue
		}
		var err error
		if row.Value, err = t.marks.number(r, c.at, number); err != nil {
			return err
		}
		row.Flag = eurostatFlags(flags)
		if err := out.add(row); err != nil {
			return err
		}
	}
	return nil
}
