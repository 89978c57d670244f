package analysis

import (
	"cmp"
	"math"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/tidy"
)

// The measures of what two sides can be compared by without bilateral figures.
const (
	MeasureTotal      = "total_all_partners"
	MeasureLevel      = "value" // of what is no trade
	MeasureGrowth     = "growth_pct"
	MeasureChange     = "change_pp" // of a percentage, in points
	MeasureWorldShare = "share_of_world_pct"
	MeasurePerHead    = "per_head"
	MeasurePerGDP     = "per_gdp_pct"
)

// TotalsOptions say of whom totals are compared, and when.
type TotalsOptions struct {
	Selection
	Coverage
	From, To int   // growth is between the two; 0 is the year before, and the newest year
	Head     *Data // population, in persons; nil where there is none
	GDP      *Data // in the unit of the totals; nil where there is none
}

// Totals compares the sides by one indicator with all partners together, in the
// newest year that all of them can be published for: level, growth, share of
// the World, per head and in per cent of GDP. None of it is trade between the
// sides, and each row of trade says so.
func Totals(d *Data, o TotalsOptions) (CorridorRows, error) {
	levels, err := Aggregate(d, AggregateOptions{Selection: o.Selection, Coverage: o.Coverage, To: o.To})
	if err != nil {
		return nil, err
	}
	year := o.To
	if year == 0 {
		year = newestOfAll(levels, o.Items)
	}
	var out CorridorRows
	for _, item := range o.Items {
		t := &totalsOf{TotalsOptions: o, data: d, year: year, item: item}
		for _, row := range levels {
			if row.Group == item.String() && row.Year == year {
				t.level = row
			}
		}
		if t.level.Group == "" {
			t.level = Aggregation{Group: item.String(), Year: year, Value: math.NaN(), Covered: math.NaN(), Status: Withheld, Reason: NoValue}
			t.level.Notes.because(NoValue)
		}
		if err := t.all(); err != nil {
			return nil, err
		}
		out = append(out, t.rows...)
	}
	return out, nil
}

// newestOfAll is the newest year that can be published for all items, else for
// any.
func newestOfAll(rows Aggregations, items []economy.Item) int {
	count, all, any := map[int]int{}, 0, 0
	for _, r := range rows {
		if r.Status == Withheld {
			continue
		}
		if count[r.Year]++; count[r.Year] == len(items) {
			all = max(all, r.Year)
		}
		any = max(any, r.Year)
	}
	return cmp.Or(all, any)
}

// totalsOf are the rows of one side.
type totalsOf struct {
	TotalsOptions
	data  *Data
	year  int
	item  economy.Item
	level Aggregation
	rows  CorridorRows
}

func (t *totalsOf) all() error {
	measure := MeasureTotal
	if t.data.Indicator.Trade == "" {
		measure = MeasureLevel
	}
	t.add(measure, t.data.Indicator.Unit, t.level.Value, t.level.Covered, t.level.Status, t.level.Reason, t.level.Notes)
	if err := t.growth(); err != nil {
		return err
	}
	if !t.data.Indicator.Additive() || t.data.Indicator.Trade == "" {
		return nil
	}
	t.worldShare()
	if t.Head != nil {
		plain := t.data.Indicator.Unit
		for _, scale := range []string{"million ", "thousand "} {
			plain = strings.TrimPrefix(plain, scale)
		}
		if factor, ok := catalog.Convert(t.data.Indicator.Unit, plain); ok {
			if err := t.per(t.Head, MeasurePerHead, plain+" per head", factor); err != nil {
				return err
			}
		}
	}
	if t.GDP != nil {
		if factor, ok := catalog.Convert(t.data.Indicator.Unit, t.GDP.Indicator.Unit); ok {
			return t.per(t.GDP, MeasurePerGDP, unitPercent, 100*factor)
		}
	}
	return nil
}

func (t *totalsOf) add(measure, unit string, value, covered float64, status string, why Reason, notes Notes) {
	row := CorridorRow{Indicator: t.data.Indicator.ID, Reporter: t.item.String(), Partner: tidy.World, Year: t.year,
		Measure: measure, Value: math.NaN(), Unit: unit, Covered: covered, Status: status, Reason: why, About: t.data.Indicator, Notes: notes.Without(NoteNever)}
	if status != Withheld {
		row.Value = value
	}
	if t.data.Indicator.Trade != "" {
		row.Notes.say(NoteTotal)
	}
	row.Note = row.Notes.English()
	t.rows = append(t.rows, row)
}

// growth adds what the side grew by since the year before, or a year since
// From, over its matched members.
func (t *totalsOf) growth() error {
	from, method := t.From, CAGR
	if from == 0 || from >= t.year {
		from = t.year - 1
	}
	if from == t.year-1 {
		method = YoY
	}
	g, err := t.data.growth(t.item, from, t.year, GrowthOptions{Selection: t.Selection, Coverage: t.Coverage, Method: method, From: from, To: t.year})
	if err != nil {
		return err
	}
	measure, unit, value := MeasureGrowth, unitPercent, g.GrowthPct
	if t.data.Indicator.IsPercentage() {
		measure, unit, value = MeasureChange, "percentage points", g.Change
	}
	notes := g.Notes
	if from < t.year-1 {
		key := NoteGrowthSince
		if measure == MeasureChange {
			key = NoteChangeSince
		}
		notes.add(Note{Key: key, Since: from, Value: g.Change})
	}
	t.add(measure, unit, value, g.Covered, g.Status, g.Reason, notes)
	return nil
}

// worldShare adds the share of the publisher's World, else of all economies
// where there are enough of them.
func (t *totalsOf) worldShare() {
	status, why, notes := t.level.Status, t.level.Reason, Notes{}
	world, ok := t.data.Published("world", t.year)
	if reporters := t.data.Reporters(t.year); ok {
		notes.say(NoteShareWorld)
	} else if len(reporters) >= wholeWorld {
		world = t.data.total(reporters, t.year)
		notes.say(NoteShareReporters)
	} else if status != Withheld {
		status, why = Withheld, NoWorld
	}
	t.derived(MeasureWorldShare, unitPercent, 100, t.level.Covered, status, why, notes, t.level.Value, world)
}

// derived adds a quotient, withheld where its level is.
func (t *totalsOf) derived(measure, unit string, times, covered float64, status string, why Reason, notes Notes, part, whole float64) {
	v := math.NaN()
	if status != Withheld {
		if v, why = (formula.Trade{Exports: part, Imports: whole}).Cover(); why != NoReason {
			status = Withheld
		}
	}
	if status == Withheld {
		if notes = nil; why == ZeroBase {
			why = DividesByZero
		}
		notes.because(why)
	} else if t.data.tradesWithin(t.item) {
		notes.say(NoteInternalTrade)
	}
	t.add(measure, unit, times*v, covered, status, why, notes)
}

// per adds the total over another indicator of the same members: those that
// have both.
func (t *totalsOf) per(by *Data, measure, unit string, times float64) error {
	both := by.values.reportersOf(t.level.Sample, t.year)
	status, why, covered := t.level.Status, t.level.Reason, t.level.Covered
	if status != Withheld && len(both) == 0 {
		status, why = Withheld, NoWeights
	} else if status != Withheld && t.item.Group {
		members, err := t.Members(t.item, t.year)
		if err != nil {
			return err
		}
		covered = min(covered, t.data.values.valueCoverage(both, t.data.values.roster(members, t.year), t.year))
		if status = t.status(covered, meanThresholds); status == Withheld {
			why = LowCoverage
		}
	}
	t.derived(measure, unit, times, covered, status, why, nil, t.data.total(both, t.year), by.total(both, t.year))
	return nil
}
