package gallery

import (
	"context"
	"slices"

	"tradestats/internal/locale"
	"tradestats/internal/picture"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// mostMarks bounds the economies that a question names with their members: a group of
// members is one name.
const mostMarks = 300

// Picture answers a question in a language.
func (g *Gallery) Picture(ctx context.Context, q picture.Question, lang string) (picture.Picture, error) {
	l, err := locale.For(lang)
	if err != nil {
		return picture.Picture{}, err
	}
	if err := g.bounded(q); err != nil {
		return picture.Picture{}, err
	}
	q.Target = g.PlainTarget(q, lang)
	return picture.Make(ctx, g.desk(), table.For(l, g.Economies), q)
}

// Draw answers a question with a file: what the chart command writes.
func (g *Gallery) Draw(ctx context.Context, q picture.Question, lang string, v View) (Content, error) {
	p, err := g.Picture(ctx, q, lang)
	if err != nil {
		return Content{}, err
	}
	v.Size = sized(v.Size, p.ForTelephone)
	return render(p, v, "chart."+v.Format)
}

// bounded refuses more economies than can be drawn in bounded time.
func (g *Gallery) bounded(q picture.Question) error {
	n := 0
	for _, texts := range [][]string{q.Economies, q.Partners} {
		items, err := g.Economies.Select(texts, "9999-12-31")
		if err != nil {
			return err
		}
		n += len(items)
	}
	if n > mostMarks {
		return tidy.Errorf(tidy.Usage, "name fewer, or a group", "%d economies and partners are more than a chart can show", n)
	}
	return nil
}

// Indicators are the ids of those that have figures, sorted.
func (g *Gallery) Indicators() []string {
	return slices.DeleteFunc(g.Engine.Catalog().IDs(), func(id string) bool { return g.Engine.Missing(id) != nil })
}
