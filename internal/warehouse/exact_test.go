package warehouse

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/source"
)

// What the server is asked to add up is written here once more, by hand.
func TestExactSumInSQL(t *testing.T) {
	const fit = "if(abs(v) <= 1.152921504606847e+18, v, 0.)"
	for k, want := range []string{
		"sum(toInt64(trunc(v / 1048576)))",
		"sum(toInt64(trunc((v - trunc(v / 1048576) * 1048576) * 1048576)))",
		"sum(toInt64(trunc(((v - trunc(v / 1048576) * 1048576) * 1048576 - trunc((v - trunc(v / 1048576) * 1048576) * 1048576)) * 35184372088832)))",
	} {
		want = strings.NewReplacer("v - ", fit+" - ", "v / ", fit+" / ").Replace(want)
		if got := exactSum("v")[k]; got != want {
			t.Errorf("%s; want %s", got, want)
		}
	}
	const want = "if((max(abs(value)) = 0 OR max(abs(value)) BETWEEN 7.62939453125e-06 AND 1.152921504606847e+18) AND count() <= 131072, '', toString(sum(reported)))"
	if got := plainSum("reported"); got != want {
		t.Errorf("%s; want %s", got, want)
	}
}

// apart are the three sums of one value, as the server makes them.
func apart(v float64) []string {
	rest := (v - math.Trunc(v/coarse)*coarse) * coarse
	var out []string
	for _, f := range []float64{math.Trunc(v / coarse), math.Trunc(rest), math.Trunc((rest - math.Trunc(rest)) / fine)} {
		out = append(out, strconv.FormatInt(int64(f), 10))
	}
	return out
}

// Sums that are taken apart do not depend on the order of their terms, and are those
// of floats.
func TestExactSums(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	values := []float64{0, -1.5, -2.75e9, 1e-6, 1e12 + 0.125}
	for range 1000 {
		values = append(values, math.Exp(20*random.NormFloat64()/3)*float64(1-2*random.IntN(2)))
	}
	var first total
	for n := range 5 {
		var sum total
		plain, lost := 0.0, 0.0 // what plain has lost of its terms, as of Kahan and Neumaier
		for _, v := range values {
			if err := sum.read(apart(v), ""); err != nil {
				t.Fatal(err)
			}
			next := plain + v
			if math.Abs(plain) >= math.Abs(v) {
				lost += plain - next + v
			} else {
				lost += v - next + plain
			}
			plain = next
		}
		if n == 0 {
			first = sum
		}
		if sum != first || math.Abs(sum.float()-plain-lost) > 1e-13*math.Abs(plain) {
			t.Fatal(sum.float(), first.float(), plain+lost)
		}
		random.Shuffle(len(values), func(i, k int) { values[i], values[k] = values[k], values[i] })
	}
}

// Many parts as large as a server hands them on do not wrap, and a sum of floats stands
// where there is one.
func TestTotalsOfManyParts(t *testing.T) {
	var sum total
	const part = mostExactRows * (1<<45 - 1)
	for range 100 {
		if err := sum.read([]string{"0", "0", strconv.Itoa(part)}, ""); err != nil {
			t.Fatal(err)
		}
	}
	if want := 100 * part * middle * fine; math.Abs(sum.float()-want) > 1e-12*want {
		t.Error(sum.float(), want)
	}
	if err := sum.read([]string{"0", "5", "7"}, "2e25"); err != nil || sum.float() != 2e25 {
		t.Error(sum.float(), err)
	}
	for _, bad := range [][]string{{"x", "0", "0"}, {"0", "0", "9223372036854775808"}} {
		if sum.read(bad, "") == nil {
			t.Error(bad)
		}
	}
	if sum.read([]string{"0", "0", "0"}, "much") == nil {
		t.Error("a text is no sum")
	}
}

// What a server adds up is to the last bit what is added up here.
func TestSumsOfAServerAreThoseOfAFile(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		var there total
		var here source.Sum
		for range 1 + random.IntN(300) {
			v := math.Exp(3*random.NormFloat64()) * float64(1-2*(random.IntN(8)/7))
			if err := there.read(apart(v), ""); err != nil {
				t.Fatal(err)
			}
			here.Add(v)
		}
		if there.float() != here.Float() {
			t.Fatalf("%v there, %v here", there.float(), here.Float())
		}
	}
}
