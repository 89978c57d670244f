package source

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// isoDate spells a date as 2026-02-24. It returns "" for what is none. Where a
// spreadsheet has rewritten the date, and day and month cannot be told apart,
// the month is first, as those publishers write it who use slashes.
func isoDate(text string) string {
	text = strings.TrimSpace(text)
	for _, form := range []string{"2-Jan-06", "2-Jan-2006", "2 Jan 2006", "2 January 2006", "January 2, 2006", "Jan 2, 2006"} {
		if day, err := time.Parse(form, text); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	if at := strings.IndexAny(text, " T"); at > 0 && strings.Contains(text[at:], ":") {
		text = text[:at] // the time of the day
	}
	parts := strings.FieldsFunc(text, func(c rune) bool { return c == '-' || c == '/' || c == '.' })
	if len(parts) != 3 {
		return ""
	}
	var n [3]int
	for k, part := range parts {
		var err error
		if n[k], err = strconv.Atoi(part); err != nil || len(part) > 4 {
			return ""
		}
	}
	year, month, day := n[2], n[0], n[1]
	switch {
	case len(parts[0]) == 4:
		year, month, day = n[0], n[1], n[2]
	case strings.Contains(text, ".") || n[0] > 12:
		month, day = n[1], n[0]
	}
	if year < 100 {
		year += 2000 // none of the publishers' files is older
	}
	date := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if date.Year() != year || int(date.Month()) != month || date.Day() != day || year < 1000 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}
