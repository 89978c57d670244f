package catalog

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/tidy"
)

// Declaration reads the YAML that a user puts beside a file to say what its
// series are. It has the form of one dataset of the catalogue; only the
// indicators with id, unit, kind and rule are needed. Errors are of kind
// tidy.Data and name the file and, where YAML can tell, the line.
func Declaration(path string, text []byte) (*Dataset, error) {
	var d Dataset
	hint := "the form is that of one dataset in 'tradestats show catalogue'"
	if err := decodeStrict(text, &d); err != nil {
		return nil, tidy.Wrap(tidy.Data, errors.New(plainYAML(err)), hint, "%s", path)
	}
	if len(d.Indicators) == 0 {
		return nil, tidy.Errorf(tidy.Data, hint, "%s: declares no indicators", path)
	}
	for _, i := range d.Indicators {
		if err := i.check(); err != nil {
			return nil, tidy.Wrap(tidy.Data, err, hint, "%s", path)
		}
	}
	return &d, nil
}

var unknownField = regexp.MustCompile(`field (\S+) not found in type \S+`)

// plainYAML says what the decoder says without the names of Go's types.
func plainYAML(err error) string {
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	text = strings.Join(strings.Fields(strings.TrimPrefix(text, "unmarshal errors:")), " ")
	return unknownField.ReplaceAllString(text, "unknown key $1")
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
