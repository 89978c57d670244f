package economy

import (
	"slices"
	"testing"
)

// withoutTile are the economies that have no square on the map: territories
// with no figures in the embedded datasets, but for the shares of ICT goods of
// Mayotte and of Wallis and Futuna.
var withoutTile = []string{
	"ALA", "ATA", "ATF", "BES", "BLM", "BVT", "CCK", "CXR", "ESH", "FLK", "GGY", "GLP", "GUF", "HMD", "IOT",
	"JEY", "MTQ", "MYT", "NFK", "PCN", "REU", "SGS", "SHN", "SJM", "SPM", "TKL", "UMI", "VAT", "WLF",
}

// TestTiles: every economy has a tile or is named above, no two share one, and
// the grid is as large as its description says.
func TestTiles(t *testing.T) {
	r := registry(t)
	taken := map[[2]int]string{}
	var missing []string
	rows, cols := 0, 0
	for _, e := range r.Economies() {
		row, col, ok := r.Tile(e.ISO3)
		if !ok {
			missing = append(missing, e.ISO3)
			continue
		}
		at := [2]int{row, col}
		if other := taken[at]; other != "" {
			t.Errorf("%s and %s share the tile %v", other, e.ISO3, at)
		}
		taken[at] = e.ISO3
		rows, cols = max(rows, row+1), max(cols, col+1)
	}
	if !slices.Equal(missing, withoutTile) {
		t.Errorf("without a tile are %q, want %q", missing, withoutTile)
	}
	if rows != 17 || cols != 33 || len(taken) != 221 {
		t.Errorf("%d tiles in %d rows and %d columns", len(taken), rows, cols)
	}
	if row, col, ok := r.Tile("ABW"); row != 8 || col != 4 || !ok {
		t.Errorf("Aruba stands at %d, %d, %v", row, col, ok)
	}
	if row, col, ok := r.Tile("no economy"); row != 0 || col != 0 || ok {
		t.Errorf("what is no economy stands at %d, %d", row, col)
	}
}
