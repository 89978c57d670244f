package source

import "math"

// A Sum adds up floats with what each addition loses. Of some thousand terms of one sign it
// is nearly always the float next to the exact sum, and then the same to the last bit in
// whatever order its terms come, and as that of a server, which adds up in whole numbers.
// That is no promise: where the exact sum is all but halfway between two floats, or terms
// cancel out, the order may change the last bit.
type Sum struct {
	value, lost float64
}

// Add adds a term.
func (s *Sum) Add(term float64) {
	sum := s.value + term
	added := sum - s.value
	s.lost += (s.value - (sum - added)) + (term - added)
	s.value = sum
}

// Join adds another sum.
func (s *Sum) Join(other Sum) {
	s.Add(other.value)
	s.lost += other.lost
}

// Float is the sum; one that is too large is infinite.
func (s Sum) Float() float64 {
	if math.IsInf(s.value, 0) {
		return s.value
	}
	return s.value + s.lost
}
