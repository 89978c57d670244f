package chart

import (
	"image/color"
	"math"
)

// matrix maps one triple of colour components to another.
type matrix [3][3]float64

func (m matrix) times(v [3]float64) (out [3]float64) {
	for i := range m {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}

// vision is how a reader sees colours, as a map of linear sRGB.
type vision struct {
	name string
	seen matrix
}

// visions are normal vision and the three dichromacies, severity 1.0 of the
// tables of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A
// Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
// Transactions on Visualization and Computer Graphics 15(6), 2009.
var visions = []vision{
	{"normal vision", matrix{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
	{"protanopia", matrix{{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}}},
	{"deuteranopia", matrix{{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}}},
	{"tritanopia", matrix{{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}}},
}

// difference is the smallest CIEDE2000 of two colours over all visions, and
// the vision that it is found in.
func difference(a, b color.NRGBA) (least float64, in string) {
	least = math.Inf(1)
	for _, v := range visions {
		if d := ciede2000(v.lab(a), v.lab(b)); d < least {
			least, in = d, v.name
		}
	}
	return least, in
}

// xyz are the tristimulus values of linear sRGB under D65 (IEC 61966-2-1).
var xyz = matrix{{.4124564, .3575761, .1804375}, {.2126729, .7151522, .0721750}, {.0193339, .1191920, .9503041}}

// lab is the colour in CIELAB as a reader with that vision sees it.
func (v vision) lab(c color.NRGBA) [3]float64 {
	light := v.seen.times([3]float64{linearLight(c.R), linearLight(c.G), linearLight(c.B)})
	for i, x := range light {
		light[i] = math.Min(1, math.Max(0, x))
	}
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	white := xyz.times(light)
	x, y, z := f(white[0]/.95047), f(white[1]), f(white[2]/1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// ciede2000 is the difference of two colours in CIELAB, by G. Sharma, W. Wu and
// E. N. Dalal, "The CIEDE2000 Color-Difference Formula: Implementation Notes,
// Supplementary Test Data, and Mathematical Observations", Color Research and
// Application 30(1), 2005.
func ciede2000(p, q [3]float64) float64 {
	deg := math.Pi / 180
	seventh := func(c float64) float64 { return math.Sqrt(math.Pow(c, 7) / (math.Pow(c, 7) + math.Pow(25, 7))) }
	g := .5 * (1 - seventh((math.Hypot(p[1], p[2])+math.Hypot(q[1], q[2]))/2))
	c1, c2 := math.Hypot(p[1]*(1+g), p[2]), math.Hypot(q[1]*(1+g), q[2])
	hue := func(l [3]float64) float64 {
		return math.Mod(math.Atan2(l[2], l[1]*(1+g))/deg+360, 360)
	}
	h1, h2 := hue(p), hue(q)
	dh, h := h2-h1, (h1+h2)/2
	if math.Abs(dh) > 180 {
		dh -= math.Copysign(360, dh)
		h = math.Mod(h+180, 360)
	}
	if c1*c2 == 0 {
		dh, h = 0, h1+h2
	}
	l, c := (p[0]+q[0])/2, (c1+c2)/2
	dH := 2 * math.Sqrt(c1*c2) * math.Sin(dh/2*deg)
	t := 1 - .17*math.Cos((h-30)*deg) + .24*math.Cos(2*h*deg) + .32*math.Cos((3*h+6)*deg) - .2*math.Cos((4*h-63)*deg)
	sl := 1 + .015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50))
	sc, sh := 1+.045*c, 1+.015*c*t
	rt := -math.Sin(60*math.Exp(-(h-275)/25*(h-275)/25)*deg) * 2 * seventh(c)
	x, y, z := (q[0]-p[0])/sl, (c2-c1)/sc, dH/sh
	return math.Sqrt(x*x + y*y + z*z + rt*y*z)
}

// linearLight is the light of a component of sRGB, 0 to 1.
func linearLight(v uint8) float64 {
	x := float64(v) / 255
	if x <= .04045 {
		return x / 12.92
	}
	return math.Pow((x+.055)/1.055, 2.4)
}

// luminance is the relative luminance of WCAG 2, 0 to 1.
func luminance(c color.NRGBA) float64 {
	return .2126*linearLight(c.R) + .7152*linearLight(c.G) + .0722*linearLight(c.B)
}

// contrast is the contrast ratio of WCAG 2, 1 to 21.
func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a)+.05, luminance(b)+.05
	return math.Max(x, y) / math.Min(x, y)
}
