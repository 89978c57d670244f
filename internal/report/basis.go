package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/catalog"
	"tradestats/internal/claim"
	"tradestats/internal/economy"
	"tradestats/internal/study"
)

// A basis is what a manifest records so that a later edition can say why its numbers
// differ. Manifests of earlier versions have none: Definition is "" then.
type basis struct {
	Definition string               `json:"definition,omitempty"` // a hash of what the topic asks, and of Targets
	Currency   string               `json:"currency,omitempty"`   // that money is counted in, where it is not the dollar
	Groups     map[string]string    `json:"groups,omitempty"`     // that the topic speaks of: members, with the days of their stay
	Targets    map[string]string    `json:"targets,omitempty"`    // of files of the user's that the topic measures: value, year, group, file
	Rests      map[string]string    `json:"rests,omitempty"`      // block -> indicators it computes from
	Reported   map[string]reporters `json:"reported,omitempty"`   // indicator -> who has a figure
	Verdicts   map[string]string    `json:"verdicts,omitempty"`   // on claims, by block and claim
	Standings  map[string]string    `json:"standings,omitempty"`  // before targets, by block, target and economy, with the year in which they are reached
	Findings   findings             `json:"findings,omitempty"`   // main sentences of blocks, titles of charts
}

// reporters are who has a figure in the newest year up to the edition's.
type reporters struct {
	Year      int    `json:"year"`
	Economies string `json:"economies"` // codes, sorted
}

// findings are sentences that the figures decide on: by language, then by id, which is
// brief/block or title/block/chart.
type findings map[string]map[string]string

// A record is what a book keeps of that while pages are written.
type record struct {
	findings  findings
	verdicts  map[string]string
	standings map[string]string
}

// finds keeps a sentence for the manifest; what a block finds twice is numbered.
func (r *record) finds(what, of, lang, text string) {
	if text == "" {
		return
	}
	if r.findings == nil {
		r.findings = findings{}
	}
	if r.findings[lang] == nil {
		r.findings[lang] = map[string]string{}
	}
	id := what + "/" + of
	for k := 2; r.findings[lang][id] != ""; k++ {
		id = fmt.Sprintf("%s/%s/%d", what, of, k)
	}
	r.findings[lang][id] = text
}

// judges keeps the verdict on a claim; it is the same in all languages.
func (r *record) judges(block string, f *claim.Finding) {
	if r.verdicts == nil {
		r.verdicts = map[string]string{}
	}
	r.verdicts[block+"/"+f.Claim.ID] = f.VerdictKey()
}

// stands keeps the standing before a target and the year in which it is reached at the
// present pace, 0 for never.
func (r *record) stands(block, target, economy, standing string, reached int) {
	if standing == "" {
		return
	}
	if r.standings == nil {
		r.standings = map[string]string{}
	}
	if reached != 0 {
		standing += "/" + strconv.Itoa(reached)
	}
	r.standings[block+"/"+target+"/"+economy] = standing
}

func newBasis(o Options, e *env, b *book, numbers []figure) basis {
	own := e.ownTargets()
	out := basis{Definition: e.definition(own), Currency: e.countedIn(), Targets: own, Groups: map[string]string{}, Rests: map[string]string{}, Verdicts: b.verdicts, Standings: b.standings,
		Findings: b.findings, Reported: e.reported()}
	for _, id := range e.groups(numbers) {
		out.Groups[id] = o.Economies.Composition(id, economy.YearEnd(o.Year))
	}
	for block, ids := range e.rests {
		out.Rests[block] = strings.Join(ids, " ")
	}
	return out
}

// definition is a hash of what was asked, targets of the user's among it.
func (e *env) definition(own map[string]string) string {
	if len(own) == 0 {
		return e.topic.hash
	}
	text := e.topic.hash
	for _, id := range slices.Sorted(maps.Keys(own)) {
		text += "\n" + id + ": " + own[id]
	}
	return sum([]byte(text))
}

// countedIn is the currency that money is counted in, "" for the dollar.
func (e *env) countedIn() string {
	if e.currency == catalog.Dollar {
		return ""
	}
	return e.currency
}

// rest notes that a block computes from indicators, and from what weighs them.
func (e *env) rest(b block, ids []string) {
	all := e.rests[b.head().ID]
	for _, id := range ids {
		for _, one := range []string{id, e.weightOf(id)} {
			if one != "" && !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	slices.Sort(all)
	e.rests[b.head().ID] = all
}

func (e *env) weightOf(id string) string {
	if i, err := e.engine.Catalog().Indicator(id); err == nil {
		return i.Weight
	}
	return ""
}

// reported says for each indicator that the blocks compute from who has a figure in the
// newest year up to the edition's.
func (e *env) reported() map[string]reporters {
	all := maps.Clone(e.loaded)
	for _, ids := range e.rests {
		for _, id := range ids {
			if all[id] != nil || e.engine.Missing(id) != nil {
				continue
			}
			// what analyses asked for stands on the shelf; why one found nothing, they say
			if d, err := e.desk(func(string) {}).Prepare(e.ctx, study.Query{Indicators: []string{id}}); err == nil && len(d) > 0 {
				all[id] = d[0]
			}
		}
	}
	out := map[string]reporters{}
	for id, d := range all {
		newest := 0
		for _, year := range d.Years() {
			if year <= e.year {
				newest = max(newest, year)
			}
		}
		if newest > 0 {
			out[id] = reporters{newest, strings.Join(d.Reporters(newest), " ")}
		}
	}
	return out
}

// groups are those that the topic or its figures name.
func (e *env) groups(numbers []figure) []string {
	found := map[string]bool{}
	look := func(text string) {
		for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,/:@", r) }) {
			if g, ok := e.economies.Group(word); ok && g.ID != economy.World {
				found[g.ID] = true
			}
		}
	}
	for _, f := range numbers {
		look(f.ID)
		look(f.Selection)
	}
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			look(n.Value)
		}
		for _, below := range n.Content {
			walk(below)
		}
	}
	walk(e.topic.root)
	out := make([]string, 0, len(found))
	for id := range found {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// beside are findings and those of an earlier manifest in other languages.
func (f findings) beside(before findings) findings {
	out := findings{}
	maps.Copy(out, before)
	maps.Copy(out, f)
	return out
}
