package chart

import (
	"image/color"
	"math"
	"slices"
	"sort"
)

// spotLook is how a circle is drawn.
type spotLook struct {
	fill, edge color.NRGBA
	width      float64 // of the edge, px
	core       bool    // a dot in the middle: for groups that grey cannot tell apart
	text       color.NRGBA
	bold       bool
}

// spotMark draws a circle.
func (p *pen) spotMark(at XY, r float64, l spotLook) {
	w := l.width
	if w == 0 {
		w = math.Max(1, math.Round(p.b/24))
	}
	p.bubble(at, r, l.fill, stroke{color: l.edge, width: w})
	if l.core {
		p.disc(at, .36*r, l.edge)
	}
}

// spotAlpha is the opacity of a circle: on a dark ground colours need more of it
// to stay apart.
func (t *Theme) spotAlpha() float64 {
	if luminance(t.Ground) < .18 {
		return .78
	}
	return .6
}

// groupLooks are the looks of n groups. Where the theme has too few colours,
// as in print, some are hollow and the last has a core.
func (t *Theme) groupLooks(n int) []spotLook {
	out := make([]spotLook, n)
	for i := range out {
		c := t.category(i)
		out[i] = spotLook{fill: faded(c, t.spotAlpha()), edge: t.Ground, text: t.readable(c)}
		if n > 1 && t.Dashes != nil {
			out[i] = t.greySpot(i)
		}
	}
	return out
}

// greySpot is the look of the i-th group in grey.
func (t *Theme) greySpot(i int) spotLook {
	dark, light := t.category(0), t.category(2)
	hollow := spotLook{fill: faded(t.Ground, .5), edge: dark, width: 2, text: t.Ink}
	switch i {
	case 0:
		return spotLook{fill: faded(dark, .85), edge: t.Ground, text: t.Ink}
	case 1:
		return hollow
	case 2:
		return spotLook{fill: faded(light, .9), edge: t.Ground, text: t.Ink}
	case 3:
		hollow.core = true
		return hollow
	}
	return spotLook{fill: faded(light, .5), edge: dark, width: 2, text: t.Ink}
}

// pointLooks gives each point the look of its group or of its emphasis. A
// highlight does not mute the others: the cloud is what the chart is about.
func (c *scatterChart) pointLooks() []spotLook {
	byGroup := map[string]spotLook{}
	for i, l := range c.theme.groupLooks(len(c.groups)) {
		byGroup[c.groups[i]] = l
	}
	out := make([]spotLook, len(c.Points))
	for i, q := range c.Points {
		l, ok := byGroup[q.Group]
		switch {
		case !ok && len(c.groups) == 0:
			l = c.theme.groupLooks(1)[0]
		case !ok:
			l = spotLook{fill: faded(c.theme.Muted, c.theme.spotAlpha()), edge: c.theme.Ground}
		}
		l.text = c.theme.Ink
		switch q.Emphasis {
		case Context:
			l = spotLook{fill: faded(c.theme.Context, c.theme.spotAlpha()), edge: c.theme.Ground}
		case Highlight:
			h := c.theme.Highlight
			l = spotLook{fill: faded(h, .92), edge: c.theme.Ground, text: c.theme.readable(h), bold: true}
		case Named:
			l.edge, l.width = c.theme.Ink, math.Max(1, .08*c.b)
		}
		out[i] = l
	}
	return out
}

// paint draws the circles, large ones below small ones and the loud on top,
// then the names.
func (c *scatterChart) paint() {
	order := make([]int, len(c.Points))
	for i := range order {
		order[i] = i
	}
	loudness := [...]int{Context: 0, Plain: 1, Named: 2, Highlight: 3}
	sort.SliceStable(order, func(a, b int) bool {
		i, j := order[a], order[b]
		if l, m := loudness[c.Points[i].Emphasis], loudness[c.Points[j].Emphasis]; l != m {
			return l < m
		}
		return c.spots[i].r > c.spots[j].r
	})
	for _, i := range order {
		c.group(c.Points[i].Name)
		c.spotMark(c.spots[i].at, c.spots[i].r, c.looks[i])
	}
	c.ahead = c.leaders()
	c.names()
	c.group("")
}

// fewSpots is how many circles a reader looks up one by one: each is named, or told of as
// one that found no room.
const fewSpots = 15

// names writes the names that find room, about one on 45 b² of the field, so
// that the cloud is not buried. Where there are few circles all are named.
func (c *scatterChart) names() {
	n := spotNames{b: c.b, sides: allSides, bounds: Box{c.field.X0 + .1*c.b, c.field.Y0 - .6*c.b, c.plot.X1, c.field.Y1 - .1*c.b}}
	n.taken.boxes = c.zeroRules()
	n.rules = len(n.taken.boxes)
	n.see(c.spots)
	measure := math.Min(11.5*c.b, .3*c.width)
	room := max(8, int((c.field.X1-c.field.X0)*(c.field.Y1-c.field.Y0)/(45*c.b*c.b)))
	for _, i := range c.priority() {
		q, l, across := c.Points[i], c.looks[i], measure
		if c.most > 0 && q.Size == c.most { // no wider than it is large, so that no other circle stands nearer
			across = math.Min(measure, 2*c.spots[i].r+1.2*c.b)
		}
		f := c.set(c.named(q.Name, tickSize*c.b, l.bold, across), tickSize*c.b, l.bold)
		wanted := c.wanted(i)
		if room <= 0 && wanted == ifRoom {
			break
		}
		at, ok := n.place(i, f.width(), f.height(), wanted)
		if !ok && wanted == pointed {
			var line pointer
			if at, line, ok = n.point(i, f.width(), f.height()); ok {
				c.group(q.Name)
				c.stroke(line[:], stroke{color: c.theme.Muted, width: c.hair(), data: true})
			}
		}
		switch {
		case ok:
			room--
			c.group(q.Name)
			c.haloed(f, at, l.text)
		case wanted > ifRoom:
			c.dropped = append(c.dropped, q.Name)
		}
	}
}

// wanted is how much the name of the i-th point is.
func (c *scatterChart) wanted(i int) want {
	few, e := len(c.Points) <= fewSpots, c.Points[i].Emphasis
	switch {
	case e == Highlight || e == Named || !few && slices.Contains(c.ahead, i):
		return pointed
	case few:
		return farther
	}
	return ifRoom
}

// zeroRules are the zero lines of the field.
func (c *scatterChart) zeroRules() (out []Box) {
	if !c.LogY && c.up.lo <= 0 && c.up.hi >= 0 {
		out = append(out, c.zero)
	}
	if rule, ok := c.across.zeroRule(c.pen, c.field.Y0, c.field.Y1); ok {
		out = append(out, rule)
	}
	return out
}

// mostLeaders is how many of the largest circles are named before all others.
const mostLeaders = 3

// leaders are the circles that a reader asks for first: the largest, and what stands
// clearly farthest out on an axis.
func (c *scatterChart) leaders() (out []int) {
	add := func(n int, apart float64, size func(i int) float64) {
		var order []int
		for i, q := range c.Points {
			if q.Emphasis != Context {
				order = append(order, i)
			}
		}
		sort.SliceStable(order, func(a, b int) bool { return size(order[a]) > size(order[b]) })
		for k := 0; k < min(n, len(order)-1) && size(order[k])-size(order[k+1]) >= apart; k++ {
			if !slices.Contains(out, order[k]) {
				out = append(out, order[k])
			}
		}
	}
	if c.most > 0 {
		add(mostLeaders, 0, func(i int) float64 { return c.spots[i].r })
	}
	add(1, .5*c.b, func(i int) float64 { return c.spots[i].at.X })
	add(1, .5*c.b, func(i int) float64 { return -c.spots[i].at.Y })
	return out
}

// priority orders the points that may have a name: the loud, the leaders, then in turn
// the two largest and the loneliest. Context has none.
func (c *scatterChart) priority() []int {
	var order, bySize []int
	for i, q := range c.Points {
		switch q.Emphasis {
		case Highlight, Named:
			order = append(order, i)
		case Plain:
			bySize = append(bySize, i)
		}
	}
	sort.SliceStable(order, func(a, b int) bool {
		return c.Points[order[a]].Emphasis == Highlight && c.Points[order[b]].Emphasis != Highlight
	})
	alone := isolation(c.spots)
	byAlone := append([]int(nil), bySize...)
	sort.SliceStable(byAlone, func(a, b int) bool { return alone[byAlone[a]] > alone[byAlone[b]] })
	sort.SliceStable(bySize, func(a, b int) bool { return c.Points[bySize[a]].Size > c.Points[bySize[b]].Size })
	if c.most == 0 {
		bySize = byAlone
	}
	seen := make([]bool, len(c.Points))
	for _, i := range order {
		seen[i] = true
	}
	for _, i := range c.ahead {
		if !seen[i] {
			seen[i] = true
			order = append(order, i)
		}
	}
	for k := range bySize {
		for _, i := range []int{bySize[min(2*k, len(bySize)-1)], bySize[min(2*k+1, len(bySize)-1)], byAlone[k]} {
			if !seen[i] {
				seen[i] = true
				order = append(order, i)
			}
		}
	}
	return order
}
