package report

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tradestats/internal/analysis"
)

// rests is what printed numbers rest on: the values of economies, and the
// publisher's own of groups, in some years.
type rests struct {
	data  *analysis.Data
	who   []string
	years []int
}

// world is the publisher's own in some years.
func world(d *analysis.Data, years ...int) rests { return rests{d, []string{"world"}, years} }

// ranked are the values of rows of a ranking in some years.
func ranked(d *analysis.Data, rows []analysis.RankRow, years ...int) rests {
	r := rests{data: d, years: years}
	for _, row := range rows {
		r.who = append(r.who, row.Economy)
	}
	return r
}

// flagged are values that share an indicator and a flag: who has it in which
// years.
type flagged struct {
	data  *analysis.Data
	flag  string
	years map[string]map[int]bool
}

// What a note has room for, a chart's too.
const (
	namedFlags  = 8  // who share a flag, the largest first
	mostFlags   = 5  // of an indicator, those of the largest first
	longestFlag = 60 // signs, of one that is a text of the publisher's
)

// flagNote says which of the values that numbers rest on are flagged by their
// publishers, a sentence for each flag; breaks are breakNote's.
func (p *page) flagNote(on ...rests) string {
	name := p.apart(on)
	var sentences []string
	for _, f := range gather(on) {
		items, years := p.flagItems(f)
		sentences = append(sentences, p.say("report.flagged", args{"flag": p.flag(f.flag), "years": years, "of": name(f.data),
			"list": p.List(items[:min(namedFlags, len(items))]), "more": len(items) > namedFlags}))
	}
	return strings.Join(sentences, " ")
}

// apart tells the indicators that numbers rest on from each other: by their
// labels where all have one. A single one needs no name.
func (p *page) apart(on []rests) func(*analysis.Data) string {
	several, labelled := false, true
	for _, r := range on {
		several = several || r.data != on[0].data
		labelled = labelled && r.data.Indicator.Label.In(p.Lang()) != ""
	}
	return func(d *analysis.Data) string {
		switch {
		case !several:
			return ""
		case labelled:
			return d.Indicator.Label.In(p.Lang())
		}
		return d.Indicator.Name.In(p.Lang())
	}
}

// gather finds the flags of values, those of the largest first; what a note has
// no room for becomes other flags.
func gather(on []rests) []flagged {
	var all, out []flagged
	for _, r := range on {
		for _, f := range r.data.Flagged(r.who, r.years...) {
			for _, id := range f.IDs {
				all = join(all, flagged{r.data, f.Flag, map[string]map[int]bool{id: {f.Year: true}}})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b flagged) int { return cmp.Compare(b.size(b.who()[0]), a.size(a.who()[0])) })
	told := map[*analysis.Data]int{}
	for _, f := range all {
		if told[f.data]++; told[f.data] > mostFlags {
			f.flag = "other"
		}
		out = join(out, f)
	}
	return out
}

// join adds values to those of the same indicator and flag.
func join(all []flagged, f flagged) []flagged {
	k := slices.IndexFunc(all, func(o flagged) bool { return o.data == f.data && o.flag == f.flag })
	if k < 0 {
		return append(all, f)
	}
	for id, years := range f.years {
		if all[k].years[id] == nil {
			all[k].years[id] = map[int]bool{}
		}
		maps.Copy(all[k].years[id], years)
	}
	return all
}

// flag is a flag in the words of the page.
func (p *page) flag(flag string) string {
	text := []rune(analysis.SayFlag(p, flag))
	if len(text) > longestFlag {
		text = append(text[:longestFlag-1], '…')
	}
	return string(text)
}

// flagItems names who has a flag, the largest first, each with its years; years
// that all share are given apart.
func (p *page) flagItems(f flagged) (items []string, years string) {
	who := f.who()
	shared := f.years[who[0]]
	for _, id := range who {
		if !maps.Equal(f.years[id], shared) {
			shared = nil
		}
	}
	for _, id := range who {
		item := p.name(id).Text
		if shared == nil {
			item = p.say("report.break", args{"economy": p.name(id), "years": p.span(f.years[id])})
		}
		items = append(items, item)
	}
	if shared != nil {
		years = p.span(shared)
	}
	return items, years
}

// who has the flag, the largest first.
func (f flagged) who() []string {
	out := slices.Sorted(maps.Keys(f.years))
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(f.size(b), f.size(a)) })
	return out
}

// size is that of the newest value with the flag.
func (f flagged) size(id string) float64 { return f.data.Size(id, descending(f.years[id])[0]) }

// span lists years; three and more in a row are their first and last.
func (p *page) span(years map[int]bool) string {
	var items []string
	all := descending(years)
	slices.Reverse(all)
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n] == all[0]+n {
			n++
		}
		if n == 2 {
			n = 1
		}
		item := p.Year(all[0])
		if n > 1 {
			item += "–" + p.Year(all[n-1])
		}
		items, all = append(items, item), all[n:]
	}
	return p.List(items)
}
