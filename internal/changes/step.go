package changes

import (
	"regexp"
	"slices"
	"strings"
)

// A step is what one stage has of a figure, and what may have moved it since the step
// before.
type step[T any] struct {
	value T
	there bool
	cause Cause
}

// steps are those of a number, from the earlier edition to the new one.
func (s Stages) steps(p Pair) []step[Number] {
	block, _, _ := strings.Cut(p.Now, "/")
	return walk(s, block, p, func(of *Snapshot) map[string]Number { return of.Numbers }, func(n Number) string { return n.Selection })
}

// walk looks up one thing in each stage.
func walk[T any](s Stages, block string, p Pair, in func(*Snapshot) map[string]T, about func(T) string) []step[T] {
	var out []step[T]
	for _, l := range s.landings(block, p, func(of *Snapshot, id string) (string, bool) {
		v, ok := in(of)[id]
		return about(v), ok
	}) {
		v, there := in(l.of)[l.id]
		out = append(out, step[T]{v, there, l.cause})
	}
	return out
}

// A landing is where a walk sets foot: the thing of one id in one stage, and what moved it there from the stage before.
type landing struct {
	of    *Snapshot
	id    string
	cause Cause
}

// landings are those of a pair, from the earlier edition to the new one; find looks up what a thing in a stage is about.
// A stage that could not be made is passed over: what moved meanwhile is then judged by what the two editions record of
// themselves.
func (s Stages) landings(block string, p Pair, find func(of *Snapshot, id string) (string, bool)) []landing {
	out := []landing{{&s.Old.Snapshot, p.Then, ""}}
	revised := Revision
	if s.Tool != nil {
		out = append(out, landing{s.Tool, p.Then, Method})
	} else {
		selection, ok := find(&s.Old.Snapshot, p.Then)
		if !ok {
			selection, _ = find(&s.New.Snapshot, p.Now)
		}
		revised = s.judge(block, selection)
	}
	again := revised
	if s.BothNow != nil {
		out = append(out, landing{s.BothThen, p.Then, Reporting}, landing{s.BothNow, p.Then, revised})
		again = Reporting
	}
	if s.Revised != nil {
		out = append(out, landing{s.Revised, p.Then, again})
		return s.toTheNewYear(out, p)
	}
	last := Untold
	if s.Old.Year == s.New.Year && s.sameGroups() {
		last = revised
	}
	return append(out, landing{&s.New.Snapshot, p.Now, last})
}

// toTheNewYear goes on from the figures of today for the earlier year to the new edition.
func (s Stages) toTheNewYear(out []landing, p Pair) []landing {
	if s.Old.Year == s.New.Year {
		return append(out, landing{&s.New.Snapshot, p.Now, Membership})
	}
	if s.Rolled == nil {
		return append(out, landing{&s.New.Snapshot, p.Now, Untold})
	}
	rolled := NewYear
	if s.Matched != nil {
		out = append(out, landing{s.Matched, p.Now, NewYear})
		rolled = Reporting
	}
	return append(out, landing{s.Rolled, p.Now, rolled}, landing{&s.New.Snapshot, p.Now, Membership})
}

// sameGroups tells whether both editions record the same members.
func (s Stages) sameGroups() bool {
	if s.Old.Groups == nil || s.New.Groups == nil {
		return false
	}
	for id, members := range s.New.Groups {
		if before, ok := s.Old.Groups[id]; ok && before != members {
			return false
		}
	}
	return true
}

// judge says by the manifests alone what moved a number of the earlier year although
// the members are the same: the figures or the tool, where only one of them changed.
func (s Stages) judge(block, selection string) Cause {
	if s.Old.Groups == nil && s.mayBeGroup(selection) {
		return Untold
	}
	switch revised, other := s.revised(block), s.otherTool(); {
	case !revised:
		return Method
	case other:
		return Untold
	}
	return Revision
}

// otherTool tells whether the two were written by another version, by another
// definition of the topic, or in another currency. A definition that is not recorded may be another one only
// where the version is.
func (s Stages) otherTool() bool {
	return s.Old.Version != s.New.Version || s.Old.Definition != "" && (s.Old.Definition != s.New.Definition || s.Old.Currency != s.New.Currency)
}

// revised tells whether an input of a block is another file than it was.
func (s Stages) revised(block string) bool {
	var rests Names
	known := s.Old.Rests != nil && s.New.Rests != nil
	if known {
		a, inOld := s.Old.Rests[block]
		b, inNew := s.New.Rests[block]
		known, rests = inOld && inNew, append(slices.Clone(a), b...)
	}
	for _, change := range Inputs(s.Old, s.New) {
		if change.Same() {
			continue
		}
		id := change.indicator()
		if !known || id == "" || slices.Contains(rests, id) {
			return true
		}
	}
	return false
}

// An InputChange is an input of one edition, or of both; what is not there has no
// SHA256.
type InputChange struct{ Old, New Input }

// Same tells whether it is the same file.
func (c InputChange) Same() bool { return c.Old.SHA256 == c.New.SHA256 }

func (c InputChange) indicator() string {
	if c.New.SHA256 != "" {
		return c.New.Indicator
	}
	return c.Old.Indicator
}

// Inputs sets the inputs of two editions beside each other, in the order of the new one:
// by indicator, those that many share by dataset.
func Inputs(older, newer *Edition) []InputChange {
	key := func(in Input) string {
		if in.Indicator != "" {
			return in.Indicator
		}
		return "dataset " + in.Dataset
	}
	before := map[string]Input{}
	for _, in := range older.Inputs {
		before[key(in)] = in
	}
	var out []InputChange
	for _, in := range newer.Inputs {
		out = append(out, InputChange{before[key(in)], in})
		delete(before, key(in))
	}
	for _, in := range older.Inputs {
		if gone, ok := before[key(in)]; ok {
			out = append(out, InputChange{Old: gone})
			delete(before, key(in))
		}
	}
	return out
}

// word is a word of a selection.
var word = regexp.MustCompile(`[A-Za-z0-9][A-Za-z0-9-]*`)

// economyCode is the code of an economy, or a number.
var economyCode = regexp.MustCompile(`^([A-Z]{3}|[0-9]+)$`)

// mayBeGroup tells whether a selection may name a group: something beside indicators,
// economies, the world and numbers.
func (s Stages) mayBeGroup(selection string) bool {
	if selection == "" {
		return true
	}
	for _, w := range word.FindAllString(selection, -1) {
		indicator := func(in Input) bool { return in.Indicator == w }
		if w == "world" || w == "less" || w == "to" || economyCode.MatchString(w) ||
			slices.ContainsFunc(s.Old.Inputs, indicator) || slices.ContainsFunc(s.New.Inputs, indicator) {
			continue
		}
		return true
	}
	return false
}
