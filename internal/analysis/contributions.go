package analysis

import (
	"math"
	"slices"
	"sort"

	"tradestats/internal/economy"
	"tradestats/internal/formula"
)

// What stands in the place of a part where there is none.
const (
	Residual = "residual" // what no part accounts for
	Total    = "total"    // the whole
)

// ContributionOptions say whose growth is shared out, and among whom.
type ContributionOptions struct {
	Selection
	Coverage
	Parts    []economy.Item // none: each member
	From, To int
}

// A ContributionRow is what a part added to the growth of a whole, in points: the
// points of all parts and of the residual sum to the growth, which stands in the row
// of the total. Parts are counted by the members that reported both years.
type ContributionRow struct {
	Indicator string  `col:"indicator"`
	Whole     string  `col:"whole" show:"economy"`
	Part      string  `col:"part" show:"part"`
	Partner   string  `col:"partner"`
	From      int     `col:"from" show:"period;period"`
	To        int     `col:"to"`
	Points    float64 `col:"contribution_pp" show:"points:2"`
	ShareOf   float64 `col:"share_of_growth_pct" show:"percent"`
	GrowthPct float64 `col:"growth_pct" show:"?growth"`
	Start     float64 `col:"start"`
	End       float64 `col:"end" show:"?value"`
	Change    float64 `col:"change" show:"change"`
	Members   int     `col:"members"`
	Matched   int     `col:"matched"`
	Covered   float64 `col:"coverage_pct" show:"percent;coverage"`
	Status    string  `col:"status" show:"status"`
	Note      string  `col:"note"`

	Notes Notes
}

// ContributionsTo shares out the growth of each selected item between two years
// (docs/method.md, B5). The whole is the publisher's own group where there is one, so that
// what nobody reported stands in the residual; else the matched members, whose
// growth has the coverage that it is given with.
func ContributionsTo(d *Data, o ContributionOptions) ([]ContributionRow, error) {
	var out []ContributionRow
	for _, item := range o.Items {
		g, err := d.growth(item, o.From, o.To, GrowthOptions{Selection: o.Selection, Coverage: o.Coverage, Method: YoY})
		if err != nil {
			return nil, err
		}
		total := d.wholeOf(item, g)
		rows, err := d.contributors(item, g, total, o)
		if err != nil {
			return nil, err
		}
		if total.Status == Withheld {
			rows = nil
		}
		rows = append(rows, total)
		shareOut(rows)
		for k := range rows {
			rows[k].Indicator, rows[k].Whole, rows[k].Partner = d.Indicator.ID, item.String(), d.Partner
			rows[k].From, rows[k].To, rows[k].Note = o.From, o.To, rows[k].Notes.English()
		}
		out = append(out, rows...)
	}
	return out, nil
}

// wholeOf is the row of the total.
func (d *Data) wholeOf(item economy.Item, g GrowthRow) ContributionRow {
	row := ContributionRow{Part: Total, Start: g.Start, End: g.End, Change: g.Change, GrowthPct: g.GrowthPct, Points: g.GrowthPct,
		ShareOf: math.NaN(), Members: g.Members, Matched: g.Matched, Covered: g.Covered, Status: g.Status,
		Notes: g.Notes.Without(NotePublishedRate, NoteFlagged)}
	start, before := d.Published(item.ID, g.From)
	end, after := d.Published(item.ID, g.To)
	if !item.Group || item.Pin != "" || !before || !after {
		return row
	}
	row.Start, row.End, row.Change = start, end, end-start
	row.Notes = append(Notes{{Key: NoteSharePublished}}, g.Notes.only(NoteBreak)...)
	rate, why := formula.YearOnYear(start, end)
	if row.GrowthPct, row.Points, row.Status = rate, rate, OK; why != NoReason {
		row.Status = Withheld
		row.Notes.because(why)
	}
	return row
}

// contributors are the rows of the parts, the largest first, and of the residual.
func (d *Data) contributors(item economy.Item, g GrowthRow, total ContributionRow, o ContributionOptions) ([]ContributionRow, error) {
	lists, err := d.partsOf(item, g, o)
	if err != nil {
		return nil, err
	}
	var rows []ContributionRow
	rest := ContributionRow{Part: Residual, Start: total.Start, End: total.End, GrowthPct: math.NaN(), Covered: math.NaN(), Status: OK}
	for _, part := range lists {
		if part.status == Withheld {
			rows = append(rows, withheldPart(part))
			continue
		}
		sample := intersect(part.members, g.Sample)
		start, end := d.total(sample, g.From), d.total(sample, g.To)
		row := ContributionRow{Part: part.id, Start: start, End: end, Change: end - start, Points: percent(end-start, total.Start),
			Members: len(part.members), Matched: len(sample), Covered: part.covered, Status: part.status}
		var why Reason
		if row.GrowthPct, why = formula.YearOnYear(start, end); why != NoReason {
			row.Notes.because(why)
		}
		row.Notes.breaks(d.Breaks(sample, g.From, g.To))
		if part.group {
			row.Notes.flags(d.Flagged(sample, g.From, g.To), 0)
		} else {
			row.Notes.ownFlags(d, part.id, 0, g.From, g.To)
		}
		rest.Start, rest.End = rest.Start-start, rest.End-end
		rows = append(rows, row)
	}
	sort.SliceStable(rows, func(i, j int) bool { return size(rows[i].Points) > size(rows[j].Points) })
	rest.Change = rest.End - rest.Start
	rest.Points = total.Points - pointsOf(rows)
	if n := math.Abs(rest.Start) + math.Abs(rest.End); n > 1e-9*(math.Abs(total.Start)+math.Abs(total.End)) {
		rest.Notes = restNotes(lists, g, total)
		rows = append(rows, rest)
	} else if len(rows) > 0 { // what is left is of rounding: the largest part takes it, so that points sum exactly
		rows[0].Points += rest.Points
	}
	return rows, nil
}

// withheldPart is the row of a part that nobody or too few have reported: what they did
// stays in the residual.
func withheldPart(p partOf) ContributionRow {
	none := math.NaN()
	return ContributionRow{Part: p.id, Start: none, End: none, Change: none, Points: none, GrowthPct: none,
		Members: len(p.members), Matched: p.matched, Covered: p.covered, Status: Withheld, Notes: Notes{p.why}}
}

// restNotes say what is in the residual.
func restNotes(lists []partOf, g GrowthRow, total ContributionRow) (n Notes) {
	if _, published := total.Notes.Find(NoteSharePublished); published {
		n.say(NoteResidual)
	}
	named := map[string]bool{}
	for _, part := range lists {
		if part.status == Withheld {
			continue
		}
		for _, m := range part.members {
			named[m] = true
		}
	}
	others := 0
	for _, m := range g.Sample {
		if !named[m] {
			others++
		}
	}
	if others > 0 {
		n.add(Note{Key: NoteOthers, Count: others})
	}
	return n
}

// size orders contributions; one that is not known comes last.
func size(points float64) float64 { return math.Abs(orElse(points, 0)) }

func pointsOf(rows []ContributionRow) float64 {
	sum := 0.0
	for _, r := range rows {
		if r.Status != Withheld {
			sum += r.Points
		}
	}
	return sum
}

// A partOf is a part, with what of it is covered.
type partOf struct {
	id      string
	group   bool
	members []string
	covered float64
	matched int
	status  string
	why     Note // of a part that is withheld
}

// partsOf are those asked for, or each member that reported both years. A part of which
// nobody did is withheld, not left out: who asked for it is told.
func (d *Data) partsOf(item economy.Item, g GrowthRow, o ContributionOptions) ([]partOf, error) {
	var out []partOf
	if len(o.Parts) == 0 {
		for _, m := range g.Sample {
			out = append(out, partOf{id: m, members: []string{m}, covered: 100, status: OK})
		}
		return out, nil
	}
	for _, part := range o.Parts {
		members, err := o.Members(part, g.To)
		if err != nil {
			return nil, err
		}
		row, err := d.growth(part, g.From, g.To, GrowthOptions{Selection: o.Selection, Coverage: o.Coverage, Method: levels})
		if err != nil {
			return nil, err
		}
		out = append(out, partOf{part.String(), part.Group, members, row.Covered, row.Matched, row.Status, row.because()})
	}
	return out, nil
}

// shareOut gives each row its share of the growth, where all contributions have one
// sign; else the total says why there is none.
func shareOut(rows []ContributionRow) {
	total := &rows[len(rows)-1]
	rise := slices.ContainsFunc(rows, func(r ContributionRow) bool { return r.Points > 0 })
	fall := slices.ContainsFunc(rows, func(r ContributionRow) bool { return r.Points < 0 })
	for k := range rows {
		rows[k].ShareOf = math.NaN()
		if rise != fall && total.Status != Withheld {
			rows[k].ShareOf = percent(rows[k].Points, total.Points)
		}
	}
	if rise && fall {
		total.Notes.say(NoteMixedSigns)
	}
}
