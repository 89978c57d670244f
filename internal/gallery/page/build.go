package page

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// asked are the parameters that the builder's form has a field for, in its order: those
// most charts need, and then those behind "more".
var (
	asked = []string{"indicator", "economy", "highlight", "from", "to", "year", "kind", "as", "size", "theme"}
	more  = []string{"partner", "of", "base", "target", "count", "title", "log"}
)

// IsQuestion tells whether a builder's address asks for something yet: a kind of chart
// alone is where a search for that kind leads.
func IsQuestion(form url.Values) bool {
	return slices.ContainsFunc(gallery.Parameters, func(name string) bool { return name != "kind" && form.Get(name) != "" })
}

// buildBody is the builder's form as it was asked, and what that draws.
type buildBody struct {
	Values                                              map[string]string // of the fields, by parameter
	Hidden                                              url.Values        // what the form has no field for
	More                                                bool              // a field behind "more" has a value
	Indicators, Seconds, Kinds, Measures, Sizes, Themes []Choice
	Names                                               []named // to suggest

	Problem     string // why nothing is drawn; "" where something is, or nothing was asked
	ProblemLang string // that it is said in
	wrong       error  // the same

	Made, LogItself          bool // LogItself: the chart has a logarithmic axis though none was asked for
	About                    picture.About
	Shown                    images
	Downloads                []download
	Citation, Address, Embed string
}

// Build is the page that puts a question and shows the address that draws it.
func (p *Pages) Build(ctx context.Context, h Here) ([]byte, error) {
	form := url.Values{}
	for name, values := range h.Query {
		if slices.Contains(gallery.Parameters, name) || slices.Contains(gallery.ViewParameters, name) && name != "lang" {
			for _, v := range values {
				if v != "" {
					form.Add(name, v)
				}
			}
		}
	}
	body := &buildBody{}
	if err := p.fields(ctx, h, form, body); err != nil {
		return nil, err
	}
	if IsQuestion(form) {
		if err := p.answer(ctx, h, form, body); err != nil {
			return nil, err
		}
	}
	text, err := p.write("build.html", frame{Here: h, Title: p.word(h.Lang, "gallery.build"), Description: p.word(h.Lang, "gallery.build-lead"), Wide: true, Body: body})
	if err == nil && body.wrong != nil {
		return nil, &Refused{text, body.wrong}
	}
	return text, err
}

// Refused is a question that is not drawn, and the page that says why and puts it again.
type Refused struct {
	Page []byte
	Err  error
}

func (r *Refused) Error() string { return r.Err.Error() }

// Unwrap returns what is wrong with the question.
func (r *Refused) Unwrap() error { return r.Err }

// answer shows what a question draws, or why it draws nothing. What is not the
// question's fault is an error.
func (p *Pages) answer(ctx context.Context, h Here, form url.Values, body *buildBody) error {
	q, err := gallery.ReadQuestion(form, gallery.ViewParameters)
	var v gallery.View
	if err == nil {
		v, err = gallery.ReadView(form, "png")
	}
	var made picture.Picture
	if err == nil {
		made, err = p.Gallery.Picture(ctx, q, h.Lang)
	}
	var drawn picture.Picture
	if err == nil {
		drawn, err = gallery.At(made, v)
	}
	if err != nil {
		if gallery.Code(err) >= http.StatusInternalServerError {
			return err
		}
		body.Problem, body.ProblemLang = p.reason(h.Lang, err)
		body.wrong = err
		return nil
	}
	if form.Get("target") != "" { // which another language would read otherwise
		form.Set("target", p.Gallery.PlainTarget(q, h.Lang))
	}
	form = p.Gallery.Pin(ctx, form, made)
	body.LogItself = form.Get("log") == "" && logarithmic(made)
	form.Set("lang", h.Lang)
	body.Made, body.About, body.Shown = true, made.About, p.shown(h, form, made, drawn.Chart.Size)
	for _, format := range gallery.Formats {
		body.Downloads = append(body.Downloads, download{Format: strings.ToUpper(format), Href: h.Draw(form, format), Name: "chart." + format, What: p.word(h.Lang, "gallery.what-"+format)})
	}
	p.quoteDrawn(h, form, drawn, body)
	return nil
}

// logarithmic tells whether an axis of a chart is so: some take one by themselves.
func logarithmic(made picture.Picture) bool {
	s, ok := made.Chart.Body.(chart.Scatter)
	return ok && (s.LogX || s.LogY)
}

// shown is the image of what was drawn, for both grounds and for a narrow window where
// the address leaves them open. drawn is the size that it has.
func (p *Pages) shown(h Here, form url.Values, made picture.Picture, drawn chart.Size) images {
	at := func(name, value, theme string) string {
		q := maps.Clone(form)
		if name != "" {
			q.Set(name, value)
		}
		if theme != "" {
			q.Set("theme", theme)
		}
		return h.Draw(q, "png")
	}
	out := images{Light: at("", "", ""), Width: drawn.Width, Height: drawn.Height}
	auto := form.Get("theme") == ""
	if auto {
		out.Dark = at("", "", chart.Dark.Name)
	}
	size, ok := made.ForTelephone()
	if ok = ok && strings.TrimPrefix(form.Get("size"), chart.Web.Name)+form.Get("width")+form.Get("height")+form.Get("scale") == ""; ok {
		out.Narrow, out.NarrowHeight = at("size", size.Name, ""), size.Height
	}
	if ok && auto {
		out.NarrowDark = at("size", size.Name, chart.Dark.Name)
	}
	return out
}

// quoteDrawn is what a reader copies of a chart that was asked for.
func (p *Pages) quoteDrawn(h Here, form url.Values, drawn picture.Picture, body *buildBody) {
	a, size := drawn.About, drawn.Chart.Size
	page, image := h.Absolute(Ref{Path: h.Path, Query: form}), h.Absolute(Drawing{form, "png"})
	body.Citation = strings.TrimSpace(strings.TrimSuffix(p.say(h.Lang, "gallery.citation-drawn", map[string]any{"title": a.Title, "subtitle": a.Subtitle, "source": a.Source}), ".") + ". " + page)
	if image != "" && page != "" {
		body.Address, body.Embed = image, embedCode(page, image, a.Alt, size.Width, size.Height)
	}
}

// Drawing is the address of a question's drawing.
type Drawing struct {
	Query  url.Values
	Format string
}

// fields fills the form with what was asked. What the form has no field for, of an
// address that somebody wrote by hand, goes along unseen.
func (p *Pages) fields(ctx context.Context, h Here, form url.Values, body *buildBody) error {
	body.Values, body.Hidden = map[string]string{}, url.Values{}
	for name := range form {
		if slices.Contains(asked, name) || slices.Contains(more, name) {
			body.Values[name] = strings.Join(form[name], ", ")
		} else {
			body.Hidden[name] = form[name]
		}
	}
	indicators := append(tidy.Split(form["indicator"]...), "", "") // there are fields for two
	if rest := indicators[2:]; len(rest) > 2 {
		body.Hidden["indicator"] = rest[:len(rest)-2]
	}
	body.More = indicators[1] != "" || slices.ContainsFunc(more, func(name string) bool { return body.Values[name] != "" })
	body.Kinds, body.Measures = p.choices(h.Lang, "gallery.kind-", picture.Kinds(), body.Values["kind"]), p.choices(h.Lang, "gallery.as-", picture.Measures, body.Values["as"])
	body.Sizes = p.sizes(h.Lang, body.Values["size"], func(s chart.Size) (chart.Size, bool) { return s, true })
	body.Themes = append([]Choice{{"", p.word(h.Lang, "gallery.theme-auto"), body.Values["theme"] == ""}}, p.themes(h.Lang, body.Values["theme"])...)
	for _, g := range p.Gallery.Economies.Groups() {
		body.Names = append(body.Names, named{g.ID, p.readers[h.Lang].Name(g.ID)})
	}
	economies, err := p.economies(ctx, h.Lang)
	if err != nil {
		return err
	}
	body.Names = append(body.Names, economies...)
	if body.Indicators, err = p.indicatorChoices(ctx, h, indicators[0]); err != nil {
		return err
	}
	body.Seconds, err = p.indicatorChoices(ctx, h, indicators[1])
	return err
}

func (p *Pages) indicatorChoices(ctx context.Context, h Here, chosen string) ([]Choice, error) {
	all, err := p.Gallery.Ranks(ctx)
	if err != nil {
		return nil, err
	}
	var out []Choice
	for _, r := range all {
		out = append(out, Choice{r.Indicator.ID, r.Indicator.Name.In(h.Lang), r.Indicator.ID == chosen})
	}
	return out, nil
}

// choices are values with the words that the reader's language has for them.
func (p *Pages) choices(lang, prefix string, values []string, chosen string) []Choice {
	var out []Choice
	for _, v := range values {
		out = append(out, Choice{v, p.word(lang, prefix+v), v == chosen})
	}
	return out
}

// sizes are those of the style that something can be had in, as it is drawn in them.
func (p *Pages) sizes(lang, chosen string, drawn func(chart.Size) (chart.Size, bool)) []Choice {
	var out []Choice
	for _, s := range chart.Sizes() {
		if size, ok := drawn(s); ok {
			out = append(out, Choice{s.Name, fmt.Sprintf("%s, %d × %d", p.word(lang, "gallery.size-"+s.Name), size.Width, size.Height), s.Name == chosen})
		}
	}
	return out
}

func (p *Pages) themes(lang, chosen string) []Choice {
	var out []Choice
	for _, t := range chart.Themes() {
		out = append(out, Choice{t.Name, p.word(lang, "gallery.theme-"+t.Name), t.Name == chosen})
	}
	return out
}
