package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

// How sure a target is: read in the text of those who set it, or in a text about
// it. What is not verified at all is no target here.
const (
	InPublisherText = "publisher"
	InSecondaryText = "secondary"
)

// A Programme is who set targets, and where that can be read. One without
// targets says in None why. It is read from datasets/targets, or from a file of the
// user's.
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

	// Own tells that it stands in a file of the user's.
	Own   bool `yaml:"-"`
	place place
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
	place     place
}

// A place is where a mapping of a file stands, and each of its keys.
type place struct {
	file string
	line int
	keys map[string]int
}

func placeOf(file string, node *yaml.Node) place {
	p := place{file, node.Line, map[string]int{}}
	for k := 0; k+1 < len(node.Content); k += 2 {
		p.keys[node.Content[k].Value] = node.Content[k].Line
	}
	return p
}

// wrong is an error about what stands under a key, or about the whole for a key that
// is not there.
func (p place) wrong(key, text, why, hint string) error {
	line := p.line
	if at := p.keys[key]; at != 0 {
		line = at
	}
	return &tidy.RowError{File: p.file, Line: line, Text: text, Why: why, Hint: hint}
}

// Wrong is an error of kind tidy.Data about what stands under a key of a programme: it
// names the file and the line.
func (p *Programme) Wrong(key, text, why, hint string) error {
	return p.place.wrong(key, text, why, hint)
}

// Wrong is that of a target.
func (t *Target) Wrong(key, text, why, hint string) error { return t.place.wrong(key, text, why, hint) }

// Measures returns the ids of the indicators that can measure the target, the
// best first.
func (t Target) Measures() []string {
	if t.Indicator == "" {
		return t.MeasuredBy
	}
	return append([]string{t.Indicator}, t.MeasuredBy...)
}

// howTargets says what a file of targets is.
const howTargets = "write it as the example in docs/repository.md"

// A reading is a file of targets that is being read.
type reading struct {
	file string // as errors name it
	name string // as places name it
	own  bool   // of the user's: texts may stand in English alone, and ids name files
}

// programme reads and checks the file. Errors are of kind tidy.Data and name the file
// and the line.
func (r reading) programme(text []byte) (*Programme, error) {
	node, err := r.root(text)
	if err != nil {
		return nil, err
	}
	if err := knownKeys(r.file, node, programmeKeys); err != nil {
		return nil, err
	}
	p := &Programme{}
	if err := node.Decode(p); err != nil {
		return nil, tidy.BrokenYAML(r.file, err, howTargets)
	}
	p.Own, p.place = r.own, placeOf(r.file, node)
	if key, why := p.wrong(); why != "" {
		text := p.ID
		if key == "date" {
			text = p.Date
		}
		return nil, p.Wrong(key, text, why, howTargets)
	}
	items := plain(valueOf(node, "targets")).Content
	for k := range p.Targets {
		t := &p.Targets[k]
		item := plain(items[k])
		t.Unit = PlainUnit(t.Unit)
		t.Programme, t.place, t.Place = p, placeOf(r.file, item), fmt.Sprintf("%s:%d", r.name, item.Line)
		if key, why := t.wrong(); why != "" {
			return nil, t.Wrong(key, t.ID, why, howTargets)
		}
	}
	return p, nil
}

// root is the mapping of a file.
func (r reading) root(text []byte) (*yaml.Node, error) {
	var root, more yaml.Node
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	err := decoder.Decode(&root)
	switch {
	case errors.Is(err, io.EOF) || err == nil && root.Content[0].Tag == "!!null":
		return nil, &tidy.RowError{File: r.file, Line: 1, Why: "the file is empty", Hint: "give it an id, a name, a source and targets: see docs/repository.md"}
	case err != nil:
		return nil, tidy.BrokenYAML(r.file, err, howTargets)
	}
	node := root.Content[0]
	if node.Kind != yaml.MappingNode {
		return nil, &tidy.RowError{File: r.file, Line: node.Line, Text: node.Value, Why: "a programme is keys and values: id, name, source, date, licence, grade, targets", Hint: howTargets}
	}
	if err := decoder.Decode(&more); err == nil {
		return nil, &tidy.RowError{File: r.file, Line: more.Line, Why: "another document follows", Hint: "write a file for each programme"}
	} else if !errors.Is(err, io.EOF) {
		return nil, tidy.BrokenYAML(r.file, err, howTargets)
	}
	return node, nil
}

// plain is the node that an alias stands for.
func plain(node *yaml.Node) *yaml.Node {
	if node.Kind == yaml.AliasNode {
		return node.Alias
	}
	return node
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

// plainID is the form of ids of the user's: charts and tables of a report are called so.
var plainID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// wrong says what a programme lacks, and under which key: nothing travels without its
// source and its terms.
func (p *Programme) wrong() (key, why string) {
	switch {
	case p.ID == "":
		return "id", "a programme needs an id"
	case p.Own && !plainID.MatchString(p.ID):
		return "id", notPlain
	case p.Source == "" || p.Date == "":
		return "source", "a programme needs its source and the date of it"
	case !isDate(p.Date):
		return "date", noDate
	case p.Grade != InPublisherText && p.Grade != InSecondaryText:
		return "grade", "the grade is publisher or secondary: what is not verified is no target"
	case len(p.Targets) == 0 && p.Group == "":
		return "targets", "a programme without targets names the group that it is for"
	}
	for _, of := range []struct {
		key  string
		text Text
	}{{"name", p.Name}, {"licence", p.Licence}, {"none", p.None}} {
		if of.key == "none" && len(p.Targets) > 0 {
			continue
		}
		if why := lacking(of.key, of.text, p.Own); why != "" {
			return of.key, why
		}
	}
	return "", ""
}

const noDate = "the date of the source is a day, a month or a year, such as 2024-05-01, 2024-05 or 2024"

func isDate(text string) bool {
	_, ok := tidy.LastDay(text)
	return ok
}

const notPlain = "an id is small letters, digits and hyphens: charts and tables are called so"

func (t *Target) wrong() (key, why string) {
	own := t.Programme.Own
	switch {
	case t.ID == "":
		return "id", "a target needs an id"
	case own && !plainID.MatchString(t.ID):
		return "id", notPlain
	case t.Group == "" || t.Unit == "":
		return "group", "a target needs the group it is set for and a unit"
	case t.Year < 1000 || t.Year > 9999:
		return "year", "a target needs the year it is set for"
	case t.BaseYear >= t.Year:
		return "base_year", "the base year must come before the year of the target"
	case t.place.keys["value"] == 0 || math.IsNaN(t.Value) || math.IsInf(t.Value, 0):
		return "value", "a target needs the value to be reached, a number"
	case strings.HasPrefix(PlainUnit(t.Unit), perCent) && (t.Value < 0 || t.Value > 100):
		return "value", "a percentage is a target from 0 to 100"
	case t.Indicator == "" && len(t.File) == 0:
		return "file", "a target that no indicator measures says under file which file would"
	}
	if why := lacking("text", t.Text, own); why != "" || t.Indicator != "" {
		return "text", why
	}
	return "file", lacking("file", t.File, own)
}

// lacking says in which language a text is missing, "" for none. The program's own
// have all; the user's have what stands for all, or English, which others fall back to.
func lacking(what string, text Text, own bool) string {
	if own {
		if text.In("en") == "" {
			return what + " is missing in en, which other languages fall back to"
		}
		return ""
	}
	for _, lang := range languages {
		if text[lang] == "" {
			return what + " is missing in " + lang
		}
	}
	return ""
}
