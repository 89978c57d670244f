package study

import (
	"cmp"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// between joins the ids of indicators that are asked for as one sum:
// "digital-services-exports+digital-services-imports".
const between = "+"

// isSum tells whether an id asks for a sum of indicators.
func isSum(id string) bool { return strings.Contains(id, between) }

// parts are the indicators that ids stand for, each once.
func parts(ids []string) []string {
	var out []string
	for _, id := range ids {
		for _, part := range strings.Split(id, between) {
			if !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out
}

// declareSums makes an indicator of each sum asked for, if the guard lets it.
func (d *Desk) declareSums(ids []string) error {
	var more []*catalog.Dataset
	for _, id := range ids {
		if !isSum(id) || d.Catalog().Has(id) {
			continue
		}
		var of []catalog.Indicator
		for _, part := range strings.Split(id, between) {
			i, err := d.Catalog().Indicator(part)
			if err != nil {
				return err
			}
			of = append(of, i)
		}
		if err := mayAdd(d.Catalog(), of); err != nil {
			return err
		}
		more = append(more, sumOf(id, of))
	}
	if len(more) == 0 {
		return nil
	}
	var err error
	d.extended, err = d.Catalog().With(more...)
	return err
}

// sumOf is the indicator of a sum: of all its publishers, in the unit of the first.
func sumOf(id string, of []catalog.Indicator) *catalog.Dataset {
	all := *of[0].Dataset
	i := catalog.Indicator{ID: id, Unit: of[0].Unit, Kind: of[0].Kind, Rule: catalog.Sum, Name: catalog.Text{}}
	for k, part := range of {
		i.Parts = append(i.Parts, part.ID)
		i.Digits = max(i.Digits, part.Digits)
		i.Trade = cmp.Or(i.Trade, part.Trade)
		for _, lang := range []string{"en", "fr", "es", "pt"} {
			name := part.Name.In(lang)
			if k > 0 {
				name = i.Name[lang] + " + " + name
			}
			i.Name[lang] = name
		}
		if ds := part.Dataset; k > 0 && ds.ID != of[0].Dataset.ID {
			all.Code += ", " + ds.Short.In("en") + " " + ds.Code
			all.Vintage = ""
		}
	}
	all.ID = "sum of " + id
	all.Indicators = []catalog.Indicator{i}
	return &all
}

// addSums adds the observations of sums to those of their parts: an economy and
// year that has all the parts.
func addSums(found *dataset.Loaded, ids []string) error {
	for _, f := range []*frame.Frame{&found.Frame, &found.Published} {
		obs, err := frame.Observations(*f)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if isSum(id) {
				obs = append(obs, total(id, obs)...)
			}
		}
		*f = frame.FromObservations(obs)
	}
	return nil
}

func total(id string, obs []tidy.Observation) []tidy.Observation {
	type key struct {
		economy, partner string
		year             int
	}
	terms := strings.Split(id, between)
	have := map[key][]tidy.Observation{}
	for _, o := range obs {
		if slices.Contains(terms, o.Indicator) {
			k := key{o.Economy, o.Partner, o.Year}
			have[k] = append(have[k], o)
		}
	}
	var out []tidy.Observation
	for _, of := range have {
		if len(of) < len(terms) {
			continue
		}
		slices.SortFunc(of, func(a, b tidy.Observation) int {
			return slices.Index(terms, a.Indicator) - slices.Index(terms, b.Indicator)
		})
		sum := of[0]
		sum.Indicator = id
		for _, o := range of[1:] {
			sum.Value += o.Value
			sum.Origin += "; " + o.Origin
			sum.Flag = joinFlags(sum.Flag, o.Flag)
		}
		out = append(out, sum)
	}
	slices.SortFunc(out, func(a, b tidy.Observation) int {
		return cmp.Or(cmp.Compare(a.Economy, b.Economy), cmp.Compare(a.Partner, b.Partner), a.Year-b.Year)
	})
	return out
}

// joinFlags joins the flags of two values, each word once.
func joinFlags(a, b string) string {
	var words []string
	for _, word := range append(strings.Split(a, ", "), strings.Split(b, ", ")...) {
		if word != "" && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}
