package chart

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"

	"tradestats/internal/typeset"
)

// svg is the surface of SVG elements. gonum's vgsvg is not used: it writes
// points, flips each text and repeats a haloed one thirteen times.
type svg struct {
	family *typeset.Family
	buf    bytes.Buffer
	open   bool // a group is open
}

// newSVG opens the document of a complete chart: title and description first,
// as readers of screens want them, then provenance and ground.
func newSVG(c Chart) *svg {
	s := &svg{family: c.Theme.family()}
	lang := ""
	if c.Lang != "" {
		lang = ` lang="` + escape(c.Lang) + `" xml:lang="` + escape(c.Lang) + `"`
	}
	w, h := c.Size.pixels() // of a scaled document only these differ
	fmt.Fprintf(&s.buf, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="t d"%s style="font-family:%s">`+"\n",
		w, h, c.Size.Width, c.Size.Height, lang, escape(s.family.CSS))
	fmt.Fprintf(&s.buf, "<title id=\"t\">%s</title>\n<desc id=\"d\">%s</desc>\n", escape(c.Title), escape(c.description()))
	if c.Metadata != "" {
		fmt.Fprintf(&s.buf, "<metadata>%s</metadata>\n", escapeLines(c.Metadata))
	}
	s.rect(Box{0, 0, float64(c.Size.Width), float64(c.Size.Height)}, c.Theme.Ground)
	return s
}

func (s *svg) writeTo(w io.Writer) error {
	s.group("")
	s.buf.WriteString("</svg>\n")
	_, err := w.Write(s.buf.Bytes())
	return err
}

func (s *svg) group(name string) {
	if s.open {
		s.buf.WriteString("</g>\n")
	}
	if s.open = name != ""; s.open {
		fmt.Fprintf(&s.buf, "<g data-name=\"%s\">\n", escape(name))
	}
}

func (s *svg) rect(b Box, fill color.NRGBA) {
	fmt.Fprintf(&s.buf, `<rect x="%s" y="%s" width="%s" height="%s"%s/>`+"\n",
		px(b.X0), px(b.Y0), px(b.X1-b.X0), px(b.Y1-b.Y0), paint("fill", fill))
}

func (s *svg) stroke(points []XY, st stroke) {
	if len(points) < 2 {
		return
	}
	s.buf.WriteString(`<path d="M`)
	for i, p := range points {
		if i > 0 {
			s.buf.WriteByte('L')
		}
		s.buf.WriteString(px(p.X) + " " + px(p.Y))
	}
	fmt.Fprintf(&s.buf, `" fill="none"%s stroke-width="%s" stroke-linejoin="round"`, paint("stroke", st.color), px(st.width))
	if len(st.dash) > 0 {
		var d []string
		for _, v := range st.dash {
			d = append(d, px(v))
		}
		fmt.Fprintf(&s.buf, ` stroke-dasharray="%s"`, strings.Join(d, " "))
	}
	s.buf.WriteString("/>\n")
}

func (s *svg) area(corners []XY, fill color.NRGBA) {
	if len(corners) < 3 {
		return
	}
	s.buf.WriteString(`<path d="M`)
	for i, q := range corners {
		if i > 0 {
			s.buf.WriteByte('L')
		}
		s.buf.WriteString(px(q.X) + " " + px(q.Y))
	}
	fmt.Fprintf(&s.buf, `Z"%s/>`+"\n", paint("fill", fill))
}

func (s *svg) segments(ends []XY, st stroke) {
	if len(ends) < 2 {
		return
	}
	s.buf.WriteString(`<path d="`)
	for i := 1; i < len(ends); i += 2 {
		a, b := ends[i-1], ends[i]
		s.buf.WriteString("M" + px(a.X) + " " + px(a.Y) + "L" + px(b.X) + " " + px(b.Y))
	}
	fmt.Fprintf(&s.buf, `" fill="none"%s stroke-width="%s"/>`+"\n", paint("stroke", st.color), px(st.width))
}

func (s *svg) disc(at XY, radius float64, fill color.NRGBA) {
	fmt.Fprintf(&s.buf, `<circle cx="%s" cy="%s" r="%s"%s/>`+"\n", px(at.X), px(at.Y), px(radius), paint("fill", fill))
}

func (s *svg) bubble(at XY, radius float64, fill color.NRGBA, edge stroke) {
	fmt.Fprintf(&s.buf, `<circle cx="%s" cy="%s" r="%s"%s%s stroke-width="%s"/>`+"\n",
		px(at.X), px(at.Y), px(radius), paint("fill", fill), paint("stroke", edge.color), px(edge.width))
}

func (s *svg) text(t textLine) {
	fmt.Fprintf(&s.buf, `<text x="%s" y="%s" font-size="%s"%s`, px(t.x), px(t.y), px(s.family.Face(t.bold).Set(t.size)), paint("fill", t.color))
	if t.bold {
		s.buf.WriteString(` font-weight="bold"`)
	}
	switch t.align {
	case centre:
		s.buf.WriteString(` text-anchor="middle"`)
	case right:
		s.buf.WriteString(` text-anchor="end"`)
	}
	if t.halo > 0 {
		fmt.Fprintf(&s.buf, `%s stroke-width="%s" stroke-linejoin="round" paint-order="stroke"`, paint("stroke", t.under), px(2*t.halo))
	}
	s.buf.WriteString(">" + escape(t.s) + "</text>\n")
}

// image carries the picture with the document, so that it stays self-contained.
func (s *svg) image(at Box, l *Logo) {
	fmt.Fprintf(&s.buf, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" role="img" aria-label="%s" href="data:image/png;base64,`,
		px(at.X0), px(at.Y0), px(at.X1-at.X0), px(at.Y1-at.Y0), escape(l.Alt))
	s.buf.WriteString(base64.StdEncoding.EncodeToString(l.data))
	s.buf.WriteString("\"/>\n")
}

// paint is the attribute of a colour and, where it is not opaque, its opacity.
func paint(attribute string, c color.NRGBA) string {
	out := fmt.Sprintf(` %s="#%02X%02X%02X"`, attribute, c.R, c.G, c.B)
	if c.A != 255 {
		out += fmt.Sprintf(` %s-opacity="%s"`, attribute, px(float64(c.A)/255))
	}
	return out
}

// px prints a coordinate with at most 2 decimals and no negative zero.
func px(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	if s == "-0" || s == "" {
		return "0"
	}
	return s
}

// escapeLines makes a text safe in XML and keeps its tabs and ends of lines: a
// reader would take a carriage return as it stands for another end of line.
func escapeLines(s string) string {
	var b strings.Builder
	for {
		n := strings.IndexAny(s, "\t\n\r")
		if n < 0 {
			return b.String() + escape(s)
		}
		b.WriteString(escape(s[:n]))
		if s[n] == '\r' {
			b.WriteString("&#13;")
		} else {
			b.WriteByte(s[n])
		}
		s = s[n+1:]
	}
}

// escape makes a text safe in XML, as content or as attribute, and drops what
// XML 1.0 forbids.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '&':
			b.WriteString("&amp;")
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '"':
			b.WriteString("&quot;")
		case r < 0x20 || r == 0xFFFE || r == 0xFFFF || r == 0x7F:
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
