package source

import (
	"regexp"
	"strings"

	"tradestats/internal/scan"
)

// The DataHub of the ITU: a row a value, any number of series in a file, with
// notes that hold line breaks.
var ituLayout = layout{name: "ITU DataHub", recognise: recogniseITU}

func recogniseITU(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		return has(cells, "entityIso", "dataValue", "dataYear") && (has(cells, "seriesCode") || has(cells, "seriesID"))
	})
	if f == nil {
		return nil, nil
	}
	t := ituTable{
		code: f.column("seriesCode", "seriesID"), label: f.column("seriesName"), parent: f.column("seriesParent"), unit: f.column("seriesUnits"),
		economy: f.column("entityIso"), name: f.column("entityName"), year: f.column("dataYear"), value: f.column("dataValue"),
		note: f.column("dataNote"), from: f.column("dataSource"), marks: f.marks(),
	}
	t.most = len(f.cells)
	t.least = max(t.code, t.economy, t.year, t.value) + 1
	return &plan{
		About:   About{Why: "columns seriesCode, entityIso, dataValue and dataYear", Publisher: "itu", Codes: "itu"},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}, nil
}

// An ituTable holds the positions of the columns, -1 for those that are not
// there.
type ituTable struct {
	code, label, parent, unit, economy, name, year, value, note, from int

	least, most int // fields of a record
	marks       marks
}

func (t ituTable) parse(r *scan.Row, out *rows) error {
	code, err := out.text(r, t.code)
	if err != nil {
		return err
	}
	if code == "" {
		return r.Error(t.code, noIndicator)
	}
	if !out.wants(code) {
		return nil
	}
	if err := out.fits(r, t.least, t.most); err != nil {
		return err
	}
	row := Row{Series: Series{Code: code}, Line: r.Line()}
	var ok bool
	if row.Year, ok = year(trim(r.Field(t.year))); !ok {
		return r.Error(t.year, notAYear)
	}
	value := trim(r.Field(t.value))
	if len(value) == 0 || !out.inYears(row.Year) {
		return nil
	}
	if row.Value, err = t.marks.number(r, t.value, value); err != nil {
		return err
	}
	if err := t.texts(r, out, &row); err != nil {
		return err
	}
	return out.add(row)
}

// texts reads the words of a row.
func (t ituTable) texts(r *scan.Row, out *rows, row *Row) (err error) {
	var parent, note, from string
	for _, cell := range []struct {
		k    int
		into *string
	}{
		{t.label, &row.Label}, {t.parent, &parent}, {t.unit, &row.Unit}, {t.economy, &row.Economy}, {t.name, &row.EconomyLabel},
		{t.note, &note}, {t.from, &from},
	} {
		if *cell.into, err = out.text(r, cell.k); err != nil {
			return err
		}
	}
	if row.Economy == "" {
		row.Economy = row.EconomyLabel
	}
	if row.Economy == "" {
		return r.Error(t.economy, noEconomy)
	}
	if strings.Contains(parent, " ") { // words, such as "Individuals using the Internet" of "Female"
		row.Label = out.joined(", ", parent, row.Label)
	}
	row.Unit = unitWords(row.Unit)
	row.Flag = noteFlag(note, from)
	return nil
}

// What a short note says of its value.
var noteWords = []struct {
	said *regexp.Regexp
	flag string
}{
	{regexp.MustCompile(`(?i)\bestimat(e|es|ed|ion)\b`), "estimated"},
	{regexp.MustCompile(`(?i)\b(provisional|preliminary)\b`), "provisional"},
	{regexp.MustCompile(`(?i)\bbreak\b`), "break"},
}

// noteFlag makes a flag of notes. Long ones tell a story, in which a word such
// as "estimate" may be about anything.
func noteFlag(notes ...string) string {
	const short = 60
	var flags []string
	for _, w := range noteWords {
		for _, note := range notes {
			if len(note) <= short && w.said.MatchString(note) {
				flags = append(flags, w.flag)
			}
		}
	}
	return JoinFlags(flags...)
}
