package analysis

import "tradestats/internal/economy"

// A Selection is what the rows of a result stand for, and how groups are
// composed: without AtTheTime the members of the reference year stand for every
// year.
type Selection struct {
	Items     []economy.Item
	Economies *economy.Registry
	AtTheTime bool // each year's own members, on 31 December
	Reference int  // the year whose members a fixed composition takes
}

// Members returns the members of an item in a year, sorted: an economy is its
// own only member.
func (s Selection) Members(item economy.Item, year int) ([]string, error) {
	if !s.AtTheTime {
		year = s.Reference
	}
	return s.Economies.Expand(item, economy.YearEnd(year))
}

// headcount is how many of a group's members the World Bank's rule counts:
// those in its list of economies, and those that ever reported. Uninhabited
// and dependent territories of other lists never report to it.
func (s Selection) headcount(r roster) float64 {
	n := len(r.perimeter)
	for _, m := range r.never {
		if e, ok := s.Economies.Economy(m); ok && e.BankRegion != "" {
			n++
		}
	}
	return float64(n)
}
