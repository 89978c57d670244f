package source

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// SDMX-CSV, in which Eurostat, the OECD and other agencies give their tables: a
// column a dimension, then TIME_PERIOD and OBS_VALUE, then attributes. Labels
// stand beside the codes, behind them in one cell ("A: Annual"), or not at all.
var sdmxLayout = layout{name: "SDMX-CSV of Eurostat, the OECD and others", recognise: recogniseSDMX}

var (
	sdmxEconomies = []string{"REF_AREA", "GEO", "REPORTER", "COUNTRY", "LOCATION", "REPORTING_COUNTRY", "REP_COUNTRY", "DECLARANT"}
	sdmxPartners  = []string{"COUNTERPART_AREA", "PARTNER", "COUNTERPART_COUNTRY", "COUNTERP", "PARTNER_COUNTRY"}
)

func recogniseSDMX(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool { return has(sdmxNames(cells), "TIME_PERIOD", "OBS_VALUE") })
	if f == nil {
		return nil, nil
	}
	names := sdmxNames(f.cells)
	about := sdmxAbout(f, names)
	t := newSDMXTable(f)
	if t.period < 0 || t.value < 0 {
		return nil, nil
	}
	if t.economy.code < 0 {
		return nil, &tidy.RowError{File: h.name, Line: f.line, Text: strings.Join(f.cells, ","),
			Why: "no economies: looked for " + strings.Join(sdmxEconomies, ", "), Hint: "give a table by country"}
	}
	about.Bilateral, about.Single = t.partner.code >= 0, len(t.dims) == 0
	return &plan{About: about, dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse}, nil
}

// A sdmxTable holds the columns, with positions of -1 for those that are not
// there.
type sdmxTable struct {
	freq, economy, partner, unit, scale, base, prices, confidential dimension

	money       dimension    // names the unit where there is none
	dims        []sdmxColumn // that tell series apart
	status      []sdmxColumn
	period      int
	value       int
	both        bool // cells hold code and label
	least, most int  // fields of a record
	marks       marks
}

func newSDMXTable(f *header) *sdmxTable {
	columns := sdmxColumns(f.cells)
	find := func(names ...string) dimension {
		return sdmxFind(columns, names...).dimension
	}
	t := &sdmxTable{
		freq: find("FREQ", "FREQUENCY"), economy: find(sdmxEconomies...), partner: find(sdmxPartners...),
		unit: find("UNIT_MEASURE", "UNIT"), money: find("CURRENCY", "INDICATORS"), scale: find("UNIT_MULT"), base: find("BASE_PER"), prices: find("PRICE_BASE"),
		confidential: find("CONF_STATUS"), period: find("TIME_PERIOD").code, value: find("OBS_VALUE").code,
		marks: f.marks(), most: len(f.cells),
	}
	t.least = max(t.economy.code, t.period, t.value) + 1
	known := []int{t.freq.code, t.economy.code, t.partner.code, t.period, t.value, t.scale.code}
	for _, c := range columns {
		switch {
		case c.name == "OBS_FLAG", strings.HasPrefix(c.name, "OBS_STATUS"):
			t.status = append(t.status, c)
		case !c.attribute && !slices.Contains(known, c.code):
			t.dims = append(t.dims, c)
		}
	}
	if c := sdmxFind(columns, "SCALE"); t.scale.code < 0 && c.attribute {
		t.scale = c.dimension // so the IMF calls it
	}
	t.both = t.hasBoth(f)
	return t
}

var codeAndLabel = regexp.MustCompile(`^[A-Z]: ?\w`)

// hasBoth tells whether cells hold a code and its label. The header says so, or
// the frequency does.
func (t *sdmxTable) hasBoth(f *header) bool {
	if k := t.economy.code; k >= 0 && strings.Contains(f.cells[k], ":") {
		return true
	}
	for _, cells := range f.samples(1) {
		return t.freq.code >= 0 && t.freq.code < len(cells) && codeAndLabel.MatchString(cells[t.freq.code])
	}
	return false
}

// texts reads a code and its label.
func (t *sdmxTable) texts(r *scan.Row, out *rows, d dimension) (code, label string, err error) {
	if code, err = out.text(r, d.code); err != nil {
		return "", "", err
	}
	if t.both {
		code, label, _ = strings.Cut(code, ":")
		return code, strings.TrimSpace(label), nil
	}
	label, err = out.text(r, d.label)
	return code, label, err
}

func (t *sdmxTable) parse(r *scan.Row, out *rows) error {
	if note(r) {
		return nil
	}
	row := Row{Line: r.Line()}
	if err := t.series(r, out, &row); err != nil || !out.wants(row.Code) {
		return err
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	freq, _, err := t.texts(r, out, t.freq)
	if err != nil {
		return err
	}
	if row.Year, err = timeIn(r, t.period, freq, out); err != nil || row.Year == 0 {
		return err
	}
	text := trim(r.Field(t.value))
	if !out.inYears(row.Year) || len(text) == 0 || string(text) == ":" || string(text) == "NaN" {
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

// series reads which series a row is of.
func (t *sdmxTable) series(r *scan.Row, out *rows, row *Row) error {
	for _, d := range t.dims {
		code, label, err := t.texts(r, out, d.dimension)
		if err != nil {
			return err
		}
		if code == "_T" || code == "_Z" {
			continue // all of them, or none applies
		}
		row.Code = out.joined(".", row.Code, code)
		if d.code != t.unit.code {
			row.Label = out.joined(", ", row.Label, label)
		}
	}
	return nil
}

// words reads the economies of a row, its unit and its flags.
func (t *sdmxTable) words(r *scan.Row, out *rows, row *Row) (err error) {
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
	if err = t.inUnit(r, out, row); err != nil {
		return err
	}
	var flags []string
	for _, c := range t.status {
		code, label, err := t.texts(r, out, c.dimension)
		switch {
		case err != nil:
			return err
		case !isFlag(code):
			return r.Error(c.code, notAFlag)
		case c.name == "OBS_FLAG":
			flags = append(flags, eurostatFlags(code))
		case code == "":
			flags = append(flags, flagWords(label))
		default:
			flags = append(flags, sdmxStatus(code))
		}
	}
	confidential, _, err := t.texts(r, out, t.confidential)
	row.Flag = inOrder(append(flags, confidentiality(confidential)))
	return err
}

// inUnit names the unit of a row, and brings its value into it where the scale
// has no word that would name it.
func (t *sdmxTable) inUnit(r *scan.Row, out *rows, row *Row) (err error) {
	type text struct{ code, label string }
	var unit, money, base, prices, scale text
	for _, cell := range []struct {
		of   dimension
		into *text
	}{{t.unit, &unit}, {t.money, &money}, {t.base, &base}, {t.prices, &prices}, {t.scale, &scale}} {
		if cell.into.code, cell.into.label, err = t.texts(r, out, cell.of); err != nil {
			return err
		}
	}
	if t.unit.code < 0 {
		unit.code = unitIn(money.code)
	}
	row.Unit = out.unit(sdmxUnit, unit.code, unit.label, base.code)
	if word, known := scales[scale.code]; known {
		row.Unit = out.joined(" ", word, row.Unit)
	} else {
		power, ok := scan.ParseInt([]byte(scale.code))
		if !ok || power < -12 || power > 12 {
			return r.Error(t.scale.code, "not a power of ten")
		}
		row.Value *= math.Pow10(power)
	}
	if what := pricesWords(prices.code, prices.label); what != "" {
		if base.code != "" && base.code != "_Z" {
			what += " of " + base.code
		}
		row.Unit = out.joined(", ", row.Unit, what)
	}
	return nil
}

// sdmxUnit says a unit in words: by its label, else by a code that is known.
func sdmxUnit(code, label, base string) string {
	isIndex := code == "IX" || strings.EqualFold(label, "index")
	switch {
	case isIndex && len(base) == 4:
		return fmt.Sprintf("index, %s = 100", base)
	case isIndex:
		return "index"
	case code == "_Z":
		return ""
	case label != "":
		return plainUnit(label)
	}
	return plainUnit(eurostatUnit(code))
}

// pricesWords says in words at which prices values are; "" at current ones.
func pricesWords(code, label string) string {
	switch code {
	case "", "_Z", "V":
		return ""
	}
	if label != "" {
		return lowered(label)
	}
	switch code {
	case "Q":
		return "constant prices"
	case "L", "LR":
		return "chain linked volume"
	case "Y":
		return "previous year prices"
	}
	return "price base " + code
}
