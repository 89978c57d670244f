package analysis

import "math"

// A Balance compares exports with imports (docs/method.md, D3), in the unit of both.
type Balance struct {
	Economy    string
	Exports    float64
	Imports    float64
	Balance    float64 // exports less imports
	Cover      float64 // exports over imports
	Normalised float64 // balance over the sum of both, -1 to 1
}

// balanceOf compares exports with imports. Cover and Normalised are NaN where
// they would divide by zero.
func balanceOf(economy string, exports, imports float64) Balance {
	b := Balance{Economy: economy, Exports: exports, Imports: imports, Balance: exports - imports,
		Cover: math.NaN(), Normalised: math.NaN()}
	if imports != 0 {
		b.Cover = exports / imports
	}
	if exports+imports != 0 {
		b.Normalised = b.Balance / (exports + imports)
	}
	return b
}

// Balances compares the exports with the imports of each economy that reports
// both in a year, in the order of the codes.
func Balances(exports, imports *Data, economies []string, year int) []Balance {
	var out []Balance
	for _, e := range economies {
		x, ok := exports.values.at(e, year)
		m, also := imports.values.at(e, year)
		if ok && also {
			out = append(out, balanceOf(e, x, m))
		}
	}
	return out
}
