package report

import (
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/locale"
)

// methodBlock says how the figures were made: definitions of the indicators,
// then the rules, in the words of the language.
type methodBlock struct {
	header     `yaml:",inline"`
	Indicators []string `yaml:"indicators"` // to define
	Rules      []string `yaml:"rules"`      // keys of the words under method

	defined []catalog.Indicator
}

// methodRules are the rules that the words explain.
func methodRules() ([]string, error) {
	l, err := locale.For("en")
	if err != nil {
		return nil, err
	}
	var out []string
	for _, key := range l.Keys() {
		if rule, ok := strings.CutPrefix(key, "method."); ok {
			out = append(out, rule)
		}
	}
	return out, nil
}

// needs nothing: a definition is not a figure.
func (b *methodBlock) needs() []string { return nil }

func (b *methodBlock) compute(e *env) error {
	for _, id := range b.Indicators {
		i, err := e.engine.Catalog().Indicator(id)
		if err != nil {
			return fmt.Errorf("topic %s: %w", e.topic.ID, err)
		}
		b.defined = append(b.defined, i)
	}
	return nil
}

func (b *methodBlock) write(p *page) {
	p.title(0)
	var items []string
	for _, i := range b.defined {
		items = append(items, bold(i.Name.In(p.Lang()))+p.Colon()+" "+p.Typeset(i.Definition.In(p.Lang())))
	}
	p.list(items)
	for _, rule := range b.Rules {
		p.para(p.say("method."+rule, nil))
	}
}

// sourcesBlock cites every dataset that the figures of the report rest on.
type sourcesBlock struct {
	header `yaml:",inline"`
}

func (b *sourcesBlock) needs() []string { return nil }

// compute has nothing to find: which indicators were used is known when all
// blocks have computed.
func (b *sourcesBlock) compute(*env) error { return nil }

func (b *sourcesBlock) write(p *page) {
	p.title(0)
	var items []string
	seen := map[string]bool{}
	cite := func(d *catalog.Dataset) {
		if !seen[d.ID] {
			seen[d.ID] = true
			items = append(items, p.say("report.citation", args{"citation": p.Typeset(d.Cited(p.Lang())), "licence": d.Licence.In(p.Lang()), "vintage": p.Date(d.Vintage)}))
		}
	}
	c := p.env.engine.Catalog()
	for _, id := range p.cited(b) {
		i, err := c.Indicator(id)
		p.fail(err)
		if err == nil {
			cite(i.Dataset)
		}
	}
	if d := c.Dataset(ratesDataset); d != nil && p.env.rates {
		cite(d)
	}
	p.list(items)
	p.para(p.newer(b))
	p.para(p.say("report.sources-note", nil))
}

// doubts names what the page prints from files of the user's that hold values which
// cannot be.
func (p *page) doubts() string {
	var names []string
	for _, id := range p.restsOn() {
		if i, err := p.env.engine.Catalog().Indicator(id); err == nil && p.env.engine.Doubted(id) {
			names = append(names, p.Typeset(i.Name.In(p.Lang())))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.say("report.doubted", args{"list": p.List(names)})
}

// newer names what has figures of years after the edition's, which it leaves out.
func (p *page) newer(b *sourcesBlock) string {
	var names []string
	last := 0
	for _, id := range p.cited(b) {
		d := p.env.loaded[id]
		if d == nil {
			continue
		}
		if newest := slices.Max(append(d.Years(), 0)); newest > p.env.year {
			names, last = append(names, p.Typeset(d.Indicator.Name.In(p.Lang()))), max(last, newest)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return p.say("report.newer", args{"list": p.List(names), "year": p.env.year, "last": last})
}

// ratesDataset is the dataset of exchange rates, which has no indicators.
const ratesDataset = "exchange-rates"
