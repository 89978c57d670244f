package typeset

import "strings"

// words splits a text at U+0020 only: U+00A0 holds words together.
func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' })
}

// Wrap breaks a text into lines of at most measure px. A word that is wider
// than the measure is broken inside.
func (f *Family) Wrap(s string, size float64, bold bool, measure float64) []string {
	var lines []string
	line := ""
	for _, word := range words(s) {
		joined := word
		if line != "" {
			joined = line + " " + word
		}
		if f.Width(joined, size, bold) <= measure {
			line = joined
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		for f.Width(word, size, bold) > measure {
			head := f.Cut(word, size, bold, measure)
			if head == word {
				break
			}
			lines = append(lines, head)
			word = word[len(head):]
		}
		line = word
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

// Cut is the longest beginning of s that is at most measure px wide, at least
// one character.
func (f *Family) Cut(s string, size float64, bold bool, measure float64) string {
	end := len(s)
	for i := range s {
		if i > 0 && f.Width(s[:i], size, bold) > measure {
			return s[:end]
		}
		if i > 0 {
			end = i
		}
	}
	if f.Width(s, size, bold) > measure && end < len(s) {
		return s[:end]
	}
	return s
}

// Balance wraps to the smallest measure that keeps the number of lines, so
// that no line is left nearly empty.
func (f *Family) Balance(s string, size float64, bold bool, measure float64) []string {
	best := f.Wrap(s, size, bold, measure)
	if len(best) < 2 {
		return best
	}
	lo, hi := measure/float64(len(best))*.8, f.Widest(best, size, bold)
	for hi-lo > 1 {
		mid := (lo + hi) / 2
		if lines := f.Wrap(s, size, bold, mid); len(lines) <= len(best) && !BreaksWord(lines, s) {
			best = lines
			hi = f.Widest(best, size, bold)
		} else {
			lo = mid
		}
	}
	return best
}

// BalanceShort balances only when the last line is below 30 % of the measure.
func (f *Family) BalanceShort(s string, size float64, bold bool, measure float64) []string {
	lines := f.Wrap(s, size, bold, measure)
	if n := len(lines); n > 1 && f.Width(lines[n-1], size, bold) < .3*measure {
		return f.Balance(s, size, bold, measure)
	}
	return lines
}

// BreaksWord says whether a word of s was broken to make the lines.
func BreaksWord(lines []string, s string) bool {
	return strings.Join(lines, " ") != strings.Join(words(s), " ")
}

// LineOfBlock is the distance of the baselines of a block, in sizes.
const LineOfBlock = 1.12

// Height is the height in px of a block of n lines, accents and descenders
// included.
func Height(n int, size float64) float64 {
	return (float64(n-1)*LineOfBlock + CapAccent + Descent) * size
}

// Fit sets a text in a box of w x h px: on one line when it fits, else on
// balanced lines, else smaller (down to .7 of the size), else cut with an
// ellipsis. It never leaves the box. It returns the lines and their size.
func (f *Family) Fit(s string, size float64, bold bool, w, h float64) ([]string, float64) {
	for _, part := range []float64{1, .92, .84, .77, .7} {
		lines := f.Balance(s, size*part, bold, w)
		if Height(len(lines), size*part) <= h && f.Widest(lines, size*part, bold) <= w && !BreaksWord(lines, s) {
			return lines, size * part
		}
	}
	size *= .7
	lines := f.Wrap(s, size, bold, w)
	for Height(len(lines), size) > h && len(lines) > 1 {
		lines = lines[:len(lines)-1]
		last := lines[len(lines)-1]
		lines[len(lines)-1] = f.Cut(last, size, bold, w-f.Width("…", size, bold)) + "…"
	}
	return lines, size
}
