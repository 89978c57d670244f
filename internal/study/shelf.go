package study

import (
	"fmt"
	"sync"

	"tradestats/internal/analysis"
)

// A Shelf keeps the data that desks have prepared for the next desk that asks the
// same: a report asks the same figures in many blocks and languages. It belongs to
// one engine and one way to count. What stands on it is read only; several
// goroutines may use it. A nil Shelf keeps nothing.
type Shelf struct {
	mu   sync.Mutex
	kept map[string]*prepared
}

// prepared is what a desk made of a query.
type prepared struct {
	once     sync.Once
	data     []*analysis.Data
	used     []string // indicators
	warnings []string
	doubts   []string // of them, those on values of files
	err      error
}

// take returns what was prepared for a query of this name; who comes first makes it,
// the others wait.
func (s *Shelf) take(q Query, prepare func(*prepared)) *prepared {
	if s == nil {
		p := &prepared{}
		prepare(p)
		return p
	}
	key := fmt.Sprintf("%q %q %+v", q.Indicators, q.Partners, q.Money) // of a query, data depend on these alone
	s.mu.Lock()
	if s.kept == nil {
		s.kept = map[string]*prepared{}
	}
	p := s.kept[key]
	if p == nil {
		p = &prepared{}
		s.kept[key] = p
	}
	s.mu.Unlock()
	p.once.Do(func() { prepare(p) })
	return p
}
