package analysis

// NewestOfMost is the newest year that at least two thirds of so many have, by how
// many have each year; 0 where there is none. One that is late must not make all the
// others old, and a few that are early are no comparison.
func NewestOfMost(have map[int]int, of int) int {
	newest := 0
	for year, n := range have {
		if 3*n >= 2*of {
			newest = max(newest, year)
		}
	}
	return newest
}
