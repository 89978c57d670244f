package tidy

import (
	"regexp"
	"strconv"
	"strings"
)

// plainer are what YAML's decoder says in words of Go, and what a person reads.
var plainer = []struct {
	goes *regexp.Regexp
	as   string
}{
	{regexp.MustCompile(`field (\S+) not found in type (?:struct \{.*\}|\S+)`), "unknown key $1"},
	{regexp.MustCompile("cannot unmarshal !!\\w+ `([^`]*)` into \\[\\]\\S+"), `"$1" is no list`},
	{regexp.MustCompile("cannot unmarshal !!\\w+ `([^`]*)` into \\*?u?int\\d*"), `"$1" is no whole number`},
	{regexp.MustCompile("cannot unmarshal !!\\w+ `([^`]*)` into \\*?float64"), `"$1" is no number`},
	{regexp.MustCompile("cannot unmarshal !!\\w+ `([^`]*)` into \\*?bool"), `"$1" is neither true nor false`},
	{regexp.MustCompile(`cannot unmarshal !!seq into \S+`), "a list where one text is expected"},
	{regexp.MustCompile(`cannot unmarshal !!map into \S+`), "keys where a text is expected"},
	{regexp.MustCompile("cannot unmarshal !!\\w+ `([^`]*)` into \\S+"), `"$1" is not what is expected here`},
}

// PlainYAML is an error of YAML's decoder in plain words, in one line.
func PlainYAML(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	text = strings.Join(strings.Fields(strings.TrimPrefix(text, "unmarshal errors:")), " ")
	for _, p := range plainer {
		text = p.goes.ReplaceAllString(text, p.as)
	}
	return text
}

// lineOfYAML is how YAML's decoder says where.
var lineOfYAML = regexp.MustCompile(`^line (\d+): (.*)$`)

// BrokenYAML is the error of a file that YAML's decoder refuses: it names the line where
// the decoder tells it.
func BrokenYAML(file string, err error, hint string) error {
	if m := lineOfYAML.FindStringSubmatch(PlainYAML(err)); m != nil {
		if line, notNumber := strconv.Atoi(m[1]); notNumber == nil {
			return &RowError{File: file, Line: line, Why: m[2], Hint: hint}
		}
	}
	return Errorf(Data, hint, "%s: %s", file, PlainYAML(err))
}
