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

// mask returns where a byte stands in 64 bytes: bit k is about byte k. It is
// written out because a loop would load its constants again for every word.
func mask(b *[chunkSize]byte, p uint64) uint64 {
	return ^(other(b[0:8], p)>>56 | other(b[8:16], p)>>48 | other(b[16:24], p)>>40 | other(b[24:32], p)>>32 |
		other(b[32:40], p)>>24 | other(b[40:48], p)>>16 | other(b[48:56], p)>>8 | other(b[56:64], p))
}

// other returns a bit for each of eight bytes that is not that of the pattern,
// in the highest byte. It says so of each byte, which zero does not. The product
// gathers the high bits of the bytes: that of byte k is moved up by 49-7k bits,
// and no two meet on the way.
func other(b []byte, p uint64) uint64 {
	x := binary.LittleEndian.Uint64(b) ^ p
	high := (x | ((x | highs) - ones)) & highs
	return high * 0x0002040810204081 & (0xff << 56)
}
