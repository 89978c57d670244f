package tidy

import "time"

// DateForms are those of a date that may be a month or a year, as time.Parse takes them, from
// the finest.
var DateForms = [...]string{time.DateOnly, "2006-01", "2006"}

// LastDay is the day by which something of a date was certainly out, as 2024-07-31 of
// 2024-07: dates without a day compare by their last one, so that nothing of a month
// passes for known in the middle of it. False for what is no date.
func LastDay(date string) (string, bool) {
	for k, form := range DateForms {
		day, err := time.Parse(form, date)
		if err != nil || day.Year() < 1000 {
			continue
		}
		switch k {
		case 1:
			day = day.AddDate(0, 1, -1)
		case 2:
			day = day.AddDate(1, 0, -1)
		}
		return day.Format(time.DateOnly), true
	}
	return "", false
}
