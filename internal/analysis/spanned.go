package analysis

// leastSpanned is what a member must make of a group, in per cent, for its break to be
// told beside the publisher's own figure of the group.
const leastSpanned = 1

// Spanned are the flagged breaks between two years of members that make at least a
// hundredth of those that reported both: a change of the publisher's own figure of
// their group spans them, and cannot be taken apart. Where too few members have
// reported the last year, it is the newest before, which is handed back.
func (d *Data) Spanned(members []string, from, to int) (list []Break, at int) {
	first := d.both(members, from, from)
	for at = to; at > from; at-- {
		both := d.both(members, from, at)
		if len(both) == 0 || 3*len(both) < 2*len(first) {
			continue
		}
		for _, b := range d.Breaks(both, from, at) {
			if b.Share >= leastSpanned {
				list = append(list, b)
			}
		}
		return list, at
	}
	return nil, to
}

// both are the members with a value in both years.
func (d *Data) both(members []string, from, to int) []string {
	var out []string
	for _, m := range members {
		_, before := d.values.at(m, from)
		if _, now := d.values.at(m, to); before && now {
			out = append(out, m)
		}
	}
	return out
}

// spanned notes them, with the year of their shares.
func (n *Notes) spanned(list []Break, at int) {
	for _, b := range list {
		n.add(Note{Key: NoteSpanned, Economies: b.Economy, Since: at, Year: b.Year, Value: b.Share})
	}
}
