package table

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
)

// Sheets lays out a result in as many tables as it takes: one, but for the trade
// of two sides, whose measures stand in rows.
func (r *Reader) Sheets(result analysis.Result) []Sheet {
	rows, ok := result.Rows.(analysis.CorridorRows)
	switch {
	case !ok:
		return []Sheet{r.Of(result)}
	case result.Analysis == "corridor-totals":
		return []Sheet{r.corridorTotals(result, rows)}
	}
	c := &corridorSheet{Reader: r, result: result, rows: rows}
	for _, row := range rows {
		c.sides = once(c.sides, row.Reporter)
		c.years = once(c.years, row.Year)
		if row.About.ID != "" {
			c.items = once(c.items, row.Item)
		}
	}
	switch {
	case len(c.items) > 1:
		return c.byItem()
	case len(c.years) == 1:
		return []Sheet{c.bySide(c.years[0])}
	}
	return c.byYear()
}

func once[T comparable](list []T, one T) []T {
	if slices.Contains(list, one) {
		return list
	}
	return append(list, one)
}

// A corridorSheet lays out the trade of two sides.
type corridorSheet struct {
	*Reader
	result analysis.Result
	rows   analysis.CorridorRows
	sides  []string
	years  []int
	items  []string
}

// The measures of each side's reports and of each exporter's flow, in the order
// of a table.
var (
	reportMeasures = []string{
		analysis.MeasureExports, analysis.MeasureImports, analysis.MeasureBalance, analysis.MeasureCover, analysis.MeasureNormalised,
		analysis.MeasureGrubelLloyd, analysis.MeasureExportShare, analysis.MeasureImportShare, analysis.MeasureIntensity, analysis.MeasureIntensitySelf,
	}
	mirrorMeasures = []string{analysis.MeasureAsymmetry, analysis.MeasureAsymmetryPct, analysis.MeasureAsymmetryOf1}
)

// title names the sides, and the line and year where the table is of one.
func (c *corridorSheet) sheet(parts ...string) Sheet {
	s := c.Sheet(c.result.About, "")
	s.Title = c.Result("title.corridor", map[string]any{"a": c.Name(c.sides[0]), "b": c.Name(c.sides[1])}) + c.Locale.Colon() + " " + strings.Join(parts, ", ")
	s.General = c.Notes(c.result.Notes)
	for _, row := range c.rows {
		for _, n := range row.Notes {
			if slices.Contains(ofTheWhole, n.Key) {
				s.General = once(s.General, c.Note(n))
			}
		}
	}
	return s
}

// unit is that of the amounts.
func (c *corridorSheet) unit() string {
	if c.result.About.Unit == "" {
		return ""
	}
	return c.Locale.Unit(c.result.About.Unit)
}

// ofTheWhole are the notes that stand once below a table.
var ofTheWhole = []analysis.NoteKey{analysis.NoteBalanced, analysis.NoteCIF}

// amounts are the line and the unit of a table.
func (c *corridorSheet) amounts() []string {
	out := []string{c.lineName(c.result.About)}
	if u := c.unit(); u != "" {
		out = append(out, u)
	}
	return out
}

// bySide sets the sides of one year beside each other.
func (c *corridorSheet) bySide(year int) Sheet {
	s := c.sheet(append(c.amounts(), strconv.Itoa(year))...)
	heads := c.names()
	s.Columns = columns(heads, Left(c.Result("corridor.reporter", nil)))
	find := func(measure string) []*analysis.CorridorRow {
		var out []*analysis.CorridorRow
		for _, side := range c.sides {
			out = append(out, c.find(c.items[0], side, year, measure))
		}
		return out
	}
	for _, measure := range reportMeasures {
		c.line(&s, []string{c.measured(measure)}, heads, find(measure))
	}
	for k, measure := range mirrorMeasures {
		c.line(&s, []string{c.measured(measure)}, heads, find(measure))
		if k == 0 {
			c.reportsMore(&s, "", find(measure))
		}
	}
	return s
}

// byYear sets years beside each other, as many as a terminal has room for.
func (c *corridorSheet) byYear() []Sheet {
	var out []Sheet
	for years := c.years; len(years) > 0; {
		n := len(years)
		s := c.acrossYears(years)
		for s.Width() > LineWidth && n > 1 {
			n--
			s = c.acrossYears(years[:n])
		}
		out, years = append(out, s), years[n:]
	}
	return out
}

func (c *corridorSheet) acrossYears(years []int) Sheet {
	s := c.sheet(c.amounts()...)
	var heads []string
	for _, year := range years {
		heads = append(heads, strconv.Itoa(year))
	}
	s.Columns = columns(heads, Left(""))
	section := func(key, side string, measures []string) {
		s.Add(nil, append([]string{c.Result(key, nil) + c.Locale.Colon() + " " + c.Name(side)}, make([]string, len(years))...)...)
		for k, measure := range measures {
			var cells []*analysis.CorridorRow
			for _, year := range years {
				cells = append(cells, c.find(c.items[0], side, year, measure))
			}
			c.line(&s, []string{"– " + c.measured(measure)}, heads, cells)
			if k == 0 {
				c.reportsMore(&s, "– ", cells)
			}
		}
	}
	for _, side := range c.sides {
		section("corridor.reported-by", side, reportMeasures)
	}
	for _, side := range c.sides {
		section("corridor.exporter", side, mirrorMeasures)
	}
	return s
}

// byItem sets items below each other, a table for each year: what either side
// reports and how far the two are apart. Long names give way to codes in the
// headings.
func (c *corridorSheet) byItem() []Sheet {
	var out []Sheet
	for _, year := range c.years {
		s := c.itemsOf(year, c.names())
		if !s.Fits() {
			s = c.itemsOf(year, c.sides)
		}
		out = append(out, s)
	}
	return out
}

func (c *corridorSheet) itemsOf(year int, names []string) Sheet {
	type shown struct {
		side    int
		measure string
	}
	all := []shown{}
	for side := range c.sides {
		all = append(all, shown{side, analysis.MeasureExports}, shown{side, analysis.MeasureImports})
	}
	for side := range c.sides {
		all = append(all, shown{side, analysis.MeasureAsymmetryPct})
	}
	var heads []string
	for _, one := range all {
		heads = append(heads, names[one.side]+" "+c.Result("corridor.short-"+key(one.measure), nil))
	}
	s := c.sheet(slices.DeleteFunc([]string{c.unit(), strconv.Itoa(year)}, func(t string) bool { return t == "" })...)
	s.Columns = columns(heads, Left(c.Result("corridor.item", nil)))
	for _, item := range c.items {
		var cells []*analysis.CorridorRow
		for _, one := range all {
			cells = append(cells, c.find(item, c.sides[one.side], year, one.measure))
		}
		c.line(&s, []string{c.itemName(cells)}, heads, cells, analysis.NoteFlagged, analysis.NotePairs, analysis.NotePairsMatched)
	}
	s.General = append(append(s.General, c.overItems(year)...), c.Result("corridor.more", nil))
	return s
}

// names are those of the sides.
func (c *corridorSheet) names() []string {
	var out []string
	for _, side := range c.sides {
		out = append(out, c.Name(side))
	}
	return out
}

// columns are those of some labels, and of numbers under heads.
func columns(heads []string, labels ...Column) []Column {
	for _, head := range heads {
		labels = append(labels, Right(head))
	}
	return labels
}

// itemName is that of the line of some cells.
func (c *corridorSheet) itemName(cells []*analysis.CorridorRow) string {
	for _, cell := range cells {
		if cell != nil {
			return c.lineName(cell.About)
		}
	}
	return ""
}

// overItems says the Grubel-Lloyd indices over the items of a year.
func (c *corridorSheet) overItems(year int) []string {
	var out []string
	for _, row := range c.rows {
		if row.Measure == analysis.MeasureGrubelOver && row.Year == year && row.Status != analysis.Withheld {
			n, _ := row.Notes.Find(analysis.NoteOverItems)
			out = append(out, c.Result("corridor.grubel-over", map[string]any{"n": n.Count, "economy": c.Name(row.Reporter), "value": row.Value}))
		}
	}
	return out
}

func (c *corridorSheet) find(item, reporter string, year int, measure string) *analysis.CorridorRow {
	for k := range c.rows {
		row := &c.rows[k]
		if row.Item == item && row.Reporter == reporter && row.Year == year && row.Measure == measure {
			return row
		}
	}
	return nil
}

func key(measure string) string { return strings.ReplaceAll(measure, "_", "-") }

func (r *Reader) measured(measure string) string { return r.Result("measure."+key(measure), nil) }

// line adds cells under their heads, with what there is to say of them: of all
// alike, or of some by their heads.
func (c *corridorSheet) line(s *Sheet, labels, heads []string, cells []*analysis.CorridorRow, except ...analysis.NoteKey) {
	if c.follows(cells) {
		return
	}
	texts, said := slices.Clone(labels), []string{}
	of := map[string][]string{} // note -> heads
	for k, row := range cells {
		if row == nil {
			texts = append(texts, "")
			continue
		}
		texts = append(texts, c.corridorValue(*row))
		for _, note := range c.corridorNotes(*row, except) {
			said, of[note] = once(said, note), append(of[note], heads[k])
		}
	}
	for k, note := range said {
		if len(of[note]) < len(cells) {
			said[k] = strings.Join(of[note], ", ") + c.Locale.Colon() + " " + note
		}
	}
	s.Add(said, texts...)
}

// follows tells whether cells are all empty because the figures that they rest
// on are, which stand above and say so.
func (c *corridorSheet) follows(cells []*analysis.CorridorRow) bool {
	return !slices.ContainsFunc(cells, func(row *analysis.CorridorRow) bool {
		if row == nil {
			return false
		}
		switch row.Measure {
		case analysis.MeasureExports, analysis.MeasureImports, analysis.MeasureAsymmetry, analysis.MeasureTotal, analysis.MeasureLevel:
			return true
		}
		switch row.Reason {
		case analysis.NoValue, analysis.NoReporter, analysis.OneSided, analysis.Reconciled:
			return false
		}
		return true
	})
}

// reportsMore adds who reports more of each flow.
func (c *corridorSheet) reportsMore(s *Sheet, before string, cells []*analysis.CorridorRow) {
	texts := []string{before + c.Result("corridor.reports-more", nil)}
	for _, row := range cells {
		name := ""
		if row != nil {
			if n, ok := row.Notes.Find(analysis.NoteReportsMore); ok {
				name = c.Name(n.Economies)
			}
		}
		texts = append(texts, name)
	}
	if slices.ContainsFunc(texts[1:], func(t string) bool { return t != "" }) {
		s.Add(nil, texts...)
	}
}

// corridorNotes are what is said of a cell: its notes, and how much of a group
// is behind it.
func (r *Reader) corridorNotes(row analysis.CorridorRow, except []analysis.NoteKey) []string {
	out := r.Notes(row.Notes.Without(analysis.NoteReportsMore).Without(ofTheWhole...).Without(except...))
	if row.Status == analysis.Partial || row.Reason == analysis.LowCoverage {
		out = append(out, r.Status(row.Status)+r.Locale.Colon()+" "+r.Percent(row.Covered))
	}
	return out
}

// corridorValue prints a value in its unit.
func (r *Reader) corridorValue(row analysis.CorridorRow) string {
	switch {
	case math.IsNaN(row.Value):
		return ""
	case row.Measure == analysis.MeasureBalance || row.Measure == analysis.MeasureAsymmetry:
		return r.Change(row.About, row.Value)
	case row.Measure == analysis.MeasureAsymmetryPct || row.Measure == analysis.MeasureGrowth:
		return r.Rate(row.Value)
	case row.Measure == analysis.MeasureChange:
		return r.Locale.PointsShort(row.Value, 1)
	case strings.HasSuffix(row.Measure, "_pct") && math.Abs(row.Value) < 1:
		return r.Locale.Percent(row.Value, 2)
	case strings.HasSuffix(row.Measure, "_pct"):
		return r.Percent(row.Value)
	case row.Unit == row.About.Unit:
		return r.Value(row.About, row.Value)
	case row.Measure == analysis.MeasurePerHead:
		return r.Locale.Significant(row.Value, 3)
	}
	return r.Locale.Number(row.Value, 2)
}

// lineName is what is traded.
func (r *Reader) lineName(i catalog.Indicator) string {
	lang := r.Locale.Lang()
	name := i.Object[lang]
	if name == "" {
		name = i.Name.In(lang)
		for _, way := range []string{", exports", ", imports", ".CRED", ".DEB", "-exports", "-imports"} {
			name = strings.TrimSuffix(name, way)
		}
	}
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}
