package report

import (
	"fmt"
	"reflect"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/catalog"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// strict decodes a mapping into a struct and refuses keys that the struct does
// not have, with the line and the nearest key: the decoder's own check knows
// no lines.
func strict(node *yaml.Node, into any, file string) error {
	if node.Kind != yaml.MappingNode {
		return &tidy.RowError{File: file, Line: node.Line, Text: node.Value, Why: "expected keys and values"}
	}
	known := yamlKeys(reflect.TypeOf(into).Elem())
	for k := 0; k < len(node.Content); k += 2 {
		if key := node.Content[k]; !slices.Contains(known, key.Value) {
			return suggest(file, key.Line, "key", key.Value, known)
		}
	}
	if err := node.Decode(into); err != nil {
		return tidy.Errorf(tidy.Data, "see docs/topics.md", "%s: %s", file, tidy.PlainYAML(err))
	}
	return nil
}

func suggest(file string, line int, what, word string, known []string) error {
	hint := "known are " + strings.Join(known, ", ")
	if near := tidy.Nearest(word, known, 1); len(near) > 0 {
		hint = fmt.Sprintf("did you mean %s? %s", near[0], hint)
	}
	return &tidy.RowError{File: file, Line: line, Text: word, Why: "unknown " + what, Hint: hint}
}

// yamlKeys lists the keys of a struct's tags, those of embedded structs too.
func yamlKeys(t reflect.Type) []string {
	var out []string
	for k := range t.NumField() {
		f := t.Field(k)
		tag, tagged := f.Tag.Lookup("yaml")
		name, option, _ := strings.Cut(tag, ",")
		switch {
		case option == "inline":
			out = append(out, yamlKeys(f.Type)...)
		case tagged && name != "-":
			out = append(out, name)
		}
	}
	sort.Strings(out)
	return out
}

// valueOf is the value of a mapping's key, an empty node where it is not given.
func valueOf(node *yaml.Node, key string) *yaml.Node {
	for k := 0; k+1 < len(node.Content); k += 2 {
		if node.Content[k].Value == key {
			return node.Content[k+1]
		}
	}
	return &yaml.Node{Line: node.Line}
}

// find is the first node below one that holds a word, by itself or as a part of a sum
// or a selection; nil where none does.
func find(node *yaml.Node, word string) *yaml.Node {
	same := func(part string) bool { return strings.EqualFold(part, word) } // codes may be written in small letters
	if node.Kind == yaml.ScalarNode && (same(node.Value) || slices.ContainsFunc(strings.FieldsFunc(node.Value, func(r rune) bool { return strings.ContainsRune("+: ", r) }), same)) {
		return node
	}
	for _, n := range node.Content {
		if found := find(n, word); found != nil {
			return found
		}
	}
	return nil
}

// checkTexts holds the texts of a mapping to the topic's languages: each must have
// all of them, unless it is one text for all, and no others than pages can be in.
func (t *topic) checkTexts(node *yaml.Node, of reflect.Type) error {
	for _, f := range reflect.VisibleFields(of) {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		texts := []*yaml.Node{valueOf(node, key)}
		switch f.Type {
		case reflect.TypeFor[catalog.Text]():
		case reflect.TypeFor[[]catalog.Text]():
			texts = texts[0].Content
		default:
			continue
		}
		for _, text := range texts {
			if err := t.checkText(key, text); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *topic) checkText(key string, text *yaml.Node) error {
	if text.Kind != yaml.MappingNode {
		return nil
	}
	var has []string
	for k := 0; k < len(text.Content); k += 2 {
		lang := text.Content[k]
		if !slices.Contains(locale.Languages(), lang.Value) {
			return suggest(t.file, lang.Line, "language of "+key, lang.Value, locale.Languages())
		}
		has = append(has, lang.Value)
	}
	for _, lang := range t.Languages {
		if !slices.Contains(has, lang) {
			return &tidy.RowError{File: t.file, Line: text.Line, Text: lang, Why: key + " is missing in a language of the topic", Hint: "add it, or take the language out of languages"}
		}
	}
	return nil
}
