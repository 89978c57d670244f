package analysis

import (
	"cmp"
	"fmt"
	"math"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
)

// The methods of growth.
const (
	YoY            = "yoy"      // each year on the one before
	CAGR           = "cagr"     // compound annual rate between two years
	LS             = "ls"       // least squares over all years between two
	MidpointChange = "midpoint" // change in per cent of the mean of both values
)

// Methods lists the methods of growth by their names.
var Methods = []string{YoY, CAGR, LS, MidpointChange}

// GrowthOptions say how growth is measured.
type GrowthOptions struct {
	Selection
	Coverage
	Method   string
	From, To int // years, both included; 0 means the first or last of the data
}

// A GrowthRow is the growth of an economy or a group between two years.
// Start, End and Change are of the matched sample: the members that reported
// in both years. GrowthPct is in per cent (a year, for CAGR and LS); it is NaN
// for percentages, whose Change is in points, and where it is withheld.
type GrowthRow struct {
	Indicator  string  `col:"indicator"`
	Economy    string  `col:"economy"`
	Partner    string  `col:"partner"`
	From       int     `col:"from"`
	To         int     `col:"to"`
	Method     string  `col:"method"`
	GrowthPct  float64 `col:"growth_pct"`
	Change     float64 `col:"change"`
	ChangeUnit string  `col:"change_unit"`
	Start      float64 `col:"start"`
	End        float64 `col:"end"`
	Members    int     `col:"members"`
	Perimeter  int     `col:"perimeter"`
	Matched    int     `col:"matched"`
	Covered    float64 `col:"coverage_pct"`
	NaivePct   float64 `col:"naive_pct"`
	Status     string  `col:"status"`
	Note       string  `col:"note"`

	Reason  Reason
	Breaks  []Break  // flagged breaks within the span, in the matched sample
	Sample  []string // the matched members
	Absent  []Absent // members of the perimeter that miss the last year
	Covers  [2]float64
	naiveOf [2]float64
}

// GrowthRows is a result of Growth.
type GrowthRows []GrowthRow

// Frame returns the rows as `tradestats growth` prints them.
func (g GrowthRows) Frame() frame.Frame { return frame.Of(g) }

// Growth measures the growth of each selected item: for YoY a row for each
// pair of neighbouring years, else one row over the span. A group's growth is
// taken on its matched sample (method B8, C4).
func Growth(d *Data, o GrowthOptions) (GrowthRows, error) {
	var out GrowthRows
	for _, item := range o.Items {
		from, to, err := d.span(item, o)
		if err != nil {
			return nil, err
		}
		pairs := [][2]int{{from, to}}
		if o.Method == YoY || o.Method == MidpointChange && o.From == 0 && o.To == 0 {
			pairs = nil
			for year := from; year < to; year++ {
				pairs = append(pairs, [2]int{year, year + 1})
			}
		}
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
		years = d.values.years[item.ID]
	} else if (o.Method == CAGR || o.Method == LS) && (o.From == 0 || o.To == 0) {
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
		NaivePct: math.NaN(), ChangeUnit: d.changeUnit(),
	}
	before, err := o.Members(item, from)
	if err != nil {
		return row, err
	}
	after, err := o.Members(item, to)
	if err != nil {
		return row, err
	}
	row.Members = len(after)
	switch {
	case !same(before, after):
		row.withhold(CompositionChanged)
	case len(after) == 0:
		row.withhold(NoMembers)
	case !item.Group:
		d.growSingle(&row, item.ID)
	case d.Indicator.Additive():
		d.growSum(&row, after, o.Coverage)
	case d.weights != nil:
		d.growMean(&row, after, o.Coverage)
	case d.Indicator.Kind == catalog.Unknown:
		row.withhold(Undeclared)
	default:
		row.withhold(NotWeighted)
	}
	row.finish(d, item)
	return row, nil
}

func (d *Data) changeUnit() string {
	if d.Indicator.IsPercentage() {
		return "percentage points"
	}
	return d.Indicator.Unit
}

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}

// growSingle is the growth of an economy by itself.
func (d *Data) growSingle(row *GrowthRow, economy string) {
	if d.values.reported(economy) {
		row.Perimeter = 1
	}
	if row.Method == LS {
		d.fitSpan(row, economy)
	}
	var ok [2]bool
	row.Start, ok[0] = d.values.at(economy, row.From)
	row.End, ok[1] = d.values.at(economy, row.To)
	if !ok[0] || !ok[1] {
		row.Start, row.End = orNaN(row.Start, ok[0]), orNaN(row.End, ok[1])
		row.withhold(NoValue)
		return
	}
	row.Matched, row.Covered, row.Status = 1, 100, OK
	row.Sample = []string{economy}
	row.naiveOf = [2]float64{row.Start, row.End}
	d.rate(row)
	d.addBreaks(row)
}

// fitSpan narrows a least-squares span to the years that the economy reported:
// both ends are not required, but the span used is printed.
func (d *Data) fitSpan(row *GrowthRow, economy string) {
	if years := within(d.values.years[economy], row.From, row.To); len(years) > 0 {
		row.From, row.To = years[0], years[len(years)-1]
	}
}

// growSum is the growth of a sum over the members that reported both years.
func (d *Data) growSum(row *GrowthRow, members []string, c Coverage) {
	first, last := d.values.roster(members, row.From), d.values.roster(members, row.To)
	sample := intersect(first.reporters, last.reporters)
	if row.Method == LS {
		sample = d.throughout(sample, row.From, row.To)
	}
	row.Perimeter, row.Matched, row.Sample, row.Absent = len(last.perimeter), len(sample), sample, last.missing
	if len(sample) == 0 {
		row.Covered = 0
		row.withhold(NoReporter)
		return
	}
	row.Start, row.End = d.total(sample, row.From), d.total(sample, row.To)
	row.naiveOf = [2]float64{d.total(first.reporters, row.From), d.total(last.reporters, row.To)}
	row.Covers = [2]float64{d.values.valueCoverage(sample, first, row.From), d.values.valueCoverage(sample, last, row.To)}
	row.Covered = min(row.Covers[0], row.Covers[1])
	if c.ByMembers {
		row.Covered = percent(float64(len(sample)), float64(len(members)))
	}
	row.judge(c, growthThresholds, len(sample) < 2, SingleReporter)
	d.rate(row)
	d.addBreaks(row)
}

// growMean is the change of a weighted mean over the members that have a value
// and a weight in both years, each year with its own weights.
func (d *Data) growMean(row *GrowthRow, members []string, c Coverage) {
	first, last := d.values.roster(members, row.From), d.values.roster(members, row.To)
	a, b := d.weigh(first.reporters, first, row.From), d.weigh(last.reporters, last, row.To)
	naive := [2]float64{a.mean, b.mean}
	sample := intersect(a.sample, b.sample)
	a, b = d.weigh(sample, first, row.From), d.weigh(sample, last, row.To)
	row.Perimeter, row.Matched, row.Sample, row.Absent = len(last.perimeter), len(sample), sample, last.missing
	if len(sample) == 0 {
		row.Covered = 0
		row.withhold(NoReporter)
		return
	}
	row.Start, row.End, row.naiveOf = a.mean, b.mean, naive
	row.Covers = [2]float64{a.covered, b.covered}
	row.Covered = min(a.covered, b.covered)
	few, why := len(sample) < 2, SingleReporter
	if !few && !c.ByMembers && 3*len(sample) < len(last.perimeter) {
		few, why = true, FewReporters
	}
	row.judge(c, growthThresholds, few, why)
	d.rate(row)
	d.addBreaks(row)
}

// rate sets the change and, but for percentages, the rate by the row's method.
// The naive rate stands in tables whatever the status, under its own name.
func (d *Data) rate(row *GrowthRow) {
	percentage := d.Indicator.IsPercentage()
	if !percentage && row.Method != LS { // a fit through changing reporters means nothing
		row.NaivePct, _ = d.rateOf(row, row.naiveOf[0], row.naiveOf[1])
	}
	if row.Status == Withheld {
		return
	}
	row.Change = row.End - row.Start
	if percentage {
		return
	}
	var why Reason
	row.GrowthPct, why = d.rateOf(row, row.Start, row.End)
	if why != NoReason {
		row.withhold(why)
	}
}

func (d *Data) rateOf(row *GrowthRow, start, end float64) (float64, Reason) {
	switch row.Method {
	case CAGR:
		return Compound(start, end, row.To-row.From)
	case MidpointChange:
		return Midpoint(start, end)
	case LS:
		return LeastSquares(d.series(row.Sample, row.From, row.To))
	}
	return YearOnYear(start, end)
}

// series returns the yearly sums of a sample in the years that all of it
// reported.
func (d *Data) series(sample []string, from, to int) ([]int, []float64) {
	var years []int
	var sums []float64
	for _, year := range within(d.values.all, from, to) {
		if d.reportedAll(sample, year) {
			years = append(years, year)
			sums = append(sums, d.total(sample, year))
		}
	}
	return years, sums
}

func (d *Data) reportedAll(sample []string, year int) bool {
	for _, m := range sample {
		if _, ok := d.values.at(m, year); !ok {
			return false
		}
	}
	return true
}

// throughout keeps those of a sample that reported in every year between two
// in which anyone did.
func (d *Data) throughout(sample []string, from, to int) []string {
	var out []string
	for _, m := range sample {
		if len(within(d.values.years[m], from, to)) == len(within(d.values.all, from, to)) {
			out = append(out, m)
		}
	}
	return out
}

func (d *Data) total(sample []string, year int) float64 {
	sum := 0.0
	for _, m := range sample {
		v, _ := d.values.at(m, year)
		sum += v
	}
	return sum
}

func (d *Data) addBreaks(row *GrowthRow) {
	row.Breaks = d.Breaks(row.Sample, row.From, row.To)
}

func (row *GrowthRow) withhold(why Reason) { row.Status, row.Reason = Withheld, why }

func (row *GrowthRow) judge(c Coverage, t thresholds, few bool, why Reason) {
	row.Status = c.status(row.Covered, t)
	if row.Status == Withheld {
		row.Reason = LowCoverage
	} else if few {
		row.Status, row.Reason = c.few(why)
	}
}

// finish writes the note.
func (row *GrowthRow) finish(d *Data, item economy.Item) {
	var n notes
	if row.Reason == NoValue {
		n.add("no value for %s", row.lacking())
	} else if row.Reason != NoReason {
		n.add("%s", row.Reason.English())
	}
	if row.Status != Withheld {
		row.tooLarge(d, &n)
		n.breaks(row.Breaks)
		if item.Group && d.Indicator.Trade != "" && item.ID != "world" {
			n.add("trade between the members is included")
		}
		if d.Indicator.IsPercentage() && row.Method != YoY {
			n.add("%s points a year", frame.Number(row.Change/float64(row.To-row.From)))
		}
		if d.Indicator.Kind == catalog.Unknown {
			n.add("unit and kind are not declared: taken as a level")
		}
		if row.NaivePct*row.GrowthPct < 0 {
			n.add("the rate of all reporters has the other sign")
		}
	}
	if g, ok := d.publishedGrowth(item, row); ok {
		n.add("the publisher's own group: %s", g)
	}
	row.Note = n.String()
}

func (row *GrowthRow) lacking() string {
	switch {
	case !math.IsNaN(row.Start):
		return fmt.Sprint(row.To)
	case !math.IsNaN(row.End):
		return fmt.Sprint(row.From)
	}
	return fmt.Sprintf("%d and %d", row.From, row.To)
}

// tooLarge says in words what a rate from a tiny base cannot (method B10).
func (row *GrowthRow) tooLarge(d *Data, n *notes) {
	if math.IsNaN(row.GrowthPct) || row.Method == MidpointChange || row.Start <= 0 {
		return
	}
	if math.Abs(row.GrowthPct) > 1000 || row.Start < d.Indicator.PublicationUnit() {
		n.add("multiplied by %s", frame.Number(round(row.End/row.Start, 2)))
	}
}

// publishedGrowth is the growth of the publisher's own value of the group, to
// compare.
func (d *Data) publishedGrowth(item economy.Item, row *GrowthRow) (string, bool) {
	if !item.Group || item.Pin != "" || row.Method == LS || row.Method == MidpointChange {
		return "", false
	}
	start, ok := d.Published(item.ID, row.From)
	end, also := d.Published(item.ID, row.To)
	if !ok || !also {
		return "", false
	}
	if d.Indicator.IsPercentage() {
		return fmt.Sprintf("%+g points", round(end-start, 2)), true
	}
	rate, why := YearOnYear(start, end)
	if row.Method == CAGR {
		rate, why = Compound(start, end, row.To-row.From)
	}
	return fmt.Sprintf("%+g %%", round(rate, 2)), why == NoReason
}

func round(v float64, digits int) float64 {
	p := math.Pow10(digits)
	return math.Round(v*p) / p
}

func orNaN(v float64, ok bool) float64 {
	if !ok {
		return math.NaN()
	}
	return v
}

// intersect returns what two sorted lists share.
func intersect(a, b []string) []string {
	var out []string
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] < b[0]:
			a = a[1:]
		case a[0] > b[0]:
			b = b[1:]
		default:
			out = append(out, a[0])
			a, b = a[1:], b[1:]
		}
	}
	return out
}
