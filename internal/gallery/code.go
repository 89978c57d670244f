package gallery

import (
	"errors"
	"net/http"
	"strings"

	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// Code is the code of HTTP that an error is answered with: what is asked for and makes
// no sense is 400, what is not there 404, what will be there again 503.
func Code(err error) int {
	var gone *absent
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, ErrMoving):
		return http.StatusServiceUnavailable
	case errors.As(err, &gone):
		return http.StatusNotFound
	}
	switch tidy.KindOf(err) {
	case tidy.Usage:
		return http.StatusBadRequest
	case tidy.Empty:
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// spoken is how errors name parameters to who writes addresses: as addresses do.
var spoken = tidy.Voice{Parameter: func(name, value string) string { return name + "=" + value }}

// Sentence is an error for a reader, with what to do.
func Sentence(err error) string {
	text := spoken.Error(err)
	if hint := spoken.Hint(err); hint != "" {
		text += "; " + hint
	}
	text = strings.TrimRight(strings.TrimSpace(text), ";.")
	if text == "" {
		return "Something went wrong."
	}
	if first, _, _ := strings.Cut(text, " "); !strings.ContainsAny(first, "-=") { // which is a name
		text = locale.Capitalize(text)
	}
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}
