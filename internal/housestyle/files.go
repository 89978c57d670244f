package housestyle

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
	"tradestats/internal/typeset"
)

// needed are the characters that every font of charts must have: those of
// numbers, and of the languages that texts are written in.
const needed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;()[]/%+-'’“”«»–—−…&*" +
	"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜàáâãäåæçèéêëìíîïñòóôõöøùúûüÿŒœ¿¡\u00a0"

// beside opens a file that a value names, relative to the theme file.
func (r *reader) beside(node *yaml.Node, what string) ([]byte, error) {
	name := strings.TrimSpace(node.Value)
	if node.Kind != yaml.ScalarNode || name == "" {
		return nil, r.bad(node, what+" is no path", "write the path of the file, relative to this one")
	}
	data, err := r.open(name)
	if err == nil {
		return data, nil
	}
	why := "cannot read " + what
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return nil, r.bad(node, why+" ("+err.Error()+")", "paths are relative to the theme file")
}

// fonts reads the two faces and how browsers name them.
func (r *reader) fonts(node *yaml.Node) error {
	var regular, bold *typeset.Face
	css := ""
	if err := r.keys("fonts", node, []key{
		{"regular", true, func(r *reader, value *yaml.Node) (err error) { regular, err = r.font(value); return err }},
		{"bold", true, func(r *reader, value *yaml.Node) (err error) { bold, err = r.font(value); return err }},
		{"family", false, func(r *reader, value *yaml.Node) (err error) { css, err = r.css(value); return err }},
	}); err != nil {
		return err
	}
	name := regular.Name()
	if css == "" {
		css = "'" + strings.Map(plainCSS, name) + "',Arial,Helvetica,sans-serif"
	}
	r.theme.Family = typeset.NewFamily(name, css, regular, bold)
	return nil
}

// plainCSS drops what would end a quoted name in CSS.
func plainCSS(c rune) rune {
	if strings.ContainsRune("'\"\\;{}<>", c) || c < ' ' {
		return -1
	}
	return c
}

// css reads a list of families as CSS writes it.
func (r *reader) css(node *yaml.Node) (string, error) {
	s, err := r.text(node, "family")
	if err == nil && strings.ContainsAny(s, ";{}<>\\") {
		err = r.bad(node, "family is no list of families", "write it as in CSS: \"'Example Sans', Arial, sans-serif\"")
	}
	return s, err
}

// font reads a face and says what it lacks.
func (r *reader) font(node *yaml.Node) (*typeset.Face, error) {
	data, err := r.beside(node, "the font")
	if err != nil {
		return nil, err
	}
	face, err := typeset.Parse(data)
	if err != nil {
		return nil, r.bad(node, "no TrueType or OpenType font ("+err.Error()+")", fontHint(data))
	}
	var missing []string
	for _, c := range needed {
		if !face.Has(c) {
			missing = append(missing, fmt.Sprintf("%q", c))
		}
	}
	if len(missing) > 0 {
		most := min(len(missing), 8)
		return nil, r.bad(node, fmt.Sprintf("the font lacks %d of the characters of charts in English, French, Spanish and Portuguese, as %s", len(missing), strings.Join(missing[:most], " ")),
			"take the font whole rather than a part for the web, or another one")
	}
	return face, nil
}

// fontHint says what to do with a file that is no font, or not one that can be
// read.
func fontHint(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("wOF")):
		return "this is a font for the web (WOFF): take the one for the desktop, .ttf or .otf"
	case bytes.HasPrefix(data, []byte("ttcf")):
		return "this is a collection of fonts: take the file of a single one"
	}
	return "name a .ttf or .otf file"
}

const logoHeight = 1.6 // b, where the file says nothing

// logo reads the picture that signs charts.
func (r *reader) logo(node *yaml.Node) error {
	var file *yaml.Node
	height := logoHeight
	if err := r.keys("logo", node, []key{
		{"file", true, func(r *reader, value *yaml.Node) error { file = value; return nil }},
		{"height", false, func(r *reader, value *yaml.Node) (err error) {
			if height, err = strconv.ParseFloat(value.Value, 64); err != nil {
				return r.bad(value, "the height of the logo is no number", "write it in sizes of a label, as 1.6")
			}
			return nil
		}},
	}); err != nil {
		return err
	}
	data, err := r.beside(file, "the logo")
	if err != nil {
		return err
	}
	alt := r.theme.Signature
	if alt == "" {
		alt = r.theme.Name
	}
	if r.theme.Logo, err = chart.NewLogo(data, height, alt); err != nil {
		return &tidy.RowError{File: r.file, Line: file.Line, Text: file.Value, Why: err.Error(), Hint: "save it as a PNG of at most 1 MB and 4000 px a side, and give it a height of .5 to 4"}
	}
	return nil
}
