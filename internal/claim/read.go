package claim

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

const seeDocs = "see docs/topics.md"

// document is what a file of claims holds. Shared is for what several claims
// have in common, written once with an anchor.
type document struct {
	Shared yaml.Node   `yaml:"shared"`
	Claims []yaml.Node `yaml:"claims"`
}

// Parse reads and checks a file of claims. Errors are of kind tidy.Data; they name
// the file and the line, and say what would be right.
func Parse(file string, text []byte) ([]*Claim, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, tidy.Errorf(tidy.Data, seeDocs, "%s: %s", file, tidy.PlainYAML(err))
	}
	if len(root.Content) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give it claims: "+seeDocs, "%s: the file is empty", file)
	}
	var doc document
	if err := decode(file, root.Content[0], &doc); err != nil {
		return nil, err
	}
	if len(doc.Claims) == 0 {
		return nil, &tidy.RowError{File: file, Line: root.Content[0].Line, Why: "no claims", Hint: seeDocs}
	}
	var out []*Claim
	seen := map[string]bool{}
	for k := range doc.Claims {
		node := &doc.Claims[k]
		c := &Claim{file: file, line: node.Line}
		if err := decode(file, node, c); err != nil {
			return nil, err
		}
		if p := c.problem(); p != nil {
			return nil, &tidy.RowError{File: file, Line: lineOf(node, p.key), Text: p.text, Why: p.why, Hint: p.hint}
		}
		if seen[c.ID] {
			return nil, &tidy.RowError{File: file, Line: lineOf(node, "id"), Text: c.ID, Why: "two claims of one id", Hint: "give each an id of its own"}
		}
		seen[c.ID] = true
		out = append(out, c)
	}
	return out, nil
}

// decode fills a struct, and refuses keys that nothing reads.
func decode(file string, node *yaml.Node, into any) error {
	wrong := node.Decode(into) // first: it refuses an alias that contains itself
	if wrong == nil || !strings.Contains(wrong.Error(), "contains itself") {
		if err := knownKeys(file, node, reflect.TypeOf(into).Elem()); err != nil {
			return err
		}
	}
	if wrong != nil {
		return tidy.Errorf(tidy.Data, seeDocs, "%s: %s", file, tidy.PlainYAML(wrong))
	}
	return nil
}

var (
	textType = reflect.TypeFor[catalog.Text]()
	nodeType = reflect.TypeFor[yaml.Node]()
)

// textLanguages are the keys of a text.
var textLanguages = []string{"en", "es", "fr", "pt"}

// knownKeys compares the keys of a mapping, and of those under it, with the tags of a
// struct.
func knownKeys(file string, node *yaml.Node, t reflect.Type) error {
	if node.Kind == yaml.AliasNode {
		node = node.Alias
	}
	switch {
	case t == textType && node.Kind == yaml.MappingNode:
		return eachKey(node, func(key, _ *yaml.Node) error { return among(file, key, "language", textLanguages) })
	case t.Kind() != reflect.Struct || t == nodeType:
		return nil
	case node.Kind != yaml.MappingNode:
		return &tidy.RowError{File: file, Line: node.Line, Text: node.Value, Why: "expected keys and values", Hint: seeDocs}
	}
	fields := fieldsOf(t)
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	slices.Sort(names)
	return eachKey(node, func(key, value *yaml.Node) error {
		if err := among(file, key, "key", names); err != nil {
			return err
		}
		return knownKeys(file, value, fields[key.Value])
	})
}

func fieldsOf(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for k := range t.NumField() {
		if tag, ok := t.Field(k).Tag.Lookup("yaml"); ok {
			out[tag] = t.Field(k).Type
		}
	}
	return out
}

// eachKey visits a mapping, and what is merged into it.
func eachKey(node *yaml.Node, visit func(key, value *yaml.Node) error) error {
	for k := 0; k+1 < len(node.Content); k += 2 {
		key, value := node.Content[k], node.Content[k+1]
		var err error
		if key.Value == "<<" && value.Kind == yaml.AliasNode {
			err = eachKey(value.Alias, visit)
		} else {
			err = visit(key, value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func among(file string, key *yaml.Node, what string, known []string) error {
	if slices.Contains(known, key.Value) {
		return nil
	}
	return &tidy.RowError{File: file, Line: key.Line, Text: key.Value, Why: "unknown " + what, Hint: suggestion(key.Value, known)}
}

func suggestion(word string, known []string) string {
	hint := "known are " + strings.Join(known, ", ")
	if near := tidy.Nearest(word, known, 1); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? %s", near[0], hint)
	}
	return hint
}

// lineOf is the line of a key, named with dots: of as much of it as stands there.
func lineOf(node *yaml.Node, path string) int {
	line := node.Line
	for _, name := range strings.Split(path, ".") {
		var under *yaml.Node
		_ = eachKey(node, func(key, value *yaml.Node) error { // visits all, and does not fail
			if key.Value == name {
				line, under = key.Line, value
			}
			return nil
		})
		if under == nil {
			return line
		}
		if node = under; node.Kind == yaml.AliasNode {
			node = node.Alias
		}
	}
	return line
}
