package study

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// A Target asks how far targets are.
type Target struct {
	Query     `yaml:",inline"`
	Targets   []string  `yaml:"targets"`   // ids of targets or programmes; none, with none of Set: all that the figures measure
	Set       []OwnGoal `yaml:"set"`       // targets of one's own
	Published bool      `yaml:"published"` // groups are the publisher's own
}

// An OwnGoal is a target that nobody published.
type OwnGoal struct {
	Indicator     string  `yaml:"indicator"`
	Value         float64 `yaml:"value"`
	Year          int     `yaml:"year"`
	LowerIsBetter bool    `yaml:"lower_is_better"`
}

// A measured is a goal with the indicator that measures it and for whom it is.
type measured struct {
	goal      analysis.Goal
	indicator string
	group     string
	unit      string // of the goal; "" is the indicator's
}

// Run answers the question: a result for each target. Targets that nothing at
// hand measures are warned of; where no other is asked for that is an error.
func (q *Target) Run(ctx context.Context, d *Desk) ([]analysis.Result, error) {
	goals, named, err := q.goals(ctx, d)
	if err != nil {
		return nil, err
	}
	var out []analysis.Result
	var otherwise *countedOtherwise
	for _, m := range goals {
		found, err := q.measure(ctx, d, m)
		switch {
		case err != nil && tidy.KindOf(err) == tidy.Empty && !named && m.goal.Of != nil:
			continue // the figures are not at hand
		case errors.As(err, &otherwise) && !named && len(q.Set) == 0:
			d.Warning(err.Error() + "; " + tidy.HintOf(err))
		case err != nil:
			return nil, err
		}
		out = append(out, found...)
	}
	if len(out) == 0 {
		return nil, empty("{cli:see 'tradestats list targets', which says which file measures each}", "the figures at hand measure no target")
	}
	return out, nil
}

// goals are the targets asked for that something can measure, and whether they
// were asked for by name.
func (q *Target) goals(ctx context.Context, d *Desk) (goals []measured, named bool, err error) {
	known, err := d.Engine.Catalog().Targets()
	if err != nil {
		return nil, false, err
	}
	targets, err := q.chosen(known)
	if err != nil {
		return nil, false, err
	}
	var without []*catalog.Target
	for _, t := range targets {
		if id := d.MeasureOf(*t); id != "" {
			goals = append(goals, measured{
				goal:      analysis.Goal{Of: t, Value: t.Value, Year: t.Year, BaseYear: t.BaseYear, LowerIsBetter: t.LowerIsBetter},
				indicator: id, group: t.Group, unit: t.Unit,
			})
		} else {
			without = append(without, t)
		}
	}
	if len(without) > 0 && len(q.Targets) > 0 {
		text := notMeasured(without)
		if len(goals) == 0 && len(q.Set) == 0 {
			return nil, true, empty("{cli:give it with --data, or name the series of a file of your own with --set INDICATOR=VALUE@YEAR}", "%s", text)
		}
		d.Warning(text)
	}
	for _, own := range q.Set {
		if own.Year < 1000 || own.Year > 9999 {
			return nil, true, tidy.Errorf(tidy.Usage, "write four digits, such as 2030", "the target of %s is set for the year %d", own.Indicator, own.Year)
		}
		if err := d.Known(ctx, Query{Indicators: []string{own.Indicator}}); err != nil {
			return nil, true, err
		}
		if i, err := d.Catalog().Indicator(own.Indicator); err == nil && i.IsPercentage() && (own.Value < 0 || own.Value > 100) {
			return nil, true, tidy.Errorf(tidy.Usage, "set one from 0 to 100", "%s is in %s: %g is no target for it", own.Indicator, i.Unit, own.Value)
		}
		goals = append(goals, measured{
			goal:      analysis.Goal{Value: own.Value, Year: own.Year, LowerIsBetter: own.LowerIsBetter || d.isPrice(own.Indicator)},
			indicator: own.Indicator,
		})
	}
	q.warnWithoutTargets(d, known.Programmes())
	return goals, len(q.Targets) > 0, nil
}

// isPrice tells whether lower is better without anyone saying so.
func (d *Desk) isPrice(id string) bool {
	i, err := d.Engine.Catalog().Indicator(id)
	return err == nil && i.Kind == catalog.Price
}

// chosen are the targets of the ids asked for, of a programme all of them.
func (q *Target) chosen(all *catalog.Targets) ([]*catalog.Target, error) {
	var out []*catalog.Target
	for _, p := range all.Programmes() {
		for k := range p.Targets {
			t := &p.Targets[k]
			if len(q.Targets) == 0 && len(q.Set) == 0 || slices.Contains(q.Targets, t.ID) || slices.Contains(q.Targets, p.ID) {
				out = append(out, t)
			}
		}
		if len(p.Targets) == 0 && slices.Contains(q.Targets, p.ID) {
			return nil, empty("{cli:set one of your own with --set INDICATOR=VALUE@YEAR}", "%s: %s", p.ID, p.None.In("en"))
		}
	}
	known := all.IDs()
	for _, id := range q.Targets {
		if _, err := strconv.ParseFloat(id, 64); err == nil {
			return nil, tidy.Errorf(tidy.Usage, "give its year too, as in "+id+"@2030", "target %s has no year", id)
		}
		if !slices.Contains(known, id) {
			return nil, tidy.Unknown("target", id, known)
		}
	}
	return out, nil
}

// MeasureOf returns the first indicator at hand that measures a target; "" for none.
func (d *Desk) MeasureOf(t catalog.Target) string {
	for _, id := range t.Measures() {
		i, err := d.Engine.Catalog().Indicator(id)
		if err != nil {
			continue
		}
		if _, same := catalog.Convert(i.Unit, t.Unit); same {
			return id
		}
	}
	return ""
}

// notMeasured says which targets the figures at hand do not measure, and what
// would.
func notMeasured(targets []*catalog.Target) string {
	parts := make([]string, len(targets))
	for k, t := range targets {
		parts[k] = fmt.Sprintf("%s (%s)", t.ID, cmp.Or(t.File.In("en"), t.Indicator+" in "+t.Unit))
	}
	return "not measured by the figures at hand: " + strings.Join(parts, "; ")
}

// warnWithoutTargets says of a group that a programme is for that it has no
// targets.
func (q *Target) warnWithoutTargets(d *Desk, all []*catalog.Programme) {
	for _, p := range all {
		if len(p.Targets) > 0 {
			continue
		}
		for _, text := range q.Economies {
			if id, group, err := d.Economies.Resolve(text); err == nil && group && id == p.Group {
				d.Warning(fmt.Sprintf("%s: %s, the targets below are others'", p.ID, p.None.In("en")))
			}
		}
	}
}

// A countedOtherwise is the error of a target that is set in one money where figures are
// counted in another: a rate of which year would turn it into that, nobody has said.
type countedOtherwise struct{ target, unit, counted string }

func (e *countedOtherwise) Error() string {
	return fmt.Sprintf("target %s is set in %s, and the figures are counted in %s", e.target, e.unit, e.counted)
}

func (e *countedOtherwise) Unwrap() error {
	hint := "leave --deflator out"
	if code, _ := catalog.Currency(e.unit); !catalog.IsConstant(e.counted) {
		hint = "count as it was set, with --currency " + code
	}
	return tidy.Errorf(tidy.Usage, hint, "counted otherwise")
}

// measure answers for one goal: whom it is set for, then who was asked for.
func (q *Target) measure(ctx context.Context, d *Desk, m measured) ([]analysis.Result, error) {
	ask := q.Query
	ask.Indicators = []string{m.indicator}
	if m.group != "" {
		ask.Economies = append([]string{m.group}, ask.Economies...)
	}
	return d.each(ctx, ask, func(data *analysis.Data, sel analysis.Selection) (analysis.Result, error) {
		o := analysis.TargetOptions{Selection: sel, Coverage: q.Coverage, Goal: m.goal, From: q.From, To: max(q.To, q.Year), Published: q.Published}
		if m.unit != "" {
			factor, ok := catalog.Convert(m.unit, data.Indicator.Unit)
			if !ok {
				return analysis.Result{}, &countedOtherwise{m.goal.Of.ID, m.unit, data.Indicator.Unit}
			}
			o.Goal.Value *= factor
		}
		rows, err := analysis.Distance(data, o)
		return analysis.Result{Analysis: "target", Rows: rows}, err
	})
}

// ownGoalForm says how a target of one's own is written.
const ownGoalForm = "write INDICATOR=VALUE@YEAR, such as internet-users=90@2030"

// ParseGoal reads a target of one's own: INDICATOR=VALUE@YEAR.
func ParseGoal(text string) (OwnGoal, error) {
	bad := func() (OwnGoal, error) {
		return OwnGoal{}, tidy.Errorf(tidy.Usage, ownGoalForm, "--set %q is no target", text)
	}
	id, rest, ok := strings.Cut(text, "=")
	value, year, also := strings.Cut(rest, "@")
	id = strings.TrimSpace(id)
	if !ok || !also || id == "" {
		return bad()
	}
	v, notNumber := strconv.ParseFloat(strings.TrimSpace(value), 64)
	y, notYear := strconv.Atoi(strings.TrimSpace(year))
	if notNumber != nil || notYear != nil || math.IsNaN(v) || math.IsInf(v, 0) || y < 1000 || y > 9999 {
		return bad()
	}
	return OwnGoal{Indicator: id, Value: v, Year: y}, nil
}
