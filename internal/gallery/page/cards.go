package page

import (
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
)

// cards are charts in a list. Those that say the same of themselves are told apart by
// whom they show, or else by what is noted of them, as the target of bars.
func (p *Pages) cards(h Here, charts []*gallery.Chart) []card {
	var out []card
	for _, c := range charts {
		one := p.card(h, c, c.Topic())
		if !h.Live() && h.Path == "" { // the page itself finds
			one.Find = strings.Join(p.Gallery.Said(c, h.Lang), " ")
		}
		out = append(out, one)
	}
	for _, more := range []func(*gallery.Chart) string{p.whom, noted} {
		alike := map[string]int{}
		for k := range out {
			alike[out[k].said()]++
		}
		for k, c := range charts {
			if alike[out[k].said()] > 1 {
				out[k].More = more(c)
			}
		}
	}
	return out
}

// said is what a card says of its chart.
func (c *card) said() string { return c.Title + c.Subtitle + c.More }

// noted is the first note of a chart.
func noted(c *gallery.Chart) string {
	if len(c.About.Notes) == 0 {
		return ""
	}
	return c.About.Notes[0]
}

// most is how many names tell a card apart.
const most = 4

// whom names the economies and groups that a chart shows, the first ones of many.
func (p *Pages) whom(c *gallery.Chart) string {
	r := p.readers[c.About.Lang]
	var names []string
	for _, id := range p.Gallery.Whom(c) {
		names = append(names, r.Name(id))
	}
	if len(names) > most {
		return strings.Join(names[:most-1], ", ") + " …"
	}
	return strings.Join(names, ", ")
}

// card is a chart in a list.
type card struct {
	Title, Subtitle, Href, Topic, Lang, Light, Dark string
	Width, Height                                   int
	More                                            string // tells it apart from one that says the same
	Find                                            string // the words by which a page without a server finds it
}

func (p *Pages) card(h Here, c *gallery.Chart, topic string) card {
	a := c.About
	f, size := small(c, h.Year)
	out := card{Title: a.Title, Subtitle: a.Subtitle, Href: h.Link("charts/" + topic + "/" + c.ID), Topic: p.Gallery.Title(topic, h.Lang), Lang: a.Lang, Light: h.File(f), Width: size.Width, Height: size.Height}
	if f.Theme = chart.Dark.Name; c.Drawable() {
		out.Dark = h.File(f)
	}
	return out
}

// small is a chart's image for lists and shared links, in the smallest size that has
// room for it.
func small(c *gallery.Chart, year int) (File, chart.Size) {
	f := File{Topic: c.Topic(), ID: c.ID, Format: "png", Lang: c.Lang, Year: year}
	if !c.Fits(chart.Social) {
		return f, chart.Web
	}
	f.Size = chart.Social.Name
	return f, chart.Social
}
