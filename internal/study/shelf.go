package study

import (
	"fmt"
	"sync"

	"tradestats/internal/analysis"
)

// A Shelf keeps the data that desks have prepared for the next desk that asks the
// same: a report asks the same figures in many blocks and languages. It belongs to
// one engine and one way to count. What stands on it is read only; several
// goroutines may use it. What failed is not kept: a file that cannot be read may be
// there for the next who asks. A nil Shelf keeps nothing.
type Shelf struct {
	mu   sync.Mutex
	kept map[string]*place
}

// A place is where the data of a query stand once somebody has prepared them.
type place struct {
	mu   sync.Mutex
	have *prepared
}

// prepared is what a desk made of a query.
type prepared struct {
	data     []*analysis.Data
	used     []string // indicators
	warnings []string
	doubts   []string // of them, those on values of files
	err      error
}

// take returns what was prepared for a query of this name; who comes first makes it,
// the others wait.
func (s *Shelf) take(q Query, prepare func(*prepared)) *prepared {
	made := &prepared{}
	if s == nil {
		prepare(made)
		return made
	}
	at := s.place(fmt.Sprintf("%q %q %+v", q.Indicators, q.Partners, q.Money)) // of a query, data depend on these alone
	at.mu.Lock()
	defer at.mu.Unlock()
	if at.have != nil {
		return at.have
	}
	if prepare(made); made.err == nil {
		at.have = made
	}
	return made
}

func (s *Shelf) place(key string) *place {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[string]*place{}
	}
	if s.kept[key] == nil {
		s.kept[key] = &place{}
	}
	return s.kept[key]
}
