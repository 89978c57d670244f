package dataset

import (
	"fmt"
	"regexp"

	"tradestats/internal/economy"
)

// threeLetters is the form of an ISO3 code: what has it and is none was meant to be one.
var threeLetters = regexp.MustCompile(`^[A-Z]{3}$`)

// contrary says how a code and the name beside it contradict each other, the code being
// read as one economy; "" where they do not. A name that is not known, or is one of a
// group or a former state, says nothing against a code.
func (c *collector) contrary(from *place, code, label, id string) (string, error) {
	if code == "" || label == "" || code == label {
		return "", nil
	}
	byName, ok, err := c.economies.Match(from.codes, "", label)
	if err != nil || !ok || byName.Kind != economy.MatchCountry {
		return "", err
	}
	if byName.ID != id {
		return fmt.Sprintf("the code %s is not that of %q, which is %s: taken for %s", code, label, byName.ID, id), nil
	}
	if !threeLetters.MatchString(code) {
		return "", nil
	}
	_, known, err := c.economies.Match(from.codes, code, "")
	if err != nil || known {
		return "", err
	}
	return fmt.Sprintf("the code %s is not known: taken for %s, by the name %q", code, id, label), nil
}

// A contradiction is between codes and names of a text: the first, and in how many lines.
type contradiction struct {
	line, last int
	lines      int
	why        string
}

// add takes one that a row of a line has.
func (x *contradiction) add(line int, why string) {
	if x.lines == 0 {
		x.line, x.why = line, why
	}
	if x.last != line {
		x.lines++
		x.last = line
	}
}

// say is what a warning says of it, "" where there is none.
func (x *contradiction) say(file string) string {
	switch x.lines {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("%s:%d: %s; correct the code or the name", file, x.line, x.why)
	}
	return fmt.Sprintf("%s:%d: %s; correct the code or the name, in this line and %d more", file, x.line, x.why, x.lines-1)
}
