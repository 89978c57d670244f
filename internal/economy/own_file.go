package economy

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

const howToList = "write groups: with id, name and members of each; see docs/repository.md"

// WithFiles is With for files of groups, which also say how a group is called:
//
//	groups:
//	  - id: nordics
//	    name: {en: the Nordic countries, fr: les pays nordiques}
//	    members: [DNK, FIN, ISL, NOR, SWE]
//
// Members are written as in --group: economies, groups, and -DEU for one that is
// taken away. A language without a name has the English one; without any the group
// is called by its id. Errors name the file and the line.
func (r *Registry) WithFiles(paths []string) (*Registry, error) {
	if len(paths) == 0 {
		return r, nil
	}
	own := *r
	own.listed = &sync.Map{}
	own.groups, own.codes = maps.Clone(r.groups), maps.Clone(r.codes)
	own.names = &nameTable{cells: maps.Clone(r.names.cells), forms: r.names.forms}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, tidy.Wrap(tidy.Usage, err, "name a YAML file: see docs/repository.md", "cannot read the groups")
		}
		if err := own.readGroupFile(path, text); err != nil {
			return nil, err
		}
	}
	return &own, nil
}

// A listed group is one of a file.
type listedGroup struct {
	ID      string            `yaml:"id"`
	Name    map[string]string `yaml:"name"`
	Members []string          `yaml:"members"`
}

func (r *Registry) readGroupFile(file string, text []byte) error {
	var doc struct {
		Groups []yaml.Node `yaml:"groups"`
	}
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return tidy.Errorf(tidy.Data, howToList, "%s: %s", file, tidy.PlainYAML(err))
	}
	if len(root.Content) == 0 {
		return nil
	}
	if err := onlyKeys(file, root.Content[0], "groups"); err != nil {
		return err
	}
	if err := root.Decode(&doc); err != nil {
		return tidy.Errorf(tidy.Data, howToList, "%s: %s", file, tidy.PlainYAML(err))
	}
	for k := range doc.Groups {
		if err := r.readListed(file, &doc.Groups[k]); err != nil {
			return err
		}
	}
	return nil
}

// readListed adds one group of a file.
func (r *Registry) readListed(file string, node *yaml.Node) error {
	if err := onlyKeys(file, node, "id", "name", "members"); err != nil {
		return err
	}
	var g listedGroup
	if err := node.Decode(&g); err != nil {
		return tidy.Errorf(tidy.Data, howToList, "%s: %s", file, tidy.PlainYAML(err))
	}
	for lang := range g.Name {
		if !slices.Contains(Languages, lang) {
			return &tidy.RowError{File: file, Line: node.Line, Text: lang, Why: "unknown language", Hint: "names are by " + strings.Join(Languages, ", ")}
		}
	}
	if len(g.Name) > 0 && g.Name["en"] == "" {
		return &tidy.RowError{File: file, Line: node.Line, Text: g.ID, Why: "the group has a name, but none in en", Hint: "other languages may be missing, English is what they fall back to"}
	}
	if err := r.define(g.ID + "=" + strings.Join(g.Members, ",")); err != nil {
		return &tidy.RowError{File: file, Line: lineOf(node, err), Why: err.Error(), Hint: tidy.HintOf(err)}
	}
	if len(g.Name) > 0 {
		r.callGroup(strings.ToLower(g.ID), g.Name)
	}
	return nil
}

// lineOf is the line of the last member of a group that an error is about, else that of
// the group.
func lineOf(node *yaml.Node, err error) int {
	line := node.Line
	var about *tidy.Error
	if !errors.As(err, &about) || about.Word == "" {
		return line
	}
	for k := 0; k+1 < len(node.Content); k += 2 {
		for _, item := range node.Content[k+1].Content {
			if node.Content[k].Value == "members" && item.Value == about.Word {
				line = item.Line
			}
		}
	}
	return line
}

// callGroup gives a group its names.
func (r *Registry) callGroup(id string, by map[string]string) {
	var names [4]string
	for i, lang := range Languages {
		names[i] = strings.TrimSpace(by[lang])
		if names[i] == "" {
			names[i] = strings.TrimPrefix(strings.TrimSpace(by["en"]), "the ")
		}
	}
	r.names.cells[id] = &names
}

// onlyKeys refuses a key that nothing reads, with its line and the nearest one.
func onlyKeys(file string, node *yaml.Node, known ...string) error {
	if node.Kind != yaml.MappingNode {
		return &tidy.RowError{File: file, Line: node.Line, Text: node.Value, Why: "expected keys and values", Hint: howToList}
	}
	for k := 0; k+1 < len(node.Content); k += 2 {
		key := node.Content[k]
		if slices.Contains(known, key.Value) {
			continue
		}
		hint := "known are " + strings.Join(known, ", ")
		if near := tidy.Nearest(key.Value, known, 1); len(near) > 0 {
			hint = "did you mean " + near[0] + "? " + hint
		}
		return &tidy.RowError{File: file, Line: key.Line, Text: key.Value, Why: "unknown key", Hint: hint}
	}
	return nil
}
