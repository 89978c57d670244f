package dataset

import (
	"cmp"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// An asOf is the date up to which figures are used; the zero one is no limit.
type asOf struct {
	text string // as it was asked for
	day  string // the last one
}

// before tells whether the date is before a day, which is then too late.
func (a asOf) before(day string) bool { return a.day != "" && a.day < day }

// date gives a text its vintage: that of the YAML beside it, else what the file
// says of itself. The name of its folder is it where vintages stand side by side,
// and where nothing else is known. A text that is younger than its folder says is
// taken at its own word, for its figures cannot have been known before.
func (e *files) date(f *own, g given) {
	if g.declared != nil {
		f.about.Vintage = cmp.Or(g.declared.Vintage, f.about.Vintage)
	}
	said, folder := f.about.Vintage, g.vintage
	f.said = said
	day, known := tidy.LastDay(said)
	named, _ := tidy.LastDay(folder)
	switch f.apart = g.apart; {
	case folder != "" && (!known || g.apart && day <= named):
		f.about.Vintage, day = folder, named
	case g.apart:
		e.notes = append(e.notes, laterThan("the date of its folder", f.text.Name, said)+"; move it to a folder of that date")
	}
	f.day = day
}

// laterThan says that a text is younger than somebody says of it, and counts as what it
// says itself.
func laterThan(other, name, said string) string {
	return fmt.Sprintf("%s is of %s by its own word, after %s: it counts as of %s", name, said, other, said)
}

// upTo leaves the texts that are not after the date asked for, and says which are
// left out: what has no date may be of any.
func (e *files) upTo(all []*own) []*own {
	if e.asOf.day == "" {
		return all
	}
	return slices.DeleteFunc(all, func(f *own) bool {
		switch {
		case f.day == "":
			e.notes = append(e.notes, fmt.Sprintf("%s is left out: its date is not known, and --as-of %s asks for it; put it into a folder that is named by its date, or say 'vintage: DATE' in the YAML beside it",
				f.described(), e.asOf.text))
		case e.asOf.before(f.day):
			e.notes = append(e.notes, fmt.Sprintf("%s is left out: it is after --as-of %s", f.described(), e.asOf.text))
		default:
			return false
		}
		return true
	})
}

// newest are the texts of the last vintage, where all are of dated ones that
// stand side by side; else no date tells which is meant, and all stay.
func newest(of []*own) []*own {
	last := ""
	for _, f := range of {
		if last = max(last, f.day); !f.apart {
			return of
		}
	}
	return slices.DeleteFunc(slices.Clone(of), func(f *own) bool { return f.day != last })
}

// carriedNewer is the embedded dataset that is a later vintage of an indicator
// than a text whose date is known; nil where there is none that may be used.
func (e *files) carriedNewer(id string, f *own) *catalog.Dataset {
	i, err := e.catalog.Indicator(id)
	if err != nil || !e.embedded || f.day == "" {
		return nil
	}
	if day, ok := tidy.LastDay(i.Dataset.Vintage); !ok || day <= f.day || e.asOf.before(day) {
		return nil
	}
	return i.Dataset
}

// giveWay says once which text an embedded dataset is newer than.
func (e *files) giveWay(f *own, d *catalog.Dataset) {
	way := "take the file with --prefer " + f.text.Name
	if f.alone != "" {
		way = "take it with --data " + f.alone
	}
	text := fmt.Sprintf("%s is older than %s as it comes with the program, of %s, which is used; %s or with --as-of %s",
		f.described(), d.ID, d.Vintage, way, f.about.Vintage)
	if !slices.Contains(e.notes, text) {
		e.notes = append(e.notes, text)
	}
}

// takesOver says once which newer embedded dataset a text takes the place of: it does where it
// is given by itself, of whatever date.
func (e *files) takesOver(f *own, d *catalog.Dataset) {
	text := fmt.Sprintf("%s is older than %s as it comes with the program, of %s, and takes its place, being given by itself; leave it out to use the newer", f.described(), d.ID, d.Vintage)
	if !slices.Contains(e.notes, text) {
		e.notes = append(e.notes, text)
	}
}

// splits says which indicators come from an older vintage than others of their
// dataset, because the newest does not hold them.
func (e *files) splits(all []*own) {
	for _, f := range all {
		var newer *own
		for _, g := range all {
			if f.apart && g.apart && g.dataset.ID == f.dataset.ID && g.day > f.day && (newer == nil || g.day > newer.day) {
				newer = g
			}
		}
		var ids []string
		for _, i := range f.dataset.Indicators {
			if newer != nil && e.own[i.ID] == f && !newer.holds(i.ID) {
				ids = append(ids, i.ID)
			}
		}
		if len(ids) > 0 {
			e.notes = append(e.notes, fmt.Sprintf("%s: taken from %s; the newer %s does not hold it", strings.Join(ids, ", "), f.described(), newer.described()))
		}
	}
}

// besideVintages is the error for an indicator that vintages hold and a text which is in
// none of them: it would be one of them in a folder of its date. nil where it is not so.
func besideVintages(id string, of []*own) error {
	var loose, last *own
	for _, f := range of {
		switch {
		case !f.apart && loose == nil:
			loose = f
		case f.apart && (last == nil || f.day > last.day):
			last = f
		}
	}
	if loose == nil || last == nil {
		return nil
	}
	if last.sum != "" || loose.sum != "" { // tables of a server are in no folder
		return tidy.Errorf(tidy.Usage, "choose with --prefer "+apartFrom(loose.text.Name, last.text.Name)+" or --prefer "+apartFrom(last.text.Name, loose.text.Name),
			"%s is in both %s and %s", id, loose.described(), last.described())
	}
	way := "move it into a folder of its date, as " + filepath.Join(filepath.Dir(filepath.Dir(last.text.Path)), "2024-07-16")
	if loose.day != "" {
		way = "move it into " + filepath.Join(filepath.Dir(filepath.Dir(last.text.Path)), loose.about.Vintage)
	}
	return tidy.Errorf(tidy.Usage, fmt.Sprintf("%s, then the newest is taken; or choose with --prefer %s", way, loose.text.Name),
		"%s is in %s, which is in no folder of a date, and in %s", id, loose.described(), last.described())
}

func (f *own) holds(indicator string) bool {
	return slices.ContainsFunc(f.dataset.Indicators, func(i catalog.Indicator) bool { return i.ID == indicator })
}

// late tells whether the embedded figures of a dataset are after the date asked for.
func (e *files) late(d *catalog.Dataset) bool {
	day, ok := tidy.LastDay(d.Vintage)
	return ok && e.asOf.before(day)
}

// Missing implements Engine.
func (e *files) Missing(indicator string) error {
	i, err := e.catalog.Indicator(indicator)
	switch {
	case err != nil && len(e.later) > 0:
		hint := fmt.Sprintf("after --as-of %s, and not read: %s", e.asOf.text, strings.Join(e.later, ", "))
		return tidy.Errorf(tidy.Usage, strings.TrimPrefix(tidy.HintOf(err)+"; "+hint, "; "), "%s", err.Error())
	case err != nil || e.own[indicator] != nil || !e.embedded || !e.late(i.Dataset):
		return nil
	}
	d := i.Dataset
	hint := fmt.Sprintf("put an extraction of %s or before into a folder of --data that is named by its date, or ask for --as-of %s or later", e.asOf.text, d.Vintage)
	return tidy.Errorf(tidy.Empty, hint, "%s is missing: the program carries %s (%s) of %s, after --as-of %s", indicator, d.ID, d.Code, d.Vintage, e.asOf.text)
}
