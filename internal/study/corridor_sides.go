package study

import (
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// sides reads the two sides.
func (d *Desk) sides(q *Corridor) (analysis.Selection, error) {
	sel := analysis.Selection{Economies: d.Economies, AtTheTime: q.AtTheTime, Reference: max(q.Year, q.To)}
	for _, text := range []string{q.A, q.B} {
		items, err := d.Economies.Select([]string{text}, economy.YearEnd(d.reference(sel)))
		if err != nil {
			return sel, err
		}
		if len(items) != 1 {
			return sel, tidy.Errorf(tidy.Usage, "make a group of them: --group NAME="+text, "%q is not one side", text)
		}
		sel.Items = append(sel.Items, items[0])
	}
	return sel, nil
}

// reference is the year whose members count, and today's where none is known.
func (d *Desk) reference(sel analysis.Selection) int {
	if sel.Reference != 0 {
		return sel.Reference
	}
	return latest
}

// The years in which memberships are looked for where data tell no year.
const (
	earliest = 1950
	latest   = 2100
)

// apart refuses sides that are the same or have members in common: nobody
// trades with itself.
func apart(sel analysis.Selection, year int) error {
	a, b := sel.Items[0], sel.Items[1]
	if a == b {
		return tidy.Errorf(tidy.Usage, "name two sides, such as 'tradestats corridor eu27 CHN'", "%s is on both sides", a)
	}
	for _, side := range sel.Items {
		if side.ID == economy.World {
			return tidy.Errorf(tidy.Usage, "name another side; totals with all partners are what 'tradestats get' prints", "the World has no trade with a part of itself")
		}
	}
	first, err := sel.Members(a, year)
	if err != nil {
		return err
	}
	second, err := sel.Members(b, year)
	if err != nil {
		return err
	}
	var both []string
	for _, e := range first {
		if slices.Contains(second, e) {
			both = append(both, e)
		}
	}
	if len(both) == 0 {
		return nil
	}
	whole, part := a, b
	if !a.Group || b.Group && len(second) > len(first) {
		whole, part = b, a
	}
	hint := fmt.Sprintf("leave the one out of the other: --group rest=%s,-%s", whole.ID, part.ID)
	if len(both) == min(len(first), len(second)) {
		return tidy.Errorf(tidy.Usage, hint, "%s is within %s: the trade of a whole with its part is partly its own", part, whole)
	}
	return tidy.Errorf(tidy.Usage, hint, "%s and %s overlap: both have %s", a, b, strings.Join(both, ", "))
}

// ever are all economies that are or were a side's.
func ever(sel analysis.Selection, item economy.Item) ([]string, error) {
	var out []string
	for year := earliest; year <= latest; year++ {
		members, err := sel.Economies.Expand(item, economy.YearEnd(year))
		if err != nil {
			return nil, err
		}
		out = append(out, members...)
		slices.Sort(out)
		out = slices.Compact(out)
		if !item.Group || item.Pin != "" {
			break
		}
	}
	return out, nil
}
