package page

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/gallery"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// sentences are what is wrong with questions, most often: the texts of the errors, with {}
// for a field of the form, and the keys of the words for them, which are told what the
// texts hold as a, b, c, d and the field as p.
var sentences = map[string]string{
	"no indicator":                                                      "gallery.wrong.no-indicator",
	"unknown economy or group %q":                                       "gallery.wrong.unknown-name",
	"%s=%s is no year":                                                  "gallery.wrong.no-year",
	"from=%d is after to=%d":                                            "gallery.wrong.years-reversed",
	"{} stands beside {} or {}":                                         "gallery.wrong.year-beside",
	"the chart compares two years, there is only %d":                    "gallery.wrong.two-years",
	"nothing selected: %s: no %s of %s in %s":                           "gallery.wrong.no-values",
	"nothing selected: %s has no values with %s":                        "gallery.wrong.no-partner",
	"nothing to draw: no value can be shown of what was asked for":      "gallery.wrong.nothing",
	"nothing to draw: %s %d is withheld: %s":                            "gallery.wrong.withheld",
	"%s is in %s, %s in %s: they share no axis":                         "gallery.wrong.no-axis",
	"a chart of kind %s needs %s, there %s":                             "gallery.wrong.more-indicators",
	"a chart of kind %s takes at most %s, there %s":                     "gallery.wrong.fewer-indicators",
	"a chart of kind %s does not show %s":                               "gallery.wrong.not-measured",
	"{} is of shares only":                                              "gallery.wrong.only-shares",
	"{} is of an index only":                                            "gallery.wrong.only-index",
	"an index of one year is 100":                                       "gallery.wrong.index-year",
	"a chart of kind %s does not know {}":                               "gallery.wrong.field-unheard",
	"%s is highlighted and has no value in this chart":                  "gallery.wrong.highlight-absent",
	"%d highlights are more than a reader can tell apart":               "gallery.wrong.highlights-many",
	"a projection shows one economy or group":                           "gallery.wrong.one-economy",
	"a waterfall shows one economy or group":                            "gallery.wrong.one-economy",
	"a projection is not of {}":                                         "gallery.wrong.projection-year",
	"a strip shows the members of groups, and %s is none":               "gallery.wrong.needs-groups",
	"a calendar is of economies, %s is a group":                         "gallery.wrong.needs-members",
	"bullet bars need a target":                                         "gallery.wrong.needs-target",
	"{} is no target":                                                   "gallery.wrong.no-target",
	"unknown target %q":                                                 "gallery.wrong.no-target",
	"%s is in %s: %g is no target for it":                               "gallery.wrong.target-range",
	"%s is %s: its values are no parts of a whole":                      "gallery.wrong.no-parts",
	"%s is a %s: %s needs a sum over economies":                         "gallery.wrong.no-sum",
	"%s is no part of %s: %s is not in it":                              "gallery.wrong.no-part",
	"%s and %s share %s: as parts of a whole it would be counted twice": "gallery.wrong.twice",
	"%d economies and partners are more than a chart can show":          "gallery.wrong.many",
	"cannot draw: %s":                                                   "gallery.wrong.too-small",
	"the figures cannot be reached now":                                 "gallery.wrong.away",
}

// fields are the names of the form's fields, by parameter.
var fields = map[string]string{
	"indicator": "table.indicator", "economy": "table.economies", "partner": "gallery.partner", "highlight": "gallery.highlight",
	"from": "gallery.from", "to": "gallery.to", "year": "gallery.one-year", "kind": "gallery.kind", "as": "gallery.as", "of": "gallery.of",
	"base": "gallery.base", "target": "gallery.target", "count": "gallery.count", "title": "gallery.own-title", "log": "gallery.log",
	"size": "gallery.size", "theme": "gallery.theme",
}

// reason is what is wrong with a question for who fills in the form, and the language it
// is said in: the reader's, or for what is met rarely English, with the names of fields.
func (p *Pages) reason(lang string, err error) (text, in string) {
	text, ok := p.wrong(lang, err, func(parameter string) string {
		if key, ok := fields[parameter]; ok {
			return p.word(lang, key)
		}
		return parameter
	})
	if ok {
		return text, lang
	}
	return gallery.SentenceIn(err, func(name, value string) string {
		key, ok := fields[name]
		if !ok {
			return gallery.InAddress(name, value)
		}
		text := "“" + p.word("en", key) + "”"
		if value != "" {
			text += ": " + p.told("en", value)
		}
		return text
	}), "en"
}

// Reason is what is wrong with what an address asks for, and the language it is said in: the
// reader's, or for what is met rarely English, with the names of parameters.
func (p *Pages) Reason(lang string, err error) (text, in string) {
	const english = "en"
	if lang != english {
		if text, ok := p.wrong(lang, err, func(parameter string) string { return parameter }); ok {
			return text, lang
		}
	}
	return gallery.Sentence(err), english
}

var (
	parameter = regexp.MustCompile(`\{([a-z-]+)(?: [^{}]*)?\}`)
	withYears = regexp.MustCompile(`^.* has values for (.*)$`)
)

// wrong says an error, or what it comes from, by the words that there are for it; field is
// what a parameter is called.
func (p *Pages) wrong(lang string, err error, field func(parameter string) string) (text string, ok bool) {
	var e *tidy.Error
	for cause := err; !ok && errors.As(cause, &e); cause = e.Err {
		text, ok = p.wording(lang, e, field)
	}
	return text, ok
}

func (p *Pages) wording(lang string, e *tidy.Error, field func(parameter string) string) (string, bool) {
	format, args := e.Template()
	words := map[string]any{"near": "", "years": ""}
	if m := parameter.FindStringSubmatch(format); m != nil {
		words["p"] = field(m[1])
		format = parameter.ReplaceAllString(format, "{}")
	}
	key, ok := sentences[format]
	if !ok && len(args) > 0 { // of which the first thing says what it is of
		key, ok = sentences[strings.Replace(format, "%s", fmt.Sprint(args[0]), 1)]
		args = args[1:]
	}
	if !ok {
		return "", false
	}
	for k, arg := range args[:min(len(args), 4)] {
		switch arg := arg.(type) {
		case string:
			words[string(rune('a'+k))] = p.told(lang, arg)
		case fmt.Stringer:
			words[string(rune('a'+k))] = p.told(lang, arg.String())
		default:
			words[string(rune('a'+k))] = arg
		}
	}
	if near, ok := strings.CutPrefix(strings.TrimSuffix(e.Hint, "?"), "did you mean "); ok {
		words["near"] = p.names(lang, strings.TrimSuffix(strings.Split(near, "?")[0], "?"))
	}
	if m := withYears.FindStringSubmatch(e.Hint); m != nil {
		words["years"] = m[1]
	}
	text, err := p.readers[lang].Locale.Say(key, words)
	return p.readers[lang].Locale.Typeset(text), err == nil
}

// names are the names of economies and groups that a list has in English.
func (p *Pages) names(lang, list string) string {
	parts := strings.Split(list, ", ")
	for k, one := range parts {
		if id, _, err := p.Gallery.Economies.Resolve(one); err == nil {
			parts[k] = p.readers[lang].Name(id)
		}
	}
	return strings.Join(parts, ", ")
}

// told is what an error tells by an id, a code or a unit, in words of the reader's.
func (p *Pages) told(lang, text string) string {
	r := p.readers[lang]
	if i, err := p.Gallery.Engine.Catalog().Indicator(text); err == nil {
		return i.Name.In(lang)
	}
	if slices.Contains(picture.Kinds(), text) {
		return p.word(lang, "gallery.kind-"+text)
	}
	if slices.Contains(picture.Measures, text) {
		return p.word(lang, "gallery.as-"+text)
	}
	if _, ok := p.Gallery.Economies.Economy(text); ok {
		return r.Name(text)
	}
	if _, ok := p.Gallery.Economies.Group(text); ok {
		return r.Name(text)
	}
	return r.Locale.Unit(text)
}
