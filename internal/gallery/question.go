package gallery

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// What an address may ask for at most. The chart command has no such limits: who runs
// it pays for it.
const (
	mostNames  = 60  // economies, partners, indicators, highlights: more than a chart can tell apart
	mostSigns  = 300 // of any one value
	mostValues = 60  // of one parameter
	mostBars   = 300
)

// Parameters are those of a question, named as the flags of the chart command.
var Parameters = []string{"indicator", "economy", "partner", "from", "to", "year", "kind", "as", "of", "base", "by", "target", "horizon", "count", "highlight",
	"title", "log", "currency", "deflator", "composition", "coverage", "min-coverage"}

// lists are the parameters that may be given several times.
var lists = []string{"indicator", "economy", "partner", "highlight"}

// ReadQuestion reads the parameters of a question, with those of others beside them:
// a parameter that is in neither is an error.
func ReadQuestion(form url.Values, others []string) (picture.Question, error) {
	if err := CheckForm(form, slices.Concat(Parameters, others)); err != nil {
		return picture.Question{}, err
	}
	r := &reader{form: form}
	q := picture.Question{Kind: r.text("kind"), As: r.text("as"), Of: r.text("of"), Highlight: r.names("highlight"), Title: r.text("title"),
		Log: r.yes("log"), Target: r.text("target"), Base: r.year("base"), Count: r.whole("count", mostBars), Horizon: r.whole("horizon", 50)}
	q.Economies, q.Partners, q.Indicators = r.names("economy"), r.names("partner"), tidy.Split(r.names("indicator")...)
	q.From, q.To, q.Year = r.year("from"), r.year("to"), r.year("year")
	q.Currency, q.Deflator = r.text("currency"), r.text("deflator")
	q.Standing = q.Currency == "" && q.Deflator == ""
	q.AtTheTime = r.choice("composition", "fixed", "at-the-time") == "at-the-time"
	q.Coverage.ByMembers = r.choice("coverage", "value", "members") == "members"
	if by := r.text("by"); by != "" {
		q.By = []string{by}
	}
	r.least(&q)
	switch {
	case r.err != nil:
		return q, r.err
	case q.From != 0 && q.To != 0 && q.From > q.To:
		return q, tidy.Errorf(tidy.Usage, "exchange the two", "from=%d is after to=%d", q.From, q.To)
	case len(q.Indicators) == 0 && q.Target == "":
		return q, tidy.Errorf(tidy.Usage, "name one, as in indicator=digital-services-exports", "no indicator")
	}
	return q, nil
}

// CheckForm refuses parameters that are unknown, too long or not text, and such as
// stand twice where one counts.
func CheckForm(form url.Values, known []string) error {
	for _, name := range sortedKeys(form) {
		if !slices.Contains(known, name) {
			return tidy.Unknown("parameter", Shorten(name), known)
		}
		values := form[name]
		if len(values) > 1 && !slices.Contains(lists, name) {
			return tidy.Errorf(tidy.Usage, "give it once", "%s stands %d times", name, len(values))
		}
		if len(values) > mostValues {
			return tidy.Errorf(tidy.Usage, "give fewer: at most "+strconv.Itoa(mostValues), "%s stands %d times", name, len(values))
		}
		for _, v := range values {
			if !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == 0x7f }) {
				return tidy.Errorf(tidy.Usage, "write it in UTF-8, percent-encoded, without control characters", "%s is no text", name)
			}
			if n := utf8.RuneCountInString(v); n > mostSigns {
				return tidy.Errorf(tidy.Usage, "at most "+strconv.Itoa(mostSigns), "%s has %d signs", name, n)
			}
		}
	}
	return nil
}

// Shorten keeps a message short, whatever was asked.
func Shorten(text string) string {
	text = strings.ToValidUTF8(text, "?")
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return text
}

func sortedKeys(form url.Values) []string {
	var out []string
	for name := range form {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// reader reads values; the first error is kept.
type reader struct {
	form url.Values
	err  error
}

func (r *reader) fail(hint, format string, args ...any) {
	if r.err == nil {
		r.err = tidy.Errorf(tidy.Usage, hint, format, args...)
	}
}

// text is a value without the blanks around it; a form sends those left empty, too.
func (r *reader) text(name string) string { return strings.TrimSpace(r.form.Get(name)) }

// names are the values of a list, of which commas make more.
func (r *reader) names(name string) []string {
	var out []string
	n := 0
	for _, v := range r.form[name] {
		if v = strings.TrimSpace(v); v != "" {
			out = append(out, v)
			n += strings.Count(v, ",") + 1
		}
	}
	if n > mostNames {
		r.fail("name at most "+strconv.Itoa(mostNames)+", or a group", "%s has %d names: more than a chart can show", name, n)
	}
	return out
}

func (r *reader) year(name string) int {
	text := r.text(name)
	if text == "" {
		return 0
	}
	y, err := fourDigits(name, text, "")
	if r.err == nil {
		r.err = err
	}
	return y
}

// Latest is how an address names the newest edition.
const Latest = "latest"

// EditionYear reads which edition an address is of; 0 is the newest.
func EditionYear(text string) (int, error) {
	if text == "" || text == Latest {
		return 0, nil
	}
	return fourDigits("year", text, ", or "+Latest)
}

// fourDigits reads a year; or is what else may stand there.
func fourDigits(name, text, or string) (int, error) {
	y, err := strconv.Atoi(text)
	if err != nil || y < 1000 || y > 9999 {
		return 0, tidy.Errorf(tidy.Usage, "write four digits, such as 2023"+or, "%s=%s is no year", name, Shorten(text))
	}
	return y, nil
}

func (r *reader) whole(name string, most int) int {
	text := r.text(name)
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > most {
		r.fail("write a whole number from 1 to "+strconv.Itoa(most), "%s=%s", name, Shorten(text))
	}
	return n
}

func (r *reader) yes(name string) bool {
	return r.choice(name, "0", "1", "true", "false", "on") != "" && !slices.Contains([]string{"0", "false"}, r.text(name))
}

func (r *reader) choice(name string, known ...string) string {
	text := r.text(name)
	if err := tidy.OneOf(name, Shorten(text), append([]string{""}, known...)); err != nil && r.err == nil {
		r.err = err
	}
	return text
}

// least reads the coverage from which on a figure is published.
func (r *reader) least(q *picture.Question) {
	text := r.text("min-coverage")
	if text == "" {
		return
	}
	v, err := strconv.ParseFloat(strings.TrimSuffix(text, "%"), 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > 100 {
		r.fail("give a number from 0 to 100", "min-coverage=%s is no percentage", Shorten(text))
	}
	q.Coverage.Min, q.Coverage.Forced = v, true
}
