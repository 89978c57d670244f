package report

import (
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/explain"
)

// answered are the measures of the columns of analyses whose numbers can be made again
// from what a row says of itself.
var answered = map[string]map[string]string{
	"aggregate": {"value": explain.Value, "coverage_pct": explain.Coverage, "members": explain.Members, "perimeter": explain.Perimeter, "reporting": explain.Reporting},
	"growth":    {"growth_pct": explain.Growth, "start": explain.Start, "end": explain.End, "members": explain.Members, "perimeter": explain.Perimeter, "matched": explain.Matched, "coverage_pct": explain.MatchedCoverage},
	"share":     {"value": explain.Value, "share_pct": explain.Share},
	"rank":      {"value": explain.Value, "share_pct": explain.Share},
	"convergence": {"beta": explain.Beta, "t": explain.TStatistic, "r2": explain.RSquared, "cv_start": explain.SpreadStart, "cv_end": explain.SpreadEnd,
		"members": explain.Members, "perimeter": explain.Perimeter},
}

// plainly are what a question may ask for so that its rows say all of it.
var plainly = []string{"indicators", "economies", "from", "to", "year", "currency", "method"}

// made is what a number of an answer is made of; nothing where the question changes how
// it is counted, or where the row does not say enough.
func (b *analysisBlock) made(row reflect.Value, column string) explain.Number {
	measure := answered[b.Analysis][column]
	if measure == "" || !asksPlainly(&b.Ask) {
		return explain.Number{}
	}
	n := explain.Number{Measure: measure, Currency: b.currency}
	unmade := explain.Number{}
	for k := range row.NumField() {
		name, _, _ := strings.Cut(row.Type().Field(k).Tag.Get("col"), ",")
		switch v := row.Field(k); name {
		case "indicator":
			n.Indicator = v.String()
		case "economy", "group":
			n.Economy = v.String()
		case "year", "to":
			n.Year = int(v.Int())
		case "from":
			n.From = int(v.Int())
		case "method": // growth by other methods is another number
			if v.String() != "yoy" && v.String() != "cagr" || v.String() == "yoy" && n.Year-n.From != 1 {
				return unmade
			}
		case "of":
			if v.String() != "" && v.String() != "world" {
				return unmade
			}
		case "form":
			if v.String() == "log" && strings.HasPrefix(column, "cv_") {
				return unmade
			}
		}
	}
	if strings.Contains(n.Indicator, "+") {
		return unmade
	}
	return n
}

// asksPlainly tells whether a question asks for nothing that changes how it is counted.
func asksPlainly(ask *yaml.Node) bool {
	for k := 0; k+1 < len(ask.Content); k += 2 {
		if !slices.Contains(plainly, ask.Content[k].Value) {
			return false
		}
	}
	return true
}
