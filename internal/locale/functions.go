package locale

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"text/template"
	"unicode"
	"unicode/utf8"
)

// functions are what a sentence may call, bound to the language. Numbers may be
// of any type of Go; each function prints as the method of its name.
func (l *Locale) functions() template.FuncMap {
	return template.FuncMap{
		"number":        withDecimals(l.markingWith(l.Number)),
		"signed":        withDecimals(l.markingWith(l.Signed)),
		"significant":   withDecimals(l.markingWith(l.Significant)),
		"percent":       withDecimals(l.markingWith(l.Percent)),
		"signedPercent": withDecimals(l.markingWith(l.SignedPercent)),
		"points":        withDecimals(l.markingWith(l.Points)),
		"pointsSize":    withDecimals(l.markingWith(l.PointsSize)),
		"pointsShort":   withDecimals(l.markingWith(l.PointsShort)),
		"plain":         ofNumber(l.marking(l.Plain)),
		"growth":        ofNumber(l.marking(l.Growth)),
		"money":         ofNumber(l.marking(l.Money)),
		"times":         ofNumber(l.marking(l.Times)),
		"year":          ofNumber(func(v float64) string { return l.Year(int(v)) }),
		"cardinal":      ofNumber(l.marking(func(v float64) string { return l.Cardinal(int(v)) })),
		"cardinalF":     ofNumber(l.marking(func(v float64) string { return l.CardinalFeminine(int(v)) })),
		"ordinal":       ofNumber(l.marking(func(v float64) string { return l.Ordinal(int(v), false) })),
		"ordinalF":      ofNumber(l.marking(func(v float64) string { return l.Ordinal(int(v), true) })),
		"ordinalShort":  ofNumber(l.marking(func(v float64) string { return l.OrdinalShort(int(v), false) })),
		"ordinalShortF": ofNumber(l.marking(func(v float64) string { return l.OrdinalShort(int(v), true) })),
		"date":          l.Date,
		"list":          l.List,
		"both":          func(a, b string) string { return l.List([]string{a, b}) },
		"of":            l.Of,
		"agree":         agree,
		"quote":         l.Quote,
		"currency":      l.Currency,
		"unit":          l.Unit,
		"cap":           Capitalize,
		"missing":       l.Missing,
		"word":          l.plainWord,
		"abs":           absOf,
		"plural":        l.pluralOf,
		"change":        formed(l.Change),
		"direction":     formed(l.Direction),
	}
}

// Capitalize makes the first letter upper case; "iPhone" is the caller's care.
func Capitalize(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}

// plainWord is Word for templates. Only texts without actions: a word that
// named itself would never end.
func (l *Locale) plainWord(key string) (string, error) {
	p := l.words[key]
	switch {
	case p == nil:
		return "", fmt.Errorf("no words under %q", key)
	case p.isTemplate():
		return "", fmt.Errorf("the words under %q need arguments of their own", key)
	}
	return p.text, nil
}

func (l *Locale) pluralOf(n any, one, many string) (string, error) {
	v, err := toFloat(n)
	if err != nil {
		return "", err
	}
	return l.Plural(v, one, many), nil
}

// agree chooses a verb by the form of its subject: the first for "one" and
// "one-f", the second for "many" and "many-f".
func agree(form, one, many string) string {
	if strings.HasPrefix(form, "many") {
		return many
	}
	return one
}

func absOf(n any) (bareNumber, error) {
	v, err := toFloat(n)
	return bareNumber(math.Abs(v)), err
}

func withDecimals(print func(float64, int) string) func(any, int) (string, error) {
	return func(n any, decimals int) (string, error) {
		v, err := toFloat(n)
		if err != nil {
			return "", err
		}
		return print(v, decimals), nil
	}
}

func ofNumber(print func(float64) string) func(any) (string, error) {
	return func(n any) (string, error) {
		v, err := toFloat(n)
		if err != nil {
			return "", err
		}
		return print(v), nil
	}
}

func formed(say func(float64, string) (string, error)) func(any, string) (string, error) {
	return func(n any, form string) (string, error) {
		v, err := toFloat(n)
		if err != nil {
			return "", err
		}
		return say(v, strings.TrimSpace(form))
	}
}

func toFloat(n any) (float64, error) {
	v := reflect.ValueOf(n)
	switch {
	case v.CanFloat():
		return v.Float(), nil
	case v.CanInt():
		return float64(v.Int()), nil
	case v.CanUint():
		return float64(v.Uint()), nil
	}
	return 0, fmt.Errorf("not a number: %v", n)
}
