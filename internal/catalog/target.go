package catalog

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// How sure a target is: read in the text of those who set it, or in a text about
// it. What is not verified at all is no target here.
const (
	InPublisherText = "publisher"
	InSecondaryText = "secondary"
)

// A Programme is who set targets, and where that can be read. One without
// targets says in None why. It is read from datasets/targets.
type Programme struct {
	ID      string   `yaml:"id"`
	Name    Text     `yaml:"name"`
	Source  string   `yaml:"source"` // the citation: act, article, place
	Date    string   `yaml:"date"`   // of the source: 2022-12-14, 2022-12 or 2022
	Licence Text     `yaml:"licence"`
	Grade   string   `yaml:"grade"` // InPublisherText or InSecondaryText
	Group   string   `yaml:"group"` // of a programme without targets: whom it is for
	None    Text     `yaml:"none"`  // why there are no targets
	Targets []Target `yaml:"targets"`
}

// A Target is a value to be reached in a year by a group.
type Target struct {
	ID            string   `yaml:"id"`
	Text          Text     `yaml:"text"`
	Indicator     string   `yaml:"indicator"`   // of the catalogue, whose measure it is; or none
	MeasuredBy    []string `yaml:"measured_by"` // what files of the user's are called that measure it, the best first
	File          Text     `yaml:"file"`        // which file would measure it
	Group         string   `yaml:"group"`
	Year          int      `yaml:"year"`
	Value         float64  `yaml:"value"`
	Unit          string   `yaml:"unit"`
	BaseYear      int      `yaml:"base_year"` // from which the source counts; 0 is none
	LowerIsBetter bool     `yaml:"lower_is_better"`

	Programme *Programme `yaml:"-"`
	Place     string     `yaml:"-"` // file and line
}

// Measures returns the ids of the indicators that can measure the target, the
// best first.
func (t Target) Measures() []string {
	if t.Indicator == "" {
		return t.MeasuredBy
	}
	return append([]string{t.Indicator}, t.MeasuredBy...)
}

// Programmes returns the programmes with their targets, sorted by id, parsed
// once. Callers must not change them.
func Programmes() ([]*Programme, error) { return programmes() }

var programmes = sync.OnceValues(func() ([]*Programme, error) {
	names, err := fs.Glob(datasets.FS, "targets/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("targets: %w", err)
	}
	var out []*Programme
	seen := map[string]string{}
	for _, name := range names {
		text, err := datasets.FS.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("targets: %w", err)
		}
		p, err := parseProgramme(path.Base(name), text)
		if err != nil {
			return nil, err
		}
		for _, t := range p.Targets {
			if other := seen[t.ID]; other != "" {
				return nil, tidy.Errorf(tidy.Data, "an id stands for one target", "%s: target %q stands in %s too", path.Base(name), t.ID, other)
			}
			seen[t.ID] = path.Base(name)
		}
		out = append(out, p)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out, nil
})

// FindTarget returns the target of an id, or nil.
func FindTarget(id string) *Target {
	all, err := Programmes()
	if err != nil {
		return nil
	}
	for _, p := range all {
		for k := range p.Targets {
			if p.Targets[k].ID == id {
				return &p.Targets[k]
			}
		}
	}
	return nil
}

// parseProgramme reads and checks a file of targets. Errors are of kind
// tidy.Data and name the file and the line.
func parseProgramme(file string, text []byte) (*Programme, error) {
	var root yaml.Node
	if err := yaml.Unmarshal(text, &root); err != nil {
		return nil, tidy.Errorf(tidy.Data, "write it as the other files of targets are", "%s: %s", file, tidy.PlainYAML(err))
	}
	if len(root.Content) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give it an id, a name, a source and targets", "%s: the file is empty", file)
	}
	node := root.Content[0]
	if err := knownKeys(file, node, programmeKeys); err != nil {
		return nil, err
	}
	p := &Programme{}
	if err := node.Decode(p); err != nil {
		return nil, tidy.Errorf(tidy.Data, "write it as the other files of targets are", "%s: %s", file, tidy.PlainYAML(err))
	}
	if why := p.wrong(); why != "" {
		return nil, &tidy.RowError{File: file, Line: node.Line, Text: p.ID, Why: why}
	}
	items := valueOf(node, "targets")
	for k := range p.Targets {
		t := &p.Targets[k]
		t.Programme, t.Place = p, fmt.Sprintf("datasets/targets/%s:%d", file, items.Content[k].Line)
		if why := t.wrong(); why != "" {
			return nil, &tidy.RowError{File: file, Line: items.Content[k].Line, Text: t.ID, Why: why}
		}
	}
	return p, nil
}

// What a file of targets can say, each key with the keys of what stands under
// it.
var (
	textKeys      = keys{"en": nil, "fr": nil, "es": nil, "pt": nil}
	programmeKeys = keys{
		"id": nil, "name": textKeys, "source": nil, "date": nil, "licence": textKeys, "grade": nil, "group": nil, "none": textKeys,
		"targets": {
			"id": nil, "text": textKeys, "indicator": nil, "measured_by": nil, "file": textKeys, "group": nil, "year": nil,
			"value": nil, "unit": nil, "base_year": nil, "lower_is_better": nil,
		},
	}
)

// keys are those of a mapping, or of each mapping of a list.
type keys map[string]keys

// knownKeys refuses a key that nothing reads, with its line and the nearest one.
func knownKeys(file string, node *yaml.Node, known keys) error {
	switch {
	case known == nil || node.Kind == yaml.ScalarNode:
		return nil
	case node.Kind == yaml.SequenceNode:
		for _, item := range node.Content {
			if err := knownKeys(file, item, known); err != nil {
				return err
			}
		}
		return nil
	}
	for k := 0; k+1 < len(node.Content); k += 2 {
		key := node.Content[k]
		under, ok := known[key.Value]
		if !ok {
			return unknownKey(file, key, known)
		}
		if err := knownKeys(file, node.Content[k+1], under); err != nil {
			return err
		}
	}
	return nil
}

func unknownKey(file string, key *yaml.Node, known keys) error {
	names := make([]string, 0, len(known))
	for name := range known {
		names = append(names, name)
	}
	slices.Sort(names)
	hint := "known are " + strings.Join(names, ", ")
	if near := tidy.Nearest(key.Value, names, 1); len(near) > 0 {
		hint = "did you mean " + near[0] + "? " + hint
	}
	return &tidy.RowError{File: file, Line: key.Line, Text: key.Value, Why: "unknown key", Hint: hint}
}

func valueOf(node *yaml.Node, key string) *yaml.Node {
	for k := 0; k+1 < len(node.Content); k += 2 {
		if node.Content[k].Value == key {
			return node.Content[k+1]
		}
	}
	return &yaml.Node{}
}

// wrong says what a programme lacks: nothing travels without its source and its
// terms.
func (p *Programme) wrong() string {
	switch {
	case p.ID == "":
		return "a programme needs an id"
	case p.Source == "" || p.Date == "":
		return "a programme needs its source and the date of it"
	case p.Grade != InPublisherText && p.Grade != InSecondaryText:
		return "the grade is publisher or secondary: what is not verified is no target"
	case len(p.Targets) == 0 && p.Group == "":
		return "a programme without targets names the group that it is for"
	case len(p.Targets) == 0:
		return inAllLanguages("name", p.Name) + inAllLanguages("licence", p.Licence) + inAllLanguages("none", p.None)
	}
	return inAllLanguages("name", p.Name) + inAllLanguages("licence", p.Licence)
}

func (t *Target) wrong() string {
	switch {
	case t.ID == "":
		return "a target needs an id"
	case t.Group == "" || t.Unit == "":
		return "a target needs the group it is set for and a unit"
	case t.Year < 1000 || t.Year > 9999:
		return "a target needs the year it is set for"
	case t.BaseYear >= t.Year:
		return "the base year must come before the year of the target"
	case t.Indicator == "" && len(t.File) == 0:
		return "a target that no indicator measures says which file would"
	case t.Indicator == "":
		return inAllLanguages("text", t.Text) + inAllLanguages("file", t.File)
	}
	return inAllLanguages("text", t.Text)
}

// inAllLanguages says in which languages a text is missing; "" for none.
func inAllLanguages(what string, text Text) string {
	for _, lang := range languages {
		if text[lang] == "" {
			return what + " is missing in " + lang + "; "
		}
	}
	return ""
}
