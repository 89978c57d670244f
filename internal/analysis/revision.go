package analysis

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// The statuses of what differs between two vintages.
const (
	Added     = "added" // only the new one has it
	Gone      = "gone"  // only the old one has it
	Revised   = "revised"
	Reflagged = "flag" // the value stands, its flag does not
)

// A Vintage is one publication of figures; no key (indicator, economy, partner,
// year) stands twice in it.
type Vintage struct {
	Economies []tidy.Observation
	Groups    []tidy.Observation // the publishers' own
}

// A RevisionRow is an observation that differs. Old and New are in the same
// unit, that of the new vintage; what a vintage does not have is NaN, and so is
// DifferencePct (of the old value, without its sign) where the old value is zero.
type RevisionRow struct {
	Indicator     string  `col:"indicator"`
	Economy       string  `col:"economy"`
	Partner       string  `col:"partner"`
	Year          int     `col:"year"`
	Status        string  `col:"status"`
	Old           float64 `col:"old"`
	New           float64 `col:"new"`
	Difference    float64 `col:"difference"`
	DifferencePct float64 `col:"difference_pct"`
	Unit          string  `col:"unit"`
	OldFlag       string  `col:"old_flag"`
	NewFlag       string  `col:"new_flag"`
	OldOrigin     string  `col:"old_origin"`
	NewOrigin     string  `col:"new_origin"`
}

// RevisionRows are ordered by indicator, economy, partner and year, the
// publishers' groups after the economies.
type RevisionRows []RevisionRow

// Frame returns the rows as `tradestats diff` prints them.
func (r RevisionRows) Frame() frame.Frame { return frame.Of(r) }

// Compare finds what differs between two vintages. Values are the same that
// agree to the 12 digits that files are written with, or that differ by at most
// tolerance, in per cent of the old value. Units that are the same but for a
// power of ten are converted to the new one; units that are not are an error of
// kind tidy.Data.
func Compare(older, newer Vintage, tolerance float64) (RevisionRows, []Revision, error) {
	c := comparison{tolerance: tolerance / 100, summaries: map[summaryKey]*Revision{}}
	if err := c.measure(older, newer); err != nil {
		return nil, nil, err
	}
	c.merge(false, c.same(older.Economies), c.same(newer.Economies))
	c.merge(true, c.same(older.Groups), c.same(newer.Groups))
	slices.SortStableFunc(c.rows, func(a, b RevisionRow) int { return cmp.Compare(a.Indicator, b.Indicator) })
	return c.rows, c.finish(), nil
}

type summaryKey struct {
	indicator, partner string
	groups             bool
}

// A comparison is Compare at work.
type comparison struct {
	tolerance float64 // as a share
	measures  map[string]*measure
	rows      RevisionRows
	summaries map[summaryKey]*Revision
}

// A measure is the units of one indicator: how each vintage states it, and
// what a value in a unit is multiplied by to be in that of the result.
type measure struct {
	old, new string
	factors  map[string]float64
}

func (m *measure) unit() string { return cmp.Or(m.new, m.old) }

// measure finds how the values of each indicator are made comparable.
func (c *comparison) measure(older, newer Vintage) error {
	c.measures = map[string]*measure{}
	for _, side := range []struct {
		obs []tidy.Observation
		new bool
	}{{newer.Economies, true}, {newer.Groups, true}, {older.Economies, false}, {older.Groups, false}} {
		for _, o := range side.obs {
			m := c.measures[o.Indicator]
			if m == nil {
				m = &measure{factors: map[string]float64{}}
				c.measures[o.Indicator] = m
			}
			into := &m.old
			if side.new {
				into = &m.new
			}
			*into = cmp.Or(*into, o.Unit)
			if _, known := m.factors[o.Unit]; known {
				continue
			}
			f, err := m.factor(o)
			if err != nil {
				return err
			}
			m.factors[o.Unit] = f
		}
	}
	return nil
}

func (m *measure) factor(o tidy.Observation) (float64, error) {
	if o.Unit == "" || o.Unit == m.unit() {
		return 1, nil // a unit that nobody states is taken for the other's
	}
	if f, ok := catalog.Convert(o.Unit, m.unit()); ok {
		return f, nil
	}
	return 0, tidy.Errorf(tidy.Data, "convert one of the two, or compare the other indicators with -i",
		"%s is in %q (%s) and in %q: the two do not compare", o.Indicator, o.Unit, o.Origin, m.unit())
}

// same returns observations in the units of the result, in the order of keys.
func (c *comparison) same(obs []tidy.Observation) []tidy.Observation {
	out := slices.Clone(obs)
	for k := range out {
		m := c.measures[out[k].Indicator]
		if f := m.factors[out[k].Unit]; f != 1 {
			out[k].Value = frame.Significant(out[k].Value * f)
		}
		out[k].Unit = m.unit()
	}
	slices.SortFunc(out, compareObservations)
	return out
}

func compareObservations(a, b tidy.Observation) int {
	return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Economy, b.Economy),
		cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Year, b.Year))
}

// merge walks through both vintages together.
func (c *comparison) merge(groups bool, older, newer []tidy.Observation) {
	for len(older) > 0 || len(newer) > 0 {
		order := 0
		switch {
		case len(older) == 0:
			order = 1
		case len(newer) == 0:
			order = -1
		default:
			order = compareObservations(older[0], newer[0])
		}
		switch {
		case order < 0:
			c.differs(groups, rowOf(older[0], Gone))
			older = older[1:]
		case order > 0:
			c.differs(groups, rowOf(newer[0], Added))
			newer = newer[1:]
		default:
			c.pair(groups, older[0], newer[0])
			older, newer = older[1:], newer[1:]
		}
	}
}

// rowOf is the row of an observation that one vintage alone has.
func rowOf(o tidy.Observation, status string) RevisionRow {
	r := RevisionRow{
		Indicator: o.Indicator, Economy: o.Economy, Partner: o.Partner, Year: o.Year, Unit: o.Unit, Status: status,
		Old: math.NaN(), New: math.NaN(), Difference: math.NaN(), DifferencePct: math.NaN(),
	}
	if status == Added {
		r.New, r.NewFlag, r.NewOrigin = o.Value, o.Flag, o.Origin
	} else {
		r.Old, r.OldFlag, r.OldOrigin = o.Value, o.Flag, o.Origin
	}
	return r
}

// pair compares an observation that both vintages have.
func (c *comparison) pair(groups bool, older, newer tidy.Observation) {
	r := rowOf(older, Reflagged)
	r.New, r.NewFlag, r.NewOrigin = newer.Value, newer.Flag, newer.Origin
	r.Difference = difference(r.Old, r.New)
	r.DifferencePct = percent(r.Difference, math.Abs(r.Old))
	if r.Difference != 0 && math.Abs(r.Difference) > c.tolerance*math.Abs(r.Old) {
		r.Status = Revised
	}
	s := c.summary(groups, r)
	s.both(r)
	if r.Status == Revised || r.OldFlag != r.NewFlag {
		c.differs(groups, r)
	} else {
		s.Unchanged++
	}
}

// difference is b less a, as precisely as 12 digits of the larger one know it,
// so that it is 0 for what is equal on paper, and has no noise behind.
func difference(a, b float64) float64 {
	const noise = 1e-14 // of a conversion; it may stand where a digit is rounded
	if math.Abs(b-a) <= noise*math.Abs(b) {
		return 0
	}
	a, b = frame.Significant(a), frame.Significant(b)
	if a == b {
		return 0
	}
	const digits = 12
	whole := int(math.Floor(math.Log10(max(math.Abs(a), math.Abs(b))))) + 1
	text := strconv.FormatFloat(b-a, 'f', max(0, digits-whole), 64)
	d, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return b - a
	}
	return d + 0 // never -0
}

func (c *comparison) differs(groups bool, r RevisionRow) {
	c.rows = append(c.rows, r)
	s := c.summary(groups, r)
	s.Rows = append(s.Rows, r)
}

func (c *comparison) summary(groups bool, r RevisionRow) *Revision {
	key := summaryKey{r.Indicator, r.Partner, groups}
	s := c.summaries[key]
	if s == nil {
		m := c.measures[r.Indicator]
		s = &Revision{Indicator: r.Indicator, Partner: r.Partner, Groups: groups, OldUnit: m.old, NewUnit: m.new,
			common: map[int]*common{}, ratios: map[string][]float64{}}
		if f := m.factors[m.old]; m.old != "" && f != 1 {
			s.Converted = f
		}
		c.summaries[key] = s
	}
	return s
}

// finish orders the summaries by indicator, the groups last, and by partner.
func (c *comparison) finish() []Revision {
	var out []Revision
	for _, s := range c.summaries {
		s.conclude()
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b Revision) int {
		return cmp.Or(cmp.Compare(a.Indicator, b.Indicator), compareBool(a.Groups, b.Groups), cmp.Compare(a.Partner, b.Partner))
	})
	return out
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
