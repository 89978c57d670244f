package dataset

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"tradestats/internal/economy"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// residual is the form of names of partners that are no group of others: trade
// that publishers cannot or do not tell apart.
var residual = regexp.MustCompile(`(?i)\bn\.?e\.?s\b|not (elsewhere )?specified|unspecified|not (elsewhere )?allocated|unallocated|bunkers|free zones|special categories|confidential`)

// who says which economy a code or name stands for; what is none stands for
// itself.
func (e *files) who(f *own) func(code, label string) string {
	var known sync.Map
	return func(code, label string) string {
		key := [2]string{code, label}
		if id, seen := known.Load(key); seen {
			return id.(string)
		}
		id := code
		switch m, ok, err := e.economies.Match(f.about.Codes, code, named(code, label)); {
		case err != nil || !ok:
		case m.Kind == economy.MatchCountry:
			id = m.ID
		case m.ID == economy.World: // by any of its names
			id = tidy.World
		}
		known.Store(key, id)
		return id
	}
}

// strangersIn says which partners are neither economies nor groups, and so in no
// total.
func strangersIn(file string, strangers *sync.Map) []string {
	var names []string
	strangers.Range(func(name, _ any) bool { names = append(names, strconv.Quote(name.(string))); return true })
	if len(names) == 0 {
		return nil
	}
	slices.Sort(names)
	if n := len(names); n > listed {
		names = append(names[:listed], fmt.Sprintf("and %d more", n-listed))
	}
	return []string{fmt.Sprintf("%s: partners that are no economy are in no total: %s", file, strings.Join(names, ", "))}
}

// isApart tells whether a partner is a group or an area that is no economy, by
// the rules by which find sets reporters apart.
func (e *files) isApart(code, label string, m economy.Match, known bool) bool {
	if _, published := e.catalog.Aggregates[code]; published {
		return true
	}
	return known && m.Kind == economy.MatchAggregate || !known && economy.LooksLikeAggregate(cmp.Or(label, code))
}

// sides tells the reader what each partner is to a query: the World, a part of
// it, one that is asked for itself.
func (e *files) sides(f *own, q Query, strangers *sync.Map) func(code, label string) (source.Side, error) {
	asked, known := newFilter(q), sync.Map{}
	var apart source.Side // no part of a total; in a file of one's own the names beside it are judged all the same
	if f.about.Own {
		apart = source.Keep
	}
	find := func(code, label string) (source.Side, error) {
		if code == tidy.World {
			return source.Whole, nil
		}
		m, ok, err := e.economies.Match(f.about.Codes, code, named(code, label))
		switch {
		case err != nil:
			return 0, err
		case ok && m.Kind == economy.MatchAggregate && residual.MatchString(m.Label+" "+label):
			return source.Part, nil // as the World's total counts it
		case e.isApart(code, label, m, ok): // as for a reporter
			return apart, nil
		case !ok && f.about.Own:
			_, _, err := e.economies.Resolve(code)
			return 0, tidy.Errorf(tidy.Data, tidy.HintOf(err), "economy not known")
		case !ok:
			strangers.Store(strings.TrimSpace(code+" "+label), true)
			return 0, nil
		case m.ID == economy.World:
			return source.Whole, nil
		case m.Kind != economy.MatchCountry:
			return apart, nil
		case asked.partner(m.ID):
			return source.Part | source.Keep, nil
		}
		return source.Part, nil
	}
	if !asked.partner(tidy.World) {
		total := source.Whole | source.Part
		inner := find
		find = func(code, label string) (source.Side, error) {
			side, err := inner(code, label)
			return side &^ total, err
		}
	}
	return func(code, label string) (source.Side, error) {
		key := [2]string{code, label}
		if side, seen := known.Load(key); seen {
			return side.(source.Side), nil
		}
		side, err := find(code, label)
		if err == nil {
			known.Store(key, side)
		}
		return side, err
	}
}
