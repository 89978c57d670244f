package source

import (
	"bytes"
	"slices"
	"strings"

	"tradestats/internal/scan"
)

// UNCTADstat: the bulk files, "Year,Economy,Economy Label,...", with one measure
// or several beside each other, each followed by its footnotes; and the pivot
// of the data centre, "Economy_Label,2020_Value,2020_Footnote,...".
var unctadLayout = layout{name: "UNCTADstat", recognise: recogniseUNCTAD}

func recogniseUNCTAD(h *head) (*plan, error) {
	f := h.header(isUNCTAD)
	if f == nil {
		return nil, nil
	}
	t := newUNCTADTable(f)
	if len(t.measures) == 0 {
		return nil, nil
	}
	return &plan{
		About: About{Why: "columns Economy Label and " + f.cells[t.measures[0].at], Publisher: "unctadstat", Codes: "unctad",
			Bilateral: t.partner >= 0, Single: len(t.dims) == 0 && t.flow < 0 && !t.several && t.measures[0].name == ""},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// isUNCTAD tests a header. Capitals count: a table of somebody's own may have
// a column economy_label.
func isUNCTAD(cells []string) bool {
	var economy, when bool
	for _, cell := range cells {
		c := unctadColumnOf(cell)
		economy = economy || c.role == "label" && (c.of == "Economy" || c.of == "Market")
		when = when || c.year > 0 || slices.Contains([]string{"year", "period", "quarter", "month"}, strings.ToLower(c.of))
	}
	return economy && when
}

// A unctadTable holds the positions of the columns, -1 for those that are not
// there.
type unctadTable struct {
	year, period                                        int
	economy, name, partner, partnerName, flow, flowName int
	dims                                                []unctadDimension
	measures                                            []unctadMeasure
	several                                             bool // measures
	least, most                                         int  // fields of a record
	marks                                               marks
}

// A unctadDimension is what tells series apart besides the flow.
type unctadDimension struct {
	of string
	dimension
}

// A unctadMeasure is a column of values.
type unctadMeasure struct {
	at, note int
	unnamed  bool // the column of notes has no name
	name     string
	unit     string
	year     int // 0 where the row tells
}

func newUNCTADTable(f *header) *unctadTable {
	t := &unctadTable{most: len(f.cells), marks: f.marks()}
	pair := func(names ...string) (code, label int) {
		code, label = unctadFind(f, names, "", "code"), unctadFind(f, names, "label")
		if code < 0 {
			return label, -1
		}
		return code, label
	}
	t.year = unctadFind(f, []string{"year"}, "", "code", "label")
	t.period = unctadFind(f, []string{"quarter", "month", "period"}, "", "code", "label")
	t.economy, t.name = pair("economy", "market")
	t.partner, t.partnerName = pair("partner", "origin")
	t.flow, t.flowName = pair("flow")
	t.findDimensions(f)
	t.findMeasures(f)
	t.least = max(t.year, t.period, t.economy, t.name, t.partner, t.partnerName, t.flow, t.flowName)
	for _, d := range t.dims {
		t.least = max(t.least, d.code, d.label)
	}
	t.least++
	if f.width > len(f.cells) {
		t.least = max(t.least, t.lastValue()+1) // a comma ends each row: no value can have been cut off
	}
	return t
}

// lastValue is the position of the last column of values, 0 when there is none.
func (t *unctadTable) lastValue() int {
	if len(t.measures) == 0 {
		return 0
	}
	return t.measures[len(t.measures)-1].at
}

func (t *unctadTable) parse(r *scan.Row, out *rows) error {
	series, err := t.series(r, out)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(t.measures, func(m unctadMeasure) bool { return out.wants(t.of(series, m, out).Code) }) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	row := Row{Line: r.Line()}
	if row.Year, err = t.time(r, out); err != nil || row.Year < 0 {
		return err
	}
	for _, cell := range []struct {
		k    int
		into *string
	}{{t.economy, &row.Economy}, {t.name, &row.EconomyLabel}, {t.partner, &row.Partner}, {t.partnerName, &row.PartnerLabel}} {
		if *cell.into, err = out.text(r, cell.k); err != nil {
			return err
		}
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	if t.partner >= 0 && row.Partner == "" {
		return r.Error(t.partner, noEconomy)
	}
	for _, m := range t.measures {
		if row.Series = t.of(series, m, out); out.wants(row.Code) {
			if err := t.value(r, out, m, row); err != nil {
				return err
			}
		}
	}
	return nil
}

// series reads what of the series stands in the row.
func (t *unctadTable) series(r *scan.Row, out *rows) (s Series, err error) {
	for _, d := range t.dims {
		code, err := out.text(r, d.code)
		if err != nil {
			return s, err
		}
		label, err := out.text(r, d.label)
		if err != nil {
			return s, err
		}
		s.Code, s.Label = out.joined(".", s.Code, d.of, code), out.joined(", ", s.Label, label)
	}
	flow, err := out.text(r, t.flow)
	if err != nil {
		return s, err
	}
	label, err := out.text(r, t.flowName)
	if err != nil {
		return s, err
	}
	if label == "" {
		label = unctadFlow(flow)
	}
	s.Code, s.Label = out.joined(".", s.Code, strings.ToLower(label)), out.joined(", ", s.Label, label)
	return s, nil
}

// unctadFlow spells a flow that has no label.
func unctadFlow(code string) string {
	switch strings.TrimLeft(code, "0") {
	case "1":
		return "Imports"
	case "2":
		return "Exports"
	case "3":
		return "Re-exports"
	case "24":
		return "Re-imports"
	}
	return code
}

// of is the series of a measure in a row.
func (t *unctadTable) of(s Series, m unctadMeasure, out *rows) Series {
	if t.several || s.Code == "" {
		s.Code = out.joined(".", s.Code, m.name)
	}
	s.Label, s.Unit = out.joined(", ", s.Label, m.name), m.unit
	return s
}

// time reads the year of a row: 0 where the columns tell, below 0 where the row
// is of no year.
func (t *unctadTable) time(r *scan.Row, out *rows) (int, error) {
	if t.year < 0 && t.period < 0 {
		return 0, nil
	}
	k := t.period
	if k < 0 || t.year >= 0 && len(trim(r.Field(k))) == 0 {
		k = t.year
	}
	text := trim(r.Field(k))
	if y, ok := year(text); ok {
		return y, nil
	}
	if k == t.year || len(text) == 0 {
		return 0, r.Error(k, notAYear)
	}
	out.leave(unctadPeriod(text))
	return -1, nil
}

// unctadPeriod says how long a period is: "2022S01" is half a year.
func unctadPeriod(period []byte) string {
	switch {
	case bytes.ContainsAny(period, "Qq"):
		return "quarterly"
	case bytes.ContainsAny(period, "Ss"):
		return "half-yearly"
	}
	return "monthly"
}

// unctadMissing are the words and symbols that stand for no value.
var unctadMissing = []string{"", "..", "_", "Not available or not separately reported", "Not applicable", "No value reported or collected"}

// value adds the value in a column, if there is one.
func (t *unctadTable) value(r *scan.Row, out *rows, m unctadMeasure, row Row) error {
	if m.year > 0 {
		row.Year = m.year
	}
	text := trim(r.Field(m.at))
	if !out.inYears(row.Year) || len(text) == 0 {
		return nil
	}
	var err error
	if row.Value, err = t.marks.number(r, m.at, text); err != nil {
		if slices.Contains(unctadMissing, string(text)) {
			return nil
		}
		return err
	}
	note, err := out.text(r, m.note)
	if err != nil {
		return err
	}
	if m.unnamed && isNumber([]byte(note)) {
		return r.Error(m.note, "number in a column without a name")
	}
	row.Flag = noteFlag(note)
	return out.add(row)
}
