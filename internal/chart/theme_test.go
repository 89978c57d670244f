package chart

import (
	"image/color"
	"math"
	"testing"
)

func TestPalettes(t *testing.T) {
	for _, th := range Themes() {
		marks := append([]color.NRGBA{th.Muted, th.Highlight, th.Zero}, th.Categories...)
		for _, c := range marks {
			if r := contrast(c, th.Ground); r < 3 {
				t.Errorf("%s: mark %v contrasts %.2f with the ground", th.Name, c, r)
			}
			if r := contrast(th.readable(c), th.Ground); r < 4.5 {
				t.Errorf("%s: text in the colour of mark %v contrasts %.2f", th.Name, c, r)
			}
			if r := contrast(th.on(c), c); r < 3 {
				t.Errorf("%s: text on mark %v contrasts %.2f", th.Name, c, r)
			}
		}
		for _, c := range []color.NRGBA{th.Ink, th.Subtitle, th.Tick, th.Note, th.MutedText} {
			if r := contrast(c, th.Ground); r < 4.5 {
				t.Errorf("%s: text %v contrasts %.2f with the ground", th.Name, c, r)
			}
		}
	}
}

// TestReadable: the values that the style names.
func TestReadable(t *testing.T) {
	if got := Light.readable(rgb(0xD67B19)); got != rgb(0xAB6214) && got != rgb(0xAC6214) {
		t.Errorf("orange becomes %v", got)
	}
	if got := Light.readable(rgb(0x306CE1)); got != rgb(0x306CE1) {
		t.Errorf("blue is dark enough, got %v", got)
	}
}

func TestLooks(t *testing.T) {
	plain := make([]Emphasis, 5)
	looks := Light.looks(plain)
	for i, l := range looks {
		if l.mark != Light.Categories[i] {
			t.Errorf("plain series %d is %v", i, l.mark)
		}
	}
	for i, l := range Light.looks(make([]Emphasis, 6)) {
		if l.mark != Light.Muted {
			t.Errorf("series %d of six is %v, want muted", i, l.mark)
		}
	}
	looks = Dark.looks([]Emphasis{Plain, Highlight, Named, Named, Named, Context})
	want := []color.NRGBA{Dark.Muted, Dark.Highlight, Dark.Categories[0], Dark.Categories[2], Dark.Muted, Dark.Context}
	for i, l := range looks {
		if l.mark != want[i] {
			t.Errorf("series %d is %v, want %v", i, l.mark, want[i])
		}
	}
}

// TestColourBlind: the smallest CIEDE2000 between two categories, as readers
// with full protanopia, deuteranopia and tritanopia see them (Machado 2009).
func TestColourBlind(t *testing.T) {
	visions := map[string][3][3]float64{
		"normal": {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
		"protan": {{.152286, 1.052583, -.204868}, {.114503, .786281, .099216}, {-.003882, -.048116, 1.051998}},
		"deutan": {{.367322, .860646, -.227968}, {.280085, .672501, .047413}, {-.011820, .042940, .968881}},
		"tritan": {{1.255528, -.076749, -.178779}, {-.078411, .930809, .147602}, {.004733, .691367, .303900}},
	}
	for _, th := range []*Theme{Light, Dark} {
		for vision, m := range visions {
			for i, a := range th.Categories {
				for j, b := range th.Categories[:i] {
					want := 11.0
					if i < 4 {
						want = 15
					}
					if d := ciede2000(seen(a, m), seen(b, m)); d < want {
						t.Errorf("%s, %s: categories %d and %d differ by %.1f, want %.0f", th.Name, vision, j, i, d, want)
					}
				}
			}
		}
	}
	// a pair of the test data of Sharma, Wu and Dalal
	if d := ciede2000([3]float64{50, 2.6772, -79.7751}, [3]float64{50, 0, -82.7485}); math.Abs(d-2.0425) > 1e-4 {
		t.Errorf("the measure itself is wrong: %v", d)
	}
}

// seen is the colour in CIELAB as a reader with that vision sees it.
func seen(c color.NRGBA, m [3][3]float64) [3]float64 {
	var rgb [3]float64
	for i, v := range []uint8{c.R, c.G, c.B} {
		x := float64(v) / 255
		if rgb[i] = x / 12.92; x > .04045 {
			rgb[i] = math.Pow((x+.055)/1.055, 2.4)
		}
	}
	times := func(m [3][3]float64, v [3]float64) (out [3]float64) {
		for i := range m {
			out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
		}
		return out
	}
	rgb = times(m, rgb)
	for i, v := range rgb {
		rgb[i] = math.Min(1, math.Max(0, v))
	}
	xyz := times([3][3]float64{{.4124564, .3575761, .1804375}, {.2126729, .7151522, .0721750}, {.0193339, .1191920, .9503041}}, rgb)
	f := func(v float64) float64 {
		if v > 216.0/24389 {
			return math.Cbrt(v)
		}
		return (24389.0/27*v + 16) / 116
	}
	x, y, z := f(xyz[0]/.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// ciede2000 is the difference of two colours in CIELAB.
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
	tt := 1 - .17*math.Cos((h-30)*deg) + .24*math.Cos(2*h*deg) + .32*math.Cos((3*h+6)*deg) - .2*math.Cos((4*h-63)*deg)
	sl := 1 + .015*(l-50)*(l-50)/math.Sqrt(20+(l-50)*(l-50))
	sc, sh := 1+.045*c, 1+.015*c*tt
	rt := -math.Sin(60*math.Exp(-(h-275)/25*(h-275)/25)*deg) * 2 * seventh(c)
	x, y, z := (q[0]-p[0])/sl, (c2-c1)/sc, dH/sh
	return math.Sqrt(x*x + y*y + z*z + rt*y*z)
}
