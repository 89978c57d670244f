package picture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"tradestats/internal/dataset"
	"tradestats/internal/imagefile"
	"tradestats/internal/tidy"
)

// ReadAbout reads what an image carries inside: a PNG by its text chunks, an SVG
// by its metadata. An image of another hand is an error of kind tidy.Data.
func ReadAbout(name string, r io.Reader) (About, error) {
	text, err := embedded(name, r)
	if err != nil {
		return About{}, err
	}
	var a About
	if err := json.Unmarshal([]byte(text), &a); err != nil || a.Tool != "tradestats" {
		return About{}, tidy.Errorf(tidy.Data, "only images that tradestats wrote carry it", "%s: it does not say where it comes from", name)
	}
	a.clean()
	return a, nil
}

// clean takes control characters out of the texts of an image, which may come
// from anywhere and are printed on a terminal.
func (a *About) clean() {
	texts := []*string{&a.Title, &a.Subtitle, &a.Source, &a.Licence, &a.Alt, &a.Lang, &a.Kind, &a.DataSHA256}
	for k := range a.Notes {
		texts = append(texts, &a.Notes[k])
	}
	for k := range a.Datasets {
		d := &a.Datasets[k]
		texts = append(texts, &d.ID, &d.Publisher, &d.Code, &d.Vintage, &d.Licence, &d.Terms, &d.Citation)
	}
	for k := range a.Inputs {
		in := &a.Inputs[k]
		texts = append(texts, &in.Path, &in.SHA256, &in.Dataset, &in.Indicator)
	}
	for _, t := range texts {
		*t = strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return ' '
			}
			return r
		}, *t)
	}
}

func embedded(name string, r io.Reader) (string, error) {
	var head bytes.Buffer
	start, err := io.ReadAll(io.LimitReader(io.TeeReader(r, &head), 8))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	all := io.MultiReader(&head, r)
	if !strings.HasPrefix(string(start), "\x89PNG") && !strings.Contains(string(start), "<") {
		return "", tidy.Errorf(tidy.Data, "give an image that tradestats wrote", "%s: it is neither a PNG nor an SVG", name)
	}
	if string(start) != "\x89PNG\r\n\x1a\n" {
		text, err := imagefile.ReadSVGMetadata(all)
		if err != nil {
			return "", tidy.Wrap(tidy.Data, err, "give a PNG or an SVG that tradestats wrote", "%s", name)
		}
		return text, nil
	}
	texts, err := imagefile.ReadPNGText(all)
	if err != nil {
		return "", tidy.Wrap(tidy.Data, err, "the file is damaged: take it anew", "%s", name)
	}
	k := slices.IndexFunc(texts, func(t imagefile.Text) bool { return t.Keyword == "tradestats" })
	if k < 0 {
		return "", nil
	}
	return texts[k].Text, nil
}

// What became of an input of an image.
const (
	Unchanged = "unchanged"
	Changed   = "changed"
	Gone      = "not at hand"
)

// A Trace is one input of an image and what became of it.
type Trace struct {
	Dataset   string `col:"dataset" json:"dataset"`
	Indicator string `col:"indicator" json:"indicator"`
	Path      string `col:"path" json:"path"`
	SHA256    string `col:"sha256" json:"sha256"` // as the image says
	Now       string `col:"sha256_now" json:"sha256_now"`
	Status    string `col:"status" json:"status"` // Unchanged, Changed or Gone
	NowPath   string `json:"-"`                   // what is read in its place, where that has other bytes and is called otherwise
}

// now is the trace of an input that is at hand, in which there is what is read now.
func (t Trace) now(path, sum string) Trace {
	t.Now, t.Status = sum, Changed
	switch {
	case sum == t.SHA256:
		t.Status = Unchanged
	case path != t.Path:
		t.NowPath = path
	}
	return t
}

// exchangeRates is the dataset of the rates that money is converted at.
const exchangeRates = "exchange-rates"

// TraceOf compares the inputs of an image with those of an engine.
func TraceOf(a About, engine dataset.Engine) ([]Trace, error) {
	var out []Trace
	for _, in := range a.Inputs {
		t := Trace{Dataset: in.Dataset, Indicator: in.Indicator, Path: in.Path, SHA256: in.SHA256, Status: Gone}
		if in.Dataset == exchangeRates {
			rates, err := dataset.RatesInput()
			if err != nil {
				return nil, err
			}
			out = append(out, t.now(t.Path, rates.SHA256))
			continue
		}
		var ids []string
		if in.Indicator != "" {
			if !engine.Catalog().Has(in.Indicator) {
				out = append(out, t)
				continue
			}
			ids = []string{in.Indicator}
		} else {
			ids = known(engine, a)
		}
		now, err := engine.Inputs(ids)
		if err != nil {
			return nil, err
		}
		for _, n := range now {
			// An indicator may be read from a file of another name since.
			if n.Indicator == in.Indicator && (in.Indicator != "" || n.Dataset == in.Dataset) {
				t = t.now(n.Path, n.SHA256)
			}
		}
		out = append(out, t)
	}
	return out, nil
}

// known are the indicators of an image that an engine has.
func known(engine dataset.Engine, a About) []string {
	var out []string
	for _, in := range a.Inputs {
		if in.Indicator != "" && engine.Catalog().Has(in.Indicator) {
			out = append(out, in.Indicator)
		}
	}
	return out
}
