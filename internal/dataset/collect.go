package dataset

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// A place is where rows come from.
type place struct {
	file  string // as origins call it
	codes string // the code system of its economies
	own   bool   // the user's own file, or ours: a name that is no economy is a mistake

	settled bool // its economies have been harmonised: they stand as they are
}

// An observed is an observation with what it is told from its repetition by.
type observed struct {
	tidy.Observation
	spelled  string // the economy and partner, as the file spells them
	from     *place
	line     int
	partners int // how many were added up to make a total, else 0
}

// A collector turns the rows of one indicator into observations: codes
// harmonised, units converted, groups of the publisher set apart, repeated keys
// found.
type collector struct {
	query     filter
	indicator catalog.Indicator
	economies *economy.Registry
	catalog   *catalog.Catalog
	breaks    map[breakKey]knownBreak
	resolved  map[[2]string]resolution
	spelled   map[string]string // of a publisher's group: the spelling that has its id
	factors   map[string]float64

	observations []observed
	published    []observed
	unresolved   map[string]int // name -> rows left out for it
	contradicted *contradiction // of the whole text; nil where nobody asks
	sums         int            // observations that are sums over partners
	partners     int            // most partners in one of them
	value        float64        // of all that a file tells how much is reported of
	reported     float64
	warnings     []string
}

type resolution struct {
	id        string
	published bool // a group of the publisher's
	unknown   bool
	contrary  string // how code and name contradict each other
}

// add keeps one row if the query wants it.
func (c *collector) add(r source.Row, from *place) error {
	if !c.query.year(r.Year) {
		return nil
	}
	who, err := c.resolve(r.Economy, r.EconomyLabel, r.Group, r.Line, from)
	if err != nil {
		return err
	}
	partner := tidy.World
	if r.Partner != "" {
		with, err := c.resolve(r.Partner, r.PartnerLabel, r.PartnerGroup, r.Line, from)
		if err != nil {
			return err
		}
		if partner = with.id; with.unknown {
			return nil
		}
	}
	switch {
	case who.unknown:
		c.leave(strings.TrimSpace(r.Economy+" "+r.EconomyLabel), max(1, r.Rows))
		return nil
	case !c.query.economy(who.id) && !who.published || !c.query.partner(partner) || !c.query.pair(who.id, partner):
		return nil
	}
	factor, err := c.factor(r, from)
	if err != nil {
		return err
	}
	o := observed{spelled: strings.TrimSpace(r.Economy + " " + r.Partner), line: r.Line, from: from, partners: r.Partners, Observation: tidy.Observation{
		Indicator: c.indicator.ID, Economy: who.id, Partner: partner, Year: r.Year, Value: r.Value * factor,
		Unit: cmp.Or(c.indicator.Unit, r.Unit), Flag: r.Flag, Origin: origin(r, from),
	}}
	if math.IsInf(o.Value, 0) {
		return &tidy.RowError{File: from.file, Line: r.Line, Text: o.Economy, Why: "the sum is too large for a number", Hint: "correct the values, or say their scale"}
	}
	if c.breaks[breakKey{o.Economy, o.Year}].matches(o.Value) && !tidy.IsBreak(o.Flag) {
		o.Flag = source.JoinFlags(tidy.FlagBreak, o.Flag)
	}
	c.count(r)
	if who.published {
		c.published = append(c.published, o)
	} else {
		c.observations = append(c.observations, o)
	}
	return nil
}

// origin names the file and the line of a row, of a sum also how many there
// are: "batis.csv:12-9134 (1194 rows)".
func origin(r source.Row, from *place) string {
	file := cmp.Or(r.Text, from.file)
	if r.Line == 0 { // of a table that has no lines
		return file
	}
	at := file + ":" + strconv.Itoa(r.Line)
	if r.Rows > 1 {
		at += fmt.Sprintf("-%d (%d rows)", r.Last, r.Rows)
	}
	return at
}

func (c *collector) leave(name string, rows int) {
	if c.unresolved == nil {
		c.unresolved = map[string]int{}
	}
	c.unresolved[name] += rows
}

// count notes what is said of all rows together.
func (c *collector) count(r source.Row) {
	if r.Rows == 0 {
		return
	}
	if r.Partners > 0 {
		c.sums++
		c.partners = max(c.partners, r.Partners)
	}
	c.value += r.Value
	c.reported += r.Reported
}

// factor is what one unit of a row is in that of the indicator.
func (c *collector) factor(r source.Row, from *place) (float64, error) {
	if r.Unit == "" || c.indicator.Unit == "" || r.Unit == c.indicator.Unit {
		return 1, nil
	}
	if f, known := c.factors[r.Unit]; known {
		return f, nil
	}
	f, ok := catalog.Convert(r.Unit, c.indicator.Unit)
	if !ok {
		return 0, &tidy.RowError{File: from.file, Line: r.Line, Text: r.Unit,
			Why:  fmt.Sprintf("unit differs from that of %s, which is %q", c.indicator.ID, c.indicator.Unit),
			Hint: "convert the values, or give the series an id of its own"}
	}
	if c.factors == nil {
		c.factors = map[string]float64{}
	}
	c.factors[r.Unit] = f
	return f, nil
}

// resolve turns a file's code or name into an economy, or into a group of the
// publisher's, which keeps its code. What is neither is a mistake in a file of
// the user's own; in a publisher's it is left out, and counted.
func (c *collector) resolve(code, label string, group bool, line int, from *place) (resolution, error) {
	key := [2]string{code, label}
	if known, ok := c.resolved[key]; ok {
		c.note(known, line)
		return known, nil
	}
	if c.resolved == nil {
		c.resolved = map[[2]string]resolution{}
	}
	found, err := c.find(code, label, group, from)
	if err != nil {
		return resolution{}, err
	}
	if found.unknown && from.own {
		_, _, err := c.economies.Resolve(code)
		return resolution{}, &tidy.RowError{File: from.file, Line: line, Text: code, Why: "economy not known", Hint: tidy.HintOf(err)}
	}
	c.resolved[key] = found
	c.note(found, line)
	return found, nil
}

// note counts a line whose code and name contradict each other.
func (c *collector) note(r resolution, line int) {
	if r.contrary != "" && c.contradicted != nil {
		c.contradicted.add(line, r.contrary)
	}
}

func (c *collector) find(code, label string, group bool, from *place) (resolution, error) {
	if from.settled {
		return resolution{id: code, published: group}, nil
	}
	if _, ok := c.economies.Economy(code); ok && !group && from.codes == "" {
		why, err := c.contrary(from, code, label, code)
		return resolution{id: code, contrary: why}, err
	}
	if _, ok := c.catalog.Aggregates[code]; ok {
		return c.apart(code, code), nil
	}
	m, ok, err := c.economies.Match(from.codes, code, named(code, label))
	switch name := groupName(code, label); {
	case err != nil:
		return resolution{}, err
	case ok && m.Kind == economy.MatchCountry && !group:
		why, err := c.contrary(from, code, label, m.ID)
		return resolution{id: m.ID, contrary: why}, err
	case ok && m.Kind == economy.MatchGroup:
		return c.apart(cmp.Or(c.catalog.PublishedCode(m.ID), m.ID), name), nil
	case ok || group || economy.LooksLikeAggregate(cmp.Or(label, code)):
		return c.apart(name, name), nil
	}
	return resolution{unknown: true}, nil
}

// region is the form of the codes of regions of an economy: of NUTS, as BE34, and
// of the OECD's territorial levels, as US13.
var region = regexp.MustCompile(`^[A-Z]{2}[A-Z0-9]*[0-9][A-Z0-9]*$`)

// named is the name by which a code that is not known is looked for: the one
// beside it, unless the code is that of a region, whose name may be that of an
// economy, as Georgia's.
func named(code, label string) string {
	switch {
	case label == "":
		return code
	case region.MatchString(code):
		return ""
	}
	return label
}

// apart is a group of the publisher's under an id. Where a publisher has several
// that the same group here stands for, the first has its id.
func (c *collector) apart(id, spelled string) resolution {
	if c.spelled == nil {
		c.spelled = map[string]string{}
	}
	if first, taken := c.spelled[id]; taken && first != spelled {
		id = spelled
	} else {
		c.spelled[id] = spelled
	}
	return resolution{id: id, published: true}
}

// groupName is what a group without counterpart is called: its code, and the
// label of one that has a number.
func groupName(code, label string) string {
	if label != "" && strings.Trim(code, "0123456789") == "" {
		return label
	}
	return code
}

// order sorts what was collected and finds keys that come twice: with the same
// value the second one is dropped with a warning, with another it is an error.
func (c *collector) order() error {
	var err error
	if c.observations, err = c.unique(c.observations); err != nil {
		return err
	}
	if c.published, err = c.unique(c.published); err != nil {
		return err
	}
	c.conclude()
	return nil
}

func (c *collector) unique(obs []observed) ([]observed, error) {
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
		switch {
		case before.Value == o.Value:
			c.warnings = append(c.warnings, fmt.Sprintf("%s: repeats line %d", o.Origin, before.line))
		case before.spelled != o.spelled && !o.from.own: // as UNCTAD's two Switzerlands
			c.warnings = append(c.warnings, fmt.Sprintf("%s: %q and %q both stand for %s; the first is taken", o.Origin, before.spelled, o.spelled, o.Economy))
		default:
			return nil, &tidy.RowError{File: o.from.file, Line: o.line,
				Why:  fmt.Sprintf("%s %d has the value %v here and %v in line %d", o.Economy, o.Year, o.Value, before.Value, before.line),
				Hint: "remove one of the two rows"}
		}
	}
	return kept, nil
}

func compareKeys(a, b observed) int {
	return cmp.Or(cmp.Compare(a.Economy, b.Economy), cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Year, b.Year))
}

const listed = 5 // names that a warning lists

// conclude says what holds for all rows of the indicator together.
func (c *collector) conclude() {
	id := c.indicator.ID
	if n := len(c.unresolved); n > 0 {
		var names []string
		for _, name := range slices.Sorted(maps.Keys(c.unresolved)) {
			text := fmt.Sprintf("%q (%d)", name, c.unresolved[name])
			if near := c.economies.Suggest(name, 1); len(near) > 0 { // of one that is only a name
				text += ", like " + near[0]
			}
			if names = append(names, text); len(names) == listed && n > listed {
				names = append(names, fmt.Sprintf("and %d more", n-listed))
				break
			}
		}
		c.warnings = append(c.warnings, fmt.Sprintf("%s: names that are no economy are left out, with their rows: %s", id, strings.Join(names, "; ")))
	}
	if c.sums > 0 {
		c.warnings = append(c.warnings, fmt.Sprintf("%s: no row of the World in %d cells: the sum of their partners, at most %d, stands for it", id, c.sums, c.partners))
	}
	if c.reported > 0 && c.value > 0 {
		c.warnings = append(c.warnings, fmt.Sprintf("%s: %.1f per cent of the value was reported, the rest is estimated by the publisher", id, 100*c.reported/c.value))
	}
}
