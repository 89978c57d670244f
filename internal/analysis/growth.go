package analysis

import (
	"cmp"
	"math"
	"slices"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
)

// The methods of growth.
const (
	YoY            = "yoy"      // each year on the one before
	CAGR           = "cagr"     // compound annual rate between two years
	LS             = "ls"       // least squares over all years between two
	MidpointChange = "midpoint" // change in per cent of the mean of both values
	levels         = ""         // no rate: both levels, of the members that reported both years
)

// Methods lists the methods of growth by their names.
var Methods = []string{YoY, CAGR, LS, MidpointChange}

// GrowthOptions say how growth is measured.
type GrowthOptions struct {
	Selection
	Coverage
	Method   string
	LogRate  bool // of LS: the coefficient of the logarithms itself, not exp(b)-1
	From, To int  // years, both included; 0 means the first or last of the data
}

// A GrowthRow is the growth of an economy or a group between two years.
// Start, End and Change are of the matched sample: the members that reported
// in both years. GrowthPct is in per cent (a year, for CAGR and LS); it is NaN
// for percentages, whose Change is in points, and where it is withheld.
type GrowthRow struct {
	Indicator  string  `col:"indicator"`
	Economy    string  `col:"economy" show:"economy"`
	Partner    string  `col:"partner"`
	From       int     `col:"from" show:"period;period"`
	To         int     `col:"to"`
	Method     string  `col:"method"`
	GrowthPct  float64 `col:"growth_pct" show:"growth;growth"`
	Change     float64 `col:"change" show:"change"`
	ChangeUnit string  `col:"change_unit"`
	Start      float64 `col:"start"`
	End        float64 `col:"end"`
	Members    int     `col:"members"`
	Perimeter  int     `col:"perimeter"`
	Matched    int     `col:"matched" show:"members;reporting"`
	Covered    float64 `col:"coverage_pct" show:"percent;coverage"`
	NaivePct   float64 `col:"naive_pct"`
	Status     string  `col:"status" show:"status"`
	Note       string  `col:"note"`

	Reason  Reason
	Notes   Notes    // what the column says
	Newer   Notes    // of a newer year that too few have reported, where the last was not asked for
	Breaks  []Break  // flagged breaks within the span, in the matched sample
	Sample  []string // the matched members
	Absent  []Absent // members of the perimeter that miss the last year
	naiveOf [2]float64
	logRate bool
}

// GrowthRows is a result of Growth.
type GrowthRows []GrowthRow

// Frame returns the rows as `tradestats growth` prints them.
func (g GrowthRows) Frame() frame.Frame { return frame.Of(g) }

// Growth measures the growth of each selected item: for YoY a row for each
// pair of neighbouring years, else one row over the span. A group's growth is
// taken on its matched sample (docs/method.md, B8 and C4).
func Growth(d *Data, o GrowthOptions) (GrowthRows, error) {
	var out GrowthRows
	for _, item := range o.Items {
		from, to, err := d.span(item, o)
		if err != nil {
			return nil, err
		}
		pairs := [][2]int{{from, to}}
		if o.Method == YoY || o.Method == MidpointChange && o.From == 0 && o.To == 0 {
			pairs = make([][2]int, 0, max(0, to-from))
			for year := from; year < to; year++ {
				pairs = append(pairs, [2]int{year, year + 1})
			}
		}
		out = slices.Grow(out, len(pairs))
		for _, pair := range pairs {
			if from == 0 || pair[0] >= pair[1] {
				continue
			}
			row, err := d.growth(item, pair[0], pair[1], o)
			if err != nil {
				return nil, err
			}
			out = append(out, row)
		}
	}
	return out, nil
}

// span returns the first and last year to measure: those asked for, else those
// of the economy's own data. For a group they are the years of anyone's data,
// or, where one span is measured, the first and the last whose aggregate can be
// published: the newest year often has a handful of reporters only.
func (d *Data) span(item economy.Item, o GrowthOptions) (from, to int, err error) {
	years := d.values.all
	if !item.Group {
		years = d.values.years(item.ID)
	} else if o.oneSpan() && (o.From == 0 || o.To == 0) {
		rows, err := Aggregate(d, AggregateOptions{
			Selection: Selection{Items: []economy.Item{item}, Economies: o.Economies, AtTheTime: o.AtTheTime, Reference: o.Reference},
			Coverage:  o.Coverage, From: o.From, To: o.To,
		})
		if err != nil {
			return 0, 0, err
		}
		if published := rows.published(); len(published) > 0 {
			years = published
		}
	}
	if len(years) == 0 {
		return o.From, o.To, nil
	}
	return cmp.Or(o.From, years[0]), cmp.Or(o.To, years[len(years)-1]), nil
}

// oneSpan tells whether the method measures one span, however long.
func (o GrowthOptions) oneSpan() bool { return o.Method == CAGR || o.Method == LS }

// published returns the years of the rows that are not withheld.
func (a Aggregations) published() []int {
	var out []int
	for _, r := range a {
		if r.Status != Withheld {
			out = append(out, r.Year)
		}
	}
	return out
}

func (d *Data) growth(item economy.Item, from, to int, o GrowthOptions) (GrowthRow, error) {
	row := GrowthRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, From: from, To: to, Method: o.Method,
		GrowthPct: math.NaN(), Change: math.NaN(), Start: math.NaN(), End: math.NaN(), Covered: math.NaN(),
		NaivePct: math.NaN(), ChangeUnit: d.changeUnit(), logRate: o.LogRate && o.Method == LS,
	}
	after, err := o.Members(item, to)
	if err != nil {
		return row, err
	}
	before := after
	if o.AtTheTime {
		if before, err = o.Members(item, from); err != nil {
			return row, err
		}
	}
	row.Members = len(after)
	switch {
	case !slices.Equal(before, after):
		row.withhold(CompositionChanged)
	case len(after) == 0:
		row.withhold(NoMembers)
	case !item.Group:
		d.growSingle(&row, item.ID)
	case d.Indicator.Additive():
		d.growSum(&row, after, o)
	case d.weights != nil:
		d.growMean(&row, after, o.Coverage)
	case d.Indicator.Kind == catalog.Unknown:
		row.withhold(Undeclared)
	default:
		row.withhold(NotWeighted)
	}
	row.finish(d, item)
	if item.Group && o.oneSpan() && o.To == 0 {
		row.Newer = d.newer(after, to)
	}
	return row, nil
}

func (d *Data) changeUnit() string {
	if d.Indicator.IsPercentage() {
		return "percentage points"
	}
	return d.Indicator.Unit
}

// finish writes the notes.
func (row *GrowthRow) finish(d *Data, item economy.Item) {
	n := &row.Notes
	if row.Reason != NoReason {
		n.add(row.because())
	}
	if row.Status != Withheld {
		row.caveats(d, item)
	}
	row.flags(d, item)
	if note, ok := d.publishedGrowth(item, row); ok {
		n.add(note)
		n.publishedFlags(d, item.ID, 0, row.From, row.To)
	}
	row.Note = n.English()
}

// flags notes the flags of the values that the row rests on: those of both ends,
// and for a fit those of the years between.
func (row *GrowthRow) flags(d *Data, item economy.Item) {
	switch {
	case row.Method == LS:
		row.Notes.flagsBetween(d.Flagged(row.Sample, within(d.values.all, row.From, row.To)...), row.From, row.To)
	case item.Group:
		row.Notes.flags(d.Flagged(row.Sample, row.From, row.To), 0)
	default:
		row.Notes.ownFlags(d, item.ID, 0, row.From, row.To)
	}
}

// because is the reason, with the years that it is about: those of the span, or
// the one that lacks a value.
func (row *GrowthRow) because() Note {
	n := Note{Key: ReasonKey(row.Reason), Since: row.From, Year: row.To}
	switch {
	case row.Reason != NoValue:
	case !math.IsNaN(row.Start):
		n.Since = 0
	case !math.IsNaN(row.End):
		n.Since, n.Year = 0, row.From
	}
	return n
}

// caveats notes how a figure is to be read.
func (row *GrowthRow) caveats(d *Data, item economy.Item) {
	n := &row.Notes
	if row.tooLarge(d) {
		n.add(Note{Key: NoteMultiplied, Value: row.End / row.Start})
	}
	if row.logRate && !math.IsNaN(row.GrowthPct) {
		n.say(NoteLogRate)
	}
	n.breaks(row.Breaks)
	if d.tradesWithin(item) {
		n.say(NoteInternalTrade)
	}
	if d.Indicator.IsPercentage() && row.Method != YoY {
		n.add(Note{Key: NotePointsYearly, Value: d.pointsYearly(row)})
	}
	if d.Indicator.Kind == catalog.Unknown {
		n.say(NoteUndeclared)
	}
	if row.NaivePct*row.GrowthPct < 0 {
		n.say(NoteOtherSign)
	}
}

// pointsYearly is the change of a percentage in points a year: between both ends, or
// of a fit the slope of its line.
func (d *Data) pointsYearly(row *GrowthRow) float64 {
	if row.Method == LS {
		years, values := d.series(row.Sample, row.From, row.To)
		t := make([]float64, len(years))
		for k, y := range years {
			t[k] = float64(y)
		}
		if line, why := formula.FitLine(t, values); why == NoReason {
			return line.Slope
		}
	}
	return row.Change / float64(row.To-row.From)
}

// tooLarge tells whether a rate is from so tiny a base that the multiple says
// more (docs/method.md, B10). The least step of a user's series is known only
// where its digits are declared.
func (row *GrowthRow) tooLarge(d *Data) bool {
	if math.IsNaN(row.GrowthPct) || row.Method == MidpointChange || row.Start <= 0 {
		return false
	}
	stepless := d.Indicator.Dataset.Own && d.Indicator.Digits == 0
	return math.Abs(row.GrowthPct) > 1000 || !stepless && row.Start < d.Indicator.PublicationUnit()
}

// publishedGrowth is the growth of the publisher's own value of the group, to
// compare.
func (d *Data) publishedGrowth(item economy.Item, row *GrowthRow) (Note, bool) {
	if !item.Group || item.Pin != "" || row.Method == LS || row.Method == MidpointChange {
		return Note{}, false
	}
	start, ok := d.Published(item.ID, row.From)
	end, also := d.Published(item.ID, row.To)
	if !ok || !also {
		return Note{}, false
	}
	if d.Indicator.IsPercentage() {
		return Note{Key: NotePublishedChange, Value: end - start}, true
	}
	rate, why := formula.YearOnYear(start, end)
	if row.Method == CAGR {
		rate, why = formula.Compound(start, end, row.To-row.From)
	}
	return Note{Key: NotePublishedRate, Value: rate}, why == NoReason
}
