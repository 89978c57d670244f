package report

import (
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tradestats/internal/locale"
)

// A printed number is one as a page prints it, in any language.
type printedNumber struct {
	text  string
	value float64
	step  float64 // of the last digit
	scale float64 // 1e9 for "4 462 milliards", else 1
	unit  string  // "%" or ""
}

// year tells a year: four digits without sign, separator or unit.
func (n printedNumber) year() bool {
	return len(n.text) == 4 && n.step == 1 && n.scale == 1 && n.unit == "" && n.value >= 1900 && n.value < 2100
}

func (n printedNumber) String() string { return n.text }

var (
	numberIn = map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`[+−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+−]?\d+(?:\.\d+)?`),
		"fr": regexp.MustCompile(`[+−]?\d{1,3}(?:[\x{202f}\x{a0}]\d{3})+(?:,\d+)?|[+−]?\d+(?:,\d+)?`),
	}
	scaleAfter  = regexp.MustCompile(`^[\x{a0}\x{202f} ](million|billion|trillion|milliard)s?\b`)
	percentSign = regexp.MustCompile(`^[\x{a0}\x{202f}]?%`)
	ordinalMark = regexp.MustCompile(`^(st|nd|rd|th|er|re|e)\b`)
	scales      = map[string]float64{"million": 1e6, "billion": 1e9, "milliard": 1e9, "trillion": 1e12}
)

// numbersIn finds the numbers of a text. Digits within a word or a code are
// none ("P2", "sha256"); ordinals ("3rd", "3e") are kept apart.
func numbersIn(t *testing.T, lang, text string) (numbers, ordinals []printedNumber) {
	t.Helper()
	for _, at := range numberIn[lang].FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		rest := text[at[1]:]
		after, _ := utf8.DecodeRuneInString(rest)
		n := printedNumber{text: text[at[0]:at[1]], step: 1, scale: 1}
		plain := strings.NewReplacer("\u202f", "", "\u00a0", "", "−", "-", "+", "")
		digits := plain.Replace(n.text)
		if lang == "fr" {
			digits = strings.ReplaceAll(digits, ",", ".")
		} else {
			digits = strings.ReplaceAll(digits, ",", "")
		}
		if _, fraction, ok := strings.Cut(digits, "."); ok {
			n.step = math.Pow10(-len(fraction))
		}
		var err error
		if n.value, err = strconv.ParseFloat(digits, 64); err != nil {
			t.Fatal(err)
		}
		switch {
		case ordinalMark.MatchString(rest):
			ordinals = append(ordinals, n)
			continue
		case unicode.IsLetter(before) && before != '$' || unicode.IsLetter(after):
			continue
		case percentSign.MatchString(rest):
			n.unit = "%"
		default:
			if m := scaleAfter.FindStringSubmatch(rest); m != nil {
				n.scale = scales[m[1]]
				n.value, n.step = n.value*n.scale, n.step*n.scale
			}
		}
		numbers = append(numbers, n)
	}
	return numbers, ordinals
}

// spelled replaces cardinals in words by digits, from three on: "two" and "a"
// stand for too much else.
func spelled(t *testing.T, lang string) *strings.Replacer {
	t.Helper()
	l, err := locale.For(lang)
	if err != nil {
		t.Fatal(err)
	}
	var pairs []string
	for n, word := range strings.Fields(l.Word("grammar.cardinals")) {
		if n < 3 {
			continue
		}
		for _, w := range []string{word, locale.Capitalize(word)} {
			for _, before := range []string{" ", "(", "["} {
				for _, after := range []string{" ", ")", ".", ","} {
					pairs = append(pairs, before+w+after, before+strconv.Itoa(n)+after)
				}
			}
			pairs = append(pairs, "\n"+w+" ", "\n"+strconv.Itoa(n)+" ")
		}
	}
	return strings.NewReplacer(pairs...)
}

// lines are the paragraphs and rows of a page, with their numbers in digits.
func lines(t *testing.T, lang, page string) []string {
	t.Helper()
	text := link.ReplaceAllString(page, "$2")
	text = spelled(t, lang).Replace(strings.ReplaceAll(text, "\n", "\n\n"))
	return strings.Split(strings.ReplaceAll(text, "\n\n", "\n"), "\n")
}

// agree tells whether two numbers are one, rounded to the digits that the
// coarser of them has.
func agree(a, b printedNumber) bool {
	coarse := math.Max(a.step, b.step)
	if a.step == b.step {
		return a.value == b.value
	}
	return math.Abs(a.value-b.value) <= coarse/2*(1+1e-9)
}

// split sets years apart: languages put them in different places of a
// sentence.
func splitYears(all []printedNumber) (numbers, years []printedNumber) {
	for _, n := range all {
		if n.year() {
			years = append(years, n)
		} else {
			numbers = append(numbers, n)
		}
	}
	slices.SortFunc(years, func(a, b printedNumber) int { return int(a.value - b.value) })
	return numbers, years
}

// A row or paragraph of one language has the numbers of the same row or
// paragraph in the other, in the same order.
func TestSameNumbersInBothLanguages(t *testing.T) {
	for _, year := range []int{2012, 2016, 2019, 2022, testYear} {
		o := options(t, "")
		o.Year = year
		made := compose(t, o).files
		t.Run(fmt.Sprint(year), func(t *testing.T) {
			if n := sameNumbers(t, string(made["report.en.md"]), string(made["report.fr.md"])); n < 1000 {
				t.Errorf("only %d numbers were compared", n)
			}
		})
	}
}

// sameNumbers compares two pages and returns how many numbers it compared.
func sameNumbers(t *testing.T, pageEN, pageFR string) (compared int) {
	t.Helper()
	en, fr := lines(t, "en", pageEN), lines(t, "fr", pageFR)
	if len(en) != len(fr) {
		t.Fatalf("%d lines in English, %d in French", len(en), len(fr))
	}
	for k := range en {
		if en[k] == fr[k] { // a citation, the rule of a table
			continue
		}
		numbersEN, ordinalsEN := numbersIn(t, "en", en[k])
		numbersFR, ordinalsFR := numbersIn(t, "fr", fr[k])
		numbersEN, yearsEN := splitYears(numbersEN)
		numbersFR, yearsFR := splitYears(numbersFR)
		for _, c := range []struct {
			what   string
			en, fr []printedNumber
		}{{"numbers", numbersEN, numbersFR}, {"years", yearsEN, yearsFR}, {"ordinals", ordinalsEN, ordinalsFR}} {
			compared += len(c.en)
			if !slices.EqualFunc(c.en, c.fr, agree) {
				t.Errorf("line %d: %s %v in English, %v in French\n  %s\n  %s", k+1, c.what, c.en, c.fr, en[k], fr[k])
			}
		}
	}
	return compared
}

// readNumbers returns the figures that the manifest lists, by block.
func readNumbers(t *testing.T) map[string][]figure {
	t.Helper()
	var m manifest
	if err := json.Unmarshal(edition(t)[worldPath(manifestName)], &m); err != nil {
		t.Fatal(err)
	}
	out := map[string][]figure{}
	for _, f := range m.Numbers {
		if f.Unit == "" || f.Selection == "" || f.Status == "" {
			t.Errorf("manifest: %s lacks unit, selection or status: %+v", f.ID, f)
		}
		block, _, _ := strings.Cut(f.ID, "/")
		out[block] = append(out[block], f)
	}
	return out
}

// is tells whether a printed number is a figure, rounded: in its unit, or of
// an amount of money in billions (tables) or dollars (sentences). Signs are
// said in words ("fell by 2.1%").
func (f figure) is(n printedNumber) bool {
	money := f.Unit == "million US dollars"
	factors := []float64{1}
	switch {
	case n.scale > 1 && !money, n.unit == "%" && !strings.HasPrefix(f.Unit, "per cent"), n.unit == "" && f.Unit == "per cent a year":
		return false
	case n.scale > 1:
		factors = []float64{1e6}
	case money:
		factors = []float64{1, 1e-3}
	}
	for _, factor := range factors {
		if math.Abs(math.Abs(n.value)-math.Abs(f.Value*factor)) <= n.step/2*(1+1e-6) {
			return true
		}
	}
	return false
}

// constants are numbers of the wording, not of the data: thresholds, bounds of
// an index, how many rows a table has, how many regions are compared, the
// World's own share of itself.
var constants = regexp.MustCompile(strings.Join([]string{
	`less than 90% \(growth\) or 95% \(value\)`, `less than 90% of the population`,
	`at least 1% of the world and whose reporters of both years make at least 90% of the region`,
	`Among the \d+ regions of \d+ that make`, `Among the \d+ larger regions`, `Among the 10 largest`,
	`[Tt]he (10|15|8) largest`, `; the 3 largest for`, `: 10 largest \(%\)`, `No figure is more than 3 years old`,
	`add up to 100\b`, `HHI: .* from 0 to 10,000`, `\*\*100\.0\*\*`, `per 100 people`,
}, "|"))

// Every number of the tables and sentences is in the manifest, under the block
// that prints it. What is not: years, ordinals (ranks), the constants above,
// the sections on method and sources, and alternative texts, which repeat
// the data of a chart.
func TestManifestHasEveryNumber(t *testing.T) {
	known := readNumbers(t)
	topics, err := selectTopics([]string{"world"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := topics[0].newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	titles, words := map[string]string{}, spelled(t, "en")
	for _, b := range blocks {
		titles[words.Replace("\n## " + typographic(b.head().Title.In("en")))[1:]] = b.head().ID
	}
	all := lines(t, "en", pageOf(t, "en"))
	inBrief := []figure{}
	for _, b := range blocks {
		if b.head().Brief {
			inBrief = append(inBrief, known[b.head().ID]...)
		}
	}
	block, figures, found := "", []figure{}, 0
	for k, line := range all {
		if strings.HasPrefix(line, "#") {
			block = titles[yearBehind.ReplaceAllString(line, "")]
			if figures = known[block]; line == "## In brief" {
				figures = inBrief
			}
			continue
		}
		if block == "method" || block == "sources" || strings.HasPrefix(line, "| :-") || strings.HasPrefix(line, "| -") || isAlt(line) {
			continue
		}
		numbers, _ := numbersIn(t, "en", constants.ReplaceAllString(line, ""))
		numbers, _ = splitYears(numbers)
		for _, n := range numbers {
			found++
			if !slices.ContainsFunc(figures, func(f figure) bool { return f.is(n) }) {
				t.Errorf("line %d, block %q: %s is not in the manifest\n  %s", k+1, block, n, line)
			}
		}
	}
	if found < 800 {
		t.Errorf("only %d numbers were looked up", found)
	}
}

// yearBehind is the year of older figures in a heading.
var yearBehind = regexp.MustCompile(`, \d{4}$`)

// isAlt tells the alternative text of an image, left when the link is gone.
func isAlt(line string) bool {
	return regexp.MustCompile(`^!?(Line|Bar|Slope|Waterfall|Dumbbell|Small line) charts?\. `).MatchString(line)
}
