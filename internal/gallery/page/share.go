package page

import (
	"context"
	"encoding/json"
	"math"
	"net/url"
	"strconv"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
)

// OEmbedOf is what others are told of a chart, in the form of oEmbed 1.0: its image, and
// where that is not had as small as they want it a link alone.
func (p *Pages) OEmbedOf(ctx context.Context, a Addresses, topic, id string, year int, lang string, within chart.Size) (gallery.Content, error) {
	b, err := p.Gallery.Book(ctx, topic, year, p.Gallery.Shown(topic, year, lang)) // as its page
	if err != nil {
		return gallery.Content{}, err
	}
	c, err := b.Find(id)
	if err != nil {
		return gallery.Content{}, err
	}
	told := map[string]any{
		"version": "1.0", "type": "link", "provider_name": "tradestats", "provider_url": a.Absolute(Ref{}), "title": c.About.Title, "author_name": c.About.Source,
		"web_page": a.Absolute(Ref{Path: "charts/" + topic + "/" + id, Lang: c.Lang, Year: b.Year}),
	}
	if f, size, ok := smaller(c, b.Year, within); ok {
		told["type"], told["url"], told["width"], told["height"] = "photo", a.Absolute(f), size.Width, size.Height
	}
	text, err := json.MarshalIndent(told, "", "  ")
	out := gallery.PageContent(append(text, '\n'))
	out.Type = "application/json"
	return out, err
}

// smaller is a chart's image, and its size, that fits another size; ok is false where
// there is none: what stands as it was written is not drawn again, and no image is so
// small that nothing could be read.
func smaller(c *gallery.Chart, year int, within chart.Size) (f File, size chart.Size, ok bool) {
	f, size = small(c, year)
	scale := fitting(size, within)
	if scale == 1 {
		return f, size, true
	}
	size.Scale, f.Scale = scale, strconv.FormatFloat(scale, 'f', 3, 64)
	if _, err := gallery.ReadView(url.Values{"size": {f.Size}, "scale": {f.Scale}}, f.Format); err != nil || !c.Drawable() {
		return f, size, false
	}
	size.Width, size.Height = size.Pixels()
	return f, size, true
}

// fitting is by what a size is multiplied so that it is no larger than another one, of
// which 0 is no bound, in thousandths.
func fitting(size, within chart.Size) float64 {
	scale := 1.0
	if within.Width > 0 {
		scale = min(scale, float64(within.Width)/float64(size.Width))
	}
	if within.Height > 0 {
		scale = min(scale, float64(within.Height)/float64(size.Height))
	}
	return math.Floor(scale*1000) / 1000
}

// Lead is a page that leads to that of a chart in its edition.
func (p *Pages) Lead(h Here) ([]byte, error) {
	f := frame{Here: h, Title: p.word(h.Lang, "gallery.title"), Body: h.Link(h.Path)}
	if whole := h.Absolute(Ref{Path: h.Path, Lang: h.Lang, Year: h.Year}); whole != "" {
		f.Share = &share{URL: whole}
	}
	return p.write("lead.html", f)
}
