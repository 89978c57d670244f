package report

import (
	"fmt"
	"math"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/picture"
)

// keyFigures is the table at the top: the publisher's World of each indicator
// where it prints one, else the aggregate, not older than maxAge years.
type keyFigures struct {
	header     `yaml:",inline"`
	Indicators []string `yaml:"indicators"`

	rows []keyFigure
}

const maxAge = 3

type keyFigure struct {
	indicator catalog.Indicator
	year      int
	value     float64
	change    float64 // growth in per cent; points for percentages; NaN when there is none
	published bool
	world     analysis.Aggregation // who reported
	breaks    []analysis.Break     // between the year before and the year
	spanned   []analysis.Break     // the same, of large members of the publisher's World
	rests     []rests
}

func (b *keyFigures) needs() []string { return b.Indicators }

func (b *keyFigures) compute(e *env) error {
	for _, id := range b.Indicators {
		d, err := e.data(id)
		if err != nil {
			return err
		}
		k, err := e.keyFigure(d)
		if err != nil {
			return err
		}
		if k.year >= e.year-maxAge && k.year > 0 {
			b.rows = append(b.rows, k)
		}
	}
	return nil
}

func (e *env) keyFigure(d *analysis.Data) (keyFigure, error) {
	k := keyFigure{indicator: d.Indicator, change: math.NaN()}
	if l := worldLevel(d, e.year); len(l.years) > 0 {
		k.published = true
		k.year, k.value, k.change = l.last()
	}
	newest, err := e.newestAggregate(d, 1, "world")
	if err != nil || newest == 0 && k.year == 0 {
		return k, err
	}
	if newest > k.year {
		k.published, k.year = false, newest
	}
	rows, err := e.aggregate(d, k.year, "world")
	if err != nil {
		return k, err
	}
	k.world, k.rests = rows["world"], []rests{world(d, k.year-1, k.year)}
	growth, err := e.growths(d, k.year-1, k.year, "world")
	if err != nil {
		return k, err
	}
	g := growth["world"]
	if k.published {
		k.spanned, _ = d.Spanned(g.Sample, k.year-1, k.year)
	} else {
		k.breaks = large(g.Breaks)
		k.rests = []rests{{d, k.world.Sample, []int{k.year}}, {d, g.Sample, []int{k.year - 1, k.year}}}
		k.value = k.world.Value
		k.change = g.GrowthPct
		if d.Indicator.IsPercentage() {
			k.change = g.Change
		}
	}
	return k, nil
}

func (b *keyFigures) write(p *page) {
	p.title(0)
	out := &sheet{
		columns: []column{text(p.Word("table.indicator")), number(p.Word("table.year")), number(p.Word("table.value")),
			number(p.Word("report.change-before")), text(p.Word("report.perimeter")), text(p.Word("table.source"))},
		head: []string{"indicator", "year", "value", "unit", "change", "change_unit", "published_world", "reporting", "perimeter", "coverage_pct"},
	}
	var breaks, spanned []analysis.Break
	var on []rests
	for _, k := range b.rows {
		breaks, on = append(breaks, k.breaks...), append(on, k.rests...)
		spanned = append(spanned, k.spanned...)
		b.addRow(p, out, k)
	}
	p.sheet(b.ID, out)
	p.notes(p.say("key-figures.note", args{"years": maxAge}), p.daggerNote(breaks), p.spannedNote(spanned), p.flagNote(on...))
}

func (b *keyFigures) addRow(p *page, out *sheet, k keyFigure) {
	i := k.indicator
	status := "published"
	if !k.published {
		status = k.world.Status
	}
	value := figure{ID: fmt.Sprintf("%s/%d", i.ID, k.year), Value: k.value, Unit: i.Unit, Status: status, Selection: i.ID + ", world", of: k.made()}
	change := figure{ID: fmt.Sprintf("%s/change/%d", i.ID, k.year), Value: k.change, Unit: "per cent", Status: status, Selection: i.ID + ", world", of: k.madeChange()}
	printed, unit := "", "per cent"
	switch {
	case i.IsPercentage():
		unit = "percentage points"
		change.Unit = unit
		printed = p.shown(change, with(p.Signed, 1)) + "\u00a0" + p.Word("report.points-unit")
	default:
		printed = p.shown(change, p.Growth)
	}
	if math.IsNaN(k.change) {
		printed = p.Missing()
	} else if len(k.breaks)+len(k.spanned) > 0 {
		printed += "†"
	}
	perimeter := p.say("key-figures.reporters", args{
		"reporting": count(fmt.Sprintf("%s/reporters/%d", i.ID, k.year), k.world.Reporting, i.ID).from(explain.At(explain.Reporting, i.ID, economy.World, k.year)), "perimeter": count(fmt.Sprintf("%s/perimeter/%d", i.ID, k.year), k.world.Perimeter, i.ID).from(explain.At(explain.Perimeter, i.ID, economy.World, k.year))})
	if k.published {
		perimeter = p.say("key-figures.published", args{"publisher": i.Dataset.Short.In(p.Lang()),
			"reporting": count(fmt.Sprintf("%s/reporters/%d", i.ID, k.year), k.world.Reporting, i.ID).from(explain.At(explain.Reporting, i.ID, economy.World, k.year)), "perimeter": count(fmt.Sprintf("%s/perimeter/%d", i.ID, k.year), k.world.Perimeter, i.ID).from(explain.At(explain.Perimeter, i.ID, economy.World, k.year))})
	}
	out.add([]string{i.Name.In(p.Lang()), p.Year(k.year), p.shown(value, func(v float64) string { return b.printValue(p, i, v) }), printed, perimeter, i.Dataset.Short.In(p.Lang())},
		i.ID, k.year, k.value, i.Unit, k.change, unit, k.published, k.world.Reporting, k.world.Perimeter, k.world.Covered)
}

func (b *keyFigures) printValue(p *page, i catalog.Indicator, v float64) string {
	switch {
	case picture.InMillions(i):
		return p.Money(v)
	case i.IsPercentage():
		return p.Percent(v, 1)
	}
	return p.Number(v, 1) + " " + p.Unit(i.Unit)
}

// made is what the value is made of.
func (k keyFigure) made() explain.Number {
	if k.published {
		return worldOf(k.indicator.ID, k.year)
	}
	return levelOf(k.indicator.ID, economy.World, k.year)
}

// madeChange is what the change on the year before is made of.
func (k keyFigure) madeChange() explain.Number {
	if k.published {
		return changed(k.indicator, worldOf(k.indicator.ID, k.year), worldOf(k.indicator.ID, k.year-1))
	}
	return explain.Between(explain.Growth, k.indicator.ID, economy.World, k.year-1, k.year)
}
