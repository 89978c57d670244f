package dataset

import (
	"regexp"
	"strings"
	"time"

	"tradestats/internal/tidy"
)

// Dated tells whether a vintage is a date.
func Dated(vintage string) bool {
	_, ok := tidy.LastDay(vintage)
	return ok
}

// SameVintage tells whether two vintages count as of the same day: neither is newer, as
// of two without a date.
func SameVintage(a, b string) bool {
	x, _ := tidy.LastDay(a)
	y, _ := tidy.LastDay(b)
	return x == y
}

// VintageFor is the vintage of a text where whoever uses it says one, in the words of an
// option; "" says none. A text that states a later one itself is taken at its own word, as
// in a folder that is named by a date: its figures cannot have been known before. note is
// what to say of it.
func (s *Surveyed) VintageFor(option, asked string) (vintage, note string) {
	day, _ := tidy.LastDay(asked)
	own, known := tidy.LastDay(s.own.said)
	switch {
	case asked == "":
		return s.About.Vintage, s.Dating
	case known && own > day:
		return s.own.said, laterThan(option+" "+asked, s.Name, s.own.said) + "; leave " + option + " out, or correct the date where it is stated"
	}
	return asked, ""
}

// citedDate is a vintage as the citations of the catalogue have it: "version of 13
// July 2026", "July 2026", "2026". What is no date stays as it is.
func citedDate(vintage string) string {
	for k, form := range []string{"version of 2 January 2006", "January 2006", "2006"} {
		if day, err := time.Parse(tidy.DateForms[k], vintage); err == nil {
			return day.Format(form)
		}
	}
	return vintage
}

// readAsOf is the last day that figures may be of; "" where none is asked for.
func readAsOf(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	if err := CheckVintage("--as-of", text); err != nil {
		return "", err
	}
	day, _ := tidy.LastDay(text)
	return day, nil
}

// dateLike is how a name begins that means a date.
var dateLike = regexp.MustCompile(`^(19|20)[0-9]{2}`)

// meantDate is the date that a text nearly is, as 2024-07-16 of 20240716; "" where
// it is nothing like one.
func meantDate(text string) string {
	plain := strings.NewReplacer("_", "-", ".", "-", "/", "-", " ", "-").Replace(text)
	for _, form := range [][2]string{{"2006-1-2", tidy.DateForms[0]}, {"20060102", tidy.DateForms[0]}, {"2006-1", tidy.DateForms[1]}, {"200601", tidy.DateForms[1]}} {
		if day, err := time.Parse(form[0], plain); err == nil {
			return day.Format(form[1])
		}
	}
	return ""
}

// CheckVintage refuses a date that is none; "" is no date to check. what is where it
// stands.
func CheckVintage(what, text string) error {
	if _, ok := tidy.LastDay(text); ok || text == "" {
		return nil
	}
	hint := "write a day, a month or a year, as 2024-07-16, 2024-07 or 2024"
	if meant := meantDate(text); meant != "" {
		hint = "did you mean " + meant + "?"
	}
	return tidy.Errorf(tidy.Usage, hint, "%s %q is no date", what, text)
}
