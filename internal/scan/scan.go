// Package scan reads large tables of text, comma- or tab-separated, with all
// the cores and little memory. What is wanted of the table is pushed down into
// the scan: a Job looks at a record through a Row that splits no further than
// it is asked, so that a predicate on the fourth field drops a record before
// the fifth is looked at.
//
// Records that start with the same fields as the one before are not split again,
// and Row.Same lets a job keep what it found by these fields.
//
// What counts as a record is what encoding/csv says with FieldsPerRecord = -1:
// the same fields, the same refusals at the same line and column.
//
//	total, err := scan.Run(ctx, scan.File(f, size), scan.CSV, scan.Job[*sums]{
//		From: afterHeader,
//		New:  newSums,
//		Row: func(s *sums, r *scan.Row) error {
//			if string(r.Field(3)) != "SF" {
//				return nil
//			}
//			...
//		},
//		Merge: addSums,
//	}, runtime.NumCPU())
//
// The file is cut into blocks of a fixed size. Several goroutines read blocks
// at once, each guessing where its first record starts: after its first
// newline. The guess is wrong where that newline stands inside quotes; since
// blocks are merged in their order, the end of one block shows whether the next
// guessed right, and a block that did not is done again.
package scan

import (
	"context"
	"errors"
	"fmt"
)

// A Dialect says how records are written. Records end in LF or CRLF.
type Dialect struct {
	Comma byte // between fields: ASCII
	Quote byte // around a field that holds commas or newlines: ASCII; 0 for none
}

// The dialects of most files.
var (
	CSV = Dialect{Comma: ',', Quote: '"'}
	TSV = Dialect{Comma: '\t'}
)

func (d Dialect) check() error {
	for _, c := range []byte{d.Comma, d.Quote} {
		if c == '\n' || c == '\r' || c >= 0x80 {
			return fmt.Errorf("scan: %q cannot separate or quote fields", c)
		}
	}
	if d.Comma == 0 || d.Comma == d.Quote {
		return errors.New("scan: a dialect needs a comma that is not its quote")
	}
	return nil
}

// A Place is the start of a record. The zero Place is the start of the input.
type Place struct {
	Offset int64 // in bytes
	Lines  int   // lines before it
}

// A Job reduces a table to an R. The functions of a job run in several
// goroutines: they touch nothing but their arguments and what never changes.
type Job[R any] struct {
	From Place // where the rows start, as Header tells

	// New makes an accumulator for the rows of one block.
	New func() R

	// Row takes one record into an accumulator. An error stops the run; when
	// there are several, the first of the file is returned. Row may see
	// records twice, or records that are none where a block was guessed wrong:
	// their accumulators and errors are thrown away.
	Row func(acc R, r *Row) error

	// Merge adds the rows of the next block to those before it. It is called
	// in the order of the file. lines is how many lines of the file stand
	// before the block: what Row.Line said in it counts from there.
	Merge func(into, from R, lines int) R
}

// Run scans the input with a number of workers. The result depends on the input
// and the job only: blocks are the same for any number of workers.
//
// An error is an *Error where a record is malformed or too long, and otherwise
// the job's own, the context's or the input's.
func Run[R any](ctx context.Context, in *Input, d Dialect, j Job[R], workers int) (R, error) {
	return run(ctx, in, d, j, workers, standard)
}

// limits are a parameter so that tests can make them small.
type limits struct {
	block  int // bytes
	record int // bytes
	fields int
}

var standard = limits{block: 1 << 20, record: MaxRecord, fields: MaxFields}

// What is larger than these is not a table: most likely a quote is left open.
const (
	MaxRecord = 16 << 20  // bytes of a record with its line end
	MaxFields = 1_000_000 // fields of a record
)

// An Error says what is wrong with a record.
type Error struct {
	Line   int    // where, counted from 1
	Column int    // where in the line, in bytes, counted from 1
	Start  int    // the line on which the record starts
	Field  int    // which field, counted from 1; 0 when it is not about one
	Text   string // what stands there
	Why    string
}

func (e *Error) Error() string {
	return fmt.Sprintf("line %d, column %d: %s: %q", e.Line, e.Column, e.Why, e.Text)
}

// Why a record is refused.
const (
	BareQuote = "quote inside a field that is not quoted"
	OpenQuote = "quote that is not closed"
	LostQuote = "text after the closing quote of a field"
	TooLong   = "record of more than 16 MiB: is a quote left open?"
	TooWide   = "record of more than 1,000,000 fields"
)
