package economy

import (
	"fmt"
	"time"

	"tradestats/internal/tidy"
)

// Days are written "2023-12-31" throughout: in this form they compare as text.
const dayLayout = "2006-01-02"

// YearEnd is the day whose membership stands for a year: 31 December.
func YearEnd(year int) string { return fmt.Sprintf("%04d-12-31", year) }

// ParseDay reads a day "2023-06-30", or a year "2023", which means its last
// day. Anything else is a usage error.
func ParseDay(text string) (string, error) {
	if len(text) == 4 {
		if t, err := time.Parse("2006", text); err == nil {
			return YearEnd(t.Year()), nil
		}
	}
	if isDay(text) {
		return text, nil
	}
	return "", tidy.Errorf(tidy.Usage, "write a year such as 2023 or a day such as 2023-06-30",
		"no such date %q", text)
}

func isDay(text string) bool {
	_, err := time.Parse(dayLayout, text)
	return err == nil
}
