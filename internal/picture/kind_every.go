package picture

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// A gathering is an economy among the groups that it was asked for with.
type gathering struct {
	groups  []economy.Item
	members map[string][]string // by group
}

// gather takes groups apart into their members, and remembers which is whose.
// Economies stay as they are.
func (m *maker) gather(standard []string) (gathering, error) {
	g := gathering{members: map[string][]string{}}
	if len(m.q.Economies) == 0 {
		m.q.Economies = standard
	}
	day := economy.YearEnd(cmp.Or(max(m.q.Year, m.q.To), 9999))
	items, err := m.desk.Economies.Select(m.q.Economies, day)
	if err != nil {
		return g, err
	}
	var all []string
	for _, item := range items {
		list, err := m.desk.Economies.Expand(item, day)
		if err != nil {
			return g, err
		}
		if item.Group {
			g.groups = append(g.groups, item)
			g.members[item.String()] = list
		}
		all = append(all, list...)
	}
	slices.Sort(all)
	m.q.Economies = slices.Compact(all)
	return g, nil
}

// groupOf is the name of the first group that an economy is a member of.
func (m *maker) groupOf(g gathering, id string) string {
	for _, item := range g.groups {
		if slices.Contains(g.members[item.String()], id) {
			return m.label(item.String())
		}
	}
	return ""
}

// tiles puts every economy on a map of tiles, coloured by its value.
func (m *maker) tiles() error {
	if !m.each {
		if _, err := m.gather(nil); err != nil {
			return err
		}
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	year := m.newestCommon(all)
	u := m.unit(all)
	body := chart.TileMap{Diverging: m.q.As == AsGrowth, Value: u.Round, Cut: u.Tick, KeyTitle: capital(u.Words), NoData: m.Word("picture.no-data"),
		Estimate: m.Word("picture.estimate"), Provisional: m.Word("flag.provisional"), Highest: m.Word("picture.highest"), Lowest: m.Word("picture.lowest")}
	at := map[string]series{}
	for _, s := range all {
		at[s.id] = s
	}
	for _, e := range m.desk.Economies.Economies() {
		row, col, ok := m.desk.Economies.Tile(e.ISO3)
		if !ok {
			continue
		}
		tile := chart.Tile{Code: e.ISO3, Name: m.label(e.ISO3), Row: row, Col: col, Emphasis: m.emphasis(e.ISO3)}
		if s, ok := at[e.ISO3]; ok {
			if p, ok := s.at[year]; ok && p.drawn() {
				tile.Cell = chart.Cell{Value: p.value, Known: true, Status: p.mark}
				m.plot(s, m.q.As, year, p)
			}
		}
		body.Tiles = append(body.Tiles, tile)
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.Year(year)}
	m.title = m.belowHalfFinding(all, year)
	m.note(m.Word("picture.tiles"))
	return nil
}

// regions are the groups of a strip where none is named: the World Bank's by income.
var regions = []string{"high-income", "upper-middle-income", "lower-middle-income", "low-income"}

// strip shows how the economies of groups are spread, a row a group.
func (m *maker) strip() error {
	g, err := m.gather(regions)
	if err != nil {
		return err
	}
	if len(g.groups) == 0 {
		return tidy.Errorf(tidy.Usage, "name groups with -e, as in -e africa,asia,europe", "a strip shows the members of groups, there is none")
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	year := m.newestCommon(all)
	u := m.unit(all)
	body := chart.Strip{Tick: u.Tick, TopTick: u.Top, Value: u.Round, MedianLabel: m.Word("picture.median"), Max: m.ceiling(inYear(all, year))}
	if m.q.Log {
		body.Log = m.mayLog(all)
	}
	at := map[string]series{}
	for _, s := range all {
		at[s.id] = s
	}
	for _, item := range g.groups {
		group := chart.StripGroup{Name: m.label(item.String())}
		for _, id := range g.members[item.String()] {
			s, ok := at[id]
			if !ok || !s.at[year].drawn() || s.at[year].status == "" {
				continue
			}
			group.Values = append(group.Values, chart.StripValue{Name: m.label(id), Value: s.at[year].value, Emphasis: m.emphasis(id)})
			m.plot(s, m.q.As, year, s.at[year])
		}
		if len(group.Values) > 0 {
			body.Groups = append(body.Groups, group)
			m.out.Data = append(m.out.Data, Value{item.String(), all[0].data.Indicator.ID, "median", year, group.Median(), m.unitOf(all[0].data.Indicator), analysis.OK})
		}
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = []string{u.Words, m.Year(year), m.Word("picture.dot-economy")}
	m.title = m.belowHalfFinding(all, year)
	return nil
}

// inYear are series cut down to one year, those without a value in it left out.
func inYear(all []series, year int) []series {
	out := []series{{data: all[0].data}}
	for _, s := range all {
		if p, ok := s.at[year]; ok && p.drawn() {
			out = append(out, series{s.id, s.data, map[int]point{year: p}})
		}
	}
	return out
}

// scatter sets two indicators of a year against each other; a third one is the
// size of the dots.
func (m *maker) scatter() error {
	var g gathering
	var err error
	if !m.each {
		if g, err = m.gather(nil); err != nil {
			return err
		}
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	byID := byIndicator(all)
	year, ids := m.scatterYear(byID)
	if len(ids) < 2 {
		return m.nothing()
	}
	xs, ys := of(byID, m.used[0].ID, ids), of(byID, m.used[1].ID, ids)
	ux, uy := UnitOf(m.Locale, m.used[0], largest(xs)), UnitOf(m.Locale, m.used[1], largest(ys))
	body := chart.Scatter{
		XTitle: m.called(m.used[0]) + ", " + ux.Words, YTitle: m.called(m.used[1]) + ", " + uy.Words,
		XTick: threeDigits(ux.Tick, ux.factor), YTick: threeDigits(uy.Tick, uy.factor),
	}
	if m.q.Log {
		body.LogX = !m.used[0].IsPercentage() && m.mayLog(xs)
		body.LogY = !m.used[1].IsPercentage() && m.mayLog(ys)
	}
	if len(m.used) > 2 {
		size := UnitOf(m.Locale, m.used[2], largest(of(byID, m.used[2].ID, ids)))
		body.SizeTitle, body.SizeFormat = m.called(m.used[2])+", "+size.Words, size.Value
	}
	for k, id := range ids {
		point := chart.ScatterPoint{Name: m.label(id), X: xs[k].at[year].value, Y: ys[k].at[year].value, Emphasis: m.emphasis(id)}
		if len(g.groups) > 1 {
			point.Group = m.groupOf(g, id)
		}
		m.plot(xs[k], AsValue, year, xs[k].at[year])
		m.plot(ys[k], AsValue, year, ys[k].at[year])
		if len(m.used) > 2 {
			s := byID[m.used[2].ID][id]
			point.Size = math.Max(0, s.at[year].value)
			m.plot(s, AsValue, year, s.at[year])
		}
		body.Points = append(body.Points, point)
	}
	m.out.Chart.Body = body
	m.subject = m.say("picture.against", args{"x": uncapital(m.called(m.used[0])), "y": m.called(m.used[1])})
	m.parts = []string{m.Year(year), m.say("picture.economies-shown", args{"n": len(ids)})}
	return nil
}

func byIndicator(all []series) map[string]map[string]series {
	out := map[string]map[string]series{}
	for _, s := range all {
		id := s.data.Indicator.ID
		if out[id] == nil {
			out[id] = map[string]series{}
		}
		out[id][s.id] = s
	}
	return out
}

func of(byID map[string]map[string]series, indicator string, ids []string) []series {
	var out []series
	for _, id := range ids {
		out = append(out, byID[indicator][id])
	}
	return out
}

// scatterYear is the year asked for, else the newest in which two thirds of
// those that ever had all indicators have them, and who has them then.
func (m *maker) scatterYear(byID map[string]map[string]series) (int, []string) {
	have := map[int][]string{}
	most := 0
	for _, id := range slices.Sorted(maps.Keys(byID[m.used[0].ID])) {
		for _, y := range byID[m.used[0].ID][id].years() {
			whole := true
			for _, i := range m.used[1:] {
				p, ok := byID[i.ID][id].at[y]
				whole = whole && ok && p.drawn()
			}
			if whole {
				have[y] = append(have[y], id)
				most = max(most, len(have[y]))
			}
		}
	}
	if m.q.Year != 0 {
		return m.q.Year, have[m.q.Year]
	}
	newest := 0
	for y, ids := range have {
		if 3*len(ids) >= 2*most {
			newest = max(newest, y)
		}
	}
	return newest, have[newest]
}
