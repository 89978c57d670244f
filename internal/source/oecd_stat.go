package source

import (
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/scan"
)

// OECD.Stat, in which the OECD gave its tables until 2024: a code and a label column a
// dimension, then "Unit Code","Unit","PowerCode Code","PowerCode",...,"Value",
// "Flag Codes","Flags"; and the shorter download of data.oecd.org, of codes
// alone, whose unit is its MEASURE.
var oecdStatLayout = layout{name: "OECD.Stat", recognise: recogniseOECDStat}

func recogniseOECDStat(h *head) (*plan, error) {
	f := h.header(isOECDStat)
	if f == nil {
		return nil, nil
	}
	t := newOECDStatTable(f)
	about := About{Why: "columns " + f.cells[t.economy.code] + ", " + f.cells[t.period] + ", Value and flags", Publisher: "oecd", Codes: "oecd",
		Bilateral: t.partner.code >= 0, Single: len(t.dims) == 0}
	if t.short {
		about.Dataset = "DP_LIVE"
	}
	for _, cell := range f.cells {
		if strings.HasSuffix(cell, "_IND") { // NATMON_IND, SDG_IND: UNESCO's, by the same program
			about.Publisher, about.Codes = "unesco", ""
		}
	}
	return &plan{About: about, dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse}, nil
}

var (
	oecdEconomies = []string{"LOCATION", "COU", "COUNTRY", "REP", "REPORTER"}
	oecdPartners  = []string{"PAR", "PARTNER", "COUNTERPART", "PARTNER_COUNTRY"}
	oecdPeriods   = []string{"TIME", "YEA", "YEAR", "YR"}
	oecdNoDims    = []string{"UNIT CODE", "UNIT", "POWERCODE CODE", "POWERCODE", "REFERENCE PERIOD CODE", "REFERENCE PERIOD",
		"VALUE", "FLAG CODES", "FLAGS", "FREQUENCY", "FREQ"}
)

func isOECDStat(cells []string) bool {
	f := header{cells: cells}
	return f.column("Value") >= 0 && f.column(oecdEconomies...) >= 0 && f.column(oecdPeriods...) >= 0 &&
		(f.column("Flag Codes") >= 0 || f.column("PowerCode") >= 0)
}

// A oecdStatTable holds the positions of the columns, -1 for those that are not
// there.
type oecdStatTable struct {
	economy, partner, freq, unit, scale, base dimension

	dims          []dimension // that tell series apart
	period, value int
	flag          dimension
	short         bool // of data.oecd.org
	least, most   int  // fields of a record
	marks         marks
}

func newOECDStatTable(f *header) *oecdStatTable {
	pair := func(code, label int) dimension {
		if code < 0 {
			return dimension{label, label}
		}
		return dimension{code, label}
	}
	t := &oecdStatTable{
		economy: oecdPair(f, f.column(oecdEconomies...)), partner: oecdPair(f, f.column(oecdPartners...)),
		freq: pair(f.column("FREQUENCY", "FREQ"), -1), period: f.column(oecdPeriods...),
		unit:  oecdPair(f, f.column("Unit Code", "Unit")),
		scale: pair(f.column("PowerCode Code"), f.column("PowerCode")),
		base:  pair(f.column("Reference Period Code"), f.column("Reference Period")),
		value: f.column("Value"), flag: pair(f.column("Flag Codes"), f.column("Flags")),
		marks: f.marks(), most: len(f.cells),
	}
	if k := f.column("Unit Code"); k >= 0 {
		t.unit.label = f.column("Unit")
	}
	if measure := f.column("MEASURE"); t.unit.code < 0 && measure >= 0 {
		t.short = f.column("SUBJECT") >= 0 && f.column("INDICATOR") >= 0
		t.unit = oecdPair(f, measure)
	}
	t.findDims(f)
	t.least = max(t.economy.code, t.period, t.value) + 1
	return t
}

// oecdPair is a column with that of its labels, which stands behind it.
func oecdPair(f *header, k int) dimension {
	if k >= 0 && k+1 < len(f.cells) && sdmxID.MatchString(f.cells[k]) && !sdmxID.MatchString(f.cells[k+1]) {
		return dimension{k, k + 1}
	}
	return dimension{k, -1}
}

// findDims finds what tells series apart: the columns before the unit that are
// neither known nor labels.
func (t *oecdStatTable) findDims(f *header) {
	time := oecdPair(f, t.period)
	known := []int{t.economy.code, t.economy.label, t.partner.code, t.partner.label, time.code, time.label}
	for k := 0; k < len(f.cells); k++ {
		if f.cells[k] == "" || slices.Contains(known, k) || slices.Contains(oecdNoDims, strings.ToUpper(f.cells[k])) && f.cells[k] != "UNIT" {
			continue
		}
		d := oecdPair(f, k)
		if d.label >= 0 {
			if slices.Contains(known, d.label) || slices.Contains(oecdNoDims, strings.ToUpper(f.cells[d.label])) {
				d.label = -1
			} else {
				k++
			}
		}
		t.dims = append(t.dims, d)
	}
}

// texts reads a code and its label.
func (t *oecdStatTable) texts(r *scan.Row, out *rows, d dimension) (code, label string, err error) {
	if code, err = out.text(r, d.code); err != nil {
		return "", "", err
	}
	label, err = out.text(r, d.label)
	return code, label, err
}

func (t *oecdStatTable) parse(r *scan.Row, out *rows) error {
	if note(r) {
		return nil
	}
	row := Row{Line: r.Line()}
	for _, d := range t.dims {
		code, label, err := t.texts(r, out, d)
		if err != nil {
			return err
		}
		row.Code, row.Label = out.joined(".", row.Code, code), out.joined(", ", row.Label, label)
	}
	if !out.wants(row.Code) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	var err error
	if row.Year, err = t.time(r, out); err != nil || row.Year == 0 {
		return err
	}
	text := trim(r.Field(t.value))
	if !out.inYears(row.Year) || len(text) == 0 || string(text) == ".." {
		return nil
	}
	if row.Value, err = t.marks.number(r, t.value, text); err != nil {
		return err
	}
	if err := t.words(r, out, &row); err != nil {
		return err
	}
	return out.add(row)
}

// time reads the year of a row, 0 where it is not of one.
func (t *oecdStatTable) time(r *scan.Row, out *rows) (int, error) {
	freq, err := out.text(r, t.freq.code)
	if err != nil {
		return 0, err
	}
	return timeIn(r, t.period, freq, out)
}

// words reads the economies of a row, its unit and its flag.
func (t *oecdStatTable) words(r *scan.Row, out *rows, row *Row) (err error) {
	if row.Economy, row.EconomyLabel, err = t.texts(r, out, t.economy); err != nil {
		return err
	}
	if row.Economy == "" {
		return r.Error(t.economy.code, noEconomy)
	}
	if row.Partner, row.PartnerLabel, err = t.texts(r, out, t.partner); err != nil {
		return err
	}
	if t.partner.code >= 0 && row.Partner == "" {
		return r.Error(t.partner.code, noEconomy)
	}
	flag, said, err := t.texts(r, out, t.flag)
	if err != nil {
		return err
	}
	if !isFlag(flag) {
		return r.Error(t.flag.code, notAFlag)
	}
	if row.Flag = sdmxStatus(flag); said != "" {
		row.Flag = flagWords(said)
	}
	return t.inUnit(r, out, row)
}

// oecdScales are powers of ten by their names, where the code is not there.
var oecdScales = map[string]string{"units": "", "thousands": "thousand", "millions": "million", "billions": "billion", "trillions": "trillion"}

// inUnit names the unit of a row.
func (t *oecdStatTable) inUnit(r *scan.Row, out *rows, row *Row) error {
	code, label, err := t.texts(r, out, t.unit)
	if err != nil {
		return err
	}
	base, _, err := t.texts(r, out, t.base)
	if err != nil {
		return err
	}
	scale, _, err := t.texts(r, out, t.scale)
	if err != nil {
		return err
	}
	word, known := scales[scale]
	if !known {
		word, known = oecdScales[strings.ToLower(scale)]
	}
	if !known {
		return r.Error(t.scale.code, "not a power of ten that has a word")
	}
	row.Unit = out.joined(" ", word, out.unit(oecdUnit, code, label, base))
	return nil
}

// oecdMeasures are codes of data.oecd.org, in words.
var oecdMeasures = map[string]string{
	"MLN_USD": "million US dollars", "BLN_USD": "billion US dollars", "USD": "US dollars", "USD_CAP": "US dollars per capita",
	"USD_CONST": "US dollars at constant prices", "MLN_PER": "million persons", "THND_PER": "thousand persons",
	"PC_GDP": "per cent of GDP", "PC_POP": "per cent of the population", "PC_HH": "per cent of households", "PC": "per cent",
	"AGRWTH": "per cent change on the year before", "NATCUR": "national currency", "NBR": "number",
}

var oecdIndex = regexp.MustCompile(`^IDX(\d{4})$`)

// oecdUnit says a unit in words: by its label, else by a code that is known.
func oecdUnit(code, label, base string) string {
	if words := oecdMeasures[code]; words != "" && label == "" {
		return words
	}
	if m := oecdIndex.FindStringSubmatch(code); m != nil {
		return "index, " + m[1] + " = 100"
	}
	base = strings.TrimSuffix(base, "_100") // "2015_100"
	return sdmxUnit(code, label, base)
}
