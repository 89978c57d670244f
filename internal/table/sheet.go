// Package table lays out results for a reader, in the reader's language: cells,
// headings and the notes below. The command line prints its sheets in a terminal
// or as markdown, a report puts them on its pages; neither knows what is in them.
package table

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// LineWidth is what a terminal shows without wrapping.
const LineWidth = 100

// A Sheet is a table for a reader: columns that are empty throughout are left
// out, notes stand below, each once.
type Sheet struct {
	Title   string
	Columns []Column
	rows    [][]string
	notes   [][]string // of each row
	General []string   // notes of the whole
	Foot    []string   // what else holds for the whole: its source
	Label   string     // before a note: "Note:"
	Between string     // notes that follow each other: "; "
}

// A Column is one of a Sheet.
type Column struct {
	Head  string
	Right bool // numbers go to the right
}

// Left makes a column of texts.
func Left(head string) Column { return Column{head, false} }

// Right makes a column of numbers.
func Right(head string) Column { return Column{head, true} }

// Add appends a row and its notes.
func (s *Sheet) Add(notes []string, cells ...string) {
	s.rows = append(s.rows, cells)
	s.notes = append(s.notes, notes)
}

// A Laid is a sheet with its notes numbered and without empty columns.
type Laid struct {
	Columns []Column
	Rows    [][]string
	Below   []string // notes, then what else holds for the whole
}

// Lay numbers the notes and leaves out the columns that are empty.
func (s *Sheet) Lay() Laid {
	var out Laid
	general, numbered, marks := s.number()
	keep := []int{}
	for k := range s.Columns {
		if slices.ContainsFunc(s.rows, func(row []string) bool { return row[k] != "" }) {
			keep = append(keep, k)
			out.Columns = append(out.Columns, s.Columns[k])
		}
	}
	if len(numbered) > 0 {
		out.Columns = append(out.Columns, Left(strings.TrimRight(s.Label, ":\u00a0")))
	}
	for r, row := range s.rows {
		cells := []string{}
		for _, k := range keep {
			cells = append(cells, row[k])
		}
		if len(numbered) > 0 {
			cells = append(cells, marks[r])
		}
		out.Rows = append(out.Rows, cells)
	}
	if len(general) > 0 {
		out.Below = append(out.Below, s.Label+" "+strings.Join(general, s.Between))
	}
	for k, n := range numbered {
		out.Below = append(out.Below, fmt.Sprintf("[%d] %s", k+1, n))
	}
	out.Below = append(out.Below, s.Foot...)
	return out
}

// number splits notes into those of all rows and those of some, which get a
// number; marks are the numbers of each row.
func (s *Sheet) number() (general, numbered, marks []string) {
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
	return append(general, s.General...), numbered, marks
}

// Text prints the sheet for a terminal.
func (s *Sheet) Text() string {
	f := s.Lay()
	widths := f.widths()
	f.fit(widths)
	var b strings.Builder
	if s.Title != "" {
		b.WriteString(strings.Join(Wrap(s.Title, LineWidth), "\n") + "\n\n")
	}
	heads := make([]string, len(f.Columns))
	for k, c := range f.Columns {
		heads[k] = c.Head
	}
	for _, line := range f.broken(heads, widths, true) {
		f.line(&b, widths, line)
	}
	rules := []string{}
	for _, w := range widths {
		rules = append(rules, strings.Repeat("-", w))
	}
	f.line(&b, widths, rules)
	for _, row := range f.Rows {
		for _, line := range f.broken(row, widths, false) {
			f.line(&b, widths, line)
		}
	}
	if len(f.Below) > 0 {
		b.WriteString("\n")
	}
	for _, n := range f.Below {
		b.WriteString(strings.Join(Wrap(n, LineWidth-4), "\n    ") + "\n")
	}
	return b.String()
}

// fit narrows columns of text, whose cells are then broken, until the table has
// room in a terminal: those of names first, then any, down to a word.
func (f Laid) fit(widths []int) {
	f.narrow(widths, func(k int) int { return max(leastName, f.longestWord(k)) })
	f.narrow(widths, f.longestWord)
}

func (f Laid) narrow(widths []int, least func(column int) int) {
	for total(widths) > LineWidth {
		widest := -1
		for k, c := range f.Columns {
			if !c.Right && widths[k] > least(k) && (widest < 0 || widths[k] > widths[widest]) {
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
func (f Laid) longestWord(column int) int {
	longest := 0
	for _, word := range strings.Split(f.Columns[column].Head, " ") {
		longest = max(longest, Runes(word))
	}
	for _, row := range f.Rows {
		for _, word := range strings.Split(row[column], " ") {
			longest = max(longest, Runes(word))
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

// Width is that of the table in a terminal.
func (s *Sheet) Width() int {
	return total(s.Lay().widths())
}

// Fits tells whether a terminal has room for the table once its columns of text
// are narrowed.
func (s *Sheet) Fits() bool {
	f := s.Lay()
	widths := f.widths()
	f.fit(widths)
	return total(widths) <= LineWidth
}

// widths are those of the cells; a heading breaks at its spaces.
func (f Laid) widths() []int {
	out := make([]int, len(f.Columns))
	for k, c := range f.Columns {
		for _, word := range strings.Split(c.Head, " ") {
			out[k] = max(out[k], Runes(word))
		}
		for _, row := range f.Rows {
			out[k] = max(out[k], Runes(row[k]))
		}
	}
	return out
}

// broken are the lines of a row whose cells are broken at spaces; the last
// line is the lowest (headings), or the first the highest.
func (f Laid) broken(row []string, widths []int, low bool) [][]string {
	cells, most := make([][]string, len(row)), 1
	for k, text := range row {
		cells[k] = []string{text}
		if low || !f.Columns[k].Right {
			cells[k] = Wrap(text, widths[k])
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

func (f Laid) line(b *strings.Builder, widths []int, cells []string) {
	var line strings.Builder
	for k, cell := range cells {
		if k > 0 {
			line.WriteString("  ")
		}
		line.WriteString(Pad(cell, widths[k], f.Columns[k].Right))
	}
	b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
}

// Markdown prints the sheet as a table of markdown.
func (s *Sheet) Markdown() string {
	f := s.Lay()
	var b strings.Builder
	if s.Title != "" {
		b.WriteString("**" + Escape(s.Title) + "**\n\n")
	}
	write := func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	heads, rules := []string{}, []string{}
	for _, c := range f.Columns {
		heads = append(heads, Escape(c.Head))
		rule := "---"
		if c.Right {
			rule = "---:"
		}
		rules = append(rules, rule)
	}
	write(heads)
	write(rules)
	for _, row := range f.Rows {
		cells := make([]string, len(row))
		for k, cell := range row {
			cells[k] = Escape(cell)
		}
		write(cells)
	}
	for _, n := range f.Below {
		b.WriteString("\n" + Escape(n) + "\n")
	}
	return b.String()
}

var markdownEscapes = strings.NewReplacer("|", `\|`, "*", `\*`, "_", `\_`, "<", `\<`, "\n", " ")

// Escape writes a text so that markdown prints it as it is.
func Escape(text string) string { return markdownEscapes.Replace(text) }

// Pad fills a cell to a width with spaces.
func Pad(text string, width int, right bool) string {
	fill := strings.Repeat(" ", max(0, width-Runes(text)))
	if right {
		return fill + text
	}
	return text + fill
}

// Runes counts the signs of a text.
func Runes(text string) int { return utf8.RuneCountInString(text) }

// Wrap breaks a text into lines of at most width runes, where words allow.
func Wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Split(text, " ") { // not at the narrow spaces within a number
		if line != "" && Runes(line)+1+Runes(word) > width {
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
