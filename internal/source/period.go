package source

import (
	"regexp"
	"strings"

	"tradestats/internal/scan"
)

var (
	annualPeriod  = regexp.MustCompile(`^([12]\d{3})(?:-?A1?|-01-01(?:T00:00:00Z?)?)?$`)
	letterPeriod  = regexp.MustCompile(`^(?:[12]\d{3}-?([QMSHTWDB])\d+|([QMSHTWDB])\d+-[12]\d{3})$`)
	monthPeriod   = regexp.MustCompile(`^(?:[12]\d{3}-\d{1,2}|[A-Z][a-z]{2}-\d{2}(?:\d{2})?)$`)
	dayPeriod     = regexp.MustCompile(`^[12]\d{3}-\d{2}-\d{2}(?:T[\d:]+Z?)?$`)
	severalPeriod = regexp.MustCompile(`^[12]\d{3}\s*[-/_]\s*[12]\d{3}$`)
)

// yearOf reads a period of SDMX: its year, or why it is not of one, such as
// "quarterly". Both are empty where it is no period.
func yearOf(period []byte) (int, string) {
	if y, ok := year(period); ok {
		return y, ""
	}
	if m := annualPeriod.FindSubmatch(period); m != nil {
		y, _ := year(m[1])
		return y, ""
	}
	if m := letterPeriod.FindSubmatch(period); m != nil {
		return 0, periodWords[string(m[1])+string(m[2])]
	}
	switch {
	case severalPeriod.Match(period):
		return 0, "of several years"
	case monthPeriod.Match(period):
		return 0, "monthly"
	case dayPeriod.Match(period):
		return 0, "daily"
	}
	return 0, ""
}

// notAnnual says why a frequency is not annual; "" when it is, or not given. It
// may be a code or written out.
func notAnnual(freq string) string {
	if freq == "" || freq == "A" || strings.HasPrefix(strings.ToLower(freq), "annual") || strings.EqualFold(freq, "yearly") {
		return ""
	}
	if why := periodWords[freq]; why != "" {
		return why
	}
	return "not annual (" + freq + ")"
}

// timeIn reads the year in a field of a row of some frequency. Where the row is
// not of a year it is counted as left out, and the year is 0.
func timeIn(r *scan.Row, k int, freq string, out *rows) (int, error) {
	y, why := 0, notAnnual(freq)
	if why == "" {
		if y, why = yearOf(trim(r.Field(k))); y == 0 && why == "" {
			return 0, r.Error(k, notAYear)
		}
	}
	if why != "" {
		out.leave(why)
	}
	return y, nil
}
