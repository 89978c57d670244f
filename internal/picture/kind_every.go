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
	single  string              // an economy that was asked for by itself
}

// gather takes groups apart into their members, and remembers which is whose.
// Economies stay as they are.
func (m *maker) gather(standard []string) (gathering, error) {
	g := gathering{members: map[string][]string{}}
	if len(m.q.Economies) == 0 {
		m.q.Economies = standard
	}
	if place := m.perimeter(); place != "" {
		m.parts = append(m.parts, place)
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
		} else {
			g.single = item.ID
		}
		all = append(all, list...)
	}
	slices.Sort(all)
	m.q.Economies, m.gathered = slices.Compact(all), true
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

// tiles puts economies on a map of tiles, coloured by their values: all of them, or
// those asked for alone.
func (m *maker) tiles() error {
	if !m.each {
		if _, err := m.gather(nil); err != nil {
			return err
		}
	}
	asked := m.q.Economies
	all, err := m.measure()
	if err != nil {
		return err
	}
	year := m.newestCommon(all)
	u := m.unit(all)
	body := chart.TileMap{Diverging: m.q.As == AsGrowth, Value: u.Round, Cut: u.Tick, KeyTitle: capital(u.Words), NoData: m.Word("picture.no-data"),
		Cuts: m.shareCuts(all, 20), Estimate: m.Word("picture.estimate"), Provisional: m.Word("flag.provisional")}
	if m.q.As != AsGrowth { // the fastest are mostly those that began with next to nothing
		body.Highest, body.Lowest, body.Value = m.Word("picture.highest"), m.Word("picture.lowest"), u.Value
	}
	m.leaveOutBroken(all, year)
	at := byID(all)
	var drawn []series
	for _, e := range m.desk.Economies.Economies() {
		row, col, ok := m.desk.Economies.Tile(e.ISO3)
		if !ok || !m.each && !slices.Contains(asked, e.ISO3) {
			continue
		}
		tile := chart.Tile{Code: e.ISO3, Name: m.label(e.ISO3), Row: row, Col: col, Emphasis: m.emphasis(e.ISO3)}
		if p, ok := at[e.ISO3].at[year]; ok && p.drawn() {
			tile.Cell = chart.Cell{Value: p.value, Known: true, Status: p.mark}
			drawn = append(drawn, at[e.ISO3])
			m.plot(at[e.ISO3], m.q.As, year, p)
		}
		body.Tiles = append(body.Tiles, tile)
	}
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = append([]string{u.Words, m.Year(year)}, m.parts...)
	m.title = m.belowHalfFinding(drawn, year)
	m.note(m.Word("picture.tiles"))
	if !m.each {
		m.tellAbsent(len(asked)-len(drawn), year)
	}
	m.tellLater(all, year)
	m.tell(drawn, year)
	return nil
}

// leaveOutBroken takes growth across a break off a map, where a mark has no room to
// say that the two years do not compare, and names whose it is.
func (m *maker) leaveOutBroken(all []series, year int) {
	if m.q.As != AsGrowth {
		return
	}
	var names []string
	for _, s := range all {
		if p := s.at[year]; p.drawn() && m.breaksWithin(s, year-1, year) {
			delete(s.at, year)
			names = append(names, m.label(s.id))
		}
	}
	if len(names) > 0 {
		m.note(m.say("picture.breaks", args{"names": m.reader.Listed(names)}))
	}
}

// byID finds a series by its economy.
func byID(all []series) map[string]series {
	out := map[string]series{}
	for _, s := range all {
		out[s.id] = s
	}
	return out
}

// regions are the groups of a strip where none is named: the World Bank's by income.
var regions = []string{"high-income", "upper-middle-income", "lower-middle-income", "low-income"}

// strip shows how the economies of groups are spread, a row a group.
func (m *maker) strip() error {
	g, err := m.gather(regions)
	if err != nil {
		return err
	}
	if len(g.groups) == 0 || g.single != "" {
		return tidy.Errorf(tidy.Usage, "name groups with {economy}, as in {economy africa,asia,europe}", "a strip shows the members of groups, and %s is none", cmp.Or(g.single, "the selection"))
	}
	all, err := m.measure()
	if err != nil {
		return err
	}
	year := m.newestCommon(all)
	m.leaveOutBroken(all, year)
	u := m.unit(all)
	if largest(inYear(all, year)) < fineBelow {
		u.Round = u.Value
	}
	body := chart.Strip{Tick: u.Tick, TopTick: u.Top, Value: u.Round, MedianLabel: m.Word("picture.median"), Max: m.ceiling(inYear(all, year))}
	body.Log = m.q.Log && m.mayLog(all)
	drawn := m.stripGroups(&body, g, byID(all), year)
	m.out.Chart.Body = body
	m.subject = m.subjectOf(all)
	m.parts = append([]string{u.Words, m.Year(year), m.Word("picture.dot-economy")}, m.parts...)
	m.title = m.belowHalfFinding(drawn, year)
	m.tellEstimates(drawn, year)
	m.tellAbsent(len(m.q.Economies)-len(drawn), year)
	m.tellLater(all, year)
	m.tell(drawn, year)
	return nil
}

// stripGroups fills the rows, and returns who is drawn, each once.
func (m *maker) stripGroups(body *chart.Strip, g gathering, at map[string]series, year int) []series {
	var drawn []series
	for _, item := range g.groups {
		group := chart.StripGroup{Name: m.label(item.String())}
		for _, id := range g.members[item.String()] {
			s := at[id]
			p, ok := s.at[year]
			if !ok || !p.drawn() {
				continue
			}
			group.Values = append(group.Values, chart.StripValue{Name: m.label(id), Value: p.value, Emphasis: m.emphasis(id)})
			if !slices.ContainsFunc(drawn, func(o series) bool { return o.id == id }) {
				drawn = append(drawn, s)
				m.plot(s, m.q.As, year, p)
			}
		}
		if len(group.Values) > 0 {
			body.Groups = append(body.Groups, group)
			i := m.used[0]
			m.out.Data = append(m.out.Data, Value{Series: item.String(), Indicator: i.ID, Partner: m.data[0].Partner, Measure: "median", Year: year, Value: group.Median(), Unit: m.unitOf(i), Status: analysis.OK})
		}
	}
	return drawn
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
	of := byIndicator(all)
	year, ids := m.scatterYear(of)
	if len(ids) < 2 {
		return m.nothing()
	}
	body := m.scatterAxes(of, ids)
	var drawn []series
	for _, id := range ids {
		point := chart.ScatterPoint{Name: m.label(id), Emphasis: m.emphasis(id)}
		if len(g.groups) > 1 {
			point.Group = m.groupOf(g, id)
		}
		for k, i := range m.used {
			s := of[i.ID][id]
			*[]*float64{&point.X, &point.Y, &point.Size}[k] = s.at[year].value
			m.plot(s, AsValue, year, s.at[year])
			drawn = append(drawn, s)
		}
		if point.Size < 0 {
			return tidy.Errorf(tidy.Usage, "take an indicator that is never negative for the size", "%s of %s in %d is %g: a circle has no negative area", m.used[2].ID, id, year, point.Size)
		}
		body.Points = append(body.Points, point)
	}
	m.out.Chart.Body = body
	m.subject = m.say("picture.against", args{"x": uncapital(m.called(m.used[0])), "y": m.called(m.used[1])})
	m.parts = append([]string{m.Year(year), m.say("picture.economies-shown", args{"n": len(ids)})}, m.parts...)
	m.tellEstimates(drawn, year)
	if !m.each {
		m.tellAbsent(len(m.q.Economies)-len(ids), year)
	}
	return nil
}

// scatterAxes are the axes and their words, without points.
func (m *maker) scatterAxes(of map[string]map[string]series, ids []string) chart.Scatter {
	xs, ys := pick(of, m.used[0].ID, ids), pick(of, m.used[1].ID, ids)
	ux, uy := m.unitFor(m.used[0], largest(xs)), m.unitFor(m.used[1], largest(ys))
	body := chart.Scatter{
		XTitle: m.called(m.used[0]) + ", " + ux.Words, YTitle: m.called(m.used[1]) + ", " + uy.Words,
		XTick: threeDigits(ux.Tick, ux.factor), YTick: threeDigits(uy.Tick, uy.factor), YTopTick: uy.Top,
	}
	body.LogX = !m.used[0].IsPercentage() && (m.q.Log || crowded(xs)) && m.mayLog(xs)
	body.LogY = !m.used[1].IsPercentage() && (m.q.Log || crowded(ys)) && m.mayLog(ys)
	if len(m.used) > 2 {
		size := m.unitFor(m.used[2], largest(pick(of, m.used[2].ID, ids)))
		body.SizeTitle, body.SizeFormat = m.called(m.used[2])+", "+size.Words, size.Value
	}
	return body
}

// crowded tells whether values span more than three powers of ten, so that on a linear
// axis nearly all economies would stand in a corner.
func crowded(all []series) bool {
	least, most := math.Inf(1), 0.0
	for _, s := range all {
		for _, y := range s.years() {
			v := s.at[y].value
			if v <= 0 {
				return false
			}
			least, most = math.Min(least, v), math.Max(most, v)
		}
	}
	return most > 1000*least
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

func pick(byID map[string]map[string]series, indicator string, ids []string) []series {
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
