package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/analysis"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// An assertion is what must hold of the figures of an edition: a cell of the answer
// to a question. Where it does not, the edition is written and the run fails, so that
// people look before they publish.
type assertion struct {
	Says     string `yaml:"says"` // in words, for whoever reads the failure
	question `yaml:",inline"`
	Where    map[string]string `yaml:"where"`  // rows, by the text of columns; the newest year's where no year is named
	Column   string            `yaml:"column"` // of the CSV that the analysis prints
	Is       string            `yaml:"is"`     // the text of the cell
	AtLeast  *float64          `yaml:"at_least"`
	AtMost   *float64          `yaml:"at_most"`

	node *yaml.Node
}

// An assessed assertion, as the manifest has it.
type assessed struct {
	Says  string   `json:"says"`
	Holds bool     `json:"holds"`
	Asked string   `json:"asked"`
	Found []string `json:"found"` // the cells, with their rows

	wrong []string // those of them that are not what is asked for
	line  int
}

// assertions reads those of the topic. Errors name the file and the line.
func (t *topic) assertions() ([]*assertion, error) {
	var out []*assertion
	for k := range t.Assertions {
		a := &assertion{node: &t.Assertions[k]}
		if err := strict(a.node, a, t.file); err != nil {
			return nil, err
		}
		if wrong := a.check(); len(wrong) > 0 {
			return nil, &tidy.RowError{File: t.file, Line: a.node.Line, Why: "assertion: " + strings.Join(wrong, "; "), Hint: "see docs/topics.md"}
		}
		out = append(out, a)
	}
	return out, nil
}

func (a *assertion) check() wants {
	w := a.question.check()
	w.text("says", a.Says)
	w.text("column", a.Column)
	if a.Is == "" && a.AtLeast == nil && a.AtMost == nil {
		w = append(w, "is, at_least or at_most is missing")
	}
	return w
}

// assess holds the topic's assertions against the figures.
func (t *topic) assess(e *env) ([]assessed, error) {
	all, err := t.assertions()
	if err != nil {
		return nil, err
	}
	out := make([]assessed, len(all))
	err = study.Parallel(len(all), func(k int) (err error) {
		out[k], err = all[k].assess(e)
		if err != nil {
			return t.where(all[k].node, err)
		}
		return nil
	})
	return out, err
}

// assess looks up the cells. No data and no such row is a failure, not an error.
func (a *assertion) assess(e *env) (assessed, error) {
	out := assessed{Says: a.Says, Asked: a.asked(), Found: []string{}, line: a.node.Line}
	s, begun, err := a.upTo(e, "assertions")
	if err != nil || !begun {
		return out, err
	}
	var results []analysis.Result
	q := inquiry{}
	err = q.ask(e, "assertions", func(ctx context.Context, d *study.Desk) error {
		results, err = s.Run(ctx, d)
		return err
	})
	if err != nil || len(results) == 0 {
		return out, err
	}
	rows, err := a.rows(results)
	if err != nil {
		return out, err
	}
	out.Holds = len(rows) > 0
	for _, r := range rows {
		out.Found = append(out.Found, r.String())
		if !a.meets(r.cell) {
			out.Holds = false
			out.wrong = append(out.wrong, r.String())
		}
	}
	return out, nil
}

// A cell is what an assertion is about, with what tells its row from others.
type cell struct {
	column, cell string
	row          []string // "year 2023"
}

func (c cell) String() string {
	found := c.cell
	if found == "" {
		found = "not available"
	}
	return c.column + " is " + found + " (" + strings.Join(c.row, ", ") + ")"
}

// rows are the cells of the rows that are meant, as the CSV of the analysis has them.
func (a *assertion) rows(results []analysis.Result) ([]cell, error) {
	var text bytes.Buffer
	if err := frame.WriteCSV(&text, analysis.FrameOf(results)); err != nil {
		return nil, err
	}
	all, err := csv.NewReader(&text).ReadAll()
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for k, name := range all[0] {
		at[name] = k
	}
	for _, name := range append(slices.Sorted(maps.Keys(a.Where)), a.Column) {
		if _, ok := at[name]; !ok {
			err := tidy.OneOf("column", name, all[0])
			return nil, &tidy.Error{Kind: tidy.Data, Msg: err.Error(), Hint: tidy.HintOf(err), Word: name}
		}
	}
	kept := a.newest(all[1:], at)
	var out []cell
	for _, row := range kept {
		c := cell{column: a.Column, cell: row[at[a.Column]]}
		for _, name := range []string{"indicator", "economy", "group", "partner", "part", "from", "to", "year", "status"} {
			if k, ok := at[name]; ok && row[k] != "" && name != a.Column {
				c.row = append(c.row, name+" "+row[k])
			}
		}
		out = append(out, c)
	}
	return out, nil
}

// newest are the rows that are meant: those of the newest year unless a year is named.
func (a *assertion) newest(all [][]string, at map[string]int) [][]string {
	meant := slices.DeleteFunc(all, func(row []string) bool {
		for name, want := range a.Where {
			if row[at[name]] != want {
				return true
			}
		}
		return false
	})
	for _, name := range []string{"year", "to"} {
		k, ok := at[name]
		if _, named := a.Where[name]; !ok || named {
			continue
		}
		last := ""
		for _, row := range meant {
			last = max(last, row[k])
		}
		return slices.DeleteFunc(meant, func(row []string) bool { return row[k] != last })
	}
	return meant
}

// meets tells whether a cell is what is asserted; one without a value is not.
func (a *assertion) meets(text string) bool {
	if a.Is != "" && text != a.Is {
		return false
	}
	if a.AtLeast == nil && a.AtMost == nil {
		return true
	}
	v, err := strconv.ParseFloat(text, 64)
	return err == nil && (a.AtLeast == nil || v >= *a.AtLeast) && (a.AtMost == nil || v <= *a.AtMost)
}

// asked says the condition.
func (a *assertion) asked() string {
	var out []string
	if a.Is != "" {
		out = append(out, a.Is)
	}
	if a.AtLeast != nil {
		out = append(out, "at least "+frame.Number(*a.AtLeast))
	}
	if a.AtMost != nil {
		out = append(out, "at most "+frame.Number(*a.AtMost))
	}
	return strings.Join(out, ", ")
}

// unmet is an error of kind tidy.Unmet for each assertion that does not hold, or nil.
func unmet(jobs []*job) error {
	var all []error
	for _, j := range jobs {
		for _, a := range j.assessed {
			if a.Holds {
				continue
			}
			found := "there is no such figure"
			if len(a.wrong) > 0 {
				found = strings.Join(a.wrong, "; ")
			}
			all = append(all, tidy.Errorf(tidy.Unmet, "the edition is written: look at the figures, then at the assertion", "%s:%d: does not hold in the edition of %s: %s: %s; asked for is %s", j.topic.file, a.line, j.year(), a.Says, found, a.Asked))
		}
	}
	return errors.Join(all...)
}

// year is that of the job's edition, for messages.
func (j *job) year() string {
	year, _, _ := strings.Cut(j.folder, "/")
	return fmt.Sprint(year)
}
