package analysis

import (
	"reflect"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
)

// A Result is what an analysis found of one indicator and partner. Rows is a
// slice of structs whose tags say what they are:
//
//	col:"value"        the column of CSV and JSON
//	show:"value"       how a reader sees it, by the kinds that package table knows;
//	                   without the tag only machines do
//
// and that have a field Notes, what there is to say of the row. Rows of one
// analysis have one type.
type Result struct {
	Analysis string            // by its name, which the words of each language translate
	About    catalog.Indicator // whose unit the values have
	Partner  string
	Also     []catalog.Indicator // what else it rests on: what is divided by, set against
	Of       string              // the economy or group that the rows are set against
	Rows     any
	Notes    Notes    // of the whole
	Hidden   []string // columns that only machines see, for want of room
}

// Rows joins the rows of results of one analysis, in their order.
func Rows(results []Result) any {
	all := reflect.ValueOf(results[0].Rows)
	for _, r := range results[1:] {
		all = reflect.AppendSlice(all, reflect.ValueOf(r.Rows))
	}
	return all.Interface()
}

// FrameOf is the frame of all rows of results of one analysis.
func FrameOf(results []Result) frame.Frame { return frame.OfRows(Rows(results)) }

// OnBasis notes on every row, a struct with Notes and Note, in what money is
// counted.
func OnBasis(rows any, basis Notes) {
	if len(basis) == 0 {
		return
	}
	list := reflect.ValueOf(rows)
	for k := range list.Len() {
		row := list.Index(k)
		notes := row.FieldByName("Notes").Addr().Interface().(*Notes)
		*notes = append((*notes)[:len(*notes):len(*notes)], basis...)
		row.FieldByName("Note").SetString(notes.English())
	}
}
