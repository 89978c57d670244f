package analysis

import (
	"math"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// A Line is what is traded, in both directions: the ids of its two indicators,
// of which one may be "" where the data do not have it.
type Line struct {
	Item             string // as its publisher codes it, without the direction: "si", "hs-8542"
	Level            string // items of one level do not overlap, such as "hs-4"; "" where that is not known
	Goods            bool   // imports are valued with insurance and freight, exports without
	Balanced         bool   // the publisher reconciled what both sides report, and estimated the rest
	Exports, Imports string
}

// Key is the id that stands for the line where one of both must.
func (l Line) Key() string {
	if l.Exports == "" {
		return l.Imports
	}
	return l.Exports
}

// CorridorOptions say between whom trade is compared, and of which lines. The
// selection has two items, the sides.
type CorridorOptions struct {
	Selection
	Coverage
	Lines []Line
	Years []int
}

// The measures of a corridor. What begins with asymmetry compares what the
// exporter says of a flow with what the importer says of it; the others are as
// one reporter sees its trade with the partner.
const (
	MeasureExports       = "exports"
	MeasureImports       = "imports"
	MeasureBalance       = "balance"
	MeasureCover         = "cover_ratio"
	MeasureNormalised    = "normalised_balance"
	MeasureGrubelLloyd   = "grubel_lloyd"
	MeasureGrubelOver    = "grubel_lloyd_over_items"
	MeasureExportShare   = "export_share_pct"
	MeasureImportShare   = "import_share_pct"
	MeasureIntensity     = "export_intensity"
	MeasureIntensitySelf = "export_intensity_excluding_self"
	MeasureAsymmetry     = "asymmetry"
	MeasureAsymmetryPct  = "asymmetry_pct"
	MeasureAsymmetryOf1  = "asymmetry_index"
)

// The units of what is no amount.
const (
	unitRatio   = "ratio"
	unitIndex   = "index"
	unitPercent = "per cent"
)

// A CorridorRow is one measure of the trade of two sides, or of a total of
// either with all partners, whose Partner is the World.
type CorridorRow struct {
	Indicator string  `col:"indicator"`
	Item      string  `col:"item"`
	Reporter  string  `col:"reporter"` // of an asymmetry the exporter
	Partner   string  `col:"partner"`
	Year      int     `col:"year"`
	Measure   string  `col:"measure"`
	Value     float64 `col:"value"`
	Unit      string  `col:"unit"`
	Covered   float64 `col:"coverage_pct"`
	Status    string  `col:"status"`
	Note      string  `col:"note"`

	About  catalog.Indicator // whose unit an amount has; none of what is over items
	Reason Reason
	Notes  Notes // what the column says
}

// CorridorRows is a result of Corridor or of Totals.
type CorridorRows []CorridorRow

// OnBasis notes on the rows that are money or rest on it in what that is counted.
func (r CorridorRows) OnBasis(basis Notes) {
	for k := range r {
		if _, money := catalog.Currency(r[k].About.Unit); money && len(basis) > 0 {
			r[k].Notes = append(r[k].Notes[:len(r[k].Notes):len(r[k].Notes)], basis...)
			r[k].Note = r[k].Notes.English()
		}
	}
}

// Frame returns the rows as `tradestats corridor` prints them.
func (r CorridorRows) Frame() frame.Frame { return frame.Of(r) }

// Corridor compares the trade between two sides, year by year and line by line:
// as each side reports it, and what one reports with what the other does
// (docs/method.md, B13, D3 to D5). A side that is a group is the sum over the pairs
// of a member and a member of the other; coverage is by pairs (C4).
func Corridor(t *Trades, o CorridorOptions) (CorridorRows, error) {
	var out CorridorRows
	for _, year := range o.Years {
		c := &corridor{CorridorOptions: o, trades: t, year: year}
		for k, side := range o.Items {
			members, err := o.Members(side, year)
			if err != nil {
				return nil, err
			}
			c.sides[k] = corridorSide{side, members}
		}
		for _, line := range o.Lines {
			c.line(line)
		}
		c.overItems()
		out = append(out, c.rows...)
	}
	return out, nil
}

// A corridorSide is an economy or a group with its members of a year.
type corridorSide struct {
	economy.Item
	members []string
}

// A corridor is the trade of two sides in one year.
type corridor struct {
	CorridorOptions
	trades *Trades
	year   int
	sides  [2]corridorSide
	rows   CorridorRows
	traded [2][]tradedLine // of each side's reports, what balances could be made of
}

// A tradedLine is a line's exports and imports, matched.
type tradedLine struct {
	Line
	formula.Trade
	covered float64
}

// line adds the rows of one line.
func (c *corridor) line(l Line) {
	exports, imports := c.trades.of[l.Exports], c.trades.of[l.Imports]
	for k, reporter := range c.sides {
		c.reports(l, k, &view{corridor: c, line: l, reporter: reporter, partner: c.sides[1-k], exports: exports, imports: imports})
	}
	for k, exporter := range c.sides {
		c.mirror(l, &view{corridor: c, line: l, reporter: exporter, partner: c.sides[1-k], exports: exports, imports: imports})
	}
}

// reports adds what one side says of its trade with the other.
func (c *corridor) reports(l Line, side int, v *view) {
	v.add(v.exports, MeasureExports, v.unit(), v.flow(v.exports), sumThresholds)
	v.add(v.imports, MeasureImports, v.unit(), v.flow(v.imports), sumThresholds)
	trade, basis := v.matched()
	if basis.why == NoReason {
		c.traded[side] = append(c.traded[side], tradedLine{l, trade, basis.covered})
	}
	for _, m := range []struct {
		name, unit string
		of         func() (float64, Reason)
	}{
		{MeasureBalance, v.unit(), trade.Balance}, {MeasureCover, unitRatio, trade.Cover},
		{MeasureNormalised, unitIndex, trade.Normalised},
		{MeasureGrubelLloyd, unitIndex, func() (float64, Reason) { return formula.GrubelLloyd(trade) }},
	} {
		v.add(nil, m.name, m.unit, basis.then(m.of), growthThresholds)
	}
	v.add(v.exports, MeasureExportShare, unitPercent, v.share(v.exports), growthThresholds)
	v.add(v.imports, MeasureImportShare, unitPercent, v.share(v.imports), growthThresholds)
	simple, self := v.intensity()
	v.add(nil, MeasureIntensity, unitRatio, simple, growthThresholds)
	v.add(nil, MeasureIntensitySelf, unitRatio, self, growthThresholds)
}

// mirror adds what the exporter says of a flow less what the importer does.
func (c *corridor) mirror(l Line, v *view) {
	flow, basis := v.mirrored()
	if l.Goods {
		basis.notes.say(NoteCIF)
	}
	if basis.why == NoReason {
		switch who := v.reporter.ID; {
		case flow.Exports == flow.Imports:
		case flow.Imports > flow.Exports:
			who = v.partner.ID
			fallthrough
		default:
			basis.notes.add(Note{Key: NoteReportsMore, Economies: who})
		}
	}
	v.add(nil, MeasureAsymmetry, v.unit(), basis.then(flow.Difference), growthThresholds)
	v.add(nil, MeasureAsymmetryPct, unitPercent, basis.then(flow.Relative), growthThresholds)
	v.add(nil, MeasureAsymmetryOf1, unitIndex, basis.then(flow.Index), growthThresholds)
}

// overItems adds the Grubel-Lloyd index over the items of each level, of which
// there must be several (docs/method.md, D5). Coverage is that of the item least
// covered.
func (c *corridor) overItems() {
	for side, lines := range c.traded {
		for _, level := range levelsOf(lines) {
			a := amount{covered: math.Inf(1)}
			var of []formula.Trade
			for _, l := range lines {
				if l.Level == level {
					of = append(of, l.Trade)
					a.covered = min(a.covered, l.covered)
				}
			}
			if len(of) < 2 {
				continue
			}
			a.notes.add(Note{Key: NoteOverItems, Count: len(of)})
			v := &view{corridor: c, line: Line{Item: level}, reporter: c.sides[side], partner: c.sides[1-side]}
			v.add(nil, MeasureGrubelOver, unitIndex, a.then(func() (float64, Reason) { return formula.GrubelLloyd(of...) }), growthThresholds)
		}
	}
}

// levelsOf are the levels of some lines, in their order.
func levelsOf(lines []tradedLine) []string {
	var out []string
	seen := map[string]bool{"": true}
	for _, l := range lines {
		if !seen[l.Level] {
			seen[l.Level] = true
			out = append(out, l.Level)
		}
	}
	return out
}
