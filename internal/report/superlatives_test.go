package report

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// Two economies that share the first place: neither is called the largest.
func TestTieForFirst(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	s.values["GBR"] = s.values["USA"]
	en, fr := tell(t, s)
	exporters := section(t, en, "The ten largest exporters")
	saysNot(t, exporters, `(is|are) the largest exporter| leads? in 2023`)
	says(t, exporters, `Bar chart\. Exports of digitally deliverable services, 2023\.`)
	says(t, exporters, `\| 1 \| United Kingdom \|`)
	says(t, exporters, `\| 1 \| United States \|`)
	saysNot(t, section(t, fr, "Les dix premiers exportateurs"), `, premier exportateur de|arrive(nt)? en tête`)
}

// Two economies that share the largest surplus: neither has it.
func TestTieOfSurpluses(t *testing.T) {
	t.Parallel()
	page := func(german float64) string {
		x, m := newStory(exports, 5), newStory("digital-services-imports", 5)
		for y := storyFrom; y <= testYear; y++ {
			x.values["FRA"][y], m.values["FRA"][y] = 1e6, .5e6
			x.values["DEU"][y], m.values["DEU"][y] = 1.5e6, german
			x.values["ITA"][y], m.values["ITA"][y] = 1e3, .5e6
		}
		en, _ := tell(t, x, m)
		return section(t, en, "Surpluses and deficits") + section(t, en, "In brief")
	}
	const largest = `(has|had) the largest surplus`
	saysNot(t, page(1e6), largest)
	says(t, page(.9e6), `Germany `+largest)
	says(t, page(.9e6), `Italy (has|had) the largest deficit|Italy the largest deficit`)
}

// When the largest economy has not reported, and with it more than a twentieth
// of the value, no chart calls another one the largest.
func TestLargestAbsent(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	delete(s.values["USA"], testYear)
	en, fr := tell(t, s)
	exporters := section(t, en, "The ten largest exporters")
	saysNot(t, exporters, `(is|are) the largest exporter|gained the most places`)
	saysNot(t, exporters, `\| United States \|`)
	saysNot(t, section(t, fr, "Les dix premiers exportateurs"), `, premier exportateur de`)
	says(t, section(t, en, "Who has not reported"), `\| United States \| 2022 \| 42\d`)
}

// An economy that has not reported and was as large as the first when it last
// did: nobody is called the largest, whatever the coverage.
func TestAbsentWasLarger(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		size  float64 // of the absent one, where the first has 103000
		leads bool
	}{{300000, false}, {104000, false}, {103000, false}, {102000, true}} {
		t.Run(fmt.Sprint(c.size), func(t *testing.T) {
			s := newStory(exports, 5)
			s.set("USA", c.size, 5)
			s.set("GBR", 103000, 5)
			delete(s.values["USA"], testYear)
			en, fr := tell(t, s)
			exporters := section(t, en, "The ten largest exporters")
			saysFrench := section(t, fr, "Les dix premiers exportateurs")
			if c.leads {
				says(t, exporters, `The United Kingdom leads in 2023`)
				says(t, exporters, `The United Kingdom is the largest exporter`)
				says(t, saysFrench, `Le Royaume-Uni, premier exportateur de`)
				return
			}
			saysNot(t, exporters, ` leads in 2023|(is|are) the largest exporter`)
			saysNot(t, saysFrench, `arrive(nt)? en tête|, premier exportateur de`)
		})
	}
}

// Regions that make less than a hundredth of the World are in the table and in
// no comparison: one economy can make any growth there.
func TestSmallRegionIsNotCompared(t *testing.T) {
	t.Parallel()
	page := func(size float64) (en, fr string) {
		s := newStory(exports, 5)
		s.set("SGP", 40000, 6)
		for _, e := range regions["central-asia"] {
			s.set(e, size, 30)
		}
		en, fr = tell(t, s)
		return section(t, en, "Exports by region") + section(t, en, "In brief"), section(t, fr, "Les exportations par région") + section(t, fr, "En bref")
	}
	en, fr := page(40000)
	says(t, en, `Among the 11 regions of 11 .* highest in Central Asia \(\+30\.0%\)`)
	says(t, fr, `la plus forte en Asie centrale \(\+30,0 %\)`)
	en, fr = page(1000)
	says(t, en, `Among the ten regions of 11 .* highest in Southeast Asia`)
	says(t, en, `\| Central Asia \|.*\+30\.0`)
	saysNot(t, en, `(highest|lowest) in Central Asia`)
	saysNot(t, fr, `la plus (forte|faible) en Asie centrale`)
}

// The chart of ranks draws places; the sentence, the title and the chart name
// the same ones, those among the economies that reported both years, even
// where an economy that did not stands above.
func TestPlacesAgree(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	s.set("SGP", 81000, 8)
	delete(s.values["GBR"], storyFrom) // now second, and in no comparison
	page, _ := tell(t, s)
	en := section(t, page, "The ten largest exporters")
	title := regexp.MustCompile(`Singapore rose from (\d+)th to (\d)(?:st|nd|rd|th) place`).FindStringSubmatch(en)
	said := regexp.MustCompile(`Singapore \(from (\d+)th to (\d)(?:st|nd|rd|th)\) gained the most`).FindStringSubmatch(en)
	drawn := regexp.MustCompile(`Singapore: (\d+) in 2015, (\d) in 2023\.`).FindStringSubmatch(en)
	if title == nil || said == nil || drawn == nil {
		t.Fatalf("title %q, said %q, drawn %q in\n%s", title, said, drawn, withoutTables(en))
	}
	for k := 1; k <= 2; k++ {
		if title[k] != said[k] || title[k] != drawn[k] {
			t.Errorf("title %q, said %q, drawn %q", title[1:], said[1:], drawn[1:])
		}
	}
	saysNot(t, en, `United Kingdom: \d+ in 2015`)
}

// The data of the chart of ranks are places, each of them once.
func TestRanksChart(t *testing.T) {
	rows := strings.Split(strings.TrimSpace(string(edition(t)[worldPath("charts/exporters-places.csv")])), "\n")
	if len(rows) < 20 {
		t.Fatalf("only %d rows", len(rows))
	}
	seen := map[string]bool{}
	for _, row := range rows[1:] {
		m := regexp.MustCompile(`^[A-Z]{3},digital-services-exports,WLD,rank,(2015|2023),(\d{1,2}),rank,`).FindStringSubmatch(row)
		if m == nil {
			t.Errorf("no place: %s", row)
			continue
		}
		if seen[m[1]+m[2]] {
			t.Errorf("place %s of %s is there twice", m[2], m[1])
		}
		seen[m[1]+m[2]] = true
	}
}

// Who lost the most places is named as who gained them is: not across a break,
// and not when two lost as many.
func TestFaller(t *testing.T) {
	t.Parallel()
	page := func(change func(*story)) string {
		s := newStory(exports, 5)
		s.set("ARE", 100000, -2)
		change(s)
		en, _ := tell(t, s)
		return section(t, en, "The ten largest exporters")
	}
	const fell = `The United Arab Emirates fell from \d(st|nd|rd|th) to \d+(st|nd|rd|th) place`
	says(t, page(func(*story) {}), fell)
	saysNot(t, page(func(s *story) { s.flags["ARE"][2019] = "break" }), `Emirates fell`)
	saysNot(t, page(func(s *story) { s.set("ARG", 99999, -2) }), `(Emirates|Argentina) fell`)
}

// What is thin or has holes makes a page without the sentences that it cannot
// carry, not a failure.
func TestThinData(t *testing.T) {
	t.Parallel()
	two := newStory(exports, 5)
	for e := range two.values {
		if e != "USA" && e != "GBR" {
			delete(two.values, e)
		}
	}
	tell(t, two)

	late := newStory(exports, 5)
	for e := range late.values {
		if e != "UZB" && e != "ZAF" {
			delete(late.values[e], storyFrom) // the largest began later
		}
	}
	en, _ := tell(t, late)
	saysNot(t, section(t, en, "The ten largest exporters"), `gained the most places|rose from`)

	path := newStory(exports, 5).file(t)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, regexp.MustCompile(`(?m)^.*,WLD,2022,.*\n`).ReplaceAllString(string(text), ""))
	page := plain(compose(t, options(t, "", path)).files["report.en.md"])
	saysNot(t, section(t, page, "Contributions to export growth in the last year"), `grew|fell`)
	saysNot(t, section(t, page, "Exports by region"), `highest|as fast`)
}

// Two economies alone can be drawn.
func TestFewEconomiesDrawn(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	for e := range s.values {
		if e != "USA" && e != "GBR" {
			delete(s.values, e)
		}
	}
	o := options(t, t.TempDir(), s.file(t))
	o.Languages = []string{"fr"}
	mustRun(t, o)
}
