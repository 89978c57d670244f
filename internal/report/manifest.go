package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"runtime"
	"slices"
	"sort"

	"tradestats/internal/dataset"
	"tradestats/internal/frame"
)

const manifestName = "manifest.json"

// A manifest says what an edition of a topic was made of and what it prints.
// It is written last: where it stands, the edition is whole.
type manifest struct {
	Tool         string           `json:"tool"`
	Version      string           `json:"version"`
	Architecture string           `json:"architecture"` // of the machine: the bytes of images depend on it
	Topic        string           `json:"topic"`
	Year         int              `json:"year"`
	Languages    []string         `json:"languages"`
	Formats      []string         `json:"formats"`
	Inputs       []manifestInput  `json:"inputs"`
	Outputs      []manifestOutput `json:"outputs"`
	Warnings     []string         `json:"warnings"`
	basis
	Assertions []assessed `json:"assertions,omitempty"`
	Numbers    []figure   `json:"numbers"`

	damaged bool // it could not be read
}

type manifestInput struct {
	Path      string `json:"path"`
	SHA256    string `json:"sha256"`
	Dataset   string `json:"dataset"`
	Indicator string `json:"indicator"`
	Publisher string `json:"publisher"`
	Vintage   string `json:"vintage"`
}

type manifestOutput struct {
	Path   string `json:"path"` // below the folder of the manifest
	SHA256 string `json:"sha256"`
}

func newManifest(o Options, e *env, j *job, b *book) ([]byte, error) {
	m := manifest{
		Tool: "tradestats", Version: o.Version, Architecture: runtime.GOARCH, Topic: e.topic.ID, Year: o.Year,
		Languages: j.languages, Formats: j.formats, Warnings: append([]string{}, e.warnings...),
		Outputs: []manifestOutput{}, Assertions: j.assessed, Numbers: []figure{},
	}
	inputs, err := o.Engine.Inputs(e.indicators())
	if err != nil {
		return nil, err
	}
	if e.rates && !slices.ContainsFunc(inputs, func(in dataset.Input) bool { return in.Dataset == ratesDataset }) {
		rates, err := dataset.RatesInput()
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, rates)
	}
	for _, in := range inputs {
		d := e.engine.Catalog().Dataset(in.Dataset)
		m.Inputs = append(m.Inputs, manifestInput{in.Path, in.SHA256, in.Dataset, in.Indicator, d.Publisher.In("en"), d.Vintage})
	}
	for _, name := range sorted(j.made) {
		m.Outputs = append(m.Outputs, manifestOutput{name, sum(j.made[name])})
	}
	m.Numbers = b.numbers()
	m.basis = newBasis(o, e, b, m.Numbers)
	return encode(m)
}

// numbers are the figures that have a value, in the order of their ids.
func (b *book) numbers() []figure {
	out := []figure{}
	for _, f := range b.figures {
		if f.Value != f.Value { // NaN: printed as not available
			continue
		}
		f.Value = frame.Significant(f.Value)
		out = append(out, f)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].ID < out[j].ID })
	return out
}

// encode writes JSON that people can read and compare line by line.
func encode(m manifest) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(m)
	return b.Bytes(), err
}

func sum(content []byte) string {
	h := sha256.Sum256(content)
	return hex.EncodeToString(h[:])
}

func sorted(f files) []string {
	out := make([]string, 0, len(f))
	for name := range f {
		out = append(out, name)
	}
	sort.Strings(out)
	return out
}
