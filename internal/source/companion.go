package source

import (
	"bytes"
	"strings"
	"unicode"

	"tradestats/internal/scan"
)

// companion recognises a text that publishers put beside their tables, and
// that holds no figures. It is asked last: what is a table is never one.
func companion(h *head) *Companion {
	for _, c := range companions {
		f := h.header(func(cells []string) bool { return c.is(header{cells: cells}) })
		if f != nil && !f.hasFigures() {
			return &Companion{Name: h.name, What: c.what}
		}
	}
	if h.isProse() {
		return &Companion{Name: h.name, What: "words about data"}
	}
	return nil
}

// companions are the tables of words that are known, by their headers. None has
// a column of figures.
var companions = []struct {
	what string
	is   func(f header) bool
}{
	{"World Bank metadata of economies", func(f header) bool {
		return f.column("Country Code", "Code", "CountryCode") >= 0 && f.column("IncomeGroup", "Income Group") >= 0 && f.column("Region") >= 0
	}},
	{"World Bank metadata of indicators", func(f header) bool {
		return f.column("INDICATOR_CODE", "Series Code", "SeriesCode", "Indicator Code", "Code") >= 0 &&
			f.column("SOURCE_NOTE", "Long definition", "Short definition", "Definition", "Source note", "License Type") >= 0
	}},
	{"World Bank footnotes", func(f header) bool {
		return f.column("SeriesCode", "Series Code") >= 0 && f.column("DESCRIPTION") >= 0
	}},
	{"Eurostat table of contents", func(f header) bool {
		return has(f.cells, "title", "code", "type") && f.column("last update of data") >= 0
	}},
	{"codebook", func(f header) bool {
		for _, cell := range f.cells {
			if !has(codebookColumns, cell) {
				return false
			}
		}
		return has(codebookColumns[:4], f.cells[:1]...) && f.column("description", "definition") > 0
	}},
}

var codebookColumns = []string{
	"column", "variable", "field", "name", "title", "label", "short name", "description", "definition", "unit", "units", "type",
	"source", "sources", "note", "notes", "url", "link",
}

// hasFigures tells whether a header has a column of values, or of a year.
func (f header) hasFigures() bool {
	years, _ := worldBankValues(f.cells, false)
	return len(years) > 0 || f.column("value", "OBS_VALUE") >= 0
}

// isProse tells a short text of sentences, such as a readme, from a table and
// from anything that could be one: it has lines of many words, few digits, and
// no three lines in a row that a separator cuts into as many fields.
func (h *head) isProse() bool {
	const longest = 64 << 10
	if !h.short || len(h.data) > longest {
		return false
	}
	lines := bytes.FieldsFunc(h.data, func(c rune) bool { return c == '\n' || c == '\r' })
	sentences := 0
	for _, line := range lines {
		if isSentence(string(line)) {
			sentences++
		}
	}
	return sentences > 0 && sentences*4 >= len(lines) && fewDigits(h.data) && !isTabular(lines)
}

// isSentence tells words that end as a sentence, or a heading of Markdown.
func isSentence(line string) bool {
	line = strings.TrimSpace(line)
	words := len(strings.Fields(line))
	return strings.HasPrefix(line, "#") && strings.HasPrefix(strings.TrimLeft(line, "#"), " ") ||
		words >= 5 && strings.ContainsAny(line[len(line)-1:], ".:!?)")
}

func fewDigits(text []byte) bool {
	var digits, letters int
	for _, c := range string(text) {
		switch {
		case unicode.IsDigit(c):
			digits++
		case unicode.IsLetter(c):
			letters++
		}
	}
	return digits*10 < letters
}

// isTabular tells lines of which three in a row have as many separators of a
// kind. Commas are common in sentences too, but not so evenly.
func isTabular(lines [][]byte) bool {
	for _, d := range []scan.Dialect{scan.CSV, {Comma: ';'}, scan.TSV, {Comma: '|'}} {
		last, run := 0, 0
		for _, line := range lines {
			n := bytes.Count(line, []byte{d.Comma})
			if n == 0 || n != last {
				run = 0
			}
			if last = n; n > 0 {
				run++
			}
			if run == 3 {
				return true
			}
		}
	}
	return false
}
