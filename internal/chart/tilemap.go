package chart

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// TileMap is a map of squares of one size, one an economy, each near its
// neighbours: small economies are seen like large ones. Where the image leaves
// room below the map, the highest and the lowest are listed there.
type TileMap struct {
	Tiles     []Tile
	Cuts      []float64 // between the classes, rising; chosen from the values when empty
	Diverging bool      // classes around 0
	Value     Format
	Cut       Format // of the key; Value when nil
	KeyTitle  string // the unit, as "Per cent"

	// Names in the key; each is there only when such a tile is, and may be
	// empty where the notes say it.
	NoData, Estimate, Provisional string

	// Headings of the two lists, which are drawn only with a heading.
	Highest, Lowest string
}

// Tile is one square of a TileMap. Rows are counted downwards and columns to
// the right, from any number.
type Tile struct {
	Code     string // written on the tile where it can be read
	Name     string // for the key and the lists
	Row, Col int
	Cell
	Emphasis Emphasis // Highlight and Named are ringed and named in the key
}

const maxTiles = 200 // rows or columns of tiles

func (m TileMap) check() error {
	found := false
	taken := map[[2]int]string{}
	for _, t := range m.Tiles {
		at := [2]int{t.Row, t.Col}
		if other, ok := taken[at]; ok {
			return fmt.Errorf("%s and %s stand on one tile: row %d, column %d", other, t.Name, t.Row, t.Col)
		}
		taken[at] = t.Name
		if t.Known {
			found = true
			if err := checkValue(t.Name, t.Value); err != nil {
				return err
			}
		}
	}
	if !found {
		return errors.New("nothing to draw: no tile has a value")
	}
	if r0, c0, r1, c1 := m.span(); r1-r0 >= maxTiles || c1-c0 >= maxTiles {
		return fmt.Errorf("tiles in %d rows and %d columns are too small to be seen: at most %d of each", r1-r0+1, c1-c0+1, maxTiles)
	}
	return checkCuts(m.Cuts, m.Diverging)
}

// span are the outermost rows and columns.
func (m TileMap) span() (r0, c0, r1, c1 int) {
	r0, c0, r1, c1 = m.Tiles[0].Row, m.Tiles[0].Col, m.Tiles[0].Row, m.Tiles[0].Col
	for _, t := range m.Tiles {
		r0, c0, r1, c1 = min(r0, t.Row), min(c0, t.Col), max(r1, t.Row), max(c1, t.Col)
	}
	return r0, c0, r1, c1
}

// Lengths of tile maps.
const (
	tileGap  = 2   // px
	tileCode = .36 // size of the code, of the tile
	leastTxt = 11  // px, of codes; a wide one may be 1 smaller
	mostTile = 4   // b
	tileRing = .12 // b
	mapGap   = .8  // b between key, map and lists
)

// mapPlan is where a tile map's parts go.
type mapPlan struct {
	TileMap
	classes  classes
	shades   []shade
	keys     []placedKey
	rows     float64
	cols     float64
	row, col int     // the first
	tile     float64 // pitch, px
	x, y     float64 // corner of the map
	lists    [][]Tile
	listsAt  float64
}

// placedKey is a key and its corner.
type placedKey struct {
	keyPlan
	at XY
}

func (m TileMap) draw(p *pen) error {
	plan := m.plan(p)
	if plan.tile < 2*tileGap+2 {
		return fmt.Errorf("tiles of %.0f px cannot be seen: take a larger size", plan.tile)
	}
	for _, t := range m.Tiles {
		p.group(t.Name)
		plan.draw(p, t)
	}
	for _, t := range m.Tiles {
		if t.loud() {
			p.group(t.Name)
			plan.ring(p, plan.box(t), t.Emphasis)
		}
	}
	p.group("")
	for _, k := range plan.keys {
		k.draw(p, k.at.X, k.at.Y)
	}
	plan.drawLists(p)
	return nil
}

// loud says whether the tile is ringed and named.
func (t Tile) loud() bool { return t.Emphasis == Highlight || t.Emphasis == Named }

// plan divides the room. On a wide image the map takes the height, and the
// keys take the corners that have no tiles; else the map takes the width, the
// key stands above and the lists below.
func (m TileMap) plan(p *pen) mapPlan {
	var cells []Cell
	for _, t := range m.Tiles {
		cells = append(cells, t.Cell)
	}
	values := known(cells, nil)
	out := mapPlan{TileMap: m, classes: newClasses(m.Cuts, values, m.Diverging, m.Value, m.Cut.or(m.Value))}
	out.shades = p.theme.shades(out.classes)
	r0, c0, r1, c1 := m.span()
	out.row, out.col, out.rows, out.cols = r0, c0, float64(r1-r0+1), float64(c1-c0+1)
	key := p.newClassKey(m.KeyTitle, out.classes, m.Cut, values)
	key.extras = p.cellExtras(cells, out.shades[len(out.shades)/2], m.NoData, m.Estimate, m.Provisional)
	out.tile = out.fits(p, p.plot.Y0, p.plot.Y1)
	out.plainMissing(p, key.extras)
	if out.inCorners(p, key) {
		return out
	}
	key.extras = append(out.loudKey(p), key.extras...)
	above := key.plan(p, p.plot.X1-p.plot.X0, false)
	out.keys = []placedKey{{above, XY{p.plot.X0, p.plot.Y0}}}
	out.y = math.Round(p.plot.Y0 + above.height + mapGap*p.b)
	out.tile = out.fits(p, out.y, p.plot.Y1)
	out.planLists(p)
	out.centre(p)
	out.plainMissing(p, out.keys[0].extras)
	return out
}

// fits is the pitch of the largest tiles in the width and between two heights.
func (m mapPlan) fits(p *pen, y0, y1 float64) float64 {
	across, down := (p.plot.X1-p.plot.X0+tileGap)/m.cols, (y1-y0+tileGap)/m.rows
	return math.Floor(math.Min(mostTile*p.b, math.Min(across, down)))
}

func (m *mapPlan) centre(p *pen) {
	m.x = p.plot.X0 + math.Floor((p.plot.X1-p.plot.X0-m.cols*m.tile+tileGap)/2)
}

// inCorners puts the scale into the lower and what is ringed into the upper
// left corner, if the map takes nearly the whole height and, in the middle or
// at the right, leaves them free.
func (m *mapPlan) inCorners(p *pen, key classKey) bool {
	width := p.plot.X1 - p.plot.X0
	m.y = p.plot.Y0
	if m.rows*m.tile < .8*(p.plot.Y1-p.plot.Y0) {
		return false
	}
	scale := key.plan(p, .3*width, true)
	ringed := classKey{extras: m.loudKey(p)}.plan(p, .5*width, true)
	m.keys = []placedKey{{scale, XY{p.plot.X0, p.plot.Y1 - scale.height}}, {ringed, XY{p.plot.X0, p.plot.Y0}}}
	if m.centre(p); m.keysAreClear(p) {
		return true
	}
	m.x = p.plot.X1 + tileGap - m.cols*m.tile
	return m.keysAreClear(p)
}

// keysAreClear says whether no tile reaches into a key, nor one key into the
// other.
func (m mapPlan) keysAreClear(p *pen) bool {
	var boxes []Box
	for _, k := range m.keys {
		boxes = append(boxes, Box{k.at.X, k.at.Y, k.at.X + k.width, k.at.Y + k.height}.grown(.5*p.b))
	}
	for _, b := range boxes {
		for _, t := range m.Tiles {
			if m.box(t).Intersects(b) {
				return false
			}
		}
	}
	return !boxes[0].Intersects(boxes[1]) || len(m.keys[1].extras) == 0
}

// loudKey are the entries of the key for the tiles that are ringed.
func (m mapPlan) loudKey(p *pen) []keyExtra {
	var out []keyExtra
	for _, t := range m.Tiles {
		if !t.loud() || t.Name == "" {
			continue
		}
		name := t.Name
		if t.Known {
			name += " " + m.Value.print(t.Value)
		} else if m.NoData != "" {
			name += " (" + m.NoData + ")"
		}
		e := keyExtra{name: name, bold: t.Emphasis == Highlight, square: true, draw: func(b Box) {
			b = b.grown(-p.ringWidth())
			m.fill(p, b, t.Cell)
			m.ring(p, b, t.Emphasis)
		}}
		if out = append(out, e); e.bold { // first the one the title speaks of
			copy(out[1:], out[:len(out)-1])
			out[0] = e
		}
	}
	return out
}

// box is the square of a tile.
func (m mapPlan) box(t Tile) Box {
	x, y := m.x+float64(t.Col-m.col)*m.tile, m.y+float64(t.Row-m.row)*m.tile
	return Box{math.Round(x), math.Round(y), math.Round(x) + m.tile - tileGap, math.Round(y) + m.tile - tileGap}
}

// codes says whether codes can be read on the tiles.
func (m mapPlan) codes() bool { return tileCode*m.tile >= leastTxt }

// plainMissing makes the sample of missing tiles what those look like.
func (m mapPlan) plainMissing(p *pen, extras []keyExtra) {
	for i, e := range extras {
		if e.missing {
			extras[i].draw = func(b Box) { m.fill(p, b, Cell{}) }
		}
	}
}

// fill paints a square in the look of its class.
func (m mapPlan) fill(p *pen, b Box, c Cell) shade {
	if !c.Known {
		p.bar(b, p.theme.Ground) // a tint would look like the lowest class
		p.hatch(b, .42*p.b, math.Max(1, p.b/24), p.theme.Context)
		p.frameIn(b, 1, p.theme.Context)
		return shade{fill: p.theme.Ground, text: p.theme.Note, striped: true} // cleared behind its code
	}
	s := m.shades[m.classes.of(c.Value)]
	p.paint(b, s)
	if !s.striped {
		p.frameFaint(b, s.fill)
	}
	return s
}

// ringWidth is the width of the ring around a tile, px.
func (p *pen) ringWidth() float64 { return math.Max(2, math.Round(tileRing*p.b)) }

// ring frames a tile that is spoken of, over the gaps around it.
func (m mapPlan) ring(p *pen, b Box, e Emphasis) {
	w, c := p.ringWidth(), p.theme.Highlight
	if e == Named {
		c = p.theme.Ink
	}
	p.frameIn(b.grown(w), w, c)
}

// draw draws a tile with its code, if that can be read.
func (m mapPlan) draw(p *pen, t Tile) {
	b, size := m.box(t), tileCode*m.tile
	s := m.fill(p, b, t.Cell)
	if w, room := p.textWidth(t.Code, size, false), b.X1-b.X0-1; w > room {
		size *= room / w
	}
	coded := m.codes() && size >= leastTxt-1
	if t.Known {
		p.cellStatus(b, t.Status, s, coded && t.Code != "")
	}
	if coded {
		p.cellText(t.Code, b, size, s)
	}
}

// ranked are the tiles with a value from the highest down, equal ones by name.
func (m TileMap) ranked() []Tile {
	var out []Tile
	for _, t := range m.Tiles {
		if t.Known && t.Name != "" {
			out = append(out, t)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].Value != out[j].Value {
			return out[i].Value > out[j].Value
		}
		return out[i].Name < out[j].Name
	})
	return out
}
