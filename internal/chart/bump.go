package chart

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// Bump shows how ranks change over years: one row a rank, the best at the top,
// names and ranks at both ends of the lines. A series that leaves the shown
// ranks ends with a dot and comes back without a line across. Series of one
// rank in one year share its row, side by side. Labels that find no room are
// dropped, the least important first, and named in [Layout.Dropped].
type Bump struct {
	Series []Series // Points.Y is the rank, 1 the best
	Depth  int      // ranks shown; 0 for all
	Value  Format   // a rank
}

func (b Bump) check() error {
	if b.Depth < 0 {
		return fmt.Errorf("a chart of %d ranks cannot be drawn: Depth is the number of ranks shown, 0 for all", b.Depth)
	}
	shown := false
	for _, s := range b.Series {
		if err := checkPoints(s.Name, s.Points); err != nil {
			return err
		}
		for _, q := range s.Points {
			if q.Y < 1 || q.Y > 1e6 || q.Y != math.Trunc(q.Y) {
				return fmt.Errorf("%s, %d: %v is not a rank: ranks are whole numbers from 1", s.Name, q.X, q.Y)
			}
			shown = shown || b.shows(q)
		}
	}
	if !shown {
		return errors.New("nothing to draw: no series is among the ranks shown")
	}
	return nil
}

// shows says whether a point is among the ranks shown.
func (b Bump) shows(q Point) bool { return b.Depth == 0 || q.Y <= float64(b.Depth) }

// bumpChart is a Bump being drawn.
type bumpChart struct {
	Bump
	*pen
	extent
	looks   []look
	points  [][]Point // of each series, those shown
	depth   int       // rows
	pitch   float64   // height of a row, px
	foot    float64   // between the last row and the years, px
	bottom  float64   // the y of the years' ticks
	size    float64   // of names and ranks, px
	x       linear
	lane    []map[int]float64 // of each series and year: px off the middle of the row
	starts  []*endLabel
	ends    []*endLabel
	inner   []*endLabel // labels of series that leave
	column  float64     // width of the ranks beside the names, px
	free    obstacles
	radius  float64 // of a dot, px
	allDots bool    // there is room for a dot in each year
}

// Lengths of a bump chart in b.
const (
	bumpRow   = 3.4 // height of a row at most
	bumpDot   = .32 // radius
	bumpLine  = 1.35
	bumpGap   = .8  // from the middle of a dot to its rank
	bumpNames = .42 // from the rank to the name
)

func (b Bump) draw(p *pen) error {
	c := &bumpChart{Bump: b, pen: p}
	var emphases []Emphasis
	for _, s := range b.Series {
		var shown []Point
		for _, q := range s.Points {
			if b.shows(q) {
				shown = append(shown, q)
				c.depth = max(c.depth, int(q.Y))
			}
		}
		c.points = append(c.points, shown)
		c.add(shown)
		emphases = append(emphases, s.Emphasis)
	}
	c.looks = p.theme.lineLooks(emphases)
	for i := range c.looks {
		c.looks[i].width *= bumpLine
	}
	if err := c.rows(); err != nil {
		return err
	}
	c.share()
	c.labels()
	c.layOut()
	c.paint()
	return nil
}

// rows divides the height: the years below, and above them a line for the
// names of those that leave.
func (c *bumpChart) rows() error {
	leaving, labels := c.count()
	if c.foot = .2 * c.b; leaving {
		c.foot = 1.2 * c.b
	}
	room := c.plot.Y1 - 1.9*c.b - c.foot - c.plot.Y0
	c.pitch = math.Min(bumpRow*c.b, room/float64(c.depth))
	least := leastText * c.b * labelLine
	if c.pitch < least {
		return fmt.Errorf("%d ranks need %.0f px of height, there are %.0f: show at most %d or take a taller size",
			c.depth, least*float64(c.depth), room, int(room/least))
	}
	c.size = math.Min(c.b, c.pitch/labelLine)
	c.radius = math.Min(bumpDot*c.b, .36*c.pitch)
	used := float64(c.depth) * c.pitch
	// Series of one rank may have more names than rows.
	c.foot = math.Max(c.foot, math.Min(float64(labels)*labelLine*c.size, room)-used)
	c.bottom = c.plot.Y0 + used + c.foot
	return nil
}

// count says whether a series with a name leaves before the last year, and how
// many names stand in the first or the last year.
func (c *bumpChart) count() (leaving bool, labels int) {
	starts, ends := 0, 0
	for i, points := range c.points {
		if len(points) == 0 || c.Series[i].Emphasis == Context {
			continue
		}
		if points[0].X == c.first {
			starts++
		}
		if points[len(points)-1].X == c.last {
			ends++
		} else {
			leaving = true
		}
	}
	return leaving, max(starts, ends)
}

// row is the y of the middle of the row of a rank.
func (c *bumpChart) row(rank float64) float64 { return c.plot.Y0 + (rank-.5)*c.pitch }

// at is where a point of series i stands.
func (c *bumpChart) at(i int, q Point) XY {
	return XY{c.x.at(float64(q.X)), c.row(q.Y) + c.lane[i][q.X]}
}

// share puts series of one rank in one year side by side around the middle of
// the row, in the order in which they stood the year before, so that sharing a
// rank crosses no lines; those that were not there come last.
func (c *bumpChart) share() {
	at := map[int][]int{} // the series of each year, in order
	for i, points := range c.points {
		c.lane = append(c.lane, map[int]float64{})
		for _, q := range points {
			at[q.X] = append(at[q.X], i)
		}
	}
	before := make([]float64, len(c.points)) // y of the year before
	for year := c.first; year <= c.last; year++ {
		tied := map[float64][]int{}
		for _, i := range at[year] {
			rank := c.rank(i, year)
			tied[rank] = append(tied[rank], i)
		}
		now := make([]float64, len(c.points))
		for i := range now {
			now[i] = math.Inf(1)
		}
		for _, i := range at[year] {
			if same := tied[c.rank(i, year)]; len(same) > 1 && i == same[0] {
				c.spread(same, year, before)
			}
		}
		for _, i := range at[year] {
			now[i] = c.row(c.rank(i, year)) + c.lane[i][year]
		}
		before = now
	}
}

// spread gives series of one rank in one year their lanes.
func (c *bumpChart) spread(tied []int, year int, before []float64) {
	order := append([]int(nil), tied...)
	sort.SliceStable(order, func(a, b int) bool { return before[order[a]] < before[order[b]] })
	n := float64(len(order) - 1)
	step := math.Min(2.15*c.radius, .8*c.pitch/n)
	for k, i := range order {
		c.lane[i][year] = (float64(k) - n/2) * step
	}
}

// rank is that of series i in a year in which it is shown.
func (c *bumpChart) rank(i, year int) float64 {
	points := c.points[i]
	k := sort.Search(len(points), func(k int) bool { return points[k].X >= year })
	return points[k].Y
}

// labels makes the names and their ranks at the first and the last year, and
// the names of the series that leave.
func (c *bumpChart) labels() {
	measure := math.Min(11.5*c.b, .3*c.width)
	for rank := 1; rank <= c.depth; rank++ {
		c.column = math.Max(c.column, c.textWidth(c.Value.print(float64(rank)), c.size, true))
	}
	for i, s := range c.Series {
		points := c.points[i]
		if s.Emphasis == Context {
			continue
		}
		if len(points) == 0 {
			c.dropped = append(c.dropped, s.Name)
			continue
		}
		f := c.fit(s.Name, c.size, c.looks[i].bold, measure, .95*c.pitch)
		tall := labelLine * c.size // the rank beside a small name is not small
		if len(f.lines) > 1 {
			tall = math.Max(tall, math.Min(c.pitch, f.height()+.18*f.size))
		}
		labelAt := func(q Point) *endLabel {
			return &endLabel{text: f, look: c.looks[i], point: q, at: c.row(q.Y) + c.lane[i][q.X], name: s.Name, size: -q.Y, tall: tall}
		}
		first, last := points[0], points[len(points)-1]
		if first.X == c.first && c.first < c.last {
			c.starts = append(c.starts, labelAt(first))
		}
		if last.X == c.last {
			c.ends = append(c.ends, labelAt(last))
		} else {
			l := labelAt(last)
			l.far = true
			c.inner = append(c.inner, l)
		}
	}
}
