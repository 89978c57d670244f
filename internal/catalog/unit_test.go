package catalog

import (
	"math"
	"testing"
)

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     float64 // 0: the units differ
	}{
		{"US dollars", "million US dollars", 1e-6},
		{"current US$", "million US dollars", 1e-6},
		{"BoP, current US$", "million US dollars", 1e-6},
		{"USD", "million US dollars", 1e-6},
		{"US dollar", "million US dollars", 1e-6},
		{"US Dollar thousand", "million US dollars", 1e-3},
		{"US Dollar thousands", "million US dollars", 1e-3},
		{"US$ '000", "million US dollars", 1e-3},
		{"US$000", "million US dollars", 1e-3},
		{"Million US dollar", "million US dollars", 1},
		{"US$ million", "million US dollars", 1},
		{"US dollars, Millions", "million US dollars", 1},
		{"Millions of US$", "million US dollars", 1},
		{"MIO_USD", "million US dollars", 1},
		{"US$ at current prices in millions", "million US dollars", 1},
		{"US dollars at current prices in millions", "million US dollars", 1},
		{"U.S. Dollars, Billions", "million US dollars", 1e3},
		{"billion US dollars", "US$", 1e9},
		{"constant 2015 US$", "million US dollars", 0},
		{"US dollars per capita", "million US dollars", 0},
		{"US$ PPP", "US$", 0},
		{"AUS$ million", "million US dollars", 0},
		{"Million euro", "million US dollars", 0},
		{"Million euro", "euro", 1e6},
		{"dollars", "US dollars", 0},

		{"people", "persons", 1}, {"Number", "persons", 1}, {"number of persons", "persons", 1}, {"Thousand persons", "persons", 1e3},
		{"Persons, thousands", "persons", 1e3}, {"THS_PER", "persons", 0}, {"number of subscriptions", "persons", 0}, {"persons per km2", "persons", 0},

		{"%", "per cent", 1}, {"percent", "per cent", 1}, {"Percentage", "per cent", 1}, {"PC", "per cent", 1}, {"Percent (%)", "per cent", 1},
		{"%", "per cent of population", 1}, {"% of population", "per cent of population", 1}, {"Percentage of businesses", "per cent of businesses", 1},
		{"Percentage of total merchandise trade", "per cent", 1}, {"% of GDP", "per cent of population", 0},
		{"Percentage change year-on-year", "per cent", 0}, {"percentage points", "per cent", 0}, {"percentile", "per cent", 0}, {"per cent", "persons", 0},

		{"per 100 people", "per 100 people", 1}, {"per 100 inhabitants", "per 100 people", 1}, {"Per 100 inhabitants", "per 100 people", 1},
		{"Subscriptions per 100 inhabitants", "per 100 people", 1}, {"per 1000 people", "per 100 people", 0}, {"per million people", "per 100 people", 0},
		{"per million inhabitants", "per inhabitants", 0}, {"per 100 people", "per cent", 0},

		{"Mbit/s", "Mbit/s", 1}, {"Mbit/s", "mbit/s", 1}, {"Mbit/s", "Gbit/s", 0}, {"", "persons", 0}, {"persons", "", 0}, {"", "", 0}, {"million", "million", 0},
	} {
		got, ok := Convert(c.from, c.to)
		if ok != (c.want != 0) || math.Abs(got-c.want) > 1e-15*c.want {
			t.Errorf("from %q to %q: %v, %v; want %v", c.from, c.to, got, ok, c.want)
		}
	}
}

// Every indicator's unit is one that a file can be read in.
func TestConvertUnitsOfTheCatalogue(t *testing.T) {
	c := embeddedCatalog(t)
	for _, id := range c.IDs() {
		i, _ := c.Indicator(id)
		if factor, ok := Convert(i.Unit, i.Unit); !ok || factor != 1 {
			t.Errorf("%s: %q into itself is %v, %v", id, i.Unit, factor, ok)
		}
	}
}

// There and back is one, and two steps are one.
func FuzzConvert(f *testing.F) {
	f.Add("US Dollar thousand", "million US dollars", "USD")
	f.Add("%", "per cent of people", "Percentage of people")
	f.Add("Number", "thousand persons", "bn people")
	f.Add("million", "per million", "%\xff")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		there, ok := Convert(a, b)
		back, ok2 := Convert(b, a)
		if ok != ok2 || ok && math.Abs(there*back-1) > 1e-12 {
			t.Fatalf("%q, %q: %v %v, back %v %v", a, b, there, ok, back, ok2)
		}
		on, ok3 := Convert(b, c)
		if direct, ok4 := Convert(a, c); ok && ok3 && ok4 && math.Abs(there*on/direct-1) > 1e-12 {
			t.Fatalf("%q, %q, %q: %v times %v is not %v", a, b, c, there, on, direct)
		}
	})
}
