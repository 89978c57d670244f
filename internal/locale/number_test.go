package locale

import (
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

// Spaces that do not break are written in tests as _ (U+00A0) and ~ (U+202F).
func visible(s string) string {
	return strings.NewReplacer(nbsp, "_", nnbsp, "~").Replace(s)
}

func must(t testing.TB, lang string) *Locale {
	t.Helper()
	l, err := For(lang)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if visible(got) != want {
		t.Errorf("%s: got %q, want %q", what, visible(got), want)
	}
}

// TestMethodVectors holds the formatting vectors of the method, section G.
func TestMethodVectors(t *testing.T) {
	en, fr := must(t, "en"), must(t, "fr")
	for _, c := range []struct{ got, want string }{
		{en.Money(4462457), "US$4.46 trillion"},
		{fr.Money(4462457), "4~462_milliards de dollars"},
		{en.Percent(9.26779, 1), "9.3%"},
		{fr.Percent(9.26779, 1), "9,3~%"},
		{en.Percent(-0.0004, 1), "0.0%"},
		{en.Number(0.25, 1), "0.3"},
		{en.Number(2.675, 2), "2.68"},
		{fr.Money(1950), "1,95_milliard de dollars"},
		{fr.Points(68-66, 1), "+2,0_points de pourcentage"},
		{fr.Points(-1.9, 1), "−1,9_point de pourcentage"},
	} {
		same(t, "vector", c.got, c.want)
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v              float64
		decimals       int
		en, fr, es, pt string
	}{
		{1234567.8, 1, "1,234,567.8", "1~234~567,8", "1.234.567,8", "1.234.567,8"},
		{1234, 0, "1,234", "1~234", "1234", "1.234"},
		{12345, 0, "12,345", "12~345", "12.345", "12.345"},
		{-0.04, 1, "0.0", "0,0", "0,0", "0,0"},
		{-0.05, 1, "−0.1", "−0,1", "−0,1", "−0,1"},
		{999.95, 1, "1,000.0", "1~000,0", "1000,0", "1.000,0"},
		{0.5, 0, "1", "1", "1", "1"},
		{1.5, 0, "2", "2", "2", "2"},
		{2.5, 0, "3", "3", "3", "3"},
		{1e21, 0, "1,000,000,000,000,000,000,000", "1~000~000~000~000~000~000~000",
			"1.000.000.000.000.000.000.000", "1.000.000.000.000.000.000.000"},
		{1e-7, 2, "0.00", "0,00", "0,00", "0,00"},
		{math.NaN(), 1, "n.a.", "n.d.", "n.d.", "n.d."},
		{math.Inf(-1), 1, "n.a.", "n.d.", "n.d.", "n.d."},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr, "es": c.es, "pt": c.pt} {
			same(t, lang, must(t, lang).Number(c.v, c.decimals), want)
		}
	}
}

func TestNumbersWithSignsAndUnits(t *testing.T) {
	en, fr, es, pt := must(t, "en"), must(t, "fr"), must(t, "es"), must(t, "pt")
	nan := math.NaN()
	for _, c := range []struct{ name, got, want string }{
		{"signed", en.Signed(2, 1), "+2.0"},
		{"signed below zero", en.Signed(-0.4, 1), "−0.4"},
		{"signed nothing", en.Signed(-0.04, 1), "0.0"},
		{"signed percent", fr.SignedPercent(9.26, 1), "+9,3~%"},
		{"percent es", es.Percent(9.26, 1), "9,3_%"},
		{"percent pt", pt.Percent(9.26, 1), "9,3%"},
		{"percent missing", en.Percent(nan, 1), "n.a."},
		{"significant keeps integers", en.Significant(4462.457, 3), "4,462"},
		{"significant", en.Significant(44.6245, 3), "44.6"},
		{"significant small", en.Significant(0.0446245, 3), "0.0446"},
		{"significant carries", en.Significant(9.996, 3), "10.0"},
		{"significant carries below one", en.Significant(0.09996, 3), "0.100"},
		{"significant zero", en.Significant(0, 3), "0"},
		{"plain", en.Plain(2.50), "2.5"},
		{"plain thousands", fr.Plain(1000), "1~000"},
		{"growth", en.Growth(9.26779), "+9.3%"},
		{"growth below 1", en.Growth(-0.126), "−0.13%"},
		{"growth printed as 1", en.Growth(0.996), "+1.0%"},
		{"growth of nothing", en.Growth(0.0004), "0.0%"},
		{"growth missing", fr.Growth(nan), "n.d."},
		{"points en", en.Points(2, 1), "+2.0 percentage points"},
		{"points en one", en.Points(1, 0), "+1 percentage point"},
		{"points fr below 2", fr.Points(1.94, 1), "+1,9_point de pourcentage"},
		{"points fr printed as 2", fr.Points(1.96, 1), "+2,0_points de pourcentage"},
		{"points without sign", fr.PointsSize(-2, 1), "2,0_points de pourcentage"},
		{"points pt", pt.Points(1.9, 1), "+1,9_ponto percentual"},
		{"points missing", es.Points(nan, 1), "n.d."},
		{"points short en", en.PointsShort(2, 1), "+2.0 pp"},
		{"points short fr", fr.PointsShort(-2, 1), "−2,0_pt"},
		{"signed missing", en.Signed(nan, 1), "n.a."},
		{"signed percent missing", en.SignedPercent(nan, 1), "n.a."},
		{"significant missing", en.Significant(nan, 3), "n.a."},
		{"plain missing", en.Plain(nan), "n.a."},
		{"points short missing", en.PointsShort(nan, 1), "n.a."},
		{"times missing", en.Times(nan), "n.a."},
		{"times", en.Times(2.4), "2.4 times"},
		{"times fr", fr.Times(2.4), "2,4"},
		{"times large", en.Times(123.4), "123 times"},
		{"year", en.Year(2024), "2024"},
	} {
		same(t, c.name, c.got, c.want)
	}
}

func TestMoney(t *testing.T) {
	for _, c := range []struct {
		million        float64
		en, fr, es, pt string
	}{
		{4462457, "US$4.46 trillion", "4~462_milliards de dollars", "4,46_billones de dólares", "US$_4,46_trilhões"},
		{446245, "US$446 billion", "446_milliards de dollars", "446.245_millones de dólares", "US$_446_bilhões"},
		{1950, "US$1.95 billion", "1,95_milliard de dollars", "1950_millones de dólares", "US$_1,95_bilhão"},
		{1996, "US$2.00 billion", "2,00_milliards de dollars", "1996_millones de dólares", "US$_2,00_bilhões"},
		{999.96, "US$1.00 billion", "1,00_milliard de dollars", "1000_millones de dólares", "US$_1,00_bilhão"},
		{451.3, "US$451 million", "451_millions de dollars", "451_millones de dólares", "US$_451_milhões"},
		{-45.13, "−US$45.1 million", "−45,1_millions de dollars", "−45,1_millones de dólares", "−US$_45,1_milhões"},
		{1, "US$1.00 million", "1,00_million de dollars", "1,00_millón de dólares", "US$_1,00_milhão"},
		{0.45, "US$450,000", "450~000_dollars", "450.000_dólares", "US$_450.000"},
		{0, "US$0", "0_dollar", "0_dólares", "US$_0"},
		{math.NaN(), "n.a.", "n.d.", "n.d.", "n.d."},
	} {
		for lang, want := range map[string]string{"en": c.en, "fr": c.fr, "es": c.es, "pt": c.pt} {
			same(t, lang, must(t, lang).Money(c.million), want)
		}
	}
}

func TestScale(t *testing.T) {
	for _, c := range []struct {
		lang, unit, value string
		max, v            float64
	}{
		{"en", "billion US dollars", "4,462", 4462457, 4462457},
		{"fr", "milliards de dollars", "4~462", 4462457, 4462457},
		{"fr", "milliards de dollars", "0,0450", 4462457, 45},
		{"en", "million US dollars", "9,999", 9999, 9999},
		{"en", "billion US dollars", "−10.0", -10000, -10000},
		{"es", "millones de dólares", "45,1", 500, 45.13},
		{"pt", "milhões de dólares", "0", 0, 0},
		{"en", "million US dollars", "n.a.", math.NaN(), math.NaN()},
	} {
		s := must(t, c.lang).Scale(c.max)
		same(t, "unit", s.Unit, c.unit)
		same(t, "value", s.Value(c.v), c.value)
	}
	same(t, "change", must(t, "en").Scale(20000).Signed(1500), "+1.50")
}

// TestPrintedNumberReadsBack is the promise of rounding: what is printed is the
// nearest number with so many decimals to what the publisher printed, away from
// zero when two are as near.
func TestPrintedNumberReadsBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		v := (rng.Float64() - 0.5) * math.Pow(10, float64(rng.IntN(16)-6))
		if rng.IntN(2) == 0 { // a published figure, often half way
			v = math.Round(v*1000) / 1000
		}
		checkReadsBack(t, v, rng.IntN(5))
	}
}

func FuzzNumber(f *testing.F) {
	f.Add(0.25, 1)
	f.Add(-0.0004, 1)
	f.Add(math.MaxFloat64, 0)
	f.Add(5e-324, 3)
	f.Fuzz(func(t *testing.T, v float64, decimals int) {
		if finite(v) {
			checkReadsBack(t, v, ((decimals%6)+6)%6)
		}
	})
}

func checkReadsBack(t *testing.T, v float64, decimals int) {
	t.Helper()
	exact, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
	for _, lang := range Languages() {
		l := must(t, lang)
		text := l.Number(v, decimals)
		plain := strings.NewReplacer(l.form.group, "", l.form.decimal, ".", minus, "-").Replace(text)
		back, ok := new(big.Rat).SetString(plain)
		if !ok {
			t.Fatalf("%s: %v printed as %q is no number", lang, v, text)
		}
		if back.Sign() == 0 && strings.Contains(text, minus) {
			t.Fatalf("%s: %v printed as %q", lang, v, text)
		}
		unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(decimals)), nil))
		half := unit.Quo(unit, big.NewRat(2, 1))
		off := new(big.Rat).Sub(new(big.Rat).Abs(back), new(big.Rat).Abs(exact))
		// Off by half a unit is right upwards only.
		if off.Cmp(half) > 0 || off.Cmp(new(big.Rat).Neg(half)) <= 0 {
			t.Fatalf("%s: %v with %d decimals printed as %q", lang, v, decimals, text)
		}
	}
}

// TestMarking: sentences hand over the numbers that they print, methods do not.
func TestMarking(t *testing.T) {
	l, err := For("en")
	if err != nil {
		t.Fatal(err)
	}
	marking := l.Marking(func(v float64, text string) string { return "<" + text + ">" })
	got, err := marking.Say("explain.reporting", map[string]any{"n": 26, "of": 27})
	if err != nil || got != "<26> of <27> have what the formula needs" {
		t.Errorf("%q, %v", got, err)
	}
	if plain, _ := l.Say("explain.reporting", map[string]any{"n": 26, "of": 27}); plain != "26 of 27 have what the formula needs" || marking.Number(26, 0) != "26" {
		t.Errorf("marks where none were asked for: %q", plain)
	}
}
