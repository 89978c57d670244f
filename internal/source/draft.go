package source

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"
	"golang.org/x/text/unicode/norm"

	"tradestats/internal/scan"
	"tradestats/internal/unpack"
)

// Draft writes a mapping file for a text that no layout knows, to start from:
// what can be read off its first rows, with comments where it is for a person to
// say. Where everything was found it works as it is. Errors are those of reading
// the text.
func Draft(t *unpack.Text) (string, error) {
	h, err := readHead(t)
	if err != nil {
		return "", err
	}
	d := &draft{f: draftHeader(h), columns: map[string]int{}}
	if d.f == nil {
		return "", unknownLayout(h)
	}
	d.samples = d.f.samples(200)
	d.findColumns()
	d.findNumbers()
	return d.write(t), nil
}

// A draft is what was found in the first rows of a text.
type draft struct {
	f         *header
	samples   [][]string
	columns   map[string]int // by the keys of a mapping
	years     []int          // the columns of years, where each has one
	pattern   string
	decimal   bool   // it is a comma
	unclear   string // a number that can be read in two ways
	thousands []string
	missing   []string // known marks
	unread    []string // other texts among the values
}

// draftHeader finds the dialect in which most records have the same number of
// fields, and the first of those records.
func draftHeader(h *head) *header {
	var best *header
	most := 0
	for _, d := range append([]scan.Dialect{{Comma: ';', Quote: '"'}, {Comma: '\t', Quote: '"'}}, dialects...) {
		counts := map[int]int{}
		h.headerIn(d, func(cells []string) bool {
			if len(cells) > 1 {
				counts[len(cells)]++
			}
			return false
		})
		width := 0
		for n := range counts {
			if counts[n] > counts[width] || counts[n] == counts[width] && n > width {
				width = n
			}
		}
		if score := counts[width] * width; score > most {
			// The rows may be shorter by empty cells at their ends.
			most, best = score, h.headerIn(d, func(cells []string) bool { return len(cells) >= width && len(cells) > 1 })
		}
	}
	return best
}

// draftNames are names that columns have in English, French, German, Spanish
// and Portuguese, folded, codes before names.
var draftNames = []struct {
	key   string
	names []string
}{
	{"economy", strings.Split("iso3|iso|iso code|iso2|iso alpha 3|country code|economy code|ref area|geo|reporter code|area code|location|code pays|landercode|landescode|codigo pais|codigo del pais|codigo do pais|"+
		"economy|country|country name|country or area|country or territory|country/territory|economy label|nation|area|territory|entity|reporter|reporter name|reporting economy|reporting country|ref_area|geography|"+
		"pays|economie|nom du pays|territoire|declarant|land|staat|staaten|lander|region land|wirtschaft|berichtsland|pais|nombre del pais|nome do pais|economia|territorio|declarante|pais o territorio|pais ou territorio", "|")},
	{"year", strings.Split("year|time period|time|period|date|refyear|ref year|annee|an|exercice|periode|date annee|jahr|zeit|zeitraum|berichtsjahr|ano|anno|periodo|exercicio|ejercicio", "|")},
	{"value", strings.Split("value|obs value|observation value|values|amount|figure|data|datavalue|total|valeur|valeurs|montant|donnee|wert|werte|betrag|valor|valores|importe|monto|montante|dato|dado", "|")},
	{"indicator", strings.Split("indicator code|series code|indicator|series|indicator name|variable|measure|series name|subject|item|indicateur|code indicateur|serie|mesure|indikator|kennzahl|merkmal|indicador|codigo indicador|variavel|medida", "|")},
	{"partner", strings.Split("partner code|partner|partner name|partner country|partner economy|counterpart|counterpart area|partenaire|pays partenaire|partnerland|handelspartner|gegenpartei|socio|pais socio|contraparte|parceiro|pais parceiro", "|")},
	{"unit", strings.Split("unit|units|unit of measure|unit measure|unite|unite de mesure|einheit|masseinheit|unidad|unidad de medida|unidade|unidade de medida", "|")},
	{"flag", strings.Split("flag|flags|obs status|obs flag|status|observation status|footnote|drapeau|statut|indicateur de qualite|kennzeichen|flagge|indicador de calidad|estado|nota|situacao|marca", "|")},
}

// foldName is the name of a column in small letters without accents and signs.
func foldName(name string) string {
	name = strings.Map(func(c rune) rune {
		switch {
		case unicode.Is(unicode.Mn, c):
			return -1
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			return c
		}
		return ' '
	}, norm.NFD.String(strings.ToLower(name)))
	return strings.Join(strings.Fields(name), " ")
}

// findColumns guesses columns by their names, then years by their names, then
// what is left by what stands in it.
func (d *draft) findColumns() {
	folded := make([]string, len(d.f.cells))
	for k, cell := range d.f.cells {
		folded[k] = foldName(cell)
	}
	taken := map[int]bool{}
	for _, guess := range draftNames {
		for _, name := range guess.names {
			k := slices.Index(folded, foldName(name))
			if k >= 0 && !taken[k] {
				d.columns[guess.key], taken[k] = k, true
				break
			}
		}
	}
	isText := func(cell string) bool { return strings.ContainsFunc(cell, unicode.IsLetter) }
	if d.findYears(); len(d.years) > 1 {
		delete(d.columns, "year")
		delete(d.columns, "value")
		d.guess("economy", taken, isText)
		return
	}
	d.years = nil
	d.guess("year", taken, func(cell string) bool { y, ok := year([]byte(cell)); return ok && y >= 1800 && y <= 2200 })
	d.guess("value", taken, func(cell string) bool { return draftNumber.MatchString(cell) })
	d.guess("economy", taken, isText)
}

// guess takes for a key, where no name was known, the one column of which all
// cells look like it; where there are several it is for a person to say.
func (d *draft) guess(key string, taken map[int]bool, like func(string) bool) {
	if _, found := d.columns[key]; found {
		return
	}
	var fit []int
	for k := range d.f.cells {
		cells := d.column(k)
		if !taken[k] && !slices.Contains(d.years, k) && len(cells) > 0 && !slices.ContainsFunc(cells, func(cell string) bool { return !like(cell) }) {
			fit = append(fit, k)
		}
	}
	if len(fit) == 1 {
		d.columns[key], taken[fit[0]] = fit[0], true
	}
}

// column returns the cells of a column that are not empty, nor marks of what is
// missing.
func (d *draft) column(k int) []string {
	var out []string
	for _, cells := range d.samples {
		if k < len(cells) && cells[k] != "" && !slices.Contains(draftMissing, strings.ToLower(cells[k])) {
			out = append(out, cells[k])
		}
	}
	return out
}

var nameWithYear = regexp.MustCompile(`^(.*?)([12]\d{3})(\D*)$`)

// findYears finds columns of years, whose names differ in the year alone.
func (d *draft) findYears() {
	found := map[string][]int{}
	for k, cell := range d.f.cells {
		m := nameWithYear.FindStringSubmatch(cell)
		if m == nil || strings.Contains(m[1]+m[3], "{") {
			continue
		}
		pattern := m[1] + yearMark + m[3]
		if found[pattern] = append(found[pattern], k); len(found[pattern]) > len(d.years) {
			d.years, d.pattern = found[pattern], pattern
		}
	}
}

// draftMissing are marks that stand for no value.
var draftMissing = []string{"..", "...", "…", ":", "-", "–", "—", "*", "***", "x", "n/a", "na", "n.a.", "n.d.", "nd", "s/d", "s.d.", "k.a.", "null", "nan", "#n/a", "."}

var draftNumber = regexp.MustCompile(`^[-+\x{2212}]?\d[\d.,'’ \x{a0}\x{202f}]*([eE][-+]?\d+)?$`)

// findNumbers finds the marks in numbers, and what stands in their place.
func (d *draft) findNumbers() {
	values := d.years
	if k, ok := d.columns["value"]; ok {
		values = []int{k}
	}
	var marks draftMarks
	for _, cells := range d.samples {
		for _, k := range values {
			switch {
			case k >= len(cells) || cells[k] == "":
			case draftNumber.MatchString(cells[k]):
				marks.see(cells[k])
			case slices.Contains(draftMissing, strings.ToLower(cells[k])):
				d.missing = addOnce(d.missing, cells[k])
			default:
				d.unread = addOnce(d.unread, cells[k])
			}
		}
	}
	d.decimal, d.thousands, d.unclear = marks.settle()
}

func addOnce(texts []string, text string) []string {
	if slices.Contains(texts, text) {
		return texts
	}
	return append(texts, text)
}

// draftMarks are what numbers show of the marks in them, by the mark.
type draftMarks struct {
	decimal, groups map[rune]bool
	either          map[rune]string // a number in which a mark may be one or the other
	spaces          []string        // thousands marks that are nothing else, by their words
}

var draftSpaces = map[rune]string{' ': "space", '\u00a0': "no-break space", '\u202f': "narrow no-break space", '\'': "apostrophe", '’': "apostrophe"}

// see takes in one number.
func (m *draftMarks) see(number string) {
	if m.decimal == nil {
		m.decimal, m.groups, m.either = map[rune]bool{}, map[rune]bool{}, map[rune]string{}
	}
	parts := strings.FieldsFunc(number, func(c rune) bool { return c == '.' || c == ',' })
	marks := []rune(strings.Map(func(c rune) rune {
		if c == '.' || c == ',' {
			return c
		}
		if word := draftSpaces[c]; word != "" {
			m.spaces = addOnce(m.spaces, word)
		}
		return -1
	}, number))
	last := len(marks) - 1
	switch {
	case last < 0:
	case last > 0 && marks[last] == marks[0]:
		m.groups[marks[0]] = true // 1.234.567
	case last > 0:
		m.groups[marks[0]], m.decimal[marks[last]] = true, true // 1.234,5
	case len(parts) == 2 && len(parts[1]) == 3 && len(strings.TrimLeft(parts[0], "-+\u2212")) <= 3 && parts[0] != "0":
		m.either[marks[0]] = number // 1.234
	default:
		m.decimal[marks[0]] = true
	}
}

// settle says what the marks are; unclear is a number that can be read in two
// ways.
func (m *draftMarks) settle() (comma bool, thousands []string, unclear string) {
	thousands = m.spaces
	comma = m.decimal[','] || m.groups['.']
	point := m.decimal['.'] || m.groups[',']
	switch {
	case comma && (m.groups['.'] || m.either['.'] != ""):
		thousands = append(thousands, "point")
	case point && (m.groups[','] || m.either[','] != ""):
		thousands = append(thousands, "comma")
	case !comma && !point && m.either[','] != "":
		unclear = m.either[',']
	}
	return comma, thousands, unclear
}

// write writes the mapping file.
func (d *draft) write(t *unpack.Text) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("# How to read %s. Written from its first rows: check it, and say what is missing.", oneLine(t.Name))
	line("# The columns in line %d are %s", d.f.line, oneLine(strings.Join(d.f.cells, " | ")))
	line("layout:")
	if t.Encoding != "" && t.Encoding != "utf-8" && !strings.HasPrefix(t.Encoding, "utf-16") {
		line("  encoding: %s", t.Encoding)
	}
	line("  separator: %s", quoted(string(d.f.dialect.Comma)))
	if d.f.dialect.Quote == 0 {
		line("  quote: none")
	}
	line("  header: %d", d.f.line)
	d.writeColumns(line)
	d.writeNumbers(line)
	if _, ok := d.columns["unit"]; !ok {
		line("  # unit: million US dollars      # the same for all rows")
	}
	if _, ok := d.columns["indicator"]; !ok {
		line("  # indicator: online-sales       # the id of the indicator, where the file holds one")
	}
	line("  # scale: 1000                   # values are multiplied by it")
	line("  # codes: m49                    # of the economies, other than ISO codes: %s", strings.Join(mappingCodes, ", "))
	line(`  # footer: ["Source:"]           # what rows below the table begin with`)
	line("  # filter: {COLUMN: [VALUE]}     # rows to read")
	return b.String()
}

func (d *draft) writeColumns(line func(string, ...any)) {
	line("  columns:")
	for _, key := range mappingColumns {
		k, found := d.columns[key]
		needed := key == "economy" || len(d.years) == 0 && (key == "year" || key == "value")
		switch {
		case found && d.f.cells[k] != "" && d.f.column(d.f.cells[k]) == k:
			line("    %s: %s", key, quoted(d.f.cells[k]))
		case found:
			line("    %s: %d", key, k+1)
		case needed:
			line("    # %s:                        # not found: write the name of the column, or its number", key)
		}
	}
	if len(d.years) > 0 {
		line("  years: across")
		if d.pattern != yearMark {
			line("  pattern: %s", quoted(d.pattern))
		}
	}
}

func (d *draft) writeNumbers(line func(string, ...any)) {
	list := func(texts []string) string {
		var out []string
		for _, text := range texts {
			out = append(out, quoted(text))
		}
		return "[" + strings.Join(out, ", ") + "]"
	}
	if d.decimal {
		line(`  decimal: ","`)
	}
	if len(d.thousands) > 0 {
		line("  thousands: [%s]", strings.Join(d.thousands, ", "))
	}
	if d.unclear != "" {
		line("  # decimal:                      # not found: can be a thousands mark in %s", oneLine(d.unclear))
	}
	if len(d.missing) > 0 {
		line("  missing: %s", list(d.missing))
	}
	if len(d.unread) > 0 {
		line("  # among the values are also: %s", oneLine(strings.Join(d.unread[:min(len(d.unread), 10)], " | ")))
	}
}

// quoted writes a text as YAML reads it.
func quoted(text string) string {
	out, err := yaml.Marshal(&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Style: yaml.DoubleQuotedStyle})
	if err != nil {
		return fmt.Sprintf("%q", text)
	}
	return strings.TrimSpace(string(out))
}

// oneLine is a text for a comment.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || !unicode.IsPrint(c) }), " ")
}
