package source

import (
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/scan"
)

// A unctadColumn is what the name of a column says.
type unctadColumn struct {
	of   string // a dimension or a measure
	role string // label, code, value, footnote, missing value; "" when it does not say
	year int    // of the pivot; else 0
}

// The bulk files have a space before the role, the downloads of the data centre
// _ or /. "Absolute value" is a measure.
var (
	unctadRole = regexp.MustCompile(`(?i)^(.*?)(?:[ _/](label|code|footnote)|[ _/]?(missing ?value)|[_/](value))$`)
	unctadYear = regexp.MustCompile(`^([12]\d{3})(?:_(.*))?$`)
)

func unctadColumnOf(cell string) unctadColumn {
	m := unctadRole.FindStringSubmatch(cell)
	if m == nil {
		return unctadColumn{of: cell}
	}
	c := unctadColumn{of: strings.TrimSpace(m[1]), role: strings.ToLower(m[2] + m[3] + m[4])}
	if y := unctadYear.FindStringSubmatch(c.of); y != nil && m[2] == "" || y != nil && strings.EqualFold(m[2], "footnote") {
		c.year, _ = scan.ParseInt([]byte(y[1]))
		c.of = strings.ReplaceAll(y[2], "_", " ")
	}
	return c
}

// unctadFind returns the first column about one of some things in one of some
// roles.
func unctadFind(f *header, of []string, roles ...string) int {
	for _, name := range of {
		for _, role := range roles {
			for k, cell := range f.cells {
				if c := unctadColumnOf(cell); c.year == 0 && c.role == role && strings.EqualFold(c.of, name) {
					return k
				}
			}
		}
	}
	return -1
}

var unctadFixed = []string{"year", "period", "quarter", "month", "economy", "market", "partner", "origin", "flow"}

// findDimensions finds what has labels and is none of the columns of every
// table.
func (t *unctadTable) findDimensions(f *header) {
	for k, cell := range f.cells {
		c := unctadColumnOf(cell)
		if c.role != "label" || slices.Contains(unctadFixed, strings.ToLower(c.of)) {
			continue
		}
		d := unctadDimension{c.of, dimension{unctadFind(f, []string{c.of}, "", "code"), k}}
		if d.code < 0 {
			d.code = k
		}
		t.dims = append(t.dims, d)
	}
}

// findMeasures finds the columns of values. What holds words in all of the
// first rows is none, but a column that somebody has added, if there is another.
func (t *unctadTable) findMeasures(f *header) {
	samples := f.samples(200)
	hasNumbers := func(k int) bool { return t.hasNumbers(samples, k) }
	if t.addMeasures(f, hasNumbers); len(t.measures) == 0 {
		t.addMeasures(f, func(int) bool { return true })
	}
	for k := range t.measures {
		if m := &t.measures[k]; m.note < 0 && (m.at+1 >= len(f.cells) || f.cells[m.at+1] == "") {
			m.note, m.unnamed = m.at+1, true // as in the older bulk files
			t.most = max(t.most, m.note+1)
		}
		t.several = t.several || t.measures[k].name != t.measures[0].name
	}
}

func (t *unctadTable) addMeasures(f *header, is func(k int) bool) {
	for k, cell := range f.cells {
		c := unctadColumnOf(cell)
		last := len(t.measures) - 1
		switch {
		case c.role == "footnote" || strings.EqualFold(cell, "footnote"):
			if last >= 0 && t.measures[last].note < 0 {
				t.measures[last].note = k
			}
		case c.year == 0 && t.year < 0 && t.period < 0: // of no year
		case c.role == "value", c.role == "" && cell != "" && !t.isDimension(k) && !slices.Contains(unctadFixed, strings.ToLower(c.of)) && is(k):
			t.measures = append(t.measures, unctadMeasure{at: k, note: -1, name: c.of, unit: unctadUnit(c.of), year: c.year})
		}
	}
}

func (t *unctadTable) isDimension(k int) bool {
	return slices.ContainsFunc(t.dims, func(d unctadDimension) bool { return d.code == k || d.label == k })
}

// hasNumbers tells whether a column holds a number, or nothing at all.
func (t *unctadTable) hasNumbers(samples [][]string, k int) bool {
	words := false
	for _, cells := range samples {
		if k >= len(cells) || cells[k] == "" {
			continue
		}
		if t.marks.isNumber(cells[k]) {
			return true
		}
		words = true
	}
	return !words
}

var (
	unctadDollars = regexp.MustCompile(`(?i)^(?:(thousand|million|billion)s? of )?(?:US\$|US dollars) at (current|constant) prices(?: \((\d{4})\))?(?:, seasonally adjusted,?)?(?: in (thousand|million|billion)s?)?( per capita)?$`)
	unctadShare   = regexp.MustCompile(`(?i)^percentage\b`)
	unctadGrowth  = regexp.MustCompile(`(?i)\bgrowth rate\b`)
	unctadIndex   = regexp.MustCompile(`(?i)^index base (\d{4})$`)
)

// unctadUnit makes a unit of the name of a measure: "million US dollars" of
// "US$ at current prices in millions". Other names are their own unit.
func unctadUnit(measure string) string {
	if m := unctadDollars.FindStringSubmatch(measure); m != nil {
		unit := strings.TrimSpace(strings.ToLower(m[1]+m[4]) + " US dollars" + m[5])
		if strings.EqualFold(m[2], "constant") {
			unit += strings.TrimRight(" at constant prices of "+m[3], " ")
		}
		return strings.TrimSuffix(unit, " of")
	}
	switch {
	case unctadShare.MatchString(measure):
		return unctadShare.ReplaceAllString(measure, "per cent")
	case unctadGrowth.MatchString(measure):
		return "per cent"
	case unctadIndex.MatchString(measure):
		return unctadIndex.ReplaceAllString(measure, "index, base $1")
	case measure == "Absolute value":
		return ""
	}
	if unit := labelUnit(measure); unit != "" {
		return unit
	}
	return unitWords(measure)
}
