package chart

import (
	"math/rand/v2"
	"testing"
)

// A label stands nearest to the dot that it names: farther off it would be read as that
// of another line.
func TestALabelIsNearestToItsDot(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	bounds := Box{0, 0, 600, 400}
	placed := 0
	for range 300 {
		o := obstacles{}
		for range 2 + r.IntN(9) {
			o.dots = append(o.dots, dot{at: XY{450, 150 + 120*r.Float64()}})
		}
		for _, d := range o.dots {
			at := d.at
			found, ok := o.findRoom(at, 90, 18, 8, bounds)
			if !ok {
				continue
			}
			placed++
			o.boxes = append(o.boxes, found.Box)
			for _, other := range o.dots {
				if found.distance(other.at) < found.distance(at) {
					t.Fatalf("the label of %v at %v is nearer to %v", at, found.Box, other.at)
				}
			}
		}
	}
	if placed < 300 {
		t.Errorf("%d labels found room in 300 charts", placed)
	}
}

func TestDistanceFromABox(t *testing.T) {
	b := Box{10, 10, 30, 20}
	for p, want := range map[XY]float64{{20, 15}: 0, {10, 20}: 0, {40, 15}: 10, {20, 0}: 10, {34, 23}: 5, {6, 7}: 5} {
		if got := b.distance(p); got != want {
			t.Errorf("%v: %v, want %v", p, got, want)
		}
	}
}
