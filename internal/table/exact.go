package table

import (
	"strings"

	"tradestats/internal/frame"
)

// Exact is a number with all its digits, twelve at most that count, to check by hand.
func (r *Reader) Exact(v float64) string {
	text := frame.Number(v)
	_, decimals, _ := strings.Cut(text, ".")
	if strings.ContainsAny(text, "eE") {
		return text
	}
	return r.Locale.Number(v, len(decimals))
}
