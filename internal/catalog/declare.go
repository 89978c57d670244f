package catalog

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/tidy"
)

// Declaration reads the YAML that a user puts beside a file to say what its
// series are. It has the form of one dataset of the catalogue; only the
// indicators with id, unit, kind and rule are needed, or the vintage alone. Under the key layout it
// may say how the file is read, which is not for here: where it says nothing
// else there is no declaration, and nil. Errors are of kind tidy.Data and name
// the file and, where YAML can tell, the line.
func Declaration(path string, text []byte) (*Dataset, error) {
	var beside struct {
		Dataset `yaml:",inline"`
		Layout  yaml.Node `yaml:"layout"`
	}
	if err := decodeStrict(text, &beside); err != nil {
		return nil, tidy.Wrap(tidy.Data, errors.New(tidy.PlainYAML(err)), hintForm, "%s", path)
	}
	d := beside.Dataset
	if len(d.Indicators) == 0 && d.Vintage == "" && !beside.Layout.IsZero() && d.Publisher == nil && d.Title == "" {
		return nil, nil
	}
	return d.declared(path)
}

const hintForm = "the form is that of one dataset in 'tradestats show catalogue'"

// TableDeclaration reads the YAML that a user gives in place of the address of a table,
// which has no place for one beside it: the address under the key table, and the rest
// as Declaration has it. Without that key it is none, and the address is "".
func TableDeclaration(path string, text []byte) (address string, d *Dataset, err error) {
	var named struct {
		Table string `yaml:"table"`
	}
	if err := yaml.Unmarshal(text, &named); err != nil || named.Table == "" {
		return "", nil, nil // what it is instead is said by who reads that
	}
	var of struct {
		Dataset `yaml:",inline"`
		Table   string `yaml:"table"`
	}
	if err := decodeStrict(text, &of); err != nil {
		return "", nil, tidy.Wrap(tidy.Data, errors.New(tidy.PlainYAML(err)), hintForm, "%s", path)
	}
	d, err = of.declared(path)
	return of.Table, d, err
}

// declared checks what a user declares.
func (d *Dataset) declared(path string) (*Dataset, error) {
	if len(d.Indicators) == 0 && d.Vintage == "" {
		return nil, tidy.Errorf(tidy.Data, hintForm, "%s: declares no indicators", path)
	}
	if err := d.check(); err != nil {
		return nil, tidy.Wrap(tidy.Data, err, hintForm, "%s", path)
	}
	for k := range d.Indicators {
		if i := &d.Indicators[k]; i.Kind == Ratio {
			i.Unit = PlainUnit(i.Unit)
		}
	}
	return d, nil
}

const perCent = "per cent"

// PlainUnit spells a percentage as the catalogue does: "per cent of GDP" for
// "% of GDP" or "percent of GDP". Other units are returned as they are.
func PlainUnit(unit string) string {
	for _, spelling := range []string{"%", "percent"} {
		rest, found := strings.CutPrefix(unit, spelling)
		if found && (rest == "" || rest[0] == ' ') {
			return perCent + rest
		}
	}
	return unit
}

// languages are those that a text of the catalogue can be given in.
var languages = []string{"en", "fr", "es", "pt"}

// check finds what is wrong with a dataset that a user declares.
func (d *Dataset) check() error {
	if err := checkTexts("the dataset", d.Publisher, d.Short, d.Called, d.Series, d.Through, d.SourceNote, d.Licence); err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, i := range d.Indicators {
		if err := i.check(); err != nil {
			return err
		}
		if seen[i.ID] {
			return fmt.Errorf("indicator %q stands twice", i.ID)
		}
		seen[i.ID] = true
		if err := checkTexts(fmt.Sprintf("indicator %q", i.ID), i.Name, i.Subject, i.Form, i.Definition, i.Object, i.Label); err != nil {
			return err
		}
	}
	return nil
}

// checkTexts finds a language that nothing is printed in.
func checkTexts(of string, texts ...Text) error {
	for _, t := range texts {
		for _, lang := range slices.Sorted(maps.Keys(t)) {
			if lang != "" && !slices.Contains(languages, lang) {
				return fmt.Errorf("%s: language %q is none of %s", of, lang, strings.Join(languages, ", "))
			}
		}
	}
	return nil
}

// check finds what would make an aggregate or a growth rate wrong.
func (i Indicator) check() error {
	kinds := []string{Flow, Stock, Ratio, Price}
	rules := []string{Sum, WeightedMean, RatioOfSums, Median, None}
	switch {
	case i.ID == "":
		return fmt.Errorf("an indicator without id")
	case i.Unit == "":
		return fmt.Errorf("indicator %q: no unit", i.ID)
	case !slices.Contains(kinds, i.Kind):
		return fmt.Errorf("indicator %q: kind %q is none of %s", i.ID, i.Kind, strings.Join(kinds, ", "))
	case !slices.Contains(rules, i.Rule):
		return fmt.Errorf("indicator %q: rule %q is none of %s", i.ID, i.Rule, strings.Join(rules, ", "))
	case i.Rule == Sum && i.Kind != Flow && i.Kind != Stock:
		return fmt.Errorf("indicator %q: a %s is never summed", i.ID, i.Kind)
	case (i.Rule == WeightedMean || i.Rule == RatioOfSums) && i.Weight == "":
		return fmt.Errorf("indicator %q: rule %q needs a weight, the id of an indicator", i.ID, i.Rule)
	}
	return nil
}
