package report

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/explain"
	"tradestats/internal/formula"
	"tradestats/internal/picture"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// targetBlock measures how far economies and groups are from targets that were
// published. A target set for others is named as theirs.
type targetBlock struct {
	header    `yaml:",inline"`
	inquiry   `yaml:"-"`
	Targets   []string `yaml:"targets"`   // ids of targets
	Economies []string `yaml:"economies"` // economies and groups, beside whom a target is set for
	Said      []string `yaml:"said"`      // those of them that get a sentence; none: the groups
	Programme string   `yaml:"programme"` // of the partnership itself: said where it has no targets
	From      int      `yaml:"from"`      // the year the pace is measured from
	Highlight []string `yaml:"highlight"`

	aims []*aim
	own  *catalog.Programme // that of Programme, or nil
}

// An aim is a target with what it found.
type aim struct {
	target *catalog.Target
	about  catalog.Indicator
	rows   analysis.TargetRows // first whom it is set for
	drawn  map[string]picture.Picture
}

func (b *targetBlock) needs() []string { return nil }

func (b *targetBlock) check() (w wants) {
	w.list("targets", b.Targets, 1)
	w.list("economies", b.Economies, 1)
	return w
}

// knows refuses targets that there are not, and a programme.
func (b *targetBlock) knows(c *catalog.Catalog) error {
	known, err := c.Targets()
	if err != nil {
		return err
	}
	var targets, programmes []string
	for _, p := range known.Programmes() {
		programmes = append(programmes, p.ID)
		for _, t := range p.Targets {
			targets = append(targets, t.ID)
		}
	}
	for _, id := range b.Targets {
		if !slices.Contains(targets, id) {
			return tidy.Unknown("target", id, targets)
		}
	}
	if b.Programme != "" && !slices.Contains(programmes, b.Programme) {
		return tidy.Errorf(tidy.Data, "programmes are "+strings.Join(programmes, ", "), "programme %q is not the id of one", b.Programme)
	}
	return nil
}

func (b *targetBlock) compute(e *env) error {
	known, err := e.engine.Catalog().Targets()
	if err != nil {
		return err
	}
	b.own = known.Programme(b.Programme)
	for _, id := range b.Targets {
		one := &aim{target: known.Target(id)}
		b.aims = append(b.aims, one)
		q := study.Target{Query: study.Query{Economies: b.Economies, From: b.From}, Targets: []string{id}}
		if begun, err := e.within(&q.Query, b.ID); err != nil || !begun {
			return err
		}
		err := b.ask(e, b.ID, func(ctx context.Context, d *study.Desk) error {
			results, err := q.Run(ctx, d)
			if err == nil {
				one.about, one.rows = results[0].About, results[0].Rows.(analysis.TargetRows)
			}
			return err
		})
		if err != nil {
			return err
		}
		if len(one.rows) == 0 {
			continue
		}
		if _, group := e.economies.Group(one.target.Group); group && one.about.Additive() {
			b.keepGroup(one, &q.Query)
		}
		ask := picture.Question{Query: q.Query, Kind: "bullet", Target: id, Highlight: b.Highlight}
		if one.drawn, err = b.pictures(e, b.ID, ask); err != nil {
			return err
		}
	}
	return nil
}

// keepGroup leaves an amount that is set for a group to the group: a member cannot reach
// what all of them are to add up to.
func (b *targetBlock) keepGroup(one *aim, q *study.Query) {
	rows := slices.DeleteFunc(slices.Clone(one.rows), func(r analysis.TargetRow) bool { return r.Economy != one.target.Group })
	if len(rows) > 0 {
		one.rows, q.Economies = rows, []string{one.target.Group}
	}
}

// chart is the id of an aim's chart and table.
func (b *targetBlock) chart(one *aim) string {
	if len(b.aims) == 1 {
		return b.ID
	}
	return b.ID + "-" + one.target.ID
}

func (b *targetBlock) write(p *page) {
	p.title(0)
	if own := b.own; own != nil && len(own.Targets) == 0 {
		p.para(p.say("target.none", args{"programme": p.Typeset(own.Name.In(p.Lang())), "none": p.Typeset(own.None.In(p.Lang()))}))
	}
	for _, one := range b.aims {
		p.para(b.names(p, one))
		if len(one.rows) == 0 {
			p.para(b.absent(p, one.target))
			continue
		}
		b.sentences(p, one)
		if pic, ok := one.drawn[p.Lang()]; ok {
			p.place(b.chart(one), pic, one.plotted)
		}
		b.table(p, one)
	}
}

// absent says why nothing measures a target: an edition that counts money otherwise than
// it was set, or figures that are not at hand.
func (b *targetBlock) absent(p *page, t *catalog.Target) string {
	i, err := p.env.engine.Catalog().Indicator(t.Indicator)
	if err != nil {
		return p.say("target.absent", args{"file": p.Typeset(cmp.Or(t.File.In(p.Lang()), t.Indicator))})
	}
	if _, same := catalog.Convert(t.Unit, i.Unit); !same {
		set, err := localeOf(p.Lang(), "") // the words of the edition speak of its own money
		p.fail(err)
		return p.say("target.counted-otherwise", args{"unit": set.Unit(t.Unit), "counted": p.Unit(i.Unit)})
	}
	return p.say("target.absent", args{"file": p.Typeset(cmp.Or(t.File.In(p.Lang()), i.Name.In(p.Lang())))})
}

// names says which target it is, whose, and for whom.
func (b *targetBlock) names(p *page, one *aim) string {
	t := one.target
	p.note(figure{ID: "target/" + t.ID, Value: t.Value, Unit: t.Unit, Status: "published", Selection: t.ID, of: one.goal()}) // its text has the number
	key := "target.named"
	if !slices.Contains(b.Economies, t.Group) {
		key = "target.named-others"
	}
	return p.say(key, args{"text": p.Typeset(t.Text.In(p.Lang())), "programme": p.Typeset(t.Programme.Name.In(p.Lang())), "date": t.Programme.Date,
		"group": p.name(t.Group), "secondary": t.Programme.Grade == catalog.InSecondaryText})
}

// sentences are on those who are told one by one, then a count of the economies.
func (b *targetBlock) sentences(p *page, one *aim) {
	var said []string
	for k, row := range one.rows {
		_, group := p.env.economies.Group(row.Economy)
		if k == 0 || slices.Contains(b.Said, row.Economy) || len(b.Said) == 0 && group {
			said = append(said, b.sentence(p, one, row))
		}
	}
	count := b.count(p, one)
	p.para(append(said, count)...)
	brief := strings.TrimSpace(said[0] + " " + count)
	if len(said) > 1 {
		brief = said[1]
	}
	if brief != "" {
		p.summary(p.say("target.brief", args{"text": p.Typeset(one.target.Text.In(p.Lang())), "programme": p.Typeset(one.target.Programme.Name.In(p.Lang())), "said": brief}))
	}
}

func (b *targetBlock) fig(one *aim, what string, row analysis.TargetRow, year int, v float64, unit string) figure {
	return figure{ID: fmt.Sprintf("%s/%s/%s/%d", what, one.target.ID, row.Economy, year), Value: v, Unit: unit, Status: row.Status,
		Selection: fmt.Sprintf("%s, %s, %d, %s", row.Indicator, row.Economy, year, one.target.ID), of: one.made(what, row)}
}

func (b *targetBlock) value(one *aim, row analysis.TargetRow) figure {
	return b.fig(one, "value", row, row.Year, row.Value, one.about.Unit)
}

func (b *targetBlock) gap(one *aim, row analysis.TargetRow) figure {
	return b.fig(one, "gap", row, row.Year, row.Gap, one.about.Unit)
}

// pace is the pace so far, or the one needed.
func (b *targetBlock) pace(one *aim, what string, row analysis.TargetRow, v float64) figure {
	unit := one.about.Unit
	if one.about.IsPercentage() {
		unit = "points a year"
	}
	return b.fig(one, what, row, row.Year, v, unit)
}

// noted is what the number of a note on an economy or group is made of.
func (a *aim) noted(row analysis.TargetRow) madeOf {
	return func(n analysis.Note) explain.Number {
		if n.Key == analysis.NotePublishedIn {
			return explain.At(explain.Published, row.Indicator, row.Economy, n.Year)
		}
		to := row.Year
		if n.Key == analysis.NoteSpanned { // of the newest year that the members reported
			to = n.Since
		}
		return breakShare(a.about, n.Economies, row.Economy, row.From, to)
	}
}

// goal is the target.
func (a *aim) goal() explain.Number { return written(a.target.Value, a.target.Place) }

// level is the target as the indicator counts it.
func (a *aim) level() explain.Number {
	factor, ok := catalog.Convert(a.target.Unit, a.about.Unit)
	if !ok || factor == 1 {
		return a.goal()
	}
	return explain.Made(explain.Times, a.goal(), written(factor, "units"))
}

// made is what a number of an economy or group is made of.
func (a *aim) made(what string, row analysis.TargetRow) explain.Number {
	level, change := levelOf(row.Indicator, row.Economy, row.Year), matchedChange(row.Indicator, row.Economy, row.From, row.Year)
	if row.Members == 0 { // the publisher's own
		own := func(year int) explain.Number { return explain.At(explain.Published, row.Indicator, row.Economy, year) }
		level, change = own(row.Year), less(own(row.Year), own(row.From))
	}
	goal := a.level()
	gap := less(goal, level)
	if a.target.LowerIsBetter {
		gap = less(level, goal)
	}
	switch what {
	case "gap":
		return gap
	case "pace":
		return over(change, written(float64(row.Year-row.From), "years"))
	case "needed":
		return over(less(goal, level), written(float64(row.TargetYear-row.Year), "years"))
	case "ratio":
		return a.ratio(row)
	case "coverage":
		return explain.At(explain.Coverage, row.Indicator, row.Economy, row.Year)
	}
	return level
}

// ratio is the pace so far over the pace needed, both on the path that decides.
func (a *aim) ratio(row analysis.TargetRow) explain.Number {
	if row.Path != "logit" {
		return over(a.made("pace", row), a.made("needed", row))
	}
	logit := func(n explain.Number) explain.Number { return explain.Made(explain.Logit, n) }
	now, start, end := a.made("value", row), explain.Between(explain.Start, row.Indicator, row.Economy, row.From, row.Year), explain.Between(explain.End, row.Indicator, row.Economy, row.From, row.Year)
	switch row.Members {
	case 0: // the publisher's own
		start, end = explain.At(explain.Published, row.Indicator, row.Economy, row.From), now
	case 1:
		start, end = levelOf(row.Indicator, row.Economy, row.From), now
	}
	pace := over(less(logit(end), logit(start)), written(float64(row.Year-row.From), "years"))
	return over(pace, over(less(logit(a.level()), logit(now)), written(float64(row.TargetYear-row.Year), "years")))
}

// beyond is by how much an economy is beyond the target, whichever way is better.
func (a *aim) beyond(row analysis.TargetRow) explain.Number {
	gap := a.made("gap", row)
	return less(gap.Of[1], gap.Of[0])
}

// plotted is what a number of its chart is made of.
func (a *aim) plotted(v picture.Value) explain.Number {
	for _, row := range a.rows {
		if row.Economy == v.Series && v.Measure != "target" {
			return a.made("value", row)
		}
	}
	return a.level()
}

// sentence says where one stands.
func (b *targetBlock) sentence(p *page, one *aim, row analysis.TargetRow) string {
	a := p.indicator(one.about).with(args{"who": p.name(row.Economy), "year": row.Year, "since": row.From, "by": row.TargetYear, "reached": row.ReachedIn, "mean": false,
		"lower": one.target.LowerIsBetter, "exactly": row.Gap == 0})
	if row.Status == analysis.Withheld {
		return p.say("target.withheld", a)
	}
	_, group := p.env.economies.Group(row.Economy)
	a["mean"] = group && !one.about.Additive()
	a["value"] = p.amount(one.about, b.value(one, row))
	a["gap"] = p.distance(one.about, b.gap(one, row))
	said := p.say(b.standing(row), a) + spaced(b.paced(p, one, row, a))
	if row.Status == analysis.Partial {
		said += " " + p.say("target.partial", a.with(args{"covered": b.fig(one, "coverage", row, row.Year, row.Covered, "per cent of the weights")}))
	}
	for _, remark := range p.breakRemarks(one.noted(row), row.Notes) {
		said += " " + remark
	}
	return said
}

// paced says how fast one moves and would have to.
func (b *targetBlock) paced(p *page, one *aim, row analysis.TargetRow, a args) string {
	if math.IsNaN(row.Pace) || math.IsNaN(row.Needed) || row.Gap <= 0 || row.TargetYear <= row.Year {
		return ""
	}
	pace, needed := b.pace(one, "pace", row, row.Pace), b.pace(one, "needed", row, row.Needed)
	if !one.about.IsPercentage() {
		return p.say("target.pace-amount", a.with(args{"pace": p.amount(one.about, pace), "needed": p.amount(one.about, needed)}))
	}
	return p.say("target.pace", a.with(args{"pace": pace, "needed": needed})) + spaced(onPath(p, row))
}

// onPath says where the pace leads on the path that the standing is of.
func onPath(p *page, row analysis.TargetRow) string {
	switch {
	case row.Path != "logit":
		return ""
	case row.ReachedIn == 0:
		return p.say("target.no-path", nil)
	}
	return p.say("target.on-path", args{"reached": row.ReachedIn})
}

// standing is the sentence of a row's standing.
func (b *targetBlock) standing(row analysis.TargetRow) string {
	switch {
	case row.Gap <= 0:
		return "target.reached"
	case row.Standing == string(formula.Missed):
		return "target.missed"
	}
	return "target.short"
}

// count says how many of the economies have reached the target, or stand at its level
// where it is set for others; groups are none.
func (b *targetBlock) count(p *page, one *aim) string {
	n := 0
	var reached []string
	first, last, compared := 0, 0, false
	var ahead []explain.Number // by how much each is beyond the target
	for _, row := range one.rows {
		if _, group := p.env.economies.Group(row.Economy); group || row.Status == analysis.Withheld {
			continue
		}
		n++
		compared = compared || !picture.SetFor(row)
		ahead = append(ahead, one.beyond(row))
		if first == 0 || row.Year < first {
			first = row.Year
		}
		last = max(last, row.Year)
		if row.Gap <= 0 {
			reached = append(reached, p.name(row.Economy).The())
		}
	}
	if n < 2 {
		return ""
	}
	f := func(what string, v int, how string) figure {
		return figure{ID: what + "/" + one.target.ID, Value: float64(v), Unit: "economies", Status: analysis.OK, Selection: one.target.ID, of: explain.Made(how, ahead...)}
	}
	key := "target.count"
	if compared {
		key = "target.count-level"
	}
	return p.say(key, args{"n": f("economies", n, explain.HowMany), "k": f("reached", len(reached), explain.NotNegative), "all": n > 2 && len(reached) == n, "list": p.List(reached), "named": len(reached) > 0 && len(reached) <= 5, "first": first, "last": last})
}
