package economy

import (
	"io/fs"
	"strconv"
)

// tile is a place on the map of the world in squares.
type tile struct{ row, col int }

var tileHeader = []string{"iso3", "row", "col"}

// readTiles reads where each economy stands on the map. An economy without a
// tile is left out of maps; two on one tile are an error.
func (r *Registry) readTiles(fsys fs.FS) error {
	taken := map[tile]string{}
	return readTable(fsys, "tile-grid.csv", tileHeader, func(w row) error {
		code := w.cells[0]
		if _, ok := r.Economy(code); !ok {
			return w.bad(code, "no such economy in economies.csv")
		}
		if _, ok := r.tiles[code]; ok {
			return w.bad(code, "this economy has two tiles")
		}
		var at tile
		for i, to := range []*int{&at.row, &at.col} {
			n, err := strconv.Atoi(w.cells[1+i])
			if err != nil || n < 0 {
				return w.bad(w.cells[1+i], "a row or column of the tile grid must be a whole number from 0")
			}
			*to = n
		}
		if other, ok := taken[at]; ok {
			return w.bad(code, "this tile is taken by "+other)
		}
		taken[at], r.tiles[code] = code, at
		return nil
	})
}

// Tile is where the economy with this ISO3 code, in capitals, stands on a map
// of the world in squares of one size: the row from the north and the column
// from the west, both from 0. ok is false where it has no square.
func (r *Registry) Tile(code string) (row, col int, ok bool) {
	t, ok := r.tiles[code]
	return t.row, t.col, ok
}
