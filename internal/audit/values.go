package audit

import (
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
)

// outside are the values on one side of a limit that they should not pass.
type outside struct {
	limit  float64 // NaN when there is none
	count  int
	places []place // the first ones
}

// A place is a value and where it stands.
type place struct {
	line    int
	economy string // as spelled
	year    int
	value   float64
}

const mostPlaces = 100 // of one series

func (o *outside) note(r *source.Row) {
	if o.count++; len(o.places) < mostPlaces {
		o.places = append(o.places, place{r.Line, r.Economy, r.Year, r.Value})
	}
}

// check looks at one value; a comparison with NaN is false.
func (s *series) check(r *source.Row) {
	if r.Value < s.below.limit {
		s.below.note(r)
	}
	if r.Value > s.above.limit {
		s.above.note(r)
	}
}

// whole are what a percentage can be of without passing 100; of turnover or GDP
// it can, and a balance can of the total of the world.
var whole = []string{"population", "individuals", "people", "persons", "enterprises", "businesses", "firms", "households", "employ"}

var rate = regexp.MustCompile(`(?i)(?:\b|_)(?:growth|change|variation|balance|inflation)(?:\b|_)`)

// bounds are the limits of the values of an indicator, NaN where there is none.
// A percentage that does not say of what is vague, it may be a rate of growth:
// what lies outside is told only where nearly all of the series lies inside.
func bounds(i catalog.Indicator, unit string) (below, above float64, vague bool) {
	below, above = math.NaN(), math.NaN()
	if i.Unit != "" {
		unit = i.Unit
	}
	unit = strings.ToLower(catalog.PlainUnit(unit))
	of, percentage := strings.CutPrefix(unit, "per cent")
	if !percentage {
		of, percentage = strings.CutPrefix(unit, "percentage")
	}
	switch {
	case percentage && strings.Contains(of, "change"):
	case percentage && (of == "" || isShare(of)):
		return 0, 100, of == ""
	case i.Kind == catalog.Flow, i.Kind == catalog.Stock, strings.HasPrefix(unit, "per 100"), strings.HasPrefix(unit, "persons"):
		return 0, above, false
	}
	return below, above, false
}

// isShare tells a part of a whole from a comparison of two things.
func isShare(of string) bool {
	return strings.HasPrefix(of, " of ") && slices.ContainsFunc(whole, func(w string) bool { return strings.Contains(of, w) })
}

// few tells whether so few values are outside that each of them is suspect, and
// not the limit.
func few(outside, all int) bool { return outside <= max(3, all/50) }

// judgeValues says which values lie outside of what they can be.
func (l *ledger) judgeValues() {
	for _, s := range l.order {
		percentage := !math.IsNaN(s.above.limit)
		if percentage {
			l.judgePercentages(s)
			continue
		}
		l.judgeOutside(s, s.below, Negative, "below zero", "check it against the publisher's table")
	}
	for _, year := range slices.Sorted(maps.Keys(l.late)) {
		c := l.late[year]
		l.found.add(Problem{Line: c.first, Severity: Warning, Kind: Vintage, Text: strconv.Itoa(year),
			Why:  fmt.Sprintf("year after the vintage %s (%s)", l.text.About.Vintage, rowsOf(c.Rows)),
			Hint: "a forecast has a flag; a year may be mistyped"})
	}
}

func (l *ledger) judgePercentages(s *series) {
	const hint = "check the value and the unit; a share is no rate of growth"
	n := s.below.count + s.above.count
	if s.vague && (!few(n, s.rows) || 2*n > s.rows || rate.MatchString(s.Code+" "+s.Label)) {
		return
	}
	l.judgeOutside(s, s.below, Percentage, "below 0 per cent", hint)
	l.judgeOutside(s, s.above, Percentage, "above 100 per cent", hint)
}

func (l *ledger) judgeOutside(s *series, o outside, kind, what, hint string) {
	if o.count == 0 {
		return
	}
	if !few(o.count, s.rows) {
		p := o.places[0]
		l.found.add(Problem{Line: p.line, Severity: Warning, Kind: kind, value: p.value, Hint: hint,
			Why: fmt.Sprintf("%s: %d of %d values are %s", l.called(s), o.count, s.rows, what)})
		return
	}
	for _, p := range o.places {
		l.found.add(Problem{Line: p.line, Severity: Warning, Kind: kind, value: p.value, Hint: hint,
			Why: fmt.Sprintf("%s: %s %d is %s, %s", l.called(s), p.economy, p.year, shown(p.value), what)})
	}
}

// called is the id of a series in messages, or what the text calls it.
func (l *ledger) called(s *series) string {
	switch id := l.text.IDs[s.Code]; {
	case id == "" && s.Code != "":
		return s.Code
	case id == "" || id == "unnamed":
		return "value"
	default:
		return id
	}
}

// date notes a year that was still to come when the table was published.
func (l *ledger) date(r *source.Row) {
	vintage := l.text.About.Vintage
	if len(vintage) < 4 || strings.Contains(r.Flag, "forecast") {
		return
	}
	if v, err := strconv.Atoi(vintage[:4]); err != nil || r.Year <= v {
		return
	}
	c := l.late[r.Year]
	if c == nil {
		c = &Count{first: r.Line}
		l.late[r.Year] = c
	}
	c.Rows++
}

func rowsOf(n int) string {
	if n == 1 {
		return "1 row"
	}
	return fmt.Sprintf("%d rows", n)
}

// shown writes a value for a message: as many digits as a reader needs to find
// it again.
func shown(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-4 || a >= 1e15) {
		return strconv.FormatFloat(v, 'g', 6, 64)
	}
	text := strconv.FormatFloat(v, 'g', 6, 64)
	if back, err := strconv.ParseFloat(text, 64); err == nil {
		v = back
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// exact writes a value whole.
func exact(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.FormatFloat(v, 'g', 12, 64)
	}
	back, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 12, 64), 64) //nolint:errcheck // it was written a moment ago
	return strconv.FormatFloat(back, 'f', -1, 64)
}
