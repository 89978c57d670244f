package report

import (
	"math"

	"tradestats/internal/locale"
	"tradestats/internal/webpage"
)

// links make the numbers of a page lead to how they came about: each is set between
// marks, which the page for a browser turns into links. A nil *links
// changes nothing.
type links struct {
	ids   []string           // of the numbers that are linked, as the page first has them
	at    map[string]int     // their places
	heard map[float64]string // the numbers of the sentence that is being said, by value
}

func newLinks() *links { return &links{at: map[string]int{}, heard: map[float64]string{}} }

// to is a number's text with its link.
func (l *links) to(f figure, text string) string {
	if l == nil || math.IsNaN(f.Value) || f.of.IsZero() {
		return text
	}
	return l.link(f.ID, text)
}

func (l *links) link(id, text string) string {
	k, ok := l.at[id]
	if !ok {
		k = len(l.ids)
		l.at[id], l.ids = k, append(l.ids, id)
	}
	return webpage.Marked(text, k)
}

// hear remembers a number that a sentence is about to print. Where two have one value,
// which of them is printed cannot be told, and neither is linked.
func (l *links) hear(f figure) {
	if l == nil || math.IsNaN(f.Value) || f.of.IsZero() {
		return
	}
	v := math.Abs(f.Value)
	if id, ok := l.heard[v]; ok && id != f.ID {
		l.heard[v] = ""
		return
	}
	l.heard[v] = f.ID
}

// forget forgets them: another sentence begins.
func (l *links) forget() {
	if l != nil {
		clear(l.heard)
	}
}

// marked is a locale whose sentences link the numbers that were heard.
func (l *links) marked(of *locale.Locale) *locale.Locale {
	if l == nil {
		return of
	}
	return of.Marking(func(v float64, text string) string {
		if id := l.heard[math.Abs(v)]; id != "" {
			return l.link(id, text)
		}
		return text
	})
}
