package cli

import (
	"encoding/json"
	"io"

	"tradestats/internal/audit"
	"tradestats/internal/frame"
)

// printInspected prints reports in the format asked for.
func (s *session) printInspected(w io.Writer, all []*audit.Report) error {
	switch s.Format {
	case formatCSV:
		return frame.WriteCSV(w, problemFrame(all))
	case formatJSON:
		return writeInspected(w, all)
	}
	return s.printPages(w, all)
}

type problemRow struct {
	File     string `col:"file"`
	Line     int    `col:"line,omitzero"`
	Column   int    `col:"column,omitzero"`
	Severity string `col:"severity"`
	Kind     string `col:"kind"`
	Text     string `col:"text"`
	Why      string `col:"why"`
	Hint     string `col:"hint"`
}

func problemFrame(all []*audit.Report) frame.Frame {
	var rows []problemRow
	for _, r := range all {
		for _, p := range r.Problems {
			rows = append(rows, problemRow{p.File, p.Line, p.Column, string(p.Severity), p.Kind, p.Text, p.Why, p.Hint})
		}
	}
	return frame.Of(rows)
}

// writeInspected writes everything, for machines. There are no fractions in it:
// values stand in texts, as the files have them.
func writeInspected(w io.Writer, all []*audit.Report) error {
	out := struct {
		Files    []*audit.Report `json:"files"`
		Errors   int             `json:"errors"`
		Warnings int             `json:"warnings"`
	}{Files: all}
	for _, r := range all {
		out.Errors, out.Warnings = out.Errors+r.Errors, out.Warnings+r.Warnings
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
