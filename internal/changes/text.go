package changes

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// A Turn is a sentence that says another thing than it did, a claim with another
// verdict, or one that stands elsewhere before a target. Old is "" where there was none, New where there is none any more.
type Turn struct {
	Topic    string
	ID       string // brief/block/number, title/chart, claim/block/claim, standing/block/target/economy
	Kind     string // Sentence, Verdict or Standing
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
	spelled := newSpelling(s.Spelled)
	alike := func(a, b Text) bool {
		return a.Says == b.Says || a.Kind == Sentence && spelled.bare(a.Says) == spelled.bare(b.Says)
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
		steps := walk(s, block, Pair{id, id}, func(of *Snapshot) map[string]Text { return of.Texts }, func(Text) string { return "" })
		all = append(all, Turn{s.New.Topic, id, kind, before.Says, after.Says, turn(steps, alike)})
	}
	return all, true
}

// Turned tells whether it is a turn of what both say, not one that came or went.
func (t Turn) Turned() bool { return t.Old != "" && t.New != "" }

// number is a number in a text with what belongs to it: separators, the ending of an
// ordinal, a plus. A minus is a word of its own: it says another thing.
var number = regexp.MustCompile(`\+?[0-9]+(?:[.,\x{a0}\x{202f} ][0-9]+)*(?:st|nd|rd|th|er|re|e|\.?[ºª])?`)

// letters are a word.
var letters = regexp.MustCompile(`\p{L}+`)

// A spelling is how a language writes numbers.
type spelling struct {
	words   map[string]bool // cardinals
	phrases []string        // amounts with # for digits, the longest first
}

func newSpelling(all []string) spelling {
	out := spelling{words: map[string]bool{}}
	for _, one := range all {
		if one = plainSpaces.Replace(one); strings.Contains(one, "#") {
			out.phrases = append(out.phrases, one)
		} else {
			out.words[strings.ToLower(one)] = true
		}
	}
	slices.SortFunc(out.phrases, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return out
}

// plainSpaces makes spaces that do not break ones that do.
var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ")

// bare is a sentence without its numbers, in digits or in words, and without the scale
// of amounts: 987 million and 1.2 billion are the same.
func (s spelling) bare(text string) string {
	text = number.ReplaceAllString(plainSpaces.Replace(text), "#")
	for _, phrase := range s.phrases {
		text = strings.ReplaceAll(text, phrase, "¤")
	}
	return letters.ReplaceAllStringFunc(text, func(word string) string {
		if s.words[strings.ToLower(word)] {
			return "#"
		}
		return word
	})
}
