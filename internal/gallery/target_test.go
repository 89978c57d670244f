package gallery

import (
	"testing"

	"tradestats/internal/picture"
)

// TestATargetIsReadAsItIsSaid: with the words of a language, into the unit of the figures;
// what is no such target is left for who knows the others.
func TestATargetIsReadAsItIsSaid(t *testing.T) {
	g := open(t, t.TempDir())
	for _, c := range []struct{ lang, indicator, said, want string }{
		{"en", "digital-services-exports", "30 billion@2030", "30000@2030"},
		{"en", "digital-services-exports", "1,500 million US dollars@2030", "1500@2030"},
		{"en", "digital-services-exports", "1.5 bn dollars @ 2030", "1500@2030"},
		{"fr", "digital-services-exports", "1,5 milliard de dollars@2030", "1500@2030"},
		{"fr", "digital-services-exports", "30 000 millions@2030", "30000@2030"},
		{"es", "gdp", "2 billones@2030", "2000000@2030"},
		{"es", "gdp", "30 mil millones@2030", "30000@2030"},
		{"pt", "gdp", "30 bilhões de dólares@2030", "30000@2030"},
		{"en", "internet-users", "75 per cent@2030", "75@2030"},
		{"en", "population", "3 million@2030", "3000000@2030"},
		{"en", "internet-users", "75@2030", "75@2030"},
		{"en", "digital-services-exports", "30 billion euros@2030", "30 billion euros@2030"},
		{"fr", "digital-services-exports", "30 billion@2030", "30 billion@2030"},
		{"es", "digital-services-exports", "1.500 millones@2030", "1.500 millones@2030"},
		{"en", "internet-users", "un-women@2030", "un-women@2030"},
	} {
		q := picture.Question{Target: c.said}
		q.Indicators = []string{c.indicator}
		if got := g.PlainTarget(q, c.lang); got != c.want {
			t.Errorf("%s of %s in %s: %s, not %s", c.said, c.indicator, c.lang, got, c.want)
		}
	}
}
