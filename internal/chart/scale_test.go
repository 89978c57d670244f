package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAxis(t *testing.T) {
	integer := func(v float64) string { return fmt.Sprintf("%.0f", v) }
	for _, test := range []struct {
		name  string
		spec  axisSpec
		ticks []float64
		top   float64 // where the axis ends
	}{
		{"no top tick: the data end below .55 of its step", axisSpec{lo: 38, hi: 449, count: 4.4, fromZero: true}, []float64{0, 100, 200, 300, 400}, 449 * 1.02},
		{"top tick: the data pass .55 of its step", axisSpec{lo: 0, hi: 92, count: 4.9, fromZero: true}, []float64{0, 25, 50, 75, 100}, 100},
		{"a wished maximum", axisSpec{lo: 0, hi: 60, count: 3, fromZero: true, max: 100}, []float64{0, 50, 100}, 100},
		{"no tick that the format cannot print", axisSpec{lo: 0, hi: 8.9, count: 4, fromZero: true, tick: integer}, []float64{0, 5, 10}, 10},
		{"tenths are exact", axisSpec{lo: 0, hi: .31, count: 4, fromZero: true}, []float64{0, .1, .2, .3}, .3162},
		{"negative", axisSpec{lo: -9, hi: -2, count: 5, fromZero: true}, []float64{-10, -7.5, -5, -2.5, 0}, 0},
		{"flat", axisSpec{lo: 7, hi: 7, count: 4, fromZero: true}, []float64{0, 2.5, 5, 7.5}, 7.5},
		{"nothing but zero", axisSpec{count: 4, fromZero: true}, []float64{0, .5, 1}, 1},
	} {
		a := newAxis(test.spec)
		if diff := cmp.Diff(test.ticks, a.ticks); diff != "" {
			t.Errorf("%s: %s", test.name, diff)
		}
		if math.Abs(a.hi-test.top) > 1e-9*test.top {
			t.Errorf("%s: ends at %v, not %v", test.name, a.hi, test.top)
		}
	}
}

// TestAxisAlways: any data have 3 to 6 ticks within an axis that holds them.
func TestAxisAlways(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		scale := math.Pow(10, r.Float64()*24-8)
		s := axisSpec{lo: (r.Float64() - .5) * scale, count: 3 + 3*r.Float64(), fromZero: r.IntN(2) == 0}
		s.hi = s.lo + r.Float64()*scale
		a := newAxis(s)
		if n := len(a.ticks); n < 2 || n > 6 || a.lo > s.lo || a.hi < s.hi || a.ticks[0] < a.lo || a.ticks[n-1] > a.hi {
			t.Fatalf("%+v gives %+v", s, a)
		}
	}
}

func TestYearTicks(t *testing.T) {
	for _, test := range []struct {
		first, last int
		px          float64
		want        string
	}{
		{2010, 2023, 1200, "2010 2012 2014 2016 2018 2020 2023"},
		{2005, 2024, 1300, "2005 2010 2015 2020 2024"},
		{2010, 2023, 560, "2010 2015 2020 2023"},
		{2020, 2020, 500, "2020"},
		{2020, 2021, 500, "2020 2021"},
		{1964, 2024, 1200, "1964 1970 1980 1990 2000 2010 2024"},
	} {
		got := strings.Trim(fmt.Sprint(yearTicks(test.first, test.last, test.px, 50)), "[]")
		if got != test.want {
			t.Errorf("%d to %d: %s, want %s", test.first, test.last, got, test.want)
		}
	}
}

func TestPushApart(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		n := 1 + r.IntN(12)
		wanted, heights := make([]float64, n), make([]float64, n)
		at, room := 0.0, 0.0
		for i := range wanted {
			at += r.Float64() * 30
			wanted[i], heights[i] = at, 10+r.Float64()*20
			room += heights[i]
		}
		lo, hi := 0.0, room+r.Float64()*100
		tops, ok := pushApart(wanted, heights, lo, hi)
		if !ok {
			t.Fatal("they fit")
		}
		for i := range tops {
			if tops[i] < lo-1e-9 || tops[i]+heights[i] > hi+1e-9 || i > 0 && tops[i] < tops[i-1]+heights[i-1]-1e-9 {
				t.Fatalf("%v %v in %v..%v: %v", wanted, heights, lo, hi, tops)
			}
		}
	}
	if tops, _ := pushApart([]float64{10, 12}, []float64{10, 10}, 0, 100); math.Abs(tops[0]-6) > 1e-9 {
		t.Errorf("two near ones share the way: %v", tops)
	}
	if _, ok := pushApart([]float64{0, 0}, []float64{60, 60}, 0, 100); ok {
		t.Error("120 px do not fit 100")
	}
}
