package report

import (
	"errors"
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
	// What must hold of the figures, else the run fails after the edition is written.
	Assertions []yaml.Node `yaml:"assertions"`

	file string
	own  bool       // of a file of the user's
	root *yaml.Node // of the file
	hash string     // of what it says, whatever its comments and layout
}

// TopicInfo is what there is to say of a topic in a list.
type TopicInfo struct {
	ID        string
	Title     catalog.Text
	Languages []string
	Written   []string // all languages that its texts are in: Languages, and those that --lang can ask for
	Headline  string
}

// Topics returns the topics of files of the user's, then those that the program
// carries, sorted by id.
func Topics(files ...string) ([]TopicInfo, error) {
	ours, err := ownTopics(files)
	if err != nil {
		return nil, err
	}
	all, err := besides(ours)
	if err != nil {
		return nil, err
	}
	out := make([]TopicInfo, len(all))
	for k, t := range all {
		out[k] = TopicInfo{t.ID, t.Title, t.Languages, t.written(), t.Headline}
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
	ours, err := ownTopics(own)
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
	return withFiles(out, paths, known)
}

// ownTopics are those of files of the user's.
func ownTopics(files []string) ([]*topic, error) {
	if len(files) == 0 {
		return nil, nil
	}
	carried, err := readTopics()
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, t := range carried {
		ids = append(ids, t.ID)
	}
	return withFiles(nil, files, ids)
}

// besides are topics of the user's, then those of the program.
func besides(ours []*topic) ([]*topic, error) {
	all, err := readTopics()
	return slices.Concat(ours, all), err
}

func isAmong(topics []*topic, id string) bool {
	return slices.ContainsFunc(topics, func(t *topic) bool { return t.ID == id })
}

// withFiles adds the topics of files. An id that stands twice would write one
// folder twice, and that of a topic that the program carries would replace its edition.
func withFiles(out []*topic, paths, carried []string) ([]*topic, error) {
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, tidy.Wrap(tidy.Usage, err, "name a YAML file: see docs/topics.md", "cannot read the topic")
		}
		t, err := parseTopic(path, text)
		if err != nil {
			return nil, err
		}
		t.own = true
		line := valueOf(t.root, "id").Line
		if slices.Contains(carried, t.ID) {
			return nil, &tidy.RowError{File: path, Line: line, Text: t.ID, Why: "a topic that the program carries has this id", Hint: "give yours an id of its own: it would replace the other's edition"}
		}
		if isAmong(out, t.ID) {
			return nil, &tidy.RowError{File: path, Line: line, Text: t.ID, Why: "another topic of this run has this id", Hint: "give it an id of its own"}
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
	t.root = root.Content[0]
	for _, lang := range valueOf(t.root, "languages").Content {
		if !slices.Contains(locale.Languages(), lang.Value) {
			return nil, suggest(file, lang.Line, "language", lang.Value, locale.Languages())
		}
	}
	if err := t.checkTexts(t.root, reflect.TypeOf(*t)); err != nil {
		return nil, err
	}
	if _, err := t.newBlocks(); err != nil {
		return nil, err
	}
	if _, err := t.assertions(); err != nil {
		return nil, err
	}
	var err error
	t.hash, err = meaning(&root, file)
	return t, err
}

// meaning is a hash of what a file of YAML says: comments, quotes, the order of keys and
// where lines break do not change it.
func meaning(root *yaml.Node, file string) (string, error) {
	var said any
	if err := root.Decode(&said); err != nil {
		return "", tidy.Errorf(tidy.Data, "see docs/topics.md", "%s: %s", file, tidy.PlainYAML(err))
	}
	text, err := yaml.Marshal(said) // with sorted keys
	return sum(text), err
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

// written are the languages of the topic, then the others that its texts are in.
func (t *topic) written() []string {
	others := slices.DeleteFunc(locale.Languages(), func(lang string) bool { return slices.Contains(t.Languages, lang) || !t.hasTexts(lang) })
	return slices.Concat(t.Languages, others)
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
		if err := t.checkTexts(node, reflect.TypeOf(b).Elem()); err != nil {
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
	return t.where(&t.Blocks[k], err)
}

// where says in which line below a node an error comes from. A word that names nothing
// is an error of the file, not of the command.
func (t *topic) where(node *yaml.Node, err error) error {
	var known *tidy.Error
	if errors.As(err, &known) && known.Word != "" {
		if n := find(node, known.Word); n != nil {
			return &tidy.RowError{File: t.file, Line: n.Line, Why: known.Msg, Hint: known.Hint}
		}
	}
	return fmt.Errorf("%s:%d: %w", t.file, node.Line, err)
}

// knows refuses a topic that names an indicator or a target that there is not, before anything is
// read.
func (t *topic) knows(c *catalog.Catalog) error {
	if _, err := c.Indicator(t.Headline); err != nil {
		return t.where(valueOf(t.root, "headline"), err)
	}
	blocks, err := t.newBlocks()
	if err != nil {
		return err
	}
	for k, b := range blocks {
		for _, id := range b.needs() {
			if _, err := c.Indicator(id); err != nil {
				return t.at(k, err)
			}
		}
		if of, ok := b.(*targetBlock); ok {
			if err := of.knows(c); err != nil {
				return t.at(k, err)
			}
		}
	}
	return nil
}
