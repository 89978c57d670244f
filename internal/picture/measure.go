package picture

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// A point is one measured value and how it stands. What is withheld has no
// value, but notes that say why.
type point struct {
	value   float64
	status  string
	flag    string  // the publisher's
	covered float64 // in per cent, where it is a group's
	mark    chart.Status
	broken  bool     // not comparable with the year before: a break
	apart   bool     // not comparable with the year before: a sum of other members
	sample  []string // members that a sum rests on
	gone    []string // members that a complete sum is without, which reported before
	notes   analysis.Notes
}

// drawn tells whether a point has a value.
func (p point) drawn() bool { return !math.IsNaN(p.value) }

// A series is one economy or group over years, of one indicator and partner.
type series struct {
	id   string
	data *analysis.Data
	at   map[int]point
}

// years are those with a value, ascending.
func (s series) years() []int {
	var out []int
	for _, y := range slices.Sorted(maps.Keys(s.at)) {
		if s.at[y].drawn() {
			out = append(out, y)
		}
	}
	return out
}

// last is the newest year with a value; every series drawn has one.
func (s series) last() (int, point) {
	years := s.years()
	y := years[len(years)-1]
	return y, s.at[y]
}

// measure answers the question for each economy, indicator and partner, in the
// order asked for. Series without any value are left out and named in a note;
// when none is left it is an error of kind tidy.Empty.
func (m *maker) measure() ([]series, error) {
	if err := m.everyone(); err != nil {
		return nil, err
	}
	data, err := m.prepared()
	if err != nil {
		return nil, err
	}
	if err := m.commonBase(); err != nil {
		return nil, err
	}
	results, err := m.study().Run(m.ctx, m.desk)
	if err != nil {
		return nil, err
	}
	var out, without []series
	for k, r := range results {
		for _, s := range collect(r, data[k]) {
			m.asPublished(&s)
			if len(s.years()) == 0 {
				without = append(without, s)
				continue
			}
			s.status()
			s.keepApart()
			out = append(out, s)
		}
		m.uses(data[k].Indicator)
	}
	if !m.each && !m.gathered { // who gathers members counts them at the year that is drawn
		m.tellWithout(without)
	}
	if len(out) == 0 {
		return nil, m.nothingOf(without)
	}
	return out, nil
}

// nothingOf is nothing with the reason of what is withheld.
func (m *maker) nothingOf(without []series) error {
	for _, s := range without {
		if year, why := s.withheld(); year != 0 {
			return tidy.Errorf(tidy.Empty, "add {min-coverage 0} to draw it all the same, with its status", "nothing to draw: %s %d is withheld: %s", s.id, year, why.English())
		}
	}
	return m.nothing()
}

// partners is how many partners the figures are with.
func (m *maker) partners() int {
	with := map[string]bool{}
	for _, d := range m.data {
		with[d.Partner] = true
	}
	return len(with)
}

// prepared is the data of each indicator and partner, for all economies, read
// once.
func (m *maker) prepared() ([]*analysis.Data, error) {
	if m.data != nil {
		return m.data, nil
	}
	var err error
	if m.data, err = m.desk.Prepare(m.ctx, m.q.Query); err != nil {
		return nil, err
	}
	if m.partners() > 1 && !m.kind.partners {
		return nil, tidy.Errorf(tidy.Usage, "draw a chart of each, or take {kind line} or heatmap", "a chart of kind %s does not tell partners apart", m.kind.name)
	}
	return m.data, nil
}

// everyone names all economies that ever reported, where none was asked for.
func (m *maker) everyone() error {
	if !m.each {
		return nil
	}
	data, err := m.prepared()
	if err != nil {
		return err
	}
	m.q.Economies = data[0].EverReported()
	return nil
}

// commonBase sets the base year of an index: the first, of those asked for, in
// which most of the series can be published, and every one where there is such a
// year. Series without it are told to have no value.
func (m *maker) commonBase() error {
	if m.q.As != AsIndex || m.q.Base != 0 {
		return nil
	}
	results, err := (&study.Aggregate{Query: m.q.Query}).Run(m.ctx, m.desk)
	if err != nil {
		return err
	}
	count := map[int]int{}
	for _, r := range results {
		for _, row := range r.Rows.([]analysis.Aggregation) {
			if row.Status != analysis.Withheld && row.Value > 0 {
				count[row.Year]++
			}
		}
	}
	for _, year := range slices.Sorted(maps.Keys(count)) {
		if count[year] > count[m.q.Base] {
			m.q.Base = year
		}
	}
	return nil
}

// restsOn notes what the figures rest on beside the indicators drawn: the whole of
// shares, rates of exchange and prices.
func (m *maker) restsOn() error {
	c := m.desk.Catalog()
	for _, id := range []string{m.q.Of, strings.TrimSpace(strings.Split(m.q.Deflator, ":")[0])} {
		if i, err := c.Indicator(id); id != "" && err == nil {
			m.also = append(m.also, i)
		}
	}
	if m.q.Currency == "" || m.q.Currency == catalog.Dollar {
		return nil
	}
	d := m.desk.Engine.Catalog().Dataset(exchangeRates)
	if d == nil {
		return fmt.Errorf("the catalogue has no dataset %s", exchangeRates)
	}
	m.also = append(m.also, catalog.Indicator{Dataset: d})
	return nil
}

// study is the question that measures what is asked for.
func (m *maker) study() study.Study {
	switch m.q.As {
	case AsIndex:
		return &study.Index{Query: m.q.Query, Base: m.q.Base}
	case AsShare:
		return &study.Share{Query: m.q.Query, Of: m.q.Of}
	case AsGrowth:
		return &study.Growth{Query: m.q.Query}
	}
	return &study.Aggregate{Query: m.q.Query}
}

// collect takes the rows of a result apart by economy.
func collect(r analysis.Result, data *analysis.Data) []series {
	var out []series
	place := map[string]int{}
	add := func(id string, year int, v float64, status string, covered float64, notes analysis.Notes, sample []string) {
		k, ok := place[id]
		if !ok {
			k = len(out)
			place[id] = k
			out = append(out, series{id, data, map[int]point{}})
		}
		out[k].at[year] = point{value: v, status: status, covered: covered, notes: notes, sample: sample}
	}
	switch rows := r.Rows.(type) {
	case []analysis.Aggregation:
		for _, r := range rows {
			add(r.Group, r.Year, r.Value, r.Status, r.Covered, r.Notes, r.Sample)
			if p := out[place[r.Group]].at[r.Year]; r.Status == analysis.OK {
				p.gone = Lacking(r)
				out[place[r.Group]].at[r.Year] = p
			}
		}
	case analysis.IndexRows:
		for _, r := range rows {
			add(r.Economy, r.Year, r.Index, r.Status, r.Covered, r.Notes, nil) // of the same members in two years
		}
	case []analysis.ShareRow:
		for _, r := range rows {
			add(r.Economy, r.Year, r.SharePct, r.Status, r.Covered, r.Notes, r.Sample)
		}
	case []analysis.GrowthRow:
		for _, r := range rows {
			v := r.GrowthPct
			if data.Indicator.IsPercentage() {
				v = r.Change
			}
			if r.Status == analysis.Withheld {
				v = math.NaN()
			}
			add(r.Economy, r.To, v, r.Status, r.Covered, r.Notes, nil)
		}
	}
	return out
}

// asPublished takes the publisher's own World where there is one: the world is
// never the sum of whoever reported.
func (m *maker) asPublished(s *series) {
	all := s.data.PublishedYears(economy.World)
	if s.id != economy.World || len(all) == 0 || m.q.As == AsShare {
		return
	}
	from, to := m.q.Span()
	at, base := map[int]point{}, math.NaN()
	for _, year := range all {
		v, _ := s.data.Published(economy.World, year)
		before, _ := s.data.Published(economy.World, year-1)
		if math.IsNaN(base) && (m.q.Base == 0 || year == m.q.Base) && (m.q.Base != 0 || year >= from) {
			base = v
		}
		if year < from || to != 0 && year > to || m.q.As == AsGrowth && year == from && m.q.Year == 0 {
			continue // growth is within the years asked for
		}
		p := point{value: m.measured(v, before, base, s.data), status: published}
		if p.drawn() {
			at[year] = p
		}
	}
	s.at = at
}

// measured is a value as it is drawn.
func (m *maker) measured(v, before, base float64, d *analysis.Data) float64 {
	switch m.q.As {
	case AsIndex:
		return 100 * v / base
	case AsGrowth:
		if d.Indicator.IsPercentage() {
			return v - before
		}
		growth, why := formula.YearOnYear(before, v)
		if why != analysis.NoReason {
			return math.NaN()
		}
		return growth
	}
	return v
}

// status marks estimates, provisional figures and breaks.
func (s *series) status() {
	years := s.years()
	for k, year := range years {
		p := s.at[year]
		for _, f := range s.data.Flagged([]string{s.id}, year) {
			p.mark = max(p.mark, markOf(f.Flag))
			p.flag = f.Flag
		}
		if p.status == analysis.Partial {
			p.mark = max(p.mark, chart.Estimate)
		}
		if k > 0 {
			p.broken = len(s.data.Breaks([]string{s.id}, years[k-1], year)) > 0
		}
		s.at[year] = p
	}
}

// markOf is how a point with a publisher's flag is drawn.
func markOf(flag string) chart.Status {
	switch {
	case strings.Contains(flag, "provisional"), strings.Contains(flag, "forecast"):
		return chart.Provisional
	case strings.Contains(flag, "estimate"), strings.Contains(flag, "imputed"):
		return chart.Estimate
	}
	return chart.Reported
}

// line is a series as points of a chart, in the scale of the unit.
func (s series) line() []chart.Point {
	var out []chart.Point
	for _, y := range s.years() {
		p := s.at[y]
		out = append(out, chart.Point{X: y, Y: p.value, Status: p.mark, BreakBefore: p.broken && len(out) > 0, Apart: p.apart})
	}
	return out
}

// nothing is the error of a question without any value to draw.
func (m *maker) nothing() error {
	return tidy.Errorf(tidy.Empty, "{cli:see 'tradestats show "+strings.Join(m.q.Indicators, " ")+"' for who reported when}", "nothing to draw: no value can be shown of what was asked for")
}

// mustBeDrawn refuses a highlight of what is not drawn; not where the year moves on
// by itself, as from edition to edition of a page.
func (m *maker) mustBeDrawn() error {
	if m.q.UpTo != 0 {
		return nil
	}
	for _, id := range m.items {
		if !slices.ContainsFunc(m.out.Data, func(v Value) bool { return v.Series == id && !math.IsNaN(v.Value) }) {
			return tidy.Errorf(tidy.Usage, "add it to {economy}, or leave it out of {highlight}", "%s is highlighted and has no value in this chart", id)
		}
	}
	return nil
}
