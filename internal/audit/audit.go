// Package audit checks files: what a text is, what it holds, what is wrong with
// it and where. Where an engine stops at the first mistake, an audit goes on and
// lists them all. A text is read once, of whatever size; what is kept of it are
// keys, and values up to a stated number.
package audit

import (
	"context"
	"errors"
	"fmt"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// Read reads a text whole and reports on it. An error is of what keeps it from
// being read that is not the text's fault.
func Read(ctx context.Context, s *dataset.Surveyed) (*Report, error) { return read(ctx, s, standard) }

func read(ctx context.Context, s *dataset.Surveyed, most limits) (*Report, error) {
	out := &Report{File: s.Name, apart: s.Apart}
	if s.Text != nil {
		out.Encoding = s.Text.Encoding
	}
	about := s.About
	out.Layout, out.Why, out.Publisher, out.Dataset = about.Layout, about.Why, about.Publisher, about.Dataset
	out.Title, out.Vintage, out.Bilateral = about.Title, about.Vintage, about.Bilateral
	found := newProblems(s.Name)
	if s.Err == nil {
		if err := examine(ctx, s, out, found, most); err != nil {
			return nil, err
		}
	} else if c, ok := source.IsCompanion(s.Err); ok {
		out.Companion = c.What
	} else {
		found.fail(kindOf(s.Err), s.Err)
	}
	if err := locate(s, found); err != nil {
		return nil, err
	}
	out.Problems = found.sorted()
	out.fill()
	out.Errors, out.Warnings = found.severity[Error], found.severity[Warning]
	return out, nil
}

// kindOf tells the kinds of errors that keep a text from being read.
func kindOf(err error) string {
	var unknown *source.UnknownLayout
	var row *tidy.RowError
	switch {
	case errors.As(err, &unknown):
		return Layout
	case errors.As(err, &row):
		return Record
	}
	return File
}

// examine reads a text of a layout that is known.
func examine(ctx context.Context, s *dataset.Surveyed, out *Report, found *problems, most limits) error {
	l := newLedger(s, found, most)
	left, err := s.Reader.Read(ctx, source.Want{Refused: func(e *tidy.RowError) { found.fail(Record, e) }}, l.row)
	if tidy.KindOf(err) == tidy.Data {
		found.fail(kindOf(err), err)
		out.Remarks = append(out.Remarks, "it was not read to its end: see the problems")
	} else if err != nil {
		return err
	}
	for _, why := range left {
		out.Left = append(out.Left, Count{Text: why.Why, Rows: why.Rows})
	}
	l.judgeUnitNames()
	if err := l.repetitions(ctx); err != nil {
		return err
	}
	l.judgeValues()
	l.judgeNames()
	l.judgeTotals()
	l.judgeJumps()
	l.report(out)
	return l.sums(ctx, out)
}

// limits say what was not looked at in a text that is too large.
func (l *ledger) limits() []string {
	var out []string
	if l.crowded > 0 {
		out = append(out, fmt.Sprintf("more than %d series of an economy and a partner: repeated keys were not looked for from line %d on", l.most.tracks, l.crowded))
	}
	if l.full {
		out = append(out, fmt.Sprintf("more than %d values: jumps were looked for in the first ones only", l.most.cells))
	}
	if l.pairsFull {
		out = append(out, fmt.Sprintf("more than %d values by partner: jumps were looked for in the totals over partners only", l.most.pairs))
	}
	return out
}
