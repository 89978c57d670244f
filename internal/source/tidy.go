package source

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tradestats/internal/tidy"
)

// tidyReader reads the project's own layout: a header of
// [indicator,]economy,[partner,]year,value[,unit][,flag] in any order.
type tidyReader struct {
	name    string
	csv     *csv.Reader
	width   int
	columns map[string]int // position of each column that is there
}

var tidyColumns = []string{"indicator", "economy", "partner", "year", "value", "unit", "flag"}

func openTidy(name string, r io.Reader) (Reader, error) {
	buffered := bufio.NewReaderSize(r, 1<<16)
	switch mark, _ := buffered.Peek(3); {
	case string(mark) == "\ufeff":
		buffered.Discard(3) //nolint:errcheck // the three bytes were just peeked
	case len(mark) >= 2 && (string(mark[:2]) == "\xff\xfe" || string(mark[:2]) == "\xfe\xff"):
		return nil, notUTF8(name, 1, 0, "")
	}
	in := csv.NewReader(buffered)
	in.FieldsPerRecord = -1 // checked here, with a message of our own
	in.ReuseRecord = true
	header, err := in.Read()
	if errors.Is(err, io.EOF) {
		return nil, tidy.Errorf(tidy.Data, "give a file with a header and rows", "%s: the file is empty", name)
	}
	if err != nil {
		return nil, rowError(name, err)
	}
	t := &tidyReader{name: name, csv: in, width: len(header), columns: map[string]int{}}
	for k, cell := range header {
		cell = strings.ToLower(strings.TrimSpace(cell))
		if _, twice := t.columns[cell]; twice {
			return nil, &tidy.RowError{File: name, Line: 1, Column: k + 1, Text: cell, Why: "column stands twice", Hint: "remove one"}
		}
		t.columns[cell] = k
	}
	for _, needed := range []string{"economy", "year", "value"} {
		if _, ok := t.columns[needed]; !ok {
			return nil, unknownLayout(name, header, needed)
		}
	}
	for cell, k := range t.columns {
		if cell != "" && !slices.Contains(tidyColumns, cell) && len(tidy.Nearest(cell, tidyColumns, 1)) > 0 {
			return nil, &tidy.RowError{File: name, Line: 1, Column: k + 1, Text: cell, Why: "column not known",
				Hint: "did you mean " + tidy.Nearest(cell, tidyColumns, 1)[0] + "?"}
		}
	}
	return t, nil
}

// unknownLayout says what was looked for, and what the header looks like.
func unknownLayout(name string, header []string, needed string) error {
	text := strings.Join(header, ",")
	e := &tidy.RowError{File: name, Line: 1, Text: text,
		Why:  fmt.Sprintf("layout not known: no column %q in the header", needed),
		Hint: "a tidy file has the columns [indicator,]economy,[partner,]year,value[,unit][,flag]"}
	switch {
	case !utf8.ValidString(text):
		return notUTF8(name, 1, 0, text)
	case len(header) == 1 && strings.Contains(text, ";"):
		e.Why, e.Hint = "separated by semicolons", "save it separated by commas, with a dot for decimals"
	case len(header) == 1 && strings.Contains(text, "\t"):
		e.Why, e.Hint = "separated by tabs", "save it separated by commas"
	case strings.Contains(text, "\r"):
		e.Why, e.Hint = "lines end in a carriage return alone", "save it with the line ends of Unix or Windows"
	}
	return e
}

func notUTF8(name string, line, column int, text string) error {
	return &tidy.RowError{File: name, Line: line, Column: column, Text: text, Why: "not UTF-8 text", Hint: "save it as CSV in UTF-8"}
}

func (t *tidyReader) Read(ctx context.Context, each func(Row) error) error {
	rows := 0
	for {
		if rows%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		record, err := t.csv.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return rowError(t.name, err)
		}
		rows++
		row, missing, err := t.row(record)
		if err != nil {
			return err
		}
		if missing {
			continue
		}
		if err := each(row); err != nil {
			return err
		}
	}
	if rows == 0 {
		return tidy.Errorf(tidy.Data, "give a file with rows", "%s: a header and no rows", t.name)
	}
	return nil
}

// row checks one record; an empty value is missing, not zero.
func (t *tidyReader) row(record []string) (row Row, missing bool, err error) {
	line, _ := t.csv.FieldPos(0)
	if len(record) != t.width {
		return Row{}, false, &tidy.RowError{File: t.name, Line: line, Text: strings.Join(record, ","),
			Why:  fmt.Sprintf("%d fields, the header has %d", len(record), t.width),
			Hint: "give every row as many fields as the header, and quote a field that holds a comma"}
	}
	bad := func(column, why, hint string) (Row, bool, error) {
		k := t.columns[column]
		return Row{}, false, &tidy.RowError{File: t.name, Line: line, Column: k + 1, Text: record[k], Why: why, Hint: hint}
	}
	cell := func(column string) string { return t.cell(record, column) }
	for k, text := range record {
		if !utf8.ValidString(text) {
			return Row{}, false, notUTF8(t.name, line, k+1, text)
		}
	}
	if cell("economy") == "" {
		return bad("economy", "no economy", "give a code or a name")
	}
	if _, named := t.columns["indicator"]; named && cell("indicator") == "" {
		return bad("indicator", "no indicator", "give its id")
	}
	year, err := strconv.Atoi(cell("year"))
	if err != nil || year < 1000 || year > 9999 {
		return bad("year", "not a year", "give four digits")
	}
	if cell("value") == "" {
		return Row{}, true, nil
	}
	value, err := strconv.ParseFloat(cell("value"), 64)
	if err != nil || strings.ContainsAny(cell("value"), "xX_") || // Go's own notations are not those of statistics
		math.IsNaN(value) || math.IsInf(value, 0) {
		return bad("value", "not a number", "a number has a dot and no separators; leave empty what is missing")
	}
	// The cells of a record are parts of one text: a copy of a cell does not keep
	// all of its line in memory.
	return Row{
		Indicator: strings.Clone(cell("indicator")), Economy: strings.Clone(cell("economy")), Partner: strings.Clone(cell("partner")),
		Year: year, Value: value, Unit: strings.Clone(cell("unit")), Flag: strings.Clone(cell("flag")), Line: line,
	}, false, nil
}

// cell returns a record's text in a column, "" when there is no such column.
func (t *tidyReader) cell(record []string, column string) string {
	if k, ok := t.columns[column]; ok {
		return strings.TrimSpace(record[k])
	}
	return ""
}

// rowError turns what encoding/csv refuses into an error with its place.
func rowError(name string, err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return tidy.Wrap(tidy.Failed, err, "", "read %s", name)
	}
	return &tidy.RowError{File: name, Line: parse.Line, Why: parse.Err.Error(), // its column counts bytes, ours fields
		Hint: `a quote inside a quoted field is doubled ("")`}
}
