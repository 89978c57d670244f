package locale

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/template"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

// A phrase is one entry of a word file. Its template is parsed when it is first
// said: most commands need a handful of some hundreds.
type phrase struct {
	text string
	line int

	once   sync.Once
	parsed *template.Template
	err    error
}

// deepest is how many levels of keys a word file has: topic, key, form.
const deepest = 3

// parseWords reads a word file: texts under keys of up to three levels, which
// are joined by dots. What else YAML can hold is an error that names the line.
func parseWords(file string, data []byte) (map[string]*phrase, error) {
	var doc, next yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	switch err := decoder.Decode(&doc); {
	case errors.Is(err, io.EOF):
		return nil, &tidy.RowError{File: file, Line: 1, Why: "no words"}
	case err != nil:
		return nil, yamlError(file, err)
	}
	words := map[string]*phrase{}
	if err := collect(file, "", 1, doc.Content[0], words); err != nil {
		return nil, err
	}
	switch err := decoder.Decode(&next); {
	case err == nil:
		return nil, misplaced(file, &next, "a word file is one document")
	case !errors.Is(err, io.EOF):
		return nil, yamlError(file, err)
	}
	return words, nil
}

func collect(file, prefix string, level int, n *yaml.Node, into map[string]*phrase) error {
	if n.Kind != yaml.MappingNode {
		return misplaced(file, n, "expected keys with their texts")
	}
	if level > deepest {
		return misplaced(file, n, "keys have at most three levels")
	}
	seen := map[string]bool{}
	for i := 0; i < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		switch {
		case key.Kind != yaml.ScalarNode || key.Tag == "!!merge" || key.Value == "":
			return misplaced(file, key, "expected a plain key")
		case strings.Contains(key.Value, "."):
			return misplaced(file, key, "a key holds no dot")
		case seen[key.Value]:
			return misplaced(file, key, "duplicate key")
		}
		seen[key.Value] = true
		if value.Kind != yaml.ScalarNode {
			if err := collect(file, prefix+key.Value+".", level+1, value, into); err != nil {
				return err
			}
			continue
		}
		if value.Tag != "!!str" || value.Value == "" {
			return misplaced(file, value, "expected a text; put it between quotes")
		}
		into[prefix+key.Value] = &phrase{text: value.Value, line: value.Line}
	}
	return nil
}

func misplaced(file string, n *yaml.Node, why string) error {
	return &tidy.RowError{File: file, Line: max(n.Line, 1), Column: n.Column, Text: n.Value, Why: why}
}

var yamlLine = regexp.MustCompile(`^yaml: (?:line (\d+): )?`)

// yamlError makes the parser's message one that names the place as ours do.
func yamlError(file string, err error) error {
	line := 1
	if m := yamlLine.FindStringSubmatch(err.Error()); m != nil && m[1] != "" {
		line, _ = strconv.Atoi(m[1])
	}
	return &tidy.RowError{File: file, Line: line, Why: yamlLine.ReplaceAllString(err.Error(), "")}
}

// Say executes the sentence under a key with its arguments. An unknown key, a
// missing argument and a number that the sentence prints without saying how
// (with number, percent, money, ...) are errors that name language and key.
func (l *Locale) Say(key string, args map[string]any) (string, error) {
	p, ok := l.words[key]
	if !ok {
		hint := ""
		if near := tidy.Nearest(key, l.Keys(), 3); len(near) > 0 {
			hint = "did you mean " + strings.Join(near, ", ") + "?"
		}
		return "", tidy.Errorf(tidy.Failed, hint, "no words under %q in language %s", key, l.Lang())
	}
	if !p.isTemplate() {
		return p.text, nil
	}
	t, err := l.template(key, p)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := t.Execute(&b, guarded(args)); err != nil {
		return "", l.wordError(key, p, err)
	}
	if strings.Contains(b.String(), bareNumber(0).String()) {
		return "", l.wordError(key, p, errors.New("a number is printed bare: use number, percent or another of its kind"))
	}
	return b.String(), nil
}

func (p *phrase) isTemplate() bool { return strings.Contains(p.text, "{{") }

func (l *Locale) template(key string, p *phrase) (*template.Template, error) {
	p.once.Do(func() {
		t := template.New(key).Option("missingkey=error").Funcs(l.funcs)
		if p.parsed, p.err = t.Parse(p.text); p.err != nil {
			p.err = l.wordError(key, p, p.err)
		}
	})
	return p.parsed, p.err
}

func (l *Locale) wordError(key string, p *phrase, err error) error {
	return tidy.Wrap(tidy.Failed, err, fmt.Sprintf("see datasets/words/%s.yaml:%d", l.Lang(), p.line),
		"words under %q in language %s", key, l.Lang())
}

// bareNumber is a float64 for templates: it compares and formats as one, but
// when a template prints it as it is, with a decimal point in any language, the
// mark that it prints instead makes Say fail.
type bareNumber float64

func (bareNumber) String() string { return "\x00bare number\x00" }

func guarded(args map[string]any) map[string]any {
	out := make(map[string]any, len(args))
	for name, arg := range args {
		if v, ok := arg.(float64); ok {
			arg = bareNumber(v)
		}
		out[name] = arg
	}
	return out
}

// Word returns a word that needs no arguments, such as a table heading. A key
// that is not there, or whose text needs arguments, gives "!key!", which
// Unresolved finds in a finished page.
func (l *Locale) Word(key string) string {
	text, err := l.Say(key, nil)
	if err != nil {
		return "!" + key + "!"
	}
	return text
}

var unresolved = regexp.MustCompile(`![a-z][a-z0-9-]*(?:\.[A-Za-z0-9][A-Za-z0-9 -]*)+!`)

// Unresolved finds the marks that Word left in a text.
func Unresolved(text string) []string { return unresolved.FindAllString(text, -1) }

// Has says whether there are words under a key.
func (l *Locale) Has(key string) bool { return l.words[key] != nil }

// Keys returns the keys of all words, sorted.
func (l *Locale) Keys() []string {
	return slices.Sorted(maps.Keys(l.words))
}

// Text returns the text under a key as the file has it, with its template
// actions; "" when there is none. It is for tests that compare languages.
func (l *Locale) Text(key string) string {
	if p := l.words[key]; p != nil {
		return p.text
	}
	return ""
}

// Check parses every template; the error names all that do not parse.
func (l *Locale) Check() error {
	var errs []error
	for _, key := range l.Keys() {
		if p := l.words[key]; p.isTemplate() {
			_, err := l.template(key, p)
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Unit returns the reader's words for a unit as the catalogue spells it, such
// as "million US dollars"; one that the word files do not have is printed as
// the catalogue has it, since a user's file may bring its own.
func (l *Locale) Unit(unit string) string {
	if key := "unit." + unit; l.Has(key) {
		return l.Word(key)
	}
	if other, ok := l.otherUnit(unit); ok {
		return other
	}
	return unit
}
