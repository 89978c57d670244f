package study

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// A line is a kind of trade with the indicator that it is called after.
type line struct {
	analysis.Line
	about catalog.Indicator
}

func plain(lines []line) []analysis.Line {
	out := make([]analysis.Line, len(lines))
	for k, l := range lines {
		out[k] = l.Line
	}
	return out
}

// The words by which an id tells the direction of trade, where its publisher
// does not: those of the balance of payments among them.
var (
	exportWords = []string{"exports", "export", "cred", "credit"}
	importWords = []string{"imports", "import", "deb", "debit"}
)

// directionOf is "exports", "imports" or "", and the id of the other direction.
func directionOf(i catalog.Indicator) (direction, other string) {
	direction, other = i.Trade, i.Counterpart
	words := strings.Split(i.ID, "-")
	for k, word := range words {
		for _, ways := range [][2][]string{{exportWords, importWords}, {importWords, exportWords}} {
			n := slices.Index(ways[0], strings.ToLower(word))
			if n < 0 {
				continue
			}
			swapped := slices.Clone(words)
			swapped[k] = ways[1][n]
			return cmp.Or(direction, ways[0][0]), cmp.Or(other, strings.Join(swapped, "-"))
		}
	}
	return direction, other
}

// lines are those that some indicators are of, else all that the data have by
// partner. Indicators that have no partners make none.
func (d *Desk) lines(ctx context.Context, ids []string) ([]line, error) {
	if err := d.Known(ctx, Query{Indicators: ids}); err != nil {
		return nil, err
	}
	named := len(ids) > 0
	if !named {
		ids = d.bilateralIDs()
	}
	var out []line
	done := map[string]bool{}
	for _, id := range ids {
		i, err := d.Engine.Catalog().Indicator(id)
		if err != nil {
			return nil, err
		}
		direction, other := directionOf(i)
		if direction == "" && named && d.Engine.Bilateral(id) {
			return nil, tidy.Errorf(tidy.Usage, "declare it beside the file: trade: exports", "%s does not say whether it is exports or imports", id)
		}
		if done[id] || direction == "" || !d.Engine.Bilateral(id) {
			continue
		}
		l := line{Line: lineOf(i), about: i}
		if !d.Engine.Bilateral(other) {
			other = ""
		}
		if l.Exports, l.Imports = id, other; direction == "imports" {
			l.Exports, l.Imports = other, id
		}
		done[id], done[other] = true, true
		out = append(out, l)
	}
	if named && len(out) > 1 {
		d.level(out)
	}
	return out, nil
}

func (d *Desk) bilateralIDs() []string {
	var out []string
	for _, set := range d.Engine.Catalog().Datasets {
		for _, i := range set.Indicators {
			if d.Engine.Bilateral(i.ID) {
				out = append(out, i.ID)
			}
		}
	}
	return out
}

// lineOf says what is known of a line by one of its indicators.
func lineOf(i catalog.Indicator) analysis.Line {
	code := strings.ToLower(cmp.Or(i.Code, i.ID))
	words := slices.DeleteFunc(strings.FieldsFunc(code, func(c rune) bool { return c == '-' || c == '.' }), func(w string) bool {
		return slices.Contains(exportWords, w) || slices.Contains(importWords, w)
	})
	l := analysis.Line{Item: strings.Join(words, "-"), Balanced: i.Dataset.Code == "BaTIS"}
	switch {
	case len(words) == 2 && (words[0] == "hs" || words[0] == "sitc"):
		l.Goods = true
		if words[1] != "total" { // of a classification, items with as many digits do not overlap
			l.Level = words[0] + "-" + string(rune('0'+min(len(words[1]), 9)))
		}
	case len(words) == 2 && words[0] == "bec":
		l.Goods = true
	case l.Balanced && len(l.Item) == 2: // the main items of the balance of payments: SA to SL
		l.Level = "main"
	}
	return l
}

// level takes lines that the user named, and whose codes tell no level, for
// items beside each other, unless one is known to be part of another.
func (d *Desk) level(lines []line) {
	for k := range lines {
		if lines[k].Level != "" || lines[k].Balanced {
			return
		}
		for _, other := range lines {
			i, err := d.Engine.Catalog().Indicator(cmp.Or(other.Exports, other.Imports))
			if err == nil && (slices.Contains(i.Parts, lines[k].Exports) || slices.Contains(i.Parts, lines[k].Imports)) {
				return
			}
		}
	}
	for k := range lines {
		lines[k].Level = "named"
	}
}
