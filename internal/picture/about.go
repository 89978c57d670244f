package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/dataset"
	"tradestats/internal/study"
)

// About is what a picture shows and what it was made of: the JSON file beside an
// image, and what is written inside the image itself. It is a function of the
// inputs alone: no time, no version, no machine.
type About struct {
	Tool       string      `json:"tool"`
	Kind       string      `json:"kind"`
	Lang       string      `json:"lang"`
	Title      string      `json:"title"`
	Subtitle   string      `json:"subtitle"`
	Notes      []string    `json:"notes"`
	Source     string      `json:"source"`
	Licence    string      `json:"licence"`
	Alt        string      `json:"alt"`
	Selection  Selection   `json:"selection"`
	Indicators []Indicator `json:"indicators"`
	Datasets   []Dataset   `json:"datasets"`
	Inputs     []Input     `json:"inputs"`
	DataSHA256 string      `json:"data_sha256"` // of the CSV file of the plotted values
}

// A Selection is what was asked for: of a chart of a topic the topic, the year
// and the id, of one drawn by itself the question.
type Selection struct {
	Topic      string   `json:"topic,omitempty"`
	Edition    int      `json:"edition,omitempty"`
	ID         string   `json:"id,omitempty"`
	Indicators []string `json:"indicators,omitempty"`
	Economies  []string `json:"economies,omitempty"`
	Partners   []string `json:"partners,omitempty"`
	From       int      `json:"from,omitempty"`
	To         int      `json:"to,omitempty"`
	Year       int      `json:"year,omitempty"`
	As         string   `json:"as,omitempty"`
	Of         string   `json:"of,omitempty"`
	Base       int      `json:"base,omitempty"`
	Highlight  []string `json:"highlight,omitempty"`
	Currency   string   `json:"currency,omitempty"`
	Deflator   string   `json:"deflator,omitempty"`
	Target     string   `json:"target,omitempty"`
	Count      int      `json:"count,omitempty"`
	Log        bool     `json:"log,omitempty"`
	Horizon    int      `json:"horizon,omitempty"`
	By         []string `json:"by,omitempty"`
	AtTheTime  bool     `json:"composition_at_the_time,omitempty"`
	ByMembers  bool     `json:"coverage_by_members,omitempty"`
	MinPercent *float64 `json:"min_coverage,omitempty"`
}

// An Indicator says what the values are.
type Indicator struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Unit       string `json:"unit"`
	Definition string `json:"definition,omitempty"`
	Dataset    string `json:"dataset"`
}

// A Dataset is whose figures they are, and on which terms.
type Dataset struct {
	ID        string `json:"id"`
	Publisher string `json:"publisher"`
	Code      string `json:"code,omitempty"`
	Vintage   string `json:"vintage,omitempty"`
	Licence   string `json:"licence,omitempty"`
	Terms     string `json:"terms,omitempty"`
	Citation  string `json:"citation,omitempty"`
}

// An Input is a file that the picture was made from.
type Input struct {
	Path      string `json:"path"`
	SHA256    string `json:"sha256"`
	Dataset   string `json:"dataset"`
	Indicator string `json:"indicator,omitempty"`
}

// NewAbout says what a chart shows, of which indicators, made from which files.
func NewAbout(c chart.Chart, indicators []catalog.Indicator, inputs []dataset.Input, data []Value) (About, error) {
	lang := c.Lang
	a := About{Tool: Signature, Kind: kindOf(c.Body), Lang: lang, Title: c.Title, Subtitle: c.Subtitle, Notes: append([]string{}, c.Notes...), Source: c.Source, Licence: c.Licence, Alt: c.Alt}
	for _, i := range indicators {
		if i.ID != "" { // exchange rates are a dataset without one
			a.Indicators = append(a.Indicators, Indicator{i.ID, i.Name.In(lang), i.Unit, i.Definition.In(lang), i.Dataset.ID})
		}
		if d := i.Dataset; !slices.ContainsFunc(a.Datasets, func(o Dataset) bool { return o.ID == d.ID }) {
			a.Datasets = append(a.Datasets, Dataset{d.ID, d.Publisher.In(lang), d.Code, d.Vintage, d.Licence.In(lang), d.Terms, d.Citation})
		}
	}
	for _, in := range inputs {
		a.Inputs = append(a.Inputs, Input{in.Path, in.SHA256, in.Dataset, in.Indicator})
	}
	text, err := dataOf(data)
	sum := sha256.Sum256(text)
	a.DataSHA256 = hex.EncodeToString(sum[:])
	return a, err
}

// about notes what the picture that was made shows and rests on.
func (m *maker) about() (About, error) {
	ids := slices.Clone(m.desk.Used())
	slices.Sort(ids)
	engine, err := study.OnBasis(m.ctx, m.desk, m.q.Money) // which knows the file of exchange rates
	if err != nil {
		return About{}, err
	}
	inputs, err := engine.Inputs(slices.Compact(ids))
	if err != nil {
		return About{}, err
	}
	a, err := NewAbout(m.out.Chart, slices.Concat(m.used, m.also), inputs, m.out.Data)
	a.Selection = m.selection()
	return a, err
}

// selection is what was asked for, and what was chosen where the question left it open.
func (m *maker) selection() Selection {
	q := m.asked
	s := Selection{Indicators: q.Indicators, Economies: m.who, From: q.From, To: q.To, Year: q.Year, As: q.As, Of: q.Of, Base: m.q.Base,
		Highlight: m.items, Currency: q.Currency, Deflator: q.Deflator, Target: q.Target, Count: q.Count, Log: q.Log, Horizon: q.Horizon, By: q.By,
		AtTheTime: q.AtTheTime, ByMembers: q.Coverage.ByMembers}
	for _, text := range q.Partners {
		for _, one := range strings.Split(text, ",") {
			s.Partners = append(s.Partners, strings.TrimSpace(one))
		}
	}
	if q.Coverage.Forced {
		s.MinPercent = &q.Coverage.Min
	}
	return s
}

// kindOf is the name of the kind of a body.
func kindOf(b chart.Body) string {
	switch b.(type) {
	case chart.Lines:
		return "line"
	case chart.TileMap:
		return "tiles"
	}
	return strings.ToLower(strings.TrimPrefix(fmt.Sprintf("%T", b), "chart."))
}

// JSON is the file beside an image.
func (a About) JSON() ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(a)
	return b.Bytes(), err
}

// Compact is what an image carries inside.
func (a About) Compact() (string, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(a)
	return string(bytes.TrimSpace(b.Bytes())), err
}
