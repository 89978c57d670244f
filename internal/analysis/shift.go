package analysis

import (
	"math"
	"sort"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
)

// ShiftOptions say of which ratio's change is split, between which years.
type ShiftOptions struct {
	Selection
	Coverage
	Parts    []economy.Item // none: each member
	From, To int
}

// A ShiftRow is what a part adds to the change of a group's ratio: because its own
// ratio moved (within), and because its weight did (between). The parts sum to the
// change, which stands in the row of the total.
type ShiftRow struct {
	Indicator   string  `col:"indicator"`
	Group       string  `col:"group" show:"economy"`
	Part        string  `col:"part" show:"part"`
	From        int     `col:"from" show:"period;period"`
	To          int     `col:"to"`
	Within      float64 `col:"within_pp" show:"points:2"`
	Between     float64 `col:"between_pp" show:"points:2"`
	Total       float64 `col:"total_pp" show:"points:2"`
	StartRatio  float64 `col:"start_pct" show:"?number:1"`
	EndRatio    float64 `col:"end_pct" show:"number:1"`
	StartWeight float64 `col:"start_weight_pct" show:"?number:1"`
	EndWeight   float64 `col:"end_weight_pct" show:"?number:1"`
	Members     int     `col:"members"`
	Matched     int     `col:"matched"`
	Covered     float64 `col:"coverage_pct" show:"percent;coverage"`
	Status      string  `col:"status" show:"status"`
	Note        string  `col:"note"`

	Notes Notes
}

// A Ratio is a quotient by economy: a percentage with what weighs it, or two sums.
type Ratio struct {
	ID string
	d  *Data // whose breaks, flags and reporters are the ratio's
	at func(economy string, year int) (ratio, weight float64, ok bool)
	of *Data // the whole, of a share of one sum in another
}

// RatioOf is the ratio that an indicator is, weighted by its denominator. The ratio
// is in per cent, or in the unit of the indicator.
func RatioOf(d *Data) Ratio {
	return Ratio{d.Indicator.ID, d, func(e string, year int) (float64, float64, bool) {
		r, ok := d.values.at(e, year)
		w, weighed := d.weights.at(e, year)
		return r, w, ok && weighed && w > 0
	}, nil}
}

// RatioIn is the share of one sum in another, in per cent.
func RatioIn(d, of *Data) Ratio {
	return Ratio{d.Indicator.ID + "/" + of.Indicator.ID, d, func(e string, year int) (float64, float64, bool) {
		a, ok := d.values.at(e, year)
		b, also := of.values.at(e, year)
		return 100 * a / b, b, ok && also && b > 0
	}, of}
}

// ShiftShareOf splits the change of each group's ratio between two years, over the
// members that have the ratio and its weight in both (docs/method.md, B12).
func ShiftShareOf(r Ratio, o ShiftOptions) ([]ShiftRow, error) {
	var out []ShiftRow
	for _, item := range o.Items {
		members, err := o.Members(item, o.To)
		if err != nil {
			return nil, err
		}
		parts, err := o.partsOf(item, members)
		if err != nil {
			return nil, err
		}
		out = append(out, r.shift(item, members, parts, o)...)
	}
	return out, nil
}

func (o ShiftOptions) partsOf(item economy.Item, members []string) ([]partOf, error) {
	var out []partOf
	if len(o.Parts) == 0 {
		for _, m := range members {
			out = append(out, partOf{id: m, members: []string{m}})
		}
		return out, nil
	}
	rest := members
	for _, p := range o.Parts {
		list, err := o.Members(p, o.To)
		if err != nil {
			return nil, err
		}
		list = intersect(list, members)
		rest = without(rest, list)
		out = append(out, partOf{id: p.String(), group: p.Group, members: list})
	}
	return append(out, partOf{id: Residual, group: true, members: rest}), nil
}

// without returns a sorted list without what stands in another one.
func without(all, some []string) []string {
	var out []string
	for _, e := range all {
		k := sort.SearchStrings(some, e)
		if k == len(some) || some[k] != e {
			out = append(out, e)
		}
	}
	return out
}

func (r Ratio) shift(item economy.Item, members []string, parts []partOf, o ShiftOptions) []ShiftRow {
	none := math.NaN()
	total := ShiftRow{Part: Total, Members: len(members), Within: none, Between: none, Total: none,
		StartRatio: none, EndRatio: none, StartWeight: 100, EndWeight: 100}
	sample := r.judge(&total, members, o)
	var rows []ShiftRow
	if total.Status != Withheld {
		rows = r.split(&total, sample, parts, o)
	}
	total.Notes.breaks(r.d.Breaks(sample, o.From, o.To))
	if r.of != nil {
		total.Notes.breaks(r.of.Breaks(sample, o.From, o.To))
	}
	if r.d.tradesWithin(item) {
		total.Notes.say(NoteInternalTrade)
	}
	rows = append(rows, total)
	for k := range rows {
		rows[k].Indicator, rows[k].Group, rows[k].From, rows[k].To = r.ID, item.String(), o.From, o.To
		rows[k].Note = rows[k].Notes.English()
	}
	return rows
}

// judge finds the members that have the ratio in both years and whether they are
// enough: by what they weigh of all that have a weight, in the year where that is less.
func (r Ratio) judge(total *ShiftRow, members []string, o ShiftOptions) []string {
	var sample []string
	of, all := [2]float64{}, [2]float64{}
	for _, m := range members {
		both := true
		var w [2]float64
		for k, year := range []int{o.From, o.To} {
			_, weight, ok := r.at(m, year)
			both = both && ok
			if weight > 0 {
				w[k] = weight
				all[k] += weight
			}
		}
		if both {
			sample = append(sample, m)
			of[0], of[1] = of[0]+w[0], of[1]+w[1]
		}
	}
	total.Matched = len(sample)
	total.Covered = min(percent(of[0], all[0]), percent(of[1], all[1]))
	if r.of != nil { // what the absent last reported tells how much is missing
		for _, year := range []int{o.From, o.To} {
			for _, d := range []*Data{r.d, r.of} {
				total.Covered = min(total.Covered, d.values.valueCoverage(sample, d.values.roster(members, year), year))
			}
		}
	}
	switch {
	case len(members) == 0:
		total.Status = Withheld
		total.Notes.because(NoMembers)
	case len(sample) == 0:
		total.Status, total.Covered = Withheld, 0
		total.Notes.add(Note{Key: ReasonKey(NoReporter), Since: o.From, Year: o.To})
	default:
		if total.Status = o.status(total.Covered, growthThresholds); total.Status == Withheld {
			total.Notes.add(Note{Key: ReasonKey(LowCoverage), Since: o.From, Year: o.To})
		} else if len(members) > 1 && len(sample) < 2 {
			var why Reason
			total.Status, why = o.few(SingleReporter)
			total.Notes.add(Note{Key: ReasonKey(why), Since: o.From, Year: o.To})
		}
	}
	return sample
}

// split computes the parts, the largest first, and sets the total.
func (r Ratio) split(total *ShiftRow, sample []string, parts []partOf, o ShiftOptions) []ShiftRow {
	var in []formula.RatioPart
	var rows []ShiftRow
	for _, p := range parts {
		of := intersect(p.members, sample)
		if len(of) == 0 {
			continue
		}
		part := formula.RatioPart{}
		part.RatioBefore, part.WeightBefore = r.mean(of, o.From)
		part.RatioAfter, part.WeightAfter = r.mean(of, o.To)
		in = append(in, part)
		rows = append(rows, ShiftRow{Part: p.id, StartRatio: part.RatioBefore, EndRatio: part.RatioAfter,
			Members: len(p.members), Matched: len(of), Covered: math.NaN(), Status: total.Status})
	}
	s, why := formula.ShiftShare(in)
	if why != NoReason {
		total.Status = Withheld
		total.Notes.because(why)
		return nil
	}
	before, after := r.weights(sample, o.From), r.weights(sample, o.To)
	for k := range rows {
		rows[k].Within, rows[k].Between = s.Parts[k].Within, s.Parts[k].Between
		rows[k].Total = rows[k].Within + rows[k].Between
		rows[k].StartWeight, rows[k].EndWeight = percent(in[k].WeightBefore, before), percent(in[k].WeightAfter, after)
	}
	total.Within, total.Between, total.Total, total.StartRatio, total.EndRatio = s.Within, s.Between, s.Within+s.Between, s.Before, s.After
	sort.SliceStable(rows, func(i, j int) bool { return math.Abs(rows[i].Total) > math.Abs(rows[j].Total) })
	return rows
}

// mean is the ratio of a part, and its weight.
func (r Ratio) mean(of []string, year int) (ratio, weight float64) {
	sum := 0.0
	for _, e := range of {
		v, w, _ := r.at(e, year)
		sum += v * w
		weight += w
	}
	return sum / weight, weight
}

func (r Ratio) weights(of []string, year int) float64 {
	_, w := r.mean(of, year)
	return w
}
