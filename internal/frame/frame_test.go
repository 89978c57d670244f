package frame

import (
	"bytes"
	"math"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/tidy"
)

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "0"}, {1, "1"}, {-2.5, "-2.5"}, {1e-7, "1e-07"}, {0.000123, "0.000123"},
		{4462457, "4462457"}, {1.0 / 3, "0.333333333333"}, {123456789012345, "123456789012000"}, {1e20, "1e+20"},
		{math.NaN(), ""}, {math.Inf(1), ""},
	} {
		if got := Number(c.v); got != c.want {
			t.Errorf("%v: %q, want %q", c.v, got, c.want)
		}
	}
}

// What is written is the value to twelve significant digits, never another.
func FuzzNumber(f *testing.F) {
	for _, v := range []float64{0, 1.5, -1e-9, 1e300, 123456.789, 0.1 + 0.2} {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v float64) {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return
		}
		back, err := strconv.ParseFloat(Number(v), 64)
		if err != nil || math.Abs(back-v) > 1e-11*math.Abs(v) {
			t.Errorf("%v is written %q", v, Number(v))
		}
	})
}

func TestObservationsThereAndBack(t *testing.T) {
	obs := []tidy.Observation{
		{Indicator: "x", Economy: "NAM", Partner: "WLD", Year: 2020, Value: 1e-7, Unit: "u", Flag: "break", Origin: "a.csv:2"},
		{Indicator: "x", Economy: "FRA", Partner: "DEU", Year: 2021, Value: -3},
	}
	back, err := Observations(FromObservations(obs))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(obs, back); d != "" {
		t.Error(d)
	}
	if back, err := Observations(FromObservations(nil)); err != nil || len(back) != 0 {
		t.Errorf("no observations: %v, %v", back, err)
	}
}

type row struct {
	Name   string  `col:"name"`
	Year   int     `col:"year"`
	Rank   int     `col:"rank,omitzero"`
	Value  float64 `col:"value"`
	hidden string
}

var rows = []row{{"Korea, Rep.", 2020, 1, 1e-7, "x"}, {`"q" <b> é`, 2021, 0, math.NaN(), ""}}

func TestCSVKeepsWhatGotaLoses(t *testing.T) {
	var b bytes.Buffer
	if err := WriteCSV(&b, Of(rows)); err != nil {
		t.Fatal(err)
	}
	want := "name,year,rank,value\n\"Korea, Rep.\",2020,1,1e-07\n\"\"\"q\"\" <b> é\",2021,,\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
}

func TestJSON(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, Of(rows)); err != nil {
		t.Fatal(err)
	}
	want := "[\n" + `  {"name": "Korea, Rep.", "year": 2020, "rank": 1, "value": 1e-07},` + "\n" +
		`  {"name": "\"q\" <b> é", "year": 2021, "rank": null, "value": null}` + "\n]\n"
	if d := cmp.Diff(want, b.String()); d != "" {
		t.Error(d)
	}
	b.Reset()
	if err := WriteJSON(&b, Of([]row{})); err != nil || b.String() != "[]\n" {
		t.Errorf("no rows: %q, %v", b.String(), err)
	}
}
