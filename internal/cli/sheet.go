package cli

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// lineWidth is what a terminal shows without wrapping.
const lineWidth = 100

// A sheet is a table for a reader: columns that are empty throughout are left
// out, notes stand below, each once.
type sheet struct {
	title   string
	columns []column
	rows    [][]string
	notes   [][]string // of each row
	general []string   // notes of the whole
	foot    []string   // what else holds for the whole: its source
	label   string     // before a note: "Note:"
	between string     // notes that follow each other: "; "
}

type column struct {
	head  string
	right bool
}

func left(head string) column  { return column{head, false} }
func right(head string) column { return column{head, true} }

// add appends a row and its notes.
func (s *sheet) add(notes []string, cells ...string) {
	s.rows = append(s.rows, cells)
	s.notes = append(s.notes, notes)
}

// finished is a sheet with its notes numbered and without empty columns.
type finished struct {
	columns []column
	rows    [][]string
	below   []string
}

func (s *sheet) finish() finished {
	var out finished
	general, numbered, marks := s.number()
	keep := []int{}
	for k := range s.columns {
		if slices.ContainsFunc(s.rows, func(row []string) bool { return row[k] != "" }) {
			keep = append(keep, k)
			out.columns = append(out.columns, s.columns[k])
		}
	}
	if len(numbered) > 0 {
		out.columns = append(out.columns, left(strings.TrimRight(s.label, ":\u00a0")))
	}
	for r, row := range s.rows {
		cells := []string{}
		for _, k := range keep {
			cells = append(cells, row[k])
		}
		if len(numbered) > 0 {
			cells = append(cells, marks[r])
		}
		out.rows = append(out.rows, cells)
	}
	if len(general) > 0 {
		out.below = append(out.below, s.label+" "+strings.Join(general, s.between))
	}
	for k, n := range numbered {
		out.below = append(out.below, fmt.Sprintf("[%d] %s", k+1, n))
	}
	out.below = append(out.below, s.foot...)
	return out
}

// number splits notes into those of all rows and those of some, which get a
// number; marks are the numbers of each row.
func (s *sheet) number() (general, numbered, marks []string) {
	count := map[string]int{}
	for _, notes := range s.notes {
		for _, n := range notes {
			count[n]++
		}
	}
	index := map[string]int{}
	for _, notes := range s.notes {
		var of []int
		for _, n := range notes {
			if count[n] == len(s.rows) {
				if index[n] == 0 {
					general, index[n] = append(general, n), 1
				}
				continue
			}
			if index[n] == 0 {
				numbered = append(numbered, n)
				index[n] = len(numbered)
			}
			of = append(of, index[n])
		}
		slices.Sort(of)
		mark := ""
		if len(of) > 0 {
			mark = fmt.Sprint(of) // "[7 13]"
		}
		marks = append(marks, mark)
	}
	return append(general, s.general...), numbered, marks
}

// text prints the sheet for a terminal.
func (s *sheet) text() string {
	f := s.finish()
	widths := f.widths()
	f.fit(widths)
	var b strings.Builder
	if s.title != "" {
		b.WriteString(strings.Join(wrap(s.title, lineWidth), "\n") + "\n\n")
	}
	heads := make([]string, len(f.columns))
	for k, c := range f.columns {
		heads[k] = c.head
	}
	for _, line := range f.broken(heads, widths, true) {
		f.line(&b, widths, line)
	}
	rules := []string{}
	for _, w := range widths {
		rules = append(rules, strings.Repeat("-", w))
	}
	f.line(&b, widths, rules)
	for _, row := range f.rows {
		for _, line := range f.broken(row, widths, false) {
			f.line(&b, widths, line)
		}
	}
	if len(f.below) > 0 {
		b.WriteString("\n")
	}
	for _, n := range f.below {
		b.WriteString(strings.Join(wrap(n, lineWidth-4), "\n    ") + "\n")
	}
	return b.String()
}

// fit narrows columns of text, whose cells are then broken, until the table has
// room in a terminal: those of names first, then any, down to a word.
func (f finished) fit(widths []int) {
	f.narrow(widths, func(k int) int { return max(leastName, f.longestWord(k)) })
	f.narrow(widths, f.longestWord)
}

func (f finished) narrow(widths []int, least func(column int) int) {
	for total(widths) > lineWidth {
		widest := -1
		for k, c := range f.columns {
			if !c.right && widths[k] > least(k) && (widest < 0 || widths[k] > widths[widest]) {
				widest = k
			}
		}
		if widest < 0 {
			return
		}
		widths[widest]--
	}
}

// longestWord is what a column cannot do without.
func (f finished) longestWord(column int) int {
	longest := 0
	for _, word := range strings.Split(f.columns[column].head, " ") {
		longest = max(longest, runes(word))
	}
	for _, row := range f.rows {
		for _, word := range strings.Split(row[column], " ") {
			longest = max(longest, runes(word))
		}
	}
	return longest
}

// leastName is the least width of a column of names.
const leastName = 20

func total(widths []int) int {
	sum := 2 * (len(widths) - 1)
	for _, w := range widths {
		sum += w
	}
	return sum
}

// width is that of the table in a terminal.
func (s *sheet) width() int {
	return total(s.finish().widths())
}

// widths are those of the cells; a heading breaks at its spaces.
func (f finished) widths() []int {
	out := make([]int, len(f.columns))
	for k, c := range f.columns {
		for _, word := range strings.Split(c.head, " ") {
			out[k] = max(out[k], runes(word))
		}
		for _, row := range f.rows {
			out[k] = max(out[k], runes(row[k]))
		}
	}
	return out
}

// broken are the lines of a row whose cells are broken at spaces; the last
// line is the lowest (headings), or the first the highest.
func (f finished) broken(row []string, widths []int, low bool) [][]string {
	cells, most := make([][]string, len(row)), 1
	for k, text := range row {
		cells[k] = []string{text}
		if low || !f.columns[k].right {
			cells[k] = wrap(text, widths[k])
		}
		most = max(most, len(cells[k]))
	}
	out := make([][]string, most)
	for n := range out {
		out[n] = make([]string, len(row))
		for k, lines := range cells {
			at := n
			if low {
				at -= most - len(lines)
			}
			if at >= 0 && at < len(lines) {
				out[n][k] = lines[at]
			}
		}
	}
	return out
}

func (f finished) line(b *strings.Builder, widths []int, cells []string) {
	var line strings.Builder
	for k, cell := range cells {
		if k > 0 {
			line.WriteString("  ")
		}
		line.WriteString(pad(cell, widths[k], f.columns[k].right))
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// markdown prints the sheet as a table of markdown.
func (s *sheet) markdown() string {
	f := s.finish()
	var b strings.Builder
	if s.title != "" {
		b.WriteString("**" + escape(s.title) + "**\n\n")
	}
	write := func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	heads, rules := []string{}, []string{}
	for _, c := range f.columns {
		heads = append(heads, escape(c.head))
		rule := "---"
		if c.right {
			rule = "---:"
		}
		rules = append(rules, rule)
	}
	write(heads)
	write(rules)
	for _, row := range f.rows {
		cells := make([]string, len(row))
		for k, cell := range row {
			cells[k] = escape(cell)
		}
		write(cells)
	}
	for _, n := range f.below {
		b.WriteString("\n" + escape(n) + "\n")
	}
	return b.String()
}

var markdownEscapes = strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`, "\n", " ")

func escape(text string) string { return markdownEscapes.Replace(text) }

// pad fills a cell to a width with spaces.
func pad(text string, width int, right bool) string {
	fill := strings.Repeat(" ", max(0, width-runes(text)))
	if right {
		return fill + text
	}
	return text + fill
}

func runes(text string) int { return utf8.RuneCountInString(text) }

// wrap breaks a text into lines of at most width runes, where words allow.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(text, " ") { // not at the narrow spaces within a number
		if line != "" && runes(line)+1+runes(word) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}
