package report

import (
	"context"
	"fmt"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/explain"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/webpage"
)

// An accountant tells how the numbers of a page came about, in each language of the
// same parts.
type accountant struct {
	env   *env
	maker *explain.Maker
	made  map[string]explain.Part // by the number's id
}

func newAccountant(e *env) *accountant {
	desk := &study.Desk{Engine: e.published, Economies: e.economies, Warning: func(string) {}, Shelf: e.shelf}
	return &accountant{e, explain.NewMaker(desk), map[string]explain.Part{}}
}

// linkedPage writes a page again with its numbers marked, and tells how each came about.
func (e *env) linkedPage(ctx context.Context, a *accountant, lang string) ([]byte, []webpage.Number, error) {
	scratch := newBook() // what the page shares with others is there already
	p, err := newPage(e, scratch, lang)
	if err != nil {
		return nil, nil, err
	}
	p.links = newLinks()
	p.Locale = p.links.marked(p.Locale)
	text, err := p.compose(e.blocks)
	if err != nil {
		return nil, nil, err
	}
	numbers := make([]webpage.Number, len(p.links.ids))
	for k, id := range p.links.ids {
		if numbers[k], err = a.account(ctx, p, scratch.figures[id]); err != nil {
			return nil, nil, err
		}
	}
	return text, numbers, nil
}

// account tells how a number came about.
func (a *accountant) account(ctx context.Context, p *page, f figure) (webpage.Number, error) {
	made, ok := a.made[f.ID]
	if !ok {
		var err error
		if made, err = a.maker.Make(ctx, f.of); err != nil {
			return webpage.Number{}, fmt.Errorf("number %s: %w", f.ID, err)
		}
		a.made[f.ID] = made
	}
	if !explain.Same(made.Value, f.Value) { // an account of another number would mislead
		return webpage.Number{}, nil
	}
	r := table.For(p.Locale, a.env.economies)
	words := append([]string{"tradestats", "explain", fmt.Sprintf("%d/%s/%s", a.env.year, a.env.topic.ID, f.ID)}, a.env.again...)
	if t := a.env.topic; t.own {
		words = append(words, "--topic-file", dataset.FromBase(a.env.base, t.file))
	}
	out := webpage.Number{Command: explain.Quoted(words...)}
	out.Lines = append(out.Lines, r.Exact(f.Value)+" "+p.Unit(f.Unit)+" = "+p.lead(made))
	for k, part := range made.Parts {
		if k == mostParts && len(made.Parts) > mostParts {
			out.Lines = append(out.Lines, "…")
			break
		}
		out.Lines = append(out.Lines, fmt.Sprintf("%d: %s = %s", k+1, r.Exact(part.Value), p.howMade(part)))
	}
	return out, nil
}

// lead is how a number is made; its parts have lines of their own.
func (p *page) lead(made explain.Part) string {
	made.Parts = nil
	return p.howMade(made)
}

// mostParts is how many parts of a number its account has room for; the command tells
// all.
const mostParts = 3

// howMade is what a part is of, and by which formula.
func (p *page) howMade(part explain.Part) string {
	text := p.Word("explain.formula." + part.Formula)
	if part.Source != "" {
		text += ", " + p.reader().Given(part.Source)
	}
	if part.Indicator == "" {
		return text + p.partsOf(part)
	}
	text = p.subjectOf(part) + p.Semicolon() + " " + text
	if part.Fit != nil {
		text += p.Semicolon() + " " + p.say("explain.model", explain.FitArgs(*part.Fit, p.reader().Term))
	}
	if part.Members > 1 && part.Sample > 0 {
		text += p.Semicolon() + " " + p.say("explain.reporting", args{"n": part.Sample, "of": part.Members})
	}
	if places := placesOf(part.Inputs); places != "" {
		text += p.Semicolon() + " " + places
	}
	return text
}

// subjectOf is whose figure a part is, and when.
func (p *page) subjectOf(part explain.Part) string {
	years := p.Year(part.Year)
	if part.From != 0 {
		years = p.Year(part.From) + "–" + years
	}
	what := []string{part.Indicator}
	if i, err := p.env.engine.Catalog().Indicator(part.Indicator); err == nil {
		what[0] = i.Name.In(p.Lang())
	}
	if part.Economy != "" {
		what = append(what, p.name(part.Economy).Text)
	}
	return strings.Join(append(what, years), ", ")
}

// partsOf are the values that a part was made of, with whose they are.
func (p *page) partsOf(part explain.Part) string {
	var out []string
	for k, of := range part.Parts {
		if k == mostParts {
			out = append(out, "…")
			break
		}
		value := p.reader().Exact(of.Value)
		if of.Indicator != "" {
			year := of.Year
			if of.Measure == explain.Start {
				year = of.From
			}
			value += " " + p.name(of.Economy).Text + " " + p.Year(year)
		}
		out = append(out, value)
	}
	if len(out) == 0 {
		return ""
	}
	return p.Colon() + " " + strings.Join(out, p.Semicolon()+" ")
}

// placesOf are the lines that inputs stand in: one by one where they are few, else their
// files.
func placesOf(inputs []explain.Input) string {
	var out []string
	lines := map[string][]string{}
	for _, in := range inputs {
		if lines[in.File] == nil {
			out = append(out, in.File)
		}
		lines[in.File] = append(lines[in.File], fmt.Sprint(in.Line))
	}
	for k, file := range out {
		if len(inputs) <= mostParts {
			out[k] = file + ":" + strings.Join(lines[file], ", ")
		}
	}
	return strings.Join(out, ", ")
}
