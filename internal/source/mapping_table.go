package source

import (
	"bytes"
	"math"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/unpack"
)

// A mappedTable holds the positions of the columns that a mapping names, -1 for
// those that it does not.
type mappedTable struct {
	*Mapping
	at      map[string]int
	filters []int // the columns of Mapping.filters
	years   []mappedYear
	most    int // fields of a record
	marks   numberMarks
}

func (t *mappedTable) parse(r *scan.Row, out *rows) error {
	if blank, err := t.isBlank(r, out); blank || err != nil {
		return err
	}
	code, err := t.get(r, out, "indicator")
	if err != nil {
		return err
	}
	if t.at["indicator"] >= 0 && code == "" {
		return r.Error(t.at["indicator"], noIndicator)
	}
	if !out.wants(code) {
		return nil
	}
	if err := out.fits(r, 1, t.most); err != nil {
		return err
	}
	if kept, err := t.passes(r, out); !kept || err != nil {
		return err
	}
	row := Row{Series: Series{Code: code}, Line: r.Line()}
	if err := t.texts(r, out, &row); err != nil {
		return err
	}
	if len(t.years) == 0 {
		return t.long(r, out, row)
	}
	for _, y := range t.years {
		row.Year = y.year
		if err := t.value(r, out, y.at, row); err != nil {
			return err
		}
	}
	return nil
}

// get reads what a column or a constant says.
func (t *mappedTable) get(r *scan.Row, out *rows, key string) (string, error) {
	if k := t.at[key]; k >= 0 {
		return out.text(r, k)
	}
	return t.constant[key], nil
}

// isBlank tells a row of empty cells, which a spreadsheet may add, and one of
// the footer.
func (t *mappedTable) isBlank(r *scan.Row, out *rows) (bool, error) {
	if len(t.footer) > 0 {
		first, err := out.text(r, 0)
		if err != nil {
			return false, err
		}
		for _, start := range t.footer {
			if strings.HasPrefix(first, start) {
				return true, nil
			}
		}
	}
	if len(trim(r.Field(0))) > 0 {
		return false, nil
	}
	for k := range r.Len() {
		if len(trim(r.Field(k))) > 0 {
			return false, nil
		}
	}
	return true, nil
}

// passes tells whether a row is one that the filters keep.
func (t *mappedTable) passes(r *scan.Row, out *rows) (bool, error) {
	for n, k := range t.filters {
		text, err := out.text(r, k)
		if err != nil {
			return false, err
		}
		kept := false
		for _, keep := range t.Mapping.filters[n].keep {
			kept = kept || text == keep
		}
		if !kept {
			out.leave("not kept by the filter of the mapping file")
			return false, nil
		}
	}
	return true, nil
}

// texts reads the words of a row.
func (t *mappedTable) texts(r *scan.Row, out *rows, row *Row) (err error) {
	for _, cell := range []struct {
		key  string
		into *string
	}{{"economy", &row.Economy}, {"partner", &row.Partner}, {"unit", &row.Unit}, {"flag", &row.Flag}} {
		if *cell.into, err = t.get(r, out, cell.key); err != nil {
			return err
		}
	}
	for _, key := range []string{"economy", "partner"} {
		if k := t.at[key]; k >= 0 && len(trim(r.Field(k))) == 0 {
			return r.Error(k, noEconomy)
		}
	}
	if words, known := t.flags[row.Flag]; known {
		row.Flag = words
	}
	return nil
}

// long adds the value of a row with a year of its own.
func (t *mappedTable) long(r *scan.Row, out *rows, row Row) error {
	var ok bool
	if row.Year, ok = year(trim(r.Field(t.at["year"]))); !ok {
		return r.Error(t.at["year"], notAYear)
	}
	return t.value(r, out, t.at["value"], row)
}

// value adds the value in a column, if there is one.
func (t *mappedTable) value(r *scan.Row, out *rows, k int, row Row) error {
	if !out.inYears(row.Year) {
		return nil
	}
	text := r.Field(k)
	if !isASCII(text) {
		s, ok := unpack.String(text)
		if !ok {
			return r.Error(k, notText)
		}
		text = []byte(s)
	}
	if text = bytes.TrimSpace(text); len(text) == 0 {
		return nil
	}
	for _, missing := range t.missing {
		if string(text) == missing {
			return nil
		}
	}
	v, ok := t.marks.parse(text)
	if !ok {
		return r.Error(k, notANumber)
	}
	if t.scale != 0 {
		if v *= t.scale; math.IsInf(v, 0) {
			return r.Error(k, notANumber)
		}
	}
	row.Value = v
	return out.add(row)
}

func isASCII(text []byte) bool {
	for _, c := range text {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// numberMarks say how numbers are written, as a mapping tells.
type numberMarks struct {
	decimal   byte   // 0 is a point
	thousands string // any of these letters
}

// point is the decimal mark.
func (n numberMarks) point() byte {
	if n.decimal == 0 {
		return '.'
	}
	return n.decimal
}

// parse reads a number. Between thousands marks stand three digits: "1,5" is no
// number where the comma is such a mark.
func (n numberMarks) parse(text []byte) (float64, bool) {
	rest := string(text)
	sign := ""
	for _, minus := range []string{"-", "+", "\u2212"} {
		if after, found := strings.CutPrefix(rest, minus); found {
			rest, sign = after, map[bool]string{true: "", false: "-"}[minus == "+"]
			break
		}
	}
	whole, fraction, decimal := strings.Cut(rest, string(n.point()))
	if strings.ContainsAny(whole, n.thousands) {
		var ok bool
		if whole, ok = n.ungroup(whole); !ok {
			return 0, false
		}
	}
	if n.point() != '.' && strings.Contains(whole+fraction, ".") {
		return 0, false
	}
	if decimal {
		whole += "." + fraction
	}
	if strings.HasPrefix(whole, "-") || strings.HasPrefix(whole, "+") {
		return 0, false
	}
	return scan.ParseFloat([]byte(sign + whole))
}

// ungroup takes the thousands marks out of a whole number.
func (n numberMarks) ungroup(whole string) (string, bool) {
	groups := strings.Split(strings.Map(func(c rune) rune {
		if strings.ContainsRune(n.thousands, c) {
			return ' '
		}
		return c
	}, whole), " ")
	for k, group := range groups {
		if !isDigits(group) || k > 0 && len(group) != 3 || len(group) > 3 {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}
