package dataset

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

const ratesFile = "figures/exchange-rates.csv"

// Rates returns the annual average exchange rates of a currency, in units of it
// per US dollar, by year. The dollar itself has none to look up. A currency that
// is not carried is an error of kind tidy.Usage.
func Rates(currency string) (map[int]float64, error) {
	all, err := exchangeRates()
	if err != nil {
		return nil, err
	}
	if rates, ok := all[currency]; ok {
		return rates, nil
	}
	known := slices.Sorted(maps.Keys(all))
	return nil, &tidy.Error{Kind: tidy.Usage, Msg: fmt.Sprintf("no exchange rates of %q", currency), Hint: "there are " + strings.Join(append(known, "USD"), ", "), Word: currency}
}

var exchangeRates = sync.OnceValues(func() (map[string]map[int]float64, error) {
	text, err := datasets.FS.ReadFile(ratesFile)
	if err != nil {
		return nil, fmt.Errorf("exchange rates: %w", err)
	}
	rows, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("exchange rates: %w", err)
	}
	out := map[string]map[int]float64{}
	for k, r := range rows[1:] {
		year, badYear := strconv.Atoi(r[1])
		rate, badRate := strconv.ParseFloat(r[2], 64)
		if badYear != nil || badRate != nil || rate <= 0 {
			return nil, &tidy.RowError{File: embeddedFolder + ratesFile, Line: k + 2, Text: strings.Join(r, ","), Why: "no year or no rate"}
		}
		if out[r[0]] == nil {
			out[r[0]] = map[int]float64{}
		}
		out[r[0]][year] = rate
	}
	return out, nil
})

// Currencies returns those whose exchange rates are carried, sorted.
func Currencies() []string {
	all, err := exchangeRates()
	if err != nil {
		return nil // Rates says why
	}
	return slices.Sorted(maps.Keys(all))
}

// RatesInput is the file of exchange rates, for results that rest on them.
func RatesInput() (Input, error) {
	sum, err := hashEmbedded(ratesFile)
	return Input{Path: embeddedFolder + ratesFile, Dataset: "exchange-rates", SHA256: sum}, err
}
