package page

import (
	"context"
	"strconv"
)

// A link leads to a page.
type link struct{ Text, Href string }

// editionsOf are those of a topic, the newest first.
type editionsOf struct {
	Topic, Title string
	Years        []link
}

// Editions is the page of all editions: where a reader of one finds the others.
func (p *Pages) Editions(_ context.Context, h Here) ([]byte, error) {
	var topics []editionsOf
	for _, e := range h.Editions() {
		if len(topics) == 0 || topics[len(topics)-1].Topic != e.Topic {
			topics = append(topics, editionsOf{Topic: e.Topic, Title: p.Gallery.Title(e.Topic, h.Lang)})
		}
		last := &topics[len(topics)-1]
		year := h
		year.Year = e.Year
		last.Years = append(last.Years, link{Text: strconv.Itoa(e.Year), Href: year.Link("topics/" + e.Topic)})
	}
	return p.write("editions.html", frame{Here: h, Title: p.word(h.Lang, "gallery.editions"), Description: p.word(h.Lang, "gallery.editions-lead"), Body: topics})
}
