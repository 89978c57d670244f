package picture

import (
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// A chart for a page is higher where its rows could not be read and lower where few of
// them left it empty; other sizes stay as they are.
func TestPagesAreAsHighAsTheirRows(t *testing.T) {
	many, some, few := ask("bars", internet, "lac:members"), ask("bars", internet, "g7:members"), ask("bars", internet, "BRA", "CHN", "IND")
	table, lines := few, few
	table.Kind, lines.Kind = "calendar", "line"
	for _, test := range []struct {
		q    Question
		size chart.Size
		want int
	}{
		{some, chart.Web, 900}, {many, chart.Web, 1200}, {few, chart.Web, 500}, {table, chart.Web, 500}, {lines, chart.Web, 900},
		{many, chart.Story, 1920}, {few, chart.Story, 1920}, {few, chart.Web.Own(1600, 900), 900},
	} {
		at, err := make1(t, desk(t), "en", test.q).At(test.size, chart.Light)
		if err != nil {
			t.Fatal(err)
		}
		if got := at.Chart.Size.Height; got != test.want {
			t.Errorf("%v in %s: %d px high, want %d", test.q.Economies, test.size.Name, got, test.want)
		}
	}
}

// Where rows fit no height of a page, it is the rows that are spoken of.
func TestTooManyRowsAreSaid(t *testing.T) {
	q := ask("bars", internet, "world:members")
	q.Year = 2020
	at, err := make1(t, desk(t), "en", q).At(chart.Web, chart.Light)
	if err == nil {
		_, err = at.Chart.Layout()
	}
	if err == nil || !strings.Contains(err.Error(), "rows need") {
		t.Error(err)
	}
}

// Of those that did not report, who was large when it last did comes first.
func TestAbsentInTheOrderOfTheirLastValues(t *testing.T) {
	q := ask("bars", []string{"tonnes"}, "ARG", "BRA", "CHL", "MEX")
	q.Year = 2020
	p := make1(t, desk(t, csv(t, "tonnes", "ARG,2019,1", "BRA,2020,7", "CHL,2018,2", "MEX,2017,9")), "en", q)
	want := []string{"Brazil", "Mexico", "Chile", "Argentina"}
	for k, r := range p.Chart.Body.(chart.Bars).Rows {
		if r.Name != want[k] {
			t.Errorf("row %d is %s, want %s", k+1, r.Name, want[k])
		}
	}
}

// Axes over many powers of ten are logarithmic unasked, and a note of the topic's is
// one of the chart.
func TestScatterOverPowersOfTen(t *testing.T) {
	for _, test := range []struct {
		who []string
		log bool
	}{{nil, true}, {[]string{"g7:members"}, false}} {
		q := ask("scatter", []string{"gdp", "internet-users"}, test.who...)
		q.Note = map[string]string{"en": "A note of the topic's."}
		p := make1(t, desk(t), "en", q)
		notes := strings.Join(p.Chart.Notes, " ")
		if c := p.Chart.Body.(chart.Scatter); c.LogX != test.log || c.LogY || strings.Contains(notes, "Logarithmic scale") != test.log {
			t.Errorf("%v: logarithms across %v, up %v; %s", test.who, c.LogX, c.LogY, notes)
		}
		if !strings.Contains(notes, "A note of the topic’s.") {
			t.Errorf("the note is not on the chart: %s", notes)
		}
	}
}
