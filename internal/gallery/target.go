package gallery

import (
	"regexp"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
)

// scales are the words for powers of ten, by which a target is written as it is said; what
// each is called is in the words of the languages.
var scales = []struct {
	name  string
	power float64
}{{"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12}}

var (
	saidTarget = regexp.MustCompile(`^\s*([0-9][0-9.,\s\x{a0}\x{202f}]*)([^0-9@]+)@\s*([0-9]{4})\s*$`)
	grouped    = regexp.MustCompile(`^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$`) // in English
	unclear    = regexp.MustCompile(`^[0-9]{1,3}\.[0-9]{3}$`)              // elsewhere: a group, or a fraction
)

// PlainTarget is a target of one's own in the unit of the indicator's figures, as the chart
// command takes it, where a person has written it with the words of a language: "30
// billion@2030", "1,5 milliard de dollars@2030". Anything else is returned as it is.
func (g *Gallery) PlainTarget(q picture.Question, lang string) string {
	m := saidTarget.FindStringSubmatch(q.Target)
	if m == nil || len(q.Indicators) != 1 {
		return q.Target
	}
	i, err := g.Engine.Catalog().Indicator(q.Indicators[0])
	l, wrong := locale.For(lang)
	value, ok := number(m[1], lang)
	if err != nil || wrong != nil || !ok {
		return q.Target
	}
	power, unit := scaleIn(l, strings.TrimSpace(m[2]))
	bare := i.Unit
	for _, s := range scales {
		bare = strings.TrimPrefix(bare, s.name+" ")
	}
	factor, ok := catalog.Convert(bare, i.Unit)
	if said := " " + strings.Join(wordsOf(i.Unit+" "+l.Unit(i.Unit)), " ") + " "; !ok || !strings.Contains(said, strings.TrimRight(padded(unit), " ")+" ") {
		return q.Target
	}
	return strconv.FormatFloat(value*power*factor, 'g', 12, 64) + "@" + m[3]
}

// number reads a number as a language writes it.
func number(text, lang string) (float64, bool) {
	text = strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' }), "")
	switch {
	case lang == "en" && grouped.MatchString(text):
		text = strings.ReplaceAll(text, ",", "")
	case lang == "en":
	case unclear.MatchString(text):
		return 0, false
	default:
		text = strings.Replace(text, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}

// scaleIn reads the power of ten at the beginning of a text; the rest is a unit.
func scaleIn(l *locale.Locale, text string) (power float64, unit string) {
	power, unit = 1, text
	longest := 0
	for _, s := range scales {
		for _, word := range strings.Split(l.Word("gallery.scale-"+s.name), ", ") {
			if rest, ok := strings.CutPrefix(padded(text), padded(word)); ok && len(word) > longest {
				power, unit, longest = s.power, rest, len(word)
			}
		}
	}
	for _, of := range []string{"de ", "d "} { // millions de dollars
		unit = strings.TrimPrefix(unit, of)
	}
	return power, unit
}
