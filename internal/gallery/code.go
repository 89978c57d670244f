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
	case tidy.Away:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// ErrAway says to readers that figures cannot be had for a time, in place of an error that names
// the server which has them.
var ErrAway = tidy.Errorf(tidy.Away, "ask again in a few minutes", "the figures cannot be reached now")

// InAddress is how errors name parameters to who writes addresses: as addresses do.
func InAddress(name, value string) string { return name + "=" + value }

// Sentence is an error for a reader of addresses, with what to do.
func Sentence(err error) string { return SentenceIn(err, InAddress) }

// SentenceIn is an error for a reader, with what to do; parameter writes what it names.
func SentenceIn(err error, parameter func(name, value string) string) string {
	voice := tidy.Voice{Parameter: parameter}
	text := voice.Error(err)
	if hint := voice.Hint(err); hint != "" {
		text += "; " + hint
	}
	text = strings.TrimRight(strings.TrimSpace(text), ";.")
	if text == "" {
		return "Something went wrong."
	}
	if first, _, _ := strings.Cut(text, " "); !isName(err, first) {
		text = locale.Capitalize(text)
	}
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// isName tells whether the first word of an error is an id or a parameter, which is
// written as it is.
func isName(err error, first string) bool {
	var e *tidy.Error
	if errors.As(err, &e) {
		if format, _ := e.Template(); strings.HasPrefix(format, "%s") {
			return true
		}
	}
	return strings.ContainsAny(first, "-=")
}
