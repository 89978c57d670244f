package settings

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

// seeDocs is where all of it stands.
const seeDocs = "see docs/repository.md"

// Read reads the file of settings at a path; paths in it become relative to the
// working folder. An empty file sets nothing. Errors in it are of kind tidy.Data
// and name the line.
func Read(path string, known []Setting) (Values, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		var pe *fs.PathError
		if errors.As(err, &pe) {
			err = pe.Err
		}
		return nil, tidy.Wrap(tidy.Usage, err, "name a YAML file: "+seeDocs, "cannot read the settings in %s", path)
	}
	return parse(path, text, known)
}

// Find is the file of settings in the working folder, or "".
func Find() string {
	if info, err := os.Stat(FileName); err == nil && !info.IsDir() {
		return FileName
	}
	return ""
}

// a file being read.
type reader struct {
	file  string
	known []Setting
	out   Values
}

func parse(file string, text []byte, known []Setting) (Values, error) {
	r := &reader{file, known, Values{}}
	var doc, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	err := decoder.Decode(&doc)
	switch {
	case errors.Is(err, io.EOF):
		return r.out, nil
	case err != nil:
		return nil, r.broken(err)
	}
	root := doc.Content[0]
	if isNothing(root) {
		return r.out, nil
	}
	if root.Kind != yaml.MappingNode {
		return nil, r.bad(root, "settings are keys and values", "write them as 'currency: EUR', a line each; "+seeDocs)
	}
	for k := 0; k+1 < len(root.Content); k += 2 {
		if err := r.setting(root.Content[k], resolved(root.Content[k+1])); err != nil {
			return nil, err
		}
	}
	if err := decoder.Decode(&more); err == nil {
		return nil, r.bad(&more, "another document follows", "leave one")
	} else if !errors.Is(err, io.EOF) {
		return nil, r.broken(err)
	}
	return r.out, nil
}

// lineOfYAML is how YAML's reader says where.
const lineOfYAML = "line "

// broken is the error of a text that is no YAML.
func (r *reader) broken(err error) error {
	text := tidy.PlainYAML(err)
	line := 1
	if after, ok := strings.CutPrefix(text, lineOfYAML); ok {
		if number, why, ok := strings.Cut(after, ": "); ok {
			if n, err := strconv.Atoi(number); err == nil {
				line, text = n, why
			}
		}
	}
	return &tidy.RowError{File: r.file, Line: line, Why: "no YAML (" + text + ")", Hint: "write each setting as 'currency: EUR'; " + seeDocs}
}

// setting reads one key with its value. A key without a value sets nothing.
func (r *reader) setting(key, value *yaml.Node) error {
	i := slices.IndexFunc(r.known, func(s Setting) bool { return s.Name == key.Value })
	if i < 0 {
		return r.unknown(key)
	}
	s := r.known[i]
	if _, twice := r.out[s.Name]; twice {
		return r.bad(key, "the setting stands twice", "leave one")
	}
	if isNothing(value) {
		return nil
	}
	items := []*yaml.Node{value}
	if s.Kind == List && value.Kind == yaml.SequenceNode {
		items = value.Content
	}
	out := Value{From: r.file + ":" + strconv.Itoa(key.Line), file: r.file}
	for _, item := range items {
		item = resolved(item)
		text, err := r.text(s, item)
		if err != nil {
			return err
		}
		out.Texts, out.lines = append(out.Texts, text), append(out.lines, item.Line)
	}
	if len(out.Texts) > 0 { // an empty list sets nothing either
		r.out[s.Name] = out
	}
	return nil
}

// text reads and checks one value.
func (r *reader) text(s Setting, node *yaml.Node) (string, error) {
	text := strings.TrimSpace(node.Value)
	switch {
	case node.Kind == yaml.SequenceNode && s.Kind != List:
		return "", r.bad(node, s.Name+" is one value, not a list", "write it without brackets and hyphens")
	case node.Kind != yaml.ScalarNode:
		return "", r.bad(node, s.Name+" has keys under it", "write '"+s.Name+": VALUE'; "+seeDocs)
	case text == "":
		return "", r.bad(node, s.Name+" has an empty value", "leave the setting out")
	}
	if err := s.accept(text); err != nil {
		return "", &tidy.RowError{File: r.file, Line: node.Line, Why: err.Error(), Hint: tidy.HintOf(err)}
	}
	return s.relative(text, filepath.Dir(r.file)), nil
}

// accept checks one value.
func (s Setting) accept(text string) error {
	if s.Kind == Switch && text != "true" && text != "false" {
		return tidy.Errorf(tidy.Usage, "write true or false", "%s %q is neither true nor false", s.Name, text)
	}
	if s.Check == nil {
		return nil
	}
	return s.Check(text)
}

// relative takes a path as one from the folder of the file.
func (s Setting) relative(text, folder string) string {
	if s.Path == nil {
		return text
	}
	before, path := s.Path(text)
	if path == "" || filepath.IsAbs(path) {
		return text
	}
	return before + filepath.Join(folder, path)
}

// otherNames are words that people try for a setting.
var otherNames = map[string]string{
	"topic": "topic-file", "topics": "topic-file", "topic-files": "topic-file", "language": "lang", "languages": "lang", "groups": "group-file", "target": "target-file", "targets": "target-file", "target-files": "target-file",
	"vintage": "as-of", "date": "as-of",
	"group-files": "group-file", "out": "output", "folder": "output", "reports": "output", "coverage-min": "min-coverage", "base-year": "base",
	"image-formats": "formats", "embedded": "no-embedded", "style": "theme", "edition": "year",
}

func (r *reader) unknown(key *yaml.Node) error {
	var names []string
	for _, s := range r.known {
		names = append(names, s.Name)
	}
	hint := "the settings are " + strings.Join(names, ", ")
	if near := nearest(key.Value, names); near != "" {
		hint = "did you mean " + near + "? " + hint
	}
	return r.bad(key, "unknown setting", hint)
}

// nearest is the setting that a word was meant for, or "".
func nearest(word string, names []string) string {
	plain := strings.ToLower(strings.NewReplacer("_", "-", " ", "-").Replace(word))
	if slices.Contains(names, plain) {
		return plain
	}
	if other := otherNames[plain]; slices.Contains(names, other) {
		return other
	}
	if near := tidy.Nearest(plain, names, 1); len(near) > 0 {
		return near[0]
	}
	return ""
}

func (r *reader) bad(at *yaml.Node, why, hint string) error {
	return &tidy.RowError{File: r.file, Line: max(1, at.Line), Text: at.Value, Why: why, Hint: hint}
}

func isNothing(node *yaml.Node) bool { return node.Kind == yaml.ScalarNode && node.Tag == "!!null" }

// resolved is the value that an alias stands for.
func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}
