package changes

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A Turn is a sentence that says another thing than it did, or a claim with another
// verdict. Old is "" where there was none, New where there is none any more.
type Turn struct {
	Topic    string
	ID       string // brief/block/number, title/chart, claim/block/claim
	Kind     string // Sentence or Verdict
	Old, New string
	Cause    Cause
}

// Turns compares the texts of two editions, in the order of their ids. Sentences that
// differ in their numbers alone say the same. ok is false where one of them does not
// record any.
func (s Stages) Turns() (all []Turn, ok bool) {
	if s.Old.Texts == nil || s.New.Texts == nil {
		return nil, false
	}
	ids := maps.Clone(s.New.Texts)
	maps.Copy(ids, s.Old.Texts)
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		before, had := s.Old.Texts[id]
		after, has := s.New.Texts[id]
		if had && has && alike(before, after) {
			continue
		}
		kind, block := after.Kind, ""
		if !has {
			kind = before.Kind
		}
		if parts := strings.Split(id, "/"); len(parts) > 1 {
			block = parts[1]
		}
		steps := walk(s, block, pair{id, id}, func(of *Snapshot) map[string]Text { return of.Texts }, func(Text) string { return "" })
		all = append(all, Turn{s.New.Topic, id, kind, before.Says, after.Says, turn(steps, alike)})
	}
	return all, true
}

func alike(a, b Text) bool { return Bare(a.Says) == Bare(b.Says) }

// number is a number in a text with what belongs to it: separators, the ending of an
// ordinal, a plus. A minus is a word of its own: it says another thing.
var number = regexp.MustCompile(`\+?[0-9]+(?:[.,\x{a0}\x{202f} ][0-9]+)*(?:st|nd|rd|th|er|re|e|\.?[ºª])?`)

// Bare is a sentence without its numbers.
func Bare(text string) string { return number.ReplaceAllString(text, "#") }
