package table

import (
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
)

// A Reader is who a table is for: what it says, it says in their language.
type Reader struct {
	Locale    *locale.Locale
	economies *economy.Registry
}

// For returns the reader of a language, who calls economies as the registry
// does.
func For(l *locale.Locale, economies *economy.Registry) *Reader { return &Reader{l, economies} }

// Name prints an economy or a group, pinned or not, in the reader's language.
func (r *Reader) Name(id string) string {
	id, pin, pinned := strings.Cut(id, "@")
	name := r.economies.Name(id, r.Locale.Lang()).Text
	if pinned {
		name += " @" + pin
	}
	return name
}

// Source says whose figures an indicator is.
func (r *Reader) Source(i catalog.Indicator) string {
	d := i.Dataset
	text := d.Short.In(r.Locale.Lang())
	if text != d.Code {
		text += " (" + d.Code + ")"
	}
	if d.Vintage != "" {
		text += ", " + d.Vintage
	}
	return r.Locale.Word("label.source") + " " + text
}
