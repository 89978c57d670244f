package chart

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// tableBodies makes heatmaps, tile maps and calendars from series: rows by
// years, years by items, a square each, and what is known of each year.
func tableBodies(series []Series) map[string]Body {
	var e extent
	for _, s := range series {
		e.add(s.Points)
	}
	heat := Heatmap{Value: rigorous, KeyTitle: "Per cent", NoData: "no data", Estimate: "estimate", Provisional: "provisional"}
	heat.Columns = years(e.first, e.last)
	items := heat
	items.Columns, items.Diverging = nil, true
	for _, y := range heat.Columns {
		items.Rows = append(items.Rows, HeatRow{Name: y + " in full"})
	}
	tiles := TileMap{Value: rigorous, KeyTitle: "Per cent", NoData: "no data", Estimate: "estimate", Highest: "Highest", Lowest: "Lowest"}
	cal := Calendar{First: e.first, Labels: [States]string{"missing", "reported", "provisional", "estimated", "break in the series", "withheld"}}
	for i, s := range series {
		cells := make([]Cell, len(heat.Columns))
		states := make([]State, len(heat.Columns))
		for _, q := range s.Points {
			cells[q.X-e.first] = Cell{q.Y, true, q.Status}
			states[q.X-e.first] = stateOf(q)
		}
		heat.Rows = append(heat.Rows, HeatRow{s.Name, cells, s.Emphasis})
		items.Columns = append(items.Columns, s.Name)
		for k := range items.Rows {
			items.Rows[k].Cells = append(items.Rows[k].Cells, cells[k])
		}
		tiles.Tiles = append(tiles.Tiles, Tile{fmt.Sprintf("W%02d", i), s.Name, i / 9, 3 * (i % 9), cells[len(cells)-1], s.Emphasis})
		cal.Rows = append(cal.Rows, CalendarRow{s.Name, states, fmt.Sprintf("%d of %d", len(s.Points), len(states)), s.Emphasis})
	}
	items.Rows = items.Rows[max(0, len(items.Rows)-8):] // years of a long series are columns, not rows
	return map[string]Body{"heatmap": heat, "heatmap of items": items, "tile map": tiles, "calendar": cal}
}

func stateOf(q Point) State {
	switch {
	case q.BreakBefore:
		return StateBreak
	case q.Status == Estimate:
		return StateEstimated
	case q.Status == Provisional:
		return StateProvisional
	case q.X%7 == 0:
		return StateWithheld
	}
	return StateReported
}

// tableOf is a heatmap of one row: 1 to n.
func tableOf(n int, cuts []float64, diverging bool) Heatmap {
	h := Heatmap{Columns: years(2000, 2000+n-1), Rows: []HeatRow{{Name: "Chile"}}, Cuts: cuts, Diverging: diverging}
	for i := range n {
		h.Rows[0].Cells = append(h.Rows[0].Cells, Cell{Value: float64(i + 1), Known: true})
	}
	return h
}

// manyItems is a heatmap with so many items as columns.
func manyItems(n int) Heatmap {
	h := tableOf(n, nil, false)
	for i := range h.Columns {
		h.Columns[i] = fmt.Sprintf("Telecommunications %d", i)
	}
	return h
}

// TestValuesInCells: on a wide image each known cell says its value, on a tall
// one the last year does.
func TestValuesInCells(t *testing.T) {
	h := tableOf(20, nil, false)
	h.Value = func(v float64) string { return fmt.Sprintf("v%g", v) }
	for _, test := range []struct {
		size Size
		want int
	}{{Web, 20}, {Story, 1}} {
		l, err := Chart{Body: h, Size: test.size}.Layout()
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, text := range l.Texts {
			if text.Series == "Chile" && strings.HasPrefix(text.Text, "v") {
				n++
			}
		}
		if n != test.want {
			t.Errorf("%s: %d values, want %d", test.size.Name, n, test.want)
		}
	}
}

// TestKeysSayWhatOccurs: no data, statuses and states are named only where
// there are some.
func TestKeysSayWhatOccurs(t *testing.T) {
	full, gap := tableOf(5, nil, false), tableOf(5, nil, false)
	gap.Rows[0].Cells[1] = Cell{}
	gap.Rows[0].Cells[2].Status = Provisional
	cal := Calendar{First: 2000, Rows: []CalendarRow{{Name: "Chile", States: []State{StateReported, StateBreak}}},
		Labels: [States]string{"missing", "reported", "provisional", "estimated", "break", "withheld"}}
	for name, test := range map[string]struct {
		body Body
		want string
	}{
		"full": {full, ""}, "gap": {gap, "no data,provisional"}, "calendar": {cal, "reported,break"},
	} {
		if h, ok := test.body.(Heatmap); ok {
			h.NoData, h.Estimate, h.Provisional = "no data", "estimate", "provisional"
			test.body = h
		}
		l, err := Chart{Body: test.body}.Layout()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, text := range l.Texts {
			if strings.Contains("missing,reported,provisional,estimated,break,withheld,no data,estimate", text.Text) && text.Series == "" {
				got = append(got, text.Text)
			}
		}
		if s := strings.Join(got, ","); s != test.want {
			t.Errorf("%s: the key has %q, want %q", name, s, test.want)
		}
	}
}

// TestHundredRows: a calendar takes sixty rows of twenty years in blocks, and
// refuses hundreds with the way out.
func TestHundredRows(t *testing.T) {
	c := Calendar{First: 2005}
	for i := range 400 {
		c.Rows = append(c.Rows, CalendarRow{Name: fmt.Sprintf("Economy %d", i), States: make([]State, 20), Count: "0 of 20"})
	}
	for _, n := range []int{1, 30, 60, 61} {
		few := Calendar{First: 2005, Rows: c.Rows[:n]}
		l, err := framed(few).Layout()
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		for i, r := range few.Rows {
			found := false
			for _, text := range l.Texts {
				found = found || text.Text == r.Name
			}
			if !found {
				t.Errorf("%d rows: row %d has no name", n, i)
			}
		}
	}
	if _, err := framed(c).Layout(); err == nil || !strings.Contains(err.Error(), "show at most") {
		t.Errorf("400 rows: %v", err)
	}
}

// TestTilesStayWithin: the world's tiles stand apart, inside the plot and off
// the texts of keys and lists, in every size.
func TestTilesStayWithin(t *testing.T) {
	skipUnderRace(t)
	m := TileMap{Tiles: tileGrid(t), Value: rigorous, KeyTitle: "Per cent", NoData: "no data", Highest: "Highest", Lowest: "Lowest"}
	for i := range m.Tiles {
		m.Tiles[i].Cell = Cell{Value: float64(i), Known: i%7 > 0}
	}
	m.Tiles[9].Emphasis, m.Tiles[9].Name = Highlight, longName
	for _, size := range append(Sizes(), Size{Width: 700, Height: 500}) {
		c := framed(m)
		c.Size = size
		l, err := c.Layout()
		if err != nil {
			t.Fatal(err)
		}
		checkFlaws(t, l, Light)
		for _, mark := range l.Marks {
			if !mark.Box.inside(l.Plot.grown(4)) {
				t.Errorf("%s: %s leaves the plot: %.0f", size.Name, mark.Series, mark.Box)
			}
			for _, text := range l.Texts {
				if text.Series != mark.Series && mark.Box.Intersects(text.Box.grown(-2)) {
					t.Errorf("%s: %q lies on the tile of %s", size.Name, text.Text, mark.Series)
				}
			}
		}
	}
}

func years(from, to int) []string {
	var out []string
	for y := from; y <= to; y++ {
		out = append(out, strconv.Itoa(y))
	}
	return out
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
