package report

import (
	"strings"

	"tradestats/internal/explain"
)

// cited are the indicators that a block cites: those that the page rests on, or where
// blocks follow whose figures are not there yet, all that have been read.
func (p *page) cited(by block) []string {
	if blocks := p.env.blocks; len(blocks) == 0 || blocks[len(blocks)-1] != by {
		return p.env.indicators()
	}
	return p.restsOn()
}

// restsOn are the indicators that figures and charts of the page rest on so far, of those
// that its blocks have read.
func (p *page) restsOn() []string {
	on := map[string]bool{}
	for id := range p.book.drawn {
		on[id] = true
	}
	for _, f := range p.book.figures {
		if f.Value == f.Value { // else it is printed as not available
			p.restOn(on, f.of)
		}
	}
	var out []string
	for _, id := range p.env.indicators() {
		if on[id] {
			out = append(out, id)
		}
	}
	return out
}

// restOn collects the indicators that a number rests on, with the weights of averages.
func (p *page) restOn(on map[string]bool, n explain.Number) {
	for _, id := range strings.Split(n.Indicator+"+"+n.With, "+") {
		id = strings.TrimSpace(id)
		i, err := p.env.engine.Catalog().Indicator(id)
		if id == "" || err != nil {
			continue
		}
		on[id] = true
		if _, group := p.env.economies.Group(n.Economy); i.Weight != "" && (group || n.Economy == "") {
			on[i.Weight] = true
		}
	}
	for _, part := range n.Of {
		p.restOn(on, part)
	}
}
