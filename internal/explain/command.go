package explain

import (
	"fmt"
	"regexp"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// parts are the indicators of a sum, or the one.
func parts(id string) []string { return strings.Split(id, "+") }

// method is how growth over the span is measured: over one year as a rate on
// the year before, else as the average rate a year.
func (q Question) method() string {
	if q.Year-q.From == 1 {
		return analysis.YoY
	}
	return analysis.CAGR
}

// commandLine prints the same figure. That of a rank prints all places.
func commandLine(q Question) string {
	words := []string{"tradestats"}
	year := fmt.Sprint(q.Year)
	who := []string{"-e", q.Economies[0]}
	switch q.Measure {
	case Growth:
		words = append(append(words, "growth", q.Indicators[0]), who...)
		if q.method() == analysis.CAGR {
			words = append(words, "--method", analysis.CAGR)
		}
		words = append(words, "--from", fmt.Sprint(q.From), "--to", year)
	case Share:
		words = append(append(append(words, "share", q.Indicators[0]), who...), "--year", year)
	case Rank:
		words = append(words, "rank", q.Indicators[0], "--year", year)
	default:
		words = append(append(append(words, "aggregate", q.Indicators[0]), who...), "--year", year)
	}
	words = append(words, q.Flags...)
	return Quoted(words...)
}

// Quoted is a command as a shell takes it.
func Quoted(words ...string) string {
	out := make([]string, len(words))
	for k, w := range words {
		out[k] = quoted(w)
	}
	return strings.Join(out, " ")
}

var plain = regexp.MustCompile(`^[\pL\pN_./:=,@%+-]+$`)

// quoted writes a word so that a shell takes it as one.
func quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// errDiffers is the internal error of inputs that give another figure. It is
// no fault of the user's, hence of no kind.
func errDiffers(e Explanation, what string, said, got float64) error {
	return fmt.Errorf("internal error: %s %s %d: the %s is %v, and its inputs give %v; please report it", e.Indicator.ID, e.Item, e.Year, what, said, got)
}

func empty(hint, format string, args ...any) error {
	return tidy.Errorf(tidy.Empty, hint, "nothing selected: "+format, args...)
}
