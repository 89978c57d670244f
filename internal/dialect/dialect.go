// Package dialect finds how a CSV-like text is written, and reads its table:
// without preamble, footnotes and a second table below, with a header of one
// line.
//
//	d, err := dialect.Find(head, dialect.Given{})
//	t, err := dialect.Records(r, d)
//	for t.Next() {
//		use(t.Fields())
//	}
//	err = t.Err()
//
// # How a table of unknown dialect becomes records
//
// The head of the text is read with every candidate: a delimiter and a quote
// (find.go). The score of a candidate is
//
//	share of the records that have the most frequent width
//	x (1 - 1/width)
//	x mean goodness of their cells: numbers, dates, codes and quoted text are
//	  good, a text that holds another candidate's delimiter or a stray quote is not
//
// and the best wins; among equals the one that stands first. The escape is the
// one with which fewer records are malformed. Spaces delimit only where most
// records hold a number and hardly any has fewer fields than the first: else
// they stand between the words of sentences, and each line is one field.
//
// Records of the width found then show what each column holds, and that says
// which lines ahead of the data are preamble and which are header (layout.go).
// With style and columns, internal/lenient reads the whole text record by
// record, where internal/mend fits those that are malformed to the columns, and
// a Table leaves out what is below the data (table.go).
//
// It does not stand on internal/scan, which refuses what is to be mended here,
// knows neither delimiters of two characters nor backslashes, passes over the
// blank lines that part notes from data, and makes LF of the CRLF in a field.
// Reading strict texts with it and others without would be two of everything,
// for a command that spends a third of its time on splitting records.
package dialect

import (
	"fmt"
	"strings"

	"tradestats/internal/mend"
)

// A Dialect says how the records of a text are written and where they start.
type Dialect struct {
	mend.Style
	End      string // of a record: "\n" or "\r\n"; "\r" may be set where unpack made LF of it
	Preamble int    // lines ahead of the header
	Header   int    // lines of the header; 0 when the first record is data
	Width    int    // fields of most records; 0 when there are none

	columns mend.Columns // what they hold, to mend by
	ragged  bool         // so many records have another width that none is wrong
	heading []string     // the header, where it is written with another delimiter
}

// Given overrules what would be found; the zero Given overrules nothing.
type Given struct {
	Delimiter string
	Quote     string // a character, or None
	Escape    string // a character, or None
	Header    *int   // lines
	Preamble  *int   // lines
}

// None is the Quote or Escape of a text that has none.
const None = "none"

// String describes the dialect in one line.
func (d Dialect) String() string {
	quote := "no quotes"
	if d.Quote != 0 {
		quote = "quote " + string(d.Quote)
		switch d.Escape {
		case 0:
			quote += ", quotes inside not escaped"
		case d.Quote:
		default:
			quote += ", escape " + string(d.Escape)
		}
	}
	delimiter, named := delimiterNames[d.Delimiter]
	if !named {
		delimiter = fmt.Sprintf("%q", d.Delimiter)
	}
	return fmt.Sprintf("delimiter %s, %s, records end in %s, %s, %s, %s", delimiter, quote, endNames[d.End],
		count(d.Preamble, "preamble line"), count(d.Header, "header line"), count(d.Width, "column"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

var endNames = map[string]string{"\n": "LF", "\r\n": "CRLF", "\r": "CR"}

var delimiterNames = map[string]string{",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", " ": "space", ", ": "comma and space"}

// Delimiter returns the delimiter that a person means: by its name ("tab",
// "comma"), as \t, or as it is.
func Delimiter(text string) string {
	for d, name := range delimiterNames {
		if strings.EqualFold(text, name) {
			return d
		}
	}
	if text == `\t` {
		return "\t"
	}
	return text
}
