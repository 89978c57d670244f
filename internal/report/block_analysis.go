package report

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/analysis"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// analysisBlock prints the answer to a question, as the command of the same name
// does: any analysis is a block.
type analysisBlock struct {
	header   `yaml:",inline"`
	inquiry  `yaml:"-"`
	Analysis string    `yaml:"analysis"` // one of study.Kinds
	Ask      yaml.Node `yaml:"ask"`      // its keys

	results []analysis.Result
}

// needs nothing: a question finds its figures itself.
func (b *analysisBlock) needs() []string { return nil }

// question reads what the topic asks.
func (b *analysisBlock) question() (study.Study, error) {
	q, err := study.New(b.Analysis)
	if err != nil {
		return nil, err
	}
	if b.Ask.IsZero() {
		return q, nil
	}
	return q, strict(&b.Ask, q, "ask")
}

func (b *analysisBlock) check() (w wants) {
	q, err := b.question()
	switch {
	case err != nil:
		return wrongAsk(err)
	case b.Brief:
		return wants{"brief: an analysis has a table and no sentence"}
	case len(q.Asked().Indicators) == 0 && !slices.Contains([]string{"corridor", "target"}, b.Analysis):
		return wants{"ask needs indicators"}
	}
	return nil
}

// compute answers the question with the years up to the edition's. A selection
// without data is said on the page.
func (b *analysisBlock) compute(e *env) error {
	q, err := b.question()
	if err != nil {
		return err
	}
	asked := q.Asked()
	asked.Apply(asked.Publish)
	if last := max(asked.Year, asked.To); last > e.year {
		return tidy.Errorf(tidy.Usage, "ask for years up to it, or leave them out", "topic %s, block %s: it asks for %d, and the edition is of %d", e.topic.ID, b.ID, last, e.year)
	}
	if r, ok := q.(*study.Rank); ok && asked.Year == 0 && asked.To == 0 {
		r.UpTo = e.year
	} else if asked.Year == 0 && asked.To == 0 {
		asked.To = e.year
	}
	if asked.From > asked.To && asked.To != 0 {
		return nil // nothing yet in this edition
	}
	desk := e.desk(func(text string) { b.warnings = append(b.warnings, text) })
	b.results, err = q.Run(e.ctx, desk)
	b.used, b.rates = desk.Used(), asked.Currency != ""
	var known *tidy.Error
	if errors.As(err, &known) && known.Kind == tidy.Empty {
		return nil
	}
	if err != nil {
		return fmt.Errorf("topic %s, block %s: %w", e.topic.ID, b.ID, err)
	}
	return nil
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
			f := figure{ID: name + "/" + key, Unit: columnUnit(name, unit), Status: cmp.Or(status, analysis.OK), Selection: b.Analysis + " " + strings.ReplaceAll(key, "/", " ")}
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
