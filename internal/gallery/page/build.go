package page

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// asked are the parameters of the builder's form, in its order.
var asked = []string{"indicator", "economy", "from", "to", "year", "kind", "as", "highlight", "size", "theme"}

// IsQuestion tells whether a builder's address asks for something yet.
func IsQuestion(form url.Values) bool {
	return slices.ContainsFunc(slices.Concat(gallery.Parameters), func(name string) bool { return form.Get(name) != "" })
}

// Build is the page that puts a question and shows the address that draws it.
func (p *Pages) Build(ctx context.Context, h Here) ([]byte, error) {
	body := map[string]any{"Problem": "", "Made": false}
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
	values := map[string]string{}
	for _, name := range asked {
		values[name] = strings.Join(form[name], ", ")
	}
	body["Values"] = values
	var err error
	if body["Indicators"], err = p.indicatorChoices(ctx, h, form["indicator"]); err != nil {
		return nil, err
	}
	body["Kinds"] = choices(picture.Kinds(), values["kind"])
	body["Measures"] = choices(picture.Measures, values["as"])
	body["Sizes"], body["Themes"] = p.sizes(h.Lang, values["size"], func(chart.Size) bool { return true }), p.themes(h.Lang, values["theme"])
	var suggestions []named
	for _, g := range p.Economies.Groups() {
		suggestions = append(suggestions, named{g.ID, p.readers[h.Lang].Name(g.ID)})
	}
	body["Names"] = append(suggestions, p.economies(h.Lang)...)
	if IsQuestion(form) {
		p.answer(ctx, h, form, body)
	}
	return p.write("build.html", frame{Here: h, Title: p.word(h.Lang, "gallery.build"), Description: p.word(h.Lang, "gallery.build-lead"), Wide: true, Body: body})
}

// answer shows what a question draws, or why it draws nothing.
func (p *Pages) answer(ctx context.Context, h Here, form url.Values, body map[string]any) {
	q, err := gallery.ReadQuestion(form, gallery.ViewParameters)
	var v gallery.View
	if err == nil {
		v, err = gallery.ReadView(form, "png")
	}
	var made picture.Picture
	if err == nil {
		made, err = p.Picture(ctx, q, h.Lang)
	}
	if err == nil {
		_, err = made.At(v.Size, v.Theme)
	}
	if err != nil {
		if tidy.KindOf(err) == tidy.Failed { // of a size that is too small, or of the machine
			err = tidy.Wrap(tidy.Usage, err, "take a larger size", "cannot draw")
		}
		body["Problem"] = gallery.Sentence(err)
		return
	}
	form.Set("lang", h.Lang)
	body["Made"], body["About"] = true, made.About
	body["Width"], body["Height"] = v.Size.Width, v.Size.Height
	body["Image"] = h.Draw(form, "png")
	var downloads []download
	for _, format := range gallery.Formats {
		downloads = append(downloads, download{Format: strings.ToUpper(format), Href: h.Draw(form, format), Name: "chart." + format, What: p.word(h.Lang, "gallery.what-"+format)})
	}
	body["Downloads"] = downloads
	body["Address"] = h.Absolute(Drawing{form, "png"})
}

// Drawing is the address of a question's drawing.
type Drawing struct {
	Query  url.Values
	Format string
}

func (p *Pages) indicatorChoices(ctx context.Context, h Here, chosen []string) ([]Choice, error) {
	all, err := p.Ranks(ctx)
	if err != nil {
		return nil, err
	}
	var out []Choice
	for _, r := range all {
		out = append(out, Choice{r.Indicator.ID, r.Indicator.Name.In(h.Lang), slices.Contains(chosen, r.Indicator.ID)})
	}
	return out, nil
}

func choices(values []string, chosen string) []Choice {
	var out []Choice
	for _, v := range values {
		out = append(out, Choice{v, v, v == chosen})
	}
	return out
}

// sizes are those of the style that something fits.
func (p *Pages) sizes(lang, chosen string, fits func(chart.Size) bool) []Choice {
	var out []Choice
	for _, s := range chart.Sizes() {
		if !fits(s) {
			continue
		}
		out = append(out, Choice{s.Name, fmt.Sprintf("%s, %d × %d", p.word(lang, "gallery.size-"+s.Name), s.Width, s.Height), s.Name == chosen})
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
