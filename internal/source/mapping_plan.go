package source

import (
	"bytes"
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// plan finds the header and the columns of a text.
func (m *Mapping) plan(h *head) (*plan, error) {
	f, err := m.findHeader(h)
	if err != nil {
		return nil, err
	}
	t := &mappedTable{Mapping: m, at: map[string]int{}, most: max(len(f.cells), 1), marks: m.numbers}
	if m.headless {
		t.most = f.width
	}
	for _, key := range mappingColumns {
		if t.at[key], err = m.position(f, key); err != nil {
			return nil, err
		}
		t.most = max(t.most, t.at[key]+1)
	}
	for _, filter := range m.filters {
		k, err := m.resolve(f, filter.column)
		if err != nil {
			return nil, err
		}
		t.filters = append(t.filters, k)
	}
	if t.years, err = m.yearColumns(f); err != nil {
		return nil, err
	}
	p := &plan{
		About: About{Layout: "mapping file", Why: "told by " + m.path, Codes: m.codes, Own: true,
			Bilateral: m.gives("partner"), Single: !m.gives("indicator")},
		dialect: f.dialect, from: f.rows, width: f.width, parse: t.parse,
	}
	if m.emptyLine {
		p.cut, err = m.footerAt(f)
	}
	return p, err
}

// dialects are those that the text can be in.
func (m *Mapping) dialects() []scan.Dialect {
	quote := cmp.Or(m.quote, '"')
	if m.unquoted {
		quote = 0
	}
	if m.separator != 0 {
		return []scan.Dialect{{Comma: m.separator, Quote: quote}}
	}
	var out []scan.Dialect
	for _, comma := range []byte{',', ';', '\t', '|'} {
		out = append(out, scan.Dialect{Comma: comma, Quote: quote})
	}
	if m.quote == 0 && !m.unquoted {
		out = append(out, scan.TSV)
	}
	return out
}

// findHeader finds the record that names the columns: at its line, else the
// first that has most of them.
func (m *Mapping) findHeader(h *head) (*header, error) {
	var best *header
	var in scan.Dialect
	most := -1
	for _, d := range m.dialects() {
		if m.header == 0 && !m.headless {
			h.headerIn(d, func(cells []string) bool {
				if n := m.matches(cells); n > most {
					most, in = n, d
				}
				return false
			})
			continue
		}
		f, err := m.headerAt(h, d)
		if err != nil {
			return nil, err
		}
		if f == nil {
			continue
		}
		n := m.matches(f.cells)
		if m.headless {
			n = f.width
		}
		if n > most {
			best, most = f, n
		}
	}
	if m.header == 0 && !m.headless && most >= 0 {
		best = h.headerIn(in, func(cells []string) bool { return m.matches(cells) == most })
	}
	if best == nil {
		return nil, tidy.Errorf(tidy.Data, "say separator and header in "+m.path, "%s: no header in its first %d rows", h.name, headRecords)
	}
	return best, nil
}

// matches counts how many of the columns that the mapping names a record has.
func (m *Mapping) matches(cells []string) int {
	n := 0
	f := header{cells: cells}
	for _, ref := range m.refs() {
		if ref.number == 0 && f.column(ref.name) >= 0 || ref.number > 0 && ref.number <= len(cells) {
			n++
		}
	}
	if m.years.across {
		for _, cell := range cells {
			if _, ok := m.yearOf(cell); ok {
				n++
			}
		}
	}
	return n
}

// headerAt is the header at its line, nil when the text is not in the dialect;
// of a table without one, what stands in its place.
func (m *Mapping) headerAt(h *head, d scan.Dialect) (*header, error) {
	skip := m.skip
	if !m.headless {
		skip = m.header - 1
	}
	at := scan.Place{Lines: skip}
	for range skip {
		k := bytes.IndexByte(h.data[at.Offset:], '\n')
		if k < 0 {
			key := map[bool]string{true: "skip", false: "header"}[m.headless]
			return nil, m.bad(m.lines[key], strconv.Itoa(max(m.skip, m.header)), h.name+" has fewer lines", "lines count from 1")
		}
		at.Offset += int64(k + 1)
	}
	fields, next, line, err := h.record(d, at)
	if err != nil {
		return nil, nil
	}
	f := &header{dialect: d, cells: clean(fields), width: len(fields), line: line, rows: next, head: h}
	if m.headless {
		f.cells, f.rows = nil, at
	}
	return f, nil
}

// position is where a column of the mapping stands, -1 when it names none.
func (m *Mapping) position(f *header, key string) (int, error) {
	ref, given := m.columns[key]
	if !given {
		return -1, nil
	}
	return m.resolve(f, ref)
}

func (m *Mapping) resolve(f *header, ref columnRef) (int, error) {
	if ref.number > 0 {
		if ref.number > f.width {
			return 0, m.bad(ref.line, strconv.Itoa(ref.number), fmt.Sprintf("%s has %d columns", f.head.name, f.width), "columns count from 1; is separator right?")
		}
		return ref.number - 1, nil
	}
	if k := f.column(ref.name); k >= 0 {
		return k, nil
	}
	hint := fmt.Sprintf("the columns in line %d are %s", f.line, strings.Join(f.cells, ", "))
	if near := tidy.Nearest(ref.name, f.cells, 1); len(near) > 0 {
		hint = "did you mean " + near[0] + "? " + hint
	}
	return 0, m.bad(ref.line, ref.name, "no such column in "+f.head.name, hint)
}

// A mappedYear is a column of the values of a year.
type mappedYear struct{ at, year int }

// yearOf reads the year in the name of a column.
func (m *Mapping) yearOf(cell string) (int, bool) {
	before, after, _ := strings.Cut(m.pattern, yearMark)
	n := len(cell) - len(before) - len(after)
	if n != 4 || !strings.EqualFold(cell[:len(before)], before) || !strings.EqualFold(cell[len(cell)-len(after):], after) {
		return 0, false
	}
	return year([]byte(cell[len(before) : len(before)+n]))
}

func (m *Mapping) yearColumns(f *header) ([]mappedYear, error) {
	var out []mappedYear
	hint := fmt.Sprintf("the columns in line %d are %s; say in pattern how those of years are called", f.line, strings.Join(f.cells, ", "))
	for _, ref := range m.years.list {
		k, err := m.resolve(f, ref)
		if err != nil {
			return nil, err
		}
		y, ok := m.yearOf(f.cells[k])
		if !ok {
			return nil, m.bad(ref.line, ref.name, "no year in the name of the column", hint)
		}
		out = append(out, mappedYear{k, y})
	}
	if !m.years.across {
		return out, nil
	}
	for k, cell := range f.cells {
		if y, ok := m.yearOf(cell); ok && y >= m.years.from && (m.years.to == 0 || y <= m.years.to) {
			out = append(out, mappedYear{k, y})
		}
	}
	if len(out) == 0 {
		return nil, m.bad(m.lines["years"], m.pattern, "no column of a year in "+f.head.name, hint)
	}
	return out, nil
}

// footerSize is as much of a text as an empty line is looked for in.
const footerSize = 64 << 20

// footerAt is where the first empty line behind the rows stands, 0 when there
// is none.
func (m *Mapping) footerAt(f *header) (int64, error) {
	data, err := f.head.text.Head(footerSize)
	if err != nil {
		return 0, err
	}
	quoted, rows := false, false
	for at := int(f.rows.Offset); at < len(data); {
		end := len(data)
		if k := bytes.IndexByte(data[at:], '\n'); k >= 0 {
			end = at + k + 1
		}
		line := data[at:end]
		empty := len(bytes.Trim(line, " \t\r\n"+string(f.dialect.Comma))) == 0
		if !quoted && empty && rows {
			return int64(at), nil
		}
		rows = rows || !empty
		quoted = quoted != (f.dialect.Quote != 0 && bytes.Count(line, []byte{f.dialect.Quote})%2 == 1)
		at = end
	}
	if len(data) == footerSize {
		return 0, m.bad(m.lines["footer"], afterEmptyLine, f.head.name+" is larger than 64 MiB: too large to look for an empty line", "give what the rows of the footer begin with")
	}
	return 0, nil
}
