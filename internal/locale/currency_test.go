package locale

import (
	"strings"
	"testing"
)

// TestIn: what is said of dollars is said of another currency, in sentences, scales and
// units.
func TestIn(t *testing.T) {
	plain := func(s string) string { return strings.NewReplacer(nbsp, " ", nnbsp, " ").Replace(s) }
	for _, c := range []struct{ lang, currency, money, scale, unit string }{
		{"en", "EUR", "€4.13 trillion", "billion euros", "million euros"},
		{"en", "CNY", "CNY 4.13 trillion", "billion CNY", "million CNY"},
		{"fr", "EUR", "4 126 milliards d’euros", "milliards d’euros", "millions d’euros"},
		{"fr", "CNY", "4 126 milliards de CNY", "milliards de CNY", "millions de CNY"},
		{"es", "EUR", "4,13 billones de euros", "miles de millones de euros", "millones de euros"},
		{"pt", "EUR", "€4,13 trilhões", "bilhões de euros", "milhões de euros"},
	} {
		l, err := For(c.lang)
		if err != nil {
			t.Fatal(err)
		}
		in := l.In(c.currency)
		if got := plain(in.Money(4125541.5)); got != c.money {
			t.Errorf("%s %s: %q, want %q", c.lang, c.currency, got, c.money)
		}
		if got := plain(in.Scale(4125541.5).Unit); got != c.scale {
			t.Errorf("%s %s: %q, want %q", c.lang, c.currency, got, c.scale)
		}
		if got := plain(l.Unit("million " + c.currency)); got != c.unit {
			t.Errorf("%s %s: %q, want %q", c.lang, c.currency, got, c.unit)
		}
		if l.In("USD") != l || l.In("") != l || in != l.In(c.currency) {
			t.Errorf("%s: dollars change something, or the same currency is made twice", c.lang)
		}
	}
}
