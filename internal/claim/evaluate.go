package claim

import (
	"context"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// An evaluator asks the studies what one claim needs.
type evaluator struct {
	*Finding
	ctx  context.Context
	desk *study.Desk
}

// Evaluate computes the verdict on a claim from the figures at hand. That there
// are none is a verdict, not an error; an indicator, an economy or a unit that
// does not exist is an error of kind tidy.Data that names the claim's place.
func Evaluate(ctx context.Context, desk study.Desk, c *Claim) (*Finding, error) {
	desk.Doubt, desk.Warning = desk.Warning, func(string) {} // what a claim rests on is said in its notes
	e := &evaluator{&Finding{Claim: c, Verdict: Unchecked, Found: c.figure("found", math.NaN())}, ctx, &desk}
	err := e.evaluate()
	e.Used = desk.Used()
	e.Rates = e.Claim.Select.Currency != ""
	switch kind := tidy.KindOf(err); {
	case err == nil:
	case kind == tidy.Empty:
		err = e.without()
	case kind == tidy.Usage:
		return nil, tidy.Wrap(tidy.Data, err, tidy.HintOf(err), "%s: claim %s", c.Place(), c.ID)
	}
	if err != nil {
		return nil, err
	}
	e.conclude()
	return e.Finding, nil
}

func (e *evaluator) evaluate() error {
	if err := e.asPublished(); err != nil {
		return err
	}
	q := e.query()
	if err := e.desk.Known(e.ctx, q); err != nil {
		return err
	}
	i, err := e.desk.Catalog().Indicator(q.Indicators[0])
	if err != nil {
		return err
	}
	e.about = i
	e.Found.Unit = e.unit()
	if err := e.sameUnit(); err != nil {
		return err
	}
	compare := map[string]func() error{Level: e.level, Growth: e.growth, Share: e.share, Rank: e.rank, Gap: e.gap, Record: e.record}
	return compare[e.Claim.Comparison]()
}

// asPublished counts money in dollars, as the statement's publisher did, where the
// engine counts in another currency and the claim names none.
func (e *evaluator) asPublished() error {
	c := *e.Claim
	if len(e.desk.Counted) == 0 || c.Select.Currency != "" {
		return nil
	}
	first, _, _ := strings.Cut(c.Select.Indicator, "+")
	i, err := e.desk.Engine.Catalog().Indicator(first)
	if _, money := catalog.Currency(i.Unit); err != nil || !money {
		return err
	}
	c.Select.Currency = catalog.Dollar
	e.Claim = &c
	return nil
}

// query is the part of a question that every study has.
func (e *evaluator) query() study.Query {
	s := e.Claim.Select
	q := study.Query{Indicators: []string{s.Indicator}, Economies: slices.Clone(s.Economies), Money: study.Money{Currency: s.Currency}}
	if s.Partner != "" {
		q.Partners = []string{s.Partner}
	}
	return q
}

// unit is that of what is found.
func (e *evaluator) unit() string {
	switch points := e.about.IsPercentage(); {
	case e.Claim.Comparison == Share:
		return "per cent"
	case e.Claim.Comparison == Rank:
		return ""
	case points && (e.Claim.Comparison == Growth || e.Claim.Comparison == Gap):
		return "percentage points"
	case e.Claim.Comparison == Growth:
		return "per cent"
	}
	return e.about.Unit
}

// sameUnit refuses a claimed value in another unit than the figures have.
func (e *evaluator) sameUnit() error {
	claimed := e.Claim.Claimed.Unit
	if claimed == "" || claimed == e.Found.Unit {
		return nil
	}
	if factor, ok := catalog.Convert(claimed, e.Found.Unit); ok && factor == 1 {
		return nil
	}
	return tidy.Errorf(tidy.Usage, "write the value in "+e.Found.Unit, "the claimed value is in %q, the figures in %q", claimed, e.Found.Unit)
}

// without says which figures are not there, and how large the claimed figure
// would be against what is known.
func (e *evaluator) without() error {
	e.Verdict, e.yes = Unchecked, nil
	s := e.Claim.Select
	if s.Partner != "" {
		e.note("note.no-partner", map[string]any{"what": e.about, "who": Who(s.Economies[0]), "partner": Who(s.Partner)})
		return e.scale()
	}
	years, err := e.yearsAtHand()
	if err != nil {
		return err
	}
	if len(years) == 0 {
		e.note("note.no-figures", map[string]any{"what": e.about, "who": Who(s.Economies[0])})
		return nil
	}
	if slices.Contains(years, s.Year) && (s.From == 0 || slices.Contains(years, s.From)) {
		e.note("note.no-comparison", map[string]any{"what": e.about, "who": Who(s.Economies[0])})
		return nil
	}
	e.note("note.no-years", map[string]any{"what": e.about, "who": Who(s.Economies[0]), "first": years[0], "last": years[len(years)-1]})
	return nil
}

// yearsAtHand are those for which there is a figure of the first selected.
func (e *evaluator) yearsAtHand() ([]int, error) {
	figures, err := e.values(e.Claim.Select.Economies[0], 0, 0)
	if err != nil && tidy.KindOf(err) != tidy.Empty {
		return nil, err
	}
	var years []int
	for _, f := range figures {
		if f.Known() {
			years = append(years, f.Year)
		}
	}
	return years, nil
}

// scale compares the claimed value with trade with all partners.
func (e *evaluator) scale() error {
	c := e.Claim
	if c.Claimed.Value == nil {
		return nil
	}
	world := *e
	one := *c
	one.Select.Partner = ""
	world.Finding = &Finding{Claim: &one, about: e.about}
	figures, err := world.values(c.Select.Economies[0], c.Select.Year, c.Select.Year)
	if err != nil && tidy.KindOf(err) != tidy.Empty {
		return err
	}
	if len(figures) == 0 || !figures[0].Known() || figures[0].Value <= 0 {
		return nil
	}
	claimed, all := c.figure("claimed", *c.Claimed.Value), figures[0]
	claimed.Unit, claimed.Status, all.What = all.Unit, "claimed", "all-partners"
	part := all
	part.What, part.Unit, part.Value = "scale", "per cent", 100*claimed.Value/all.Value
	args := map[string]any{"claimed": claimed, "all": all, "part": part, "what": e.about, "who": Who(all.Who), "year": all.Year}
	e.say("says.scale", args)
	e.Notes = append(e.Notes, world.Notes...)
	return nil
}

// figure is one about the selection of a claim.
func (c *Claim) figure(what string, v float64) Figure {
	s := c.Select
	who := s.Economies[0]
	if len(s.Economies) > 1 {
		who += " less " + s.Economies[1]
	}
	return Figure{What: what, Indicator: s.Indicator, Who: who, Partner: s.Partner, Year: s.Year, Value: v, Unit: c.Claimed.Unit, Status: analysis.OK}.exactly()
}

// conclude draws the verdict, and notes what is to be said of it.
func (e *evaluator) conclude() {
	e.decide()
	c := e.Claim
	e.aside = false
	if len(c.Proxy) > 0 && len(e.yes) > 0 {
		e.reserve("note.text", map[string]any{"text": c.Proxy})
	}
	e.noteRange()
	if e.Verdict == Contradicted && e.later() {
		e.note("note.later", map[string]any{"date": c.Source.Date, "vintage": e.about.Dataset.Vintage})
	}
	if e.Verdict == Unchecked && len(c.Needs) > 0 {
		e.note("note.needs", map[string]any{"text": c.Needs})
	}
	if len(c.Reading) > 0 {
		e.note("note.text", map[string]any{"text": c.Reading})
	}
}

// noteRange says of a claim that stays open between which values the figure lies.
func (e *evaluator) noteRange() {
	f := e.Found
	if e.Verdict != Unchecked || !f.Known() || f.low == f.high || math.IsInf(f.high, 1) {
		return
	}
	low, high := f, f
	low.What, low.Value, high.What, high.Value = "lowest", f.low, "highest", f.high
	e.note("note.range", map[string]any{"low": low, "high": high})
}

// later tells whether the figures were published after the statement, so that
// they may have been revised since.
func (e *evaluator) later() bool {
	said, vintage := e.Claim.Source.Date, e.about.Dataset.Vintage
	n := min(len(said), len(vintage))
	return said != Undated && n >= 4 && said[:n] < vintage[:n]
}
