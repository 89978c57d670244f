package study

import (
	"errors"
	"testing"
)

// TestAShelfKeepsSuccessOnly: an error and a panic are of the one who met them.
func TestAShelfKeepsSuccessOnly(t *testing.T) {
	s, q, times := &Shelf{}, Query{Indicators: []string{"gdp"}}, 0
	take := func(prepare func(*prepared)) (p *prepared) {
		defer func() { recover() }() //nolint:errcheck // one of them panics
		return s.take(q, func(p *prepared) { times++; prepare(p) })
	}
	if p := take(func(p *prepared) { p.err = errors.New("away"); p.warnings = []string{"half"} }); p.err == nil {
		t.Error("no error")
	}
	take(func(*prepared) { panic("a mistake") })
	good := func(p *prepared) { p.used = []string{"gdp"} }
	for range 2 {
		if p := take(good); p.err != nil || len(p.warnings) > 0 || len(p.used) != 1 {
			t.Errorf("%+v", p)
		}
	}
	if times != 3 {
		t.Errorf("prepared %d times", times)
	}
}
