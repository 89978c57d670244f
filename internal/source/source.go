// Package source reads publishers' files: one file of this package a layout.
// A reader hands out observations one by one, so that what is not wanted is
// dropped before it takes memory; codes are left as the file spells them.
package source

import (
	"context"
	"io"
)

// A Row is one value as its file gives it, before codes are harmonised.
type Row struct {
	Indicator string // "" in a file that does not name its indicator
	Economy   string // code or name, as spelled
	Partner   string // code or name, as spelled; "" when there is no column
	Year      int
	Value     float64 // finite
	Unit      string
	Flag      string
	Line      int // counts from 1
}

// A Reader reads one file of one layout. It calls each for every row that has
// a value, in the order of the file, and stops at the first error: each's own,
// the context's, or a *tidy.RowError that names the place of what is invalid.
type Reader interface {
	Read(ctx context.Context, each func(Row) error) error
}

// Open recognises the layout of a file by its content and returns its reader.
// name is what errors and origins call the file.
func Open(name string, r io.Reader) (Reader, error) { return openTidy(name, r) }
