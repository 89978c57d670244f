package explain

import (
	"context"
	"math"

	"tradestats/internal/dataset"
	"tradestats/internal/frame"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// apart puts the rows that a sum over partners was made of in its place. They are
// found by reading the file again; a sum whose rows do not give it stays as it is, with
// its first and last line.
func apart(ctx context.Context, d *study.Desk, inputs []Input) ([]Input, error) {
	var out []Input
	for _, in := range inputs {
		if in.Rows < 2 || in.Partner != tidy.World {
			out = append(out, in)
			continue
		}
		rows, err := rowsOfSum(ctx, d, in)
		if err != nil {
			return nil, err
		}
		sum := 0.0
		for _, r := range rows {
			sum += r.Value
		}
		if len(rows) == 0 || math.Abs(sum-in.Value) > tolerance*math.Abs(in.Value) {
			rows = []Input{in}
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rowsOfSum are the values by partner of one total, which the file is read again for.
func rowsOfSum(ctx context.Context, d *study.Desk, in Input) ([]Input, error) {
	var partners []string
	for _, e := range d.Economies.Economies() {
		partners = append(partners, e.ISO3)
	}
	found, err := d.Engine.Load(ctx, dataset.Query{Indicators: []string{in.Indicator}, Economies: []string{in.Economy}, Partners: partners, From: in.Year, To: in.Year})
	if err != nil {
		return nil, err
	}
	obs, err := frame.Observations(found.Frame)
	if err != nil {
		return nil, err
	}
	var out []Input
	for _, o := range obs {
		row := in
		row.Partner, row.Value, row.Flag, row.LastLine, row.Rows = o.Partner, o.Value, o.Flag, 0, 0
		row.Used = o.Value * (in.Used / in.Value)
		row.place(o.Origin)
		out = append(out, row)
	}
	return out, nil
}
