package report

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// corridorBlock shows the trade of one side with another, or with several, as both
// report it. Without figures by partner it says which file would fill it, and
// compares what each side has with all partners.
type corridorBlock struct {
	header     `yaml:",inline"`
	inquiry    `yaml:"-"`
	A          string            `yaml:"a"`          // an economy or a group
	B          []string          `yaml:"b"`          // the one or several that it trades with
	Items      []string          `yaml:"items"`      // of trade, the first is the main one; none: what there is, digital services first
	Currencies map[string]string `yaml:"currencies"` // of sides: growth is given in them too
	Since      int               `yaml:"since"`
	Charts     []string          `yaml:"charts"` // trade

	pairs    []*corridorPair
	counting string // the currency of the edition
}

// A corridorPair is the trade of two sides.
type corridorPair struct {
	a, b   string
	items  []string              // that there are figures of, the main one first
	rows   analysis.CorridorRows // of trade between the two
	totals analysis.CorridorRows // with all partners, where there is no trade between the two
	years  []int                 // of the main item, ascending
}

// preferred are the items that are the main one where a topic names none.
var preferred = []string{"digital-services", "si", "s", "hs-total"}

func (b *corridorBlock) needs() []string { return nil }

func (b *corridorBlock) check() (w wants) {
	w.text("a", b.A)
	w.list("b", b.B, 1)
	w.among("charts", b.Charts, []string{"trade"})
	knownCurrencies(&w, b.Currencies)
	return w
}

func (b *corridorBlock) compute(e *env) error {
	b.Since, b.counting = e.since(b.Since, nil), e.counting()
	a, err := e.expand(b.A)
	if err != nil {
		return err
	}
	if len(a) != 1 {
		return tidy.Errorf(tidy.Data, "give one side as a, the others as b", "topic %s, block %s: a is %d economies", e.topic.ID, b.ID, len(a))
	}
	b.A = a[0]
	others, err := e.expand(b.B...)
	if err != nil {
		return err
	}
	for _, other := range others {
		pair, err := b.ask(e, other)
		if err != nil {
			return fmt.Errorf("topic %s, block %s: %w", e.topic.ID, b.ID, err)
		}
		b.pairs = append(b.pairs, pair)
	}
	var open []string
	for _, pair := range b.pairs {
		if !pair.filled() {
			open = append(open, pair.b)
		}
	}
	if len(open) > 0 {
		b.warnings = append(b.warnings, fmt.Sprintf("%s, block %s: no figures of trade by partner between %s and %s; the page says which file would fill it", e.topic.ID, b.ID, b.A, strings.Join(open, ", ")))
	}
	slices.Sort(b.used)
	b.used = slices.Compact(b.used)
	return nil
}

// ask puts the question to the figures. In which currency a publisher counts is known
// when they are there: what is not in that of the edition is asked for again.
func (b *corridorBlock) ask(e *env, other string) (*corridorPair, error) {
	pair := &corridorPair{a: b.A, b: other}
	results, err := b.run(e, other, study.Money{})
	if err == nil && foreign(results, e.counting()) {
		b.rates = true
		results, err = b.run(e, other, study.Money{Currency: e.counting()})
	}
	var known *tidy.Error
	if errors.As(err, &known) && known.Kind == tidy.Empty {
		return pair, nil
	}
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		rows, ok := r.Rows.(analysis.CorridorRows)
		switch {
		case !ok:
		case r.Analysis == "corridor-totals":
			pair.totals = append(pair.totals, rows...)
		default:
			pair.rows = append(pair.rows, rows...)
		}
	}
	return pair.arrange(b.Items), nil
}

// run asks one desk. Its warnings of trade that is not there become one for all partners,
// and what would fill the block stands on the page.
func (b *corridorBlock) run(e *env, other string, money study.Money) ([]analysis.Result, error) {
	q := &study.Corridor{A: b.A, B: other}
	q.From, q.To, q.Money = b.Since, e.year, money
	desk := e.desk(func(text string) {
		if !strings.Contains(text, "--data FILE") && !strings.HasPrefix(text, "no figures of trade between") && !slices.Contains(b.warnings, text) {
			b.warnings = append(b.warnings, text)
		}
	})

	results, err := q.Run(e.ctx, desk)
	b.used = append(b.used, desk.Used()...)
	return results, err
}

// foreign tells whether amounts are counted in another currency.
func foreign(results []analysis.Result, currency string) bool {
	for _, r := range results {
		if rows, ok := r.Rows.(analysis.CorridorRows); ok && r.Analysis == "corridor" {
			for _, row := range rows {
				if code, money := catalog.Currency(row.About.Unit); money && code != currency {
					return true
				}
			}
		}
	}
	return false
}

// arrange keeps the items asked for, in their order, and finds the years of the main
// one. Nothing is left where none of them is there: then the totals stand in.
func (c *corridorPair) arrange(asked []string) *corridorPair {
	var all []string
	for _, r := range c.rows {
		flow := r.Measure == analysis.MeasureExports || r.Measure == analysis.MeasureImports // not what is over several items
		if flow && r.Status != analysis.Withheld && !slices.Contains(all, r.Item) {
			all = append(all, r.Item)
		}
	}
	wanted := asked
	if len(asked) == 0 {
		wanted = preferred
	}
	for _, want := range wanted {
		for _, item := range all {
			if (item == want || strings.HasSuffix(item, "-"+want)) && !slices.Contains(c.items, item) {
				c.items = append(c.items, item)
			}
		}
	}
	if len(asked) == 0 {
		for _, item := range all {
			if !slices.Contains(c.items, item) {
				c.items = append(c.items, item)
			}
		}
	}
	if len(c.items) == 0 {
		return c
	}
	for _, r := range c.rows {
		flow := r.Measure == analysis.MeasureExports || r.Measure == analysis.MeasureImports
		if r.Item == c.items[0] && flow && r.Status != analysis.Withheld && !slices.Contains(c.years, r.Year) {
			c.years = append(c.years, r.Year)
		}
	}
	slices.Sort(c.years)
	return c
}

// filled tells whether there is trade between the two.
func (c *corridorPair) filled() bool { return len(c.years) > 0 }

// year is the newest of the main item.
func (c *corridorPair) year() int { return c.years[len(c.years)-1] }

// row is a measure of an item as one side has it; withheld where there is none.
func (c *corridorPair) row(item, reporter, measure string, year int) analysis.CorridorRow {
	for _, r := range c.rows {
		if r.Item == item && r.Reporter == reporter && r.Measure == measure && r.Year == year {
			return r
		}
	}
	return analysis.CorridorRow{Item: item, Reporter: reporter, Year: year, Measure: measure, Status: analysis.Withheld, Reason: analysis.NoValue}
}

// partner is the other side.
func (c *corridorPair) partner(of string) string {
	if of == c.a {
		return c.b
	}
	return c.a
}

// growth is that of a flow as one side reports it, in per cent on the year before. It
// is there where both years rest on the same pairs of economies: all that ever
// reported by then.
func (c *corridorPair) growth(item, reporter, measure string, year int) (float64, bool) {
	now, before := c.row(item, reporter, measure, year), c.row(item, reporter, measure, year-1)
	for _, r := range []analysis.CorridorRow{now, before} {
		if r.Status != analysis.OK || r.Covered < 100 {
			return 0, false
		}
	}
	n, _ := now.Notes.Find(analysis.NotePairs)
	then, _ := before.Notes.Find(analysis.NotePairs)
	if n.Count != then.Count || !(before.Value > 0) {
		return 0, false
	}
	return 100 * (now.Value/before.Value - 1), true
}

// balanced tells whether the publisher made both reports of an item agree, so that the
// other side's says the same.
func (c *corridorPair) balanced(item string) bool {
	return c.row(item, c.a, analysis.MeasureAsymmetry, c.year()).Reason == analysis.Reconciled ||
		c.row(item, c.b, analysis.MeasureAsymmetry, c.year()).Reason == analysis.Reconciled
}
