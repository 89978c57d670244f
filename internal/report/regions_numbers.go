package report

import (
	"tradestats/internal/analysis"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
)

// made is what a number of a group, of the publisher's World or of what the groups
// leave of it is made of.
func (b *regionsBlock) made(what, who string) explain.Number {
	now, before := worldOf(b.Indicator, b.year), worldOf(b.Indicator, b.year-1)
	level, change := levelOf(b.Indicator, who, b.year), matchedChange(b.Indicator, who, b.year-1, b.year)
	switch who {
	case economy.World:
		level, change = now, less(now, before)
	case "residual":
		level, change = b.remains(now, before)
	}
	switch what {
	case "share":
		return percentOf(level, now)
	case "points":
		return percentOf(change, before)
	case "coverage":
		return explain.At(explain.Coverage, b.Indicator, who, b.year)
	case "growth":
		if who == economy.World {
			return increase(now, before)
		}
		return explain.Between(explain.Growth, b.Indicator, who, b.year-1, b.year)
	}
	return level
}

// remains is what the groups leave of the World's level and of its change.
func (b *regionsBlock) remains(now, before explain.Number) (level, change explain.Number) {
	var levels, changes []explain.Number
	for _, r := range b.rows {
		if r.Status != analysis.Withheld {
			levels = append(levels, levelOf(b.Indicator, r.Group, b.year))
		}
		if r.growth.Status != analysis.Withheld {
			changes = append(changes, matchedChange(b.Indicator, r.Group, b.year-1, b.year))
		}
	}
	return less(now, added(levels...)), less(less(now, before), added(changes...))
}
