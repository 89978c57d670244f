package report

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// composeTopic computes and writes the pages of a topic's text, with all its charts,
// and draws nothing.
func composeTopic(t testing.TB, text string, data ...string) *book {
	t.Helper()
	path := filepath.Join(t.TempDir(), "topic.yaml")
	write(t, path, text)
	topics, err := selectTopics(nil, []string{path})
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, t.TempDir(), data...)
	return composeOf(t, o, topics[len(topics)-1])
}

func composeOf(t testing.TB, o Options, of *topic) *book {
	t.Helper()
	blocks, err := of.newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	jobs, err := newJobs(o, []*topic{of})
	if err != nil {
		t.Fatal(err)
	}
	e := newEnv(t.Context(), o, jobs[0])
	if err := errors.Join(e.load(blocks), e.hasYear()); err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		if err := b.compute(e); err != nil {
			t.Fatal(err)
		}
	}
	e.hear(blocks)
	bk := newBook()
	for _, lang := range e.languages {
		if err := writePage(e, bk, blocks, lang); err != nil {
			t.Fatal(err)
		}
	}
	return bk
}

// topicOf is a topic of some blocks.
func topicOf(blocks string) string {
	return "id: test\ntitle: {en: Test, fr: Essai}\nlanguages: [en, fr]\nheadline: digital-services-exports\nsince: 2015\nblocks:\n" + blocks
}

func enPage(b *book) string { return plain(b.files["report.en.md"]) }
func frPage(b *book) string { return plain(b.files["report.fr.md"]) }

const twoSides = `  - kind: sides
    id: sides
    title: {en: Two sides, fr: Deux côtés}
    indicator: digital-services-exports
    sides: [FRA, DEU]
    currencies: {FRA: EUR}
    charts: [lines, index]
`

// Two sides: each has its level and growth, and the larger is named with its multiple;
// where both are alike none is.
func TestTwoSides(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	s.set("FRA", 10000, 10)
	s.set("DEU", 40000, 5)
	b := composeTopic(t, topicOf(twoSides), s.file(t))
	en, fr := section(t, enPage(b), "Two sides"), section(t, frPage(b), "Deux côtés")
	says(t, en, `of France grew strongly \(\+10\.0%\) in 2023, to US\$21\.4 billion`)
	says(t, en, `Since 2015 the value has been multiplied by 2\.1, an average of \+10\.0% a year`)
	says(t, en, `of Germany were 2\.8 times those of France in 2023, against 4\.0 times in 2015; the difference was US\$37\.7 billion\.`)
	says(t, en, `stronger growth since 2015 in France than in Germany`)
	says(t, en, `Counted in euros, the change was \+7\.\d%\.`)
	says(t, fr, `de l’Allemagne représentent 2,8 fois celles de la France, contre 4,0 fois en 2015`)

	s.values["DEU"] = s.values["FRA"]
	en = section(t, enPage(composeTopic(t, topicOf(twoSides), s.file(t))), "Two sides")
	saysNot(t, en, `times those|exceeded|stronger growth`)
}

// A growth whose sign is another one in the side's own currency says so: the euro rose
// against the dollar in 2023.
func TestGrowthTurnsInOwnCurrency(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	s.set("FRA", 10000, 1)
	b := composeTopic(t, topicOf(twoSides), s.file(t))
	says(t, enPage(b), `France (rose|edged up) by 1\.0% in 2023.*Counted in euros, the change was −1\.\d%: its sign is not the one in US dollars\.`)
	says(t, frPage(b), `En euros, la variation est de −1,\d % : elle n’a pas le même signe qu’en dollars des États-Unis\.`)
}

// What rests on a flagged break is in the table with a mark, and in no sentence.
func TestSidesAcrossBreak(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	s.set("FRA", 10000, 10)
	s.flags["FRA"][2023] = "break"
	en := section(t, enPage(composeTopic(t, topicOf(twoSides), s.file(t))), "Two sides")
	says(t, en, `of France were US\$21\.4 billion in 2023 at current prices; a break in the series`)
	saysNot(t, en, `of France grew|Counted in euros|stronger growth|against \d`)
	says(t, en, `\| France \|.*\+10\.0%†`)
	says(t, en, `break in the series cannot be compared: France \(2023\)`)
}

const manySides = `  - kind: sides
    id: many
    title: {en: Many, fr: Plusieurs}
    indicator: digital-services-exports
    focus: [eu27]
    others: [western-balkans, USA, IND, JPN]
    charts: [bars, index]
  - kind: per
    id: per
    title: {en: Per head, fr: Par habitant}
    indicator: digital-services-exports
    economies: [eu27, western-balkans, USA, IND, JPN]
    focus: [eu27]
    charts: [population, gdp]
`

// Nobody is called the largest or the fastest whose figures are partial, nor anyone
// while another that is partial could be larger.
func TestNoSuperlativeOfPartialSides(t *testing.T) {
	t.Parallel()
	page := func(change func(*story)) string {
		s := newStory(exports, 5)
		s.set("IND", 50000, 9)
		s.set("JPN", 40000, 4)
		for _, e := range []string{"SRB", "BIH", "MNE", "ALB", "MKD"} {
			s.set(e, 500000, 12)
		}
		change(s)
		return section(t, enPage(composeTopic(t, topicOf(manySides), s.file(t))), "Many")
	}
	whole := page(func(*story) {})
	says(t, whole, `largest in the Western Balkans \(US\$`)
	says(t, whole, `among all four set beside the EU-27`)
	says(t, whole, `highest in the Western Balkans \(\+12\.0%\) and lowest in Japan \(\+4\.0%\), among all five`)
	part := page(func(s *story) { delete(s.values["SRB"], testYear) })
	saysNot(t, part, `were largest|highest in the Western Balkans`)
	says(t, part, `\| Western Balkans \| ≥ `)
	says(t, part, `highest in India \(\+9\.0%\) and lowest in Japan \(\+4\.0%\), among the four of five`)
}

// Figures per head and in per cent of GDP are ranked where they are complete.
func TestPer(t *testing.T) {
	b := composeTopic(t, topicOf(manySides))
	en := section(t, enPage(b), "Per head")
	says(t, en, `Set against population, .* highest in the EU-27 \([\d,]+ US dollars per person\) and lowest in India`)
	says(t, en, `\| 1 \| EU-27 \|`)
	says(t, en, `trade between them is included`)
	fr := section(t, frPage(b), "Par habitant")
	says(t, fr, `Rapportées au PIB, les exportations .* les plus faibles`)
}

func corridorOf(a, b, more string) string {
	return topicOf("  - kind: corridor\n    id: corridor\n    title: {en: Corridor, fr: Corridor}\n    a: " + a + "\n    b: " + b + "\n    charts: [trade]\n" + more)
}

// Without trade by partner one box names the files that would fill the block, and what
// follows is said to be totals.
func TestCorridorWithoutFigures(t *testing.T) {
	for _, b := range []string{"[CHN]", "[CHN, USA, IND]"} {
		book := composeTopic(t, corridorOf("eu27", b, ""))
		en := section(t, enPage(book), "Corridor")
		if n := strings.Count(en, "\n> "); n != 1 {
			t.Errorf("%s: %d boxes", b, n)
		}
		says(t, en, `BaTIS.*batis\.csv.*bop_its6_det`)
		says(t, en, `totals with all partners, which are not trade between them`)
		saysNot(t, en, `surplus|deficit|As the EU-27 reports`)
		says(t, section(t, frPage(book), "Corridor"), `qui ne sont pas du commerce entre eux`)
	}
	says(t, enPage(composeTopic(t, corridorOf("eu27", "[USA]", "    items: [hs-8542]\n"))), `UN Comtrade`)
}

// A file of BaTIS fills the block: reports that the publisher made agree, in dollars and
// in the currency that turns the sign of their growth.
func TestCorridorFromBaTIS(t *testing.T) {
	b := composeTopic(t, corridorOf("FRA", "[CHN]", "    currencies: {FRA: EUR, CHN: CNY}\n"), "testdata/made-up-batis.csv")
	en, fr := section(t, enPage(b), "Corridor"), section(t, frPage(b), "Corridor")
	says(t, en, `Trade in digitally deliverable services, as published by the OECD and the WTO`)
	says(t, en, `As France reports it, exports to China were US\$1\.67 billion in 2023 \(\+1\.0% on 2022\) and imports from China US\$666 million \(\+0\.9%\): a surplus of US\$1\.00 billion\.`)
	says(t, en, `Counted in euros, the change is −1\.\d% for exports and −1\.\d% for imports: the sign for exports and imports is not the one in US dollars\.`)
	says(t, en, `Counted in yuan, the change is \+6\.\d% for exports`)
	says(t, en, `China makes 5\.0% of what France exports of it and 2\.2% of what it imports`)
	says(t, en, `made the reports of both sides agree`)
	says(t, fr, `D’après les déclarations de la France, les exportations vers la Chine s’établissent à 1,67 milliard de dollars`)
	says(t, en, `\| Telecommunications, computer and information services \|`)
	saysNot(t, en, `\n> `)
	b = composeTopic(t, corridorOf("eu27", "[CHN]", ""), "testdata/made-up-batis.csv")
	says(t, enPage(b), `The exports rest on 2 of 27 pairs of a member and a partner`)
}

// Eurostat's table counts in euros and has reports that differ: the edition's dollars
// are printed, and the asymmetry both ways.
func TestCorridorFromEurostat(t *testing.T) {
	b := composeTopic(t, corridorOf("FRA", "[CHE]", "    currencies: {FRA: EUR, CHE: CHF}\n"), "testdata/made-up-bop_its6_det.tsv")
	en, fr := section(t, enPage(b), "Corridor"), section(t, frPage(b), "Corridor")
	says(t, en, `As France reports it, exports to Switzerland were US\$584 million in 2023`)
	says(t, en, `As Switzerland reports it, .*: a deficit of US\$54\.\d million`)
	says(t, en, `For the flow from France to Switzerland in 2023, the exporter reports US\$37\.\d million more than the importer, 6\.7% of the mean of both\.`)
	says(t, en, `For the flow from Switzerland to France in 2023, the exporter reports US\$37\.\d million more than the importer, 8\.0%`)
	says(t, en, `Counted in euros, the change is \+3\.8% for exports and −2\.3% for imports`)
	says(t, fr, `Pour le flux de la France vers la Suisse`)
	for name, f := range b.figures {
		if f.Value == f.Value && math.IsInf(f.Value, 0) {
			t.Errorf("figure %s is infinite", name)
		}
	}
}

// With several partners there is a table of all of them; those without figures are in
// one box.
func TestCorridorWithSeveral(t *testing.T) {
	b := composeTopic(t, corridorOf("FRA", "[CHN, USA]", ""), "testdata/made-up-batis.csv")
	en := section(t, enPage(b), "Corridor")
	says(t, en, `of the two partners, France exported most to the United States \(US\$5\.00 billion\), ahead of China \(US\$1\.67 billion\)`)
	b = composeTopic(t, corridorOf("FRA", "[CHN, JPN]", ""), "testdata/made-up-batis.csv")
	en = section(t, enPage(b), "Corridor")
	says(t, en, `no trade of France with Japan by partner`)
	saysNot(t, en, `exported most`)
}

// One partner's newest year is older than the other's: each row names its own, and
// bars are of the year that both have.
func TestCorridorWithOneThatIsLate(t *testing.T) {
	text, err := os.ReadFile("testdata/made-up-batis.csv")
	if err != nil {
		t.Fatal(err)
	}
	late := regexp.MustCompile(`(?m)^(FR,US|US,FR),.*,2023,.*\n`).ReplaceAllString(string(text), "")
	if late == string(text) {
		t.Fatal("nothing was taken out")
	}
	path := filepath.Join(t.TempDir(), "late.csv")
	write(t, path, late)
	b := composeTopic(t, corridorOf("FRA", "[USA, CHN]", ""), path)
	en := section(t, enPage(b), "Corridor")
	says(t, en, `\| United States \| 2022 \|`)
	says(t, en, `\| China \| 2023 \|`)
	saysNot(t, en, `exported most`)
	if len(b.charts) == 0 || !strings.HasSuffix(b.charts[0].picture.Chart.Title, "by partner, 2022") {
		t.Errorf("charts %v", b.charts)
	}
	for _, v := range b.charts[0].picture.Data {
		if v.Year != 2022 || v.Series != "FRA" || v.Partner != "USA" && v.Partner != "CHN" {
			t.Errorf("drawn: %+v", v)
		}
	}
}

// The topics on partnerships say the same in both languages, follow the rules of
// typography, and their charts have room.
func TestPartnershipTopics(t *testing.T) {
	for _, id := range []string{"eu-china", "eu-partners"} {
		topics, err := selectTopics([]string{id}, nil)
		if err != nil {
			t.Fatal(err)
		}
		b := composeOf(t, options(t, t.TempDir()), topics[0])
		for _, lang := range languages {
			lintPage(t, id+" "+lang, lang, string(b.files["report."+lang+".md"]))
		}
		sameShares(t, id, b)
		for _, d := range b.charts {
			c, err := d.picture.Image(chart.Web, chart.Light)
			if err != nil {
				t.Fatal(err)
			}
			l, err := c.Layout()
			if err != nil {
				t.Fatal(err)
			}
			for _, flaw := range l.Flaws(chart.Light) {
				t.Errorf("%s %s.%s: %s", id, d.id, d.lang, flaw)
			}
		}
	}
}

// sameShares compares the percentages of both languages' sections, the method apart.
func sameShares(t *testing.T, id string, b *book) {
	t.Helper()
	of := func(lang string) []string {
		text := string(b.files["report."+lang+".md"])
		if k := strings.Index(text, map[string]string{"en": "## Method", "fr": "## Méthode"}[lang]); k > 0 {
			text = text[:k]
		}
		var out []string
		for _, line := range lines(t, lang, text) {
			if strings.HasPrefix(line, "|") || strings.Contains(line, "Chart") || strings.Contains(line, "chart.") {
				continue
			}
			numbers, _ := numbersIn(t, lang, line)
			for _, n := range numbers {
				if !n.year() && n.unit == "%" {
					out = append(out, fmt.Sprintf("%.2f%s", n.value, n.unit))
				}
			}
		}
		slices.Sort(out)
		return out
	}
	if en, fr := of("en"), of("fr"); !slices.Equal(en, fr) {
		t.Errorf("%s: numbers in English %v\nin French %v", id, en, fr)
	}
}

// A wrong definition of the new kinds is an error that says what is missing.
func TestPartnershipBlockErrors(t *testing.T) {
	for _, c := range []struct{ block, want string }{
		{"  - {kind: sides, id: x, title: {en: X, fr: X}, indicator: gdp, focus: [USA]}\n", "at least 2"},
		{"  - {kind: sides, id: x, title: {en: X, fr: X}, indicator: gdp, sides: [USA, CHN], currencies: {USA: DOL}}\n", "DOL"},
		{"  - {kind: corridor, id: x, title: {en: X, fr: X}, a: USA}\n", "b needs at least 1"},
		{"  - {kind: per, id: x, title: {en: X, fr: X}, indicator: gdp, economies: [USA], charts: [area]}\n", "area"},
	} {
		_, err := parseTopic("test.yaml", []byte(topicOf(c.block)))
		if tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.block, err)
		}
	}
}

// So is what only the economies of the edition's year can tell.
func TestPartnershipBlocksRefuse(t *testing.T) {
	for _, c := range []struct{ block, want string }{
		{"  - {kind: sides, id: x, title: {en: X, fr: X}, indicator: gdp, sides: [USA, CHN], currencies: {JPN: JPY}}\n", "JPN, which is none of its sides"},
		{"  - {kind: sides, id: x, title: {en: X, fr: X}, indicator: gdp, sides: [USA, CHN], focus: [BRA]}\n", "focus BRA is none"},
		{"  - {kind: corridor, id: x, title: {en: X, fr: X}, a: \"mercosur:members\", b: [CHN]}\n", "a is 4 economies"},
		{"  - {kind: forecast, id: x, title: {en: X, fr: X}, indicator: internet-users, economies: [\"eu27:members\"]}\n", "27 economies"},
		{"  - {kind: convergence, id: x, title: {en: X, fr: X}, indicator: internet-users, group: nonsense}\n", "nonsense"},
		{"  - {kind: sides, id: x, title: {en: X, fr: X}, indicator: internet-user, sides: [USA, CHN]}\n", "unknown indicator \"internet-user\""},
	} {
		path := filepath.Join(t.TempDir(), "topic.yaml")
		write(t, path, topicOf(c.block))
		o := options(t, t.TempDir())
		o.Topics, o.TopicFiles = nil, []string{path}
		if _, err := Run(t.Context(), o); err == nil || !strings.Contains(err.Error(), c.want) || !regexp.MustCompile(`topic\.yaml:\d+: `).MatchString(err.Error()) {
			t.Errorf("%s: %v", c.block, err)
		}
	}
}
