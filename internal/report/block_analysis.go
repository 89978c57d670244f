package report

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/table"
)

// analysisBlock prints the answer to a question, as the command of the same name
// does: any analysis is a block.
type analysisBlock struct {
	header   `yaml:",inline"`
	inquiry  `yaml:"-"`
	question `yaml:",inline"`

	results  []analysis.Result
	currency string // that the question counts money in
}

// needs nothing: a question finds its figures itself.
func (b *analysisBlock) needs() []string { return nil }

func (b *analysisBlock) check() (w wants) {
	if b.Brief {
		w = append(w, "brief: an analysis has a table and no sentence")
	}
	return append(w, b.question.check()...)
}

// compute answers the question with the years up to the edition's. A selection
// without data is said on the page.
func (b *analysisBlock) compute(e *env) error {
	s, begun, err := b.upTo(e, b.ID)
	if err != nil || !begun {
		return err
	}
	b.currency = strings.ToUpper(s.Asked().Currency)
	b.rates = b.currency != ""
	return b.ask(e, b.ID, func(ctx context.Context, d *study.Desk) error {
		b.results, err = s.Run(ctx, d)
		return err
	})
}

func (b *analysisBlock) write(p *page) {
	p.title(0)
	if len(b.results) == 0 {
		p.para(p.say("report.no-data", nil))
		return
	}
	b.note(p)
	reader := table.For(p.Locale, p.env.economies)
	var sheets []table.Sheet
	for _, r := range b.results {
		sheets = append(sheets, reader.Sheets(r)...)
	}
	for _, s := range sheets {
		s.Foot = nil // the sources stand at the end of the page
		laid := s.Lay()
		columns := make([]column, len(laid.Columns))
		for k, c := range laid.Columns {
			columns[k] = column{c.Head, !c.Right}
		}
		p.para(bold(s.Title))
		p.table(columns, laid.Rows)
		for _, line := range laid.Below {
			p.notes(line)
		}
	}
	p.once("table " + b.ID)
	all := analysis.FrameOf(b.results)
	var text strings.Builder
	p.fail(frame.WriteCSV(&text, all))
	p.book.files["tables/"+b.ID+".csv"] = []byte(text.String())
}

// note keeps every number of the answer for the manifest, under what its row was asked.
func (b *analysisBlock) note(p *page) {
	rows := reflect.ValueOf(analysis.Rows(b.results))
	seen := map[string]int{}
	for k := range rows.Len() {
		row := rows.Index(k)
		key, selection, status := b.rowKey(row)
		unit := rowUnit(p, row)
		levels := b.levelUnits(p, row, unit)
		b.stand(p, row)
		if seen[key]++; seen[key] > 1 {
			key += fmt.Sprintf("/%d", seen[key])
		}
		for n := range row.NumField() {
			name := columnName(row, n)
			f := figure{ID: name + "/" + key, Unit: cmp.Or(levels[name], columnUnit(name, unit)), Status: cmp.Or(status, analysis.OK), Selection: selection, of: b.made(row, name)}
			switch v := row.Field(n); {
			case v.Kind() == reflect.Float64 && name != "" && !math.IsNaN(v.Float()):
				f.Value = v.Float()
				p.note(f)
			case slices.Contains(counts, name) && v.Kind() == reflect.Int:
				f.Value, f.Unit = float64(v.Int()), "economies"
				p.note(f)
			}
		}
	}
}

// counts are columns that count economies.
var counts = []string{"members", "matched", "reporting", "perimeter", "missing"}

// rowUnit is the unit that a row names, else that of the indicator of a target; "" where
// there is none.
func rowUnit(p *page, row reflect.Value) string {
	if of, ok := row.Interface().(analysis.TargetRow); ok {
		if i, err := p.env.engine.Catalog().Indicator(of.Indicator); err == nil {
			return i.Unit
		}
	}
	for n := range row.NumField() {
		if name := columnName(row, n); name == "unit" || name == "change_unit" {
			return row.Field(n).String()
		}
	}
	return ""
}

// levelUnits are the units of columns of a row without a unit that are values of its
// indicator; none where the question counts money in a currency of its own.
func (b *analysisBlock) levelUnits(p *page, row reflect.Value, unit string) map[string]string {
	if unit != "" || b.currency != "" {
		return nil
	}
	i, err := p.env.engine.Catalog().Indicator(indicatorOf(row))
	if err != nil {
		return nil // a sum of several, or an item
	}
	out := map[string]string{}
	for _, name := range []string{"value", "base_value", "start", "end", "mean", "mean_plain", "median"} {
		out[name] = i.Unit
	}
	return out
}

func indicatorOf(row reflect.Value) string {
	for n := range row.NumField() {
		if columnName(row, n) == "indicator" {
			return row.Field(n).String()
		}
	}
	return ""
}

// columnName is the name of a column of a row.
func columnName(row reflect.Value, n int) string {
	name, _, _ := strings.Cut(row.Type().Field(n).Tag.Get("col"), ",")
	return name
}

// stand keeps the standing before a target: neither it nor the year in which that is
// reached is a number of the manifest.
func (b *analysisBlock) stand(p *page, row reflect.Value) {
	if of, ok := row.Interface().(analysis.TargetRow); ok {
		p.book.stands(b.ID, cmp.Or(of.Target, fmt.Sprintf("%s-%d", of.Indicator, of.TargetYear)), of.Economy, of.Standing, of.ReachedIn)
	}
}

// plainColumns are without a unit: tests, slopes, indices and ratios.
var plainColumns = regexp.MustCompile(`^(t|f|r2|beta|intercept|slope_.*|cv.*|sd_.*|gini.*|theil.*|hhi.*|rca.*|ratio|cover_ratio|high_to_low|effective|index|normalised|half_life|linear_ratio|elapsed.*)$`)

// columnUnit is the unit of a column of an answer whose rows are of a unit.
func columnUnit(name, row string) string {
	switch {
	case strings.HasPrefix(row, "per cent") && name == "gap":
		return "percentage points"
	case strings.HasPrefix(row, "per cent") && (name == "pace" || name == "pace_needed"):
		return "points a year"
	case strings.HasPrefix(name, "logit_"):
		return "number"
	case strings.HasSuffix(name, "_pct"):
		return "per cent"
	case strings.HasSuffix(name, "_pp"):
		return "percentage points"
	case row == "" || plainColumns.MatchString(name):
		return "number"
	}
	return row
}

// asked are the columns of analyses that say what was asked, by which numbers are known
// from one edition to the next. The others are found: a place, a model, a standing.
var asked = []string{"target", "indicator", "imports_indicator", "item", "per", "of", "reporter", "economy", "group", "whole", "part", "partner",
	"measure", "form", "method", "from", "to", "year", "base_year", "target_year"}

// foundBy are columns of that name that some analyses find: the newest year with a value,
// the years of a fitted line.
// A published target has its year.
var foundBy = map[string][]string{"target": {"year", "from"}, "breaks": {"from", "to", "year"}, "forecast": {"from", "to"}}

// rowKey joins what a row was asked, and that with the years that it found.
func (b *analysisBlock) rowKey(row reflect.Value) (key, selection, status string) {
	var keys []string
	all := []string{b.Analysis}
	for n := range row.NumField() {
		name, v := columnName(row, n), row.Field(n)
		if name == "status" {
			status = v.String()
		}
		if !slices.Contains(asked, name) || v.IsZero() || name == "target_year" && !row.FieldByName("Target").IsZero() {
			continue
		}
		all = append(all, fmt.Sprint(v.Interface()))
		if !slices.Contains(foundBy[b.Analysis], name) {
			keys = append(keys, fmt.Sprint(v.Interface()))
		}
	}
	return strings.Join(keys, "/"), strings.Join(all, " "), status
}
