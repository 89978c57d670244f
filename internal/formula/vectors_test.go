package formula

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"testing"
)

// near tells whether two figures agree to six decimals, relative above 1.
func near(got, want float64) bool {
	return math.Abs(got-want) <= 1e-6*math.Max(1, math.Abs(want))
}

func expect(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !near(got, want) {
		t.Errorf("%s: got %.9g, want %.9g", what, got, want)
	}
}

// vectors are those of the method, which stand beside the checkout.
func vectors(t *testing.T) map[string]any {
	t.Helper()
	text, err := os.ReadFile("../../../shared/method/vectors.json")
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no ../../../shared/method/vectors.json: the tables of this package still run")
	}
	if err != nil {
		t.Fatal(err)
	}
	var all map[string]any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// at follows keys into the vectors.
func at(t *testing.T, in any, keys ...string) any {
	t.Helper()
	for _, k := range keys {
		m, ok := in.(map[string]any)
		if !ok || m[k] == nil {
			t.Fatalf("vectors: no %q in %v", k, keys)
		}
		in = m[k]
	}
	return in
}

func number(t *testing.T, in any, keys ...string) float64 {
	t.Helper()
	v, ok := at(t, in, keys...).(float64)
	if !ok {
		t.Fatalf("vectors: %v is no number", keys)
	}
	return v
}

func numbers(t *testing.T, in any, keys ...string) []float64 {
	t.Helper()
	list, ok := at(t, in, keys...).([]any)
	if !ok {
		t.Fatalf("vectors: %v is no list", keys)
	}
	out := make([]float64, len(list))
	for k, v := range list {
		if out[k], ok = v.(float64); !ok {
			t.Fatalf("vectors: %v has no number at %d", keys, k)
		}
	}
	return out
}
