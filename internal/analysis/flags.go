package analysis

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/tidy"
)

// Flagged is a flag of a year, and who has it.
type Flagged struct {
	Flag string // in words, without breaks
	Year int
	IDs  []string // in the order asked for
}

// Flagged returns what publishers say of the values of some economies, and of
// their own groups by our ids, in some years: year by year, flags in the order
// of the alphabet. Breaks of economies are left to Breaks. Values of which a
// share was reported have one flag, whatever the share.
func (d *Data) Flagged(ids []string, years ...int) []Flagged {
	if !d.values.flagged && !d.published.flagged && len(d.published.breaks) == 0 {
		return nil
	}
	var out []Flagged
	for _, year := range years {
		who := map[string][]string{}
		for _, id := range ids {
			flag := d.flagOf(id, year)
			if reportedShare.MatchString(flag) {
				flag = inPart + "reported"
			}
			if flag != "" {
				who[flag] = append(who[flag], id)
			}
		}
		for _, flag := range slices.Sorted(maps.Keys(who)) {
			out = append(out, Flagged{flag, year, who[flag]})
		}
	}
	return out
}

// flagOf returns the flag of an economy's value without breaks, or that of the
// publisher's own group.
func (d *Data) flagOf(id string, year int) string {
	if c, ok := d.values.track(id).at(year); ok {
		return withoutBreak(c.flag)
	}
	return d.publishedFlag(id, year)
}

func (d *Data) publishedFlag(group string, year int) string {
	c, _ := d.published.track(d.code(group)).at(year)
	return c.flag
}

// withoutBreak is a flag without the word that Breaks is about.
func withoutBreak(flag string) string {
	if !tidy.IsBreak(flag) {
		return flag
	}
	rest := slices.DeleteFunc(strings.Split(flag, flagComma), func(word string) bool { return word == tidy.FlagBreak })
	return strings.Join(rest, flagComma)
}

// flags notes the flags of values that a row rests on. Those of the row's own
// year name none.
func (n *Notes) flags(list []Flagged, own int) {
	for _, f := range list {
		n.flag(NoteFlagged, f.Flag, f.IDs, f.Year, own)
	}
}

// ownFlags notes the flags of the economy that a row is about.
func (n *Notes) ownFlags(d *Data, economy string, own int, years ...int) {
	if !d.values.flagged && len(d.published.tracks) == 0 {
		return
	}
	for _, year := range years {
		n.flag(NoteFlagged, d.flagOf(economy, year), nil, year, own)
	}
}

// publishedFlags notes the flags of the publisher's own group.
func (n *Notes) publishedFlags(d *Data, group string, own int, years ...int) {
	for _, year := range years {
		n.flag(NotePublishedFlag, d.publishedFlag(group, year), nil, year, own)
	}
}

func (n *Notes) flag(key NoteKey, flag string, who []string, year, own int) {
	if year == own {
		year = 0
	}
	if flag != "" {
		n.add(Note{Key: key, Flag: flag, Economies: strings.Join(who, " "), Year: year})
	}
}

// flagsBetween notes the flags of a fit, which rests on every year between two:
// who has one in any of them is named once.
func (n *Notes) flagsBetween(list []Flagged, from, to int) {
	who := map[string][]string{}
	for _, f := range list {
		who[f.Flag] = append(who[f.Flag], f.IDs...)
	}
	for _, flag := range slices.Sorted(maps.Keys(who)) {
		slices.Sort(who[flag])
		n.add(Note{Key: NoteFlagged, Flag: flag, Economies: strings.Join(slices.Compact(who[flag]), " "), Since: from, Year: to})
	}
}

// Flags as the readers of files write them: words joined by commas; of sums
// also what a part of them is, or how much of them was reported.
const (
	flagComma = ", "
	inPart    = "in part "
)

var (
	reportedShare = regexp.MustCompile(`^(\d+) % reported$`)
	refersTo      = regexp.MustCompile(`^refers to (\d{4})$`)
)

// Words are the words of a language; a Locale is such.
type Words interface {
	Say(key string, args map[string]any) (string, error)
	Has(key string) bool
}

// SayFlag says a flag in the words of a language. A word that the language does
// not know stays as it is.
func SayFlag(w Words, flag string) string {
	parts := strings.Split(flag, flagComma)
	for k, part := range parts {
		parts[k] = sayWord(w, part)
	}
	return strings.Join(parts, flagComma)
}

func sayWord(w Words, flag string) string {
	key, args := flag, map[string]any(nil)
	if rest, ok := strings.CutPrefix(flag, inPart); ok {
		key, args = "in-part", map[string]any{"flag": sayWord(w, rest)}
	} else if m := reportedShare.FindStringSubmatch(flag); m != nil {
		share, _ := strconv.ParseFloat(m[1], 64) // digits
		key, args = "share-reported", map[string]any{"share": share}
	} else if m := refersTo.FindStringSubmatch(flag); m != nil {
		key, args = "refers-to", map[string]any{"year": m[1]}
	}
	if !w.Has("flag." + key) { // asking for words that are not there looks for near ones
		return flag
	}
	text, err := w.Say("flag."+key, args)
	if err != nil {
		return flag
	}
	return text
}
