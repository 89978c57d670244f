package analysis

import (
	"math"
	"slices"
	"sort"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// AggregateOptions say how groups are made of economies.
type AggregateOptions struct {
	Selection
	Coverage
	Rule     string // takes the place of the indicator's own, such as catalog.Median
	Fill     *Fill  // of sums: fills gaps as the World Bank does; nil does not
	From, To int    // years, both included; 0 is open
}

// An Aggregation is the value of a group in a year, and what it rests on.
// Value is NaN where it is withheld. Coverage is in per cent: of the last
// known value for a sum, of the weights for a mean, of those that ever
// reported for a median.
type Aggregation struct {
	Indicator string  `col:"indicator"`
	Group     string  `col:"group" show:"economy"`
	Partner   string  `col:"partner"`
	Year      int     `col:"year" show:"year"`
	Value     float64 `col:"value" show:"value"`
	Unit      string  `col:"unit"`
	Rule      string  `col:"rule"`
	Members   int     `col:"members"`
	Perimeter int     `col:"perimeter"`
	Reporting int     `col:"reporting" show:"members"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Missing   string  `col:"missing"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Sample       []string // members whose values it rests on
	Reason       Reason
	Notes        Notes    // what the column says
	Absent       []Absent // members of the perimeter, with their last known value
	NotBegun     []string // members that reported only later
	Never        []string // members that never did
	Unweighted   []string // members with a value and no weight
	Largest      string   // the member that makes more than half of a sum
	LargestShare float64  // in per cent
	filled       Note     // of a sum whose gaps were filled
	headcount    int      // of the members that the World Bank's rule counts, where it is asked for
	unfilled     []string // members for which nothing was there to fill with
}

// Aggregations is a result of Aggregate.
type Aggregations []Aggregation

// Frame returns the rows as `tradestats aggregate` prints them.
func (a Aggregations) Frame() frame.Frame { return frame.Of(a) }

// Aggregate makes groups of economies by the indicator's rule (docs/method.md, C4), a
// row for each item and year that anyone reported. A selected economy stands
// as it is.
func Aggregate(d *Data, o AggregateOptions) (Aggregations, error) {
	var out Aggregations
	for _, item := range o.Items {
		years := within(d.values.all, o.From, o.To)
		out = slices.Grow(out, len(years))
		for _, year := range years {
			members, err := o.Members(item, year)
			if err != nil {
				return nil, err
			}
			row := d.aggregate(members, year, item, o)
			row.Group = item.String()
			row.finish(d, item)
			out = append(out, row)
		}
	}
	return out, nil
}

// within returns the years between two bounds, of which 0 is open.
func within(years []int, from, to int) []int {
	lo := sort.SearchInts(years, from)
	hi := len(years)
	if to != 0 {
		hi = sort.SearchInts(years, to+1)
	}
	return years[lo:max(lo, hi)]
}

func (d *Data) aggregate(members []string, year int, item economy.Item, o AggregateOptions) Aggregation {
	r := d.values.roster(members, year)
	row := Aggregation{
		Indicator: d.Indicator.ID, Partner: d.Partner, Year: year, Value: math.NaN(), Unit: d.Indicator.Unit,
		Rule: d.Indicator.Rule, Members: len(members), Perimeter: len(r.perimeter), Reporting: len(r.reporters),
		Absent: r.missing, NotBegun: r.notBegun, Never: r.never,
	}
	if o.Rule != "" {
		row.Rule = o.Rule
	}
	switch {
	case !item.Group:
		d.single(&row, r)
	case len(members) == 0:
		row.withhold(NoMembers)
	case len(r.reporters) == 0:
		row.Covered = 0
		row.withhold(NoReporter)
	case row.Rule == catalog.Sum:
		d.sum(&row, r, o)
	case row.Rule == catalog.WeightedMean || row.Rule == catalog.RatioOfSums:
		d.mean(&row, r, o.Coverage)
	case row.Rule == catalog.Median:
		d.median(&row, r, o)
	case d.Indicator.Kind == catalog.Unknown:
		row.withhold(Undeclared)
	default:
		row.Covered = math.NaN()
		row.withhold(NotWeighted)
	}
	return row
}

// single is an economy that was selected by itself.
func (d *Data) single(row *Aggregation, r roster) {
	if len(r.reporters) == 0 {
		row.withhold(NoValue)
		return
	}
	row.Value, _ = d.values.at(r.reporters[0], row.Year)
	row.Sample = r.reporters
	row.Rule, row.Status, row.Covered = "reported", OK, 100
}

func (d *Data) sum(row *Aggregation, r roster, o AggregateOptions) {
	total, largest := 0.0, 0.0
	for _, m := range r.reporters { // sorted, so that the sum is the same each time
		v, _ := d.values.at(m, row.Year)
		total += v
		if v > largest {
			largest, row.Largest = v, m
		}
	}
	row.LargestShare = percent(largest, total)
	if !(row.LargestShare > 50) || len(r.reporters) < 2 {
		row.Largest, row.LargestShare = "", math.NaN()
	}
	row.Sample = r.reporters
	row.Covered = d.values.valueCoverage(r.reporters, r, row.Year)
	if o.ByMembers {
		row.Covered = percent(float64(len(r.reporters)), o.headcount(r))
		row.headcount = int(o.headcount(r))
	}
	row.publish(total, o.Coverage, sumThresholds, len(r.reporters) < 2, SingleReporter)
	switch {
	case o.Fill != nil:
		d.fill(row, r, o)
	case d.between != nil:
		row.Rule = RuleNet
	}
}

// mean is the weighted mean of a ratio; with the weights as denominators it
// is the ratio of the sums too.
func (d *Data) mean(row *Aggregation, r roster, c Coverage) {
	m := d.weigh(r.reporters, r, row.Year)
	row.Sample, row.Reporting, row.Covered, row.Unweighted = m.sample, len(m.sample), m.covered, m.unweighted
	if m.weights == 0 {
		row.withhold(NoWeights)
		return
	}
	few, why := len(m.sample) < 2, SingleReporter
	if !few && !c.ByMembers && 3*len(m.sample) < len(r.perimeter) {
		few, why = true, FewReporters
	}
	row.publish(m.mean, c, meanThresholds, few, why)
}

func (d *Data) median(row *Aggregation, r roster, o AggregateOptions) {
	values := make([]float64, len(r.reporters))
	for k, m := range r.reporters {
		values[k], _ = d.values.at(m, row.Year)
	}
	row.Sample = r.reporters
	row.Covered = percent(float64(len(r.reporters)), float64(len(r.perimeter)))
	if o.ByMembers {
		row.Covered = percent(float64(len(r.reporters)), o.headcount(r))
	}
	row.publish(medianOf(values), o.Coverage, meanThresholds, len(values) < 2, SingleReporter)
}

func medianOf(values []float64) float64 {
	sort.Float64s(values)
	n := len(values)
	if n == 0 {
		return math.NaN()
	}
	return values[(n-1)/2]/2 + values[n/2]/2 // the sum of two large ones is no number
}

// weighed is a mean over a sample, and what its weights are of all members'.
type weighed struct {
	sample     []string // with a value and a weight
	unweighted []string // with a value only
	mean       float64
	weights    float64 // of the sample
	covered    float64 // in per cent of the weights of all members
}

func (d *Data) weigh(sample []string, r roster, year int) weighed {
	out := weighed{mean: math.NaN(), covered: math.NaN()}
	if d.weights == nil {
		return out
	}
	all, sum := 0.0, 0.0
	for _, m := range r.members {
		if w, ok := d.weights.at(m, year); ok && w > 0 {
			all += w
		}
	}
	for k, m := range sample {
		v, _ := d.values.at(m, year)
		w, ok := d.weights.at(m, year)
		if !ok || w <= 0 {
			if out.unweighted == nil { // until now the sample was whole
				out.sample = append(make([]string, 0, len(sample)), sample[:k]...)
			}
			out.unweighted = append(out.unweighted, m)
			continue
		}
		if out.unweighted != nil {
			out.sample = append(out.sample, m)
		}
		out.weights += w
		sum += w * v
	}
	if out.unweighted == nil {
		out.sample = sample
	}
	if out.weights > 0 {
		out.mean = sum / out.weights
		out.covered = percent(out.weights, all)
	}
	return out
}

func (row *Aggregation) withhold(why Reason) { row.Status, row.Reason = Withheld, why }

// publish sets the value if its coverage allows it.
func (row *Aggregation) publish(v float64, c Coverage, t thresholds, few bool, why Reason) {
	row.Status = c.status(row.Covered, t)
	if row.Status == Withheld {
		row.Reason = LowCoverage
	} else if few {
		row.Status, row.Reason = c.few(why)
	}
	if row.Status != Withheld {
		row.Value = v
	}
}

// finish puts what the fields say into the columns that people read.
func (row *Aggregation) finish(d *Data, item economy.Item) {
	row.Missing = listAbsent(row.Absent)
	if row.Reason != NoReason {
		row.Notes.because(row.Reason)
	}
	if item.Group {
		row.ofGroup(d, item)
	}
	switch {
	case row.Status == Withheld:
	case item.Group:
		row.Notes.flags(d.Flagged(row.Sample, row.Year), row.Year)
	default:
		row.Notes.ownFlags(d, item.ID, row.Year, row.Year)
	}
	if v, ok := d.Published(item.ID, row.Year); ok && item.Group {
		row.Notes.add(Note{Key: NotePublished, Value: v})
		row.Notes.publishedFlags(d, item.ID, row.Year, row.Year)
	}
	row.Note = row.Notes.English()
}

// ofGroup notes what there is to say of a group only.
func (row *Aggregation) ofGroup(d *Data, item economy.Item) {
	n := &row.Notes
	switch {
	case row.Status == Withheld || !d.tradesWithin(item):
	case d.between != nil:
		n.add(Note{Key: NoteNetted, Value: percent(d.between[row.Year], row.Value+d.between[row.Year])})
		if none := d.silent[row.Year]; none > 0 {
			n.add(Note{Key: NoteSilent, Count: none})
		}
	default:
		n.say(NoteInternalTrade)
	}
	if row.filled.Key != "" {
		n.add(row.filled)
	}
	n.list(NoteUnfilled, row.unfilled)
	if row.headcount > 0 && row.headcount != row.Members {
		n.add(Note{Key: NoteHeadcount, Count: row.Reporting, Of: row.headcount})
	}
	if row.Largest != "" && row.Status != Withheld {
		n.add(Note{Key: NoteLargest, Economies: row.Largest, Value: row.LargestShare})
	}
	if row.Reason != NoMembers {
		n.list(NoteNotBegun, row.NotBegun)
		n.list(NoteUnweighted, row.Unweighted)
		n.list(NoteNever, row.Never)
	}
}

// tradesWithin tells whether a sum over a group includes what its members
// trade with each other; that of the world is all of it.
func (d *Data) tradesWithin(item economy.Item) bool {
	return item.Group && d.Indicator.Trade != "" && item.ID != economy.World && d.Partner == tidy.World
}
