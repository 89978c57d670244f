package locale

import (
	"math"
	"strconv"
	"strings"
)

// A decimal is the shortest decimal number that reads back as a float64: what
// the publisher printed, not its binary neighbour. Its value is 0.digits times
// ten to the power point; zero has no digits.
type decimal struct {
	negative bool
	digits   string
	point    int
}

// decimalOf takes a finite number.
func decimalOf(v float64) decimal {
	if v == 0 {
		return decimal{}
	}
	text := strconv.FormatFloat(math.Abs(v), 'e', -1, 64)
	mantissa, exponent, _ := strings.Cut(text, "e")
	power, _ := strconv.Atoi(exponent)
	return decimal{v < 0, strings.Replace(mantissa, ".", "", 1), power + 1}
}

// shift multiplies by a power of ten, exactly.
func (d decimal) shift(power int) decimal {
	d.point += power
	return d
}

// A rounded is a number as digits, ready to print.
type rounded struct {
	negative    bool // never of a zero
	whole, frac string
}

// round rounds half away from zero; in decimal this is a look at one digit.
func (d decimal) round(decimals int) rounded {
	decimals = max(decimals, 0)
	keep := d.point + decimals
	var kept []byte
	switch {
	case d.digits == "" || keep < 0:
		keep = 0
	case keep >= len(d.digits):
		kept = append([]byte(d.digits), strings.Repeat("0", keep-len(d.digits))...)
	default:
		kept = []byte(d.digits[:keep])
		if d.digits[keep] >= '5' {
			kept = increment(kept)
		}
	}
	if short := decimals + 1 - len(kept); short > 0 {
		kept = append([]byte(strings.Repeat("0", short)), kept...)
	}
	cut := len(kept) - decimals
	r := rounded{d.negative, string(kept[:cut]), string(kept[cut:])}
	if r.zero() {
		r.negative = false
	}
	return r
}

// significant rounds to so many digits, but never the integer part.
func (d decimal) significant(digits int) rounded {
	if d.digits == "" {
		return d.round(0)
	}
	decimals := max(digits-d.point, 0)
	r := d.round(decimals)
	// 9.996 becomes 10.00 at two decimals: one digit more than asked for.
	if decimals > 0 && r.digits() > digits {
		r = d.round(decimals - 1)
	}
	return r
}

// increment adds one to a number in digits.
func increment(number []byte) []byte {
	for i := len(number) - 1; i >= 0; i-- {
		if number[i] != '9' {
			number[i]++
			return number
		}
		number[i] = '0'
	}
	return append([]byte{'1'}, number...)
}

func (r rounded) zero() bool { return strings.Trim(r.whole+r.frac, "0") == "" }

// digits counts those from the first that is not zero.
func (r rounded) digits() int { return len(strings.TrimLeft(r.whole+r.frac, "0")) }

// atLeastOne says whether the magnitude is one or more.
func (r rounded) atLeastOne() bool { return strings.Trim(r.whole, "0") != "" }
