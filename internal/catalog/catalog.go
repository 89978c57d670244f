// Package catalog is the registry of datasets and indicators: what each figure
// is, who published it, how it may be added up and on which terms it travels.
// It is read from datasets/catalogue.yaml, and extended by the series that a
// user declares beside a file.
package catalog

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// The kinds of an indicator: only flows and stocks can be summed over
// economies, and a ratio never.
const (
	Flow    = "flow"
	Stock   = "stock"
	Ratio   = "ratio"
	Price   = "price"
	Unknown = "" // a user's series that was not declared
)

// The rules by which economies make a group.
const (
	Sum          = "sum"
	WeightedMean = "weighted mean"
	RatioOfSums  = "ratio of sums"
	Median       = "median"
	None         = "none"
)

// A Text is printed in the reader's language: one text for all under the key
// "", or one for each language.
type Text map[string]string

// UnmarshalYAML takes a plain text as one for all languages.
func (t *Text) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		*t = Text{"": n.Value}
		return nil
	}
	var m map[string]string
	if err := n.Decode(&m); err != nil {
		return err
	}
	*t = m
	return nil
}

// In returns the text in a language, else the one for all, else in English.
func (t Text) In(lang string) string {
	for _, key := range []string{lang, "", "en"} {
		if s := t[key]; s != "" {
			return s
		}
	}
	return ""
}

// A Dataset is one publisher's figures with their provenance.
type Dataset struct {
	ID         string      `yaml:"id"`
	Publisher  Text        `yaml:"publisher"`
	Short      Text        `yaml:"short"`  // as printed in a table
	Called     Text        `yaml:"called"` // as printed in a sentence, with its article
	Title      string      `yaml:"title"`
	Series     Text        `yaml:"series"` // the publisher's database
	Code       string      `yaml:"code"`
	Source     string      `yaml:"source"`      // the publisher as keys name it: "worldbank"
	Through    Text        `yaml:"through"`     // by which way it was had
	SourceNote Text        `yaml:"source_note"` // whom the publisher had it from
	Vintage    string      `yaml:"vintage"`     // 2025-12-18, 2025-12 or 2025
	Licence    Text        `yaml:"licence"`
	Terms      string      `yaml:"terms"` // what the licence asks of who redistributes
	Citation   string      `yaml:"citation"`
	CitationIn Text        `yaml:"citation_in"` // in other languages than English
	File       string      `yaml:"file"`        // only of a dataset without indicators
	SHA256     string      `yaml:"sha256"`      // of File
	Indicators []Indicator `yaml:"indicators"`
	Own        bool        `yaml:"-"` // came from the user's files
}

// Cited is the citation in a language, where the catalogue has it: not that of a vintage
// of the user's, which is another one.
func (d *Dataset) Cited(lang string) string {
	if text := d.CitationIn[lang]; text != "" && !d.Own {
		return text
	}
	return d.Citation
}

// An Indicator is one published quantity.
type Indicator struct {
	ID          string   `yaml:"id"`
	File        string   `yaml:"file"` // in datasets, or the user's file
	SHA256      string   `yaml:"sha256"`
	Code        string   `yaml:"code"` // the publisher's
	Keys        []string `yaml:"keys"` // PUBLISHER:CODE, under which publishers' files hold it
	Unit        string   `yaml:"unit"`
	Digits      int      `yaml:"digits"` // decimals that the publisher prints
	Kind        string   `yaml:"kind"`
	Rule        string   `yaml:"rule"`
	Weight      string   `yaml:"weight"` // the indicator that weighs a ratio
	Trade       string   `yaml:"trade"`  // "exports", "imports" or ""
	Counterpart string   `yaml:"counterpart"`
	Parts       []string `yaml:"parts"`
	Name        Text     `yaml:"name"`
	Subject     Text     `yaml:"subject"` // for sentences; in French with its article
	Form        Text     `yaml:"form"`    // of the subject's verb: one, many, one-f, many-f
	Definition  Text     `yaml:"definition"`
	Object      Text     `yaml:"object"` // what is traded, such as "ICT services"
	Label       Text     `yaml:"label"`  // tells it from its counterpart on a chart
	Dataset     *Dataset `yaml:"-"`
}

// IsPercentage tells whether the values are per cent, whose changes are
// counted in points.
func (i Indicator) IsPercentage() bool {
	return i.Kind == Ratio && strings.HasPrefix(i.Unit, perCent)
}

// Additive tells whether values of different economies may be summed.
func (i Indicator) Additive() bool { return i.Rule == Sum && (i.Kind == Flow || i.Kind == Stock) }

// PublicationUnit is the smallest step in which the publisher prints values.
func (i Indicator) PublicationUnit() float64 {
	step := 1.0
	for range i.Digits {
		step /= 10
	}
	return step
}

// A Catalog holds datasets and their indicators, and the publishers' codes of
// groups with the group here that each can be compared with.
type Catalog struct {
	Datasets   []*Dataset
	Aggregates map[string]string
	byID       map[string]*Indicator
	byKey      map[string]*Indicator
	codes      map[string]string // Aggregates from group to code
	targets    *Targets          // nil: those that the program carries
}

// Embedded returns the catalogue of the embedded figures, parsed once. Callers
// must not change it; With makes an extended copy.
func Embedded() (*Catalog, error) { return embedded() }

var embedded = sync.OnceValues(func() (*Catalog, error) {
	text, err := datasets.FS.ReadFile("catalogue.yaml")
	if err != nil {
		return nil, fmt.Errorf("embedded catalogue: %w", err)
	}
	var file struct {
		Aggregates map[string]string `yaml:"aggregates"`
		Datasets   []*Dataset        `yaml:"datasets"`
	}
	if err := decodeStrict(text, &file); err != nil {
		return nil, fmt.Errorf("embedded catalogue: %w", err)
	}
	c := &Catalog{Aggregates: file.Aggregates, Datasets: file.Datasets}
	return c, c.index()
})

// With returns a copy of the catalogue that holds further datasets. An
// indicator of the same id takes the place of the one that was there.
func (c *Catalog) With(more ...*Dataset) (*Catalog, error) {
	out := &Catalog{Aggregates: c.Aggregates, targets: c.targets}
	replaced := map[string]bool{}
	for _, d := range more {
		for _, i := range d.Indicators {
			replaced[i.ID] = true
		}
	}
	for _, d := range c.Datasets {
		kept := *d
		kept.Indicators = nil
		for _, i := range d.Indicators {
			if !replaced[i.ID] {
				kept.Indicators = append(kept.Indicators, i)
			}
		}
		if len(kept.Indicators) > 0 || len(d.Indicators) == 0 {
			out.Datasets = append(out.Datasets, &kept)
		}
	}
	out.Datasets = append(out.Datasets, more...)
	return out, out.index()
}

func (c *Catalog) index() error {
	c.byID, c.byKey = map[string]*Indicator{}, map[string]*Indicator{}
	for _, d := range c.Datasets {
		for k := range d.Indicators {
			i := &d.Indicators[k]
			i.Dataset = d
			if c.byID[i.ID] != nil {
				return fmt.Errorf("catalogue: indicator %q stands twice", i.ID)
			}
			c.byID[i.ID] = i
			for _, key := range i.Keys {
				if other := c.byKey[key]; other != nil {
					return fmt.Errorf("catalogue: key %q stands for %s and %s", key, other.ID, i.ID)
				}
				c.byKey[key] = i
			}
		}
	}
	c.codes = make(map[string]string, len(c.Aggregates))
	for _, code := range slices.Sorted(maps.Keys(c.Aggregates)) {
		group := c.Aggregates[code]
		if other := c.codes[group]; other != "" {
			return fmt.Errorf("catalogue: group %q has the codes %s and %s", group, other, code)
		}
		c.codes[group] = code
	}
	return nil
}

// Indicator returns the indicator of an id; an id that is not there is a usage
// error with the nearest ones.
func (c *Catalog) Indicator(id string) (Indicator, error) {
	if i := c.byID[id]; i != nil {
		return *i, nil
	}
	return Indicator{}, tidy.Unknown("indicator", id, c.IDs())
}

// ByKey returns the indicator that a publisher's file holds under a code. The
// key is PUBLISHER:CODE, such as "worldbank:IT.NET.USER.ZS".
func (c *Catalog) ByKey(key string) (Indicator, bool) {
	if i := c.byKey[key]; i != nil {
		return *i, true
	}
	return Indicator{}, false
}

// Has tells whether an indicator of that id is known.
func (c *Catalog) Has(id string) bool { return c.byID[id] != nil }

// IDs returns the ids of all indicators, sorted.
func (c *Catalog) IDs() []string {
	return slices.Sorted(maps.Keys(c.byID))
}

// Dataset returns the dataset of an id, or nil.
func (c *Catalog) Dataset(id string) *Dataset {
	for _, d := range c.Datasets {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// PublishedCode returns the publishers' code of a group here, such as "WLD"
// for "world", or "" when they publish none.
func (c *Catalog) PublishedCode(group string) string {
	return c.codes[group]
}

func decodeStrict(text []byte, into any) error {
	dec := yaml.NewDecoder(bytes.NewReader(text))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
