// Package frame stands between typed columns and the data frames of gota, the
// form in which observations and results travel. What gota gets wrong or does
// slowly (grouping, sorting, joining, CSV) is done here over typed values, and
// gota's errors never leave this package.
package frame

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/go-gota/gota/dataframe"
	"github.com/go-gota/gota/series"

	"tradestats/internal/tidy"
)

// The columns of a frame of observations, in their order.
const (
	Indicator = "indicator"
	Economy   = "economy"
	Partner   = "partner"
	Year      = "year"
	Value     = "value"
	Unit      = "unit"
	Flag      = "flag"
	Origin    = "origin"
)

// A Frame is a data frame of gota. Those made here have columns of one length,
// under names that differ.
type Frame = dataframe.DataFrame

// FromObservations makes the frame of observations, in the order given.
func FromObservations(obs []tidy.Observation) Frame {
	n := len(obs)
	text := make([][]string, 6)
	for k := range text {
		text[k] = make([]string, n)
	}
	years, values := make([]int, n), make([]float64, n)
	for r, o := range obs {
		text[0][r], text[1][r], text[2][r] = o.Indicator, o.Economy, o.Partner
		years[r], values[r] = o.Year, o.Value
		text[3][r], text[4][r], text[5][r] = o.Unit, o.Flag, o.Origin
	}
	return dataframe.New(
		series.New(text[0], series.String, Indicator),
		series.New(text[1], series.String, Economy),
		series.New(text[2], series.String, Partner),
		series.New(years, series.Int, Year),
		series.New(values, series.Float, Value),
		series.New(text[3], series.String, Unit),
		series.New(text[4], series.String, Flag),
		series.New(text[5], series.String, Origin),
	)
}

// Typed are the columns of a frame of observations that analyses read, a value a row.
type Typed struct {
	Indicator, Economy, Partner, Flag []string
	Year                              []int
	Value                             []float64
}

// Columns reads the columns of a frame of observations that analyses read. It fails
// when one is missing.
func Columns(f Frame) (Typed, error) {
	var out Typed
	err := read(f, map[string]*[]string{Indicator: &out.Indicator, Economy: &out.Economy, Partner: &out.Partner, Flag: &out.Flag}, &out)
	return out, err
}

// read reads columns without the copies that gota makes of a column that is asked
// for: it applies a function to each, which looks and returns nothing.
func read(f Frame, texts map[string]*[]string, into *Typed) error {
	found, err := 0, error(nil)
	names, k := f.Names(), 0
	f.Capply(func(s series.Series) series.Series {
		name := names[k]
		k++
		text := texts[name]
		switch {
		case text != nil:
			*text = s.Records()
		case name == Year:
			into.Year, err = s.Int()
		case name == Value:
			into.Value = s.Float()
		default:
			return series.New([]int{}, series.Int, name)
		}
		found++
		return series.New([]int{}, series.Int, name)
	})
	switch {
	case err != nil:
		return fmt.Errorf("frame of observations: column %q: %w", Year, err)
	case found < len(texts)+2:
		return fmt.Errorf("frame of observations: a column is missing of %s", strings.Join(names, ", "))
	}
	return nil
}

// Observations reads a frame of observations back. It fails when a column is
// missing; further columns are passed over.
func Observations(f Frame) ([]tidy.Observation, error) {
	var c Typed
	var units, origins []string
	err := read(f, map[string]*[]string{Indicator: &c.Indicator, Economy: &c.Economy, Partner: &c.Partner, Flag: &c.Flag, Unit: &units, Origin: &origins}, &c)
	if err != nil {
		return nil, err
	}
	obs := make([]tidy.Observation, len(c.Value))
	for r := range obs {
		obs[r] = tidy.Observation{
			Indicator: c.Indicator[r], Economy: c.Economy[r], Partner: c.Partner[r],
			Year: c.Year[r], Value: c.Value[r],
			Unit: units[r], Flag: c.Flag[r], Origin: origins[r],
		}
	}
	return obs, nil
}

// Of makes a frame from rows that are structs: each field with a tag
// `col:"name"` is a column, in the order of the fields. Fields are strings,
// ints or float64; NaN is missing, and an int of 0 is missing where the tag
// reads `col:"name,omitzero"`.
func Of[R any](rows []R) Frame { return OfRows(rows) }

// OfRows is Of for a slice whose type is not known where it is called.
func OfRows(rows any) Frame {
	list := reflect.ValueOf(rows)
	shape := list.Type().Elem()
	var columns []series.Series
	for k := range shape.NumField() {
		tag, tagged := shape.Field(k).Tag.Lookup("col")
		if !tagged {
			continue
		}
		name, option, _ := strings.Cut(tag, ",")
		columns = append(columns, column(list, k, name, option == "omitzero"))
	}
	return dataframe.New(columns...)
}

// column reads field k of every row. A column of whole numbers with missing
// ones becomes one of floats, because gota prints a missing int as text.
func column(rows reflect.Value, k int, name string, omitZero bool) series.Series {
	kind := rows.Type().Elem().Field(k).Type.Kind()
	texts, ints, floats := []string{}, []int{}, []float64{}
	for r := range rows.Len() {
		v := rows.Index(r).Field(k)
		switch {
		case kind == reflect.String:
			texts = append(texts, v.String())
		case kind == reflect.Int && omitZero && v.Int() == 0:
			floats = append(floats, math.NaN())
		case kind == reflect.Int && omitZero:
			floats = append(floats, float64(v.Int()))
		case kind == reflect.Int:
			ints = append(ints, int(v.Int()))
		case kind == reflect.Float64:
			floats = append(floats, v.Float())
		default:
			panic("frame.Of: column " + name + " is no string, int or float64")
		}
	}
	switch {
	case kind == reflect.String:
		return series.New(texts, series.String, name)
	case kind == reflect.Int && !omitZero:
		return series.New(ints, series.Int, name)
	default:
		return series.New(floats, series.Float, name)
	}
}
