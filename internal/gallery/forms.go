package gallery

import (
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/tidy"
)

// Drawable tells whether the chart can be drawn in any size, theme and format. One that
// cannot is had as its edition has it, and in no other form.
func (c *Chart) Drawable() bool { return c.picture != nil }

// Formats are those that the chart can be had in, its image first.
func (c *Chart) Formats() []string {
	return slices.DeleteFunc(slices.Clone(Formats), func(format string) bool {
		return !c.Drawable() && format != "json" && c.file(format) == "" // which its image says, or the figures
	})
}

// ImageFormat is that of its image for pages: PNG, where an edition that it is had from has
// one of it.
func (c *Chart) ImageFormat() string { return c.Formats()[0] }

// Takes is the error of a chart that cannot be had as it is wanted.
func (c *Chart) Takes(v View) error {
	if !c.Drawable() && (!v.Plain() || !slices.Contains(c.Formats(), v.Format)) {
		return &absent{tidy.Errorf(tidy.Usage, "leave size and theme out, and take "+strings.Join(c.Formats(), " or "),
			"the figures, or the currency that they are counted in, are not those of the edition of %d: its charts are had only as they were written", c.book.Year)}
	}
	if _, ok := c.Drawn(v.Size, v.Theme); c.Drawable() && !ok {
		return tidy.Errorf(tidy.Usage, "take a larger size", "the chart does not fit the size %s", v.Size.Name)
	}
	return nil
}

// file is the name of the file that the chart's edition has of it in a format, "" where it
// has none.
func (c *Chart) file(format string) string {
	if name := NameOf("charts/"+c.ID, c.Lang, "", "", format); c.book.Files[name] != "" {
		return name
	}
	return ""
}

// NameOf is the name of a chart's file: another one for each that differs, without what is
// standard. A table is the same in all languages, sizes and themes.
func NameOf(stem, lang, size, theme, format string) string {
	parts := []string{stem}
	if format != "csv" {
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

// SavedAs is the name under which a chart is saved.
func SavedAs(topic, id string, year int, lang, size, theme, format string) string {
	return NameOf(topic+"-"+id+"-"+strconv.Itoa(year), lang, size, theme, format)
}
