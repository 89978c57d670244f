package audit

import (
	"context"
	"fmt"

	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// A repetition is a key that stands more than once. Its rows are looked at when
// it is known that it does, in a second reading: to keep the values of all keys
// for the few that are repeated would take too much memory.
type repetition struct {
	first *source.Row
}

// repeat notes a key that was there before.
func (l *ledger) repeat(key cellKey) {
	if l.twice[key] == nil && len(l.twice) < l.most.twice {
		l.twice[key] = &repetition{}
	}
}

// repetitions reads the text again for the keys that stand twice.
func (l *ledger) repetitions(ctx context.Context) error {
	if len(l.twice) == 0 {
		return nil
	}
	names := map[[4]string]*bothNames{}
	var order []*bothNames
	_, err := l.text.Reader.Read(ctx, source.Want{Refused: func(*tidy.RowError) {}}, func(r source.Row) error {
		first, err := l.firstOf(&r)
		if err != nil || first == nil {
			return err
		}
		row := r
		if l.text.About.Own || r.Value == first.Value || r.Economy == first.Economy && r.Partner == first.Partner {
			l.found.add(l.repeated(first, &row))
			return nil
		}
		key := [4]string{first.Economy, r.Economy, first.Partner, r.Partner}
		if names[key] == nil {
			names[key] = &bothNames{first: first, second: &row, id: l.pairName(l.track[l.at.track].trackKey)}
			order = append(order, names[key])
		}
		names[key].rows++
		return nil
	})
	for _, b := range order {
		l.found.add(b.problem())
	}
	if tidy.KindOf(err) == tidy.Data {
		return nil // it is told already
	}
	return err
}

// firstOf puts a row into the unit of its indicator and returns the earlier row of
// the same key, which is remembered on the way; nil when there is none.
func (l *ledger) firstOf(r *source.Row) (*source.Row, error) {
	if err := l.turn(r); err != nil {
		return nil, err
	}
	if !l.at.wanted || l.at.track < 0 || !l.at.series.convert(r) {
		return nil, nil
	}
	twice := l.twice[cellKey{l.at.track, int32(r.Year)}]
	if twice == nil {
		return nil, nil
	}
	if twice.first == nil {
		row := *r
		twice.first = &row
		return nil, nil
	}
	return twice.first, nil
}

// repeated is the problem of a row whose key an earlier one has.
func (l *ledger) repeated(first, r *source.Row) Problem {
	p := Problem{Line: r.Line, Severity: Warning, Kind: Duplicate, value: r.Value, Hint: "remove one of the two rows"}
	what := fmt.Sprintf("%s: %s %d", l.called(l.at.series), l.pairName(l.track[l.at.track].trackKey), r.Year)
	apart := l.at.with != nil && l.at.with.Group && !l.at.with.isWorld() // a group of partners: nothing is made of it
	switch {
	case first.Value != r.Value:
		if !apart {
			p.Severity = Error
		}
		p.Why = fmt.Sprintf("%s has the value %s here and %s in line %d", what, exact(r.Value), exact(first.Value), first.Line)
	default:
		p.Why = fmt.Sprintf("%s repeats line %d", what, first.Line)
	}
	return p
}

// bothNames are two names of a publisher's table that stand for one economy, as
// UNCTAD's two Switzerlands: the first is taken.
type bothNames struct {
	first, second *source.Row
	id            string
	rows          int
}

func (b *bothNames) problem() Problem {
	spelled := func(r *source.Row) string {
		code, label := r.Economy, r.EconomyLabel
		if b.first.Economy == b.second.Economy {
			code, label = r.Partner, r.PartnerLabel
		}
		if label != "" {
			return fmt.Sprintf("%s %q", code, label)
		}
		return fmt.Sprintf("%q", code)
	}
	return Problem{Line: b.second.Line, Severity: Warning, Kind: Duplicate,
		Why:  fmt.Sprintf("%s and %s both stand for %s (%s); the first is taken", spelled(b.first), spelled(b.second), b.id, rowsOf(b.rows)),
		Hint: "remove the rows of the one that is not meant"}
}
