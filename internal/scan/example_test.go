package scan_test

import (
	"context"
	"fmt"
	"strings"

	"tradestats/internal/scan"
)

// The sum of the value of services exported (item SF), and the line of the
// last row that is part of it.
func Example() {
	text := "reporter,flow,item,value\n" +
		"FRA,X,SF,1.5\n" +
		"\"Korea, Rep.\",M,SF,9\n" +
		"FRA,X,SA,9\n" +
		"DEU,X,SF,2\n"
	in := scan.File(strings.NewReader(text), int64(len(text)))
	header, rows, err := scan.Header(in, scan.CSV, scan.Place{})
	if err != nil {
		fmt.Println(err)
		return
	}
	type sum struct {
		value float64
		line  int
	}
	total, err := scan.Run(context.Background(), in, scan.CSV, scan.Job[*sum]{
		From: rows,
		New:  func() *sum { return &sum{} },
		Row: func(s *sum, r *scan.Row) error {
			if string(r.Field(2)) != "SF" || string(r.Field(1)) != "X" {
				return nil // the value is not looked at
			}
			value, ok := scan.ParseFloat(r.Field(3))
			if !ok {
				return r.Error(3, "not a number")
			}
			s.value, s.line = s.value+value, r.Line()
			return nil
		},
		Merge: func(into, from *sum, lines int) *sum {
			into.value += from.value
			if from.line > 0 {
				into.line = lines + from.line
			}
			return into
		},
	}, 2)
	fmt.Println(header[3], total.value, "up to line", total.line, err)
	// Output: value 3.5 up to line 5 <nil>
}
