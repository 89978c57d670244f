package warehouse

import (
	"context"
	"slices"
	"strings"
	"sync"
)

// A memo keeps answers about a load, whose rows never change: charts side by side, as
// those of a report or a gallery, often rest on the same sums. That the load still
// stands is asked with each reading, and what was read of one that does not is not kept.
// What others keep of it they may not take for that of another load: see Watch.
type memo struct {
	mu      sync.Mutex
	answers map[string][]string // rows as an answer has them, by the statement, which names the attempt
	bytes   int
}

// mostKept is how many bytes of answers are kept; with more, it begins anew.
const mostKept = 16 << 20

// ask answers a selection in one order, whatever the server's, from what is kept where
// that is of a load. New ones are the query's until the load is known to stand.
func (r *reader) ask(ctx context.Context, q *query, s selection) ([][]string, error) {
	text := s.sql()
	if rows, known := r.memo.of(text); known {
		return rows, nil
	}
	rows, err := r.client.ask(ctx, s)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, slices.Compare[[]string])
	if !r.load.foreign() {
		q.fresh = append(q.fresh, answer{text, rows})
	}
	return rows, nil
}

// An answer is what a server has said to a statement.
type answer struct {
	text string
	rows [][]string
}

func (m *memo) of(text string) ([][]string, bool) {
	m.mu.Lock()
	kept, known := m.answers[text]
	m.mu.Unlock()
	if !known {
		return nil, false
	}
	rows := make([][]string, len(kept))
	for k, row := range kept {
		fields := strings.Split(row, "\t")
		for n := range fields {
			fields[n] = uncell(fields[n])
		}
		rows[k] = fields
	}
	return rows, true
}

// keep keeps an answer, a text a row: the headers of all its fields would take more.
func (m *memo) keep(text string, rows [][]string) {
	size := len(text)
	kept := make([]string, len(rows))
	for k, row := range rows {
		fields := make([]string, len(row))
		for n, field := range row {
			fields[n] = cell(field)
		}
		kept[k] = strings.Join(fields, "\t")
		size += len(kept[k]) + 16 // and its header
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, twice := m.answers[text]; twice || size > mostKept { // one that is too large drives out no other
		return
	}
	if m.answers == nil || m.bytes+size > mostKept {
		m.answers, m.bytes = map[string][]string{}, 0
	}
	m.answers[text] = kept
	m.bytes += size
}
