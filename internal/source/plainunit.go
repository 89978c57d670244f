package source

import (
	"regexp"
	"strings"
	"unicode"
)

var (
	indexBase   = regexp.MustCompile(`(?i)^index\b.*?\b([12]\d{3})\s*=\s*100\b`)
	percentage  = regexp.MustCompile(`(?i)^(?:percentage|per ?cent)\b`)
	perCentSign = regexp.MustCompile(`^%`)
	dollar      = regexp.MustCompile(`(?i)\bUS dollar\b|\bUSD\b|US\$`)
)

// plainUnit spells the name of a unit as the other layouts do: "million US
// dollars" of "Million US dollar", "per cent of GDP" of "Percentage of GDP",
// "index, 2015 = 100" of "Index (2015=100)". Other names stay as they are, but
// for the capital at their start.
func plainUnit(name string) string {
	if m := indexBase.FindStringSubmatch(name); m != nil {
		return "index, " + m[1] + " = 100"
	}
	if !strings.Contains(name, " point") { // a difference of percentages
		name = percentage.ReplaceAllString(name, "per cent")
	}
	name = perCentSign.ReplaceAllString(name, "per cent")
	name = dollar.ReplaceAllString(name, "US dollars")
	if name == "Euro" {
		return "euros"
	}
	return lowered(name)
}

// lowered writes a word at the start of a name in lower case, and leaves "US"
// and "GDP".
func lowered(name string) string {
	letters := []rune(name)
	if len(letters) > 1 && unicode.IsUpper(letters[0]) && unicode.IsLower(letters[1]) {
		return strings.ToLower(string(letters[:1])) + string(letters[1:])
	}
	return name
}

// unit is what spell makes of a unit's code, label and base, made once in each
// block: row after row has the same.
func (o *rows) unit(spell func(code, label, base string) string, code, label, base string) string {
	var space [256]byte
	key := space[:0]
	for _, text := range []string{code, label, base} {
		key = append(append(key, 0), text...) // no text of a field starts with a zero byte
	}
	if s, known := o.texts[string(key)]; known {
		return s
	}
	s := spell(code, label, base)
	o.texts[string(key)] = s
	return s
}
