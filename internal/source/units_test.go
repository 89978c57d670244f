package source

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// partnersIn is a table of several blocks, of made-up values: partners of two economies by
// turns, in units that a function tells by their line.
func partnersIn(rows int, unit func(line int) string) string {
	var text strings.Builder
	text.WriteString("indicator,economy,partner,year,value,unit\n")
	for k := range rows {
		fmt.Fprintf(&text, "x,%s,P%d,2020,%d.1,%s\n", []string{"FRA", "DEU"}[k%2], k/2, k%97, unit(k+2))
	}
	return text.String()
}

// inThousands knows of thousands and ones, as the catalogue does.
func inThousands(_, from, to string) (float64, bool) {
	of := map[string]float64{"ones": 1, "thousands": 1000}
	if of[from] == 0 || of[to] == 0 {
		return 0, false
	}
	return of[from] / of[to], true
}

// The same line is named, and the same sum made, by any number of workers.
func TestUnitsOfASumWithWorkers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	w := Want{Factor: inThousands, Partner: func(string, string) (Side, error) { return Part, nil }}
	const rows = 120_000
	mixed := partnersIn(rows, func(line int) string {
		switch {
		case line > rows-10:
			return "euros"
		case line == 70_001: // of Germany
			return "yen"
		}
		return "ones"
	})
	scaled := partnersIn(rows, func(line int) string {
		if line%3 == 0 {
			return "thousands"
		}
		return "ones"
	})
	first := ""
	for _, workers := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(workers)
		_, err := read(t, mixed, w)
		const want = `x.csv:70001: the unit "yen" differs from the unit "ones" of line 3, and the sum over the partners of DEU 2020 of x would mix them`
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%d workers: %v; want %s", workers, err, want)
		}
		got, err := read(t, scaled, w)
		if err != nil || first != "" && got != first || strings.Count(got, "ones") != 1 || strings.Count(got, "thousands") != 1 {
			t.Errorf("%d workers: %s, %v; want %s", workers, got, err, first)
		}
		first = got
	}
}

// Two rows say the same where they do so in the unit of their series.
func TestRowsThatSayTheSame(t *testing.T) {
	w := Want{Factor: func(code, from, to string) (float64, bool) {
		if to == "" {
			to = "ones"
		}
		if from == "" {
			from = "ones"
		}
		return inThousands(code, from, to)
	}}
	for _, of := range []struct {
		a, b Row
		want bool
	}{
		{Row{Value: 5}, Row{Value: 5}, true},
		{Row{Value: 5}, Row{Value: 6}, false},
		{Row{Value: 5, Series: Series{Unit: "yen"}}, Row{Value: 5, Series: Series{Unit: "yen"}}, true},
		{Row{Value: 5, Series: Series{Unit: "yen"}}, Row{Value: 5, Series: Series{Unit: "ones"}}, false},
		{Row{Value: 5, Series: Series{Unit: "thousands"}}, Row{Value: 5, Series: Series{Unit: "ones"}}, false},
		{Row{Value: 5, Series: Series{Unit: "thousands"}}, Row{Value: 5000, Series: Series{Unit: "ones"}}, true},
		{Row{Value: 5000}, Row{Value: 5, Series: Series{Unit: "thousands"}}, true},
	} {
		if w.Same(&of.a, &of.b) != of.want || w.Same(&of.b, &of.a) != of.want {
			t.Errorf("%v %q and %v %q: want %v", of.a.Value, of.a.Unit, of.b.Value, of.b.Unit, of.want)
		}
	}
}
