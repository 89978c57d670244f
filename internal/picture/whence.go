package picture

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"

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
	return a, nil
}

func embedded(name string, r io.Reader) (string, error) {
	var head bytes.Buffer
	start, err := io.ReadAll(io.LimitReader(io.TeeReader(r, &head), 8))
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	all := io.MultiReader(&head, r)
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
}

// TraceOf compares the inputs of an image with those of an engine.
func TraceOf(a About, engine dataset.Engine) ([]Trace, error) {
	var out []Trace
	for _, in := range a.Inputs {
		t := Trace{in.Dataset, in.Indicator, in.Path, in.SHA256, "", Gone}
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
				t.Now, t.Status = n.SHA256, Changed
				if n.SHA256 == in.SHA256 {
					t.Status = Unchanged
				}
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
