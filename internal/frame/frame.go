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
	for _, c := range []struct {
		name string
		into *[]string
	}{{Indicator, &out.Indicator}, {Economy, &out.Economy}, {Partner, &out.Partner}, {Flag, &out.Flag}} {
		col := f.Col(c.name)
		if col.Err != nil {
			return out, fmt.Errorf("frame of observations: no column %q", c.name)
		}
		*c.into = col.Records()
	}
	var err error
	if out.Year, err = f.Col(Year).Int(); err != nil {
		return out, fmt.Errorf("frame of observations: column %q: %w", Year, err)
	}
	out.Value = f.Col(Value).Float()
	return out, nil
}

// Observations reads a frame of observations back. It fails when a column is
// missing; further columns are passed over.
func Observations(f Frame) ([]tidy.Observation, error) {
	columns := []string{Indicator, Economy, Partner, Unit, Flag, Origin}
	text := make([][]string, len(columns))
	for k, name := range columns {
		c := f.Col(name)
		if c.Err != nil {
			return nil, fmt.Errorf("frame of observations: no column %q", name)
		}
		text[k] = c.Records()
	}
	years, err := f.Col(Year).Int()
	if err != nil {
		return nil, fmt.Errorf("frame of observations: column %q: %w", Year, err)
	}
	values := f.Col(Value).Float()
	obs := make([]tidy.Observation, len(values))
	for r := range obs {
		obs[r] = tidy.Observation{
			Indicator: text[0][r], Economy: text[1][r], Partner: text[2][r],
			Year: years[r], Value: values[r],
			Unit: text[3][r], Flag: text[4][r], Origin: text[5][r],
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
