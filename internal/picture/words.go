package picture

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// words are what a picture says, in the reader's language.
type words struct {
	*locale.Locale
	reader *table.Reader
}

// args are the arguments of a sentence.
type args map[string]any

// say is the sentence of a key; one that fails is marked as Locale.Word marks it.
func (w words) say(key string, a args) string {
	text, err := w.Say(key, a)
	if err != nil {
		return "!" + key + "!"
	}
	return text
}

// name is the printed name of an economy or group. The publisher in brackets
// behind the name of a region is left to the notes.
func (m *maker) name(id string) economy.Name {
	n := m.desk.Economies.Name(unpinned(id), m.Lang())
	for _, s := range []*string{&n.Text, &n.Inline, &n.Short, &n.OfForm, &n.InForm} {
		name, _, _ := strings.Cut(*s, " (")
		*s = typographic(name)
	}
	return n
}

// unpinned is the id of a group without the day that its members are of.
func unpinned(id string) string {
	id, _, _ = strings.Cut(id, "@")
	return id
}

// widestName is the length of a name, in signs, that a chart has room for.
const widestName = 30

// label is the name of an economy or group on a chart.
func (m *maker) label(id string) string { return Label(m.desk.Economies, m.name(id), id) }

// Label is a name as a chart has room for it.
func Label(economies *economy.Registry, n economy.Name, id string) string {
	_, group := economies.Group(id)
	if n.Short != "" && (group || utf8.RuneCountInString(n.Text) > widestName) {
		return n.Short
	}
	return n.Text
}

// labelOf is the name of a series: of the economy, of the indicator where there
// is one economy only, of both where there are several; a partner behind.
func (m *maker) labelOf(s series, all []series) string {
	ids, indicators, partners := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, o := range all {
		ids[o.id], indicators[o.data.Indicator.ID], partners[o.data.Partner] = true, true, true
	}
	var parts []string
	if len(ids) > 1 || len(indicators) == 1 && len(partners) == 1 {
		parts = append(parts, m.label(s.id))
	}
	if len(partners) > 1 {
		to := m.label(partnerID(s.data.Partner))
		if len(parts) > 0 {
			parts[0] += " → " + to
		} else {
			parts = append(parts, to)
		}
	}
	if len(indicators) > 1 {
		parts = append(parts, m.briefly(s.data.Indicator))
	}
	return strings.Join(parts, ", ")
}

// partnerID is the id of a partner's name.
func partnerID(partner string) string {
	if partner == tidy.World {
		return economy.World
	}
	return partner
}

// typographic makes apostrophes those of print.
func typographic(s string) string { return strings.ReplaceAll(s, "'", "’") }

// called is the name of an indicator.
func (m *maker) called(i catalog.Indicator) string { return typographic(i.Name.In(m.Lang())) }

// briefly is the label that tells an indicator from its counterpart, else its name.
func (m *maker) briefly(i catalog.Indicator) string {
	if label := i.Label.In(m.Lang()); label != "" {
		return capital(typographic(label))
	}
	return capital(m.called(i))
}

// capital makes the first letter a capital, but in a word that has its capital
// elsewhere ("eLAC").
func capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) && unicode.IsLower(first) || size == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[size:]
}

// uncapital makes the first letter of a name small, inside a title: not that of an
// abbreviation.
func uncapital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) || size == 0 {
		return s
	}
	return string(unicode.ToLower(first)) + s[size:]
}

// hardSpaces keeps a date or the name of a licence on one line.
func hardSpaces(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") }

// Sources names the datasets of some indicators, as under a chart: publisher,
// database, codes, vintage and licence. Those of one database are named together.
func Sources(l *locale.Locale, indicators []catalog.Indicator) string {
	var all []origin
	for _, i := range indicators {
		all = joinOrigin(all, originOf(l, i.Dataset))
	}
	label := "label.source"
	if len(all) > 1 {
		label = "label.sources"
	}
	out := []string{l.Word(label)}
	for _, o := range all {
		out = append(out, o.say(l))
	}
	return strings.Join(out, " ")
}

// licence is that of a dataset; nothing of a file of the user's that names none.
func licence(d *catalog.Dataset, lang string) string {
	text := d.Licence.In(lang)
	if d.Own && text == dataset.LicenceNotStated {
		return ""
	}
	return text
}

// An origin is a database that figures were had from, in the words of a language.
type origin struct {
	publisher, series, through, licence string
	tables                              []tableOf
	dates                               []string
}

// A tableOf is a table of a database: its code, and whom the publisher had it from. Either may be empty.
type tableOf struct{ code, note string }

func originOf(l *locale.Locale, d *catalog.Dataset) origin {
	lang := l.Lang()
	o := origin{publisher: d.Publisher.In(lang), series: d.Series.In(lang), through: d.Through.In(lang), licence: hardSpaces(licence(d, lang))}
	if o.publisher == "" {
		o.publisher = d.Title // a file of the user's
	}
	code := ""
	if len(d.Through) == 0 && d.Code != "" && d.Code != o.publisher { // else it is not where the figures were had that the code leads to
		code = d.Code
	}
	if note := d.SourceNote.In(lang); code != "" || note != "" {
		o.tables = []tableOf{{code, note}}
	}
	if d.Vintage != "" {
		o.dates = []string{hardSpaces(l.Date(d.Vintage))}
	}
	return o
}

// joinOrigin adds an origin, to that of the same database where there is one.
func joinOrigin(all []origin, o origin) []origin {
	for k := range all {
		a := &all[k]
		if a.publisher == o.publisher && a.series == o.series && a.through == o.through && a.licence == o.licence {
			a.tables, a.dates = union(a.tables, o.tables), union(a.dates, o.dates)
			return all
		}
	}
	return append(all, o)
}

func union[T string | tableOf](a, b []T) []T {
	for _, s := range b {
		if !slices.Contains(a, s) {
			a = append(a, s)
		}
	}
	return a
}

// cited are the codes of the tables and whom the publisher had them from: said of all where it is the same, else of each.
func (o origin) cited() (codes, from string) {
	one := !slices.ContainsFunc(o.tables, func(t tableOf) bool { return t.note != o.tables[0].note || t.code == "" && len(o.tables) > 1 })
	tables := slices.Clone(o.tables)
	slices.SortStableFunc(tables, func(a, b tableOf) int { return cmp.Compare(len(a.note), len(b.note)) }) // a code behind a note would read as a part of it
	var out []string
	for _, t := range tables {
		switch {
		case one:
			from = t.note
			fallthrough
		case t.note == "":
			out = union(out, []string{t.code})
		default:
			out = append(out, strings.TrimSpace(t.code+" "+t.note))
		}
	}
	return strings.Join(slices.DeleteFunc(out, func(s string) bool { return s == "" }), ", "), from
}

func (o origin) say(l *locale.Locale) string {
	w := words{Locale: l}
	codes, from := o.cited()
	return typographic(w.say("picture.source", args{
		"publisher": o.publisher, "series": o.series, "code": codes,
		"through": o.through, "origin": from, "date": l.List(o.dates), "licence": o.licence,
	}))
}

// Licences are those of the datasets of some indicators, each once.
func Licences(l *locale.Locale, indicators []catalog.Indicator) string {
	var out []string
	for _, i := range indicators {
		if text := licence(i.Dataset, l.Lang()); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, "; ")
}

// subjectOf names what is drawn: the indicators, and who where it is one.
func (m *maker) subjectOf(all []series) string {
	text, separator := m.indicatorNames(), m.Colon()+" "
	if m.q.As != AsValue {
		text = m.say("picture.measured", args{"name": text, "measure": m.Word(measureWords[m.q.As])})
	}
	if with := all[0].data.Partner; with != tidy.World && m.partners() == 1 {
		text += " → " + m.label(with)
	}
	if strings.Contains(text, separator) {
		separator = ", "
	}
	one := all[0].id
	for _, s := range all {
		if s.id != one {
			return text
		}
	}
	return text + separator + m.name(one).Text
}

// measureWords are the keys of what is measured of an indicator.
var measureWords = map[string]string{AsIndex: "picture.as-index", AsShare: "picture.as-share", AsGrowth: "picture.as-growth"}

// longestTitle is the length in signs that titles without a finding stay below.
const longestTitle = 80

// indicatorNames names what is drawn: directions of one trade together, others
// one by one, and no more than a title has room for.
func (m *maker) indicatorNames() string {
	lang := m.Lang()
	var names, labels []string
	for k, i := range m.used {
		name := m.called(i)
		if k > 0 {
			name = uncapital(name)
		}
		names = append(names, name)
		if label := typographic(i.Label.In(lang)); label != "" && i.Object.In(lang) == m.used[0].Object.In(lang) {
			labels = append(labels, uncapital(label))
		}
	}
	text := m.List(names)
	switch {
	case len(names) > 1 && len(labels) == len(names):
		return capital(m.used[0].Object.In(lang)) + m.Colon() + " " + m.List(labels)
	case len(names) > 1 && utf8.RuneCountInString(text) > longestTitle-20: // and a name behind it
		return m.say("picture.several", args{"n": len(names)})
	}
	return text
}
