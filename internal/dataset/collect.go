package dataset

import (
	"fmt"
	"math"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// collected is what was kept of some rows.
type collected struct {
	observations []tidy.Observation
	published    []tidy.Observation
	warnings     []string
}

// A collector turns the rows of one indicator into observations: codes
// harmonised, groups of the publisher set apart, repeated keys found.
type collector struct {
	collected
	query     filter
	indicator catalog.Indicator
	economies *economy.Registry
	catalog   *catalog.Catalog
	breaks    map[breakKey]knownBreak
	seen      map[key]seenRow
	resolved  map[string]resolution
}

type key struct {
	economy, partner string
	year             int
}

type seenRow struct {
	value float64
	line  int
}

type resolution struct {
	id        string
	published bool // a group of the publisher's
}

// add keeps one row if the query wants it; file is what origins call its file.
func (c *collector) add(r source.Row, file string) error {
	if !c.query.year(r.Year) {
		return nil
	}
	who, err := c.resolve(r.Economy, r, file)
	if err != nil {
		return err
	}
	partner := tidy.World
	if r.Partner != "" {
		with, err := c.resolve(r.Partner, r, file)
		if err != nil {
			return err
		}
		partner = with.id
	}
	if !c.query.economy(who.id) && !who.published || !c.query.partner(partner) {
		return nil
	}
	if r.Unit != "" && c.indicator.Unit != "" && r.Unit != c.indicator.Unit {
		return &tidy.RowError{File: file, Line: r.Line, Text: r.Unit,
			Why:  fmt.Sprintf("unit differs from that of %s, which is %q", c.indicator.ID, c.indicator.Unit),
			Hint: "convert the values, or give the series an id of its own"}
	}
	if twice, err := c.repeated(key{who.id, partner, r.Year}, r, file); twice || err != nil {
		return err
	}
	o := tidy.Observation{
		Indicator: c.indicator.ID, Economy: who.id, Partner: partner, Year: r.Year, Value: r.Value,
		Unit: c.indicator.Unit, Flag: r.Flag, Origin: fmt.Sprintf("%s:%d", file, r.Line),
	}
	if o.Unit == "" {
		o.Unit = r.Unit
	}
	if o.Flag == "" && c.breaks[breakKey{o.Economy, o.Year}].matches(o.Value) {
		o.Flag = FlagBreak
	}
	if who.published {
		c.published = append(c.published, o)
	} else {
		c.observations = append(c.observations, o)
	}
	return nil
}

// repeated finds a key that came before: with the same value a warning, with
// another one an error.
func (c *collector) repeated(k key, r source.Row, file string) (bool, error) {
	if c.seen == nil {
		c.seen = map[key]seenRow{}
	}
	before, twice := c.seen[k]
	if !twice {
		c.seen[k] = seenRow{r.Value, r.Line}
		return false, nil
	}
	if before.value != r.Value {
		return true, &tidy.RowError{File: file, Line: r.Line,
			Why:  fmt.Sprintf("%s %d has the value %v here and %v in line %d", k.economy, k.year, r.Value, before.value, before.line),
			Hint: "remove one of the two rows"}
	}
	c.warnings = append(c.warnings, fmt.Sprintf("%s:%d: repeats line %d", file, r.Line, before.line))
	return true, nil
}

// resolve turns a file's code or name into an economy, or into a group of the
// publisher's, which keeps its code.
func (c *collector) resolve(text string, r source.Row, file string) (resolution, error) {
	if _, ok := c.economies.Economy(text); ok {
		return resolution{id: text}, nil
	}
	if _, ok := c.catalog.Aggregates[text]; ok {
		return resolution{id: text, published: true}, nil
	}
	if known, ok := c.resolved[text]; ok {
		return known, nil
	}
	id, group, err := c.economies.Resolve(text)
	if err != nil {
		return resolution{}, &tidy.RowError{File: file, Line: r.Line, Text: text, Why: "economy not known", Hint: tidy.HintOf(err)}
	}
	if group {
		if code := c.catalog.PublishedCode(id); code != "" {
			id = code
		}
	}
	if c.resolved == nil {
		c.resolved = map[string]resolution{}
	}
	c.resolved[text] = resolution{id: id, published: group}
	return c.resolved[text], nil
}

// A filter is a query made ready to be asked for each row.
type filter struct {
	economies map[string]bool
	partners  []string
	from, to  int
}

func newFilter(q Query) filter {
	f := filter{partners: q.Partners, from: q.From, to: q.To}
	if f.to == 0 {
		f.to = math.MaxInt
	}
	if len(f.partners) == 0 {
		f.partners = []string{tidy.World}
	}
	if len(q.Economies) > 0 {
		f.economies = map[string]bool{}
		for _, e := range q.Economies {
			f.economies[e] = true
		}
	}
	return f
}

func (f filter) year(y int) bool        { return y >= f.from && y <= f.to }
func (f filter) economy(id string) bool { return f.economies == nil || f.economies[id] }
func (f filter) partner(id string) bool { return slices.Contains(f.partners, id) }
