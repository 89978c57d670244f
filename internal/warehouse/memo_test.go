package warehouse

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// What has been answered of a load is not asked again; of a table of another hand, whose
// rows may change, it is.
func TestAnswersOfALoadAreKept(t *testing.T) {
	asked := 0
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Write([]byte("DEU\t2\t1\nAUT\t5\t1\n\n\t7\t2\n")) //nolint:errcheck // a test
	})
	for _, attempt := range []uint64{7, 0} {
		asked = 0
		r := &reader{client: c, load: &load{Attempt: attempt}}
		for range 3 {
			rows, err := r.ask(t.Context(), pairs)
			if err != nil || !slices.Equal(rows[0], []string{"AUT", "5", "1"}) {
				t.Fatal(rows, err)
			}
		}
		if want := map[uint64]int{7: 1, 0: 3}[attempt]; asked != want {
			t.Errorf("asked %d times, want %d", asked, want)
		}
	}
}

// No more is kept than there is room for.
func TestAnswersKeptAreFew(t *testing.T) {
	var m memo
	large := [][]string{{strings.Repeat("x", mostKept/3)}}
	for _, text := range []string{"a", "b", "a", "c", "d"} {
		m.keep(text, large)
	}
	if _, known := m.of("a"); known || m.bytes > mostKept {
		t.Error(known, m.bytes)
	}
	if _, known := m.of("d"); !known {
		t.Error("the last one is not kept")
	}
	m.keep("e", [][]string{{strings.Repeat("x", 2*mostKept)}})
	if _, known := m.of("e"); known {
		t.Error("too large, and kept")
	}
}
