package explain

import (
	"context"
	"fmt"
	"math"

	"tradestats/internal/dataset"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// Apart puts the rows that sums over partners were made of in the places of these, in a
// part and all of its parts. They are found by reading the files again, of an indicator
// and a year once; a sum whose rows do not give it stays as it is, with its first and
// last line.
func (m *Maker) Apart(ctx context.Context, p *Part) (err error) {
	for k := range p.Parts {
		if err := m.Apart(ctx, &p.Parts[k]); err != nil {
			return err
		}
	}
	p.Inputs, err = m.apart(ctx, p.Inputs)
	return err
}

func (m *Maker) apart(ctx context.Context, inputs []Input) ([]Input, error) {
	var out []Input
	for _, in := range inputs {
		if in.Rows < 2 || in.Partner != tidy.World {
			out = append(out, in)
			continue
		}
		rows, err := m.rowsOf(ctx, in)
		if err != nil {
			return nil, err
		}
		out = append(out, rows...)
	}
	return out, nil
}

// rowsOf are the values by partner of one total, or the total where they do not give it.
func (m *Maker) rowsOf(ctx context.Context, in Input) ([]Input, error) {
	cells, err := m.cellsOf(ctx, in.Indicator, in.Year)
	if err != nil {
		return nil, err
	}
	var out []Input
	sum := 0.0
	for _, o := range cells[in.Economy] {
		row := in
		row.Partner, row.Value, row.Used, row.Flag, row.LastLine, row.Rows = o.Partner, o.Value, o.Value, o.Flag, 0, 0
		if in.Value != 0 { // after the exchange rate of the total
			row.Used = o.Value * (in.Used / in.Value)
		}
		row.place(o.Origin)
		out, sum = append(out, row), sum+o.Value
	}
	if len(out) == 0 || math.Abs(sum-in.Value) > tolerance*math.Abs(in.Value) {
		return []Input{in}, nil
	}
	return out, nil
}

// cellsOf are the values by partner of an indicator in a year, by economy.
func (m *Maker) cellsOf(ctx context.Context, indicator string, year int) (map[string][]tidy.Observation, error) {
	name := fmt.Sprint(indicator, year)
	if cells, ok := m.cells[name]; ok {
		return cells, nil
	}
	var partners []string
	for _, e := range m.desk.Economies.Economies() {
		partners = append(partners, e.ISO3)
	}
	found, err := m.desk.Engine.Load(ctx, dataset.Query{Indicators: []string{indicator}, Partners: partners, From: year, To: year})
	if err != nil {
		return nil, err
	}
	obs, err := frame.Observations(found.Frame)
	if err != nil {
		return nil, err
	}
	cells := map[string][]tidy.Observation{}
	for _, o := range obs {
		cells[o.Economy] = append(cells[o.Economy], o)
	}
	m.cells[name] = cells
	return cells, nil
}
