package analysis

import (
	"math"
	"slices"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// DivideOptions say over whom a distribution is taken, and by which groups it is
// taken apart.
type DivideOptions struct {
	Selection
	Coverage
	By       []economy.Item // that have no member in common
	Matched  bool           // only those with a value in every year from From to To
	From, To int            // years, both included; 0 is open
}

// InNone is the part of a divide made of the economies that are in none of
// the groups; no group can be called so.
const InNone = "(none)"

// A DivideRow describes the distribution of a ratio over the economies of a
// group, each weighted by what weighs the ratio, and each counted once ("plain").
// Rows of the whole have no Part. Rows of a part, which follow, describe the part by
// itself; their Between and Within are what it adds to those of the whole. Values
// are in the unit of the ratio, shares in per cent.
type DivideRow struct {
	Indicator  string  `col:"indicator"`
	Economy    string  `col:"economy"`
	Part       string  `col:"part" show:"part;economy"`
	Partner    string  `col:"partner"`
	Year       int     `col:"year" show:"year"`
	N          int     `col:"n" show:"year"`
	WeightPct  float64 `col:"weight_pct" show:"percent"`
	Mean       float64 `col:"mean" show:"value"`
	PlainMean  float64 `col:"mean_plain" show:"?value"`
	Median     float64 `col:"median" show:"?value"`
	Gini       float64 `col:"gini" show:"number:3"`
	PlainGini  float64 `col:"gini_plain" show:"?number:3"`
	Corrected  float64 `col:"gini_plain_corrected"`
	T          float64 `col:"theil_t" show:"number:3"`
	BetweenT   float64 `col:"theil_t_between" show:"number:3"`
	WithinT    float64 `col:"theil_t_within" show:"?number:3"`
	BetweenPct float64 `col:"between_pct" show:"percent"`
	L          float64 `col:"theil_l"`
	BetweenL   float64 `col:"theil_l_between"`
	WithinL    float64 `col:"theil_l_within"`
	PlainT     float64 `col:"theil_t_plain"`
	PlainL     float64 `col:"theil_l_plain"`
	CV         float64 `col:"cv"`
	PlainCV    float64 `col:"cv_plain"`
	SampleCV   float64 `col:"cv_plain_sample"`
	Highest    string  `col:"highest" show:"?economy"`
	High       float64 `col:"high"`
	Lowest     string  `col:"lowest" show:"?economy"`
	Low        float64 `col:"low"`
	HighToLow  float64 `col:"high_to_low"`
	Gap        float64 `col:"gap" show:"?value"`
	Members    int     `col:"members"`
	Perimeter  int     `col:"perimeter"`
	Covered    float64 `col:"coverage_pct" show:"percent;coverage"`
	Status     string  `col:"status" show:"status"`
	Note       string  `col:"note"`

	Reason Reason
	Notes  Notes // what the column says
	sample []string
	total  float64 // of the weights
}

// Hidden are the columns of a divide that a terminal has no room for: with parts
// what describes each by itself, without them what counts each economy once, if
// the indicator has weights.
func (d *Data) Hidden(parts bool) []string {
	var out []string
	if parts {
		out = append(out, "median", "theil_t_within", "highest", "lowest", "gap")
	}
	if d.weights != nil {
		out = append(out, "mean_plain", "gini_plain")
	}
	return out
}

// DivideRows is a result of Divide.
type DivideRows []DivideRow

// Frame returns the rows as `tradestats divide` prints them.
func (r DivideRows) Frame() frame.Frame { return frame.Of(r) }

// Divide describes the distribution of a ratio over the economies of each
// selected group, a row for each year that anyone reported, and one for each part
// (docs/method.md, D6). It is covered as the mean is.
func Divide(d *Data, o DivideOptions) (DivideRows, error) {
	var out DivideRows
	for _, item := range o.Items {
		years := within(d.values.all, o.From, o.To)
		keep, err := d.inEveryYear(item, years, o)
		if err != nil {
			return nil, err
		}
		var first *DivideRow
		for _, year := range years {
			rows, err := d.divide(item, year, keep, o)
			if err != nil {
				return nil, err
			}
			whole := &rows[0]
			if whole.Status != Withheld {
				if first == nil {
					first = whole
				}
				whole.comparedWith(d, first)
			}
			for k := range rows {
				rows[k].Note = rows[k].Notes.English()
			}
			out = append(out, rows...)
		}
	}
	return out, nil
}

// inEveryYear are the members of a group that count in every one of some years;
// nil where all that report are to count.
func (d *Data) inEveryYear(item economy.Item, years []int, o DivideOptions) ([]string, error) {
	if !o.Matched {
		return nil, nil
	}
	keep := []string{}
	for k, year := range years {
		members, err := o.Members(item, year)
		if err != nil {
			return nil, err
		}
		sample := d.counted(members, nil, year).sample
		if k == 0 {
			keep = append(keep, sample...)
		} else {
			keep = append([]string{}, intersect(keep, sample)...)
		}
	}
	return keep, nil
}

// counted are the members whose values count in a year, with what they cover.
type counted struct {
	roster
	sample     []string
	unweighted []string
	covered    float64
}

// counted keeps of some members those that reported, and have a weight where the
// ratio has weights; if keep is not nil, of those only.
func (d *Data) counted(members, keep []string, year int) counted {
	c := counted{roster: d.values.roster(members, year)}
	c.sample = c.reporters
	if keep != nil {
		c.sample = intersect(c.reporters, keep)
	}
	if d.weights == nil {
		c.covered = percent(float64(len(c.sample)), float64(len(c.perimeter)))
		return c
	}
	w := d.weigh(c.sample, c.roster, year)
	c.sample, c.unweighted, c.covered = w.sample, w.unweighted, w.covered
	return c
}

// divide makes the row of the whole, then those of its parts.
func (d *Data) divide(item economy.Item, year int, keep []string, o DivideOptions) ([]DivideRow, error) {
	members, err := o.Members(item, year)
	if err != nil {
		return nil, err
	}
	parts, err := d.parts(members, keep, year, o)
	if err != nil {
		return nil, err
	}
	whole := d.describe(item, members, keep, year, o)
	rows := []DivideRow{whole}
	for _, p := range parts {
		row := d.describe(p.item, p.members, keep, year, o)
		if row.Reason == NoMembers {
			row.Reason, row.Notes = NoneInGroup, nil
			row.Notes.because(NoneInGroup)
		}
		row.Economy, row.Part = item.String(), p.item.String()
		rows = append(rows, row)
	}
	for k := range parts {
		if whole.Status == Withheld && rows[k+1].Status != Withheld {
			rows[k+1].Notes.say(NoteWholeHasNone)
		}
	}
	if len(parts) > 0 && whole.Status != Withheld && d.weights != nil {
		d.takeApart(rows, parts)
	}
	return rows, nil
}

// describe makes the row of some members.
func (d *Data) describe(item economy.Item, members, keep []string, year int, o DivideOptions) DivideRow {
	c := d.counted(members, keep, year)
	row := noDivide(DivideRow{
		Indicator: d.Indicator.ID, Economy: item.String(), Partner: d.Partner, Year: year,
		N: len(c.sample), Members: len(members), Perimeter: len(c.perimeter), Covered: c.covered, sample: c.sample,
	})
	if d.weights == nil && o.ByMembers {
		row.Covered = percent(float64(len(c.sample)), o.headcount(c.roster))
	}
	row.judge(c, item, o.Coverage)
	if row.Reason == NoReporter && len(c.reporters) > 0 {
		row.Reason = NoneThroughout
	}
	if row.Reason != NoReason {
		row.Notes.because(row.Reason)
	}
	if row.Status != Withheld {
		row.measure(d)
		row.Notes.list(NoteUnweighted, c.unweighted)
		row.Notes.flags(d.Flagged(c.sample, year), year)
	}
	return row
}

// judge decides whether enough of the members count.
func (row *DivideRow) judge(c counted, item economy.Item, rule Coverage) {
	few, why := item.Group && row.N < 2, SingleReporter
	if !few && !rule.ByMembers && 3*row.N < row.Perimeter {
		few, why = true, FewReporters
	}
	switch {
	case row.Members == 0:
		row.Status, row.Reason = Withheld, NoMembers
	case row.N == 0 && len(c.unweighted) > 0:
		row.Status, row.Reason = Withheld, NoWeights
	case row.N == 0:
		row.Status, row.Reason, row.Covered = Withheld, NoReporter, 0
	default:
		if row.Status = rule.status(row.Covered, meanThresholds); row.Status == Withheld {
			row.Reason = LowCoverage
		} else if few {
			row.Status, row.Reason = rule.few(why)
		}
	}
}

// comparedWith notes what keeps a reader from comparing a row with the first:
// breaks, and other economies.
func (row *DivideRow) comparedWith(d *Data, first *DivideRow) {
	if row == first {
		return
	}
	row.Notes.breaks(d.Breaks(row.sample, first.Year, row.Year))
	came, left := lacking(row.sample, first.sample), lacking(first.sample, row.sample)
	if came+left > 0 {
		row.Notes.add(Note{Key: NoteOtherSet, Since: first.Year, Count: came, Of: left})
	}
}

// lacking counts those of a list that another lacks.
func lacking(list, other []string) int { return len(list) - len(intersect(list, other)) }

// A divided part is a group with those of its members that are in the whole.
type dividedPart struct {
	item    economy.Item
	members []string
}

// parts takes members apart by the groups asked for; those in none of them are
// a part of their own. A member of two groups is an error.
func (d *Data) parts(members, keep []string, year int, o DivideOptions) ([]dividedPart, error) {
	if len(o.By) == 0 {
		return nil, nil
	}
	in := map[string]string{}
	var out []dividedPart
	for _, by := range o.By {
		all, err := o.Members(by, year)
		if err != nil {
			return nil, err
		}
		p := dividedPart{item: by, members: intersect(members, all)}
		for _, m := range p.members {
			if other := in[m]; other != "" {
				return nil, tidy.Errorf(tidy.Usage, "take groups that have no member in common", "{by}: %s is in both %s and %s", m, other, by)
			}
			in[m] = by.String()
		}
		out = append(out, p)
	}
	rest := slices.DeleteFunc(slices.Clone(members), func(m string) bool { return in[m] != "" })
	if len(d.counted(rest, keep, year).sample) > 0 { // no group: a single one of them stands for itself
		out = append(out, dividedPart{economy.Item{ID: InNone}, rest})
	}
	return out, nil
}

// takeApart splits the inequality of the first row into that between the means
// of the parts and that within them, and says what each part, whose rows follow,
// adds to both.
func (d *Data) takeApart(rows []DivideRow, parts []dividedPart) {
	whole := &rows[0]
	number := map[string]int{}
	for k, p := range parts {
		for _, m := range p.members {
			number[m] = k
		}
	}
	groups := make([]int, len(whole.sample))
	for k, m := range whole.sample {
		groups[k] = number[m]
	}
	values, weights := d.valued(whole.sample, whole.Year)
	dist, why := formula.NewDistribution(values, weights)
	if why != NoReason {
		return // said of the row
	}
	t, _ := dist.SplitT(groups) // why there is none is why there is no index
	l, _ := dist.SplitL(groups)
	whole.BetweenT, whole.WithinT, whole.BetweenL, whole.WithinL = t.Between, t.Within, l.Between, l.Within
	whole.BetweenPct = percent(t.Between, t.Total)
	if parts[len(parts)-1].item.ID == InNone {
		whole.Notes.list(NoteInNone, rows[len(parts)].sample)
	}
	var withheld []string
	for k := range parts {
		row := &rows[k+1]
		switch {
		case row.Status != Withheld:
			row.addsTo(whole)
		case row.Part != InNone && row.Reason != NoneInGroup: // their own rows say it
			withheld = append(withheld, row.Part)
		}
	}
	whole.Notes.list(NoteWithheldParts, withheld)
	whole.Notes.say(NoteElements)
}

// addsTo sets what a part adds to the between and the within part of the whole.
func (row *DivideRow) addsTo(whole *DivideRow) {
	share, x := row.total/whole.total, row.Mean/whole.Mean
	row.WeightPct = 100 * share
	if !math.IsNaN(whole.BetweenT) {
		row.BetweenT, _ = formula.ElementT(share, x) // the whole has one: nothing is negative
		row.WithinT = share * x * orElse(row.T, 0)   // a part of zeros is equal within
		row.BetweenPct = percent(row.BetweenT, whole.T)
	}
	if math.IsNaN(whole.BetweenL) {
		row.Notes.say(NoteWholeHasNone)
		return
	}
	row.BetweenL, _ = formula.ElementL(share, x)
	row.WithinL = share * row.L
}
