package source

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// Trade Map of the International Trade Centre: a title, the product and the
// unit above a table with a column a year, "Exported value in 2013". Its rows
// are partners of the economy in the title, or all economies, or products. The
// text download has no title: its header may tell whose trade it is, "Share in
// Kenya's exports", else the rows of all economies are left, of no product.
var tradeMapLayout = layout{name: "ITC Trade Map", recognise: recogniseTradeMap}

func recogniseTradeMap(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		t := tradeMapColumns(cells)
		return t != nil && len(t.values) > 0
	})
	if f == nil {
		return nil, nil
	}
	t := tradeMapColumns(f.cells)
	t.marks, t.most = f.marks(), len(f.cells)
	title := t.preamble(f.before)
	if t.needsReporter() && t.reporter == "" {
		return nil, &tidy.RowError{File: h.name, Line: f.line, Column: t.first + 1, Text: f.cells[t.first],
			Why:  "whose trade this is stands in the title of the table, and there is none",
			Hint: `put the title above the table, "List of importing markets for a product exported by China", or name the economy in a mapping file`}
	}
	p := &plan{
		About: About{Why: "columns " + f.cells[t.first] + " and " + f.cells[t.values[0].at], Publisher: "itc", Title: title, Codes: "itc",
			Bilateral: t.rows == tradeMapPartners},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}
	if t.rows != tradeMapProducts {
		for _, c := range t.values {
			if s := t.series(c, t.product, t.label); !slices.Contains(p.known, s) {
				p.known = append(p.known, s)
			}
		}
	}
	return p, nil
}

// What the rows of a table are.
const (
	tradeMapEconomies = iota
	tradeMapPartners
	tradeMapProducts
)

// A tradeMapTable is what the header and the lines above it say.
type tradeMapTable struct {
	first, name    int // economies, partners or codes of products; the names of products, else -1
	rows           int
	values         []tradeMapColumn
	other          []periodColumn
	reporter       string // "" when the rows are all economies
	product, label string // "hs-8542" and its name; "" when the rows are products
	unit           string
	flag           string // of all values
	most           int    // fields of a record
	marks          marks
}

// A tradeMapColumn holds the values of a year.
type tradeMapColumn struct {
	at   int
	flow string // exports or imports
	year int
	unit string // of the table when it is ""
}

func (t *tradeMapTable) needsReporter() bool { return t.rows != tradeMapEconomies }

var (
	tradeMapValue = regexp.MustCompile(`(?i)^(?:.* indicators-)?(?:(export|import)ed value|value (export|import)ed|valeur (export|import)ée|valor (export|import)ado) (?:in|en) ([12]\d{3})(?:[- ]?([QMTS])\d{1,2})?(?:(?:,|\s-|\sin\s)\s*(.+)|\s*\((.+)\))?$`)
	tradeMapShare = regexp.MustCompile(`(?i)^share .*\b(?:in|of) (.+?)['’]s? (?:im|ex)ports\b`)

	tradeMapMarkets = map[string]string{"importers": "imports", "exporters": "exports", "importateurs": "imports", "exportateurs": "exports", "importadores": "imports", "exportadores": "exports"}
)

// tradeMapColumns reads a header; nil when the first column is none of Trade
// Map's.
func tradeMapColumns(cells []string) *tradeMapTable {
	f := header{cells: cells}
	t := &tradeMapTable{first: -1, name: -1}
	market := ""
	for k, cell := range cells {
		if market = tradeMapMarkets[strings.ToLower(cell)]; market != "" {
			t.first = k
			break
		}
	}
	if t.first < 0 {
		t.first = f.column("Product code", "Code")
		t.name, t.rows = f.column("Product label"), tradeMapProducts
		if t.first < 0 || t.name < 0 {
			return nil
		}
	}
	for k, cell := range cells {
		if m := tradeMapShare.FindStringSubmatch(cell); m != nil && t.reporter == "" && !strings.EqualFold(m[1], "world") {
			t.reporter = m[1]
		}
		m := tradeMapValue.FindStringSubmatch(cell)
		if m == nil {
			continue
		}
		if m[6] != "" {
			t.other = append(t.other, periodColumn{k, map[string]string{"Q": "quarterly", "T": "quarterly", "M": "monthly", "S": "half-yearly"}[strings.ToUpper(m[6])]})
			continue
		}
		y, _ := scan.ParseInt([]byte(m[5]))
		c := tradeMapColumn{at: k, flow: strings.ToLower(m[1]+m[2]+m[3]+m[4]) + "s", year: y, unit: tradeMapUnit(cmp.Or(m[7], m[8]))}
		t.values = append(t.values, c)
	}
	if len(t.values) > 0 && t.rows != tradeMapProducts && t.values[0].flow != market {
		t.rows = tradeMapPartners // of an exporter: importers, and what was exported to them
	}
	if !t.needsReporter() {
		t.reporter = ""
	}
	return t
}

var (
	tradeMapReporter = regexp.MustCompile(`(?i)\b(?:(?:export|import)ed by|(?:export|import)ée?s? par|(?:export|import)ad[oa]s? por)\s+(.+?)(?:\s+\(mirror\))?(?:\s+(?:in|en)\s+[12]\d{3}.*)?$`)
	tradeMapMirror   = regexp.MustCompile(`(?i)\bmirror\b`)
	tradeMapProduct  = regexp.MustCompile(`(?i)^(product|produit|producto|service|servicio)\s*:\s*(.+)$`)
	tradeMapCode     = regexp.MustCompile(`^'?(TOTAL|All|[\d.]+)\b\s*-?\s*(.*)$`)
	tradeMapUnitLine = regexp.MustCompile(`(?i)^(?:unit|unité|unidad)\s*:\s*(.+)$`)
)

// preamble reads the lines above the table and returns the first, its title.
func (t *tradeMapTable) preamble(before [][]string) (title string) {
	titled := false
	for _, cells := range before {
		line := strings.TrimSpace(strings.Join(cells, ", "))
		if line != "" && title == "" {
			title = line
		}
		if tradeMapMirror.MatchString(line) {
			t.flag = "reported by partners"
		}
		if m := tradeMapReporter.FindStringSubmatch(line); m != nil && !titled && t.needsReporter() {
			titled = true
			t.reporter = strings.TrimSpace(m[1])
		}
		if m := tradeMapUnitLine.FindStringSubmatch(line); m != nil {
			t.unit = tradeMapUnit(m[1])
		}
		if m := tradeMapProduct.FindStringSubmatch(line); m != nil && t.rows != tradeMapProducts {
			t.product, t.label = "hs", m[2]
			if strings.HasPrefix(strings.ToLower(m[1]), "servic") {
				t.product = "service"
			}
			code := tradeMapCode.FindStringSubmatch(m[2])
			switch {
			case code == nil:
				t.product += "-" + strings.ReplaceAll(strings.ToLower(m[2]), " ", "-")
			case code[1] == "All":
				t.product += "-total"
			default:
				t.product, t.label = t.product+"-"+strings.ToLower(code[1]), code[2]
			}
		}
	}
	return title
}

// Words of the three languages by which units are named.
var (
	tradeMapScales = map[string]string{
		"thousand": "thousand", "millier": "thousand", "milliers": "thousand", "miles": "thousand", "million": "million", "millions": "million",
		"millón": "million", "millones": "million", "billion": "billion",
	}
	tradeMapCurrency = regexp.MustCompile(`(?i)^(?:(us dollars?|usd|dollars? américains?|dólare?s? (?:americano|estadounidense)s?)|(euros?|eur))$`)
)

// tradeMapUnit spells a unit: "thousand US dollars" of "US Dollar thousand", of
// "USD thousand" and of "miles de USD".
func tradeMapUnit(text string) string {
	text = strings.TrimSpace(text)
	scale := ""
	var rest []string
	for _, word := range strings.Fields(text) {
		known := tradeMapScales[strings.ToLower(word)]
		if known != "" {
			scale = known
		} else if word != "de" && word != "in" {
			rest = append(rest, word)
		}
	}
	if scale == "" {
		return text
	}
	currency := strings.Join(rest, " ")
	if m := tradeMapCurrency.FindStringSubmatch(currency); m != nil && m[1] != "" {
		currency = "US dollars"
	} else if m != nil {
		currency = "euros"
	}
	return scale + " " + currency
}

// series is the series of a column, of one product.
func (t *tradeMapTable) series(c tradeMapColumn, product, label string) Series {
	s := Series{Code: c.flow, Label: c.flow, Unit: cmp.Or(c.unit, t.unit)}
	if product != "" {
		s.Code, s.Label = product+"-"+c.flow, label+", "+c.flow
	}
	return s
}

func (t *tradeMapTable) parse(r *scan.Row, out *rows) error {
	if r.Len() == 1 {
		return nil // a note below the table
	}
	if err := out.fits(r, 1, t.most); err != nil {
		return err
	}
	row := Row{Line: r.Line(), Economy: t.reporter, Flag: t.flag}
	first, err := out.text(r, t.first)
	if err != nil {
		return err
	}
	product, label := t.product, t.label
	switch t.rows {
	case tradeMapEconomies:
		row.Economy = first
	case tradeMapPartners:
		row.Partner = first
	case tradeMapProducts:
		if label, err = out.text(r, t.name); err != nil {
			return err
		}
		product = out.joined("-", "hs", strings.ToLower(strings.TrimPrefix(first, "'")))
	}
	for _, c := range t.other {
		if !tradeMapMissing(trim(r.Field(c.at))) {
			out.leave(c.why)
		}
	}
	for _, c := range t.values {
		if err := t.value(r, out, c, t.series(c, product, label), row, first); err != nil {
			return err
		}
	}
	return nil
}

// value adds the value in a column, if there is one.
func (t *tradeMapTable) value(r *scan.Row, out *rows, c tradeMapColumn, s Series, row Row, first string) (err error) {
	text := trim(r.Field(c.at))
	if !out.wants(s.Code) || !out.inYears(c.year) || tradeMapMissing(text) {
		return nil
	}
	if first == "" {
		return r.Error(t.first, noEconomy)
	}
	row.Series, row.Year = s, c.year
	if row.Value, err = t.marks.number(r, c.at, text); err != nil {
		return err
	}
	return out.add(row)
}

// tradeMapMissing tells what stands for no value.
func tradeMapMissing(text []byte) bool {
	switch strings.ToLower(string(text)) {
	case "", "-", "n.a.", "n/a":
		return true
	}
	return false
}
