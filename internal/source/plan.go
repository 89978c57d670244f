package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// A plan is how to read one text.
type plan struct {
	About
	dialect scan.Dialect
	from    scan.Place          // where the rows start
	known   []Series            // when the header tells them
	sums    map[string][]string // see Sums
	width   int                 // fields of a record; 0 when they may differ: see row.width
	cut     int64               // where the rows end, in a text with a footer; 0 at its end

	// parse takes one record into the rows of its block. It is called by several
	// goroutines at once: it changes nothing but out. A record that is not wanted
	// is left without a look at the rest of it.
	parse func(r *scan.Row, out *rows) error

	// sum takes the place of the general reading where partners are added up, in a
	// layout whose tables are too large for it. It returns how many records it saw.
	sum func(ctx context.Context, in *unpack.Input, p *plan, w Want, workers int, each func(Row) error) (int, error)
}

// A reader reads a text by its plan.
type reader struct {
	text *unpack.Text
	*plan
}

// About implements Reader.
func (r *reader) About() About { return r.plan.About }

// Series implements Reader.
func (r *reader) Series(ctx context.Context) ([]Series, error) {
	if r.known != nil {
		return r.known, nil
	}
	var found []Series
	at := map[string]int{}
	_, err := r.Read(ctx, Want{}, func(row Row) error {
		k, seen := at[row.Code]
		switch {
		case !seen:
			at[row.Code] = len(found)
			found = append(found, row.Series)
		case found[k].Unit == "":
			found[k].Unit = row.Unit
		}
		return nil
	})
	return found, err
}

// Read implements Reader.
func (r *reader) Read(ctx context.Context, w Want, each func(Row) error) ([]Left, error) {
	if w.Partner == nil {
		left, err := r.readOnce(ctx, w, each)
		return left, r.placed(err)
	}
	found, left, err := r.summed(ctx, w)
	if err != nil {
		return nil, r.placed(err)
	}
	for _, row := range found {
		if err := each(row); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// summed reads with partners added up. Its rows are held until it is known that
// none stands twice.
func (r *reader) summed(ctx context.Context, w Want) (found []Row, left []Left, err error) {
	read := func() error {
		found = nil
		left, err = r.readOnce(ctx, w, func(row Row) error { found = append(found, row); return nil })
		return err
	}
	var twice *repeated
	if !errors.As(read(), &twice) {
		return found, left, err
	}
	n := 0
	if w.once, n, err = r.compareRepeats(ctx, w, twice.keys); err != nil {
		return nil, nil, err
	}
	if read() == nil {
		left = leave(left, "the same as earlier ones", n)
	}
	return found, left, err
}

func (r *reader) readOnce(ctx context.Context, w Want, each func(Row) error) (left []Left, err error) {
	in, err := r.text.Input()
	if err != nil {
		return nil, err
	}
	defer func() {
		if closing := in.Close(); closing != nil { // it explains what else went wrong
			err = closing
		}
	}()
	if r.cut > 0 {
		data, err := r.text.Head(int(r.cut))
		if err != nil {
			return nil, err
		}
		in.Input = scan.File(bytes.NewReader(data), int64(len(data)))
	}
	records := 0
	if r.sum != nil && w.Partner != nil {
		records, err = r.sum(ctx, in, r.plan, w, workers(), each)
	} else {
		records, left, err = r.stream(ctx, in, w, each)
	}
	if err == nil && records == 0 {
		err = tidy.Errorf(tidy.Data, "give a file with rows", "%s: a header and no rows", r.text.Name)
	}
	return left, err
}

// stream reads all records block by block and hands on what is wanted, in
// order. It returns how many records it saw.
func (r *reader) stream(ctx context.Context, in *unpack.Input, w Want, each func(Row) error) (int, []Left, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	all, err := scan.Run(ctx, in.Input, r.dialect, scan.Job[*rows]{
		From: r.from,
		New:  func() *rows { return newRows(w, r.width) },
		Row: func(out *rows, row *scan.Row) error {
			out.records++
			out.record = row
			return out.judge(r.parse(row, out))
		},
		Merge: func(into, from *rows, lines int) *rows {
			if ctx.Err() != nil {
				return into
			}
			for _, e := range from.refused {
				e.Line += lines
				w.Refused(r.place(e))
			}
			if err := into.take(from, lines, each); err != nil {
				cancel(err)
			}
			return into
		},
	}, workers())
	if cause := context.Cause(ctx); cause != nil {
		return 0, nil, cause
	}
	if err != nil {
		return 0, nil, err
	}
	return all.records, all.left, all.totals(each, func(m *Mixed) error {
		if w.Refused == nil {
			return m
		}
		w.Refused(m.In(r.text.Name))
		return nil
	})
}

// placed gives an error of the scanner, or of a sum, the name of its file.
func (r *reader) placed(err error) error {
	var mixed *Mixed
	if errors.As(err, &mixed) {
		return mixed.In(r.text.Name)
	}
	var e *scan.Error
	if !errors.As(err, &e) {
		return err
	}
	return r.place(e)
}

func (r *reader) place(e *scan.Error) *tidy.RowError {
	out := &tidy.RowError{File: r.text.Name, Line: e.Line, Column: e.Field, Text: e.Text, Why: e.Why, Hint: hintOf(e.Why)}
	switch {
	case e.Why == scan.OpenQuote: // where it ends is where the text does
		out.Line, out.Text = e.Start, ""
		out.Why = "a quote in the record that starts here is not closed"
	case e.Field == 0 && e.Column > 0:
		out.Why = fmt.Sprintf("%s, at byte %d of the line", e.Why, e.Column)
	}
	return out
}

// hints say what to do about what parse and the scanner refuse.
var hints = map[string]string{
	scan.BareQuote: `a field with a quote in it is quoted, and the quote doubled ("")`,
	scan.OpenQuote: `a quote inside a quoted field is doubled ("")`,
	scan.LostQuote: `a quote inside a quoted field is doubled ("")`,
	notANumber:     "a number has a dot and no separators; leave empty what is missing",
	notAYear:       "give four digits",
	noEconomy:      "give a code or a name",
	noIndicator:    "give its id",
	notText:        "save it as CSV in UTF-8, or say its encoding in a mapping file",
	unknownEconomy: "see 'tradestats list economies', and 'tradestats inspect' for the names in the file",
	noSuchField:    "give every row as many fields as the header, and quote a field that holds a comma",
	commaSlip:      "write the number with a point; leave empty what is missing",
	unclearMark:    "say which of comma and point is the decimal mark in a YAML beside it, or for --mapping: layout: {decimal: \",\"}",
}

func hintOf(why string) string {
	switch hint := hints[why]; {
	case hint != "":
		return hint
	case strings.Contains(why, "fields, the header has"):
		return hints[noSuchField]
	}
	return "correct the file, or say in a mapping file how to read it"
}

// Why a record is refused.
const (
	notANumber     = "not a number"
	notAYear       = "not a year"
	noEconomy      = "no economy"
	noIndicator    = "no indicator"
	unknownEconomy = "economy not known"
	notText        = "not text in UTF-8 or Windows-1252"
	noSuchField    = "fewer fields than the header has"
	unclearMark    = "decimal mark not known"
	commaSlip      = "a decimal comma where other numbers of the file have a point"
)

// leave counts a row that is left out.
func leave(left []Left, why string, n int) []Left {
	k := slices.IndexFunc(left, func(l Left) bool { return l.Why == why })
	if k < 0 {
		return append(left, Left{Why: why, Rows: n})
	}
	left[k].Rows += n
	return left
}
