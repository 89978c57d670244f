package analysis

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// AutoModel leaves the choice of a model to the length of the series.
const AutoModel = "auto"

// The names that models are asked for by.
var models = map[string]formula.Model{
	"drift": formula.DriftModel, "holt": formula.HoltModel, "damped": formula.DampedModel,
}

// Models lists the models by the names they are asked for.
var Models = []string{AutoModel, "drift", "holt", "damped"}

// ForecastOptions say how series are carried on.
type ForecastOptions struct {
	SeriesOptions
	Model   string // of Models; "" is AutoModel
	Horizon int    // years ahead; 0 is as many as the series carries
}

// A ForecastRow is a year of a mechanical projection: what the series would be if
// its own past simply went on. StdErr and the parameters are in the unit of the
// values, or in logits where Scale says so; then the value is the median. The
// intervals hold 80 and 95 %.
type ForecastRow struct {
	Indicator  string  `col:"indicator"`
	Economy    string  `col:"economy" show:"economy"`
	Partner    string  `col:"partner"`
	Year       int     `col:"year,omitzero" show:"year"`
	Value      float64 `col:"value" show:"value;projection"`
	StdErr     float64 `col:"se"`
	Low80      float64 `col:"lower_80" show:"value"`
	High80     float64 `col:"upper_80" show:"value"`
	Low95      float64 `col:"lower_95" show:"value"`
	High95     float64 `col:"upper_95" show:"value"`
	Scale      string  `col:"scale"`
	Model      string  `col:"model" show:"?term"`
	Parameters string  `col:"parameters"`
	From       int     `col:"from,omitzero" show:"?period;fitted"`
	To         int     `col:"to,omitzero"`
	Members    int     `col:"members"`
	Matched    int     `col:"matched"`
	Covered    float64 `col:"coverage_pct"`
	Status     string  `col:"status" show:"status"`
	Note       string  `col:"note"`

	Low50, High50 float64   // half of the outcomes, for pictures
	FittedYears   []int     // what the model was laid on: of a group those that reported throughout, or its publisher's own
	Fitted        []float64 // the values of these years
	Reason        Reason
	Notes         Notes
}

// ForecastRows is a result of Forecast.
type ForecastRows []ForecastRow

// Frame returns the rows as `tradestats forecast` prints them.
func (r ForecastRows) Frame() frame.Frame { return frame.Of(r) }

// The scales that a model is laid on.
const (
	levelScale = "level"
	logScale   = "log"
	logitScale = "logit"
)

// Forecast projects each selected item, a row a year ahead; one that cannot be
// projected has one row, which says why (docs/method.md, D10).
func Forecast(d *Data, o ForecastOptions) (ForecastRows, error) {
	var out ForecastRows
	for _, item := range o.Items {
		f, err := d.seriesOf(item, o.SeriesOptions)
		if err != nil {
			return nil, err
		}
		out = append(out, d.forecast(item, f, o)...)
	}
	return out, nil
}

func (d *Data) forecast(item economy.Item, f fitted, o ForecastOptions) ForecastRows {
	if f.status != Withheld {
		d.unbroken(&f)
	}
	row := d.blankForecast(item, f)
	if f.status == Withheld {
		row.Notes.add(Note{Key: ReasonKey(f.reason)})
		row.Note = row.Notes.English()
		return ForecastRows{row}
	}
	n := len(f.values)
	model, horizon := o.model(n, &row.Notes), formula.HorizonFor(n)
	switch {
	case o.Horizon > horizon:
		row.Notes.add(Note{Key: NoteHorizon, Count: horizon, Of: n})
	case o.Horizon > 0:
		horizon = o.Horizon
	}
	fit, ahead, why := formula.Project(f.values, model, horizon, d.Indicator.IsPercentage())
	if why != NoReason {
		row.Status, row.Reason = Withheld, why
		row.Notes.because(why)
		row.Note = row.Notes.English()
		return ForecastRows{row}
	}
	row.Model, row.Parameters = string(fit.Model), parametersOf(fit)
	row.FittedYears, row.Fitted = f.years, f.values
	if fit.Logit {
		row.Scale = logitScale
	}
	d.readForecast(&row, item, f)
	notes := row.Notes
	var out ForecastRows
	for _, p := range ahead {
		row.Notes = notes
		if p.Low95 < 0 && d.neverNegative(f.values) {
			row.Notes = append(slices.Clone(notes), Note{Key: NoteBelowZero})
		}
		row.Note = row.Notes.English()
		row.Year, row.Value, row.StdErr = row.To+p.Ahead, p.Value, p.StdErr
		row.Low50, row.High50 = p.Low50, p.High50
		row.Low80, row.High80, row.Low95, row.High95 = p.Low80, p.High80, p.Low95, p.High95
		out = append(out, row)
	}
	return out
}

// blankForecast is a row without figures.
func (d *Data) blankForecast(item economy.Item, f fitted) ForecastRow {
	none := math.NaN()
	row := ForecastRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, Value: none, StdErr: none,
		Low50: none, High50: none, Low80: none, High80: none, Low95: none, High95: none, Scale: levelScale, Members: f.members, Matched: len(f.sample),
		Covered: f.covered, Status: f.status, Reason: f.reason, Notes: append(Notes{{Key: NoteMechanical}}, f.notes...),
	}
	if n := len(f.years); n > 0 {
		row.From, row.To, row.Year = f.years[0], f.years[n-1], f.years[n-1]+1
	}
	return row
}

// unbroken leaves the consecutive years at the end of a series, and of a series
// with a flagged break those after it if they carry a model; else the break is
// noted, since the projection takes it for a movement.
func (d *Data) unbroken(f *fitted) {
	all := len(f.values)
	if end := formula.UnbrokenEnd(f.years, f.values); len(end) < all {
		first := f.years[all-len(end)]
		f.cut(first)
		if len(end) >= formula.MinForDrift {
			f.notes.add(Note{Key: NoteGapBefore, Year: first})
		} else {
			f.withhold(GapInSeries)
			return
		}
	}
	if len(f.values) < formula.MinForDrift {
		f.withhold(ShortSeries)
		return
	}
	for k := len(f.broken) - 1; k >= 0; k-- {
		if f.broken[k] <= f.years[0] {
			break
		}
		if f.years[len(f.years)-1]-f.broken[k]+1 >= formula.MinForModel {
			f.notes.add(Note{Key: NoteAfterBreak, Year: f.broken[k]})
			f.cut(f.broken[k])
			break
		}
	}
	from, to := f.years[0], f.years[len(f.years)-1]
	if len(f.sample) > 0 {
		f.notes.breaks(d.Breaks(f.sample, from, to))
		f.notes.flagsBetween(d.Flagged(f.sample, f.years...), from, to)
		return
	}
	for _, year := range f.broken { // a publisher's own group
		if year > from {
			f.notes.add(Note{Key: NoteOwnBreak, Year: year})
		}
	}
}

// model is the one asked for, if the series is long enough.
func (o ForecastOptions) model(n int, notes *Notes) formula.Model {
	asked, named := models[o.Model]
	if !named {
		asked = formula.ModelFor(n)
	}
	if n < formula.MinForModel {
		if asked != formula.DriftModel || !named {
			notes.add(Note{Key: NoteDriftOnly, Count: n})
		}
		return formula.DriftModel
	}
	return asked
}

// parametersOf writes what was fitted, for machines.
func parametersOf(f formula.Fit) string {
	parts := []string{fmt.Sprintf("level=%s", frame.Number(f.Level)), fmt.Sprintf("trend=%s", frame.Number(f.Trend)), fmt.Sprintf("sigma=%s", frame.Number(f.Sigma))}
	if f.Model != formula.DriftModel {
		// The search ends within a millionth of the best weights.
		parts = append(parts, "alpha="+rounded(f.Alpha, 6), "beta="+rounded(f.Beta, 6), "phi="+rounded(f.Phi, 6))
	}
	return strings.Join(parts, " ")
}

// readForecast notes how a projection is to be read.
func (d *Data) readForecast(row *ForecastRow, item economy.Item, f fitted) {
	n := &row.Notes
	if row.Scale == logitScale {
		n.say(NoteOnLogit)
	}
	if item.Group && row.Matched > 0 {
		n.add(Note{Key: NoteThroughout, Count: row.Matched, Of: row.Members, Since: row.From, Year: row.To})
	}
	if slices.Min(f.values) == slices.Max(f.values) {
		n.say(NoteConstant)
	}
	if d.Indicator.Kind == catalog.Unknown {
		n.say(NoteUndeclared)
	}
}

// neverNegative tells whether an amount has no business below zero: one that
// never was there.
func (d *Data) neverNegative(values []float64) bool {
	return d.Indicator.Kind != catalog.Unknown && slices.Min(values) >= 0
}
