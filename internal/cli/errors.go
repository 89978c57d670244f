package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

const interrupted = 130

// exitCodes are those of the kinds of errors.
var exitCodes = map[tidy.Kind]int{tidy.Failed: 1, tidy.Away: 1, tidy.Usage: 2, tidy.Data: 3, tidy.Unmet: 4, tidy.Differs: 5, tidy.Empty: 6}

// conclude prints an error in one line, with what to do, joined ones in one line
// each, and returns the exit code. A closed pipe is quiet: whoever read it has seen enough.
func conclude(w io.Writer, err error) int {
	switch {
	case err == nil || errors.Is(err, syscall.EPIPE):
		return 0
	case errors.Is(err, context.Canceled):
		say(w, "interrupted")
		for _, e := range separate(err) { // what was done before
			if !errors.Is(e, context.Canceled) {
				sayError(w, e)
			}
		}
		return interrupted
	}
	for _, e := range separate(err) {
		sayError(w, e)
	}
	return exitCodes[tidy.KindOf(err)]
}

// sayError prints an error and what to do.
func sayError(w io.Writer, err error) {
	text := err.Error()
	if hint := tidy.HintOf(err); hint != "" {
		text += "; " + hint
	}
	say(w, text)
}

// separate are the errors that errors.Join has joined, or the error itself.
func separate(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var lines []string
	for _, e := range joined.Unwrap() {
		lines = append(lines, e.Error())
	}
	if err.Error() != strings.Join(lines, "\n") {
		return []error{err} // it says more than its causes
	}
	return joined.Unwrap()
}

// say prints a message for a person, in one line, without passwords.
func say(w io.Writer, text string) {
	fmt.Fprintln(w, "tradestats: "+dataset.ShownIn(strings.Join(strings.Fields(text), " ")))
}

func usage(hint, format string, args ...any) error {
	return tidy.Errorf(tidy.Usage, hint, format, args...)
}

func empty(hint, format string, args ...any) error {
	return tidy.Errorf(tidy.Empty, hint, "nothing selected: "+format, args...)
}

// onUsageError is for what urfave/cli finds wrong with a flag's value.
func onUsageError(_ *cli.Context, err error, _ bool) error {
	return usage("see --help", "%s", strings.ToLower(err.Error()))
}

// unwritable says what the operating system says, without the path twice.
func unwritable(path string, err error) error {
	hint := "check the disk and the permissions"
	if errors.Is(err, fs.ErrNotExist) {
		hint = "make the folder first"
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return tidy.Wrap(tidy.Failed, err, hint, "cannot write %s", path)
}
