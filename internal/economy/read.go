package economy

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"tradestats/internal/tidy"
)

// folder is where the files of this package lie in datasets.FS.
const folder = "economies"

// A row is one line of a table, with its place for messages.
type row struct {
	file  string
	line  int
	cells []string
}

// bad is the error of a row: what stands there, and why it will not do.
func (r row) bad(text, why string) error {
	return &tidy.RowError{File: r.file, Line: r.line, Text: text, Why: why}
}

// readTable reads a CSV file whose first line must be exactly the header, and
// hands each row to take. The header is checked because the files are edited
// by hand: a moved column must not become a wrong name.
func readTable(fsys fs.FS, name string, header []string, take func(row) error) error {
	file := path.Join(folder, name)
	f, err := fsys.Open(file)
	if err != nil {
		return tidy.Wrap(tidy.Data, err, "", "cannot read the economies")
	}
	defer f.Close()
	reader := csv.NewReader(f)
	reader.ReuseRecord = true // the cells are strings of their own, only the slice is reused
	for first := true; ; first = false {
		cells, err := reader.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return misread(file, err)
		}
		line, _ := reader.FieldPos(0)
		r := row{file, line, cells}
		if first {
			if !slices.Equal(cells, header) {
				return r.bad(strings.Join(cells, ","), "the columns must be "+strings.Join(header, ","))
			}
			continue
		}
		if err := take(r); err != nil {
			return err
		}
	}
}

func misread(file string, err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return &tidy.RowError{File: file, Line: parse.Line, Why: parse.Err.Error()}
	}
	return tidy.Wrap(tidy.Data, err, "", "cannot read %s", file)
}
