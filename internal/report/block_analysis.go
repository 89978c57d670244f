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

// note keeps every number of the answer for the manifest, under the texts and years
// of its row.
func (b *analysisBlock) note(p *page) {
	rows := reflect.ValueOf(analysis.Rows(b.results))
	seen := map[string]int{}
	for k := range rows.Len() {
		row := rows.Index(k)
		key, status := rowKey(row)
		unit := rowUnit(row)
		if seen[key]++; seen[key] > 1 {
			key += fmt.Sprintf("/%d", seen[key])
		}
		for n := range row.NumField() {
			name, _, _ := strings.Cut(row.Type().Field(n).Tag.Get("col"), ",")
			f := figure{ID: name + "/" + key, Unit: columnUnit(name, unit), Status: cmp.Or(status, analysis.OK), Selection: b.Analysis + " " + strings.ReplaceAll(key, "/", " "), of: b.made(row, name)}
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

// rowUnit is the unit that a row names, "" where it names none.
func rowUnit(row reflect.Value) string {
	for n := range row.NumField() {
		if name, _, _ := strings.Cut(row.Type().Field(n).Tag.Get("col"), ","); name == "unit" || name == "change_unit" {
			return row.Field(n).String()
		}
	}
	return ""
}

// plainColumns are without a unit: tests, slopes, indices and ratios.
var plainColumns = regexp.MustCompile(`^(t|f|r2|beta|intercept|slope_.*|cv.*|sd_.*|gini.*|theil.*|hhi.*|rca.*|ratio|cover_ratio|high_to_low|effective|index|normalised|half_life|linear_ratio|elapsed.*)$`)

// columnUnit is the unit of a column of an answer whose rows are of a unit.
func columnUnit(name, row string) string {
	switch {
	case strings.HasSuffix(name, "_pct"):
		return "per cent"
	case strings.HasSuffix(name, "_pp"):
		return "percentage points"
	case row == "" || plainColumns.MatchString(name):
		return "number"
	}
	return row
}

// rowKey joins the texts and years of a row that tell it from the others.
func rowKey(row reflect.Value) (key, status string) {
	var parts []string
	for n := range row.NumField() {
		name, _, _ := strings.Cut(row.Type().Field(n).Tag.Get("col"), ",")
		v := row.Field(n)
		switch {
		case name == "status":
			status = v.String()
		case name == "", slices.Contains([]string{"note", "unit", "change_unit"}, name), slices.Contains(counts, name):
		case v.Kind() == reflect.String && v.String() != "" && len(v.String()) < 60:
			parts = append(parts, v.String())
		case v.Kind() == reflect.Int && v.Int() >= 1000:
			parts = append(parts, fmt.Sprint(v.Int()))
		}
	}
	return strings.Join(parts, "/"), status
}
