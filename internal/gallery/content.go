package gallery

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// Formats are what a chart can be had as.
var Formats = []string{"png", "svg", "csv", "json"}

// types are the media types of the formats.
var types = map[string]string{"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv; charset=utf-8; header=present", "json": "application/json"}

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
	v.Size = sized(v.Size, c.Narrow)
	name := "charts/" + c.ID + "." + c.Lang + "." + v.Format
	if v.Format == "csv" {
		name = "charts/" + c.ID + ".csv"
	}
	saved := SavedAs(c.book.Topic, c.ID, c.book.Year, c.book.Lang, v.Size.Name, v.Theme.Name, v.Format)
	if c.book.Files[name] != "" && (v.Plain() || v.Format == "csv") {
		body, err := c.book.read(name)
		if err == nil {
			return newContent(body, v.Format, saved), nil
		}
		if c.picture == nil {
			return Content{}, err
		}
	}
	if c.picture != nil {
		return render(*c.picture, v, saved)
	}
	if v.Format == "json" && v.Plain() {
		body, err := c.About.JSON()
		return newContent(body, v.Format, saved), err
	}
	return Content{}, c.asWritten()
}

// asWritten is the error of a chart in another form than that of its edition.
func (c *Chart) asWritten() error {
	return &absent{tidy.Errorf(tidy.Usage, "leave size and theme out, and take png or csv",
		"the figures, or the currency that they are counted in, are not those of the edition of %d: its charts are had only as they were written", c.book.Year)}
}

// Takes is the error of a chart that cannot be had in a size and a theme.
func (c *Chart) Takes(size chart.Size, theme *chart.Theme) error {
	switch {
	case c.picture == nil && View{Size: size, Theme: theme}.Plain(), c.picture != nil && c.Fits(size):
		return nil
	case c.picture == nil:
		return c.asWritten()
	}
	return tidy.Errorf(tidy.Usage, "take a larger size", "the chart does not fit the size %s", size.Name)
}

// SavedAs is the name under which a chart is saved: another one for each that differs.
func SavedAs(topic, id string, year int, lang, size, theme, format string) string {
	parts := []string{topic + "-" + id + "-" + strconv.Itoa(year)}
	if format != "csv" { // the same in all languages
		parts = append(parts, lang)
		if size != "" && size != chart.Web.Name {
			parts = append(parts, size)
		}
		if theme != "" && theme != chart.Light.Name {
			parts = append(parts, theme)
		}
	}
	return strings.Join(append(parts, format), ".")
}

// render makes what the chart command writes.
func render(p picture.Picture, v View, saved string) (Content, error) {
	made, err := p.At(v.Size, v.Theme)
	if err != nil {
		return Content{}, CannotDraw(err)
	}
	var b bytes.Buffer
	switch v.Format {
	case "png":
		err = made.Chart.PNG(&b)
	case "svg":
		err = made.Chart.SVG(&b)
	case "csv":
		if err := made.CSV(&b); err != nil {
			return Content{}, err
		}
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
