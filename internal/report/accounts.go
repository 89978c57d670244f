package report

import (
	"context"
	"fmt"
	"strings"

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
	desk := &study.Desk{Engine: e.engine, Economies: e.economies, Warning: func(string) {}, Shelf: e.shelf}
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
	r := table.For(p.Locale, a.env.economies)
	out := webpage.Number{Command: fmt.Sprintf("tradestats explain %q", fmt.Sprintf("%d/%s/%s", a.env.year, a.env.topic.ID, f.ID))}
	out.Lines = append(out.Lines, r.Exact(f.Value)+" "+p.Unit(f.Unit)+" = "+p.howMade(made))
	for k, part := range made.Parts {
		if k == mostParts {
			out.Lines = append(out.Lines, "…")
			break
		}
		out.Lines = append(out.Lines, fmt.Sprintf("%d: %s = %s", k+1, r.Exact(part.Value), p.howMade(part)))
	}
	return out, nil
}

// mostParts is how many parts of a number its account has room for; the command tells
// all.
const mostParts = 3

// howMade is what a part is of, and by which formula.
func (p *page) howMade(part explain.Part) string {
	text := p.Word("explain.formula." + part.Formula)
	if part.Source != "" {
		text += ", " + part.Source
	}
	if part.Indicator == "" {
		return text
	}
	years := p.Year(part.Year)
	if part.From != 0 {
		years = p.Year(part.From) + "–" + years
	}
	what := []string{part.Indicator}
	if part.Economy != "" {
		what = append(what, p.name(part.Economy).Text)
	}
	text = strings.Join(append(what, years), ", ") + p.Semicolon() + " " + text
	if places := placesOf(part.Inputs); places != "" {
		text += p.Semicolon() + " " + places
	}
	return text
}

// placesOf are the lines that inputs stand in: one by one where they are few, else their
// files.
func placesOf(inputs []explain.Input) string {
	var out []string
	lines := map[string]int{}
	for _, in := range inputs {
		if lines[in.File]++; lines[in.File] == 1 {
			out = append(out, in.File)
		}
	}
	for k, file := range out {
		if len(inputs) > mostParts {
			out[k] = fmt.Sprintf("%s (%d)", file, lines[file])
			continue
		}
		var at []string
		for _, in := range inputs {
			if in.File == file {
				at = append(at, fmt.Sprint(in.Line))
			}
		}
		out[k] = file + ":" + strings.Join(at, ", ")
	}
	return strings.Join(out, ", ")
}
