package formula

import "math"

// A Trade is the exports and the imports of an economy, in one unit, with one
// partner or all, in one item or all (docs/method.md, D3 and D5).
type Trade struct {
	Exports, Imports float64
}

// Balance returns exports less imports, in their unit (docs/method.md, D3).
func (t Trade) Balance() (float64, Reason) { return result(t.Exports - t.Imports) }

// Cover returns exports over imports (docs/method.md, D3). There is none without imports.
func (t Trade) Cover() (float64, Reason) { return quotient(t.Exports, t.Imports) }

// Normalised returns the balance over the sum of both, -1 to 1 (docs/method.md, D3).
// There is none where nothing is traded.
func (t Trade) Normalised() (float64, Reason) {
	if t.Exports < 0 || t.Imports < 0 {
		return math.NaN(), NegativeValue
	}
	sum := t.Exports + t.Imports
	switch {
	case !finite(sum):
		return math.NaN(), NotFinite
	case sum == 0:
		return math.NaN(), ZeroBase
	}
	return result((t.Exports - t.Imports) / sum)
}

// GrubelLloyd returns the share of intra-industry trade, 1-|X-M|/(X+M), of one
// item, or over several Σ(X+M-|X-M|)/Σ(X+M), 0 to 1 (docs/method.md, D5). Coarser items
// give a higher index.
func GrubelLloyd(items ...Trade) (float64, Reason) {
	if len(items) == 0 {
		return math.NaN(), TooFewPoints
	}
	both, sum := 0.0, 0.0
	for _, t := range items {
		if t.Exports < 0 || t.Imports < 0 {
			return math.NaN(), NegativeValue
		}
		both += 2 * min(t.Exports, t.Imports)
		sum += t.Exports + t.Imports
	}
	return quotient(both, sum)
}

// A Mirror is one flow as both sides report it, in one unit: the exporter's
// figure and the importer's (docs/method.md, B13).
type Mirror struct {
	Exports, Imports float64
}

// Difference returns what the exporter reports less what the importer does, in
// their unit (docs/method.md, B13).
func (m Mirror) Difference() (float64, Reason) { return result(m.Exports - m.Imports) }

// Signed returns the difference over the sum of both, -1 to 1, above zero where
// the exporter reports more (docs/method.md, B13).
func (m Mirror) Signed() (float64, Reason) { return Trade(m).Normalised() }

// Relative returns the difference in per cent of the mean of both, -200 to 200
// (docs/method.md, B13).
func (m Mirror) Relative() (float64, Reason) {
	s, why := m.Signed()
	return 200 * s, why
}

// Index returns the asymmetry |X-M|/(X+M), 0 where both agree and 1 where one
// reports nothing (docs/method.md, B13).
func (m Mirror) Index() (float64, Reason) {
	s, why := m.Signed()
	return math.Abs(s), why
}

// Symmetry returns 1 less the index (docs/method.md, B13).
func (m Mirror) Symmetry() (float64, Reason) { return MeanSymmetry(m) }

// Ratio returns the exporter's figure over the importer's (docs/method.md, B13).
func (m Mirror) Ratio() (float64, Reason) { return quotient(m.Exports, m.Imports) }

// MeanSymmetry returns the mean symmetry of a reporter's flows, weighted by
// trade as both sides report it, 0 to 1 (docs/method.md, B13).
func MeanSymmetry(flows ...Mirror) (float64, Reason) {
	// Weighted by X+M, 1-|X-M|/(X+M) averages to what Grubel and Lloyd sum.
	items := make([]Trade, len(flows))
	for k, f := range flows {
		items[k] = Trade(f)
	}
	return GrubelLloyd(items...)
}

// Balanced returns one figure from both, in their unit: their mean weighted by
// the mean symmetries of exporter and importer, 0 to 1 (docs/method.md, B13).
func (m Mirror) Balanced(exporter, importer float64) (float64, Reason) {
	switch sum := exporter + importer; {
	case !finite(sum) || exporter < 0 || importer < 0:
		return math.NaN(), BadWeight
	case sum == 0:
		return math.NaN(), ZeroWeight
	default:
		return result(exporter/sum*m.Exports + importer/sum*m.Imports)
	}
}

// An Intensity holds the amounts, in one unit, that compare an economy's
// exports to a partner with the partner's weight in the world (docs/method.md, D4).
type Intensity struct {
	Flow           float64 // the economy's exports to the partner
	Exports        float64 // the economy's exports to all
	PartnerImports float64 // the partner's imports from all
	WorldImports   float64
	OwnImports     float64 // the economy's imports from all: it cannot export to itself
}

// Simple returns the trade intensity: the partner's share in the exports over
// its share in the world's imports, neutral at 1 (docs/method.md, D4).
func (i Intensity) Simple() (float64, Reason) { return i.over(i.WorldImports) }

// ExcludingSelf returns the trade intensity against the imports of the world
// without the economy itself (docs/method.md, D4).
func (i Intensity) ExcludingSelf() (float64, Reason) {
	if i.OwnImports < 0 {
		return math.NaN(), NegativeValue
	}
	return i.over(i.WorldImports - i.OwnImports)
}

func (i Intensity) over(market float64) (float64, Reason) {
	share, why := quotient(i.Flow, i.Exports)
	if why != NoReason {
		return math.NaN(), why
	}
	size, why := quotient(i.PartnerImports, market)
	if why != NoReason {
		return math.NaN(), why
	}
	return quotient(share, size)
}

// Symmetric returns the simple intensity mapped to -1 to 1 (docs/method.md, D4).
func (i Intensity) Symmetric() (float64, Reason) {
	t, why := i.Simple()
	if why != NoReason {
		return math.NaN(), why
	}
	return Symmetric(t)
}
