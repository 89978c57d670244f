package chart

import (
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLogAxis(t *testing.T) {
	integer := func(v float64) string { return fmt.Sprintf("%.0f", v) }
	for _, test := range []struct {
		name  string
		spec  axisSpec
		ticks []float64
	}{
		{"decades", axisSpec{lo: 2, hi: 9000, count: 4}, []float64{1, 10, 100, 1000, 10000}},
		{"few decades", axisSpec{lo: 12, hi: 90, count: 4}, []float64{10, 20, 50, 100}},
		{"one tick more on a wide axis", axisSpec{lo: 240, hi: 130000, count: 9}, []float64{200, 500, 1000, 2000, 5000, 10000, 20000, 50000, 100000}},
		{"many decades", axisSpec{lo: 1e-6, hi: 1e13, count: 4}, []float64{1e-5, 1, 1e5, 1e10, 1e15}},
		{"less than a decade", axisSpec{lo: 100, hi: 300, count: 4}, []float64{100, 200, 300}},
		{"flat", axisSpec{lo: 7, hi: 7, count: 4}, []float64{6, 7, 8, 9}},
		{"no tick printed as zero", axisSpec{lo: .2, hi: 900, count: 6, tick: integer}, []float64{1, 10, 100, 1000}},
		{"a wished maximum", axisSpec{lo: 2, hi: 60, count: 4, max: 100}, []float64{1, 10, 100}},
	} {
		a := newLogAxis(test.spec)
		if diff := cmp.Diff(test.ticks, a.ticks); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
	}
}

// TestLogAxisAlways: any positive data have 2 to 7 ticks within an axis that
// holds them.
func TestLogAxisAlways(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 20000 {
		s := axisSpec{lo: math.Pow(10, r.Float64()*24-8), count: 3 + 3*r.Float64()}
		s.hi = s.lo * math.Pow(10, r.Float64()*r.Float64()*12)
		a := newLogAxis(s)
		if n := len(a.ticks); n < 2 || n > 7 || a.lo > s.lo || a.hi < s.hi || a.ticks[0] < a.lo || a.ticks[n-1] > a.hi {
			t.Fatalf("%+v gives %+v", s, a)
		}
	}
	for _, s := range []axisSpec{{lo: 1e-300, hi: 1e300, count: 5}, {lo: 1e300, hi: 1e300, count: 5}, {lo: 1e-300, hi: 1e-300, count: 5}} {
		if a := newLogAxis(s); !(a.lo <= s.lo && a.hi >= s.hi) {
			t.Errorf("%+v gives %+v", s, a)
		}
	}
}

// TestLogRefused: the caller learns which value stands in the way.
func TestLogRefused(t *testing.T) {
	l := Lines{Log: true, Series: []Series{{Name: "Chile", Points: []Point{{X: 2019, Y: 4}, {X: 2020, Y: 0}}}}}
	var refused *NotPositive
	if err := (Chart{Body: l}).PNG(io.Discard); !errors.As(err, &refused) {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&NotPositive{Name: "Chile", Year: 2020}, refused); diff != "" {
		t.Error(diff)
	}
	l.Series[0].Points[1].Y = 1e-9
	if LogRefused(l.Series) != nil || (Chart{Body: l}).PNG(io.Discard) != nil {
		t.Error("a value above zero is refused")
	}
}
