package catalog

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"sync"

	"tradestats/datasets"
)

// A Publisher says what the series of a publisher's files are that are no
// indicator of the catalogue yet. It is read from datasets/publishers.yaml.
type Publisher struct {
	Name       Text              `yaml:"publisher"`
	Short      Text              `yaml:"short"`
	Called     Text              `yaml:"called"`
	Series     Text              `yaml:"series"`
	Prefix     string            `yaml:"prefix"` // before the publisher's code in an id
	Table      bool              `yaml:"table"`  // codes are unique within a table only
	Licence    Text              `yaml:"licence"`
	Terms      string            `yaml:"terms"`
	Citation   string            `yaml:"citation"` // with {title}, {code}, {vintage}
	Copies     map[string]string `yaml:"copies"`   // code -> the indicator that it is a copy of
	Rules      []SeriesRule      `yaml:"series_rules"`
	Indicators []Indicator       `yaml:"indicators"` // under the publisher's codes
}

// A SeriesRule says what the series of a pattern are.
type SeriesRule struct {
	Match string `yaml:"match"` // of the code; * is any text without a slash
	Unit  string `yaml:"unit"`  // of the unit; "" fits all
	Kind  string `yaml:"kind"`
	Rule  string `yaml:"rule"`
	Trade string `yaml:"trade"`
}

// PublisherOf returns the publisher of a key, or nil when none has it.
func PublisherOf(key string) (*Publisher, error) {
	all, err := publishers()
	if err != nil {
		return nil, err
	}
	return all[key], nil
}

var publishers = sync.OnceValues(func() (map[string]*Publisher, error) {
	text, err := datasets.FS.ReadFile("publishers.yaml")
	if err != nil {
		return nil, fmt.Errorf("embedded publishers: %w", err)
	}
	var all map[string]*Publisher
	if err := decodeStrict(text, &all); err != nil {
		return nil, fmt.Errorf("embedded publishers: %w", err)
	}
	return all, nil
})

// Describe returns the indicator that a series of the publisher becomes, with
// what is known of it; its id is the caller's to make. label and unit are the
// publisher's words and may be empty.
func (p *Publisher) Describe(code, label, unit string) Indicator {
	i := Indicator{Code: code, Rule: None, Unit: PlainUnit(unit)}
	for _, known := range p.Indicators {
		if known.ID == code {
			i.Name, i.Subject, i.Form, i.Object, i.Label, i.Definition = known.Name, known.Subject, known.Form, known.Object, known.Label, known.Definition
		}
	}
	if len(i.Name) == 0 {
		i.Name = Text{"": cmp.Or(label, code)}
	}
	if strings.HasPrefix(i.Unit, perCent) {
		i.Kind = Ratio
	}
	for _, r := range p.Rules {
		if fits(r.Match, code) && (r.Unit == "" || fits(r.Unit, i.Unit)) {
			i.Kind, i.Rule, i.Trade = r.Kind, r.Rule, r.Trade
			break
		}
	}
	return i
}

// fits tells whether a text is of a pattern in which * is any text.
func fits(pattern, text string) bool {
	ok, err := path.Match(pattern, strings.ReplaceAll(text, "/", " "))
	return err == nil && ok
}

// Cite fills in the publisher's citation; what is not known is left out.
func (p *Publisher) Cite(title, code, vintage string) string {
	text := strings.NewReplacer("{title}", title, "{code}", code, "{vintage}", vintage).Replace(p.Citation)
	for _, gap := range []string{" ()", ", ."} {
		text = strings.ReplaceAll(text, gap, strings.TrimLeft(gap, " ,()"))
	}
	return strings.ReplaceAll(text, ", ,", ",")
}
