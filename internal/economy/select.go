package economy

import (
	"strings"

	"tradestats/internal/tidy"
)

// An Item is one thing a user selected: an economy, or a group, which is one
// row. A pinned group has the members of that day whatever the year.
type Item struct {
	ID    string // ISO3, or the id of a group
	Group bool
	Pin   string // "2019-12-31", or "" for a group that is not pinned
}

// String writes the item as a user could: "IND", "eu27", "eu@2019-12-31".
func (it Item) String() string {
	if it.Pin != "" {
		return it.ID + "@" + it.Pin
	}
	return it.ID
}

// Select reads the values of -e: names separated by commas, where a name that
// has a comma itself, such as "Korea, Rep.", stays whole.
//
//	IND           an economy or a group, by code, id, name or alias
//	eu27:members  the members of a group, one by one, on the given day
//	eu@2019       the group with the members of 31 December 2019
//	eu@2020-01-31:members
//
// Duplicates are dropped, the first stays. What names nothing is a usage
// error; :members of a group without members on the day is tidy.Empty.
func (r *Registry) Select(texts []string, day string) ([]Item, error) {
	var out []Item
	seen := map[Item]bool{}
	for _, text := range texts {
		terms, err := r.terms(text, false)
		if err != nil {
			return nil, err
		}
		for _, t := range terms {
			items := []Item{t.Item}
			if t.members {
				if items, err = r.membersOf(t.Item, day); err != nil {
					return nil, err
				}
			}
			for _, item := range items {
				if !seen[item] {
					seen[item] = true
					out = append(out, item)
				}
			}
		}
	}
	return out, nil
}

// Expand returns the economies an item stands for on a day: itself, or the
// members of the group, on the day of its pin when it has one.
func (r *Registry) Expand(item Item, day string) ([]string, error) {
	if !item.Group {
		return []string{item.ID}, nil
	}
	if item.Pin != "" {
		day = item.Pin
	}
	return r.Members(item.ID, day)
}

// expand is Expand for an item and a day known to be right.
func (r *Registry) expand(item Item, day string) []string {
	out, _ := r.Expand(item, day)
	return out
}

func (r *Registry) membersOf(item Item, day string) ([]Item, error) {
	members, err := r.Expand(item, day)
	if err != nil {
		return nil, err
	}
	if len(members) == 0 {
		if item.Pin != "" {
			day = item.Pin
		}
		hint := ""
		if first := r.Founded(item.ID); first > day {
			hint = "its first members joined on " + first
		}
		return nil, tidy.Errorf(tidy.Empty, hint, "group %s has no members on %s", item.ID, day)
	}
	items := make([]Item, len(members))
	for i, iso3 := range members {
		items[i] = Item{ID: iso3}
	}
	return items, nil
}

// A term is an item as it was written, before :members is carried out.
type term struct {
	Item
	members bool
	minus   bool // written "-DEU", in a definition
}

// terms splits a text at commas. In a definition (--group) a piece may have a
// minus sign.
func (r *Registry) terms(text string, definition bool) ([]term, error) {
	pieces := strings.Split(text, ",")
	whole := len(pieces)
	var out []term
	for len(pieces) > 0 {
		first := strings.TrimSpace(pieces[0])
		if first == "" { // a comma at the end, or two in a row
			pieces = pieces[1:]
			continue
		}
		unsigned, minus := strings.CutPrefix(first, "-")
		if minus && !definition {
			return nil, tidy.Errorf(tidy.Usage, "{cli:to leave an economy out, make a group: --group NAME=GROUP,-ECONOMY}",
				"%q cannot be selected", first)
		}
		pieces[0] = unsigned
		t, used, err := r.longest(pieces, whole)
		if err != nil {
			return nil, err
		}
		t.minus = minus
		out = append(out, t)
		pieces = pieces[used:]
	}
	if len(out) == 0 {
		return nil, tidy.Errorf(tidy.Usage, "write a code such as IND, a group such as eu27 or a name", "no economy in %q", text)
	}
	return out, nil
}

// mostPieces is how many pieces between commas one name can have; a test says
// that no known name has more.
const mostPieces = 3

// longest reads the term at the start of pieces and says how many it took: as
// many as together name something, so that "Korea, Rep." can stand in a list.
func (r *Registry) longest(pieces []string, whole int) (term, int, error) {
	for n := min(len(pieces), mostPieces); n > 1; n-- {
		if !r.oneName(pieces[:n], n == whole) {
			continue
		}
		// An error here is no news: "eu@2019,IND" is no date, but "eu@2019" is.
		if t, ok, _ := r.term(strings.Join(pieces[:n], ",")); ok {
			return t, n, nil
		}
	}
	t, ok, err := r.term(pieces[0])
	if err == nil && !ok {
		err = r.unknown("economy or group", strings.TrimSpace(pieces[0]))
	}
	return t, 1, err
}

// oneName says whether pieces may be read as one name. "Hong Kong, China" is
// how a publisher writes Hong Kong, but also a list of two: it is one name when
// it is the whole text, written with a space, and a list everywhere else, for
// an economy must not drop out silently.
func (r *Registry) oneName(pieces []string, whole bool) bool {
	alone, spaced := true, true
	for i, piece := range pieces {
		if i > 0 && strings.HasPrefix(strings.TrimSpace(piece), "-") {
			return false // the next piece of a definition
		}
		_, ok, _ := r.term(piece)
		alone = alone && ok
		spaced = spaced && (i == 0 || strings.HasPrefix(piece, " "))
	}
	return !alone || whole && spaced
}

// term reads NAME, NAME@DATE, NAME:members or NAME@DATE:members. It is not ok
// when the name is unknown; a known name with a suffix that makes no sense is
// an error.
func (r *Registry) term(text string) (t term, ok bool, err error) {
	text = strings.TrimSpace(text)
	name, members := strings.CutSuffix(text, ":members")
	name, pin, pinned := strings.Cut(name, "@")
	if !members { // eu:members@2019 means the same
		name, members = strings.CutSuffix(name, ":members")
	}
	to, ok, err := r.lookup(name)
	if err != nil || !ok {
		return term{}, false, err
	}
	if !to.group && (members || pinned) {
		return term{}, false, tidy.Errorf(tidy.Usage, "only groups have members and dates{cli:: see 'tradestats list groups'}",
			"%q: %s is an economy, not a group", text, r.Name(to.id, "en").Text)
	}
	t = term{Item: Item{ID: to.id, Group: to.group}, members: members}
	if pinned {
		t.Pin, err = ParseDay(strings.TrimSpace(pin))
	}
	return t, err == nil, err
}
