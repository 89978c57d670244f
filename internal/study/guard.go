package study

import (
	"slices"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

// The guard refuses what must not be combined, with the reason and the way out. It
// looks at what is to be combined, never at figures, so that it says the same
// whatever the data.

// mayAdd tells why indicators must not be added up, if they must not.
func mayAdd(c *catalog.Catalog, of []catalog.Indicator) error {
	for k, a := range of {
		if a.Kind == catalog.Unknown {
			return tidy.Errorf(tidy.Usage, hintDeclare, "%s is not declared: it cannot be added", a.ID)
		}
		if !a.Additive() {
			return tidy.Errorf(tidy.Usage, "print them side by side", "%s is a %s: %s are never added", a.ID, a.Kind, plural(a.Kind))
		}
		for _, b := range of[:k] {
			if err := mayAddTwo(c, b, a); err != nil {
				return err
			}
		}
	}
	return nil
}

func plural(kind string) string {
	if kind == catalog.Price {
		return "prices"
	}
	return "ratios"
}

func mayAddTwo(c *catalog.Catalog, a, b catalog.Indicator) error {
	switch {
	case a.ID == b.ID:
		return tidy.Errorf(tidy.Usage, "name it once", "%s is added to itself", a.ID)
	case contains(c, a, b.ID):
		return partOf(a, b)
	case contains(c, b, a.ID):
		return partOf(b, a)
	case a.Kind != b.Kind:
		return tidy.Errorf(tidy.Usage, "print them side by side", "%s is a %s over a year and %s a %s at a date: they are not added", a.ID, a.Kind, b.ID, b.Kind)
	case (a.Trade == "") != (b.Trade == "") && !a.Dataset.Own && !b.Dataset.Own:
		return tidy.Errorf(tidy.Usage, "print them side by side", "%s and %s are no parts of one thing: they are not added", a.ID, b.ID)
	}
	if part := common(c, a, b); part != "" {
		return tidy.Errorf(tidy.Usage, "print them side by side", "%s and %s both contain %s: their sum would count it twice", a.ID, b.ID, part)
	}
	return mayCompare(a, b)
}

// common is a part that two indicators share, or "".
func common(c *catalog.Catalog, a, b catalog.Indicator) string {
	for _, id := range c.IDs() {
		if contains(c, a, id) && contains(c, b, id) {
			return id
		}
	}
	return ""
}

func partOf(whole, part catalog.Indicator) error {
	return tidy.Errorf(tidy.Usage, "take "+whole.ID+" alone{cli:, or 'tradestats share "+part.ID+" --of "+whole.ID+"'}",
		"%s contains %s: their sum would count it twice", whole.ID, part.ID)
}

// contains tells whether an indicator has another one among its parts, or theirs.
func contains(c *catalog.Catalog, whole catalog.Indicator, id string) bool {
	return containsWithin(c, whole, id, 8)
}

// containsWithin looks so deep and no deeper: the catalogue is a user's too, and may
// run in circles.
func containsWithin(c *catalog.Catalog, whole catalog.Indicator, id string, depth int) bool {
	for _, part := range whole.Parts {
		if part == id {
			return true
		}
		if i, err := c.Indicator(part); err == nil && depth > 0 && containsWithin(c, i, id, depth-1) {
			return true
		}
	}
	return false
}

// sameSeries tells whether two indicators are copies or vintages of one publisher's
// series, in the same direction of trade.
func sameSeries(a, b catalog.Indicator) bool {
	return a.Code != "" && a.Code == b.Code && a.Trade == b.Trade
}

// mayCompare tells why values of two indicators must not meet in a sum, a
// difference or a share: their units differ, or one is at constant prices.
func mayCompare(a, b catalog.Indicator) error {
	if sameSeries(a, b) {
		return tidy.Errorf(tidy.Usage, "take one of the two{cli:; 'tradestats diff' compares them}", "%s and %s are two editions of one series (%s)", a.ID, b.ID, a.Code)
	}
	if catalog.IsConstant(a.Unit) != catalog.IsConstant(b.Unit) {
		current, constant := a, b
		if catalog.IsConstant(a.Unit) {
			current, constant = b, a
		}
		return tidy.Errorf(tidy.Usage, "take both at current prices, or both at constant ones ({deflator})",
			"%s is at constant prices and %s at current ones", constant.ID, current.ID)
	}
	if factor, ok := catalog.Convert(a.Unit, b.Unit); !ok || factor != 1 {
		return tidy.Errorf(tidy.Usage, "bring them to one unit: {currency} for money{cli:, else the 'unit' and 'scale' of a mapping file}",
			"%s is in %q and %s in %q", a.ID, a.Unit, b.ID, b.Unit)
	}
	return nil
}

// mayStandApart tells which groups and economies must not be parts of one whole,
// because one is within another or they share a member.
func mayStandApart(ids []string, members map[string][]string) error {
	owner := map[string]string{}
	for _, id := range ids {
		for _, m := range members[id] {
			if other := owner[m]; other != "" {
				return tidy.Errorf(tidy.Usage, "name parts that have no member in common", "%s is in both %s and %s: it would be counted twice", m, other, id)
			}
			owner[m] = id
		}
	}
	return nil
}

// additive refuses an indicator whose values cannot be parts of a sum.
func additive(i catalog.Indicator, what string) error {
	return mustAdd(i, "a "+what, "take a flow or a stock, such as digital-services-exports")
}

// ratio refuses an indicator whose values say more of the size of an economy
// than of its people.
func ratio(i catalog.Indicator, what string) error {
	switch {
	case i.Kind == catalog.Unknown:
		return undeclared(i)
	case i.Additive():
		return tidy.Errorf(tidy.Usage, "take a ratio, such as internet-users{cli:; for how a sum is shared out see 'tradestats concentration'}",
			"%s is a %s, and a %s is of a ratio", i.ID, i.Kind, what)
	}
	return nil
}

func undeclared(i catalog.Indicator) error {
	return tidy.Errorf(tidy.Usage, hintDeclare, "%s is not declared", i.ID)
}

// groups refuses an economy by itself, which has no members to compare.
func groups(sel analysis.Selection, what string) error {
	k := slices.IndexFunc(sel.Items, func(item economy.Item) bool { return !item.Group })
	if k < 0 {
		return nil
	}
	return tidy.Errorf(tidy.Usage, "select groups, such as {economy world}{cli:, or make one: --group NAME=A,B,C}",
		"%s is a single economy, and has no %s", sel.Items[k], what)
}

// mustAdd refuses an indicator whose values are no sums, for what needs sums.
func mustAdd(i catalog.Indicator, what, wayOut string) error {
	switch {
	case i.Additive():
		return nil
	case i.Kind == catalog.Unknown:
		return undeclared(i)
	}
	return tidy.Errorf(tidy.Usage, wayOut, "%s is a %s: %s needs a sum over economies", i.ID, i.Kind, what)
}

// hintDeclare is what to do about a series of which nothing but its values is known.
const hintDeclare = "put a YAML beside the file that declares unit, kind and rule; of a table in ClickHouse give one that names it, see docs/clickhouse.md"
