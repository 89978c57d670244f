package source

import (
	"slices"
	"strings"

	"tradestats/internal/scan"
)

// UN Comtrade: the files of today, "typeCode,freqCode,refPeriodId,...", with
// and without labels, those of before 2023, "Classification,Year,Period,...",
// and in bulk "Year,Reporter Code,Trade Flow Code,...", and what WITS, of the World Bank, makes of them in thousand dollars. The names
// of columns are compared without capitals and signs, in which tools differ.
var comtradeLayout = layout{name: "UN Comtrade", recognise: recogniseComtrade}

func recogniseComtrade(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		t := comtradeColumns(cells)
		return t.value >= 0 && t.code >= 0 && t.reporter.any() && t.partner.any() && (t.flow >= 0 || t.flowName >= 0) && (t.year >= 0 || t.period >= 0)
	})
	if f == nil {
		return nil, nil
	}
	t := comtradeColumns(f.cells)
	t.marks = f.marks()
	why := "columns of reporter, partner, flow and commodity, and " + f.cells[t.value]
	return &plan{
		About:   About{Why: why, Publisher: "comtrade", Codes: "comtrade", Bilateral: true},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// A comtradeTable holds the positions of the columns, -1 for those that are not
// there.
type comtradeTable struct {
	reporter, partner                  comtradeArea
	year, period, freq, flow, flowName int
	class, code, label, kind           int
	breakdowns                         []comtradeBreakdown
	value                              int
	unit                               string
	least, most                        int // fields of a record
	marks                              marks
}

// A comtradeArea is where a reporter or a partner stands.
type comtradeArea struct{ iso, code, name int }

func (a comtradeArea) any() bool { return max(a.iso, a.code, a.name) >= 0 }

// A comtradeBreakdown is a column of which one code is the total of the others:
// adding them would double it.
type comtradeBreakdown struct {
	at    int
	total string
}

// comtradeTotals are those columns and their totals.
var comtradeTotals = []struct {
	total string
	names []string
}{
	{"0", []string{"partner2code", "2ndpartnercode"}}, {"0", []string{"motcode", "modeoftransportcode"}},
	{"0", []string{"moscode"}}, {"C00", []string{"customscode", "customsproccode"}},
}

// comtradeValues are the columns of values and their units.
var comtradeValues = [][2]string{
	{"primaryvalue", "US dollars"}, {"tradevalueus", "US dollars"},
	{"tradevaluein1000usd", "thousand US dollars"}, {"tradevalue1000usd", "thousand US dollars"},
}

func comtradeColumns(cells []string) *comtradeTable {
	plain := make([]string, len(cells))
	for k, cell := range cells {
		plain[k] = plainName(cell)
	}
	find := func(names ...string) int {
		for _, name := range names {
			if k := slices.Index(plain, name); k >= 0 {
				return k
			}
		}
		return -1
	}
	t := &comtradeTable{
		reporter: comtradeArea{find("reporteriso", "reporteriso3"), find("reportercode"), find("reporterdesc", "reporter", "reportername")},
		partner:  comtradeArea{find("partneriso", "partneriso3"), find("partnercode"), find("partnerdesc", "partner", "partnername")},
		year:     find("refyear", "year"), period: find("period"), freq: find("freqcode"), kind: find("typecode"),
		flow: find("flowcode", "tradeflowcode"), flowName: find("flowdesc", "tradeflow", "tradeflowname"),
		class: find("classificationcode", "classification", "nomenclature", "nomencode"),
		code:  find("cmdcode", "commoditycode", "productcode"), label: find("cmddesc", "commodity", "productdescription", "productname"),
		value: -1, most: len(cells),
	}
	for _, v := range comtradeValues {
		if k := find(v[0]); k >= 0 && t.value < 0 {
			t.value, t.unit = k, v[1]
		}
	}
	if k := find("value"); t.value < 0 && find("estimationcode") >= 0 { // the bulk files of before 2023
		t.value, t.unit = k, "US dollars"
	}
	if t.unit == "thousand US dollars" && t.flowName >= 0 {
		t.flow = -1 // the numbers of WITS are others
	}
	for _, b := range comtradeTotals {
		if k := find(b.names...); k >= 0 {
			t.breakdowns = append(t.breakdowns, comtradeBreakdown{k, b.total})
		}
	}
	t.least = max(t.value, t.code, t.year, t.period, t.flow, t.flowName, t.partner.code, t.reporter.code) + 1
	return t
}

// plainName is the name of a column in small letters and digits alone.
func plainName(name string) string {
	return strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return c
		}
		return -1
	}, strings.ToLower(name))
}

const comtradeDetail = "breakdown by second partner, transport or customs procedure"

func (t *comtradeTable) parse(r *scan.Row, out *rows) error {
	flow, err := t.flowOf(r, out)
	if err != nil {
		return err
	}
	row := Row{Line: r.Line()}
	if row.Series, err = t.series(r, out, flow); err != nil {
		return err
	}
	if !out.wants(row.Code) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	if row.Year, err = t.time(r, out); err != nil || row.Year == 0 || !out.inYears(row.Year) {
		return err
	}
	for _, b := range t.breakdowns {
		if code := trim(r.Field(b.at)); len(code) > 0 && string(code) != b.total && string(code) != b.total+".0" {
			out.leave(comtradeDetail)
			return nil
		}
	}
	value := trim(r.Field(t.value))
	if len(value) == 0 {
		return nil
	}
	if row.Value, err = t.marks.number(r, t.value, value); err != nil {
		return err
	}
	if row.Economy, row.EconomyLabel, err = t.reporter.read(r, out); err != nil {
		return err
	}
	if row.Partner, row.PartnerLabel, err = t.partner.read(r, out); err != nil {
		return err
	}
	return out.add(row)
}

// read reads an area: its ISO code, which is blank in files without labels,
// else its number, else its name.
func (a comtradeArea) read(r *scan.Row, out *rows) (code, name string, err error) {
	if name, err = out.text(r, a.name); err != nil {
		return "", "", err
	}
	for _, k := range []int{a.iso, a.code} {
		if code, err = out.text(r, k); err != nil || code != "" {
			return code, name, err
		}
	}
	if name == "" {
		return "", "", r.Error(max(a.code, a.iso, a.name), noEconomy)
	}
	return name, name, nil
}

// comtradeFlows are the flows by their codes, today's and those of before, and
// by their names.
var comtradeFlows = map[string]string{
	"M": "imports", "X": "exports", "RM": "re-imports", "RX": "re-exports", "DX": "domestic exports", "FM": "foreign imports",
	"MIP": "imports for inward processing", "MOP": "imports after outward processing",
	"XIP": "exports after inward processing", "XOP": "exports for outward processing",
	"1": "imports", "2": "exports", "3": "re-exports", "4": "re-imports",
	"IMPORT": "imports", "EXPORT": "exports", "RE-EXPORT": "re-exports", "RE-IMPORT": "re-imports",
	"GROSS IMP.": "gross imports", "GROSS EXP.": "gross exports", "GROSS IMPORT": "gross imports", "GROSS EXPORT": "gross exports",
}

const noFlow = "no flow: M, X, RM, RX, ..."

// flowOf reads the flow of a row, in words.
func (t *comtradeTable) flowOf(r *scan.Row, out *rows) (string, error) {
	for _, k := range []int{t.flow, t.flowName} {
		text, err := out.text(r, k)
		if err != nil {
			return "", err
		}
		if text == "" {
			continue
		}
		code := strings.ToUpper(text)
		if flow := comtradeFlows[code]; flow != "" {
			return flow, nil
		}
		if flow := comtradeFlows[strings.TrimSuffix(code, "S")]; flow != "" {
			return flow, nil
		}
		return strings.ToLower(text), nil
	}
	return "", r.Error(max(t.flow, t.flowName), noFlow)
}

// series is the series of a row: hs-8542-exports.
func (t *comtradeTable) series(r *scan.Row, out *rows, flow string) (s Series, err error) {
	code, err := out.text(r, t.code)
	if err != nil {
		return s, err
	}
	if code = strings.TrimPrefix(code, "'"); code == "" {
		return s, r.Error(t.code, noIndicator)
	}
	id, name, err := t.classOf(r, out)
	if err != nil {
		return s, err
	}
	if id == "hs" && len(code)%2 == 1 && isDigits(code) {
		code = out.joined("", "0", code) // all have an even number of digits: a spreadsheet took a zero away
	}
	label, err := out.text(r, t.label)
	if err != nil {
		return s, err
	}
	switch {
	case label != "":
	case code == "TOTAL":
		label = "All commodities"
	default:
		label = out.joined(" ", name, code)
	}
	s = Series{Unit: t.unit, Label: out.joined(", ", label, flow)}
	s.Code = out.joined("-", id, strings.ToLower(code), strings.ReplaceAll(flow, " ", "-"))
	return s, nil
}

// isDigits tells a code of digits alone.
func isDigits(code string) bool {
	return code != "" && strings.Trim(code, "0123456789") == ""
}

// classOf reads the classification: what a code begins with in an id, and what
// it is called. Where the file does not tell, services are of EBOPS and goods
// of the HS.
func (t *comtradeTable) classOf(r *scan.Row, out *rows) (id, name string, err error) {
	class, err := out.text(r, t.class)
	if err != nil {
		return "", "", err
	}
	services := t.kind >= 0 && string(trim(r.Field(t.kind))) == "S"
	switch {
	case strings.HasPrefix(class, "EB"), class == "" && services:
		return "eb", "EBOPS", nil
	case strings.HasPrefix(class, "H"), class == "":
		return "hs", "HS", nil
	case strings.HasPrefix(class, "S"):
		return "sitc", "SITC", nil
	case strings.HasPrefix(class, "B"):
		return "bec", "BEC", nil
	}
	return strings.ToLower(class), class, nil
}

// time reads the year of a row, 0 where it is not of a year.
func (t *comtradeTable) time(r *scan.Row, out *rows) (int, error) {
	freq, period := "A", string(trim(r.Field(max(t.period, 0))))
	switch {
	case t.freq >= 0 && len(trim(r.Field(t.freq))) > 0:
		freq = string(trim(r.Field(t.freq)))
	case t.period >= 0 && len(period) == 6 && isDigits(period):
		freq = "M"
	}
	switch freq {
	case "A":
	case "M":
		out.leave("monthly")
		return 0, nil
	case "Q":
		out.leave("quarterly")
		return 0, nil
	default:
		out.leave("not annual")
		return 0, nil
	}
	k := t.year
	if k < 0 {
		k = t.period
	}
	y, ok := year(trim(r.Field(k)))
	if !ok {
		return 0, r.Error(k, notAYear)
	}
	return y, nil
}
