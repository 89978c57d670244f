package cli

import (
	"cmp"
	"context"
	"math"
	"strconv"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
)

type targetLine struct {
	ID         string  `col:"target"`
	Programme  string  `col:"programme"`
	Group      string  `col:"group"`
	Year       int     `col:"year,omitzero"`
	Value      float64 `col:"value"`
	Unit       string  `col:"unit"`
	MeasuredBy string  `col:"measure"` // an indicator, or what would measure it
}

// listTargets lists the targets with what measures them, and the programmes that
// have none with the reason.
func (s *session) listTargets(ctx context.Context) ([]targetLine, error) {
	all, err := s.Engine.Catalog().Targets()
	if err != nil {
		return nil, err
	}
	had, err := s.surveyAll(ctx)
	if err != nil {
		return nil, err
	}
	var out []targetLine
	for _, p := range all.Programmes() {
		if len(p.Targets) == 0 {
			out = append(out, targetLine{ID: p.ID, Programme: p.ID, Group: p.Group, Value: math.NaN(), MeasuredBy: p.None.In(s.Lang)})
		}
		for _, t := range p.Targets {
			line := targetLine{ID: t.ID, Programme: p.ID, Group: t.Group, Year: t.Year, Value: t.Value, Unit: s.Locale.Unit(t.Unit)}
			line.MeasuredBy = s.MeasureOf(t)
			if h := had[line.MeasuredBy]; h == nil || len(h.years) == 0 {
				line.MeasuredBy = s.Result("not-measured", nil) + s.Locale.Colon() + " " + cmp.Or(t.File.In(s.Lang), t.Indicator)
			}
			out = append(out, line)
		}
	}
	return out, nil
}

// targetIDs are those of all targets and programmes that the program carries.
func targetIDs() []string {
	all, err := catalog.EmbeddedTargets()
	if err != nil {
		return nil
	}
	return all.IDs()
}

// showTargets are the records of a programme or a target, or of both where they
// have one id.
func (s *session) showTargets(id string) ([]record, error) {
	all, err := s.Engine.Catalog().Targets()
	if err != nil {
		return nil, err
	}
	var out []record
	for _, p := range all.Programmes() {
		if p.ID == id {
			out = append(out, s.showProgramme(p))
		}
		for _, t := range p.Targets {
			if t.ID == id {
				out = append(out, s.showTarget(t))
			}
		}
	}
	return out, nil
}

func (s *session) showProgramme(p *catalog.Programme) record {
	r := record{kind: "programme", id: p.ID}
	r.add("name", p.Name.In(s.Lang))
	r.add("note", p.None.In(s.Lang))
	r.source(p, s)
	var ids []string
	for _, t := range p.Targets {
		ids = append(ids, t.ID)
	}
	r.add("targets", strings.Join(ids, ", "))
	return r
}

func (s *session) showTarget(t catalog.Target) record {
	r := record{kind: "target", id: t.ID}
	r.add("target", t.Text.In(s.Lang))
	r.add("programme", t.Programme.Name.In(s.Lang))
	r.add("group", s.Name(t.Group))
	r.add("year", strconv.Itoa(t.Year))
	r.add("value", frame.Number(t.Value))
	r.add("unit", s.Locale.Unit(t.Unit))
	if t.BaseYear != 0 {
		r.add("base year", strconv.Itoa(t.BaseYear))
	}
	if t.LowerIsBetter {
		r.add("rule", s.Term("lower is better"))
	}
	r.add("measured by", strings.Join(t.Measures(), ", "))
	r.add("would be measured by", t.File.In(s.Lang))
	r.source(t.Programme, s)
	return r
}

// source appends who set targets and where that can be read.
func (r *record) source(p *catalog.Programme, s *session) {
	r.add("source", p.Source)
	r.add("date", p.Date)
	r.add("read in", s.Term(p.Grade))
	r.add("licence", p.Licence.In(s.Lang))
}
