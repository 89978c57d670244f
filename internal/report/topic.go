package report

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/datasets"
	"tradestats/internal/catalog"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// A topic is the definition of a report: which blocks it has, in which order,
// over which indicators and groups. It is read from datasets/topics.
type topic struct {
	ID        string       `yaml:"id"`
	Title     catalog.Text `yaml:"title"`
	Languages []string     `yaml:"languages"`
	Headline  string       `yaml:"headline"` // the indicator whose publisher's World sets the default year
	Since     int          `yaml:"since"`    // the year that longer comparisons start from
	Blocks    []yaml.Node  `yaml:"blocks"`

	file string
}

// TopicInfo is what there is to say of a topic in a list.
type TopicInfo struct {
	ID        string
	Title     catalog.Text
	Languages []string
	Headline  string
}

// Topics returns the topics of files of the user's, then those that the program
// carries, sorted by id.
func Topics(files ...string) ([]TopicInfo, error) {
	ours, err := withFiles(nil, files)
	if err != nil {
		return nil, err
	}
	all, err := besides(ours)
	if err != nil {
		return nil, err
	}
	out := make([]TopicInfo, len(all))
	for k, t := range all {
		out[k] = TopicInfo{t.ID, t.Title, t.Languages, t.Headline}
	}
	return out, nil
}

func readTopics() ([]*topic, error) {
	names, err := fs.Glob(datasets.FS, "topics/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("topics: %w", err)
	}
	var out []*topic
	for _, name := range names {
		text, err := datasets.FS.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("topics: %w", err)
		}
		t, err := parseTopic(path.Base(name), text)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out, nil
}

// selectTopics returns the topics of the given ids, in the order given, then those
// of files of the user's; without either all, which are those of own where there
// are any.
func selectTopics(ids, paths []string, own ...string) ([]*topic, error) {
	ours, err := withFiles(nil, own)
	if err != nil || len(own) > 0 && len(ids)+len(paths) == 0 {
		return ours, err
	}
	all, err := besides(ours)
	if err != nil || len(ids)+len(paths) == 0 {
		return all, err
	}
	known := make([]string, len(all))
	for k, t := range all {
		known[k] = t.ID
	}
	var out []*topic
	for _, id := range ids {
		k := slices.Index(known, id)
		if k < 0 {
			return nil, tidy.Unknown("topic", id, known)
		}
		if !slices.Contains(out, all[k]) {
			out = append(out, all[k])
		}
	}
	return withFiles(out, paths)
}

// besides are topics of the user's, then those of the program with another id.
func besides(ours []*topic) ([]*topic, error) {
	all, err := readTopics()
	all = slices.DeleteFunc(all, func(t *topic) bool { return isAmong(ours, t.ID) })
	return slices.Concat(ours, all), err
}

func isAmong(topics []*topic, id string) bool {
	return slices.ContainsFunc(topics, func(t *topic) bool { return t.ID == id })
}

// withFiles adds the topics of files. An id that stands twice would write one
// folder twice.
func withFiles(out []*topic, paths []string) ([]*topic, error) {
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, tidy.Wrap(tidy.Usage, err, "name a YAML file: see docs/topics.md", "cannot read the topic")
		}
		t, err := parseTopic(path, text)
		if err != nil {
			return nil, err
		}
		if isAmong(out, t.ID) {
			return nil, tidy.Errorf(tidy.Usage, "give it an id of its own", "%s: topic %s is written already", path, t.ID)
		}
		out = append(out, t)
	}
	return out, nil
}

// parseTopic reads and checks a topic file. Errors are of kind tidy.Data and
// name the file and the line.
func parseTopic(file string, text []byte) (*topic, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, tidy.Errorf(tidy.Data, "see docs/topics.md", "%s: %s", file, tidy.PlainYAML(err))
	}
	t := &topic{file: file}
	if len(root.Content) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give it an id and blocks", "%s: the file is empty", file)
	}
	if err := strict(root.Content[0], t, file); err != nil {
		return nil, err
	}
	if t.ID == "" || len(t.Blocks) == 0 || len(t.Languages) == 0 {
		return nil, tidy.Errorf(tidy.Data, "a topic has id, title, languages, headline, since and blocks", "%s: id, languages or blocks are missing", file)
	}
	if !plainID.MatchString(t.ID) {
		return nil, tidy.Errorf(tidy.Data, "its folder is called so: use small letters, digits and hyphens", "%s: id %q", file, t.ID)
	}
	for _, lang := range t.Languages {
		if !slices.Contains(locale.Languages(), lang) {
			return nil, tidy.Errorf(tidy.Data, "languages are "+strings.Join(locale.Languages(), ", "), "%s: unknown language %q", file, lang)
		}
	}
	_, err := t.newBlocks()
	return t, err
}

// hasTexts says whether all that the topic itself prints is there in a language
// that pages are written in.
func (t *topic) hasTexts(lang string) bool {
	blocks, err := t.newBlocks()
	if err != nil || !slices.Contains(locale.Languages(), lang) {
		return false
	}
	texts := []catalog.Text{t.Title}
	for _, b := range blocks {
		texts = append(texts, b.head().Title)
		if own, ok := b.(interface{ texts() []catalog.Text }); ok {
			texts = append(texts, own.texts()...)
		}
	}
	return !slices.ContainsFunc(texts, func(t catalog.Text) bool { return t[lang] == "" && t[""] == "" })
}

// plainID is the form of ids that become names of folders and files.
var plainID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// newBlocks makes the blocks of the topic, each ready to compute.
func (t *topic) newBlocks() ([]block, error) {
	kinds := make([]string, 0, len(blockKinds))
	for kind := range blockKinds {
		kinds = append(kinds, kind)
	}
	sort.Strings(kinds)
	var out []block
	seen := map[string]bool{}
	for k := range t.Blocks {
		node := &t.Blocks[k]
		var head struct {
			Kind string `yaml:"kind"`
			ID   string `yaml:"id"`
		}
		if err := node.Decode(&head); err != nil {
			return nil, tidy.Wrap(tidy.Data, err, "", "%s:%d", t.file, node.Line)
		}
		make, ok := blockKinds[head.Kind]
		if !ok {
			return nil, suggest(t.file, node.Line, "block kind", head.Kind, kinds)
		}
		if seen[head.ID] || !plainID.MatchString(head.ID) {
			return nil, &tidy.RowError{File: t.file, Line: node.Line, Text: head.ID, Why: "a block needs an id of its own", Hint: "its files are called so: use small letters, digits and hyphens"}
		}
		seen[head.ID] = true
		b := make()
		if err := strict(node, b, t.file); err != nil {
			return nil, err
		}
		if wrong := b.check(); len(wrong) > 0 {
			return nil, &tidy.RowError{File: t.file, Line: node.Line, Why: fmt.Sprintf("block %s: %s", head.ID, strings.Join(wrong, "; ")), Hint: "see docs/topics.md"}
		}
		out = append(out, b)
	}
	return out, nil
}

// at says in which file and line the block stands that an error comes from.
func (t *topic) at(k int, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s:%d: %w", t.file, t.Blocks[k].Line, err)
}

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
