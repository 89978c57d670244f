package source

import (
	"slices"
	"strings"

	"tradestats/internal/scan"
)

// WTO Stats: a row a value, with codes and names of the indicator, the
// economies, the product or sector, the period and the unit. The download is in
// Windows-1252 and has names of columns in words; the programming interface
// writes "ReportingEconomyCode".
var wtoLayout = layout{name: "WTO Stats", recognise: recogniseWTO}

func recogniseWTO(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		return has(wtoNames(cells), "Year", "Value") && wtoColumn(cells, "IndicatorCode", "Indicator") >= 0 &&
			wtoColumn(cells, "ReportingEconomyCode", "ReportingEconomyISO3ACode", "ReportingEconomy") >= 0
	})
	if f == nil {
		return recogniseWTOTable(h)
	}
	at := func(names ...string) int { return wtoColumn(f.cells, names...) }
	t := &wtoTable{
		code: at("IndicatorCode", "Indicator"), label: at("Indicator"),
		iso: at("ReportingEconomyISO3ACode"), economy: at("ReportingEconomyCode"), name: at("ReportingEconomy"),
		partnerISO: at("PartnerEconomyISO3ACode"), partner: at("PartnerEconomyCode"), partnerName: at("PartnerEconomy"),
		product: dimension{at("ProductOrSectorCode", "ProductOrSector"), at("ProductOrSector")},
		year:    at("Year"), value: at("Value"), unit: at("Unit", "UnitCode"), flag: dimension{at("ValueFlagCode"), at("ValueFlag")},
		period: dimension{at("FrequencyCode", "PeriodCode"), at("Frequency", "Period")}, marks: f.marks(), most: len(f.cells),
	}
	t.least = max(t.code, t.economy, t.iso, t.name, t.year) + 1
	return &plan{
		About: About{Why: "columns " + f.cells[t.code] + ", Reporting Economy, Year and Value", Publisher: "wto", Codes: "wto",
			Bilateral: max(t.partner, t.partnerISO, t.partnerName) >= 0},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// wtoNames are names of columns as the programming interface writes them.
func wtoNames(cells []string) []string {
	out := make([]string, len(cells))
	for k, cell := range cells {
		out[k] = strings.ReplaceAll(strings.ReplaceAll(cell, "/", "Or"), " ", "")
	}
	return out
}

// wtoColumn returns the position of the first column that has one of some
// names; -1 when there is none.
func wtoColumn(cells []string, names ...string) int {
	f := header{cells: wtoNames(cells)}
	return f.column(names...)
}

// A wtoTable holds the positions of the columns, -1 for those that are not
// there.
type wtoTable struct {
	code, label                      int
	iso, economy, name               int
	partnerISO, partner, partnerName int
	product, period, flag            dimension
	year, value, unit                int
	least, most                      int // fields of a record
	marks                            marks
}

func (t *wtoTable) parse(r *scan.Row, out *rows) error {
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
	if why, err := t.notAnnual(r, out); err != nil || why != "" {
		if why != "" {
			out.leave(why)
		}
		return err
	}
	var ok bool
	if row.Year, ok = year(trim(r.Field(t.year))); !ok {
		return r.Error(t.year, notAYear)
	}
	text := trim(r.Field(t.value))
	if !out.inYears(row.Year) || len(text) == 0 {
		return nil // what is missing may be said in words, in Text Value
	}
	var err error
	if row.Value, err = t.marks.number(r, t.value, text); err != nil {
		return err
	}
	if err := t.economies(r, out, &row); err != nil {
		return err
	}
	if err := t.words(r, out, &row); err != nil {
		return err
	}
	return out.add(row)
}

// series reads the indicator, and the product or sector.
func (t *wtoTable) series(r *scan.Row, out *rows, row *Row) error {
	var product, productLabel string
	for _, cell := range []struct {
		k    int
		into *string
	}{{t.code, &row.Code}, {t.label, &row.Label}, {t.product.code, &product}, {t.product.label, &productLabel}} {
		var err error
		if *cell.into, err = out.text(r, cell.k); err != nil {
			return err
		}
	}
	if row.Code == "" {
		return r.Error(t.code, noIndicator)
	}
	row.Code, row.Label = out.joined(".", row.Code, product), out.joined(", ", row.Label, productLabel)
	return nil
}

// notAnnual says why a row is not annual, "" when it is.
func (t *wtoTable) notAnnual(r *scan.Row, out *rows) (string, error) {
	code, err := out.text(r, t.period.code)
	if err != nil {
		return "", err
	}
	if code == "" || strings.HasPrefix(code, "A") {
		return "", nil
	}
	words, err := out.text(r, t.period.label)
	if err != nil {
		return "", err
	}
	if why := periodWords[code[:1]]; why != "" {
		return why, nil
	}
	return notAnnual(words), nil
}

// economies reads the reporter and the partner: ISO codes where there are, else
// the WTO's numbers. A table that is not by partner has the column, empty.
func (t *wtoTable) economies(r *scan.Row, out *rows, row *Row) error {
	first := func(columns ...int) (string, error) {
		for _, k := range columns {
			if text, err := out.text(r, k); err != nil || text != "" {
				return text, err
			}
		}
		return "", nil
	}
	var err error
	if row.Economy, err = first(t.iso, t.economy, t.name); err != nil {
		return err
	}
	if row.Economy == "" {
		return r.Error(slices.Max([]int{t.iso, t.economy, t.name}), noEconomy)
	}
	if row.EconomyLabel, err = first(t.name); err != nil {
		return err
	}
	if row.Partner, err = first(t.partnerISO, t.partner, t.partnerName); err != nil {
		return err
	}
	row.PartnerLabel, err = first(t.partnerName)
	return err
}

// words reads the unit of a value, and its flag, in words where they are there.
func (t *wtoTable) words(r *scan.Row, out *rows, row *Row) error {
	var code, words string
	for _, cell := range []struct {
		k    int
		into *string
	}{{t.unit, &row.Unit}, {t.flag.code, &code}, {t.flag.label, &words}} {
		var err error
		if *cell.into, err = out.text(r, cell.k); err != nil {
			return err
		}
	}
	row.Unit = out.unit(sdmxUnit, "", row.Unit, "")
	if row.Flag = sdmxStatus(code); words != "" {
		row.Flag = flagWords(words)
	}
	return nil
}
