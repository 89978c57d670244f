package report

import (
	"regexp"

	"tradestats/internal/catalog"
)

// textBlock is a text of the topic's own: what a partnership is, which list of
// economies is taken and why. It has no figures: those are computed.
type textBlock struct {
	header `yaml:",inline"`
	Texts  []catalog.Text `yaml:"text"` // paragraphs
}

// measured finds what looks like a figure in a text: a percentage, a decimal, an
// amount. Years, articles and codes are none.
var measured = regexp.MustCompile(`\d[\s\x{a0}\x{202f}]?%|\d[.,]\d|[$€]\s?\d|\d[\s\x{a0}\x{202f}](million|billion|milliard|millones|milh)`)

func (b *textBlock) needs() []string { return nil }

func (b *textBlock) check() (w wants) {
	if len(b.Texts) == 0 {
		w = append(w, "text needs at least 1")
	}
	for _, t := range b.Texts {
		for _, text := range t {
			if at := measured.FindString(text); at != "" {
				w = append(w, "text: "+at+" is a figure, and figures are computed by the other kinds of blocks")
			}
		}
	}
	if b.Brief {
		w = append(w, "brief: a text has no figures")
	}
	return w
}

func (b *textBlock) texts() []catalog.Text { return b.Texts }

func (b *textBlock) compute(*env) error { return nil }

func (b *textBlock) write(p *page) {
	p.title(0)
	for _, t := range b.Texts {
		p.para(p.Typeset(typographic(t.In(p.Lang()))))
	}
}
