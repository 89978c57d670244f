package tidy

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestKindAndHintThroughWrapping(t *testing.T) {
	cause := errors.New("no space left on device")
	for _, c := range []struct {
		err  error
		kind Kind
		hint string
		text string
	}{
		{cause, Failed, "", "no space left on device"},
		{Errorf(Usage, "do that", "wrong %d", 7), Usage, "do that", "wrong 7"},
		{Wrap(Failed, cause, "make room", "cannot write %s", "x"), Failed, "make room", "cannot write x: no space left on device"},
		{Wrap(Data, Errorf(Usage, "inner", "a"), "", "b"), Data, "inner", "b: a"},
		{fmt.Errorf("topic: %w", &RowError{File: "x.csv", Line: 3, Column: 2, Text: "n/a", Why: "not a number", Hint: "mend it"}), Data, "mend it",
			`topic: x.csv:3:2: not a number: "n/a"`},
	} {
		if KindOf(c.err) != c.kind || HintOf(c.err) != c.hint || c.err.Error() != c.text {
			t.Errorf("%v: kind %d, hint %q", c.err, KindOf(c.err), HintOf(c.err))
		}
	}
	if !errors.Is(Wrap(Failed, cause, "", "x"), cause) {
		t.Error("the cause is lost")
	}
}

func TestNearest(t *testing.T) {
	known := []string{"gdp", "population", "internet-users", "digital-services-exports", "digital-services-imports"}
	for _, c := range []struct {
		word string
		want []string
	}{
		{"gpd", []string{"gdp"}}, // two letters swapped are one slip
		{"gdpp", []string{"gdp"}},
		{"Internet-user", []string{"internet-users"}},
		{"exports", []string{"digital-services-exports"}},
		{"digital-services-export", []string{"digital-services-exports", "digital-services-imports"}},
		{"zzz", nil},
	} {
		if got := Nearest(c.word, known, 3); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %q, want %q", c.word, got, c.want)
		}
	}
}

// TestNearestOfALongWord: what somebody writes into an address is compared with no name that is much shorter, which would
// take minutes here.
func TestNearestOfALongWord(t *testing.T) {
	known := make([]string, 1000)
	for k := range known {
		known[k] = strings.Repeat("economy ", 1+k%8)
	}
	if near := Nearest(strings.Repeat("x", 1<<20), known, 3); len(near) > 0 {
		t.Error(near)
	}
}
