package analysis

import (
	"math"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// The forms of a regression of growth on the starting level.
const (
	FormLog   = "log"   // yearly growth of logarithms
	FormLevel = "level" // change in points over the whole period
)

// Forms lists the forms by their names.
var Forms = []string{FormLog, FormLevel}

// ConvergenceOptions say over whom and in which form convergence is measured.
type ConvergenceOptions struct {
	Selection
	Coverage
	Form     string // "" is level for percentages, log for all else
	From, To int    // years; 0 means the first or last that can be published
}

// A ConvergenceRow says whether the economies of a group have come closer between
// two years, on those with a value in both, each counted once. The slope is a year's
// in logarithms and the whole period's in levels; the speed is in per cent of the
// distance a year, the half-life in years.
type ConvergenceRow struct {
	Indicator string  `col:"indicator"`
	Economy   string  `col:"economy" show:"economy"`
	Partner   string  `col:"partner"`
	From      int     `col:"from" show:"period;period"`
	To        int     `col:"to"`
	Form      string  `col:"form"`
	N         int     `col:"n" show:"year"`
	Beta      float64 `col:"beta" show:"number:4"`
	StdErr    float64 `col:"se"`
	T         float64 `col:"t" show:"number:1"`
	R2        float64 `col:"r2" show:"?number:2"`
	Intercept float64 `col:"intercept"`
	SpeedPct  float64 `col:"speed_pct"`
	HalfLife  float64 `col:"half_life" show:"number:1"`
	SDStart   float64 `col:"sd_log_start" show:"?number:2"`
	SDEnd     float64 `col:"sd_log_end" show:"?number:2"`
	CVStart   float64 `col:"cv_start" show:"number:2"`
	CVEnd     float64 `col:"cv_end" show:"number:2"`
	Members   int     `col:"members"`
	Perimeter int     `col:"perimeter"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Reason Reason
	Notes  Notes // what the column says
}

// ConvergenceRows is a result of Convergence.
type ConvergenceRows []ConvergenceRow

// Frame returns the rows as `tradestats convergence` prints them.
func (r ConvergenceRows) Frame() frame.Frame { return frame.Of(r) }

// Convergence measures beta and sigma convergence of each selected group
// (docs/method.md, D7). Each economy counts once, so that those compared are counted
// against those that ever reported, by the thresholds of growth.
func Convergence(d *Data, o ConvergenceOptions) (ConvergenceRows, error) {
	o.Form = d.Form(o.Form)
	var out ConvergenceRows
	for _, item := range o.Items {
		from, to, err := d.span(item, GrowthOptions{Selection: o.Selection, Coverage: o.Coverage, Method: CAGR, From: o.From, To: o.To})
		if err != nil {
			return nil, err
		}
		if from == 0 || from >= to {
			continue
		}
		row, err := d.convergence(item, from, to, o)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, nil
}

// Form is the form asked for, or that of the indicator.
func (d *Data) Form(asked string) string {
	switch {
	case asked != "":
		return asked
	case d.Indicator.IsPercentage():
		return FormLevel
	}
	return FormLog
}

func (d *Data) convergence(item economy.Item, from, to int, o ConvergenceOptions) (ConvergenceRow, error) {
	nan := math.NaN()
	row := ConvergenceRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, From: from, To: to, Form: o.Form,
		Beta: nan, StdErr: nan, T: nan, R2: nan, Intercept: nan, SpeedPct: nan, HalfLife: nan,
		SDStart: nan, SDEnd: nan, CVStart: nan, CVEnd: nan, Covered: nan,
	}
	before, err := o.Members(item, from)
	if err != nil {
		return row, err
	}
	members, err := o.Members(item, to)
	if err != nil {
		return row, err
	}
	row.Members = len(members)
	var sample []string
	switch {
	case !slices.Equal(before, members):
		row.withhold(CompositionChanged)
	case len(members) == 0:
		row.withhold(NoMembers)
	default:
		sample = row.judge(d, members, o)
	}
	if row.Reason != NoReason {
		row.Notes.add(Note{Key: ReasonKey(row.Reason), Since: from, Year: to})
	}
	if row.Status != Withheld {
		row.measure(d, sample)
	}
	if row.Status != Withheld {
		row.caveats(d, sample)
	}
	row.Note = row.Notes.English()
	return row, nil
}

func (row *ConvergenceRow) withhold(why Reason) { row.Status, row.Reason = Withheld, why }

// judge returns the members with a value in both years, and decides whether they
// are enough.
func (row *ConvergenceRow) judge(d *Data, members []string, o ConvergenceOptions) []string {
	first, last := d.values.roster(members, row.From), d.values.roster(members, row.To)
	sample := intersect(first.reporters, last.reporters)
	row.N, row.Perimeter = len(sample), len(last.perimeter)
	row.Covered = percent(float64(row.N), float64(row.Perimeter))
	if o.ByMembers {
		row.Covered = percent(float64(row.N), o.headcount(last))
	}
	switch {
	case row.N == 0:
		row.Covered = 0
		row.withhold(NoReporter)
	case row.N < 3: // whatever was forced, there is no line through two
		row.withhold(FewEconomies)
	default:
		if row.Status = o.status(row.Covered, growthThresholds); row.Status == Withheld {
			row.Reason = LowCoverage
		}
	}
	return sample
}

// measure fits the line and measures the spread in both years. A row without a
// line is withheld; the spread, which needs less, is there all the same.
func (row *ConvergenceRow) measure(d *Data, sample []string) {
	spans := make([]formula.Span, len(sample))
	start, end := make([]float64, len(sample)), make([]float64, len(sample))
	for k, e := range sample {
		start[k], _ = d.values.at(e, row.From)
		end[k], _ = d.values.at(e, row.To)
		spans[k] = formula.Span{Start: start[k], End: end[k]}
	}
	fit := formula.BetaLogs
	if row.Form == FormLevel {
		fit = formula.BetaLevels
	}
	b, why := fit(spans, row.To-row.From)
	row.Beta, row.StdErr, row.T, row.R2, row.Intercept = b.Slope, b.StdErr, b.T, b.R2, b.Intercept
	row.SpeedPct, row.HalfLife = 100*b.Lambda, b.HalfLife
	switch {
	case why == NotPositive:
		row.withhold(NoLogs)
		row.Notes.list(NoteNotPositive, notPositive(sample, spans))
	case why != NoReason:
		row.withhold(why)
	}
	if why != NoReason {
		row.Notes.because(row.Reason)
	} else {
		for _, missing := range []Reason{b.TReason, b.SpeedReason} {
			if missing != NoReason {
				row.Notes.because(missing)
			}
		}
	}
	row.spread(start, end)
}

// notPositive are those of a sample with a value of zero or below.
func notPositive(sample []string, spans []formula.Span) []string {
	var out []string
	for k, s := range spans {
		if s.Start <= 0 || s.End <= 0 {
			out = append(out, sample[k])
		}
	}
	return out
}

// spread sets the measures of sigma in both years.
func (row *ConvergenceRow) spread(start, end []float64) {
	var why [2]Reason
	row.SDStart, why[0] = formula.SigmaLogs(start)
	row.SDEnd, why[1] = formula.SigmaLogs(end)
	if row.Reason != NoLogs && slices.Contains(why[:], NotPositive) {
		row.Notes.say(NoteNoSigma)
	}
	for k, values := range [][]float64{start, end} {
		into := []*float64{&row.CVStart, &row.CVEnd}[k]
		dist, why := formula.NewDistribution(values, nil)
		if why == NoReason {
			*into, why = dist.SampleCV()
		}
		if why == ZeroBase || why == NegativeBase {
			row.Notes.say(NoteNoCV)
		}
	}
	row.Notes = row.Notes.once()
}

// caveats notes how the figures are to be read.
func (row *ConvergenceRow) caveats(d *Data, sample []string) {
	if d.Indicator.IsPercentage() {
		row.Notes.say(NoteCeiling)
	}
	if d.Indicator.Kind == catalog.Unknown {
		row.Notes.say(NoteUndeclared)
	}
	breaks := d.values.breaksOf(sample, row.From, row.To)
	for k := range breaks { // each economy counts once, whatever its size
		breaks[k].Share = percent(1, float64(len(sample)))
	}
	row.Notes.breaks(breaks)
	row.Notes.flags(d.Flagged(sample, row.From, row.To), 0)
}
