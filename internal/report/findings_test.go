package report

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// A story is made-up data of one indicator: values by economy and year, and
// the flags of some of them. No figure of it is anyone's.
type story struct {
	indicator string
	values    map[string]map[int]float64
	flags     map[string]map[int]string
}

// regions are economies of each region of the report, the first one large.
var regions = map[string][]string{
	"europe": {"GBR", "FRA", "DEU", "IRL", "ESP", "ITA"}, "northern-america": {"USA", "CAN"},
	"lac": {"BRA", "CHL", "ARG"}, "eastern-asia": {"CHN", "JPN", "KOR"}, "south-eastern-asia": {"SGP", "MYS", "PHL"},
	"southern-asia": {"IND", "PAK", "BGD"}, "central-asia": {"KAZ", "UZB"}, "western-asia": {"ISR", "TUR", "ARE"},
	"northern-africa": {"MAR", "EGY", "TUN"}, "sub-saharan-africa": {"NGA", "ZAF", "KEN"}, "oceania": {"AUS", "NZL"},
}

const storyFrom = 2015

// newStory makes data in which every economy grows by the same rate a year, in
// per cent: what a test changes is all that stands out. Each economy has a
// size of its own: the USA the largest, then the UK, then by code.
func newStory(indicator string, growth float64) *story {
	s := &story{indicator, map[string]map[int]float64{}, map[string]map[int]string{}}
	var all []string
	for _, members := range regions {
		all = append(all, members...)
	}
	sort.Strings(all)
	for k, e := range all {
		size := 100000 - 2000*float64(k)
		switch e {
		case "USA":
			size = 300000
		case "GBR":
			size = 200000
		}
		s.set(e, size, growth)
	}
	return s
}

// set gives an economy a value of the first year and a growth rate.
func (s *story) set(e string, start, growth float64) {
	s.values[e], s.flags[e] = map[int]float64{}, map[int]string{}
	for y, v := storyFrom, start; y <= testYear; y++ {
		s.values[e][y] = v
		v *= 1 + growth/100
	}
}

// file writes the data as a file of the user's, with the publisher's World: a
// little more than the sum, as publishers estimate what is missing.
func (s *story) file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made-up-"+s.indicator+".csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := csv.NewWriter(f)
	row := func(cells ...string) {
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	row("indicator", "economy", "year", "value", "flag")
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', 3, 64) }
	world := map[int]float64{}
	var all []string
	for e := range s.values {
		all = append(all, e)
	}
	sort.Strings(all)
	for _, e := range all {
		for y := storyFrom; y <= testYear; y++ {
			if v, ok := s.values[e][y]; ok {
				row(s.indicator, e, strconv.Itoa(y), number(v), s.flags[e][y])
				world[y] += v
			}
		}
	}
	for y := storyFrom; y <= testYear; y++ {
		row(s.indicator, "WLD", strconv.Itoa(y), number(1.02*world[y]), s.flags["WLD"][y])
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
	return path
}

// tell writes the pages of the report on some stories, with plain spaces: what
// they look like is tested elsewhere. Nothing is drawn; the words of the charts
// are on the pages.
func tell(t *testing.T, stories ...*story) (en, fr string) {
	t.Helper()
	var data []string
	for _, s := range stories {
		data = append(data, s.file(t))
	}
	made := compose(t, options(t, t.TempDir(), data...)).files
	return plain(made["report.en.md"]), plain(made["report.fr.md"])
}

func plain(text []byte) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(text))
}

// section cuts a section out of a page, by its heading, which may end in the
// year of its figures.
func section(t *testing.T, page, heading string) string {
	t.Helper()
	at := regexp.MustCompile(`(?m)^## ` + regexp.QuoteMeta(heading) + `(, \d{4})?$`).FindStringIndex(page)
	if at == nil {
		t.Fatalf("no section %q", heading)
	}
	text, _, _ := strings.Cut(page[at[1]:], "\n## ")
	return text
}

// contributors are the sections on who made the growth of exports: since 2015,
// and in the last year.
func contributors(t *testing.T, page string) string {
	t.Helper()
	return section(t, page, "Which economies contributed most to export growth") +
		section(t, page, "Contributions to export growth in the last year")
}

// says fails the test unless a text matches a pattern.
func says(t *testing.T, text, pattern string) {
	t.Helper()
	if !regexp.MustCompile(pattern).MatchString(text) {
		t.Errorf("does not say %q:\n%s", pattern, withoutTables(text))
	}
}

// saysNot fails the test when a text matches a pattern.
func saysNot(t *testing.T, text, pattern string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if found := regexp.MustCompile(pattern).FindString(line); found != "" {
			t.Errorf("says %q: %s", found, line)
		}
	}
}

func withoutTables(text string) string {
	lines := slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return l == "" || strings.HasPrefix(l, "|") })
	return strings.Join(lines, "\n")
}

const exports = "digital-services-exports"

// The made-up data make the page that they should, before anything is changed.
func TestStory(t *testing.T) {
	t.Parallel()
	en, fr := tell(t, newStory(exports, 5))
	exporters := section(t, en, "The ten largest exporters")
	says(t, exporters, `The United States is the largest exporter`)
	says(t, exporters, `The United States leads in 2023 with US\$443 billion`)
	says(t, section(t, en, "Trade in digitally deliverable services"), `World exports of digitally deliverable services rose by 5\.0% in 2023`)
	saysNot(t, exporters, `gained the most places`)
	says(t, section(t, fr, "Les dix premiers exportateurs"), `Les États-Unis, premier exportateur`)
	// In the same data all grow alike: a region can be neither fast nor slow.
	saysNot(t, section(t, en, "Exports by region")+section(t, en, "In brief"), `growth .* was highest|as fast`)
}

// Ireland overtakes everyone, Singapore a few: with a flagged break in the
// span, Ireland is not said to have moved.
func TestMoverAcrossBreak(t *testing.T) {
	t.Parallel()
	movers := func(flag string) (en, fr string) {
		s := newStory(exports, 5)
		s.set("IRL", 20000, 5)
		for y := 2019; y <= testYear; y++ {
			s.values["IRL"][y] *= 12
		}
		s.flags["IRL"][2019] = flag
		s.set("SGP", 81000, 8)
		page, page2 := tell(t, s)
		return section(t, page, "The ten largest exporters"), section(t, page2, "Les dix premiers exportateurs")
	}
	en, fr := movers("")
	says(t, en, `Among the ten largest exporters of digitally deliverable services, Ireland \(from 33rd to 2nd\) gained the most places`)
	says(t, fr, `l’Irlande \(de la \d+e à la [23]e place\) gagne le plus de places`)

	en, fr = movers("break")
	saysNot(t, en, `Ireland \(from`)
	saysNot(t, en, `Slope chart\. Ireland`)
	says(t, en, `Singapore \(from \d+th to \d(st|nd|rd|th)\) gained the most places`)
	says(t, en, `Slope chart\. Singapore rose from \d+th to \d(st|nd|rd|th) place`)
	says(t, en, `\| Ireland \|.*†`)
	says(t, en, `break in the series cannot be compared: Ireland \(2019\)`)
	saysNot(t, fr, `l’Irlande \(de|L’Irlande passe`)
	says(t, fr, `rupture de série ne sont pas comparables : Irlande \(2019\)`)
}

// Sub-Saharan Africa would have grown fastest by far, but its largest economy
// has not reported: no growth rate is printed, and no sentence names it.
func TestTooFewReportersOfRegion(t *testing.T) {
	t.Parallel()
	tellOf := func(reported bool) (en, fr string) {
		s := newStory(exports, 5)
		s.set("ZAF", 10000, 5)
		s.set("KEN", 9000, 5)
		s.set("NGA", 60000, 5)
		for _, e := range regions["sub-saharan-africa"] {
			s.values[e][testYear] *= 2
		}
		if !reported {
			delete(s.values["NGA"], testYear)
		}
		return tell(t, s)
	}
	en, _ := tellOf(true)
	says(t, section(t, en, "Exports by region"), `highest in Sub-Saharan Africa \(\+110\.0%\)`)

	en, fr := tellOf(false)
	region := section(t, en, "Exports by region")
	says(t, region, `Too few economies reported in Sub-Saharan Africa to give a growth rate\.`)
	says(t, region, `\| Sub-Saharan Africa \| n\.a\. \| n\.a\. \| n\.a\. \| n\.a\. \|`)
	saysNot(t, region+section(t, en, "In brief"), `(fastest|highest|lowest) in Sub-Saharan Africa`)
	saysNot(t, en, `\+110\.0`)
	region = section(t, fr, "Les exportations par région")
	says(t, region, `Trop peu d’économies ont déclaré en Afrique subsaharienne pour calculer un taux de croissance\.`)
	says(t, region, `\| Afrique subsaharienne \| n\.d\. \| n\.d\. \| n\.d\. \| n\.d\. \|`)
	saysNot(t, region+section(t, fr, "En bref"), `(forte|faible|augmenté) en Afrique subsaharienne`)
}

// A World that falls is said to fall, and nothing is said to grow.
func TestFallingWorld(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		growth       float64
		year, en, fr string
	}{
		{-.4, `0\.4%`, `edged down by 0\.4%`, `légèrement reculé de 0,4 %`},
		{-3, `3\.0%`, `fell by 3\.0%`, `reculé de 3,0 %`},
		{-8, `8\.0%`, `fell sharply \(−8\.0%\)`, `\(−8,0 %\)`},
		{-20, `20\.0%`, `plunged by 20\.0%`, `chuté de 20,0 %`},
	} {
		t.Run(fmt.Sprint(c.growth), func(t *testing.T) {
			en, fr := tell(t, newStory(exports, c.growth))
			level := section(t, en, "Trade in digitally deliverable services")
			level, _, _ = strings.Cut(level, "World imports")
			says(t, level, `World exports of digitally deliverable services `+c.en+` in 2023`)
			says(t, level, `the value has fallen by`)
			saysNot(t, level, `(doubled|tripled|multiplied|risen)`)
			level = section(t, fr, "Le commerce de services livrables numériquement")
			says(t, level, c.fr)
			made := contributors(t, en)
			says(t, made, `From 2015 to 2023 world exports of digitally deliverable services fell by \d+\.\d%, or US\$`)
			says(t, made, `From 2022 to 2023 world exports of digitally deliverable services fell by `+c.year)
			saysNot(t, made, `account for|of the growth of|or −US\$`)
			made = section(t, fr, "Les contributions à la croissance des exportations") + section(t, fr, "Les contributions à la croissance de la dernière année")
			says(t, made, `De 2015 à 2023, dans le monde, .* ont reculé de`)
			saysNot(t, made, `représentent|de la hausse|soit −`)
			saysNot(t, section(t, en, "Exports by region")+section(t, en, "In brief"), `points by which world exports of digitally .* grew|more than half of the growth|grew (fastest|more than)`)
			saysNot(t, section(t, fr, "Les exportations par région")+section(t, fr, "En bref"), `points de pourcentage de croissance mondiale de 2023 pour les exportations|plus de la moitié de la (croissance|hausse)|ont progressé plus`)
		})
	}
}

// The World falls while its largest exporter grows: it is not called the
// largest contribution to the fall, and nobody who fell is said to have added.
func TestOneGrowsInFallingWorld(t *testing.T) {
	t.Parallel()
	s := newStory(exports, -10)
	s.set("USA", 300000, 9)
	en, fr := tell(t, s)
	made := contributors(t, en)
	saysNot(t, made, `account for|largest contributions|or −US\$|United Arab Emirates \(\d`)
	saysNot(t, made+section(t, en, "In brief"), `of the growth of (world )?exports of digitally`)
	made = section(t, fr, "Les contributions à la croissance des exportations") + section(t, fr, "Les contributions à la croissance de la dernière année")
	saysNot(t, made, `représentent|de la hausse|principales contributions|soit −`)
	says(t, contributors(t, en), `\| United States \|.*\| \+`)
}

// A region that rests on a flagged break is not said to have grown fastest.
func TestFastestRegionAcrossBreak(t *testing.T) {
	t.Parallel()
	page := func(flag string) string {
		s := newStory(exports, 5)
		s.set("KAZ", 50000, 6)
		s.set("SGP", 40000, 5.5)
		s.values["KAZ"][testYear] *= 2
		s.flags["KAZ"][testYear] = flag
		en, _ := tell(t, s)
		return section(t, en, "Exports by region") + section(t, en, "In brief")
	}
	says(t, page(""), `Among the 11 regions of 11 .* highest in Central Asia`)
	says(t, page("break"), `Among the ten regions of 11 .* highest in Southeast Asia`)
	says(t, page("break"), `break in the series cannot be compared: Kazakhstan \(2023\)`)
	saysNot(t, page("break"), `(highest|fastest) in Central Asia`)
}

// Contributions across a flagged break are printed and no sentence is made of
// them; of a span that the break is not in, one is.
func TestContributionAcrossBreak(t *testing.T) {
	t.Parallel()
	page := func(flag string) (since, lastYear string) {
		s := newStory(exports, 5)
		s.set("USA", 3000000, 5)
		s.flags["USA"][2019] = flag
		en, _ := tell(t, s)
		return section(t, en, "Which economies contributed most to export growth"), section(t, en, "Contributions to export growth in the last year")
	}
	const finding, leaders = `The United States and .* account for .*of the growth`, `contributions .* came from the United States`
	since, lastYear := page("")
	for _, pattern := range []string{finding, leaders} {
		says(t, since, pattern)
		says(t, lastYear, pattern)
	}
	since, lastYear = page("break")
	saysNot(t, since, finding+"|"+leaders)
	says(t, since, `\| United States \|`)
	says(t, since, `break in the series cannot be compared: United States \(2019\)`)
	says(t, lastYear, finding)
	says(t, lastYear, leaders)
	saysNot(t, since+lastYear, `The United States together`) // one alone is not together
}
