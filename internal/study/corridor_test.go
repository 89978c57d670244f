package study

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
)

func TestLineOf(t *testing.T) {
	batis, other := &catalog.Dataset{Code: "BaTIS"}, &catalog.Dataset{}
	for _, c := range []struct {
		i    catalog.Indicator
		want analysis.Line
	}{
		{catalog.Indicator{Code: "hs-8542-exports", Dataset: other}, analysis.Line{Item: "hs-8542", Level: "hs-4", Goods: true}},
		{catalog.Indicator{Code: "hs-854231-imports", Dataset: other}, analysis.Line{Item: "hs-854231", Level: "hs-6", Goods: true}},
		{catalog.Indicator{Code: "hs-total-exports", Dataset: other}, analysis.Line{Item: "hs-total", Goods: true}},
		{catalog.Indicator{Code: "sf-exports", Dataset: batis}, analysis.Line{Item: "sf", Level: "main", Balanced: true}},
		{catalog.Indicator{Code: "s-exports", Dataset: batis}, analysis.Line{Item: "s", Balanced: true}},
		{catalog.Indicator{Code: "digital-services-imports", Dataset: batis}, analysis.Line{Item: "digital-services", Balanced: true}},
		{catalog.Indicator{Code: "MIO_EUR.SI.CRED", Dataset: other}, analysis.Line{Item: "mio_eur-si"}},
		{catalog.Indicator{ID: "chips-exports", Dataset: other}, analysis.Line{Item: "chips"}},
	} {
		if diff := cmp.Diff(c.want, lineOf(c.i)); diff != "" {
			t.Errorf("%s%s: %s", c.i.Code, c.i.ID, diff)
		}
	}
}

func TestDirectionOf(t *testing.T) {
	for _, c := range []struct {
		i                catalog.Indicator
		direction, other string
	}{
		{catalog.Indicator{ID: "chips-exports"}, "exports", "chips-imports"},
		{catalog.Indicator{ID: "eurostat-bop-its6-det-mio-eur-si-deb"}, "imports", "eurostat-bop-its6-det-mio-eur-si-cred"},
		{catalog.Indicator{ID: "sold", Trade: "exports", Counterpart: "bought"}, "exports", "bought"},
		{catalog.Indicator{ID: "gdp"}, "", ""},
	} {
		if direction, other := directionOf(c.i); direction != c.direction || other != c.other {
			t.Errorf("%s: %q, %q", c.i.ID, direction, other)
		}
	}
}

func TestOncePerKind(t *testing.T) {
	got := oncePerKind([]string{
		"a: 40.1 per cent of the value was reported", "a: no row of the World in 3 cells", "b: 9 per cent of the value was reported", "x.csv: left out: 1 row, monthly",
	})
	want := []string{"a: 40.1 per cent of the value was reported; the same holds of 1 more, with numbers of their own", "x.csv: left out: 1 row, monthly"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A topic asks for a corridor by the keys of its own and those of every study.
func TestCorridorOfTopic(t *testing.T) {
	q, err := New("corridor")
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal([]byte("a: eu27\nb: CHN\nindicators: [batis-si-exports]\nfrom: 2015\n"), q); err != nil {
		t.Fatal(err)
	}
	want := &Corridor{Query: Query{Indicators: []string{"batis-si-exports"}, From: 2015}, A: "eu27", B: "CHN"}
	if diff := cmp.Diff(want, q); diff != "" {
		t.Error(diff)
	}
}
