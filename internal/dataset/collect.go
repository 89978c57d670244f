package dataset

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

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
	resolved  map[string]resolution
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
	if r.Unit != "" && c.indicator.Unit != "" && c.unit(r.Unit) != c.indicator.Unit {
		return &tidy.RowError{File: file, Line: r.Line, Text: r.Unit,
			Why:  fmt.Sprintf("unit differs from that of %s, which is %q", c.indicator.ID, c.indicator.Unit),
			Hint: "convert the values, or give the series an id of its own"}
	}
	o := tidy.Observation{
		Indicator: c.indicator.ID, Economy: who.id, Partner: partner, Year: r.Year, Value: r.Value,
		Unit: c.indicator.Unit, Flag: r.Flag, Origin: file + ":" + strconv.Itoa(r.Line),
	}
	if o.Unit == "" {
		o.Unit = r.Unit
	}
	if o.Flag == "" && c.breaks[breakKey{o.Economy, o.Year}].matches(o.Value) {
		o.Flag = tidy.FlagBreak
	}
	if who.published {
		c.published = append(c.published, o)
	} else {
		c.observations = append(c.observations, o)
	}
	return nil
}

// unit is a row's unit in the spelling of the catalogue, where that of the
// indicator is.
func (c *collector) unit(text string) string {
	if c.indicator.IsPercentage() {
		return catalog.PlainUnit(text)
	}
	return text
}

// order sorts what was collected and finds keys that come twice: with the same
// value the second one is dropped with a warning, with another it is an error.
func (c *collector) order() error {
	var err error
	if c.observations, err = c.unique(c.observations); err != nil {
		return err
	}
	c.published, err = c.unique(c.published)
	return err
}

func (c *collector) unique(obs []tidy.Observation) ([]tidy.Observation, error) {
	if !slices.IsSortedFunc(obs, compareKeys) { // most files are in order
		slices.SortStableFunc(obs, compareKeys)
	}
	kept := obs[:0]
	for _, o := range obs {
		if len(kept) == 0 || compareKeys(kept[len(kept)-1], o) != 0 {
			kept = append(kept, o)
			continue
		}
		before := kept[len(kept)-1]
		file, line := place(o.Origin)
		_, other := place(before.Origin)
		if before.Value != o.Value {
			return nil, &tidy.RowError{File: file, Line: line,
				Why:  fmt.Sprintf("%s %d has the value %v here and %v in line %d", o.Economy, o.Year, o.Value, before.Value, other),
				Hint: "remove one of the two rows"}
		}
		c.warnings = append(c.warnings, fmt.Sprintf("%s: repeats line %d", o.Origin, other))
	}
	return kept, nil
}

func compareKeys(a, b tidy.Observation) int {
	return cmp.Or(cmp.Compare(a.Economy, b.Economy), cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Year, b.Year))
}

// place takes an origin apart into file and line.
func place(origin string) (string, int) {
	k := strings.LastIndexByte(origin, ':')
	line, _ := strconv.Atoi(origin[k+1:])
	return origin[:k], line
}

// resolve turns a file's code or name into an economy, or into a group of the
// publisher's, which keeps its code.
func (c *collector) resolve(text string, r source.Row, file string) (resolution, error) {
	if known, ok := c.resolved[text]; ok {
		return known, nil
	}
	if c.resolved == nil {
		c.resolved = map[string]resolution{}
	}
	if _, ok := c.economies.Economy(text); ok {
		c.resolved[text] = resolution{id: text}
		return c.resolved[text], nil
	}
	if _, ok := c.catalog.Aggregates[text]; ok {
		c.resolved[text] = resolution{id: text, published: true}
		return c.resolved[text], nil
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
