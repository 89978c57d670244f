package report

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// partnerships are the topics made of the blocks that this file tests.
var partnerships = []string{"br-digital-alliance", "elac2026", "eu-us-ai-chips"}

// small writes the edition of a topic of one block and returns its files below the
// topic's folder.
func small(t *testing.T, year int, block string, data ...string) files {
	t.Helper()
	dir := t.TempDir()
	o := options(t, filepath.Join(dir, "out"), data...)
	o.Topics, o.Year = nil, year
	o.TopicFiles = []string{topicFile(t, dir, block)}
	mustRun(t, o)
	out := files{}
	for name, content := range tree(t, o.Out) {
		if rest, ok := strings.CutPrefix(name, fmt.Sprintf("%d/small/", year)); ok {
			out[rest] = content
		}
	}
	return out
}

func topicFile(t *testing.T, dir, block string) string {
	t.Helper()
	path := filepath.Join(dir, "small.yaml")
	write(t, path, "id: small\ntitle: {en: Small, fr: Petit}\nlanguages: [en, fr]\nheadline: digital-services-exports\nsince: 2015\nblocks:\n"+
		"  - {id: x, title: {en: One, fr: Un}, "+block+"}\n  - {kind: sources, id: sources, title: {en: Sources, fr: Sources}}\n")
	return path
}

// figuresOf are the numbers of a manifest, by id.
func figuresOf(t *testing.T, made files) map[string]figure {
	t.Helper()
	var m manifest
	if err := json.Unmarshal(made[manifestName], &m); err != nil {
		t.Fatal(err)
	}
	out := map[string]figure{}
	for _, f := range m.Numbers {
		if f.Unit == "" || f.Selection == "" || f.Status == "" {
			t.Errorf("manifest: %s lacks unit, selection or status: %+v", f.ID, f)
		}
		out[f.ID] = f
	}
	return out
}

// madeUp writes a file of figures that nobody published: economy, year, value.
func madeUp(t *testing.T, indicator string, rows ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made-up.csv")
	write(t, path, "indicator,economy,year,value\n"+indicator+","+strings.Join(rows, "\n"+indicator+",")+"\n")
	return path
}

// A chart of any kind stands on the page with its alternative text, its data and
// the years up to the edition's.
func TestChartBlock(t *testing.T) {
	t.Parallel()
	made := small(t, 2020, "kind: chart, ask: {kind: line, indicators: [internet-users], economies: [BRA, CHL], from: 2010, highlight: [CHL]}")
	for _, lang := range languages {
		if text := string(made["report."+lang+".md"]); !strings.Contains(text, "](charts/x."+lang+".png)") {
			t.Errorf("%s: no chart:\n%s", lang, text)
		}
	}
	says(t, string(made["report.en.md"]), `Line chart\. .*2010–2020`)
	says(t, string(made["report.en.md"]), `Individuals using the Internet \(IT\.NET`) // among the sources
	rows := strings.Split(strings.TrimSpace(string(made["charts/x.csv"])), "\n")
	if len(rows) != 1+2*11 {
		t.Errorf("%d rows of data", len(rows))
	}
	numbers := figuresOf(t, made)
	if f, ok := numbers["x/chart/x/internet-users/value/CHL/2020"]; !ok || !strings.Contains(string(made["charts/x.csv"]), fmt.Sprintf("CHL,internet-users,WLD,value,2020,%v", f.Value)) {
		t.Errorf("the value of Chile is not in the manifest: %+v", f)
	}
}

// A comparison of two years ends where most have a value, and says which year.
func TestChartBlockOfOlderFigures(t *testing.T) {
	t.Parallel()
	made := small(t, testYear, "kind: chart, ask: {kind: dumbbell, indicators: [mobile-subscriptions], economies: [BRA, CHL, MEX], from: 2010}")
	says(t, string(made["report.en.md"]), `(?m)^## One, 2021$`)
	says(t, string(made["report.fr.md"]), `(?m)^## Un, 2021$`)
}

// What cannot be drawn is said on the page.
func TestChartBlockWithoutFigures(t *testing.T) {
	t.Parallel()
	made := small(t, testYear, "kind: chart, ask: {kind: line, indicators: [internet-users], economies: [BRA], from: 2030}")
	says(t, string(made["report.en.md"]), `hold nothing that could be published here`)
	made = small(t, testYear, "kind: chart, file: {en: a file of Comtrade, fr: un fichier de Comtrade}, ask: {indicators: [hs-8541-imports+hs-8542-imports], economies: [USA]}")
	says(t, string(made["report.en.md"]), `do not hold what this chart needs: a file of Comtrade\.`)
	says(t, string(made["report.fr.md"]), `un fichier de Comtrade`)
	for name := range made {
		if strings.HasPrefix(name, "charts/") {
			t.Errorf("%s was drawn", name)
		}
	}
}

// With the reader's file the same block is drawn.
func TestChartBlockOfTheReadersFile(t *testing.T) {
	t.Parallel()
	var rows []string
	for y := 2015; y <= testYear; y++ {
		rows = append(rows, fmt.Sprintf("USA,%d,%d", y, 100+y-2015), fmt.Sprintf("DEU,%d,%d", y, 50))
	}
	made := small(t, testYear, "kind: chart, file: {en: a file, fr: un fichier}, ask: {indicators: [made-up-imports], economies: [USA, DEU]}", madeUp(t, "made-up-imports", rows...))
	says(t, string(made["report.en.md"]), `\]\(charts/x\.en\.png\)`)
}

// A definition that could not be drawn is refused before anything is computed.
func TestPartnershipBlocksAreChecked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ block, want string }{
		{"kind: chart", "ask needs indicators, or a target"},
		{"kind: chart, ask: {indicators: [gdp], knd: bars}", `did you mean kind?`},
		{"kind: chart, ask: {indicators: [gdp], kind: pie}", `"pie" is none of line`},
		{"kind: chart, brief: true, ask: {indicators: [gdp]}", "a chart has no sentence"},
		{"kind: target, economies: [elac]", "targets needs at least 1"},
		{"kind: forecast, economies: [BRA]", "indicator is missing"},
		{"kind: forecast, indicator: gdp, economies: [A, B, C, D, E]", "has room for 4 charts"},
		{"kind: convergence, indicator: gdp", "group is missing"},
		{"kind: convergence, indicator: gdp, group: elac, charts: [pie]", `charts: "pie" is none of dumbbell, strip`},
		{"kind: text", "text needs at least 1"},
		{"kind: text, text: [{en: It grew by 5.2% in 2023., fr: Hausse de 5.2% en 2023.}]", "is a figure"},
	} {
		path := topicFile(t, t.TempDir(), c.block)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = parseTopic(path, text); err == nil || !strings.Contains(err.Error(), c.want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%s: %v, want %q", c.block, err, c.want)
		}
	}
}

// Targets are known by the figures' catalogue, beside which the user's stand.
func TestTargetBlockOfUnknownTargets(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ block, want string }{
		{"kind: target, targets: [bc-moon], economies: [elac]", `unknown target "bc-moon"`},
		{"kind: target, targets: [bc-internet-world], economies: [elac], programme: elac", `programme "elac" is not the id of one`},
	} {
		dir := t.TempDir()
		o := options(t, filepath.Join(dir, "out"))
		o.Topics, o.TopicFiles = nil, []string{topicFile(t, dir, c.block)}
		if _, err := Run(t.Context(), o); tidy.KindOf(err) != tidy.Data || !strings.Contains(fmt.Sprint(err), c.want) || !strings.Contains(fmt.Sprint(err), ".yaml:") {
			t.Errorf("%s: %v, want %q", c.block, err, c.want)
		}
	}
}

// Years after the edition's are refused, not drawn.
func TestChartBlockOfLaterYears(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := options(t, filepath.Join(dir, "out"))
	o.Topics, o.Year = nil, 2018
	o.TopicFiles = []string{topicFile(t, dir, "kind: chart, ask: {indicators: [internet-users], economies: [BRA], year: 2019}")}
	if _, err := Run(t.Context(), o); tidy.KindOf(err) != tidy.Usage || !strings.Contains(fmt.Sprint(err), "it asks for 2019, and the edition is of 2018") {
		t.Errorf("error %v", err)
	}
}

// A target set for others is named as theirs, a programme without targets says so,
// and a target that nothing measures says what would.
func TestTargetBlock(t *testing.T) {
	t.Parallel()
	made := small(t, testYear, "kind: target, programme: elac2026, targets: [bc-internet-world, bc-skills], economies: [elac, BRA, COL]")
	en := string(made["report.en.md"])
	says(t, en, `no numeric target was published\. The targets below are others’`)
	says(t, en, `Target of others: 75 per cent of the world online by 2025 \(Broadband Commission.*, 23 January 2018\); it is set for the world, not for the others below\.`)
	says(t, en, `In the world the average was 69\.2% in 2023, 5\.8 percentage points short of the target\.`)
	says(t, en, `The pace there since 2018 is \+4\.0 percentage points a year; on a straight line, \+2\.9`)
	says(t, en, `In the eLAC countries the average was 80\.0% in 2023, 5\.0 percentage points beyond the target\.`)
	says(t, en, `Of the 2 economies compared, by their newest figures \(2023\), 2 have reached it: Brazil and Colombia\.`)
	says(t, en, `do not measure it\. What would: ITU, individuals with ICT skills`)
	says(t, string(made["report.fr.md"]), `Cible d’un autre organisme.: 75.% du monde`)
	numbers := figuresOf(t, made)
	if f := numbers["x/gap/bc-internet-world/elac/2023"]; math.Abs(f.Value+5.03) > .1 {
		t.Errorf("the distance of eLAC is %+v", f)
	}
	if made["charts/x-bc-internet-world.csv"] == nil || made["tables/x-bc-internet-world.csv"] == nil || made["tables/x-bc-skills.csv"] != nil {
		t.Errorf("files %v", sorted(made))
	}
	says(t, string(small(t, testYear, "kind: target, targets: [bc-internet-ldc], economies: [ldc]")["report.en.md"]), `Target: 35 per cent of the least developed`)
}

// A projection says what it is, on whom it rests, and carries its range.
func TestForecastBlock(t *testing.T) {
	t.Parallel()
	made := small(t, testYear, "kind: forecast, brief: true, indicator: internet-users, economies: [elac, PER], horizon: 3")
	en := string(made["report.en.md"])
	says(t, en, `If the past of 2000 to 2023 simply went on, the share of people using the Internet in Peru would come to \d\d\.\d% in 2026, with 80% of outcomes between \d\d\.\d% and \d\d\.\d%\.`)
	says(t, en, `(?m)^- If the past .* This is a mechanical projection, not a forecast of what will happen\.$`)
	says(t, en, `That is of the 29 of 33 members that reported in every year`)
	says(t, en, `They are not forecasts of what will happen`)
	for _, name := range []string{"charts/x.en.png", "charts/x-per.fr.png", "tables/x.csv"} {
		if made[name] == nil {
			t.Errorf("no %s", name)
		}
	}
	numbers := figuresOf(t, made)
	if low, mid := numbers["x/lower_80/PER/2026"].Value, numbers["x/projection/PER/2026"].Value; low == 0 || low >= mid {
		t.Errorf("80%% from %v, projection %v", low, mid)
	}
	en = string(small(t, testYear, "kind: forecast, indicator: made-up-share, economies: [BRA]", madeUp(t, "made-up-share", "BRA,2021,5", "BRA,2022,6", "BRA,2023,7"))["report.en.md"])
	says(t, en, `In Brazil the series is not carried on\. .*3 values carry no other model`)
	saysNot(t, en, `would come to`)
}

// The sentence on catching up is the one that the tests of slope and spread allow.
func TestVerdictOfConvergence(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		beta, t, start, end float64
		n                   int
		want                string
	}{
		{-.5, -6, .3, .2, 30, "closer"}, {-.5, -6, .3, .29, 30, "gained"}, {-.5, -1, .3, .2, 30, "narrower"},
		{.5, 6, .2, .3, 30, "apart"}, {.5, 6, .3, .3, 30, "ahead"}, {.5, 1, .2, .3, 30, "wider"}, {.1, .3, .3, .3, 30, "neither"},
		{-.5, -2.1, .3, .2, 30, "closer"}, {-.5, -2.1, .3, .2, 9, "narrower"}, // few economies need a steeper slope
	} {
		b := &convergenceBlock{row: analysis.ConvergenceRow{Form: analysis.FormLevel, Beta: c.beta, T: c.t, N: c.n, CVStart: c.start, CVEnd: c.end}}
		if got := b.verdict(); got != "convergence."+c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// The page gives slope, spread and Gini index of the same economies in both years.
func TestConvergenceBlock(t *testing.T) {
	t.Parallel()
	made := small(t, testYear, "kind: convergence, brief: true, indicator: internet-users, group: elac, charts: [dumbbell, strip]")
	en := string(made["report.en.md"])
	says(t, en, `In the eLAC countries, the 33 economies that reported both 2015 and 2023 came closer in the share of people using the Internet: those that started lower gained more \(slope −0\.53, t −6\.1\), and the spread relative to the mean \(coefficient of variation\) fell from 0\.32 to 0\.15\.`)
	says(t, en, `Among the 30 with a figure and a population in every year, each counted once, the Gini index went from 0\.188 in 2015 to 0\.084 in 2023`)
	says(t, en, `cannot pass 100`)
	if made["charts/x.csv"] == nil || made["charts/x-strip.csv"] == nil {
		t.Errorf("files %v", sorted(made))
	}
	en = string(small(t, testYear, "kind: convergence, indicator: fixed-broadband, group: elac, from: 2010")["report.en.md"])
	says(t, en, `(?m)^## One, 2019$`)
	says(t, en, `standard deviation of logarithms fell from 1\.79 to 0\.74\. They are 24 of the 33 members`)
	en = string(small(t, testYear, "kind: convergence, indicator: made-up-share, group: elac", madeUp(t, "made-up-share", "BRA,2015,5", "BRA,2023,7", "CHL,2015,8"))["report.en.md"])
	says(t, en, `is withheld\.`)
}

// Every language that is to come has its texts.
func TestPartnershipsHaveAllTexts(t *testing.T) {
	t.Parallel()
	topics, err := selectTopics(partnerships, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		hasAllTexts(t, topic)
	}
}

func hasAllTexts(t *testing.T, topic *topic) {
	t.Helper()
	blocks, err := topic.newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range blocks {
		texts := []map[string]string{topic.Title, b.head().Title}
		if b, ok := b.(*textBlock); ok {
			for _, text := range b.Texts {
				texts = append(texts, text)
			}
		}
		if b, ok := b.(*chartBlock); ok && len(b.File) > 0 {
			texts = append(texts, b.File)
		}
		for _, text := range texts {
			if slices.Contains([]string{text["en"], text["fr"], text["es"], text["pt"]}, "") {
				t.Errorf("block %s: a text is missing in a language: %v", b.head().ID, text)
			}
		}
	}
}
