package page

import (
	"context"
	"net/url"
	"slices"
	"strconv"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"tradestats/internal/analysis"
	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/picture"
)

type named struct{ Code, Name string }

// economies are those that have figures by name, as the language sorts them.
func (p *Pages) economies(ctx context.Context, lang string) ([]named, error) {
	reported, err := p.Gallery.Reported(ctx)
	if err != nil {
		return nil, err
	}
	var out []named
	for _, e := range p.Gallery.Economies.Economies() {
		if reported[e.ISO3] {
			out = append(out, named{e.ISO3, p.readers[lang].Name(e.ISO3)})
		}
	}
	c := collate.New(language.Make(lang))
	slices.SortFunc(out, func(a, b named) int { return c.CompareString(a.Name, b.Name) })
	return out, nil
}

// EconomyList is the page of all economies.
func (p *Pages) EconomyList(ctx context.Context, h Here) ([]byte, error) {
	economies, err := p.economies(ctx, h.Lang)
	if err != nil {
		return nil, err
	}
	return p.write("economies.html", frame{Here: h, Title: p.word(h.Lang, "table.economies"), Description: p.word(h.Lang, "gallery.lead"), Body: map[string]any{"Economies": economies}})
}

// row is a figure in a table.
type row struct {
	ID, Name, Unit, Value, Rank, Coverage, Years string
	Year                                         int
	Href                                         string
	Source                                       string
	Old                                          bool // others have reported for years since
}

// oldAfter is how many years a value may be behind the newest of others before it is
// shown as an old one.
const oldAfter = 4

// place is the rank of a value among those of its own year, or why it has none.
func (p *Pages) place(lang string, f gallery.Figure) string {
	switch {
	case f.Year == 0:
		return p.word(lang, "gallery.no-ranking")
	case f.Row.Rank == 0:
		return p.say(lang, "gallery.not-ranked", map[string]any{"year": f.Year})
	case f.Year != f.Last.Year:
		return p.say(lang, "gallery.rank-then", map[string]any{"rank": f.Row.Rank, "of": len(f.Rows), "year": f.Year, "value": p.readers[lang].Value(f.Indicator, f.Row.Value)})
	}
	return p.say(lang, "gallery.rank", map[string]any{"rank": f.Row.Rank, "of": len(f.Rows), "year": f.Year})
}

// Economy is the page of an economy: its figures and ranks, the charts that show it,
// and how much is known of it.
func (p *Pages) Economy(ctx context.Context, h Here, code string) ([]byte, error) {
	if _, err := p.Gallery.Economy(code); err != nil {
		return nil, err
	}
	figures, err := p.Gallery.Of(ctx, code)
	if err != nil {
		return nil, err
	}
	r := p.readers[h.Lang]
	var rows []row
	var drawings []drawing
	for _, f := range figures {
		i := f.Indicator
		one := row{ID: i.ID, Name: i.Name.In(h.Lang), Unit: r.Locale.Unit(i.Unit), Value: r.Value(i, f.Last.Value), Year: f.Last.Year, Href: h.Link("indicators/" + i.ID),
			Years: p.say(h.Lang, "gallery.reported", map[string]any{"n": f.Reported, "of": len(f.Years), "from": f.Years[0], "to": f.Years[len(f.Years)-1]})}
		one.Source = i.Dataset.Short.In(h.Lang) + ", " + r.Locale.Date(i.Dataset.Vintage)
		one.Rank, one.Old = p.place(h.Lang, f), f.Years[len(f.Years)-1]-f.Last.Year >= oldAfter
		rows = append(rows, one)
		if q := (url.Values{"indicator": {i.ID}, "economy": {code}}); f.Reported > 1 {
			drawings = append(drawings, p.drawing(h, q, i.Name.In(h.Lang)+", "+r.Name(code)))
		}
	}
	charts, err := p.cardsOf(ctx, h, gallery.Search{Economy: code})
	if err != nil {
		return nil, err
	}
	return p.write("economy.html", frame{Here: h, Title: r.Name(code), Description: p.word(h.Lang, "gallery.economy-lead"), Wide: true,
		Body: map[string]any{"Rows": rows, "Newest": h.Year != 0, "Drawings": drawings, "Cards": charts}})
}

// drawing is a question's image, and the page to change it on.
type drawing struct{ Title, Light, Dark, Narrow, NarrowDark, Href string }

func (p *Pages) drawing(h Here, q url.Values, title string) drawing {
	d := drawing{Title: title, Href: h.To(builder, q)}
	drawn := url.Values{"lang": {h.Lang}, "size": {chart.Social.Name}}
	for k, v := range q {
		drawn[k] = v
	}
	d.Light = h.Draw(drawn, "png")
	drawn.Set("theme", "dark")
	d.Dark = h.Draw(drawn, "png")
	drawn.Set("size", picture.Telephone.Name)
	d.NarrowDark = h.Draw(drawn, "png")
	drawn.Del("theme")
	d.Narrow = h.Draw(drawn, "png")
	return d
}

func (p *Pages) cardsOf(ctx context.Context, h Here, s gallery.Search) ([]card, error) {
	s.Year = h.Year
	found, err := p.Gallery.Find(ctx, s, h.Lang)
	return p.cards(h, found), err
}

// IndicatorList is the page of all indicators.
func (p *Pages) IndicatorList(ctx context.Context, h Here) ([]byte, error) {
	all, err := p.Gallery.Ranks(ctx)
	if err != nil {
		return nil, err
	}
	var rows []row
	for _, r := range all {
		i := r.Indicator
		rows = append(rows, row{ID: i.ID, Name: i.Name.In(h.Lang), Unit: p.readers[h.Lang].Locale.Unit(i.Unit), Href: h.Link("indicators/" + i.ID),
			Years: p.readers[h.Lang].Years(r.Years), Coverage: strconv.Itoa(r.Economies), Value: i.Dataset.Short.In(h.Lang)})
	}
	return p.write("indicators.html", frame{Here: h, Title: p.word(h.Lang, "gallery.indicators"), Description: p.word(h.Lang, "gallery.lead"), Body: map[string]any{"Rows": rows}})
}

// Indicator is the page of an indicator: what it is, whose, the newest ranking, and
// the charts that show it.
func (p *Pages) Indicator(ctx context.Context, h Here, id string) ([]byte, error) {
	r, err := p.Gallery.Indicator(ctx, id)
	if err != nil {
		return nil, err
	}
	reader, i := p.readers[h.Lang], r.Indicator
	var rows []row
	for _, one := range r.Rows {
		if one.Status == analysis.Withheld {
			continue
		}
		rows = append(rows, row{ID: one.Economy, Name: reader.Name(one.Economy), Rank: strconv.Itoa(one.Rank), Value: reader.Value(i, one.Value), Year: one.Year, Href: h.Link("economies/" + one.Economy)})
	}
	charts, err := p.cardsOf(ctx, h, gallery.Search{Indicator: id})
	if err != nil {
		return nil, err
	}
	return p.write("indicator.html", frame{Here: h, Title: i.Name.In(h.Lang), Description: i.Definition.In(h.Lang), Wide: true, Body: map[string]any{
		"Indicator": i, "Newest": h.Year != 0, "Unit": reader.Locale.Unit(i.Unit), "Definition": i.Definition.In(h.Lang), "Publisher": i.Dataset.Publisher.In(h.Lang), "Licence": i.Dataset.Licence.In(h.Lang),
		"Vintage": reader.Locale.Date(i.Dataset.Vintage), "Years": reader.Years(r.Years), "Economies": r.Economies, "Year": r.Year, "Rows": rows, "Cards": charts,
		"Drawing": p.drawing(h, url.Values{"indicator": {id}}, i.Name.In(h.Lang))}})
}
