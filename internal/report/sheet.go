package report

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/frame"
)

// A column of a printed table.
type column struct {
	title string
	left  bool // text; numbers go to the right
}

func text(title string) column   { return column{title, true} }
func number(title string) column { return column{title, false} }

// A sheet is a table in its two forms: as the page prints it, in the reader's
// language, and as its CSV file gives it, the same in all languages.
type sheet struct {
	columns []column
	head    []string // of the file
	printed [][]string
	plain   [][]string
}

// add adds a row: the printed cells, and what the file has in their place.
func (s *sheet) add(printed []string, plain ...any) {
	s.printed = append(s.printed, printed)
	row := make([]string, len(plain))
	for k, v := range plain {
		if f, ok := v.(float64); ok {
			row[k] = frame.Number(f)
		} else {
			row[k] = fmt.Sprint(v)
		}
	}
	s.plain = append(s.plain, row)
}

// addPlain adds a row that only the file has.
func (s *sheet) addPlain(plain ...any) {
	s.add(nil, plain...)
	s.printed = s.printed[:len(s.printed)-1]
}

// sheet writes a table into the page and its file beside it.
func (p *page) sheet(id string, s *sheet) {
	p.once("table " + id)
	p.table(s.columns, s.printed)
	var b strings.Builder
	w := csv.NewWriter(&b)
	p.fail(w.Write(s.head))
	p.fail(w.WriteAll(s.plain))
	p.book.files["tables/"+id+".csv"] = []byte(b.String())
}

// hasTables tells whether the files of tables are part of the edition.
func (p *page) hasTables() bool { return slices.Contains(p.env.formats, "csv") }

// table writes a markdown table.
func (p *page) table(columns []column, rows [][]string) {
	cells := make([]string, len(columns))
	for k, c := range columns {
		cells[k] = c.title
	}
	p.row(cells)
	for k, c := range columns {
		cells[k] = "---:"
		if c.left {
			cells[k] = ":---"
		}
	}
	p.row(cells)
	for _, r := range rows {
		p.row(r)
	}
	p.section.WriteString("\n")
}

func (p *page) row(cells []string) {
	for _, c := range cells {
		fmt.Fprintf(&p.section, "| %s ", strings.ReplaceAll(c, "|", "\\|"))
	}
	p.section.WriteString("|\n")
}
