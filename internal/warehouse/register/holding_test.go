package register

import (
	"strings"

	"tradestats/internal/dataset"
)

// holding is a load of one indicator and one economy, of some years.
func holding(name, file string, years ...int) *Load {
	set, vintage, _ := strings.Cut(name, "@")
	l := &Load{Dataset: set, Vintage: vintage, File: file, IDs: map[string]string{"x": "x"}, Content: dataset.Content{Held: dataset.Held{}, Economies: map[string]string{"FRA": dataset.AnEconomy}}}
	for _, year := range years {
		l.Held.Add("x", year)
	}
	return l
}
