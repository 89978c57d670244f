package cli

import (
	"encoding/json"
	"io"
	"math"

	"tradestats/internal/explain"
	"tradestats/internal/frame"
)

// An explainedInput has its numbers as csv prints them.
type explainedInput struct {
	explain.Input
	Value *json.Number `json:"value"`
	Used  *json.Number `json:"used"`
}

// An explained is an explanation as JSON has it; what is not there is null.
type explained struct {
	Indicator string           `json:"indicator"`
	Economy   string           `json:"economy"`
	Partner   string           `json:"partner"`
	From      int              `json:"from,omitempty"`
	Year      int              `json:"year"`
	Measure   string           `json:"measure"`
	Value     *json.Number     `json:"value"`
	Unit      string           `json:"unit"`
	Formula   string           `json:"formula"`
	Section   string           `json:"method_section"`
	Members   int              `json:"members"`
	Reporting int              `json:"reporting"`
	Coverage  *json.Number     `json:"coverage_pct"`
	Partial   *json.Number     `json:"partial_from_pct"`
	Full      *json.Number     `json:"ok_from_pct"`
	Status    string           `json:"status"`
	Reason    string           `json:"reason,omitempty"`
	Note      string           `json:"note"`
	Inputs    []explainedInput `json:"inputs"`
	Command   string           `json:"command"`
}

// writeExplanation prints the whole as JSON.
func writeExplanation(w io.Writer, e explain.Explanation) error {
	partial, full := e.Bounds[0], e.Bounds[1]
	if e.Bounds == [2]float64{} { // of an economy by itself there is nothing to cover
		partial, full = math.NaN(), math.NaN()
	}
	inputs := make([]explainedInput, len(e.Inputs))
	for k, in := range e.Inputs {
		inputs[k] = explainedInput{in, jsonNumber(in.Value), jsonNumber(in.Used)}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(explained{
		e.Indicator.ID, e.Item.String(), e.Partner, e.From, e.Year, e.Measure, jsonNumber(e.Value), e.Unit, e.Formula, e.Section, e.Members, e.Reporting,
		jsonNumber(e.Coverage), jsonNumber(partial), jsonNumber(full), e.Status, string(e.Reason), e.Notes.English(), inputs, e.Command,
	})
}

// jsonNumber is a number with twelve digits that count, or null.
func jsonNumber(v float64) *json.Number {
	if math.IsNaN(v) {
		return nil
	}
	n := json.Number(frame.Number(v))
	return &n
}
