package gallery

import (
	"context"
	"maps"
	"net/url"
	"strconv"

	"tradestats/internal/picture"
)

// Pin returns the parameters of a question with the years that it leaves open, as they
// are drawn today: an address that goes on to draw those when there are later ones.
// Whether it draws the same is tried; where nothing does, they are returned as they are.
func (g *Gallery) Pin(ctx context.Context, form url.Values, made picture.Picture) url.Values {
	first, last := yearsOf(made)
	if form.Get("year") != "" || form.Get("from") != "" && form.Get("to") != "" || last == 0 {
		return form
	}
	until := with(form, "to", last)
	tries := []url.Values{with(until, "from", first), until}
	if first == last && form.Get("from")+form.Get("to") == "" {
		tries = append([]url.Values{with(form, "year", last)}, tries...)
	}
	for _, one := range tries {
		if g.same(ctx, one, made) {
			return one
		}
	}
	return form
}

// yearsOf are the first and the last year of what a picture shows of the past.
func yearsOf(made picture.Picture) (first, last int) {
	for _, v := range made.Data {
		if v.Year == 0 || v.Ahead() {
			continue
		}
		last = max(last, v.Year)
		if first == 0 || v.Year < first {
			first = v.Year
		}
	}
	return first, last
}

// with is a question with a year where it has none of that name.
func with(form url.Values, name string, year int) url.Values {
	out := maps.Clone(form)
	if out.Get(name) == "" {
		out.Set(name, strconv.Itoa(year))
	}
	return out
}

// same tells whether a question plots the values of a picture.
func (g *Gallery) same(ctx context.Context, form url.Values, made picture.Picture) bool {
	q, err := ReadQuestion(form, ViewParameters)
	if err != nil {
		return false
	}
	again, err := g.Picture(ctx, q, made.About.Lang)
	return err == nil && again.About.DataSHA256 == made.About.DataSHA256
}
