package gallery

import (
	"errors"
	"net/http"
	"regexp"
	"strings"

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

var (
	flagName = regexp.MustCompile(`(^|[ '"(])--?([a-z][a-z-]*)`)
	command  = regexp.MustCompile(`;? ?(see|try|or) '?tradestats [^']*'`)
)

// Sentence is an error for a reader, with what to do. The studies speak of flags of
// the command line; here they are parameters of the same names.
func Sentence(err error) string {
	text := err.Error()
	if hint := tidy.HintOf(err); hint != "" {
		text += "; " + hint
	}
	text = command.ReplaceAllString(text, "")
	text = strings.ReplaceAll(text, "with -e", "with economy=")
	text = flagName.ReplaceAllString(text, "${1}${2}=")
	text = strings.TrimRight(strings.TrimSpace(text), ";.")
	if text == "" {
		return "Something went wrong."
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}
