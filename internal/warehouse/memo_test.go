package warehouse

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/source"
	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// What has been answered of a load is not asked again; of a table of another hand, whose
// rows may change, it is.
func TestAnswersOfALoadAreKept(t *testing.T) {
	for _, of := range []struct {
		attempt uint64
		want    int
	}{{7, 1}, {0, 3}} {
		r, asked := readingChips(t, of.attempt, func(int) int { return 2 })
		for range 3 {
			if err := r.readChips(t); err != nil {
				t.Fatal(err)
			}
		}
		if *asked != of.want {
			t.Errorf("of attempt %d: asked %d times, want %d", of.attempt, *asked, of.want)
		}
	}
}

// What was read of a load that had lost rows is asked again.
func TestAnswersOfALoadThatDoesNotStandAreNotKept(t *testing.T) {
	r, asked := readingChips(t, 7, func(asked int) int { return min(asked, 2) })
	if err := r.readChips(t); err == nil || !strings.Contains(err.Error(), "of the 2 rows of chips.csv that were loaded 1 are there") {
		t.Error(err)
	}
	for range 2 {
		if err := r.readChips(t); err != nil {
			t.Error(err)
		}
	}
	if *asked != 2 {
		t.Errorf("asked %d times, want 2", *asked)
	}
}

// readingChips reads a load of two rows. there tells how many rows the server counts,
// after it has been asked for figures so many times.
func readingChips(t *testing.T, attempt uint64, there func(asked int) int) (*reader, *int) {
	asked := new(int)
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		switch text := string(sql); {
		case strings.Contains(text, "t_loads"):
			io.WriteString(w, "7\t1\t1\t0\t1\n\n\t0\t0\t0\t1\n") //nolint:errcheck // a test
		case strings.HasPrefix(text, "SELECT attempt,"):
			n := there(*asked)
			fmt.Fprintf(w, "7\t%d\n\n0\t%d\n", n, n)
		default:
			*asked++
			io.WriteString(w, "FRA\t2020\tchips\t\t\t5\t0\t2\t1\n\n\t0\t\t\t\t5\t0\t2\t1\n") //nolint:errcheck // a test
		}
	})
	l := &register.Load{Attempt: attempt, File: "chips.csv", Rows: 2, Series: []source.Series{{Code: "c"}}, IDs: map[string]string{"c": "chips"}}
	return &reader{client: c, load: l, from: "t"}, asked
}

func (r *reader) readChips(t *testing.T) error {
	_, err := r.Read(t.Context(), source.Want{}, func(source.Row) error { return nil })
	return err
}

// No more is kept than there is room for.
func TestAnswersKeptAreFew(t *testing.T) {
	var m memo
	large := [][]string{{strings.Repeat("x", mostKept/3)}}
	for _, text := range []string{"a", "b", "a", "c", "d"} {
		m.keep(text, large)
	}
	if _, known := m.answerTo("a"); known || m.bytes > mostKept {
		t.Error(known, m.bytes)
	}
	if _, known := m.answerTo("d"); !known {
		t.Error("the last one is not kept")
	}
	m.keep("e", [][]string{{strings.Repeat("x", 2*mostKept)}})
	if _, known := m.answerTo("e"); known {
		t.Error("too large, and kept")
	}
	if _, known := m.answerTo("d"); !known {
		t.Error("one that is too large has driven out another")
	}
}

// What is asked again and again stays, however much else is asked once.
func TestAnswersThatAreUsedStay(t *testing.T) {
	var m memo
	large := [][]string{{strings.Repeat("x", mostKept/3)}}
	for _, text := range []string{"a", "b", "c", "d", "e"} {
		m.keep(text, large)
		if _, known := m.answerTo("a"); !known {
			t.Error("driven out by", text)
		}
	}
}

// What is kept comes back as it was, whatever stands in its fields.
func TestAnswersComeBackAsTheyWere(t *testing.T) {
	var m memo
	want := [][]string{{"a\tb", "", "c\nd", `\`}, {"", "", "", "'"}}
	m.keep("a", want)
	for range 2 {
		if got, known := m.answerTo("a"); !known || !slices.EqualFunc(got, want, slices.Equal[[]string]) {
			t.Errorf("%q, %v", got, known)
		}
	}
}
