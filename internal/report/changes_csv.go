package report

import (
	"bytes"
	"encoding/csv"
	"math"
	"strconv"

	"tradestats/internal/changes"
	"tradestats/internal/frame"
)

// changesHead are the columns of the file of what changed. A number has its values and
// the parts of the causes; a text, a member, an economy with a figure has the rest.
var changesHead = []string{"topic", "kind", "cause", "figure", "figure_then", "unit", "then", "now", "difference",
	"new_year", "reporting", "revision", "membership", "method", "not_told_apart", "status_then", "status_now", "selection", "text_then", "text_now"}

// csv is every difference, the same in all languages.
func (a *comparison) csv() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{changesHead}
	for _, t := range a.topics {
		for _, d := range t.all {
			rows = append(rows, differenceRow(d))
		}
		for _, turn := range t.turns {
			rows = append(rows, otherRow(map[string]string{"topic": turn.Topic, "kind": turn.Kind, "cause": string(turn.Cause), "figure": turn.ID, "text_then": turn.Old, "text_now": turn.New}))
		}
		rows = append(rows, movementRows(t.topic.ID, t.members, "joined", "left-group")...)
		rows = append(rows, movementRows(t.topic.ID, t.reporters, "reported", "no-figure")...)
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

func differenceRow(d changes.Difference) []string {
	cells := map[string]string{
		"topic": d.Topic, "kind": d.Kind, "cause": string(d.Cause), "figure": d.ID, "figure_then": d.Then, "unit": d.New.Unit,
		"then": plainNumber(d.Old.Value), "now": plainNumber(d.New.Value), "difference": plainNumber(d.Size()),
		"status_then": d.Old.Status, "status_now": d.New.Status, "selection": d.New.Selection,
	}
	if d.Kind == changes.Unit {
		cells["unit"] = d.Old.Unit + " -> " + d.New.Unit
	}
	if d.Kind == changes.Moved {
		for cause, column := range map[changes.Cause]string{changes.NewYear: "new_year", changes.Reporting: "reporting", changes.Revision: "revision",
			changes.Membership: "membership", changes.Method: "method", changes.Untold: "not_told_apart"} {
			cells[column] = plainNumber(d.Parts[cause])
		}
	}
	return otherRow(cells)
}

// plainNumber is a value with all its digits, "" where there is none.
func plainNumber(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return frame.Number(v)
}

func otherRow(cells map[string]string) []string {
	out := make([]string, len(changesHead))
	for k, name := range changesHead {
		out[k] = cells[name]
	}
	return out
}

// movementRows are a row for each who came and each who left.
func movementRows(topic string, all []changes.Movement, came, left string) [][]string {
	var out [][]string
	for _, m := range all {
		year := ""
		if m.Year != 0 {
			year = "/" + strconv.Itoa(m.Year)
		}
		for _, who := range []struct {
			kind string
			ids  []string
		}{{came, m.Came}, {left, m.Left}} {
			for _, id := range who.ids {
				out = append(out, otherRow(map[string]string{"topic": topic, "kind": who.kind, "cause": string(m.Cause), "figure": m.What + year, "selection": id}))
			}
		}
	}
	return out
}
