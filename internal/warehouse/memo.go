package warehouse

import (
	"context"
	"slices"
	"strings"
	"sync"

	"tradestats/internal/warehouse/client"
)

// A memo keeps answers about a load, whose rows never change: charts side by side, as
// those of a report or a gallery, often rest on the same sums. That the load still
// stands is asked with each reading, and what was read of one that does not is not kept.
// What others keep of it they may not take for that of another load: see Watch.
type memo struct {
	mu      sync.Mutex
	answers map[string]*kept // by the statement, which names the attempt
	bytes   int
	uses    int
}

// A kept answer has its rows as the answer had them.
type kept struct {
	rows  []string
	bytes int
	used  int // the last time, as a count of uses
}

// mostKept is how many bytes of answers are kept; for more, those that were not used for the
// longest time go.
const mostKept = 16 << 20

// ask answers a selection in one order, whatever the server's, from what is kept where
// that is of a load. New ones are the query's until the load is known to stand.
func (r *reader) ask(ctx context.Context, q *query, s client.Selection) ([][]string, error) {
	text := s.SQL()
	if rows, known := r.memo.answerTo(text); known {
		return rows, nil
	}
	rows, err := r.client.Ask(ctx, s)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, slices.Compare[[]string])
	if !r.load.Foreign() {
		q.mu.Lock()
		q.fresh = append(q.fresh, answer{text, rows})
		q.mu.Unlock()
	}
	return rows, nil
}

// An answer is what a server has said to a statement.
type answer struct {
	text string
	rows [][]string
}

func (m *memo) answerTo(text string) ([][]string, bool) {
	m.mu.Lock()
	a := m.answers[text]
	if a != nil {
		m.uses++
		a.used = m.uses
	}
	m.mu.Unlock()
	if a == nil {
		return nil, false
	}
	rows := make([][]string, len(a.rows))
	for k, row := range a.rows {
		fields := strings.Split(row, "\t")
		for n := range fields {
			fields[n] = client.Uncell(fields[n])
		}
		rows[k] = fields
	}
	return rows, true
}

// keep keeps an answer, a text a row: the headers of all its fields would take more.
func (m *memo) keep(text string, rows [][]string) {
	a := &kept{rows: make([]string, len(rows)), bytes: len(text)}
	for k, row := range rows {
		fields := make([]string, len(row))
		for n, field := range row {
			fields[n] = client.Cell(field)
		}
		a.rows[k] = strings.Join(fields, "\t")
		a.bytes += len(a.rows[k]) + 16 // and its header
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, twice := m.answers[text]; twice || a.bytes > mostKept { // one that is too large drives out no other
		return
	}
	if m.answers == nil {
		m.answers = map[string]*kept{}
	}
	for m.bytes+a.bytes > mostKept {
		m.forget()
	}
	m.uses++
	a.used = m.uses
	m.answers[text] = a
	m.bytes += a.bytes
}

// forget drops the answer that was not used for the longest time.
func (m *memo) forget() {
	oldest := ""
	for text, a := range m.answers {
		if oldest == "" || a.used < m.answers[oldest].used {
			oldest = text
		}
	}
	m.bytes -= m.answers[oldest].bytes
	delete(m.answers, oldest)
}
