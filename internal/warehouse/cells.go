package warehouse

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/register"
)

// A cellKey is a value of an answer: of a single partner, or of all, by the row of the
// World or by the sum of the others.
type cellKey struct {
	indicator, economy, partner string
	year                        int
	whole                       string // "1" is the row of the World
}

// other is the other one of the two totals.
func (k cellKey) other() cellKey {
	if k.whole == "1" {
		k.whole = "0"
	} else {
		k.whole = "1"
	}
	return k
}

// A summed cell is what the server has added up.
type summed struct {
	units                       []*inUnit // nearly always one
	alone                       bool      // it is a row of the table, of which nothing was added up
	rows, partners, first, last int
	items                       []string // of a sum of series: those that are in it
	flags                       map[string]int
	all                         source.UnitSum // of all units, once they are put together
}

// An inUnit is what of a cell is in one unit.
type inUnit struct {
	unit             string
	first, rows      int
	only             float64 // the value, where there is one row
	sum, sumReported total
}

// in returns what of a cell is in a unit.
func (c *summed) in(unit string, first int) *inUnit {
	for _, u := range c.units {
		if u.unit == unit {
			u.first = min(u.first, first)
			return u
		}
	}
	u := &inUnit{unit: unit, first: first}
	c.units = append(c.units, u)
	return u
}

func (u *inUnit) value() float64 {
	if u.rows == 1 {
		return u.only
	}
	return u.sum.float()
}

// reported is how much of the value was.
func (u *inUnit) reported() float64 {
	if u.sumReported == u.sum {
		return u.value()
	}
	return u.sumReported.float()
}

// together puts together what is in several units, as for a file.
func (c *summed) together(w *source.Want, key cellKey, s source.Series) *source.Mixed {
	var sums []source.UnitSum
	for _, u := range c.units {
		sums = append(sums, source.UnitSum{Unit: u.unit, Line: u.first, Value: u.value(), Reported: u.reported()})
	}
	var mixed *source.Mixed
	c.all, mixed = w.Together(s.Code, key.economy, key.year, sums)
	return mixed
}

func (c *summed) value() float64 { return c.all.Value }

// reported is how much of the value was. A single row says it by its flag.
func (c *summed) reported() float64 {
	if !c.alone {
		return c.all.Reported
	}
	for flag := range c.flags {
		if register.IsEstimated(flag) {
			return 0
		}
	}
	return c.value()
}

// cellsFound are the cells of an answer.
type cellsFound struct {
	cells map[cellKey]*summed
	order []cellKey
}

// What is wrong with a row of a table, where the answer is well.
var (
	errNotANumber = errors.New("is no number")
	errTwice      = errors.New("stands twice")
)

// take adds a row of an answer: a cell may have several, by unit and flag, unless it is
// a row of the table that stands for itself.
func (f *cellsFound) take(row []string, single bool) error {
	var n [6]int
	for k, at := range []int{atYear, atUnfit, atFirst, atLast, atPartners, atCount} {
		var err error
		if n[k], err = strconv.Atoi(row[at]); err != nil {
			return err
		}
	}
	only, err := strconv.ParseFloat(row[atOnly], 64)
	switch {
	case err != nil:
		return err
	case math.IsInf(only, 0) || n[1] > 0:
		return errNotANumber
	}
	key := cellKey{row[atIndicator], row[atEconomy], row[atPartner], n[0], row[atWhole]}
	c := f.cells[key]
	if c == nil {
		c = &summed{first: n[2], flags: map[string]int{}, alone: single}
		f.cells[key], f.order = c, append(f.order, key)
	}
	u := c.in(row[atUnit], n[2])
	u.only, u.rows = only, u.rows+n[5]
	c.first, c.last = min(c.first, n[2]), max(c.last, n[3])
	c.partners, c.rows = c.partners+n[4], c.rows+n[5]
	if single && c.rows > 1 || row[atTwice] != "" {
		return errTwice
	}
	c.items = append(c.items, strings.Fields(row[atItems])...)
	if row[atFlag] != "" {
		c.flags[row[atFlag]] += n[5]
	}
	return errors.Join(u.sum.read(row[atValue:], row[atPlain]), u.sumReported.read(row[atReported:], row[atPlain+1]))
}

// standsBeside tells whether a total stands, and not the other one.
func (c *summed) standsBeside(other *summed, whole bool) bool {
	lacks := func(a, b *summed) bool {
		return slices.ContainsFunc(b.items, func(item string) bool { return !slices.Contains(a.items, item) })
	}
	if whole {
		return !lacks(c, other)
	}
	return !lacks(c, other) && lacks(other, c)
}

// row is a cell as a file would have it.
func (r *reader) row(key cellKey, c *summed, s source.Series) source.Row {
	s.Unit = c.all.Unit
	row := source.Row{Series: s, Economy: key.economy, Group: r.load.Economies[key.economy] == dataset.AGroup, Partner: key.partner, Year: key.year, Value: c.value(), Line: c.first}
	total := r.load.About.Bilateral && key.partner == ""
	switch {
	case key.partner == tidy.World:
		row.Partner = tidy.World
	case r.load.About.Reported && (total || len(r.load.Sums) > 0):
		row.Rows, row.Last, row.Reported = c.rows, c.last, c.reported()
		if total && key.whole != "1" {
			row.Partners = cmp.Or(c.partners, c.rows) // each has one row, but where series are added up
		}
	case total && key.whole != "1":
		row.Rows, row.Last, row.Partners = c.rows, c.last, c.rows
	}
	row.Flag = r.flag(c, row.Rows)
	return row
}

// flag is that of a cell, by how much of it was reported, or by the flags of its rows.
func (r *reader) flag(c *summed, rows int) string {
	switch {
	case !r.load.About.Reported && c.rows == 1:
		for flag := range c.flags {
			return flag // as it is written
		}
	case !r.load.About.Reported:
		return source.FlagOfSum(c.flags, max(rows, c.rows))
	case c.reported() == 0 && c.value() != 0:
		return "estimated"
	case c.reported() != c.value():
		return fmt.Sprintf("%.0f %% reported", 100*c.reported()/c.value())
	}
	return ""
}

// without is the flag of a sum of series of a year in which some have no row with any
// partner.
func (f *cellsFound) without(l *register.Load, row source.Row, parts []string) string {
	had := map[string]bool{}
	for _, key := range f.order {
		if key.economy == row.Economy && key.year == row.Year {
			for _, id := range f.cells[key].items {
				had[id] = true
			}
		}
	}
	var names []string
	for _, code := range parts {
		if !had[l.IDs[code]] {
			item, _, _ := strings.Cut(code, "-")
			names = append(names, strings.ToUpper(item))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "without " + strings.Join(names, " ")
}
