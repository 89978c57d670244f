// Package housestyle reads the theme of a house, such as a newspaper's: a YAML
// file with its colours, and beside it its fonts and its logo. What readers of
// its charts could not make out is refused, with the line and what to do. The
// file is described in docs/themes.md.
package housestyle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// Bounds of what is read: beyond them a file is something else.
const (
	maxText  = 1 << 20  // bytes of a theme file
	maxFile  = 32 << 20 // bytes of a font or logo
	maxName  = 80       // letters of a name or signature
	maxFlaws = 12       // flaws told at once
)

const seeDocs = "see docs/themes.md"

// Read reads the theme file at path. The error for a file that is not there is
// of kind tidy.Usage; those for what stands in it are of kind tidy.Data and name
// the line, several of them joined where colours are concerned.
func Read(path string) (*chart.Theme, error) {
	text, err := readFile(path, maxText)
	if err != nil {
		return nil, tidy.Wrap(tidy.Usage, err, "name a YAML file: "+seeDocs, "cannot read the theme")
	}
	return parse(path, text, func(name string) ([]byte, error) {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(path), filepath.FromSlash(name))
		}
		return readFile(name, maxFile)
	})
}

// readFile reads a regular file of at most most bytes.
func readFile(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file", path)
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("%s has more than %d MB", path, most>>20)
	}
	return data, err
}

// reader is a theme file being read.
type reader struct {
	file  string
	open  func(name string) ([]byte, error) // a font or logo
	theme *chart.Theme
	base  string
	lines map[string][]int // of the parts that the file sets, one for each in a list
}

// parse reads and checks a theme file whose fonts and logo are read by open.
func parse(file string, text []byte, open func(name string) ([]byte, error)) (*chart.Theme, error) {
	base := *chart.Light
	r := &reader{file: file, open: open, theme: &base, base: base.Name, lines: map[string][]int{}}
	r.theme.Name = ""
	root, err := r.root(text)
	if err != nil {
		return nil, err
	}
	if err := r.keys("a theme", root, []key{
		{"name", true, (*reader).name},
		{"base", false, (*reader).readBase},
		{"colours", false, (*reader).colours},
		{"fonts", false, (*reader).fonts},
		{"signature", false, (*reader).signature},
		{"logo", false, (*reader).logo},
	}); err != nil {
		return nil, err
	}
	return r.theme, r.flaws()
}

// root is the mapping that a theme file is.
func (r *reader) root(text []byte) (*yaml.Node, error) {
	var doc, more yaml.Node
	dec := yaml.NewDecoder(bytes.NewReader(text))
	if err := dec.Decode(&doc); errors.Is(err, io.EOF) || err == nil && len(doc.Content) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give it a name and colours: "+seeDocs, "%s: the file is empty", r.file)
	} else if err != nil {
		return nil, tidy.Errorf(tidy.Data, "write it as YAML: key, colon, space, value, colours in quotes", "%s: %s", r.file, tidy.PlainYAML(err))
	}
	if err := dec.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, r.bad(&more, "another document follows", "write one theme a file")
	}
	return doc.Content[0], nil
}

// bad is an error about a value of the file.
func (r *reader) bad(at *yaml.Node, why, hint string) error {
	return &tidy.RowError{File: r.file, Line: max(1, at.Line), Text: at.Value, Why: why, Hint: hint}
}

// key reads what stands behind a key of a mapping.
type key struct {
	name string
	must bool // a mapping without it is refused
	read func(r *reader, value *yaml.Node) error
}

// keys reads a mapping of which all keys are known, in the order of known
// rather than of the file: a colour is laid over its base wherever that stands.
func (r *reader) keys(of string, node *yaml.Node, known []key) error {
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = k.name
	}
	allowed := "the keys are " + strings.Join(names, ", ")
	if node.Kind != yaml.MappingNode {
		return r.bad(node, of+" has keys and values", allowed)
	}
	found := map[string]*yaml.Node{}
	for i := 0; i+1 < len(node.Content); i += 2 {
		k := node.Content[i]
		if !slices.Contains(names, k.Value) {
			if near := tidy.Nearest(k.Value, names, 1); len(near) > 0 {
				allowed = "did you mean " + near[0] + "? " + allowed
			}
			return r.bad(k, "unknown key of "+of, allowed)
		}
		if found[k.Value] != nil {
			return r.bad(k, "a key of "+of+" stands twice", "leave one")
		}
		found[k.Value] = resolved(node.Content[i+1])
	}
	for _, k := range known {
		value := found[k.name]
		if value == nil {
			if k.must {
				return r.bad(&yaml.Node{Line: node.Line}, of+" has no "+k.name, "add it: "+seeDocs)
			}
			continue
		}
		if err := k.read(r, value); err != nil {
			return err
		}
	}
	return nil
}

// resolved is the value that an alias stands for.
func resolved(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
}

// text reads a short text.
func (r *reader) text(node *yaml.Node, what string) (string, error) {
	s := strings.TrimSpace(node.Value)
	switch {
	case node.Kind != yaml.ScalarNode || s == "":
		return "", r.bad(node, what+" is no text", "write a text behind the key")
	case len([]rune(s)) > maxName:
		return "", r.bad(node, fmt.Sprintf("%s has more than %d letters", what, maxName), "shorten it")
	case strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) && c != '\u00a0' }):
		return "", r.bad(node, what+" has characters that cannot be printed", "leave them out")
	}
	return s, nil
}

func (r *reader) name(node *yaml.Node) (err error) {
	if r.theme.Name, err = r.text(node, "the name"); err != nil {
		return err
	}
	if _, taken := builtIn(r.theme.Name); taken {
		return r.bad(node, "a theme of the program has this name", "name it after the house")
	}
	return nil
}

func (r *reader) signature(node *yaml.Node) (err error) {
	r.theme.Signature, err = r.text(node, "the signature")
	return err
}

// builtIn is the theme of the program with that name.
func builtIn(name string) (*chart.Theme, bool) {
	for _, t := range chart.Themes() {
		if strings.EqualFold(t.Name, name) {
			return t, true
		}
	}
	return nil, false
}

func (r *reader) readBase(node *yaml.Node) error {
	base, ok := builtIn(node.Value)
	if !ok {
		return r.bad(node, "unknown base", "use light, dark or print")
	}
	name := r.theme.Name
	*r.theme = *base
	r.theme.Name, r.base = name, base.Name
	return nil
}
