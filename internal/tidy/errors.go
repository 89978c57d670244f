package tidy

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"
)

// Kind says what went wrong in the terms a caller can act on; the command line
// turns it into an exit code.
type Kind int

// The kinds of errors. An error without a kind is a plain failure.
const (
	Failed  Kind = iota // the machine or the program failed: a disk, a permission
	Usage               // what was asked for does not exist or makes no sense
	Data                // a file that is used holds something invalid
	Empty               // the selection holds no data
	Differs             // an edition is not what would be written now
	Unmet               // what a topic asserts of the figures does not hold
	Away                // a server does not answer that may do so when it is asked again
)

// An Error is a message for a person: what went wrong, and what to do.
type Error struct {
	Kind Kind
	Msg  string // lower case, no full stop
	Hint string // what to do about it; may be empty
	Word string // that names nothing; may be empty
	Err  error  // the cause; may be nil

	format string // of Msg, and its hint, as they were before a voice wrote what they name
	args   []any
	hint   string
}

func (e *Error) Error() string {
	if e.Err != nil {
		return e.Msg + ": " + e.Err.Error()
	}
	return e.Msg
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Wrap makes an error of a kind around its cause, with what to do.
func Wrap(kind Kind, cause error, hint, format string, args ...any) error {
	if false {
		_ = fmt.Sprintf(format, args...) // so that vet checks the callers
	}
	return newError(kind, cause, hint, format, args)
}

func newError(kind Kind, cause error, hint, format string, args []any) *Error {
	return &Error{Kind: kind, Msg: fmt.Sprintf(CommandLine.text(format), args...), Hint: CommandLine.text(hint), Err: cause, format: format, args: args, hint: hint}
}

// Errorf makes an error of a kind with what to do; the hint may be empty. Both may name
// parameters, as Voice says.
func Errorf(kind Kind, hint, format string, args ...any) error {
	if false {
		_ = fmt.Sprintf(format, args...) // so that vet checks the callers
	}
	return newError(kind, nil, hint, format, args)
}

// KindOf returns the kind of an error: Data where a RowError stands anywhere in
// its chain, else that of the first Error, else Failed.
func KindOf(err error) Kind {
	var row *RowError
	if errors.As(err, &row) {
		return Data
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Failed
}

// HintOf returns the hint of the first error in the chain that has one, as the command
// line says it.
func HintOf(err error) string { return CommandLine.Hint(err) }

// A RowError names the place of something invalid in a file. Line and Column
// count from 1; a Column of 0 means the whole line. In CSV the Column counts
// fields, in YAML, which has none, letters.
type RowError struct {
	File   string
	Line   int
	Column int
	Text   string // what stands there; may be empty
	Why    string
	Hint   string
}

func (e *RowError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 { // a table of a server may have none
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Column > 0 {
		fmt.Fprintf(&b, ":%d", e.Column)
	}
	b.WriteString(": " + e.Why)
	if e.Text != "" {
		fmt.Fprintf(&b, ": %q", shorten(e.Text, 60))
	}
	return b.String()
}

func shorten(s string, most int) string {
	r := []rune(s)
	if len(r) <= most {
		return s
	}
	return string(r[:most]) + "..."
}

// Unknown makes the usage error for a word that names nothing: what was
// looked for among which things, and the nearest ones.
func Unknown(what, word string, known []string) error {
	return Meant(what, word, Nearest(word, known, 3), fmt.Sprintf("see 'tradestats list %s'", plural(what)))
}

// Meant is Unknown with what may have been meant, and for who types commands where all
// that is known stands.
func Meant(what, word string, near []string, see string) error {
	hint := see
	if len(near) > 0 {
		hint = "did you mean " + strings.Join(near, ", ") + "?"
		if see != "" {
			hint += "{cli: " + see + "}"
		}
	} else if see != "" {
		hint = "{cli:" + see + "}"
	}
	e := newError(Usage, nil, hint, "unknown %s %q", []any{what, word})
	e.Word = word
	return e
}

func plural(what string) string {
	if strings.HasSuffix(what, "y") {
		return strings.TrimSuffix(what, "y") + "ies"
	}
	return what + "s"
}

// Nearest returns at most n of the known words that resemble word, the
// nearest first: those within a third of its letters, or that contain it.
func Nearest(word string, known []string, n int) []string {
	type candidate struct {
		word string
		far  int
	}
	word = strings.ToLower(word)
	letters := utf8.RuneCountInString(word)
	limit := max(1, letters/3)
	var found []candidate
	for _, k := range known {
		low := strings.ToLower(k)
		far := letters - utf8.RuneCountInString(low)
		if far = max(far, -far); far <= limit { // no nearer than their lengths: a long word costs nothing
			far = distance(word, low)
		}
		if far > limit && len(word) >= 3 && strings.Contains(low, word) {
			far = limit
		}
		if far <= limit {
			found = append(found, candidate{k, far})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].far < found[j].far })
	var out []string
	for i := 0; i < len(found) && i < n; i++ {
		out = append(out, found[i].word)
	}
	return out
}

// distance counts insertions, deletions, substitutions, and swaps of two
// neighbouring letters (optimal string alignment).
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := rows[i-1][j-1]
			if x[i-1] != y[j-1] {
				cost++
			}
			cost = min(cost, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				cost = min(cost, rows[i-2][j-2]+1)
			}
			rows[i][j] = cost
		}
	}
	return rows[len(x)][len(y)]
}
