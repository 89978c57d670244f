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
		"es": regexp.MustCompile(`[+−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[+−]?\d+(?:,\d+)?`),
		"pt": regexp.MustCompile(`[+−]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[+−]?\d+(?:,\d+)?`),
	}
	scaleAfter  = regexp.MustCompile(`^[\x{a0}\x{202f} ](million|billion|trillion|milliard|millon|billon|milhao|bilhao|trilhao)s?\b`)
	percentSign = regexp.MustCompile(`^[\x{a0}\x{202f}]?%`)
	ordinalMark = regexp.MustCompile(`^((st|nd|rd|th|er|re|e)\b|\.?[ºª])`)
	// The Spanish billón is a million millions, the Portuguese bilhão a thousand.
	scales = map[string]float64{"million": 1e6, "billion": 1e9, "milliard": 1e9, "trillion": 1e12,
		"millon": 1e6, "billon": 1e12, "milhao": 1e6, "bilhao": 1e9, "trilhao": 1e12}
	// plainScale spells the words of scales without accents, in the singular.
	plainScale = strings.NewReplacer("millones", "millon", "billones", "billon", "millón", "millon", "billón", "billon",
		"milhões", "milhao", "bilhões", "bilhao", "trilhões", "trilhao", "milhão", "milhao", "bilhão", "bilhao", "trilhão", "trilhao")
)

// numbersIn finds the numbers of a text. Digits within a word or a code are
// none ("P2", "sha256"); ordinals ("3rd", "3e") are kept apart.
func numbersIn(t *testing.T, lang, text string) (numbers, ordinals []printedNumber) {
	t.Helper()
	text = strings.NewReplacer("−US$\u00a0", "US$\u00a0−", "−US$", "US$−").Replace(text)
	for _, at := range numberIn[lang].FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		rest := text[at[1]:]
		after, _ := utf8.DecodeRuneInString(rest)
		n := printedNumber{text: text[at[0]:at[1]], step: 1, scale: 1}
		group, decimal := ",", "."
		if lang != "en" {
			group, decimal = ".", ","
		}
		digits := strings.NewReplacer("\u202f", "", "\u00a0", "", "−", "-", "+", "", group, "", decimal, ".").Replace(n.text)
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
			if m := scaleAfter.FindStringSubmatch(plainScale.Replace(rest[:min(len(rest), 20)])); m != nil {
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
	text := link.ReplaceAllString(withoutQuotations(page), "$2")
	text = strings.NewReplacer("CC BY 4.0", "CC BY", "1er mars", "1 mars").Replace(text) // a name, and a day of a month
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

// splitYearsLike is splitYears for a language that writes 1941 both for a year
// and for a number: only the years of the other text are some.
func splitYearsLike(all, known []printedNumber) (numbers, years []printedNumber) {
	candidates, found := splitYears(all)
	if len(found) == len(known) {
		return candidates, found
	}
	for _, n := range all {
		if n.year() && slices.ContainsFunc(known, func(k printedNumber) bool { return k.value == n.value }) {
			years = append(years, n)
		} else {
			numbers = append(numbers, n)
		}
	}
	slices.SortFunc(years, func(a, b printedNumber) int { return int(a.value - b.value) })
	return numbers, years
}

// A row or paragraph of one language has the numbers of the same row or
// paragraph in every other, in the same order.
func TestSameNumbersInAllLanguages(t *testing.T) {
	for _, year := range []int{2012, 2016, 2019, 2022, testYear} {
		o := options(t, "")
		o.Year, o.Languages = year, fourLanguages
		made := compose(t, o).files
		for _, lang := range fourLanguages[1:] {
			t.Run(fmt.Sprint(year, " ", lang), func(t *testing.T) {
				sameNumbers(t, string(made["report.en.md"]), lang, string(made["report."+lang+".md"]))
			})
		}
	}
}

// sameNumbers compares a page with the English one.
func sameNumbers(t *testing.T, pageEN, lang, page string) {
	t.Helper()
	if compared := compareNumbers(t, pageEN, lang, page); compared < 1000 {
		t.Errorf("only %d numbers were compared", compared)
	}
}

// compareNumbers does it for a page of any length, and counts them.
func compareNumbers(t *testing.T, pageEN, lang, page string) (compared int) {
	t.Helper()
	en, other := lines(t, "en", pageEN), lines(t, lang, page)
	if len(en) != len(other) {
		t.Fatalf("%d lines in en, %d in %s", len(en), len(other), lang)
	}
	raw := strings.Split(pageEN, "\n")
	for k := range en {
		if en[k] == other[k] { // a citation, the rule of a table
			continue
		}
		numbers, ordinals := numbersIn(t, "en", en[k])
		numbers, years := splitYears(numbers)
		otherNumbers, otherOrdinals := numbersIn(t, lang, other[k])
		otherNumbers, otherYears := splitYearsLike(otherNumbers, years)
		if alt := strings.HasPrefix(raw[k], "!["); alt { // the longer language tells less
			numbers = numbers[:min(len(numbers), max(2, len(otherNumbers)))]
			years, otherYears = slices.CompactFunc(years, agree), slices.CompactFunc(otherYears, agree)
		}
		for _, c := range []struct {
			what      string
			en, other []printedNumber
		}{{"numbers", numbers, otherNumbers}, {"years", years, otherYears}, {"ordinals", ordinals, otherOrdinals}} {
			compared += len(c.en)
			if !slices.EqualFunc(c.en, c.other, agree) {
				t.Errorf("line %d: %s %v in en, %v in %s\n  %s\n  %s", k+1, c.what, c.en, c.other, lang, en[k], other[k])
			}
		}
	}
	return compared
}

// readNumbers returns the figures that the manifest lists, by block.
func readNumbers(t *testing.T) map[string][]figure {
	t.Helper()
	return numbersOf(t, edition(t)[worldPath(manifestName)])
}

// numbersOf are the numbers of a manifest by the block that prints them.
func numbersOf(t *testing.T, text []byte) map[string][]figure {
	t.Helper()
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
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
	money := f.Unit == "million US dollars" || f.Unit == "million EUR"
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
	`slows down towards 100%`, `cannot pass 100\b`, `changed by 5% or more`, `\b(80|95)% range`, `leaves 0 to 100\b`, `last 5 years at most`,
	`EU-27`, `\[\d+\]`, `\bHS \d{4}( and \d{4})?`, // a name, a mark, codes
	`add up to 100\b`, `HHI: .* from 0 to 10,000`, `\*\*100\.0\*\*`, `per 100 people`,
}, "|"))

// Every number of the tables and sentences is in the manifest, under the block
// that prints it. What is not: years, ordinals (ranks), the constants above,
// the sections on method and sources, and alternative texts, which repeat
// the data of a chart.
func TestManifestHasEveryNumber(t *testing.T) {
	if found := everyNumber(t, "world", pageOf(t, "en"), readNumbers(t)); found < 800 {
		t.Errorf("only %d numbers were looked up", found)
	}
}

// everyNumber looks the numbers of a topic's English page up, and counts them.
func everyNumber(t *testing.T, topic, page string, known map[string][]figure) (found int) {
	t.Helper()
	topics, err := selectTopics([]string{topic}, nil)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := topics[0].newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	titles, kinds, words, raw := map[string]string{}, map[string]string{}, spelled(t, "en"), strings.Split(page, "\n")
	for _, b := range blocks {
		kinds[b.head().ID] = b.head().Kind
		titles[words.Replace("\n## " + typographic(b.head().Title.In("en")))[1:]] = b.head().ID
	}
	all := lines(t, "en", page)
	inBrief := []figure{}
	for _, b := range blocks {
		if b.head().Brief {
			inBrief = append(inBrief, known[b.head().ID]...)
		}
	}
	block, figures := "", []figure{}
	for k, line := range all {
		if strings.HasPrefix(line, "#") {
			block = titles[yearBehind.ReplaceAllString(line, "")]
			if figures = known[block]; line == "## In brief" {
				figures = inBrief
			}
			continue
		}
		if kinds[block] == "text" || strings.HasPrefix(raw[k], "![") || block == "method" || block == "sources" || strings.HasPrefix(line, "| :-") || strings.HasPrefix(line, "| -") {
			continue
		}
		numbers, _ := numbersIn(t, "en", constants.ReplaceAllString(fullDate.ReplaceAllString(line, ""), ""))
		numbers, _ = splitYears(numbers)
		for _, n := range numbers {
			found++
			if !slices.ContainsFunc(figures, func(f figure) bool { return f.is(n) }) {
				t.Errorf("line %d, block %q: %s is not in the manifest\n  %s", k+1, block, n, line)
			}
		}
	}
	return found
}

// fullDate is when a statement was made, or the figures that it is held against.
var fullDate = regexp.MustCompile(`\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}`)

// yearBehind is the year of older figures in a heading.
var yearBehind = regexp.MustCompile(`, \d{4}$`)
