package tidy

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// A Voice is how a front end writes what errors name. In the texts of Errorf, Wrap and
// OneOf, {from} is a parameter of a question, {as share} one with a value, and
// {cli:see 'tradestats list groups'} what helps only who types commands.
type Voice struct {
	Parameter func(name, value string) string // value may be empty
	Commands  bool                            // whether the reader types commands
}

// CommandLine writes parameters as flags. It is how an error speaks by itself.
var CommandLine = Voice{Parameter: asFlag, Commands: true}

// short are the flags that are written by their letter.
var short = map[string]string{"economy": "-e", "indicator": "-i"}

func asFlag(name, value string) string {
	flag, ok := short[name]
	if !ok {
		flag = "--" + name
	}
	return strings.TrimRight(flag+" "+value, " ")
}

// named is a parameter, or a text for one voice, inside a text.
var named = regexp.MustCompile(`\{(?:cli:([^{}]*)|([a-z][a-z-]*)(?: ([^{}]*))?)\}`)

// text writes what a text names.
func (v Voice) text(template string) string {
	if !strings.Contains(template, "{") {
		return template
	}
	return named.ReplaceAllStringFunc(template, func(found string) string {
		m := named.FindStringSubmatch(found)
		switch {
		case m[2] != "":
			return v.Parameter(m[2], m[3])
		case v.Commands:
			return m[1]
		}
		return ""
	})
}

// Error is the message of an error in the voice.
func (v Voice) Error(err error) string {
	if e, ok := err.(*Error); ok {
		text := e.Msg
		if e.format != "" {
			text = fmt.Sprintf(v.text(e.format), e.args...)
		}
		if e.Err != nil {
			text += ": " + v.Error(e.Err)
		}
		return text
	}
	text := err.Error()
	if cause := errors.Unwrap(err); cause != nil {
		return strings.Replace(text, cause.Error(), v.Error(cause), 1)
	}
	return text
}

// Template is the text of an error as it was written, before a voice wrote what it names,
// and what it tells: for who says the same in another language. An error that was made
// otherwise has none.
func (e *Error) Template() (format string, args []any) { return e.format, e.args }

// Hint is the hint of the first error in the chain that has one, in the voice.
func (v Voice) Hint(err error) string {
	var row *RowError
	if errors.As(err, &row) && row.Hint != "" {
		return row.Hint
	}
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return ""
		}
		if e.Hint != "" {
			if e.hint == "" {
				return e.Hint
			}
			return v.text(e.hint)
		}
		err = e.Err
	}
	return ""
}
