package picture

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// What of the figures is drawn.
const (
	AsValue  = "value"
	AsIndex  = "index"  // the base year is 100
	AsShare  = "share"  // of the world, or of Of, in per cent
	AsGrowth = "growth" // on the year before, in per cent; of percentages in points
)

// Measures are what can be drawn of an indicator.
var Measures = []string{AsValue, AsIndex, AsShare, AsGrowth}

// A Question says what a picture is to show. Its fields with a yaml tag are what
// a topic can ask for.
type Question struct {
	study.Query `yaml:",inline"`
	Kind        string       `yaml:"kind"`      // of Kinds; "" is chosen by what is asked
	As          string       `yaml:"as"`        // of Measures; "" is AsValue
	Of          string       `yaml:"of"`        // the whole of shares; "" is the world
	Base        int          `yaml:"base"`      // the year that is 100 in an index; 0 is the first
	Highlight   []string     `yaml:"highlight"` // economies or groups; the first is highlighted, two more are named
	Title       string       `yaml:"-"`         // instead of the computed one
	Count       int          `yaml:"count"`     // how many bars, panels or ranks at most; 0 is the kind's
	Log         bool         `yaml:"log"`       // a wish for a logarithmic axis
	Target      string       `yaml:"target"`    // of bullet bars: the id of a target or programme, or a value and a year as in 75@2030
	Horizon     int          `yaml:"horizon"`   // of a projection: years ahead; 0 is as many as the series carries
	By          []string     `yaml:"by"`        // of a waterfall: the parts; none is each member
	Note        catalog.Text `yaml:"note"`      // what else a reader must know of it, by language
	UpTo        int          `yaml:"-"`         // the newest year that may be compared where none is asked for; 0: of the data
}

// A kind is one way to draw.
type kind struct {
	name       string
	every      bool     // without economies it shows all of them
	indicators [2]int   // how many it takes: at least, at most
	as         []string // what it can draw beside values
	takes      []string // of count, log, horizon, by and target, what it listens to
	partners   bool     // it can tell several partners apart
	draw       func(*maker) error
}

var (
	anyMeasure = Measures[1:]
	noGrowth   = []string{AsIndex, AsShare}
)

// kinds are all ways to draw, in the order in which they are listed.
var kinds = []kind{
	{name: "line", indicators: [2]int{1, 4}, as: anyMeasure, takes: []string{"log"}, partners: true, draw: (*maker).line},
	{name: "bars", every: true, indicators: [2]int{1, 1}, as: anyMeasure, takes: []string{"count"}, draw: (*maker).bars},
	{name: "grouped", indicators: [2]int{1, 3}, as: anyMeasure, draw: (*maker).grouped},
	{name: "stacked", indicators: [2]int{1, 1}, as: []string{AsShare}, draw: (*maker).stacked},
	{name: "slope", indicators: [2]int{1, 1}, as: noGrowth, partners: true, draw: (*maker).slope},
	{name: "dumbbell", indicators: [2]int{1, 1}, as: noGrowth, partners: true, draw: (*maker).dumbbell},
	{name: "multiples", indicators: [2]int{1, 1}, as: anyMeasure, partners: true, draw: (*maker).multiples},
	{name: "scatter", every: true, indicators: [2]int{2, 3}, takes: []string{"log"}, draw: (*maker).scatter},
	{name: "heatmap", indicators: [2]int{1, 12}, as: anyMeasure, partners: true, draw: (*maker).heatmap},
	{name: "bump", every: true, indicators: [2]int{1, 1}, takes: []string{"count"}, draw: (*maker).bump},
	{name: "waterfall", indicators: [2]int{1, 1}, takes: []string{"count", "by"}, draw: (*maker).waterfall},
	{name: "fan", indicators: [2]int{1, 1}, takes: []string{"horizon"}, draw: (*maker).fan},
	{name: "strip", indicators: [2]int{1, 1}, as: []string{AsGrowth}, takes: []string{"log"}, draw: (*maker).strip},
	{name: "tiles", every: true, indicators: [2]int{1, 1}, as: anyMeasure, draw: (*maker).tiles},
	{name: "bullet", indicators: [2]int{0, 1}, takes: []string{"target"}, draw: (*maker).bullet},
	{name: "calendar", indicators: [2]int{1, 40}, draw: (*maker).calendar},
}

// unheard names a part of the question that the kind would pass over.
func (m *maker) unheard() string {
	q := m.q
	for _, part := range []struct {
		name  string
		given bool
	}{{"count", q.Count != 0}, {"log", q.Log}, {"horizon", q.Horizon != 0}, {"by", len(q.By) > 0}, {"target", q.Target != ""}} {
		if part.given && !slices.Contains(m.kind.takes, part.name) {
			return part.name
		}
	}
	return ""
}

// Kinds returns the names of all kinds of charts.
func Kinds() []string {
	out := make([]string, len(kinds))
	for k := range kinds {
		out[k] = kinds[k].name
	}
	return out
}

// settle checks the question and chooses what it leaves open.
func (m *maker) settle() error {
	q := &m.q
	if q.As == "" {
		q.As = AsValue
	}
	if q.Kind == "" {
		q.Kind = m.chosen()
	}
	if err := tidy.OneOf("{kind}", q.Kind, Kinds()); err != nil {
		return err
	}
	if err := tidy.OneOf("{as}", q.As, Measures); err != nil {
		return err
	}
	m.kind = kinds[slices.Index(Kinds(), q.Kind)]
	switch n := len(q.Indicators); {
	case n < m.kind.indicators[0]:
		return tidy.Errorf(tidy.Usage, "name them one after the other", "a chart of kind %s needs %s, there %s", q.Kind, counted(m.kind.indicators[0], "indicator"), isAre(n))
	case n > m.kind.indicators[1]:
		return tidy.Errorf(tidy.Usage, "draw a chart of each", "a chart of kind %s takes at most %s, there %s", q.Kind, counted(m.kind.indicators[1], "indicator"), isAre(n))
	case q.As != AsValue && !slices.Contains(m.kind.as, q.As):
		return tidy.Errorf(tidy.Usage, "it takes {as "+strings.Join(append([]string{AsValue}, m.kind.as...), ", ")+"}", "a chart of kind %s does not show %s", q.Kind, q.As)
	case q.Of != "" && q.As != AsShare:
		return tidy.Errorf(tidy.Usage, "add {as share}", "{of} is of shares only")
	case q.Base != 0 && q.As != AsIndex:
		return tidy.Errorf(tidy.Usage, "add {as index}", "{base} is of an index only")
	case q.As == AsIndex && q.Year != 0:
		return tidy.Errorf(tidy.Usage, "give {from} and {to}", "an index of one year is 100")
	case m.unheard() != "":
		return tidy.Errorf(tidy.Usage, "leave it out, or take another kind", "a chart of kind %s does not know {"+m.unheard()+"}", q.Kind)
	case q.Count < 0:
		return tidy.Errorf(tidy.Usage, "give a number above zero", "{count %d}", q.Count)
	}
	err := q.OnlyYear()
	if err != nil {
		return err
	}
	m.each = m.kind.every && len(q.Economies) == 0
	if m.who, err = m.namesOf(q.Economies); err != nil {
		return err
	}
	return m.checkHighlight()
}

// chosen is the kind that suits what was asked.
func (m *maker) chosen() string {
	q := m.q
	switch n := len(q.Economies); {
	case q.Target != "":
		return "bullet"
	case len(q.Indicators) > 4:
		return "heatmap"
	case n == 0 && len(q.Indicators) == 1, q.Year != 0 && len(q.Indicators) == 1:
		return "bars"
	case q.Year != 0:
		return "grouped"
	}
	return "line"
}

// usualGroup is whose members a table shows where nobody is named: all would be too
// many.
const usualGroup = "g20"

// standardGroup takes the members of usualGroup where nobody is named.
func (m *maker) standardGroup() {
	if len(m.q.Economies) == 0 {
		m.q.Economies = []string{usualGroup + membersOf}
	}
}

// membersOf is how a question asks for each member of a group.
const membersOf = ":members"

// perimeter names the group whose members are drawn, where it is one.
func (m *maker) perimeter() string {
	if len(m.q.Economies) != 1 {
		return ""
	}
	id, ok := strings.CutSuffix(m.q.Economies[0], membersOf)
	if !ok {
		return ""
	}
	return cmp.Or(m.name(id).Inline, m.name(id).Text) // in the middle of a subtitle
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

func isAre(n int) string {
	if n == 1 {
		return "is 1"
	}
	return "are " + strconv.Itoa(n)
}

// checkHighlight refuses a name that is no economy, and more than three.
func (m *maker) checkHighlight() error {
	if len(m.q.Highlight) == 0 {
		return nil
	}
	items, err := m.namesOf(m.q.Highlight)
	if err != nil {
		return err
	}
	if len(items) > 3 {
		return tidy.Errorf(tidy.Usage, "highlight the one that the chart is about; two more get a colour", "%d highlights are more than a reader can tell apart", len(items))
	}
	m.items = items
	return nil
}

// namesOf are the ids of economies and groups, as they are written in figures.
func (m *maker) namesOf(texts []string) ([]string, error) {
	day := economy.YearEnd(9999)
	if year := max(m.q.Year, m.q.To); year != 0 {
		day = economy.YearEnd(year)
	}
	items, err := m.desk.Economies.Select(texts, day)
	var out []string
	for _, item := range items {
		out = append(out, item.String())
	}
	return out, err
}
