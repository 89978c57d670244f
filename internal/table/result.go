package table

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
)

// Of lays out what an analysis found: a column for each field with a tag `show`,
// under the heading of its name, or under another one that follows the kind
// after a semicolon. The kinds are
//
//	economy        an economy or a group by its name
//	part           the same, or what no part accounts for, or all of it, of which
//	               the field Economy holds the name where this one is empty
//	text, term     a word as it is, or translated
//	unit           a unit
//	year           a year or a count, 0 for none
//	members        a count of members, none of an economy by itself
//	period         the field, and the one named To behind it
//	value, change  in the unit of the indicator, a change with its sign
//	number:2       with two decimals; without the colon with three digits
//	signed:2       with two decimals and its sign
//	percent        also growth (with its sign) and points
//	slope          growth a year, of a percentage a change in points
//	status         of the row
//
// A kind after a question mark is left out, the last one first, where a terminal has
// no room.
func (r *Reader) Of(result analysis.Result) Sheet {
	s := r.Sheet(result.About, result.Partner)
	s.Title = r.titled(result, s.Title)
	for _, i := range result.Also {
		if text := r.Source(i); !slices.Contains(s.Foot, text) {
			s.Foot = append(s.Foot, text)
		}
	}
	s.General = r.Notes(result.Notes)
	rows := reflect.ValueOf(result.Rows)
	shown, common := r.split(shownOf(rows.Type().Elem(), result.Hidden), rows)
	s.Title += common
	for r.lay(&s, shown, rows, result.About); !s.Fits(); r.lay(&s, shown, rows, result.About) {
		k := lastOptional(shown)
		if k < 0 {
			break
		}
		shown = slices.Delete(shown, k, k+1)
	}
	return s
}

// lastOptional is the last column that a table without room can do without, or -1.
func lastOptional(all []shown) int {
	for k := len(all) - 1; k >= 0; k-- {
		if all[k].optional {
			return k
		}
	}
	return -1
}

// lay fills a sheet anew with some columns.
func (r *Reader) lay(s *Sheet, shown []shown, rows reflect.Value, about catalog.Indicator) {
	s.Columns, s.rows, s.notes = nil, nil, nil
	for _, c := range shown {
		column := Left(r.ColumnHead(headOf(c, rows)))
		column.Right = c.right()
		s.Columns = append(s.Columns, column)
	}
	for k := range rows.Len() {
		row := rows.Index(k)
		cells := make([]string, len(shown))
		for n, c := range shown {
			cells[n] = r.cell(c, row, about)
		}
		s.Add(r.Notes(row.FieldByName("Notes").Interface().(analysis.Notes)), cells...)
	}
}

// headOf is the heading of a column: a rate over a span is one of a year.
func headOf(c shown, rows reflect.Value) string {
	if c.head != "growth" || rows.Len() == 0 {
		return c.head
	}
	if m := rows.Index(0).FieldByName("Method"); m.IsValid() && (m.String() == analysis.CAGR || m.String() == analysis.LS) {
		return "growth-average"
	}
	return c.head
}

// titled puts what an analysis is before the name of its indicator.
func (r *Reader) titled(result analysis.Result, title string) string {
	key := "title." + result.Analysis
	if !r.Locale.Has("result." + key) {
		return title
	}
	of := result.Of
	switch {
	case of != "":
		of = r.Name(of)
	case len(result.Also) > 0:
		of = result.Also[0].Name.In(r.Locale.Lang())
	}
	object, rest := r.traded(result, title)
	what := r.Result(key, map[string]any{"of": of, "object": object})
	if object != "" {
		return what + rest
	}
	return what + r.Locale.Colon() + " " + title
}

// traded is what a balance is of, and what follows its name in a title: a balance is no
// analysis of exports. "" where nobody says what is traded, or exports and imports are of
// different things.
func (r *Reader) traded(result analysis.Result, title string) (object, rest string) {
	i, lang := result.About, r.Locale.Lang()
	rest, named := strings.CutPrefix(title, i.Name.In(lang))
	other := slices.ContainsFunc(result.Also, func(imports catalog.Indicator) bool { return imports.Object.In(lang) != i.Object.In(lang) })
	if result.Analysis != "balance" || !named || other {
		return "", ""
	}
	return i.Object.In(lang), rest
}

// split takes what is the same in all rows out of the columns, for the title: the
// unit, and the whole and the years where a column names its parts.
func (r *Reader) split(all []shown, rows reflect.Value) (kept []shown, common string) {
	parts := slices.ContainsFunc(all, func(c shown) bool { return c.kind == "part" })
	for _, c := range all {
		candidate := c.kind == "unit" || parts && (c.head == "whole" || c.head == "group" || c.head == "period")
		if candidate && rows.Len() > 0 && r.same(c, rows) {
			if text := r.cell(c, rows.Index(0), catalog.Indicator{}); text != "" {
				common += ", " + text
			}
			continue
		}
		kept = append(kept, c)
	}
	return kept, common
}

func (r *Reader) same(c shown, rows reflect.Value) bool {
	first := r.cell(c, rows.Index(0), catalog.Indicator{})
	for k := 1; k < rows.Len(); k++ {
		if r.cell(c, rows.Index(k), catalog.Indicator{}) != first {
			return false
		}
	}
	return true
}

// A shown is a column that readers see.
type shown struct {
	field  int
	kind   string
	digits int // -1: three that count
	head   string

	optional bool // left out where a terminal has no room
}

func shownOf(row reflect.Type, hidden []string) []shown {
	var out []shown
	for k := range row.NumField() {
		f := row.Field(k)
		tag, ok := f.Tag.Lookup("show")
		if !ok {
			continue
		}
		name, _, _ := strings.Cut(f.Tag.Get("col"), ",")
		if slices.Contains(hidden, name) {
			continue
		}
		c := shown{field: k, digits: -1, head: strings.ReplaceAll(name, "_", "-")}
		kind, head, other := strings.Cut(tag, ";")
		if other {
			c.head = head
		}
		kind, c.optional = strings.CutPrefix(kind, "?")
		if c.kind, tag, ok = strings.Cut(kind, ":"); ok {
			c.digits, _ = strconv.Atoi(tag) // the tags are ours
		}
		out = append(out, c)
	}
	return out
}

func (c shown) right() bool {
	switch c.kind {
	case "economy", "part", "text", "term", "unit", "period", "status":
		return false
	}
	return true
}

func (r *Reader) cell(c shown, row reflect.Value, i catalog.Indicator) string {
	v := row.Field(c.field)
	switch c.kind {
	case "text":
		return v.String()
	case "economy":
		return r.named(v.String())
	case "part":
		switch v.String() {
		case "":
			return r.named(row.FieldByName("Economy").String())
		case analysis.Residual, analysis.Total:
			return r.Term(v.String())
		case analysis.InNone:
			return r.Result("in-none", nil)
		}
		return r.named(v.String())
	case "term":
		return r.termed(v.String())
	case "unit":
		return r.Locale.Unit(v.String())
	case "status":
		notes, _ := row.FieldByName("Notes").Interface().(analysis.Notes)
		return r.StatusOf(v.String(), notes, i)
	case "year":
		return r.count(int(v.Int()))
	case "members":
		if v.Int() < 2 {
			return ""
		}
		if all := row.FieldByName("Members"); all.IsValid() && all.Int() > v.Int() {
			return fmt.Sprintf("%d/%d", v.Int(), all.Int())
		}
		return r.count(int(v.Int()))
	case "period":
		if v.Int() == 0 {
			return ""
		}
		return fmt.Sprintf("%d-%d", v.Int(), row.FieldByName("To").Int())
	}
	if v.Kind() != reflect.Float64 {
		panic("table: column " + c.head + " is no number")
	}
	return r.figure(c, v.Float(), i)
}

func (r *Reader) named(id string) string {
	if id == "" {
		return ""
	}
	return r.Name(id)
}

func (r *Reader) termed(word string) string {
	if word == "" {
		return ""
	}
	return r.Term(word)
}

func (r *Reader) count(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func (r *Reader) figure(c shown, v float64, i catalog.Indicator) string {
	switch {
	case math.IsNaN(v):
		return ""
	case c.kind == "value":
		return r.Value(i, v)
	case c.kind == "change":
		return r.Change(i, v)
	case c.kind == "percent":
		return r.Percent(v)
	case c.kind == "slope" && i.IsPercentage():
		return r.Change(i, v)
	case c.kind == "growth", c.kind == "slope":
		return r.Rate(v)
	case c.kind == "signed":
		return r.Locale.Signed(v, max(1, c.digits))
	case c.kind == "points":
		return r.Locale.PointsShort(v, max(1, c.digits))
	case c.digits >= 0:
		return r.Locale.Number(v, c.digits)
	}
	return r.Locale.Significant(v, 3)
}
