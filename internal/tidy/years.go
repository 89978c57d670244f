package tidy

import (
	"fmt"
	"slices"
	"strings"
)

// YearRanges writes years as "2010-2013, 2015".
func YearRanges(years []int) string {
	if len(years) == 0 {
		return "none"
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(years)))
	var parts []string
	for k := 0; k < len(sorted); {
		end := k
		for end+1 < len(sorted) && sorted[end+1] == sorted[end]+1 {
			end++
		}
		part := fmt.Sprint(sorted[k])
		if end > k {
			part += fmt.Sprintf("-%d", sorted[end])
		}
		parts = append(parts, part)
		k = end + 1
	}
	return strings.Join(parts, ", ")
}
