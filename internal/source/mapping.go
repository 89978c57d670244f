package source

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

// A Mapping says how to read a file that no layout knows. It is written in
// YAML, under the key layout:
//
//	layout:
//	  encoding: windows-1252       # else found out
//	  separator: ";"               # else found out; also tab, space, comma, ...
//	  quote: "'"                   # or none; else "
//	  header: 4                    # its line, or none; else the first line with the columns below
//	  skip: 3                      # lines above a table without a header
//	  columns:                     # by name, or by number from 1
//	    economy: Pays
//	    year: Année
//	    value: Valeur              # also indicator, partner, unit, flag
//	  years: across                # a column a year, instead of year and value: all of them,
//	                               # a range as 2010-2020, or a list of columns
//	  pattern: "Value in {year}"   # how those columns are called; else {year}
//	  indicator: online-sales      # also economy, partner, unit: the same in all rows
//	  decimal: ","                 # else a point
//	  thousands: [space, point]    # also comma, apostrophe, no-break space, narrow no-break space
//	  missing: ["..", n/a]         # besides the empty cell
//	  scale: 1000                  # values are multiplied by it: unit says of what they are then
//	  footer: ["Source:"]          # rows that begin so are no rows; after an empty line: all behind one
//	  codes: m49                   # the code system of the economies; else ISO codes and names
//	  flags: {e: estimated}        # flags in words
//	  filter: {Flow: [Exports]}    # rows to read; the others are counted as left out
type Mapping struct {
	Encoding string // of the file, for unpack.Options; "" finds out

	path             string
	separator, quote byte // 0 finds out, and is the usual
	unquoted         bool
	header           int // its line; 0 finds out
	headless         bool
	skip             int
	columns          map[string]columnRef
	years            yearColumns
	pattern          string
	constant         map[string]string
	numbers          numberMarks
	missing          []string
	scale            float64 // 0 is 1
	footer           []string
	emptyLine        bool
	codes            string
	flags            map[string]string
	filters          []columnFilter
	lines            map[string]int // of the keys
}

// A columnRef names a column of the file.
type columnRef struct {
	name   string
	number int // counted from 1; 0 when there is a name
	line   int // of the mapping file
}

// yearColumns says which columns are years.
type yearColumns struct {
	across   bool
	from, to int         // 0 is open
	list     []columnRef // when they are named one by one
}

// A columnFilter keeps rows with one of some values in a column.
type columnFilter struct {
	column columnRef
	keep   []string
}

// ParseMapping reads the mapping under the key layout of a YAML file, which may
// hold other keys. It returns nil when there is no such key. Errors are of kind
// tidy.Data and name path, line and key, and what is allowed.
func ParseMapping(path string, text []byte) (*Mapping, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, tidy.Errorf(tidy.Data, "write it as YAML: key, colon, space, value", "%s: %s", path, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, nil
	}
	root := doc.Content[0].Content
	for k := 0; k+1 < len(root); k += 2 {
		if root[k].Value == "layout" {
			m := &Mapping{path: path, columns: map[string]columnRef{}, constant: map[string]string{}, flags: map[string]string{}, lines: map[string]int{}, pattern: yearMark}
			if err := m.keys("layout", root[k+1], mappingKeys); err != nil {
				return nil, err
			}
			return m, m.check(root[k].Line)
		}
	}
	return nil, nil
}

// bad is an error about a line of the mapping file.
func (m *Mapping) bad(line int, text, why, hint string) error {
	return &tidy.RowError{File: m.path, Line: line, Text: text, Why: why, Hint: hint}
}

// A mappingKey reads what stands behind a key.
type mappingKey struct {
	name string
	read func(m *Mapping, key string, value *yaml.Node) error
}

// keys reads a YAML mapping of which all keys are known.
func (m *Mapping) keys(of string, node *yaml.Node, known []mappingKey) error {
	var names []string
	for _, k := range known {
		names = append(names, k.name)
	}
	allowed := "the keys are " + strings.Join(names, ", ")
	if node.Tag == "!!null" {
		return nil // check says what is missing
	}
	if node.Kind != yaml.MappingNode {
		return m.bad(node.Line, node.Value, of+" is not a list of keys and values", allowed)
	}
	seen := map[string]bool{}
	for k := 0; k+1 < len(node.Content); k += 2 {
		key, value := node.Content[k], node.Content[k+1]
		at := slices.Index(names, key.Value)
		if at < 0 {
			if near := tidy.Nearest(key.Value, names, 1); len(near) > 0 {
				allowed = "did you mean " + near[0] + "? " + allowed
			}
			return m.bad(key.Line, key.Value, "unknown key of "+of, allowed)
		}
		if seen[key.Value] {
			return m.bad(key.Line, key.Value, "key stands twice in "+of, "remove one")
		}
		seen[key.Value] = true
		if value.Kind == yaml.AliasNode {
			value = value.Alias
		}
		m.lines[key.Value] = key.Line
		if err := known[at].read(m, key.Value, value); err != nil {
			return err
		}
	}
	return nil
}

// Partial tells whether the mapping says how numbers and letters are written,
// and no more: the layout is recognised all the same.
func (m *Mapping) Partial() bool {
	for key := range m.lines {
		if !slices.Contains([]string{"encoding", "decimal", "thousands"}, key) {
			return false
		}
	}
	return true
}

// marks are those of a partial mapping.
func (m *Mapping) marks() (*marks, error) {
	told := &marks{decimal: m.numbers.decimal}
	if told.decimal == '.' {
		told.decimal = 0
	}
	switch mark := m.numbers.thousands; len(mark) {
	case 0:
	case 1:
		told.thousands = mark[0]
	default:
		return nil, m.bad(m.lines["thousands"], "", "thousands has more than one mark", "allowed without columns: one of comma, point, space")
	}
	return told, nil
}

// check finds keys that do not go together.
func (m *Mapping) check(line int) error {
	if m.Partial() {
		return m.checkMarks()
	}
	const columns = "give under columns: its name in the header, or its number from 1"
	_, year := m.columns["year"]
	_, value := m.columns["value"]
	wide := m.years.across || len(m.years.list) > 0
	switch {
	case !m.gives("economy"):
		return m.bad(line, "", "no economy", columns+"; or economy: the same for all rows")
	case wide && (year || value):
		return m.bad(m.lines["years"], "", "years across, and a column of years or values", "remove years, or the columns year and value")
	case !wide && !year:
		return m.bad(line, "", "no column year", columns+"; or years: across, where each year has a column")
	case !wide && !value:
		return m.bad(line, "", "no column value", columns)
	case m.headless && m.namesColumn():
		return m.bad(m.lines["header"], "none", "columns by name in a table without a header", "give their numbers from 1")
	case m.headless && m.years.across:
		return m.bad(m.lines["header"], "none", "years across in a table without a header", "give a header")
	case m.skip > 0 && !m.headless:
		return m.bad(m.lines["skip"], "", "skip is for a table without a header", "give the line of the header as header")
	case m.separator != 0 && m.separator == m.quote:
		return m.bad(m.lines["quote"], string(m.quote), "separator and quote are the same", "quote: none")
	}
	for _, key := range mappingConstants {
		if _, twice := m.columns[key]; twice && m.constant[key] != "" {
			return m.bad(m.lines[key], "", fmt.Sprintf("%s is both a column and the same for all rows", key), "remove one")
		}
	}
	return m.checkMarks()
}

func (m *Mapping) checkMarks() error {
	if strings.Contains(m.numbers.thousands, string(m.numbers.point())) {
		return m.bad(m.lines["thousands"], m.numbers.thousands, "the decimal mark is a thousands mark too", "say decimal")
	}
	return nil
}

// gives tells whether a column or a constant is there.
func (m *Mapping) gives(key string) bool {
	_, column := m.columns[key]
	return column || m.constant[key] != ""
}

func (m *Mapping) namesColumn() bool {
	for _, ref := range m.refs() {
		if ref.number == 0 {
			return true
		}
	}
	return false
}

// refs are all columns that the mapping names, in a fixed order.
func (m *Mapping) refs() []columnRef {
	var out []columnRef
	for _, key := range mappingColumns {
		if ref, ok := m.columns[key]; ok {
			out = append(out, ref)
		}
	}
	out = append(out, m.years.list...)
	for _, f := range m.filters {
		out = append(out, f.column)
	}
	return out
}
