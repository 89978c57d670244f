package dataset

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/catalog"
)

// LicenceNotStated stands for the licence of a file that names none.
const LicenceNotStated = "not stated"

// publishedBy is the dataset of a text without its indicators: of a publisher's
// file what is known of the publisher, else a file of which nothing is declared.
func (f *own) publishedBy(p *catalog.Publisher) *catalog.Dataset {
	name := filepath.Base(f.text.Name)
	d := &catalog.Dataset{
		ID: "own-" + bareName(f.text.Name), Own: true,
		Publisher: catalog.Text{"": name}, Short: catalog.Text{"": name}, Title: name, Code: name, Vintage: f.about.Vintage,
		Licence: catalog.Text{"": LicenceNotStated}, Terms: "Not stated: ask whoever the file came from.", Citation: cited(name, f.about.Vintage),
	}
	if p == nil {
		return d
	}
	d.ID = f.about.Publisher + "-" + f.table()
	d.Publisher, d.Short, d.Called, d.Series = p.Name, p.Short, p.Called, p.Series
	d.Licence, d.Terms = p.Licence, p.Terms
	d.Code = cmp.Or(f.about.Dataset, name)
	d.Title = cmp.Or(f.about.Title, d.Code)
	d.Citation = p.Cite(d.Title, d.Code, cmp.Or(d.Vintage, name))
	return d
}

// datasets takes apart what a text holds: indicators whose embedded figures it
// takes the place of stay with their publisher, who may be another than the one
// that the text is from.
func (f *own) datasets() []*catalog.Dataset {
	out := []*catalog.Dataset{f.dataset}
	if f.about.Own {
		return out
	}
	var rest []catalog.Indicator
	of := map[*catalog.Dataset]*catalog.Dataset{}
	for _, i := range f.dataset.Indicators {
		if i.Dataset == nil {
			rest = append(rest, i)
			continue
		}
		d := of[i.Dataset]
		if d == nil {
			d = f.vintageOf(i.Dataset)
			of[i.Dataset] = d
			out = append(out, d)
		}
		d.Indicators = append(d.Indicators, i)
	}
	f.dataset.Indicators = rest
	return out
}

// vintageOf is a dataset of the catalogue as the text has it, without its
// indicators.
func (f *own) vintageOf(embedded *catalog.Dataset) *catalog.Dataset {
	d := *embedded
	d.Own, d.Vintage, d.Indicators = true, f.about.Vintage, nil
	if f.about.Publisher != embedded.Source {
		d.Through = f.dataset.Publisher
	} else {
		d.Through = nil
	}
	d.Citation = recited(&d, embedded, cmp.Or(citedDate(d.Vintage), filepath.Base(f.text.Name)))
	return &d
}

// recited is the citation of a dataset of the catalogue in another vintage: that of the
// catalogue but for the date, where it was had in the same way.
func recited(d, embedded *catalog.Dataset, date string) string {
	if text, dated := strings.CutSuffix(embedded.Citation, citedDate(embedded.Vintage)+"."); dated && len(d.Through)+len(embedded.Through) == 0 {
		return text + date + "."
	}
	parts := []string{d.Publisher.In("en"), d.Series.In("en"), fmt.Sprintf("%s (%s)", d.Title, d.Code), d.SourceNote.In("en")}
	if through := d.Through.In("en"); through != "" {
		parts = append(parts, "through "+through)
	}
	return cited(append(parts, date)...) + "."
}

// cited is a citation of what is known.
func cited(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), ", ")
}
