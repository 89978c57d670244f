package dataset

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"tradestats/datasets"
)

// RateOrigin returns the file and line of a currency's exchange rate of a
// year, as origins of observations are written; "" where there is none.
func RateOrigin(currency string, year int) (string, error) {
	text, err := datasets.FS.ReadFile(ratesFile)
	if err != nil {
		return "", fmt.Errorf("exchange rates: %w", err)
	}
	r := csv.NewReader(strings.NewReader(string(text)))
	for {
		row, err := r.Read()
		if err == io.EOF {
			return "", nil
		}
		if err != nil {
			return "", fmt.Errorf("exchange rates: %w", err)
		}
		if row[0] == currency && row[1] == strconv.Itoa(year) {
			line, _ := r.FieldPos(0)
			return fmt.Sprintf("%s%s:%d", embeddedFolder, ratesFile, line), nil
		}
	}
}
