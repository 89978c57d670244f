package catalog

import "testing"

func TestCurrency(t *testing.T) {
	for _, c := range []struct{ unit, code, inEUR string }{
		{"million US dollars", "USD", "million EUR"},
		{"US Dollar thousand", "USD", "EUR thousand"},
		{"million current US$", "USD", "million current EUR"},
		{"million euros", "EUR", "million EUR"},
		{"CNY", "CNY", "EUR"},
		{"per cent of population", "", "per cent of population"},
		{"persons", "", "persons"},
	} {
		if code, ok := Currency(c.unit); code != c.code || ok != (c.code != "") {
			t.Errorf("%s: %q, %v", c.unit, code, ok)
		}
		if got := InCurrency(c.unit, "EUR"); got != c.inEUR {
			t.Errorf("%s in EUR: %q", c.unit, got)
		}
	}
	if got := InCurrency("million euros", Dollar); got != "million US dollars" {
		t.Errorf("in dollars: %q", got)
	}
	for unit, want := range map[string]bool{
		"million constant 2015 US dollars": true, "million US dollars, prices of 2015": true, "2015 US$": true,
		"million US dollars": false, "million EUR": false, "per cent of population": false,
	} {
		if IsConstant(unit) != want {
			t.Errorf("%s: constant is %v", unit, !want)
		}
	}
}

func TestPerUnit(t *testing.T) {
	indicator := func(id, unit string) Indicator { return Indicator{ID: id, Unit: unit} }
	for _, c := range []struct {
		of, per Indicator
		scale   float64
		unit    string
	}{
		{indicator("x", "million US dollars"), indicator("population", "persons"), 1e6, "US dollars per person"},
		{indicator("x", "million US dollars"), indicator("gdp", "million US dollars"), 100, "per cent of gdp"},
		{indicator("x", "thousand US dollars"), indicator("gdp", "million US dollars"), 0.1, "per cent of gdp"},
		{indicator("x", "million US dollars"), indicator("chips", "tonnes"), 1, "million US dollars per tonnes"},
	} {
		if scale, unit := PerUnit(c.of, c.per); scale != c.scale || unit != c.unit {
			t.Errorf("%s per %s: %v %q", c.of.Unit, c.per.Unit, scale, unit)
		}
	}
}
