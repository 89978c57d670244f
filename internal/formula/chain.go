package formula

import "math"

// RealGrowth returns the growth at constant prices from that at current prices
// and that of the prices, all in per cent (docs/method.md, B6).
func RealGrowth(nominal, prices float64) (float64, Reason) {
	if !finite(nominal, prices) {
		return math.NaN(), NotFinite
	}
	if nominal < -100 || prices <= -100 {
		return math.NaN(), SignChange
	}
	return result(100 * ((1+nominal/100)/(1+prices/100) - 1))
}

// A Priced is a part of an aggregate in two neighbouring years.
type Priced struct {
	Before, After float64 // at the prices of each year
	Price         float64 // relative to the year before: 1.1 is 10 per cent dearer
}

// Volume returns the volume relative of an aggregate, 1 where nothing changed:
// its parts at the prices of the year before, over that year's value
// (docs/method.md, B6).
func Volume(parts []Priced) (float64, Reason) {
	if len(parts) == 0 {
		return math.NaN(), TooFewPoints
	}
	before, after := 0.0, 0.0
	for _, p := range parts {
		switch {
		case !finite(p.Before, p.After, p.Price):
			return math.NaN(), NotFinite
		case p.Before < 0 || p.After < 0:
			return math.NaN(), NegativeValue
		case p.Price <= 0:
			return math.NaN(), NotPositive
		}
		before, after = before+p.Before, after+p.After/p.Price
	}
	return quotient(after, before)
}

// ImplicitDeflator returns the price relative of an aggregate that its volume
// leaves: its nominal relative over its volume relative (docs/method.md, B6).
func ImplicitDeflator(parts []Priced) (float64, Reason) {
	volume, why := Volume(parts)
	if why != NoReason {
		return math.NaN(), why
	}
	before, after := 0.0, 0.0
	for _, p := range parts {
		before, after = before+p.Before, after+p.After
	}
	nominal, why := quotient(after, before)
	if why != NoReason {
		return math.NaN(), why
	}
	return quotient(nominal, volume)
}

// Chain links volume relatives into an index that starts at start, such as 100:
// it is one longer than they are (docs/method.md, B6). Chained parts do not add up to
// the chained whole.
func Chain(start float64, relatives []float64) ([]float64, Reason) {
	if !finite(start) {
		return nil, NotFinite
	}
	index := []float64{start}
	for _, q := range relatives {
		if q < 0 {
			return nil, NegativeValue
		}
		next := index[len(index)-1] * q
		if !finite(next) {
			return nil, NotFinite
		}
		index = append(index, next)
	}
	return index, NoReason
}
