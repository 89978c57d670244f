package analysis

import (
	"math"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
)

// A Balance compares exports with imports (docs/method.md, D3), in the unit of both.
type Balance struct {
	Economy    string
	Exports    float64
	Imports    float64
	Balance    float64 // exports less imports
	Cover      float64 // exports over imports; NaN without imports
	Normalised float64 // balance over the sum of both, -1 to 1; NaN without trade
}

func balanceOf(economy string, t formula.Trade) Balance {
	b := Balance{Economy: economy, Exports: t.Exports, Imports: t.Imports}
	b.Balance, _ = t.Balance()
	b.Cover, _ = t.Cover()
	b.Normalised, _ = t.Normalised()
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
			out = append(out, balanceOf(e, formula.Trade{Exports: x, Imports: m}))
		}
	}
	return out
}

// A BalanceRow is the balance of an economy or a group in a year. That of a group is
// over the members that reported exports and imports; the trade between them is in
// both, and leaves the balance of a group whose members all report nearly as it is.
type BalanceRow struct {
	Exports    string  `col:"indicator"`
	Imports    string  `col:"imports_indicator"`
	Economy    string  `col:"economy" show:"economy"`
	Partner    string  `col:"partner"`
	Year       int     `col:"year" show:"year"`
	Export     float64 `col:"exports" show:"value"`
	Import     float64 `col:"imports" show:"value"`
	Balance    float64 `col:"balance" show:"change"`
	Cover      float64 `col:"cover_ratio" show:"number:2"`
	Normalised float64 `col:"normalised" show:"?number:3"`
	Unit       string  `col:"unit"`
	Members    int     `col:"members"`
	Matched    int     `col:"matched" show:"members"`
	Covered    float64 `col:"coverage_pct" show:"percent;coverage"`
	Status     string  `col:"status" show:"status"`
	Note       string  `col:"note"`

	Notes Notes
}

// why notes what has no ratio.
func (row *BalanceRow) why(p pair) {
	switch _, cover := p.trade().Cover(); {
	case p.second == 0:
		row.Notes.say(NoteNoImports)
	case cover != NoReason || math.IsNaN(row.Normalised):
		row.Notes.because(formula.NegativeValue)
	}
}

// BalanceByYear compares the exports of each item with its imports, year by year.
func BalanceByYear(exports, imports *Data, o YearlyOptions) ([]BalanceRow, error) {
	var out []BalanceRow
	err := eachShared(exports, imports, o, func(item economy.Item, year int, p pair) {
		b := balanceOf(item.String(), p.trade())
		row := BalanceRow{
			Exports: exports.Indicator.ID, Imports: imports.Indicator.ID, Economy: item.String(), Partner: exports.Partner, Year: year,
			Export: p.first, Import: p.second, Balance: math.NaN(), Cover: math.NaN(), Normalised: math.NaN(),
			Unit: exports.Indicator.Unit, Members: p.members, Matched: len(p.sample), Covered: p.covered, Status: p.status,
			Notes: p.notes(exports, imports, item, year),
		}
		if p.status != Withheld {
			row.Balance, row.Cover, row.Normalised = b.Balance, b.Cover, b.Normalised
			row.why(p)
		}
		row.Note = row.Notes.English()
		out = append(out, row)
	})
	return out, err
}
