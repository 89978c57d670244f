package source

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"tradestats/internal/scan"
)

// The Digital Decade and DESI: the bulk file of the Digital Scoreboard, whose
// shares are parts of one, 0.02 for 2 per cent, and the download of the portal
// of today, whose shares are per cent.
var desiLayout = layout{name: "Digital Decade, DESI", recognise: recogniseDESI}

func recogniseDESI(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		return has(cells, "time_period", "ref_area", "indicator", "breakdown", "unit_measure", "value") ||
			has(cells, "period", "country", "indicator", "breakdown", "unit", "value")
	})
	if f == nil {
		return nil, nil
	}
	t := &desiTable{
		observation: f.column("observation"), period: f.column("time_period", "period"), economy: f.column("ref_area", "country"),
		indicator: f.column("indicator"), breakdown: f.column("breakdown"), unit: f.column("unit_measure", "unit"), value: f.column("value"),
		flag: f.column("flag", "flags"), reference: f.column("reference_period"), parts: f.column("unit_measure") >= 0,
		marks: f.marks(), most: len(f.cells),
	}
	t.least = max(t.period, t.economy, t.indicator, t.breakdown, t.unit) + 1
	return &plan{
		About:   About{Why: "columns " + f.cells[t.economy] + ", indicator, breakdown and " + f.cells[t.unit], Publisher: "desi", Codes: "eurostat"},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// A desiTable holds the positions of the columns, -1 for those that are not
// there.
type desiTable struct {
	observation, period, economy, indicator, breakdown, unit, value, flag, reference int

	parts       bool // a share is a part of one
	least, most int  // fields of a record
	marks       marks
}

// A desiKey is what a value is of.
type desiKey struct{ indicator, breakdown, unit, economy, period string }

func (t *desiTable) parse(r *scan.Row, out *rows) error {
	if note(r) {
		return nil
	}
	key, err := t.key(r, out)
	if err != nil {
		return err
	}
	if key.indicator == "0" { // the address of an observation of nothing that is named
		out.leave("without an indicator")
		return nil
	}
	row := Row{Series: Series{Code: out.joined(".", key.indicator, key.breakdown, key.unit)}, Economy: key.economy, Line: r.Line()}
	if !out.wants(row.Code) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	var why string
	switch row.Year, why = yearOf([]byte(desiEdition.ReplaceAllString(key.period, ""))); {
	case why != "":
		out.leave(why)
		return nil
	case row.Year == 0:
		return r.Error(t.period, notAYear)
	}
	return t.add(r, out, row, key.unit)
}

// add takes the value of a row, if there is one.
func (t *desiTable) add(r *scan.Row, out *rows, row Row, unit string) (err error) {
	text := trim(r.Field(t.value))
	if !out.inYears(row.Year) || len(text) == 0 {
		return nil
	}
	if row.Value, err = t.marks.number(r, t.value, text); err != nil {
		return err
	}
	var share bool
	if row.Unit, share = desiUnit(unit); share && t.parts {
		row.Value = hundredfold(row.Value)
	}
	if row.Flag, err = t.flags(r, out, row.Year); err != nil {
		return err
	}
	return out.add(row)
}

// hundredfold is 17 of 0.17, where a product would be 17.000000000000004.
func hundredfold(value float64) float64 {
	shifted, err := strconv.ParseFloat(strconv.FormatFloat(value, 'f', -1, 64)+"e2", 64)
	if err != nil {
		return value * 100
	}
	return shifted
}

// desiEdition stands before the year of an edition of DESI: desi_2025.
var desiEdition = regexp.MustCompile(`(?i)^desi[_ -]`)

// key reads what a value is of. What a cell leaves empty stands in the address
// of the observation: .../indicator/breakdown/unit/economy/period.
func (t *desiTable) key(r *scan.Row, out *rows) (key desiKey, err error) {
	address, err := out.text(r, t.observation)
	if err != nil {
		return key, err
	}
	parts := strings.Split(address, "/")
	for k, cell := range []struct {
		at   int
		into *string
	}{{t.period, &key.period}, {t.economy, &key.economy}, {t.unit, &key.unit}, {t.breakdown, &key.breakdown}, {t.indicator, &key.indicator}} {
		if *cell.into, err = out.text(r, cell.at); err != nil {
			return key, err
		}
		if *cell.into == "" && len(parts) > 5 {
			*cell.into = parts[len(parts)-1-k]
		}
	}
	if key.indicator == "" {
		return key, r.Error(t.indicator, noIndicator)
	}
	return key, nil
}

// desiUnit says a unit in words, and whether it is a share.
func desiUnit(code string) (words string, share bool) {
	rest, is := strings.CutPrefix(strings.ToLower(code), "pc")
	return eurostatUnit(code), is && (rest == "" || rest[0] == '_')
}

// flags reads the flags of a value: letters, or an address that ends in them,
// ".../flags#b%2Cu". A value of another time than its row says so.
func (t *desiTable) flags(r *scan.Row, out *rows, year int) (string, error) {
	text, err := out.text(r, t.flag)
	if err != nil {
		return "", err
	}
	if at := strings.LastIndexByte(text, '#'); at >= 0 {
		if text, err = url.QueryUnescape(text[at+1:]); err != nil {
			return "", r.Error(t.flag, "not a flag")
		}
	}
	if !isFlag(text) {
		return "", r.Error(t.flag, notAFlag)
	}
	reference, err := out.text(r, t.reference)
	if err != nil {
		return "", err
	}
	flag := eurostatFlags(text)
	if y, _ := yearOf([]byte(reference)); y > 0 && y != year {
		flag = JoinFlags(flag, "refers to "+reference)
	}
	return flag, nil
}
