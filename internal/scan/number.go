package scan

import (
	"math"
	"strconv"
)

// Powers of ten that a float64 holds exactly.
var tens = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// ParseFloat reads a finite decimal number: digits with an optional sign, dot
// and exponent, and none of Go's own notations (0x1p4, 1_000, Inf, NaN). The
// value is that of strconv.ParseFloat.
func ParseFloat(b []byte) (float64, bool) {
	i, negative := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		i, negative = 1, b[0] == '-'
	}
	// Of a mantissa below 2^53 and a power of ten up to 22 both are exact, so
	// that one division rounds as the true quotient does.
	start, mantissa, places := i, uint64(0), 0
	for ; i < len(b) && b[i]-'0' <= 9; i++ {
		mantissa = mantissa*10 + uint64(b[i]-'0')
	}
	digits := i - start
	if i < len(b) && b[i] == '.' {
		start = i + 1
		for i = start; i < len(b) && b[i]-'0' <= 9; i++ {
			mantissa = mantissa*10 + uint64(b[i]-'0')
		}
		places = i - start
		digits += places
	}
	if i < len(b) || digits == 0 || digits > 19 || mantissa >= 1<<53 { // 19 digits fit into 64 bits
		return parseOther(b)
	}
	value := float64(mantissa) / tens[places]
	if negative {
		value = -value
	}
	return value, true
}

// ParseInt reads a whole number of up to 18 digits with an optional sign, such
// as a year.
func ParseInt(b []byte) (int, bool) {
	digits, negative := b, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		digits, negative = b[1:], b[0] == '-'
	}
	if len(digits) == 0 || len(digits) > 18 {
		return 0, false
	}
	value := 0
	for _, c := range digits {
		if c -= '0'; c > 9 {
			return 0, false
		}
		value = value*10 + int(c)
	}
	if negative {
		value = -value
	}
	return value, true
}

// parseOther reads what is long, has an exponent or is no number.
func parseOther(b []byte) (float64, bool) {
	for _, c := range b {
		if (c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E' {
			return 0, false
		}
	}
	value, err := strconv.ParseFloat(string(b), 64)
	return value, err == nil && !math.IsInf(value, 0)
}

// Pack makes one integer of a code of up to 7 bytes, which is quicker to
// compare and to look up: two codes have the same integer when they are the
// same. It is false for a longer text.
func Pack[T ~string | ~[]byte](code T) (uint64, bool) {
	if len(code) > 7 {
		return 0, false
	}
	packed := uint64(len(code))
	for k := range len(code) {
		packed = packed<<8 | uint64(code[k])
	}
	return packed, true
}
