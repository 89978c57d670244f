package study

import (
	"context"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
)

// A rebased is an engine whose money is counted on another basis.
type rebased struct {
	dataset.Engine
	basis   analysis.Basis
	catalog *catalog.Catalog
}

// OnBasis is an engine in which money is counted as asked for: what stands above it
// sees no difference but the units.
func OnBasis(ctx context.Context, d *Desk, m Money) (dataset.Engine, error) {
	basis, err := d.Basis(ctx, m)
	if err != nil || basis.None() {
		return d.Engine, err
	}
	c := d.Engine.Catalog()
	recounted, err := recounted(c, c, basis, c.IDs())
	return rebased{d.Engine, basis, recounted}, err
}

// Catalog returns the indicators in the units of the basis.
func (e rebased) Catalog() *catalog.Catalog { return e.catalog }

// Load returns observations on the basis.
func (e rebased) Load(ctx context.Context, q dataset.Query) (dataset.Loaded, error) {
	found, err := e.Engine.Load(ctx, q)
	if err != nil {
		return found, err
	}
	left, err := rebase(e.basis, &found)
	found.Warnings = append(found.Warnings, leftOut(e.basis, left)...)
	return found, err
}

// Inputs returns the files that results rest on, that of exchange rates among them.
func (e rebased) Inputs(indicators []string) ([]dataset.Input, error) {
	if e.basis.Deflator != nil {
		indicators = append(indicators[:len(indicators):len(indicators)], e.basis.Deflator.Indicator)
	}
	in, err := e.Engine.Inputs(indicators)
	if err != nil || e.basis.Currency == "" {
		return in, err
	}
	rates, err := dataset.RatesInput()
	return append(in, rates), err
}

// counting is a desk at which money is counted on another basis, and what is to be
// said of it.
func (d *Desk) counting(ctx context.Context, m Money) (*Desk, analysis.Notes, error) {
	basis, err := d.Basis(ctx, m)
	if err != nil || basis.None() {
		return d, nil, err
	}
	engine, err := OnBasis(ctx, d, m)
	out := *d
	out.Engine = engine
	return &out, basis.Notes(), err
}
