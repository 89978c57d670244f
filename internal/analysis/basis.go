package analysis

import (
	"math"

	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// A Basis is in what money is counted, where it is not as published: another
// currency, the prices of one year, or both. Only values whose unit names a
// currency are touched.
type Basis struct {
	Currency string                     // ISO 4217; "" as published
	Rates    map[string]map[int]float64 // of Currency and of those converted from: units per US dollar, annual averages
	Deflator *Deflator                  // nil at current prices
}

// A Deflator is a level of prices by economy and year.
type Deflator struct {
	Indicator string
	Of        string // the economy whose prices are taken for all; "" each its own
	Levels    map[string]map[int]float64
}

// None tells whether values stay as published.
func (b Basis) None() bool { return b.Currency == "" && b.Deflator == nil }

// Touches tells whether a unit counts money.
func (b Basis) Touches(unit string) bool {
	_, money := catalog.Currency(unit)
	return money && !b.None()
}

// Unit returns how a unit is called on the basis.
func (b Basis) Unit(unit string) string {
	if !b.Touches(unit) {
		return unit
	}
	if b.Currency != "" {
		unit = catalog.InCurrency(unit, b.Currency)
	}
	if b.Deflator != nil {
		unit += ", constant prices"
	}
	return unit
}

// A LeftOut is a value that could not be put on a basis.
type LeftOut struct {
	Indicator, Economy, Partner string
	Year                        int
	Value                       float64 // at current prices: what is missing weighs so much
	NoRate                      bool    // there is no exchange rate; else no level of prices
}

// Apply returns the observations on the basis (docs/method.md, B6 and B7): converted
// at the average rate of their year, then divided by the level of prices and
// multiplied by that of the base, 100. Those that cannot be converted are left out,
// and returned beside.
func (b Basis) Apply(obs []tidy.Observation) (out []tidy.Observation, left []LeftOut) {
	for _, o := range obs {
		if !b.Touches(o.Unit) {
			out = append(out, o)
			continue
		}
		rate, known := b.rate(o)
		price, priced := b.price(o)
		if !known || !priced {
			left = append(left, LeftOut{o.Indicator, o.Economy, o.Partner, o.Year, o.Value * rate, !known})
			continue
		}
		o.Value, o.Unit = o.Value*rate/price, b.Unit(o.Unit)
		out = append(out, o)
	}
	return out, left
}

// rate is by what a value is multiplied to be in the currency.
func (b Basis) rate(o tidy.Observation) (float64, bool) {
	from, _ := catalog.Currency(o.Unit)
	if b.Currency == "" || b.Currency == from {
		return 1, true
	}
	to, known := b.perDollar(b.Currency, o.Year)
	of, also := b.perDollar(from, o.Year)
	return to / of, known && also
}

func (b Basis) perDollar(currency string, year int) (float64, bool) {
	if currency == catalog.Dollar {
		return 1, true
	}
	rate, ok := b.Rates[currency][year]
	return rate, ok
}

// price is the level of prices that a value is divided by: 1 is that of the base.
func (b Basis) price(o tidy.Observation) (float64, bool) {
	if b.Deflator == nil {
		return 1, true
	}
	of := o.Economy
	if b.Deflator.Of != "" {
		of = b.Deflator.Of
	}
	level, ok := b.Deflator.Levels[of][o.Year]
	return level / 100, ok && level > 0
}

// base is the one year in which every level of prices is 100, or 0.
func (f *Deflator) base() int {
	base, at := 0, map[string]map[int]float64{f.Of: f.Levels[f.Of]}
	if f.Of == "" {
		at = f.Levels
	}
	for _, levels := range at {
		own := 0
		for year, level := range levels {
			if math.Abs(level-100) < 1e-9 {
				if own != 0 {
					return 0 // 100 twice: nothing tells which
				}
				own = year
			}
		}
		if own == 0 || base != 0 && base != own {
			return 0
		}
		base = own
	}
	return base
}

// Notes say the basis, for every result that rests on it.
func (b Basis) Notes() Notes {
	var n Notes
	if b.Currency != "" {
		n.add(Note{Key: NoteCurrency, Flag: b.Currency})
	}
	if f := b.Deflator; f != nil {
		n.add(Note{Key: NotePrices, Flag: f.Indicator, Economies: f.Of, Year: f.base()})
		if f.Of == "" && b.Currency == "" {
			n.say(NoteOwnPrices)
		}
	}
	return n
}

// Unpriced says of the values left out of an indicator that their economies miss, for
// lack of a level of prices: they did report, and count by what they did.
func (d *Data) Unpriced(left []LeftOut) {
	for _, l := range left {
		if !l.NoRate && l.Indicator == d.Indicator.ID && l.Partner == d.Partner {
			d.values.miss(l.Economy, l.Year, l.Value)
		}
	}
}
