package scan

import (
	"encoding/binary"
	"math/bits"
)

// Rows of a long table come in runs that differ in their last fields only. What
// was found about the first fields of a record holds for the next one as far as
// the two are the same bytes.

// Same tells that the first k fields are those of the record before, which Row
// took into the same accumulator: what it found by them then, and kept there,
// is true again. It is a hint that saves work. It is true only where it is
// known at no cost, and never of the first record of a block, so that a job has
// to do without it, too, and to the same result.
func (r *Row) Same(k int) bool { return 0 < k && k <= r.same }

// keep returns how many fields the record at data[i] shares with the one before,
// which r still is about, and how many bytes these are.
func (r *Row) keep(i int) (n, size int) {
	fields := r.fields
	if len(fields) == 0 || r.lines != r.line+1 {
		return 0, 0 // with other lines, these would have to be counted again
	}
	same := common(r.data[r.record:min(i+8, len(r.data))], r.data[i:])
	n = min(r.same, len(fields)) // mostly as many as of the record before
	for n > 0 && int(fields[n-1].next) > same {
		n--
	}
	for n < len(fields) && int(fields[n].next) <= same {
		n++
	}
	if n == 0 {
		return 0, 0
	}
	return n, int(fields[n-1].next)
}

// common returns how many of the first bytes of a and b are the same. It does
// not look at the last seven of the shorter.
func common(a, b []byte) int {
	n := 0
	for len(a) >= 8 && len(b) >= 8 {
		if x := binary.LittleEndian.Uint64(a) ^ binary.LittleEndian.Uint64(b); x != 0 {
			return n + bits.TrailingZeros64(x)/8
		}
		a, b, n = a[8:], b[8:], n+8
	}
	return n
}
