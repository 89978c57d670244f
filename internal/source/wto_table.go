package source

import (
	"regexp"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// The table that the page of WTO Stats shows and saves: its title with the unit
// in parentheses, and names of economies before a column a year.
func recogniseWTOTable(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		years, other := wtoYears(cells)
		return len(years)+len(other) > 0 && wtoColumn(cells, "ReportingEconomy") >= 0 &&
			wtoColumn(cells, "ProductOrSector", "PartnerEconomy") >= 0
	})
	if f == nil {
		return nil, nil
	}
	titles := wtoTitles(f.before)
	if len(titles) != 1 {
		return nil, &tidy.RowError{File: h.name, Line: f.line, Text: strings.Join(f.cells, ","),
			Why:  "which indicator this is stands in the line above, \"Indicator, ...\", and there is not one such line",
			Hint: "save a table of one indicator with its title, or describe it in a mapping file"}
	}
	t := &wtoWide{
		economy: wtoColumn(f.cells, "ReportingEconomy"), product: wtoColumn(f.cells, "ProductOrSector"), partner: wtoColumn(f.cells, "PartnerEconomy"),
		series: wtoSeries(titles[0]), marks: f.marks(), most: len(f.cells),
	}
	t.years, t.other = wtoYears(f.cells)
	t.least = max(t.economy, t.product, t.partner) + 1
	return &plan{
		About: About{Why: "columns Reporting Economy and a year each, below a line Indicator", Publisher: "wto", Codes: "wto",
			Title: titles[0], Bilateral: t.partner >= 0},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// wtoTitles are the names of indicators above a table.
func wtoTitles(before [][]string) []string {
	var out []string
	for _, cells := range before {
		if len(cells) > 1 && strings.EqualFold(cells[0], "Indicator") {
			out = append(out, cells[1])
		}
	}
	return out
}

// wtoCodes are the codes that indicators have in the other files of WTO Stats:
// one series is the same in both.
var wtoCodes = map[string]string{
	"merchandise exports by product group - annual": "ITS_MTV_AX",
	"merchandise imports by product group - annual": "ITS_MTV_AM",
}

// wtoSeries reads a title, "Merchandise exports (Million US dollar)".
func wtoSeries(title string) Series {
	s := Series{Code: title, Label: title}
	if name, unit, ok := cutParentheses(title); ok {
		s = Series{Code: name, Label: name, Unit: sdmxUnit("", unit, "")}
	}
	if code := wtoCodes[strings.ToLower(strings.ReplaceAll(s.Label, "–", "-"))]; code != "" {
		s.Code = code
	}
	return s
}

var (
	wtoQuarter = regexp.MustCompile(`(?i)^(?:[12]\d{3}\W?(?:Q[1-4]|\w+ quarter)|(?:Q[1-4]|\w+ quarter)\W?[12]\d{3})$`)
	wtoMonth   = regexp.MustCompile(`(?i)^(?:[12]\d{3}\W?(?:M?\d{2}|[a-z]{3,9})|(?:M?\d{2}|[a-z]{3,9})\W?[12]\d{3})$`)
)

// wtoYears finds the columns of values.
func wtoYears(cells []string) (years []worldBankColumn, other []periodColumn) {
	for k, cell := range cells {
		if y, ok := year([]byte(cell)); ok {
			years = append(years, worldBankColumn{at: k, year: y})
		} else if wtoQuarter.MatchString(cell) {
			other = append(other, periodColumn{k, "quarterly"})
		} else if wtoMonth.MatchString(cell) {
			other = append(other, periodColumn{k, "monthly"})
		}
	}
	return years, other
}

// A wtoWide holds the positions of the columns, -1 for those that are not there.
type wtoWide struct {
	economy, product, partner int
	series                    Series // but for the product
	years                     []worldBankColumn
	other                     []periodColumn
	least, most               int // fields of a record
	marks                     marks
}

const wtoAnother = "another table starts here"

func (t *wtoWide) parse(r *scan.Row, out *rows) error {
	if note(r) || r.Len() == 1 {
		return nil // below the table
	}
	row := Row{Series: t.series, Line: r.Line()}
	var product string
	for _, cell := range []struct {
		k    int
		into *string
	}{{t.economy, &row.Economy}, {t.product, &product}, {t.partner, &row.Partner}} {
		var err error
		if *cell.into, err = out.text(r, cell.k); err != nil {
			return err
		}
	}
	if row.Economy == "Indicator" || row.Economy == "Reporting Economy" {
		return r.Error(t.economy, wtoAnother)
	}
	code, label := wtoProduct(product)
	row.Code, row.Label = out.joined(".", row.Code, code), out.joined(", ", row.Label, label)
	if !out.wants(row.Code) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	row.EconomyLabel, row.PartnerLabel = row.Economy, row.Partner
	return t.values(r, out, row)
}

// wtoProduct parts "SI3_AGG - TO - Total merchandise": classification, code and
// name. What is written otherwise is its own code.
func wtoProduct(text string) (code, label string) {
	if parts := strings.SplitN(text, " - ", 3); len(parts) == 3 {
		return parts[1], parts[2]
	}
	return text, text
}

func (t *wtoWide) values(r *scan.Row, out *rows, row Row) (err error) {
	for _, c := range t.other {
		if len(trim(r.Field(c.at))) > 0 {
			out.leave(c.why)
		}
	}
	for _, c := range t.years {
		text := trim(r.Field(c.at))
		if row.Year = c.year; !out.inYears(c.year) || len(text) == 0 {
			continue
		}
		if row.Value, err = t.marks.number(r, c.at, text); err != nil {
			return err
		}
		if err := out.add(row); err != nil {
			return err
		}
	}
	return nil
}
