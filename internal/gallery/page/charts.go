package page

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/picture"
)

// A Choice is one of several that a reader can make.
type Choice struct {
	Value, Text string
	Selected    bool
}

// Index is the page of all charts, or of those that a search finds.
func (p *Pages) Index(ctx context.Context, h Here, s gallery.Search) ([]byte, error) {
	if err := p.Gallery.HasYear(h.Year); err != nil {
		return nil, err
	}
	s.Year = h.Year
	s, err := p.Gallery.Known(ctx, s)
	if err != nil {
		return nil, err
	}
	found, err := p.Gallery.Find(ctx, s, h.Lang)
	if err != nil {
		return nil, err
	}
	cards := p.cards(h, found)
	body := map[string]any{"Cards": cards, "Search": s, "Searching": s != gallery.Search{Year: s.Year}, "Filtered": s != gallery.Search{Words: s.Words}, "Years": editions(h, p.Gallery.Years())}
	var topics, economies []Choice
	for _, id := range p.Gallery.TopicsOf(h.Year) {
		topics = append(topics, Choice{id, p.Gallery.Title(id, h.Lang), id == s.Topic})
	}
	indicators, err := p.indicatorChoices(ctx, h, s.Indicator)
	if err != nil {
		return nil, err
	}
	offered, err := p.economies(ctx, h.Lang)
	if err != nil {
		return nil, err
	}
	for _, e := range offered {
		economies = append(economies, Choice{e.Code, e.Name, e.Code == s.Economy})
	}
	body["Topics"], body["Indicators"], body["Economies"], body["Meant"] = topics, indicators, economies, p.meant(h, s.Words, offered)
	if !h.Live() { // the page itself finds
		body["Places"] = p.places(h, offered)
	}
	body["Kinds"] = p.kindsMeant(h, s.Words)
	return p.write("index.html", frame{Here: h, Title: p.word(h.Lang, "gallery.title"), Description: p.word(h.Lang, "gallery.lead"), Wide: true, Body: body})
}

// meant is the page of the economy that a search names, if there is one.
func (p *Pages) meant(h Here, words string, offered []named) *link {
	id, _, err := p.Gallery.Economies.Resolve(words)
	if k := slices.IndexFunc(offered, func(e named) bool { return e.Code == id }); err == nil && k >= 0 {
		return &link{offered[k].Name, h.Link("economies/" + id)}
	}
	return nil
}

// place is an economy that a page finds without a server, by the words of Find.
type place struct{ Name, Href, Find string }

func (p *Pages) places(h Here, offered []named) (out []place) {
	for _, e := range offered {
		out = append(out, place{e.Name, h.Link("economies/" + e.Code), strings.Join(p.Gallery.Called(e.Code, h.Lang), " ")})
	}
	return out
}

// kindsMeant are the kinds of charts that a search names, each with where it is drawn:
// the reports may have none of it.
func (p *Pages) kindsMeant(h Here, words string) []link {
	if !h.Live() {
		return nil
	}
	var out []link
	for _, kind := range gallery.KindsCalled(words, h.Lang) {
		out = append(out, link{p.word(h.Lang, "gallery.kind-"+kind), h.To(builder, url.Values{"kind": {kind}})})
	}
	return out
}

// editions are those of years, the newest first, to choose from. A page of the newest
// stays one whatever else is chosen on it, and a page of a year one of a year.
func editions(h Here, years []int) []Choice {
	var out []Choice
	for k, y := range years {
		c := Choice{strconv.Itoa(y), strconv.Itoa(y), y == h.Year}
		if k == 0 && h.Year == 0 {
			c.Value, c.Selected = gallery.Latest, true
		}
		out = append(out, c)
	}
	return out
}

// Topic is the page of a topic's charts.
func (p *Pages) Topic(ctx context.Context, h Here, topic string) ([]byte, error) {
	b, err := p.Gallery.Book(ctx, topic, h.Year, p.Gallery.Shown(topic, h.Year, h.Lang))
	if err != nil {
		return nil, err
	}
	cards := p.cards(h, b.Charts)
	return p.write("topic.html", frame{Here: h, Title: p.Gallery.Title(topic, h.Lang), Description: p.word(h.Lang, "gallery.lead"), Wide: true,
		Body: map[string]any{"Cards": cards, "Topic": topic, "Edition": b.Year, "Tongue": p.tongue(h, b)}})
}

// images are a chart's for the windows and grounds of readers.
type images struct {
	Light, Dark        string // for both grounds; Dark is "" where a theme was chosen
	Narrow, NarrowDark string // the same for a narrow window; "" where a size was chosen, or finds no room there
	NarrowHeight       int
	Width, Height      int
}

// chartBody is what the page of a chart says.
type chartBody struct {
	Chart             *gallery.Chart
	Topic, TopicTitle string
	images
	Sizes, Themes, Langs, Years  []Choice
	Downloads, Variants          []download // Variants where no form can ask for them
	Notes                        []string
	Cites                        []gallery.Cite
	Tongue                       string // of the report, where it is not the reader's
	Citation, Embed, Frame, Page string
}

type download struct{ Format, Href, Name, What string }

// Chart is the page of a chart. embedded leaves out all but the chart and its source.
func (p *Pages) Chart(ctx context.Context, h Here, topic, id, size, theme string, embedded bool) ([]byte, error) {
	b, err := p.Gallery.Book(ctx, topic, h.Year, p.Gallery.Shown(topic, h.Year, h.Lang))
	if err != nil {
		return nil, err
	}
	c, err := b.Find(id)
	if err != nil {
		return nil, err
	}
	dimensions, err := gallery.Size(size)
	if err != nil {
		return nil, err
	}
	ground, err := gallery.Theme(theme)
	if err != nil {
		return nil, err
	}
	if err := c.Takes(gallery.View{Format: c.ImageFormat(), Size: dimensions, Theme: ground}); err != nil {
		return nil, err
	}
	one := File{Topic: topic, ID: id, Format: c.ImageFormat(), Lang: c.Lang, Year: h.Year, Size: size, Theme: theme}
	dimensions, _ = c.Drawn(dimensions, ground)
	body := p.bodyOf(h, b, c, one, dimensions)
	social, shown := small(c, h.Year)
	share := &share{URL: h.Absolute(Ref{Path: h.Path, Lang: h.Lang, Year: h.Year}), Alt: c.About.Alt, Locale: locales[c.Lang], Width: shown.Width, Height: shown.Height, Type: gallery.MediaType(social.Format)}
	share.Image = h.Absolute(social)
	share.OEmbed = h.Absolute(OEmbed{social})
	name := "chart.html"
	if embedded {
		name = "embed.html"
	}
	return p.write(name, frame{Here: h, Title: c.About.Title, Description: c.About.Subtitle, Share: share, Body: body})
}

// bodyOf is what the page of a chart says. one is its image as it is asked for, which has
// these dimensions.
func (p *Pages) bodyOf(h Here, b *gallery.Book, c *gallery.Chart, one File, dimensions chart.Size) *chartBody {
	body := &chartBody{Chart: c, Topic: one.Topic, TopicTitle: p.Gallery.Title(one.Topic, h.Lang), Notes: c.About.Notes,
		images: images{Width: dimensions.Width, Height: dimensions.Height, Light: h.File(one)}}
	if dark := one; one.Theme == "" && c.Drawable() {
		dark.Theme = chart.Dark.Name
		body.Dark = h.File(dark)
	}
	if size, fits := c.Narrow(); one.Size == "" && fits {
		narrow := one
		narrow.Size, body.NarrowHeight = size.Name, size.Height
		if body.Narrow = h.File(narrow); body.Dark != "" {
			narrow.Theme = chart.Dark.Name
			body.NarrowDark = h.File(narrow)
		}
	}
	body.Tongue = p.tongue(h, b)
	p.choose(h, b, body, one.Size, one.Theme)
	body.Downloads = p.downloads(h, one, c)
	if c.Drawable() {
		p.vary(h, one, body)
	}
	body.Cites = p.Gallery.Cites(c, h.Lang)
	for k := range body.Cites {
		body.Cites[k].Vintage = p.readers[h.Lang].Locale.Date(body.Cites[k].Vintage)
	}
	p.quote(h, one, body)
	return body
}

// tongue is the language of a report that is not written in the reader's, else "".
func (p *Pages) tongue(h Here, b *gallery.Book) string {
	if b.Lang == h.Lang {
		return ""
	}
	return p.word(b.Lang, "grammar.language")
}

// vary lists what the chart can be had in where no form can ask for it.
func (p *Pages) vary(h Here, one File, body *chartBody) {
	for _, v := range h.Variants {
		if s, err := gallery.Size(v.Size); err != nil || !body.Chart.Fits(s) {
			continue
		}
		f := File{Topic: one.Topic, ID: one.ID, Format: "png", Lang: one.Lang, Year: h.Year, Size: v.Size, Theme: v.Theme}
		body.Variants = append(body.Variants, download{"PNG", h.File(f), gallery.SavedAs(one.Topic, one.ID, body.Chart.Year(), one.Lang, v.Size, v.Theme, "png"),
			p.word(h.Lang, "gallery.size-"+v.Size) + ", " + p.word(h.Lang, "gallery.theme-"+v.Theme)})
	}
}

// OEmbed is the address of what others are told of a chart.
type OEmbed struct{ File }

// choose lists what a reader can change.
func (p *Pages) choose(h Here, b *gallery.Book, body *chartBody, size, theme string) {
	body.Years = editions(h, p.Gallery.YearsOf(b.Topic))
	for _, lang := range b.Langs {
		body.Langs = append(body.Langs, Choice{lang, p.word(lang, "grammar.language"), lang == b.Lang})
	}
	if !body.Chart.Drawable() {
		return
	}
	body.Sizes = p.sizes(h.Lang, cmp.Or(size, chart.Web.Name), func(s chart.Size) (chart.Size, bool) { return body.Chart.Drawn(s, chart.Light) })
	body.Themes = append([]Choice{{"", p.word(h.Lang, "gallery.theme-auto"), theme == ""}}, p.themes(h.Lang, theme)...)
}

func (p *Pages) downloads(h Here, f File, c *gallery.Chart) []download {
	var out []download
	for _, format := range c.Formats() {
		f.Format = format
		if format == "csv" {
			f.Size, f.Theme = "", ""
		}
		out = append(out, download{Format: strings.ToUpper(format), Href: h.File(f), Name: gallery.SavedAs(f.Topic, f.ID, c.Year(), f.Lang, f.Size, f.Theme, format), What: p.word(h.Lang, "gallery.what-"+format)})
	}
	return out
}

// quote is what a reader copies: the citation and the code to embed the chart.
func (p *Pages) quote(h Here, f File, body *chartBody) {
	a := body.Chart.About
	pinned := Ref{Path: h.Path, Lang: body.Chart.Lang, Year: body.Chart.Year()}
	body.Page = h.Absolute(pinned)
	body.Citation = strings.TrimSpace(strings.TrimSuffix(p.say(h.Lang, "gallery.citation", map[string]any{"title": a.Title, "topic": body.TopicTitle, "year": body.Chart.Year(), "source": a.Source}), ".") + ". " + body.Page)
	f.Year = pinned.Year // what others show stays as it was when they took it
	image := h.Absolute(f)
	if image == "" || body.Page == "" {
		return
	}
	body.Embed = embedCode(body.Page, image, a.Alt, body.Width, body.Height)
	framed := pinned
	framed.Query = url.Values{"view": {alone}}
	least := 0 // as high as the chart is in a telephone's window
	if body.NarrowHeight > 0 {
		least = body.NarrowHeight * 375 / picture.Telephone.Width
	}
	if at := h.Absolute(framed); h.Live() && at != "" {
		body.Frame = fmt.Sprintf(`<iframe src="%s" title="%s" style="border:0;width:100%%;aspect-ratio:%d/%d;min-height:%dpx" loading="lazy"></iframe>`,
			template.HTMLEscapeString(at), template.HTMLEscapeString(a.Title), body.Width, body.Height, least)
	}
}

// embedCode shows an image that leads to its page.
func embedCode(page, image, alt string, width, height int) string {
	return fmt.Sprintf(`<a href="%s"><img src="%s" width="%d" height="%d" style="max-width:100%%;height:auto" alt="%s"></a>`,
		template.HTMLEscapeString(page), template.HTMLEscapeString(image), width, height, template.HTMLEscapeString(alt))
}
