package gallery

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// Formats are what a chart can be had as.
var Formats = []string{"png", "svg", "csv", "json"}

// types are the media types of the formats.
var types = map[string]string{"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}

// MediaType is that of one of Formats.
func MediaType(format string) string { return types[format] }

// A Content is a file that is made or read.
type Content struct {
	Body   []byte
	Type   string // media type
	SHA256 string // of Body, as a manifest gives it
	Name   string // to be saved under
}

func newContent(body []byte, format, name string) Content {
	return Content{Body: body, Type: types[format], SHA256: sum(body), Name: name}
}

func sum(body []byte) string {
	h := sha256.Sum256(body)
	return hex.EncodeToString(h[:])
}

// A View is how a picture is wanted.
type View struct {
	Format string // of Formats
	Size   chart.Size
	Theme  *chart.Theme
}

// Plain tells whether the view is that of the editions' images.
func (v View) Plain() bool {
	return v.Size == chart.Web && v.Theme == chart.Light
}

// Content returns a chart of an edition: the file of the edition where it has one,
// else what the figures draw.
func (c *Chart) Content(v View) (Content, error) {
	if !c.Drawable() {
		if err := c.Takes(v); err != nil {
			return Content{}, err
		}
	}
	v.Size = sized(v.Size, c.Narrow)
	saved := SavedAs(c.book.Topic, c.ID, c.book.Year, c.Lang, v.Size.Name, v.Theme.Name, v.Format)
	if name := c.file(v.Format); name != "" && (v.Plain() || v.Format == "csv") {
		body, err := c.book.read(name)
		if err == nil || !c.Drawable() {
			return newContent(body, v.Format, saved), err
		}
	}
	if c.Drawable() {
		return render(*c.picture, v, saved)
	}
	body, err := c.About.JSON()
	return newContent(body, v.Format, saved), err
}

// render makes what the chart command writes.
func render(p picture.Picture, v View, saved string) (Content, error) {
	var b bytes.Buffer
	if v.Format == "csv" { // the same in all sizes
		err := p.CSV(&b)
		return newContent(bytes.Clone(b.Bytes()), v.Format, saved), err
	}
	made, err := p.At(v.Size, v.Theme)
	if err != nil {
		return Content{}, CannotDraw(err)
	}
	switch v.Format {
	case "png":
		err = made.Chart.PNG(&b)
	case "svg":
		err = made.Chart.SVG(&b)
	default:
		body, err := made.About.JSON()
		return newContent(body, v.Format, saved), err
	}
	if err != nil {
		return Content{}, CannotDraw(err)
	}
	return newContent(bytes.Clone(b.Bytes()), v.Format, saved), nil // it is kept: in no more bytes than it has
}

// At is a picture as it is drawn for a view.
func At(p picture.Picture, v View) (picture.Picture, error) {
	made, err := p.At(sized(v.Size, p.ForTelephone), v.Theme)
	if err != nil {
		return p, CannotDraw(err)
	}
	return made, nil
}

// CannotDraw is the error of a size that has no room for the chart.
func CannotDraw(err error) error {
	why, hint := strings.TrimPrefix(err.Error(), "chart: "), "take a larger size"
	if strings.Contains(why, hint) {
		hint = ""
	}
	return tidy.Errorf(tidy.Usage, hint, "cannot draw: %s", why)
}

// PageContent is a page as a content.
func PageContent(text []byte) Content {
	text = bytes.Clone(text) // as in render
	return Content{Body: text, Type: "text/html; charset=utf-8", SHA256: sum(text)}
}
