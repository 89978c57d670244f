package dataset

import (
	"encoding/csv"
	"fmt"
	"math"
	"strconv"
	"sync"

	"tradestats/datasets"
)

const breaksFile = "breaks.csv"

type breakKey struct {
	economy string
	year    int
}

// A knownBreak is a jump that looks like a break of the series.
type knownBreak struct {
	to    float64 // the value after it, as published
	known bool
}

// matches tells whether a value is the one after the break: another vintage
// or a user's own figures may not have it.
func (b knownBreak) matches(v float64) bool {
	return b.known && math.Abs(v-b.to) <= 0.01*math.Abs(b.to)
}

// knownBreaks returns the breaks of each indicator, from datasets/breaks.csv.
var knownBreaks = sync.OnceValues(func() (map[string]map[breakKey]knownBreak, error) {
	f, err := datasets.FS.Open(breaksFile)
	if err != nil {
		return nil, fmt.Errorf("embedded breaks: %w", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("embedded breaks: %w", err)
	}
	out := map[string]map[breakKey]knownBreak{}
	for _, row := range rows[1:] { // indicator,economy,year,from,to,basis
		year, err := strconv.Atoi(row[2])
		if err != nil {
			return nil, fmt.Errorf("embedded breaks: year: %w", err)
		}
		to, err := strconv.ParseFloat(row[4], 64)
		if err != nil {
			return nil, fmt.Errorf("embedded breaks: value: %w", err)
		}
		if out[row[0]] == nil {
			out[row[0]] = map[breakKey]knownBreak{}
		}
		out[row[0]][breakKey{row[1], year}] = knownBreak{to: to, known: true}
	}
	return out, nil
})
