package report

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// The income groups and regions of the World Bank are those of a fiscal year
// that is later than most editions, and named as such.
var fiscalYear = strings.NewReplacer("World Bank, fiscal year 2026", "", "Banque mondiale, exercice 2026", "")

// Statements about a year are made after it, and held against figures that are
// newer still: both dates are said.
var datesOfClaims = regexp.MustCompile(`The figures are later than the statement \([^)]*\)|Les chiffres sont postérieurs à l['’]affirmation \([^)]*\)`)

// Editions of earlier years are as clean, know nothing of later ones, and
// compare no year with itself or with a later one.
func TestEarlierYears(t *testing.T) {
	for _, year := range []int{2011, 2013, 2016, 2019, 2022, testYear} {
		o := options(t, "")
		o.Year = year
		made := compose(t, o)
		for _, lang := range languages {
			where := fmt.Sprintf("%d, %s", year, lang)
			text := string(made.files["report."+lang+".md"])
			lintPage(t, where, lang, text)
			body, _, _ := strings.Cut(text, "## Sources\n")
			body = datesOfClaims.ReplaceAllString(fiscalYear.Replace(withoutQuotations(body)), "")
			for later := year + 1; later < testYear+5; later++ {
				if at := strings.Index(body, fmt.Sprint(later)); at >= 0 {
					t.Errorf("%s: speaks of %d: ...%q...", where, later, body[max(0, at-60):min(len(body), at+20)])
				}
			}
			for _, line := range strings.Split(body, "\n") {
				for _, found := range backward(line, year) {
					t.Errorf("%s: %q in: %s", where, found, line)
				}
			}
		}
		for id, f := range made.figures { // spans stand at the end of what was selected
			for _, found := range backward(f.Selection+" "+id, year) {
				t.Errorf("%d: figure %s: %q", year, id, found)
			}
		}
	}
}

var (
	// the first is before the second
	spans = regexp.MustCompile(`\b(\d{4})(?: to | à |–| and | et )(\d{4})\b`)
	// before the edition's year
	starts = regexp.MustCompile(`(?i)\b(?:since|depuis|growth on|croissance depuis|rank in|rang en) (\d{4})\b`)
	// the first is after the second
	against = regexp.MustCompile(`\b(?:in|for|en|pour) (\d{4})(?:[^.|]|[.]\d)*?\b(?:against|contre)(?:[^.|]|[.]\d)*?\b(?:in|for|en|pour) (\d{4})`)
	// the first is after the second: reporters of both
	reported = regexp.MustCompile(`\b(\d{4}), (?:against|contre) [\d,\x{202f}]+ (?:for|pour) (\d{4})`)
)

// backward finds where a text compares a year with itself or with a later one.
func backward(text string, year int) []string {
	number := func(s string) int {
		n, _ := strconv.Atoi(s)
		return n
	}
	var out []string
	for _, m := range spans.FindAllStringSubmatch(text, -1) {
		if number(m[1]) >= number(m[2]) {
			out = append(out, m[0])
		}
	}
	for _, m := range starts.FindAllStringSubmatch(text, -1) {
		if number(m[1]) >= year {
			out = append(out, m[0])
		}
	}
	for _, pattern := range []*regexp.Regexp{against, reported} {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			if number(m[1]) <= number(m[2]) {
				out = append(out, m[0])
			}
		}
	}
	return out
}

// The patterns find what they are to find.
func TestBackward(t *testing.T) {
	for text, wrong := range map[string]bool{
		"From 2015 to 2016 exports rose": false, "From 2016 to 2016 exports rose": true, "de 2017 à 2016": true, "2010–2016": false, "2015–2015": true,
		"11.2% in 2016, against 10.1% in 2015": false, "11.2% in 2016, against 10.1% in 2016": true, "11,2 % en 2015, contre 10,1 % en 2016": true,
		"| Yearly growth since 2016 |": true, "| Yearly growth since 2011 |": false, "Depuis 2016, elle a varié": true,
		"180 economies have reported for 2016, against 181 for 2015.": false, "180 economies have reported for 2016, against 181 for 2016.": true,
		"counting the economies that reported both 2016 and 2016": true,
	} {
		if found := backward(text, 2016); len(found) > 0 != wrong {
			t.Errorf("%q: %q", text, found)
		}
	}
}

// Longer comparisons start in the topic's year or the block's own, five years
// back where that is not before the edition's, never before the data.
func TestSince(t *testing.T) {
	for _, c := range []struct{ edition, own, first, want int }{
		{2023, 0, 2010, 2015}, {2016, 0, 2010, 2015}, {2015, 0, 2010, 2010}, {2013, 0, 2010, 2010}, {2013, 0, 2005, 2008},
		{2023, 2010, 2005, 2010}, {2023, 2010, 2012, 2012}, {2010, 2010, 2000, 2005}, {2011, 2010, 2000, 2010}, {2023, 2030, 2005, 2018},
	} {
		e := env{topic: &topic{Since: 2015}, year: c.edition}
		if got := e.since(c.own, []int{c.first, c.first + 1}); got != c.want {
			t.Errorf("edition %d, own %d, data from %d: %d, want %d", c.edition, c.own, c.first, got, c.want)
		}
	}
}

// A report compares with the year before: there is none of the first year of
// the data, nor of a year outside them, and what there is is said.
func TestYearWithoutReport(t *testing.T) {
	for _, c := range []struct {
		year          int
		message, hint string
	}{
		{2010, "2010 is the first year of digital-services-exports", "2023"},
		{1950, "no figures for digital-services-exports in 1950", "from 2010 to 2023"},
		{testYear + 1, "no figures for digital-services-exports in 2024", "from 2010 to 2023"},
	} {
		o := options(t, t.TempDir())
		o.Year = c.year
		_, err := Run(t.Context(), o)
		if tidy.KindOf(err) != tidy.Empty || !strings.Contains(fmt.Sprint(err), c.message) || !strings.Contains(tidy.HintOf(err), c.hint) {
			t.Errorf("%d: error %v, hint %q", c.year, err, tidy.HintOf(err))
		}
		if left := tree(t, o.Out); len(left) > 0 {
			t.Errorf("%d: wrote %v", c.year, sorted(left))
		}
	}
}

// Without a year, the edition is of the newest for which the headline's World
// is published.
func TestNewestYear(t *testing.T) {
	o := options(t, t.TempDir())
	o.Year, o.Formats = 0, []string{"md"}
	if out := mustRun(t, o); len(out.Pages) != 2 || !strings.Contains(out.Pages[0], fmt.Sprint(testYear)) {
		t.Errorf("pages %v", out.Pages)
	}
}
