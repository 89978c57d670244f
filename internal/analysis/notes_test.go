package analysis

import (
	"math"
	"slices"
	"testing"
)

// TestNotesInEnglish: the column of notes is made of values, in one place.
func TestNotesInEnglish(t *testing.T) {
	var n Notes
	n.add(Note{Key: ReasonKey(NoValue), Since: 2020, Year: 2021})
	n.add(Note{Key: ReasonKey(NoValue), Year: 2021})
	n.say(ReasonKey(ZeroBase), NoteInternalTrade)
	n.list(NoteNever, []string{"AIA", "ALA"})
	n.list(NoteUnweighted, nil)
	n.breaks([]Break{{"CHN", 2023, 17.3519}, {"FRA", 2019, math.NaN()}})
	n.add(Note{Key: NotePublishedRate, Value: 9.26779})
	n.add(Note{Key: NoteNewer, Year: 2025, Count: 10, Of: 216})
	want := "no value for 2020 and 2021; no value for 2021; the base is zero; trade between the members is included; " +
		"never reported: AIA ALA; rests on the break of CHN in 2023 (17.35 % of it); rests on the break of FRA in 2019; " +
		"the publisher's own group: +9.27 %; 2025: 10 of 216 have reported"
	if got := n.English(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if found, ok := n.Find(NoteNever); !ok || found != (Note{Key: NoteNever, Economies: "AIA ALA"}) {
		t.Errorf("found %v, %v", found, ok)
	}
	rest := n.Without(NoteBreak, NoteNewer)
	if _, ok := rest.Find(NoteBreak); ok || len(rest) != len(n)-3 || slices.Contains(rest, n[len(n)-1]) {
		t.Errorf("left of %v: %v", n, rest)
	}
}

// TestEveryNoteHasEnglish: no key without its text, no note without words.
func TestEveryNoteHasEnglish(t *testing.T) {
	for _, key := range NoteKeys() {
		if (Note{Key: key, Flag: "estimated"}).English() == "" {
			t.Errorf("no English for %s", key)
		}
	}
	for _, r := range Reasons() {
		if (Note{Key: ReasonKey(r)}).English() != Because(r) || Because(r) == "" {
			t.Errorf("no English for %s", r)
		}
	}
}
