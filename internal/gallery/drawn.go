package gallery

import (
	"bytes"
	"image/png"
	"regexp"
	"strconv"

	"tradestats/internal/chart"
	"tradestats/internal/picture"
)

// Drawn is the size that the chart's image has where a size of the style is asked for:
// one of many rows is higher on a page, and an edition has it as it was written. ok is
// false where it cannot be had in that size.
func (c *Chart) Drawn(size chart.Size, theme *chart.Theme) (drawn chart.Size, ok bool) {
	if (View{Size: size, Theme: theme}).Plain() {
		if drawn, ok := c.sizeWritten(); ok {
			return drawn, true
		}
	}
	if c.picture == nil {
		return size, size == chart.Web
	}
	if known, found := c.sizes.Load(size.Name); found {
		drawn = known.(chart.Size)
		return drawn, drawn != chart.Size{}
	}
	if at, err := c.picture.At(sized(size, c.Narrow), chart.Light); err == nil {
		drawn = at.Chart.Size
	}
	c.sizes.Store(size.Name, drawn)
	return drawn, drawn != chart.Size{}
}

// sidesOfSVG are the sides that an SVG of ours begins with.
var sidesOfSVG = regexp.MustCompile(`^<svg [^>]*width="(\d+)" height="(\d+)"`)

// sizeWritten is that of the image that the chart's edition has.
func (c *Chart) sizeWritten() (size chart.Size, ok bool) {
	body, err := c.book.read(c.file(c.ImageFormat()))
	if err != nil {
		return size, false
	}
	size = chart.Web
	if m := sidesOfSVG.FindSubmatch(body); m != nil {
		size.Width, _ = strconv.Atoi(string(m[1]))  //nolint:errcheck // it is digits
		size.Height, _ = strconv.Atoi(string(m[2])) //nolint:errcheck // it is digits
		return size, true
	}
	config, err := png.DecodeConfig(bytes.NewReader(body))
	size.Width, size.Height = config.Width, config.Height
	return size, err == nil
}

// Fits tells whether the chart can be had in a size of the style: some have more rows
// than a small one has room for.
func (c *Chart) Fits(size chart.Size) bool {
	_, ok := c.Drawn(size, chart.Light)
	return ok
}

// Narrow is the size in which a narrow window shows the chart; ok is false where there is
// none.
func (c *Chart) Narrow() (size chart.Size, ok bool) {
	if c.picture == nil {
		return size, false
	}
	return c.narrow()
}

// sized is the size that is drawn of one that is asked for: that of a narrow window is as
// high as what it shows needs.
func sized(size chart.Size, narrow func() (chart.Size, bool)) chart.Size {
	if size == picture.Telephone {
		if fitting, ok := narrow(); ok {
			return fitting
		}
	}
	return size
}
