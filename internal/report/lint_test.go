package report

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var languages = []string{"en", "fr"}

// A paragraph is a line of a page's prose, or a cell of one of its tables.
func paragraphs(pageText string) (prose, cells []string) {
	for _, line := range strings.Split(named.ReplaceAllString(withoutQuotations(pageText), ""), "\n") {
		switch {
		case strings.HasPrefix(line, "| :--") || strings.HasPrefix(line, "| ---"):
		case strings.HasPrefix(line, "|"):
			cells = append(cells, splitRow(line)...)
		default:
			prose = append(prose, line)
		}
	}
	return prose, cells
}

// splitRow cuts a row of a markdown table at its bars, escaped ones excepted.
func splitRow(line string) []string {
	line = strings.ReplaceAll(line, `\|`, "\x00")
	parts := strings.Split(strings.Trim(line, "|"), "|")
	for k, p := range parts {
		parts[k] = strings.ReplaceAll(strings.TrimSpace(p), "\x00", "|")
	}
	return parts
}

// named are ids, printed as they are in files.
var named = regexp.MustCompile("`[^`]*`")

// withoutQuotations blanks the statements of source texts: others wrote their
// numbers, and their sources stand in the language of the publisher.
func withoutQuotations(page string) string {
	all := strings.Split(page, "\n")
	for k, line := range all {
		if strings.HasPrefix(line, ">") {
			all[k] = ""
		}
	}
	return strings.Join(all, "\n")
}

var link = regexp.MustCompile(`(!?)\[([^\]]*)\]\(([^)]*)\)`)

// Every link and image of a page leads to a file of the edition, and every
// image says in words and numbers what it shows.
func TestLinksAndImages(t *testing.T) {
	files := edition(t)
	pages := []string{fmt.Sprintf("%d/README.md", testYear)}
	for _, lang := range languages {
		pages = append(pages, worldPath("report."+lang+".md"))
	}
	shown := map[string]bool{}
	for _, name := range pages {
		images := 0
		for _, m := range link.FindAllStringSubmatch(string(files[name]), -1) {
			image, text, target := m[1] == "!", m[2], path.Join(path.Dir(name), m[3])
			if _, ok := files[target]; !ok {
				t.Errorf("%s: %s leads nowhere", name, m[3])
			}
			shown[target] = true
			if !image {
				continue
			}
			images++
			if n := utf8.RuneCountInString(text); n >= 400 || n < 40 || !strings.ContainsAny(text, "0123456789") {
				t.Errorf("%s: alternative text of %s has %d signs: %q", name, m[3], n, text)
			}
			if lang := strings.TrimPrefix(path.Ext(strings.TrimSuffix(name, ".md")), "."); !strings.HasSuffix(target, "."+lang+".png") {
				t.Errorf("%s: shows %s, an image in another language", name, m[3])
			}
		}
		if images == 0 && !strings.HasSuffix(name, "README.md") {
			t.Errorf("%s: no images", name)
		}
	}
	for name := range files {
		if path.Ext(name) == ".png" && !shown[name] {
			t.Errorf("%s is on no page", name)
		}
	}
}

// A rule says what must not stand in a text.
type rule struct{ what, pattern string }

// compiled finds what a rule says; each is compiled once.
var compiled = map[rule]*regexp.Regexp{}

func (r rule) find(text string) []int {
	if compiled[r] == nil {
		compiled[r] = regexp.MustCompile(r.pattern)
	}
	return compiled[r].FindStringIndex(text)
}

// What must stand on no page and no chart, in any language.
var neverPrinted = []rule{
	{"not a number", `NaN|[+\-−]Inf|\bInf[^\pL]`},
	{"negative zero", `[\-−]0([.,]0+)?($|[^\d.,])`},
	{"a failed format", `%!`},
	{"a missing argument", `<no value>|<nil>|map\[`},
	{"a missing word", `!\w[\w.-]*!`},
	{"a template", `\{\{|\}\}`},
	{"a space before a full stop or comma", `[\s\x{a0}\x{202f}][.,]($|[^\d])`},
	{"a full stop too many", `\.\.|\.,|,\.|,,`},
	{"empty brackets", `\(\s*\)|\[\s*\]`},
	{"a cause", `(?i)thanks to|due to|caused by|as a result of|driven by|grâce à|sous l[’']effet|en raison d|à cause d|dû à|dus? aux?\b`},
	{"a cause", `(?i)because of`},
	{"a cause", `(?i)debido a|gracias a|a causa de|como resultado de|impulsad[oa]s? por|devido a|graças a|por causa d|impulsionad[oa]s? p`},
}

// excepted are texts that break a rule rightly: shares do not add up because of
// rounding, the one cause that is named.
var excepted = strings.NewReplacer(" because of rounding", "", " en raison des arrondis", "",
	" debido al redondeo", "", " devido aos arredondamentos", "")

// In French a sign of per cent that follows a comma or a full stop is the unit by
// itself: "monde, %, 2000–2019".
var neverInFrench = []rule{
	{"a plain space before a high sign", `[^,.] [;:!?%»]`},
	{"a high sign without space", `[\pL\d][;!?%»]`},
	{"a plain space in a quotation", `« `},
	{"a plain space between thousands", `\b\d{1,3} \d{3}\b`},
	{"a straight apostrophe", `'`},
	{"an English number", `(?i)\b(b|tr)illions?\b`},
	{"a decimal point", `\d\.\d`},
	{"a comma between thousands", `\b[1-9]\d{0,2},\d{3}\b`},
	{"an English word", `\b(the|of|and|n\.a\.)\b`},
}

var neverInEnglish = []rule{
	{"a space before a sign", `[ \x{a0}\x{202f}][;:!?%]`},
	{"a straight apostrophe", `'`},
	{"a decimal comma", `\d,\d($|\D)|\d,\d\d($|\D)`},
	{"a French mark", `n\.d\.|milliard`},
}

// What two languages have in common that write 1.234,5.
var neverWithDecimalComma = []rule{
	{"a space before a sign", `[ \x{a0}\x{202f}][;:!?]`},
	{"a straight apostrophe", `'`},
	{"a decimal point", `\d\.\d{1,2}($|\D)|\d\.\d{4}`},
	{"a comma between thousands", `\b[1-9]\d{0,2},\d{3}\b`},
	{"an English or French word", `\b(the|of|and|n\.a\.|dans|pour)\b|\b(b|tr)illions?\b|milliard`},
}

var neverInSpanish = append([]rule{
	{"a sign of per cent without its space", `\d ?%`},
	{"an article that melts into the preposition", `\b[Aa] el\b|\b[Dd]e el\b`},
	{"y before the sound of i", `\by (i|I|hi[^ea]|Hi[^ea])`},
	{"three without apocope, or first", `\d\.º`},
	{"a Portuguese word", `\b(em|não|das|são)\b|ções`},
}, neverWithDecimalComma...)

var neverInPortuguese = append([]rule{
	{"a space before the sign of per cent", `\d[ \x{a0}\x{202f}]%`},
	{"an article that melts into the preposition", `\b([Dd]e|[Ee]m|[Pp]or|[Aa]) (o|a|os|as)\b`},
	{"dollars without their sign", `(milhões|bilhões|trilhões|trilhão) de dólares$`},
	{"a Spanish word", `\b(el|los|las|del|una|en|y|hay)\b|ciones\b`},
}, neverWithDecimalComma...)

// neverIn are the rules of each language.
var neverIn = map[string][]rule{"en": neverInEnglish, "fr": neverInFrench, "es": neverInSpanish, "pt": neverInPortuguese}

// lint looks for what must not be printed in a text of a language.
func lint(t *testing.T, where, lang, text string) {
	t.Helper()
	rules := slices.Concat(neverIn[lang], neverPrinted)
	text = excepted.Replace(link.ReplaceAllString(text, "$2"))
	for _, r := range rules {
		if at := r.find(text); at != nil {
			from, to := max(0, at[0]-40), min(len(text), at[1]+40)
			t.Errorf("%s: %s, %q: ...%q...", where, r.what, text[at[0]:at[1]], text[from:to])
		}
	}
}

// asPublished are the parts of a citation that stand in the language of the publisher:
// the title of a table before its code, and the licence.
var asPublished = regexp.MustCompile(`, (Share|[A-Z][\w ,]+ \([A-Z])[^,]*|,? CC BY 4\.0\.`)

// citations are the lines of the list of sources.
func citations(pageText string) map[string]bool {
	out := map[string]bool{}
	parts := regexp.MustCompile(`\n## (Sources|Fuentes|Fontes)\n`).Split(pageText, 2)
	for _, line := range strings.Split(parts[len(parts)-1], "\n") {
		if strings.HasPrefix(line, "- ") {
			out[line] = true
		}
	}
	return out
}

func TestTypography(t *testing.T) {
	for _, lang := range fourLanguages {
		lintPage(t, lang+" page", lang, pageInFour(t, lang))
	}
}

func lintPage(t *testing.T, where, lang, text string) {
	t.Helper()
	cited := citations(text)
	if len(cited) == 0 {
		t.Errorf("%s: no sources", where)
	}
	prose, cells := paragraphs(text)
	for _, line := range append(prose, cells...) {
		if strings.Contains(line, "  ") || strings.TrimSpace(line) != line {
			t.Errorf("%s: spaces: %q", where, line)
		}
		if cited[line] {
			lint(t, where, lang, asPublished.ReplaceAllString(line, ""))
		} else {
			lint(t, where, lang, line)
		}
	}
}

// The texts drawn on the charts follow the same rules as the page.
func TestTypographyOfCharts(t *testing.T) {
	for _, d := range bookInFour(t).charts {
		where := fmt.Sprintf("chart %s.%s", d.id, d.lang)
		texts := append([]string{d.picture.Chart.Title, d.picture.Chart.Subtitle, d.picture.Chart.Alt}, d.picture.Chart.Notes...)
		l, err := d.picture.Chart.Layout()
		if err != nil {
			t.Fatal(err)
		}
		for _, box := range l.Texts {
			if !strings.Contains(box.Text, "CC\u00a0BY") && !strings.Contains(d.picture.Chart.Source, box.Text) {
				texts = append(texts, box.Text)
			}
		}
		for _, text := range texts {
			lint(t, where, d.lang, text)
		}
		for _, text := range []string{d.picture.Chart.Title, d.picture.Chart.Subtitle} {
			if text == "" || strings.HasSuffix(text, ".") || strings.Contains(text, "  ") {
				t.Errorf("%s: title or subtitle %q", where, text)
			}
		}
	}
}

// One title, then sections: no level is left out, and all pages have the
// sections of the topic in its order.
func TestHeadings(t *testing.T) {
	topics, err := selectTopics([]string{"world"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := topics[0].newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range fourLanguages {
		level := 0
		var found []string
		for k, line := range strings.Split(pageInFour(t, lang), "\n") {
			marks := len(line) - len(strings.TrimLeft(line, "#"))
			if marks == 0 {
				continue
			}
			if marks > level+1 || (marks == 1) != (k == 0) {
				t.Errorf("%s, line %d: %q after level %d", lang, k+1, line, level)
			}
			level = marks
			if marks == 2 {
				found = append(found, strings.TrimPrefix(line, "## "))
			}
		}
		var want []string
		for _, b := range blocks {
			want = append(want, typographic(b.head().Title.In(lang)))
		}
		found = found[1:] // the brief is no block
		if !slices.EqualFunc(found, want, func(got, title string) bool {
			rest, ok := strings.CutPrefix(got, title) // the year of older figures may follow
			return ok && regexp.MustCompile(`^(, \d{4})?$`).MatchString(rest)
		}) {
			t.Errorf("%s: sections\n%s\nwant\n%s", lang, strings.Join(found, "\n"), strings.Join(want, "\n"))
		}
	}
}

// All rows of a table have as many cells as its header, and no table is empty.
func TestTables(t *testing.T) {
	for _, lang := range fourLanguages {
		width, rows, tables := 0, 0, 0
		for k, line := range strings.Split(pageInFour(t, lang), "\n") {
			if !strings.HasPrefix(line, "|") {
				if width > 0 && rows < 3 {
					t.Errorf("%s, line %d: a table without rows", lang, k)
				}
				width, rows = 0, 0
				continue
			}
			if rows++; width == 0 {
				width = len(splitRow(line))
				tables++
			}
			if n := len(splitRow(line)); n != width {
				t.Errorf("%s, line %d: %d cells under %d headings: %s", lang, k+1, n, width, line)
			}
			if splitRow(line)[0] == "" {
				t.Errorf("%s, line %d: a row without a name: %s", lang, k+1, line)
			}
		}
		if tables < 10 {
			t.Errorf("%s: only %d tables", lang, tables)
		}
	}
}
