package gallery

import (
	"cmp"
	"math"
	"net/url"
	"strconv"

	"tradestats/internal/chart"
	"tradestats/internal/picture"
	"tradestats/internal/tidy"
)

// ViewParameters are those of how a chart is drawn.
var ViewParameters = []string{"size", "width", "height", "scale", "theme", "lang"}

// MostPixels is the largest drawing that an address can ask for: a chart of many
// rows for a page at double density. The chart command draws larger ones.
const MostPixels = 9_600_000

// ReadView reads how a chart is wanted.
func ReadView(form url.Values, format string) (View, error) {
	v := View{Format: format, Size: chart.Web, Theme: chart.Light}
	if err := tidy.OneOf("format", Shorten(format), Formats); err != nil {
		return v, err
	}
	var err error
	if v.Size, err = readSize(form); err != nil {
		return v, err
	}
	v.Theme, err = Theme(form.Get("theme"))
	return v, err
}

// Theme returns one of the style's; "" is the light one.
func Theme(name string) (*chart.Theme, error) {
	var names []string
	for _, t := range chart.Themes() {
		names = append(names, t.Name)
		if t.Name == cmp.Or(name, chart.Light.Name) {
			return t, nil
		}
	}
	return nil, tidy.Unknown("theme", Shorten(name), names)
}

// Size returns one of the style's, or that of a narrow window; "" is that of a page in
// the web.
func Size(name string) (chart.Size, error) {
	if name == picture.Telephone.Name {
		return picture.Telephone, nil
	}
	var names []string
	for _, s := range chart.Sizes() {
		names = append(names, s.Name)
		if s.Name == cmp.Or(name, chart.Web.Name) {
			return s, nil
		}
	}
	return chart.Size{}, tidy.Unknown("size", Shorten(name), names)
}

// Within is the size that a picture is to fit, of which 0 is no bound.
func Within(form url.Values) (chart.Size, error) {
	r := &reader{form: form}
	size := chart.Size{Width: r.whole("maxwidth", math.MaxInt32), Height: r.whole("maxheight", math.MaxInt32)}
	return size, r.err
}

func readSize(form url.Values) (chart.Size, error) {
	size, err := Size(form.Get("size"))
	if err != nil {
		return size, err
	}
	r := &reader{form: form}
	width, height := r.whole("width", math.MaxInt32), r.whole("height", math.MaxInt32)
	if r.err != nil {
		return size, r.err
	}
	size = size.Own(width, height)
	scale := 1.0
	if text := form.Get("scale"); text != "" {
		if scale, err = strconv.ParseFloat(text, 64); err != nil || math.IsNaN(scale) || scale <= 0 || scale > 100 {
			return size, tidy.Errorf(tidy.Usage, "write a number above zero, such as 2", "scale=%s", Shorten(text))
		}
		if scale != 1 { // which is the size itself
			size.Scale = scale
		}
	}
	if pixels := float64(size.Width) * float64(picture.Tallest(size)) * scale * scale; pixels > MostPixels {
		return size, tidy.Errorf(tidy.Usage, "take a smaller one: 'tradestats chart' draws larger ones", "%.0f pixels are more than the %d that are drawn here", pixels, MostPixels)
	}
	if err := size.Check(); err != nil {
		return size, CannotDraw(err)
	}
	return size, nil
}
