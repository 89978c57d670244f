package frame

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"math"
	"strconv"

	"github.com/go-gota/gota/series"
)

// Number writes a value without regard to any language: 12 significant digits,
// a dot, no separators; what is missing or not finite is empty.
func Number(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return ""
	}
	// The shortest text of the rounded value: without zeros, and without an
	// exponent in the range that people write out.
	back, form := Significant(v), byte('g')
	if a := math.Abs(back); a >= 1e-6 && a < 1e15 {
		form = 'f'
	}
	return strconv.FormatFloat(back, form, -1, 64)
}

// Cells returns the frame as text, a row for each row, without the header.
// Numbers are written by Number.
func Cells(f Frame) [][]string {
	names := f.Names()
	out := make([][]string, f.Nrow())
	for r := range out {
		out[r] = make([]string, len(names))
	}
	for k, name := range names {
		c := f.Col(name)
		switch c.Type() {
		case series.Float:
			for r, v := range c.Float() {
				out[r][k] = Number(v)
			}
		default:
			for r, v := range c.Records() {
				out[r][k] = v
			}
		}
	}
	return out
}

// WriteCSV writes the frame as CSV: UTF-8, commas, LF, quotes where needed.
func WriteCSV(w io.Writer, f Frame) error {
	out := csv.NewWriter(w)
	if err := out.Write(f.Names()); err != nil {
		return err
	}
	return out.WriteAll(Cells(f))
}

// WriteJSON writes the frame as an array of objects, a line each, their keys
// in the order of the columns; what is missing is null.
func WriteJSON(w io.Writer, f Frame) error {
	names := f.Names()
	types := f.Types()
	var b bytes.Buffer
	b.WriteString("[")
	for r, cells := range Cells(f) {
		if r > 0 {
			b.WriteString(",")
		}
		b.WriteString("\n  {")
		for k, cell := range cells {
			if k > 0 {
				b.WriteString(", ")
			}
			text := cell
			switch {
			case types[k] == series.String:
				text = quote(cell)
			case cell == "":
				text = "null"
			}
			b.WriteString(quote(names[k]) + ": " + text)
		}
		b.WriteString("}")
	}
	if f.Nrow() > 0 {
		b.WriteString("\n")
	}
	b.WriteString("]\n")
	_, err := w.Write(b.Bytes())
	return err
}

// quote writes a JSON string with every letter as itself.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.Encode(s) //nolint:errcheck // a string always encodes, and a buffer takes it
	return string(bytes.TrimRight(b.Bytes(), "\n"))
}

// Significant rounds to the 12 significant digits that files carry.
func Significant(v float64) float64 {
	back, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64)
	if err != nil {
		return v
	}
	return back + 0 // never -0
}
