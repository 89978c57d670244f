package study

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

func empty(hint, format string, args ...any) error {
	return tidy.Errorf(tidy.Empty, hint, "nothing selected: "+format, args...)
}

// NoValues is the error of a selection of one indicator without data: it says
// which years there are, of the economies selected if they have any. what is
// what was looked for: "value" or "growth".
func (d *Desk) NoValues(of *analysis.Data, sel analysis.Selection, what, when string) error {
	years, who := of.Years(), "it"
	if all, err := Members(sel, sel.Reference); err == nil && len(sel.Items) > 0 && len(all) > 0 {
		theirs := YearsOf(of, all)
		if !slices.Equal(theirs, years) {
			years, who = theirs, itemNames(sel.Items)
		}
	}
	hint := fmt.Sprintf("%s has values for %s", who, tidy.YearRanges(years))
	if len(years) == 0 {
		hint = fmt.Sprintf("%s never reported it, others did for %s", who, tidy.YearRanges(of.Years()))
		if i := of.Indicator; i.Dataset != nil && i.Dataset.Own { // it may have, elsewhere
			hint = fmt.Sprintf("%s has no value of %s, of others for %s", i.File, who, tidy.YearRanges(of.Years()))
		}
	}
	return empty(hint, "%s: no %s of %s in %s", of.Indicator.ID, what, itemNames(sel.Items), when)
}

func itemNames(items []economy.Item) string {
	if len(items) > 3 {
		return "the selection"
	}
	names := make([]string, len(items))
	for k, item := range items {
		names[k] = item.String()
	}
	return strings.Join(names, ", ")
}

// YearsOf are the years in which any of some economies reported.
func YearsOf(d *analysis.Data, economies map[string]bool) []int {
	var out []int
	for _, year := range d.Years() {
		for _, e := range d.Reporters(year) {
			if economies[e] {
				out = append(out, year)
				break
			}
		}
	}
	sort.Ints(out)
	return out
}

// Period writes the years asked for, for messages.
func Period(from, to int) string {
	switch {
	case from == 0 && to == 0:
		return "any year"
	case from == to:
		return fmt.Sprint(from)
	case to == 0:
		return fmt.Sprintf("%d and later", from)
	case from == 0:
		return fmt.Sprintf("%d and earlier", to)
	}
	return fmt.Sprintf("%d-%d", from, to)
}
