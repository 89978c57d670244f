// Package dataset answers queries for observations: from the embedded figures
// and the files a user lays over them. Everything above it sees frames and
// never knows where they came from; a warehouse would stand behind the same
// Engine.
package dataset

import (
	"context"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
)

// A Query selects observations. An empty list or a zero year is no condition.
type Query struct {
	Indicators []string // ids of the catalogue; at least one
	Economies  []string // ISO 3166-1 alpha-3
	Partners   []string // ISO 3166-1 alpha-3; empty means tidy.World only: the total over partners where a file has partners
	From, To   int      // years, both included

	// Between keeps rows with single partners to the ones of these economies:
	// the trade among a few is wanted beside the totals of all. Empty keeps all.
	Between []string
}

// Loaded is what a query found. Both frames have the columns of
// frame.FromObservations and are ordered by indicator, economy, partner, year.
type Loaded struct {
	Frame     frame.Frame // economies
	Published frame.Frame // the publishers' own groups, kept apart: to print and compare, never to add
	Warnings  []string
	Doubts    []string // those of Warnings that say what is wrong with values of files
	sums      map[cell]int
}

// A cell is one value with all partners.
type cell struct {
	indicator, economy string
	year               int
}

// Summed returns how many partners were added up to make the total of an
// economy, 0 where its publisher gives the total.
func (l Loaded) Summed(indicator, economy string, year int) int {
	return l.sums[cell{indicator, economy, year}]
}

// An Engine finds observations.
type Engine interface {
	// Load returns the observations of a query. An unknown indicator is an
	// error of kind tidy.Usage, an invalid row of a file that is used one of
	// kind tidy.Data that names its place. No data is not an error.
	Load(ctx context.Context, q Query) (Loaded, error)
	// Notes say what is to be known of the files as such: those passed over, and
	// what they leave as it was.
	Notes() []string
	// Missing tells why an indicator has no figures although there are some: they
	// are after Options.AsOf. The error is of kind tidy.Empty, of kind tidy.Usage
	// where the indicator is known to no file up to then; nil when nothing is missing.
	Missing(indicator string) error
	// Bilateral tells whether an indicator is read from a file with partners.
	Bilateral(indicator string) bool
	// Doubted tells whether a file was found, while figures were loaded, to hold values
	// of an indicator that cannot be.
	Doubted(indicator string) bool
	// Catalog returns the indicators that can be asked for.
	Catalog() *catalog.Catalog
	// Inputs returns the files that the figures of some indicators are read
	// from, then those that many indicators share: the publishers' own groups
	// and the known breaks.
	Inputs(indicators []string) ([]Input, error)
}

// An Input is a file that results rest on.
type Input struct {
	Path      string // as printed in origins
	Dataset   string // id
	Indicator string // "" of a file that many indicators share
	SHA256    string // of the file's bytes, in hex
}
