package dataset

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Held says of which years a text has rows: of each indicator. A publisher's layout
// names series that a file of it need not have.
type Held map[string]map[int]bool

// Add notes a row.
func (h Held) Add(indicator string, year int) {
	of := h[indicator]
	if of == nil {
		of = map[int]bool{}
		h[indicator] = of
	}
	of[year] = true
}

// Without is what is held here and not there.
func (h Held) Without(other Held) Held {
	out := Held{}
	for id, of := range h {
		for year := range of {
			if !other[id][year] {
				out.Add(id, year)
			}
		}
	}
	return out
}

// Both is what is held here and there.
func (h Held) Both(other Held) Held {
	out := Held{}
	for id, of := range h {
		for year := range of {
			if other[id][year] {
				out.Add(id, year)
			}
		}
	}
	return out
}

// String is for messages: "batis-sc-imports (2005-2019), ...".
func (h Held) String() string {
	out := slices.Sorted(maps.Keys(h))
	for k, id := range out[:min(len(out), listed)] {
		out[k] = id + " (" + h.Years(id) + ")"
	}
	return Some(out)
}

// Some lists what there is, for messages: the first, and how many more.
func Some(all []string) string {
	if len(all) > listed {
		return strings.Join(all[:listed], ", ") + " and " + strconv.Itoa(len(all)-listed) + " more"
	}
	return strings.Join(all, ", ")
}

// Years are those of an indicator, as they are written beside a table.
func (h Held) Years(id string) string { return Ranges(h[id]) }

// Span are all years, as they are written.
func (h Held) Span() string {
	all := map[int]bool{}
	for _, of := range h {
		maps.Copy(all, of)
	}
	return Ranges(all)
}

// Ranges writes years as "2005-2019 2021".
func Ranges(years map[int]bool) string {
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

// ReadRanges reads what Ranges has written.
func ReadRanges(text string) map[int]bool {
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
