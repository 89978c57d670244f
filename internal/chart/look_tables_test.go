package chart

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// africa are the sixteen most populous economies of Africa.
var africa = [][2]string{{"MAR", "Morocco"}, {"ZAF", "South Africa"}, {"DZA", "Algeria"}, {"EGY", "Egypt"}, {"GHA", "Ghana"}, {"CMR", "Cameroon"},
	{"CIV", "Côte d’Ivoire"}, {"NGA", "Nigeria"}, {"AGO", "Angola"}, {"KEN", "Kenya"}, {"TZA", "Tanzania"}, {"ETH", "Ethiopia"},
	{"MOZ", "Mozambique"}, {"COD", "Congo, Dem. Rep."}, {"SDN", "Sudan"}, {"UGA", "Uganda"}}

// tablePictures are heatmaps, tile maps and calendars of the real figures.
func tablePictures(t testing.TB, exports, internet map[string]map[int]float64) map[string]Chart {
	t.Helper()
	out := map[string]Chart{}
	heat := lookHeat(internet)
	growth := lookGrowth(exports)
	for _, s := range []Size{Web, Story, Social, Square} {
		for name, c := range map[string]Chart{"e-heat": heat, "e-growth": growth} {
			c.Size = s
			if h := c.Body.(Heatmap); s.Name == "social" {
				h.Rows = h.Rows[:12]
				c.Body = h
			}
			out[name+"-"+s.Name] = c
		}
	}
	cal := lookCalendar(internet, africa)
	var all [][2]string
	for code := range internet {
		all = append(all, [2]string{code, code})
	}
	sort.Slice(all, func(i, j int) bool { return all[i][0] < all[j][0] })
	sixty := lookCalendar(internet, all[:60])
	for name, c := range map[string]Chart{"o-calendar": cal, "o-sixty": sixty} {
		for _, s := range Sizes() {
			c.Size = s
			out[name+"-"+s.Name] = c
		}
		for _, th := range Themes()[1:] {
			c.Size, c.Theme = Web, th
			out[name+"-theme-"+th.Name] = c
		}
	}
	tiles := lookTiles(t, internet, exports)
	for name, c := range tiles {
		for _, s := range Sizes() {
			c.Size = s
			out[name+"-"+s.Name] = c
		}
		for _, th := range Themes()[1:] {
			c.Size, c.Theme = Web, th
			out[name+"-theme-"+th.Name] = c
		}
	}
	for _, shape := range []string{"one point", "flat", "all negative", "ties", "sixty", "sixty years", "tiny", "huge", "long name", "gaps", "status and breaks"} {
		for kind, body := range tableBodies(shapes()[shape]) {
			c := framed(body)
			if _, err := c.Layout(); err == nil {
				out["y-"+strings.ReplaceAll(kind+"-"+shape, " ", "-")] = c
			}
		}
	}
	for _, th := range Themes()[1:] {
		for name, c := range map[string]Chart{"e-heat": heat, "e-growth": growth} {
			c.Theme = th
			out[name+"-theme-"+th.Name] = c
		}
	}
	return out
}

func years(from, to int) []string {
	var out []string
	for y := from; y <= to; y++ {
		out = append(out, strconv.Itoa(y))
	}
	return out
}

func lookHeat(d map[string]map[int]float64) Chart {
	h := Heatmap{Columns: years(2005, 2024), Cuts: []float64{5, 10, 20, 35, 50, 70}, Value: plain0, KeyTitle: "Per cent", NoData: "no data", Estimate: "estimate", Provisional: "provisional"}
	for _, e := range africa {
		r := HeatRow{Name: e[1]}
		for y := 2005; y <= 2024; y++ {
			v, ok := d[e[0]][y]
			c := Cell{Value: v, Known: ok}
			if e[0] == "SDN" && ok && y > 2010 {
				c.Status = Estimate
			}
			if e[0] == "ETH" && y >= 2023 {
				c.Status = Provisional
			}
			r.Cells = append(r.Cells, c)
		}
		if e[0] == "GHA" {
			r.Emphasis = Highlight
		}
		h.Rows = append(h.Rows, r)
	}
	return Chart{Title: "North Africa and South Africa pulled ahead; most large African economies remain below half",
		Subtitle: "Individuals using the Internet, per cent of the population, sixteen most populous economies of Africa, 2005–2024",
		Notes:    []string{"Note: Ordered by the last reported value. Hatched: not reported. Statuses of Sudan and Ethiopia are examples."}, Source: lookWDI, Signature: "tradestats", Body: h}
}

// lookCalendar is the coverage of a real indicator; the states that published
// files of it do not have are examples.
func lookCalendar(d map[string]map[int]float64, rows [][2]string) Chart {
	c := Calendar{First: 2005, Labels: [States]string{"missing", "reported", "provisional", "estimated", "break in the series", "withheld"}}
	for _, e := range rows {
		r := CalendarRow{Name: e[1]}
		n := 0
		for y := 2005; y <= 2024; y++ {
			s := StateMissing
			if _, ok := d[e[0]][y]; ok {
				s = StateReported
				n++
			}
			switch {
			case e[0] == "SDN" && s == StateReported && y > 2010:
				s = StateEstimated
			case e[0] == "ETH" && y >= 2023:
				s = StateProvisional
			case e[0] == "GHA" && y == 2019, e[0] == "COD" && y == 2016:
				s = StateBreak
			case e[0] == "UGA" && y == 2020:
				s = StateWithheld
				n--
			}
			r.States = append(r.States, s)
		}
		r.Count = strconv.Itoa(n) + " of 20"
		if e[0] == "GHA" {
			r.Emphasis = Highlight
		}
		c.Rows = append(c.Rows, r)
	}
	return Chart{Title: "Which years of Internet use are covered", Subtitle: "Individuals using the Internet, state of each figure, 2005–2024",
		Notes: []string{"Note: States of Sudan, Ethiopia, Ghana, the Congo and Uganda are examples."}, Source: lookWDI, Signature: "tradestats", Body: c}
}

// tileGrid reads the tiles of the world.
func tileGrid(t testing.TB) []Tile {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "datasets", "economies", "tile-grid.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []Tile
	for _, r := range rows[1:] {
		row, err := strconv.Atoi(r[1])
		col, err2 := strconv.Atoi(r[2])
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		out = append(out, Tile{Code: r[0], Name: r[0], Row: row, Col: col})
	}
	return out
}

// lookTiles are the world online, and the growth of exports.
func lookTiles(t testing.TB, internet, exports map[string]map[int]float64) map[string]Chart {
	t.Helper()
	m := TileMap{Tiles: tileGrid(t), Cuts: []float64{20, 40, 60, 75, 85, 95}, Value: plain0, KeyTitle: "Per cent", NoData: "no data", Estimate: "estimate", Highest: "Highest", Lowest: "Lowest"}
	g := TileMap{Tiles: tileGrid(t), Diverging: true, Value: change, KeyTitle: "Per cent", NoData: "no data", Highest: "Fastest", Lowest: "Slowest"}
	for i := range m.Tiles {
		code := m.Tiles[i].Code
		if n := lookNames[code]; n != "" {
			m.Tiles[i].Name, g.Tiles[i].Name = n, n
		}
		v, ok := internet[code][2023]
		m.Tiles[i].Cell = Cell{Value: v, Known: ok}
		v, ok = exports[code][2023]
		w, before := exports[code][2022]
		g.Tiles[i].Cell = Cell{Value: 100 * (v/w - 1), Known: ok && before && w > 0}
		switch code {
		case "COD":
			m.Tiles[i].Emphasis, g.Tiles[i].Emphasis = Highlight, Highlight
		case "IND":
			m.Tiles[i].Emphasis = Named
		case "BRA":
			m.Tiles[i].Status = Estimate
		}
	}
	notes := []string{"Note: One square an economy, placed near its neighbours; sizes say nothing."}
	return map[string]Chart{
		"g-tiles":  {Title: "Most of the world is online; the Sahel and Central Africa are not", Subtitle: "Individuals using the Internet, per cent of the population, 2023", Notes: notes, Source: lookWDI, Signature: "tradestats", Body: m},
		"g-growth": {Title: "Growth of exports of digitally deliverable services, by economy", Subtitle: "Growth in current US dollars, per cent, 2022–2023", Notes: notes, Source: lookUNCTAD, Signature: "tradestats", Body: g},
	}
}

// lookGrowth is a diverging one: growth of exports, the classes chosen.
func lookGrowth(d map[string]map[int]float64) Chart {
	h := Heatmap{Columns: years(2011, 2023), Diverging: true, Value: change, KeyTitle: "Per cent", NoData: "no data"}
	var codes []string
	for code := range lookNames {
		codes = append(codes, code)
	}
	sort.Slice(codes, func(i, j int) bool { return d[codes[i]][2022] > d[codes[j]][2022] })
	for _, code := range codes[:14] {
		r := HeatRow{Name: lookNames[code]}
		for y := 2011; y <= 2023; y++ {
			v, ok := d[code][y]
			w, before := d[code][y-1]
			r.Cells = append(r.Cells, Cell{Value: 100 * (v/w - 1), Known: ok && before})
		}
		h.Rows = append(h.Rows, r)
	}
	return Chart{Title: "How exports of digitally deliverable services grew, year by year", Subtitle: "Exports of digitally deliverable services, growth on the year before in current US dollars, per cent, 2011–2023",
		Source: lookUNCTAD, Signature: "tradestats", Body: h}
}

// change prints a growth rate with its sign, none for 0.
func change(v float64) string {
	s := plain0(v)
	if v > 0 && s != "0" {
		return "+" + s
	}
	return strings.Replace(s, "\u22120", "0", strings.Count("\u22120", s))
}
