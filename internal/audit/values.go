package audit

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
)

// outside are the values beyond one of the limits that they should not pass.
type outside struct {
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

// check looks at one value.
func (s *series) check(r *source.Row) {
	switch {
	case s.bounds.Outside(r.Value) == "":
	case r.Value < s.bounds.Below:
		s.below.note(r)
	default:
		s.above.note(r)
	}
}

// judgeValues says which values lie outside of what they can be.
func (l *ledger) judgeValues() {
	for _, s := range l.order {
		if s.bounds.Percentage() {
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
	if !s.bounds.Doubts(s.below.count+s.above.count, s.rows, s.Code+" "+s.Label) {
		return
	}
	l.judgeOutside(s, s.below, Percentage, "below 0 per cent", hint)
	l.judgeOutside(s, s.above, Percentage, "above 100 per cent", hint)
}

func (l *ledger) judgeOutside(s *series, o outside, kind, what, hint string) {
	if o.count == 0 {
		return
	}
	if !catalog.FewOutside(o.count, s.rows) {
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
