package warehouse

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/warehouse/warehousetest"
)

// Another load that stands is seen, one more, and one less; one that has begun, or that
// another has taken the place of, is none.
func TestAWatchSeesAnotherLoad(t *testing.T) {
	answer := ""
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if !strings.Contains(string(sql), "kind = 'load'") || !strings.Contains(string(sql), "t_loads") {
			t.Error(string(sql))
		}
		fmt.Fprintf(w, "%s\n\t\t0\t0\t%d\n", answer, 9*strings.Count(answer, "\n"))
	})
	const first = "chips\t2024\t7\t1\t9\n"
	for _, of := range []struct {
		vintage, answer string
		anew            bool
	}{
		{"", first, false},
		{"", first + "chips\t2024\t9\t2\t9\n", true},
		{"", "chips\t2024\t6\t0\t9\n" + first, false}, // which the first one took the place of
		{"", first + "lamps\t2024\t8\t1\t9\n", true},
		{"", "", true},
		{"2024", first + "chips\t2025\t8\t1\t9\n", false},
		{"2024", first + "chips\t2024\t8\t2\t9\n", true},
	} {
		c.Vintage, answer = of.vintage, first
		stood, err := (&opening{c}).stand(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		w := Watch{of: []opened{{(&opening{c}).stand, stood}}}
		answer = of.answer
		if anew, err := w.Anew(t.Context()); err != nil || anew != of.anew {
			t.Errorf("%+v: %v, %v", of, anew, err)
		}
	}
	w := Watch{of: []opened{{(&opening{c}).stand, nil}}}
	answer = "chips\t2024\tx\t1\t9\n"
	if _, err := w.Anew(t.Context()); err == nil {
		t.Error("what is no answer is taken for one")
	}
}

// Where there are no loads none are asked for: a table that is not there is said as ever.
func TestAWatchWithoutLoads(t *testing.T) {
	var asked []string
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		asked = append(asked, string(sql))
		answer := "\n\t\t0\n"
		if strings.Contains(string(sql), "system.databases") {
			answer = "\n\t0\n"
		}
		if strings.Contains(string(sql), "system.parts") {
			answer = "\n\t\t\t\t0\n"
		}
		io.WriteString(w, answer) //nolint:errcheck // a test
	})
	var w Watch
	if _, err := w.Tables(t.Context(), "clickhouse://"+c.Host+"/d/t"); err == nil || !strings.Contains(err.Error(), "has no database d") {
		t.Error(err)
	}
	before := len(asked)
	if anew, err := w.Anew(t.Context()); anew || err != nil || len(asked) != before || slices.ContainsFunc(asked, func(sql string) bool { return strings.Contains(sql, "FROM `d`.`t_loads`") }) {
		t.Errorf("%v, %v, %q", anew, err, asked)
	}
}
