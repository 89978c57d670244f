package load

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// A load that begins while another one is removed or replaced keeps its rows, whether it
// has told of itself or not.
func TestWhatMayBeDropped(t *testing.T) {
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		if strings.Contains(string(sql), "max(kind") { // who has begun: 11 stands, 12 comes
			io.WriteString(w, "11\t1\t1\t0\t1\n12\t2\t0\t0\t1\n\n\t\t0\t0\t2\n")
			return
		}
		io.WriteString(w, "10\t5\n11\t5\n\n\t10\n") // which rows there are: 10 is of nobody
	})
	target := &target{Server: c, nodes: []*register.Server{c}}
	for number, want := range map[int]map[uint64]bool{
		0: {10: true, 11: false, 12: false, 13: false}, // 11 has taken the place of what was
		1: {10: true, 11: true, 12: false, 13: false},  // 11 is removed
	} {
		gone, err := target.upTo(context.Background(), &register.Load{Dataset: "batis"}, number)
		if err != nil {
			t.Fatal(err)
		}
		for id, is := range want {
			if gone(id) != is {
				t.Errorf("up to %d: %d is dropped: %v", number, id, !is)
			}
		}
	}
}
