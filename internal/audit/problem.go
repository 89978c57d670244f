package audit

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"tradestats/internal/tidy"
)

// A Severity says whether a file can be used in spite of a problem.
type Severity string

// An error makes the file invalid; a warning is for a person to look at.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// The kinds of problems.
const (
	File       = "file"       // it cannot be read, or only in part
	Layout     = "layout"     // it is in no layout that is known
	Record     = "record"     // a record is invalid
	Duplicate  = "duplicate"  // a key stands twice
	Name       = "name"       // an economy is not known
	Percentage = "percentage" // a share is out of range
	Negative   = "negative"   // a value below zero that cannot be
	Vintage    = "vintage"    // a year after the vintage
	Unit       = "unit"       // a factor that looks like a change of unit
	Break      = "break"      // a jump that looks like a break in the series
	Total      = "total"      // a total is not the sum of its parts
	Clash      = "clash"      // two files hold the same indicator
)

// A Problem is something wrong with a text, and where.
type Problem struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`   // counted from 1; 0 of the whole text
	Column   int      `json:"column"` // the field, counted from 1; 0 of the whole record
	Severity Severity `json:"severity"`
	Kind     string   `json:"kind"`
	Text     string   `json:"text"` // what stands there; may be empty
	Why      string   `json:"why"`
	Hint     string   `json:"hint"` // what to do; may be empty

	value float64 // by which the column is found, where text is empty
}

// mostOfKind is how many problems of a kind are kept; the rest is counted.
const mostOfKind = 2000

// problems are those of one text.
type problems struct {
	file     string
	kept     []Problem
	count    map[string]int // by kind
	severity map[Severity]int
}

func newProblems(file string) *problems {
	return &problems{file: file, count: map[string]int{}, severity: map[Severity]int{}}
}

func (l *problems) add(p Problem) {
	p.File = l.file
	l.severity[p.Severity]++
	if l.count[p.Kind]++; l.count[p.Kind] <= mostOfKind {
		l.kept = append(l.kept, p)
	}
}

// fail adds what an error says of the text.
func (l *problems) fail(kind string, err error) {
	p := Problem{Severity: Error, Kind: kind, Hint: tidy.HintOf(err)}
	var row *tidy.RowError
	if errors.As(err, &row) {
		p.Line, p.Column, p.Text, p.Why = row.Line, row.Column, row.Text, row.Why
	} else {
		p.Why = strings.TrimPrefix(err.Error(), l.file+": ")
	}
	l.add(p)
}

// sorted are the problems in the order of the text; those of the whole text
// first.
func (l *problems) sorted() []Problem {
	slices.SortStableFunc(l.kept, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Why, b.Why))
	})
	return l.kept
}

// OfValue tells a problem with a value, which Why says too, from one with a text.
func (p Problem) OfValue() bool { return p.value != 0 }
