package audit

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/dataset"
)

// Compare finds indicators that several texts hold: together they can be used
// only with a preference. The later of two in the list gets the problem.
func Compare(all []*Report) {
	type held struct {
		by  *Report
		ids []string
	}
	for k, r := range all {
		var clashes []held
		for _, earlier := range all[:k] {
			if vintages(earlier, r) {
				continue // the newest is used
			}
			if ids := inBoth(earlier, r); len(ids) > 0 {
				clashes = append(clashes, held{earlier, ids})
			}
		}
		for _, c := range clashes {
			r.Problems = slices.Insert(r.Problems, 0, Problem{File: r.File, Severity: Warning, Kind: Clash,
				Why:  fmt.Sprintf("%s %s also in %s", listed(c.ids), isAre(len(c.ids)), described(c.by)),
				Hint: fmt.Sprintf("to use both, choose with --prefer %s", filepath.Base(newer(c.by, r).File))})
			r.Warnings++
		}
	}
}

// vintages tells whether two texts are of different vintages that stand side by side.
func vintages(a, b *Report) bool { return a.apart != "" && b.apart != "" && a.apart != b.apart }

func inBoth(a, b *Report) []string {
	var out []string
	for _, i := range b.Indicators {
		if i.ID != dataset.Unnamed && slices.ContainsFunc(a.Indicators, func(j Indicator) bool { return j.ID == i.ID }) {
			out = append(out, i.ID)
		}
	}
	return out
}

// newer is the text of the later vintage; without one, the second.
func newer(a, b *Report) *Report {
	if a.Vintage > b.Vintage && b.Vintage != "" {
		return a
	}
	return b
}

func described(r *Report) string {
	if r.Vintage == "" {
		return r.File
	}
	return fmt.Sprintf("%s (of %s)", r.File, r.Vintage)
}

// listed lists a few ids and counts the others.
func listed(ids []string) string {
	const few = 3
	if more := len(ids) - few; more > 1 {
		return strings.Join(ids[:few], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(ids, ", ")
}

func isAre(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
