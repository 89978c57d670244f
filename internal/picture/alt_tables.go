package picture

import (
	"slices"

	"tradestats/internal/chart"
)

// heatmap tells the highest and the lowest cell, and how many have no data.
func (t teller) heatmap(c chart.Heatmap) string {
	e, without := extremes{}, 0
	for _, r := range c.Rows {
		for k, cell := range r.Cells {
			if !cell.Known {
				without++
				continue
			}
			e.add(cell.Value, t.valueOf(r.Name+", "+c.Columns[k], c.Value(cell.Value)))
		}
	}
	return altText(t.head("alt.heatmap"), t.highLow(e), t.noData(without))
}

func (t teller) noData(n int) string {
	if n == 0 {
		return ""
	}
	return t.say("alt.no-data", args{"n": n})
}

// tiles tells the highest and the lowest tile, and how many have no data.
func (t teller) tiles(c chart.TileMap) string {
	e, without := extremes{}, 0
	for _, tile := range c.Tiles {
		if tile.Cell.Known {
			e.add(tile.Cell.Value, t.valueOf(tile.Name, c.Value(tile.Cell.Value)))
		} else {
			without++
		}
	}
	return altText(t.head("alt.tiles"), t.highLow(e), t.noData(without))
}

// calendar tells who reported most and who least.
func (t teller) calendar(c chart.Calendar) string {
	e := extremes{}
	for _, r := range c.Rows {
		n := 0
		for _, s := range r.States {
			if s != chart.StateMissing && s != chart.StateWithheld {
				n++
			}
		}
		e.add(float64(n), t.valueOf(r.Name, r.Count))
	}
	return altText(t.head("alt.calendar"), t.highLow(e))
}

// bump tells the first three places of the last year, and the highlighted.
func (t teller) bump(c chart.Bump) string {
	last := 0
	for _, s := range c.Series {
		last = max(last, s.Points[len(s.Points)-1].X)
	}
	type place struct {
		name string
		rank float64
	}
	var all []place
	loud := ""
	for _, s := range c.Series {
		end := s.Points[len(s.Points)-1]
		if end.X == last {
			all = append(all, place{s.Name, end.Y})
		}
		if first := s.Points[0]; s.Emphasis == chart.Highlight && first.X != end.X {
			loud = t.fromTo(s.Name, t.Year(first.X), c.Value(first.Y), t.Year(end.X), c.Value(end.Y))
		}
	}
	slices.SortStableFunc(all, func(a, b place) int { return int(a.rank - b.rank) })
	var names []string
	for k, p := range all {
		if k < 3 {
			names = append(names, t.valueOf(p.name, c.Value(p.rank)))
		}
	}
	return altText(t.head("alt.bump"), t.Year(last)+t.Colon()+" "+t.List(names)+".", loud)
}

// fan tells the last reported year, and centre and range of the last projected.
func (t teller) fan(c chart.Fan) string {
	last, end := c.Points[len(c.Points)-1], c.Projection[len(c.Projection)-1]
	return altText(t.head("alt.fan"),
		t.say("alt.reported", args{"name": c.Name, "year": last.X, "value": c.Value(last.Y)}),
		t.say("alt.projected", args{"year": end.X, "value": c.Value(end.Mid), "low": c.Value(end.Low80), "high": c.Value(end.High80)}))
}

// strip tells the median of each group.
func (t teller) strip(c chart.Strip) string {
	var items []string
	for _, g := range c.Groups {
		items = append(items, t.valueOf(g.Name, c.Value(g.Median())))
	}
	return altText(t.head("alt.strip"), t.say("alt.medians", args{"list": t.List(items)}))
}

// bullet tells the first two and the last bar with the target.
func (t teller) bullet(c chart.Bullet) string {
	out := []string{t.head("alt.bullet")}
	for k, r := range c.Rows {
		if r.Missing == "" && r.HasTarget && (k < 2 || k == len(c.Rows)-1) {
			out = append(out, t.say("alt.against", args{"name": r.Name, "value": c.Value(r.Value), "target": c.Value(r.Target)}))
		}
	}
	return altText(out...)
}
