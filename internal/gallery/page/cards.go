package page

import (
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/gallery"
)

// cards are charts in a list. Those of one title are told apart by the reports they stand
// in, those of one report by whom they show, and what then still says the same by what is
// noted, as the target of bars.
func (p *Pages) cards(h Here, charts []*gallery.Chart) []card {
	var out []card
	topics := map[string]map[string]bool{} // by title
	for _, c := range charts {
		one := p.card(h, c, c.Topic())
		if !h.Live() && h.Path == "" { // the page itself finds
			one.Find = strings.Join(p.Gallery.Said(c, h.Lang), " ")
		}
		out = append(out, one)
		if topics[one.Title] == nil {
			topics[one.Title] = map[string]bool{}
		}
		topics[one.Title][c.Topic()] = true
	}
	for k, c := range charts {
		if len(topics[out[k].Title]) > 1 {
			name, _, _ := strings.Cut(p.Gallery.Title(c.Topic(), c.About.Lang), ":")
			out[k].Of = strings.TrimSpace(name)
		}
	}
	apart(out, (*card).named, func(k int) { out[k].More = p.whom(charts[k]) })
	apart(out, (*card).said, func(k int) { out[k].More = noted(charts[k]) })
	return out
}

// apart adds to those cards of which another one says the same.
func apart(cards []card, said func(*card) string, add func(k int)) {
	alike := map[string]int{}
	for k := range cards {
		alike[said(&cards[k])]++
	}
	for k := range cards {
		if alike[said(&cards[k])] > 1 {
			add(k)
		}
	}
}

// named is what a card calls its chart, said all that it says of it.
func (c *card) named() string { return c.Of + "\n" + c.Title }
func (c *card) said() string  { return c.named() + "\n" + c.Subtitle + "\n" + c.More }

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
	Of, More                                        string // tell it apart from one of the same title: its report, and whom it shows
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
// room for it, and the size that it has.
func small(c *gallery.Chart, year int) (File, chart.Size) {
	f := File{Topic: c.Topic(), ID: c.ID, Format: c.ImageFormat(), Lang: c.Lang, Year: year}
	if drawn, ok := c.Drawn(chart.Social, chart.Light); ok {
		f.Size = chart.Social.Name
		return f, drawn
	}
	drawn, _ := c.Drawn(chart.Web, chart.Light)
	return f, drawn
}
