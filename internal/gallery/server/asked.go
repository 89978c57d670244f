package server

import (
	"net/url"

	"tradestats/internal/gallery"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// asked is what an address asks for by its parameters.
type asked struct {
	values url.Values
	lang   string // "" is the standard one, or that which the reader prefers
	year   int    // of the edition; 0 is the newest
}

// readAsked reads the parameters of an address that may have those of known, nil for any: of
// what is of an edition also its year, which elsewhere is that of a question.
func readAsked(query string, known []string, ofEdition bool) (a asked, err error) {
	if a.values, err = url.ParseQuery(query); err != nil {
		return a, tidy.Errorf(tidy.Usage, "percent-encode what is no letter, digit or hyphen", "the parameters cannot be read")
	}
	if known != nil {
		err = gallery.CheckForm(a.values, known)
	}
	if err == nil {
		err = tidy.OneOf("lang", a.values.Get("lang"), append([]string{""}, locale.Languages()...))
	}
	if err != nil {
		return a, err
	}
	a.lang = a.values.Get("lang")
	if ofEdition {
		a.year, err = gallery.EditionYear(a.values.Get("year"))
	}
	return a, err
}
