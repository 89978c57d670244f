package scan

import (
	"encoding/binary"
	"math/bits"
)

// Bytes are looked for in words of eight. A pattern is a byte eight times over:
// where it stands in a word, word XOR pattern has a byte of zero.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

func pattern(c byte) uint64 { return ones * uint64(c) }

// zero sets the high bit of the first byte of x that is zero. It may set high
// bits behind it, never before it: take the lowest only. The other bits mean
// nothing.
func zero(x uint64) uint64 { return (x - ones) &^ x }

// find2 returns the position of the first of two bytes in b from i on; len(b)
// when there is none.
func find2(b []byte, i int, p, q uint64) int {
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		if m := (zero(x^p) | zero(x^q)) & highs; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	for ; i < len(b) && b[i] != byte(p) && b[i] != byte(q); i++ {
	}
	return i
}

// find3 is find2 for three bytes.
func find3(b []byte, i int, p, q, r uint64) int {
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		if m := (zero(x^p) | zero(x^q) | zero(x^r)) & highs; m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
	}
	for ; i < len(b) && b[i] != byte(p) && b[i] != byte(q) && b[i] != byte(r); i++ {
	}
	return i
}
