package warehouse

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A held says of which years a load has rows: of each indicator. A publisher's layout
// names series that a file of it need not have.
type held map[string]map[int]bool

// add notes a row.
func (h held) add(indicator string, year int) {
	of := h[indicator]
	if of == nil {
		of = map[int]bool{}
		h[indicator] = of
	}
	of[year] = true
}

// without is what is held here and not there.
func (h held) without(other held) held {
	out := held{}
	for id, of := range h {
		for year := range of {
			if !other[id][year] {
				out.add(id, year)
			}
		}
	}
	return out
}

// meets tells whether both hold an indicator in the same year.
func (h held) meets(other held) bool {
	for id, of := range h {
		for year := range of {
			if other[id][year] {
				return true
			}
		}
	}
	return false
}

// String is for messages: "batis-sc-imports (2005-2019), ...".
func (h held) String() string {
	out := sortedKeys(h)
	for k, id := range out[:min(len(out), named)] {
		out[k] = id + " (" + h.years(id) + ")"
	}
	return some(out)
}

// some lists what there is, for messages: the first, and how many more.
func some(all []string) string {
	if len(all) > named {
		return strings.Join(all[:named], ", ") + " and " + strconv.Itoa(len(all)-named) + " more"
	}
	return strings.Join(all, ", ")
}

// named is how many of a kind a message names.
const named = 5

// years are those of an indicator, as they are written beside a table.
func (h held) years(id string) string { return ranges(h[id]) }

// span are all years.
func (h held) span() string {
	all := map[int]bool{}
	for _, of := range h {
		maps.Copy(all, of)
	}
	return ranges(all)
}

// ranges writes years as "2005-2019 2021".
func ranges(years map[int]bool) string {
	var out []string
	of := slices.Sorted(maps.Keys(years))
	for k := 0; k < len(of); k++ {
		first := of[k]
		for k+1 < len(of) && of[k+1] == of[k]+1 {
			k++
		}
		if text := strconv.Itoa(first); of[k] == first {
			out = append(out, text)
		} else {
			out = append(out, text+"-"+strconv.Itoa(of[k]))
		}
	}
	return strings.Join(out, " ")
}

// readRanges reads what ranges has written.
func readRanges(text string) map[int]bool {
	out := map[int]bool{}
	for _, part := range strings.Fields(text) {
		first, last, more := strings.Cut(part, "-")
		from, err := strconv.Atoi(first)
		to := from
		if err == nil && more {
			to, err = strconv.Atoi(last)
		}
		for year := from; err == nil && year <= to && to < 10_000; year++ {
			out[year] = true
		}
	}
	return out
}
