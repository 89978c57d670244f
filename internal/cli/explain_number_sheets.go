package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"tradestats/internal/explain"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
	"tradestats/internal/table"
)

// numberSheets are a number of an edition in words, its parts, and their inputs.
func (s *session) numberSheets(n numbered) []func() table.Sheet {
	out := []func() table.Sheet{func() table.Sheet { return s.numberWords(n) }}
	if len(n.made.Parts) > 0 {
		out = append(out, func() table.Sheet { return s.numberParts(n) })
	}
	if len(n.inputs()) > 0 {
		out = append(out, func() table.Sheet { return s.numberInputs(n) })
	}
	return out
}

func (s *session) numberWords(n numbered) table.Sheet {
	sheet := table.Sheet{
		Title:   fmt.Sprintf("%s/%s, %d", n.Topic, n.ID, n.edition),
		Columns: []table.Column{table.Left(s.saying("explain.what", nil)), table.Left(s.saying("explain.how", nil))},
	}
	add := func(key, text string) {
		if text != "" {
			sheet.Add(nil, s.saying("explain.part."+key, nil), text)
		}
	}
	add("figure", s.Exact(n.Value)+" "+s.Locale.Unit(n.Unit))
	add("number", n.Selection)
	add("formula", s.formulaOf(n.made))
	if fit := n.made.Fit; fit != nil {
		add("model", s.saying("explain.model", explain.FitArgs(*fit, s.Term)))
	}
	add("made", s.Exact(n.made.Value))
	if n.made.Group {
		if n.made.Sample > 0 {
			add("members", s.saying("explain.reporting", map[string]any{"n": n.made.Sample, "of": n.made.Members}))
		}
		add("coverage", s.Percent(n.made.Coverage))
	}
	add("publication", s.Status(n.Status))
	add("rounding", s.saying("explain.rounding", nil))
	return sheet
}

// formulaOf is how a part is made, with the section that has it.
func (s *session) formulaOf(p explain.Part) string {
	text := s.saying("explain.formula."+p.Formula, nil)
	if p.Section != "" {
		text += " (" + s.saying("explain.section", map[string]any{"section": p.Section}) + ")"
	}
	if p.Source != "" {
		text += ": " + s.Given(p.Source)
	}
	return text
}

// subject is what a part is of.
func (s *session) subject(p explain.Part) string {
	if p.Indicator == "" {
		return ""
	}
	when := fmt.Sprint(p.Year)
	if p.From != 0 {
		when = fmt.Sprintf("%d-%d", p.From, p.Year)
	}
	return fmt.Sprintf("%s, %s, %s", p.Indicator, p.Economy, when)
}

func (s *session) numberParts(n numbered) table.Sheet {
	sheet := table.Sheet{Columns: []table.Column{table.Left(s.saying("explain.step", nil)), table.Left(s.saying("explain.of", nil)), table.Left(s.saying("explain.part.formula", nil)),
		table.Right(s.Word("value")), table.Right(s.saying("explain.part.coverage", nil))}}
	for _, p := range n.steps()[1:] {
		coverage := ""
		if p.Group && !math.IsNaN(p.Coverage) {
			coverage = s.Percent(p.Coverage)
		}
		sheet.Add(nil, p.at, s.subject(p.Part), s.formulaOf(p.Part), s.Exact(p.Value), coverage)
	}
	return sheet
}

// A partInput is an input of a part, as csv has it.
type partInput struct {
	Part      string  `col:"part"`
	Role      string  `col:"role"`
	Indicator string  `col:"indicator"`
	Economy   string  `col:"economy"`
	Partner   string  `col:"partner"`
	Year      int     `col:"year"`
	Value     float64 `col:"value"`
	Unit      string  `col:"unit"`
	Used      float64 `col:"used"`
	Flag      string  `col:"flag"`
	File      string  `col:"file"`
	Line      int     `col:"line,omitzero"`
	LastLine  int     `col:"last_line,omitzero"`
	Rows      int     `col:"rows,omitzero"`
}

// inputs are those of all parts.
func (n numbered) inputs() (out []partInput) {
	for _, p := range n.steps() {
		for _, in := range p.Inputs {
			out = append(out, partInput{p.at, in.Role, in.Indicator, in.Economy, in.Partner, in.Year, in.Value, in.Unit, in.Used, in.Flag, in.File, in.Line, in.LastLine, in.Rows})
		}
	}
	return out
}

func (n numbered) frame() frame.Frame { return frame.Of(n.inputs()) }

func (s *session) numberInputs(n numbered) table.Sheet {
	sheet := table.Sheet{Columns: []table.Column{
		table.Left(s.saying("explain.step", nil)), table.Left(s.saying("explain.role", nil)), table.Left(s.Word("economy")), table.Left(s.Word("year")),
		table.Right(s.Word("value")), table.Right(s.saying("explain.used", nil)), table.Left(s.saying("explain.flag", nil)), table.Left(s.saying("explain.place", nil)),
	}}
	for _, p := range n.steps() {
		for _, in := range p.Inputs {
			used := ""
			if in.Used != in.Value {
				used = s.Exact(in.Used)
			}
			sheet.Add(nil, p.at, s.saying("explain.use."+in.Role, nil), whoseOf(in.Economy, in.Partner), fmt.Sprint(in.Year), s.Exact(in.Value), used, s.flagWords(in.Flag), placeOf(in))
		}
	}
	return sheet
}

// A madePart is a part as JSON has it; what is not there is null or left out.
type madePart struct {
	explain.Number
	Of       []madePart       `json:"of,omitempty"`
	Formula  string           `json:"formula"`
	Section  string           `json:"method_section,omitempty"`
	Fit      *madeFit         `json:"fit,omitempty"`
	Value    *json.Number     `json:"value"`
	Members  int              `json:"members,omitempty"`
	Sample   int              `json:"sample,omitempty"`
	Coverage *json.Number     `json:"coverage_pct,omitempty"`
	Inputs   []explainedInput `json:"inputs,omitempty"`
}

// A madeFit is the model of a projection as JSON has it.
type madeFit struct {
	Model formula.Model `json:"model"`
	Alpha *json.Number  `json:"alpha"`
	Beta  *json.Number  `json:"beta"`
	Phi   *json.Number  `json:"phi"`
	Level *json.Number  `json:"level"`
	Trend *json.Number  `json:"trend"`
	SSE   *json.Number  `json:"sse"`
	Sigma *json.Number  `json:"sigma"`
	N     int           `json:"n"`
	Logit bool          `json:"logit"`
}

func madePartOf(p explain.Part) madePart {
	out := madePart{Number: p.Number, Formula: p.Formula, Section: p.Section, Value: jsonNumber(p.Value), Members: p.Members, Sample: p.Sample, Coverage: jsonNumber(p.Coverage)}
	if f := p.Fit; f != nil {
		out.Fit = &madeFit{f.Model, jsonNumber(f.Alpha), jsonNumber(f.Beta), jsonNumber(f.Phi), jsonNumber(f.Level), jsonNumber(f.Trend), jsonNumber(f.SSE), jsonNumber(f.Sigma), f.N, f.Logit}
	}
	for _, in := range p.Inputs {
		out.Inputs = append(out.Inputs, explainedInput{in, jsonNumber(in.Value), jsonNumber(in.Used)})
	}
	for _, part := range p.Parts {
		out.Of = append(out.Of, madePartOf(part))
	}
	return out
}

// writeNumber prints the whole as JSON.
func writeNumber(w io.Writer, n numbered) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Topic     string       `json:"topic"`
		Edition   int          `json:"edition"`
		ID        string       `json:"id"`
		Value     *json.Number `json:"value"`
		Unit      string       `json:"unit"`
		Status    string       `json:"status"`
		Selection string       `json:"selection"`
		Made      madePart     `json:"made"`
	}{n.Topic, n.edition, n.ID, jsonNumber(n.Value), n.Unit, n.Status, n.Selection, madePartOf(n.made)})
}
