package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// expand reads the economies and groups that a block sets beside each other, each
// once, in the order given; GROUP:members stands for each member of the edition's
// year. They are looked up by id, so that a name is refused.
func (e *env) expand(texts ...string) ([]string, error) {
	items, err := e.economies.Select(texts, economy.YearEnd(e.year))
	if err != nil {
		return nil, fmt.Errorf("topic %s: %w", e.topic.ID, err)
	}
	out := make([]string, len(items))
	for k, item := range items {
		out[k] = item.String()
	}
	return out, nil
}

// whose names whom a chart shows where members of groups are taken one by one: "China
// and the members of the EU-27", a group alone by its name; "" where each is named by itself.
func (p *page) whose(asked ...string) string {
	var out []string
	members := false
	for _, id := range asked {
		if group, of := strings.CutSuffix(id, ":members"); of {
			members = true
			out = append(out, p.say("report.members-of", args{"group": p.name(group)}))
		} else {
			out = append(out, p.name(id).The())
		}
	}
	switch {
	case !members:
		return ""
	case len(asked) == 1:
		return p.name(strings.TrimSuffix(asked[0], ":members")).Inline
	}
	return p.List(out)
}

// lacking names the members that complete sums of groups in a year are without and that
// reported before, each group's.
func (p *page) lacking(d *analysis.Data, year int, ids ...string) string {
	var notes []string
	for _, id := range ids {
		if !p.isGroup(id) {
			continue
		}
		members, err := p.env.expand(id + ":members")
		p.fail(err)
		members = slices.DeleteFunc(members, func(m string) bool {
			_, reported := d.Value(m, year)
			_, known := d.LastKnown(m, year)
			return reported || !known
		})
		if note := picture.GoneNote(p.Locale, p.env.economies, p.name(id).Text, map[int][]string{year: members}); note != "" {
			notes = append(notes, note)
		}
	}
	return strings.Join(notes, " ")
}

// lacking names the members that the complete quotients of groups are without.
func (b *perBlock) lacking(p *page, m measure) string {
	var whole []string
	for _, r := range m.full() {
		whole = append(whole, r.Economy)
	}
	return p.lacking(b.data, b.year, whole...)
}

// amongSides refuses a focus or a currency of what a block does not show: it would
// do nothing.
func (e *env) amongSides(block string, sides, focus []string, currencies map[string]string) error {
	for _, id := range focus {
		if !slices.Contains(sides, id) {
			return tidy.Errorf(tidy.Data, "add it to the sides, or leave it out", "topic %s, block %s: focus %s is none of its sides", e.topic.ID, block, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(currencies)) {
		if !slices.Contains(sides, id) {
			return tidy.Errorf(tidy.Data, "its sides are "+strings.Join(sides, ", "), "topic %s, block %s: a currency is given for %s, which is none of its sides", e.topic.ID, block, id)
		}
	}
	return nil
}

// isGroup tells whether a side is a group.
func (p *page) isGroup(id string) bool {
	_, group := p.env.economies.Group(id)
	return group
}

// counting is the currency that the edition counts money in.
func (e *env) counting() string {
	if e.currency == "" {
		return catalog.Dollar
	}
	return e.currency
}

// appreciation is by what a growth factor between two years is multiplied when
// amounts are counted in another currency: the rates are averages of the years. It
// is false where a rate is not there.
func (e *env) appreciation(into string, from, to int) (float64, bool) {
	factor := 1.0
	for _, c := range []struct {
		code     string
		multiply bool
	}{{into, true}, {e.counting(), false}} {
		if c.code == catalog.Dollar {
			continue
		}
		rates, err := dataset.Rates(c.code)
		if err != nil || rates[from] == 0 || rates[to] == 0 {
			return 0, false
		}
		if c.multiply {
			factor *= rates[to] / rates[from]
		} else {
			factor *= rates[from] / rates[to]
		}
	}
	return factor, true
}

// recounted is a growth in per cent, counted in another currency.
func (e *env) recounted(growth float64, into string, from, to int) (float64, bool) {
	factor, ok := e.appreciation(into, from, to)
	return 100 * ((1+growth/100)*factor - 1), ok
}

// turned tells whether a growth has another sign in another currency, and both
// are more than what rounds to nothing.
func turned(growth, other float64) bool {
	const nothing = .05
	return growth >= nothing && other <= -nothing || growth <= -nothing && other >= nothing
}

// knownCurrencies checks the currencies that a block asks for, by side.
func knownCurrencies(w *wants, currencies map[string]string) {
	known := append(dataset.Currencies(), catalog.Dollar)
	for _, side := range slices.Sorted(maps.Keys(currencies)) {
		w.among("currencies", []string{currencies[side]}, known)
	}
}

// A withheldOne is a side that a block shows without a figure, with why.
type withheldOne struct {
	id   string
	why  analysis.Notes // a reason among them
	year int
}

// reason puts why it is withheld into words.
func (p *page) reason(one withheldOne) string {
	for _, n := range one.why {
		if !strings.HasPrefix(string(n.Key), "reason.") {
			continue
		}
		text, err := p.Say("result."+string(n.Key), map[string]any{"since": n.Since, "year": one.year})
		p.fail(err)
		return text
	}
	return p.Word("report.too-few")
}

// withheldNote names who has no figure, and why.
func (p *page) withheldNote(all []withheldOne) string {
	var items []string
	for _, one := range all {
		items = append(items, p.say("sides.withheld-one", args{"side": p.name(one.id), "why": p.reason(one)}))
	}
	if len(items) == 0 {
		return ""
	}
	return p.say("sides.withheld", args{"list": p.List(items)})
}

// noBar stands where a chart has no bar for a side.
func (p *page) noBar(id string) string {
	if p.isGroup(id) {
		return p.Word("report.too-few")
	}
	return p.Word("picture.no-data")
}
