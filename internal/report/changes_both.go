package report

import (
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"tradestats/internal/changes"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/frame"
	"tradestats/internal/study"
)

// others are the economies with a figure of an indicator in the earlier edition's year
// in one alone of the figures of then and today's: a publisher withdrew it, or filled it
// in.
type others struct {
	year       int
	came, left []string
}

func othersOf(s changes.Stages) map[string]others {
	out := map[string]others{}
	for _, m := range s.Reporters() {
		if m.Year == s.Old.Reported[m.What].Year && m.Cause == changes.Reporting {
			out[m.What] = others{m.Year, m.Came, m.Left}
		}
	}
	return out
}

// keep makes the two stages in which only those have figures of the earlier year who
// have them both then and today, so that who came or went is told apart from values that
// were revised. Groups are made again without the others. Where the figures of then are no
// longer at hand, what was made of one that left cannot be, and is not told apart.
func (o Options) keep(ctx context.Context, s *changes.Stages, of map[string]others, revised map[string]figure, members *economy.Registry, old dataset.Engine) error {
	was, is := s.Old.Snapshot, *s.Revised
	if s.Tool != nil {
		was = *s.Tool
	}
	was.Numbers, is.Numbers = maps.Clone(was.Numbers), maps.Clone(is.Numbers)
	if o.Currency != "" {
		old = nil // that is counted in the currency, as parts of numbers are by themselves
	}
	k := keeper{members: members, then: old, now: o.AsPublished, makers: map[string][2]*explain.Maker{}}
	for _, id := range slices.Sorted(maps.Keys(was.Numbers)) {
		f, printed := revised[id]
		if !printed { // who has no figure of the year, or a group's number that stands only where all have
			if hasAny(was.Numbers[id].Selection, of) {
				is.Numbers[id] = was.Numbers[id]
			}
			continue
		}
		who, left := k.without(f.of, of)
		if len(who) == 0 {
			continue
		}
		if err := k.remake(ctx, f.of, who, &was, &is, id, left); err != nil {
			return err
		}
	}
	for id, n := range s.Revised.Numbers {
		_, before := was.Numbers[id]
		who, _ := k.without(revised[id].of, of)
		if !before && (len(who) > 0 || hasAny(n.Selection, of)) {
			delete(is.Numbers, id)
		}
	}
	is.Texts = k.standingAsThen(*s, was, is, of)
	s.BothThen, s.BothNow = &was, &is
	return nil
}

// standingAsThen leaves those who came or left where they stood before a target, and so
// groups of theirs whose numbers there are the same in both stages.
func (k keeper) standingAsThen(s changes.Stages, was, is changes.Snapshot, of map[string]others) map[string]changes.Text {
	out := maps.Clone(is.Texts)
	for id, text := range was.Texts {
		parts := strings.Split(id, "/") // standing/block/target/who
		if text.Kind != changes.Standing || len(parts) < 3 {
			continue
		}
		block, who := parts[1], parts[len(parts)-1]
		for _, indicator := range s.New.Rests[block] {
			x := of[indicator]
			members, _ := k.members.Members(who, economy.YearEnd(x.year)) //nolint:errcheck // an economy has none
			its := slices.Contains(slices.Concat(x.came, x.left), who)
			if its || slices.ContainsFunc(slices.Concat(x.came, x.left), func(id string) bool { return slices.Contains(members, id) }) && standsAlike(was, is, block, who) {
				out[id] = text
			}
		}
	}
	return out
}

// standsAlike tells whether the numbers of a block on an economy or group are the same in two
// stages.
func standsAlike(was, is changes.Snapshot, block, who string) bool {
	for id, n := range was.Numbers {
		if parts := strings.Split(id, "/"); parts[0] != block || !slices.Contains(parts, who) {
			continue
		}
		if again, there := is.Numbers[id]; !there || !explain.Same(again.Value, n.Value) {
			return false
		}
	}
	return true
}

// hasAny tells whether a selection is of an indicator and one of its others.
func hasAny(selection string, of map[string]others) bool {
	words := strings.FieldsFunc(selection, func(r rune) bool { return r == ',' || r == ' ' })
	return slices.ContainsFunc(words, func(indicator string) bool {
		return slices.ContainsFunc(slices.Concat(of[indicator].came, of[indicator].left), func(economy string) bool { return slices.Contains(words, economy) })
	})
}

// A keeper makes numbers of groups again without some members.
type keeper struct {
	members   *economy.Registry
	then, now dataset.Engine // then is nil where the figures of then are not at hand
	makers    map[string][2]*explain.Maker
}

// without are the others whom the groups of a number have among their members, by the
// year that it is of; left tells whether one of them had a figure then alone.
func (k keeper) without(n explain.Number, of map[string]others) (who []string, left bool) {
	for _, part := range n.Of {
		more, gone := k.without(part, of)
		who, left = append(who, more...), left || gone
	}
	x, known := of[n.Indicator]
	if _, isGroup := k.members.Group(n.Economy); !known || !isGroup || n.Year != x.year && n.From != x.year {
		return who, left
	}
	in, err := k.members.Members(n.Economy, economy.YearEnd(x.year))
	if err != nil {
		return who, left
	}
	for _, id := range slices.Concat(x.came, x.left) {
		if slices.Contains(in, id) {
			who, left = append(who, id), left || slices.Contains(x.left, id)
		}
	}
	return who, left
}

// remake puts a number without some members into both stages.
func (k keeper) remake(ctx context.Context, n explain.Number, who []string, was, is *changes.Snapshot, id string, left bool) error {
	if left && k.then == nil {
		delete(is.Numbers, id)
		return nil
	}
	makers, err := k.makersWithout(who)
	if err != nil {
		return err
	}
	for j, stage := range []*changes.Snapshot{was, is} {
		number, there := stage.Numbers[id]
		if makers[j] == nil || !there {
			continue // who came only today is not in the number of then
		}
		made, err := makers[j].Make(ctx, n)
		if err != nil {
			return err
		}
		if !math.IsNaN(made.Value) && !math.IsInf(made.Value, 0) {
			number.Value = frame.Significant(made.Value)
			stage.Numbers[id] = number
		}
	}
	return nil
}

// makersWithout are those of the figures of then and of today's, over groups without
// some members.
func (k keeper) makersWithout(who []string) (out [2]*explain.Maker, err error) {
	slices.Sort(who)
	who = slices.Compact(who)
	key := strings.Join(who, " ")
	if made, ok := k.makers[key]; ok {
		return made, nil
	}
	compositions := map[string]string{}
	for _, g := range k.members.Groups() {
		words := strings.Fields(k.members.Composition(g.ID, economy.Always))
		rest := slices.DeleteFunc(slices.Clone(words), func(word string) bool {
			code, _, _ := strings.Cut(word, "@")
			return slices.Contains(who, code)
		})
		if len(rest) < len(words) {
			compositions[g.ID] = strings.Join(rest, " ")
		}
	}
	registry, err := k.members.Recomposed(compositions, economy.Always)
	if err != nil {
		return out, err
	}
	for j, engine := range []dataset.Engine{k.then, k.now} {
		if engine != nil {
			out[j] = explain.NewMaker(&study.Desk{Engine: engine, Economies: registry, Warning: func(string) {}, Shelf: &study.Shelf{}})
		}
	}
	k.makers[key] = out
	return out, nil
}
