package housestyle

import (
	"errors"
	"fmt"
	"image/color"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// single are the parts of a theme that are one colour.
var single = []struct {
	name string
	of   func(*chart.Theme) *color.NRGBA
}{
	{"ground", func(t *chart.Theme) *color.NRGBA { return &t.Ground }},
	{"ink", func(t *chart.Theme) *color.NRGBA { return &t.Ink }},
	{"subtitle", func(t *chart.Theme) *color.NRGBA { return &t.Subtitle }},
	{"tick", func(t *chart.Theme) *color.NRGBA { return &t.Tick }},
	{"note", func(t *chart.Theme) *color.NRGBA { return &t.Note }},
	{"grid", func(t *chart.Theme) *color.NRGBA { return &t.Grid }},
	{"zero", func(t *chart.Theme) *color.NRGBA { return &t.Zero }},
	{"muted", func(t *chart.Theme) *color.NRGBA { return &t.Muted }},
	{"muted-text", func(t *chart.Theme) *color.NRGBA { return &t.MutedText }},
	{"context", func(t *chart.Theme) *color.NRGBA { return &t.Context }},
	{"highlight", func(t *chart.Theme) *color.NRGBA { return &t.Highlight }},
	{"no-data", func(t *chart.Theme) *color.NRGBA { return &t.NoData }},
}

// lists are those that are several, with how many there may be.
var lists = []struct {
	name        string
	of          func(*chart.Theme) *[]color.NRGBA
	least, most int
}{
	{"categories", func(t *chart.Theme) *[]color.NRGBA { return &t.Categories }, 2, 12},
	{"sequential", func(t *chart.Theme) *[]color.NRGBA { return &t.Sequential }, chart.Steps, chart.Steps},
	{"diverging", func(t *chart.Theme) *[]color.NRGBA { return &t.Diverging }, chart.Steps, chart.Steps},
}

// colours reads the mapping of the colours.
func (r *reader) colours(node *yaml.Node) error {
	r.lines["colours"] = []int{node.Line}
	var known []key
	for _, p := range single {
		known = append(known, key{p.name, false, func(r *reader, value *yaml.Node) (err error) {
			r.lines[p.name] = []int{value.Line}
			*p.of(r.theme), err = r.colour(value)
			return err
		}})
	}
	for _, p := range lists {
		known = append(known, key{p.name, false, func(r *reader, value *yaml.Node) (err error) {
			*p.of(r.theme), err = r.colourList(value, p.name, p.least, p.most)
			return err
		}})
	}
	if err := r.keys("colours", node, append(known, key{"named-pair", false, (*reader).namedPair})); err != nil {
		return err
	}
	r.derivePalettes()
	return nil
}

// derivePalettes leaves the palettes of classes to the house's own categories
// where it gives these and not the palettes: those of the base would be another
// house's blue. Greys stay, which no category makes.
func (r *reader) derivePalettes() {
	if len(r.lines["categories"]) == 0 || r.theme.Striped {
		return
	}
	if len(r.lines["sequential"]) == 0 {
		r.theme.Sequential = nil
	}
	if len(r.lines["diverging"]) == 0 {
		r.theme.Diverging = nil
	}
}

// colour reads #RRGGBB or #RGB; the number sign may be left out.
func (r *reader) colour(node *yaml.Node) (color.NRGBA, error) {
	const hint = `write it as "#1A2B3C", in quotes: # begins a comment in YAML`
	hex := strings.TrimPrefix(node.Value, "#")
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	v, err := strconv.ParseUint(hex, 16, 32)
	if node.Kind != yaml.ScalarNode || len(hex) != 6 || err != nil {
		return color.NRGBA{}, r.bad(node, "not a colour", hint)
	}
	return color.NRGBA{R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v), A: 255}, nil
}

func (r *reader) colourList(node *yaml.Node, name string, least, most int) ([]color.NRGBA, error) {
	if n := len(node.Content); node.Kind != yaml.SequenceNode || n < least || n > most {
		return nil, r.bad(node, fmt.Sprintf("%s is no list of %d to %d colours", name, least, most), `write it as ["#1A2B3C", "#4D5E6F"]`)
	}
	var out []color.NRGBA
	for _, item := range node.Content {
		c, err := r.colour(resolved(item))
		if err != nil {
			return nil, err
		}
		out = append(out, c)
		r.lines[name] = append(r.lines[name], item.Line)
	}
	return out, nil
}

// namedPair reads two categories, counted from 1.
func (r *reader) namedPair(node *yaml.Node) error {
	const hint = "write the numbers of two categories, counted from 1, as [1, 2]"
	if node.Kind != yaml.SequenceNode || len(node.Content) != 2 {
		return r.bad(node, "named-pair is no pair", hint)
	}
	for i, item := range node.Content {
		n, err := strconv.Atoi(resolved(item).Value)
		if err != nil || n < 1 || n > len(r.theme.Categories) {
			return r.bad(resolved(item), fmt.Sprintf("not one of the %d categories", len(r.theme.Categories)), hint)
		}
		r.theme.NamedPair[i] = n - 1
	}
	r.lines["named-pair"] = []int{node.Line}
	return nil
}

// flaws are what readers could not make out, each with the line to change.
func (r *reader) flaws() error {
	var out []error
	found := r.theme.Check()
	for i, f := range found {
		if i == maxFlaws {
			out = append(out, tidy.Errorf(tidy.Data, "mend these first", "%s: %d flaws more", r.file, len(found)-i))
			break
		}
		why := f.Error()
		line, ours := r.lineOf(f)
		if !ours {
			why += ", as it is in the base " + r.base
		}
		out = append(out, &tidy.RowError{File: r.file, Line: line, Why: why, Hint: f.Fix})
	}
	return errors.Join(out...)
}

// lineOf is where the colour of a flaw stands. One of the base has no line: then
// it is that of the ground, which the base did not reckon with.
func (r *reader) lineOf(f chart.Flaw) (line int, ours bool) {
	if lines := r.lines[f.Part]; f.Index < len(lines) {
		return lines[f.Index], true
	}
	for _, part := range []string{"ground", "categories", "highlight", "colours"} {
		if lines := r.lines[part]; len(lines) > 0 {
			return lines[0], false
		}
	}
	return 1, false
}
