// Package study puts questions to the figures: which analysis, of which
// indicators, economies and years. A question comes from the flags of a command
// or from a block of a topic, and is answered alike: the desk loads what it
// needs, the guard refuses what must not be combined, an analysis computes.
package study

import (
	"tradestats/internal/analysis"
	"tradestats/internal/tidy"
)

// A Query is what every question has: what, who and when.
type Query struct {
	Indicators []string          `yaml:"indicators"` // ids
	Economies  []string          `yaml:"economies"`  // economies and groups, as economy.Registry.Select takes them
	Partners   []string          `yaml:"partners"`   // of bilateral figures; none is the World
	From       int               `yaml:"from"`       // years, both included; 0 is open
	To         int               `yaml:"to"`
	Year       int               `yaml:"year"`        // instead of the two; 0 is none
	AtTheTime  bool              `yaml:"at_the_time"` // each year's own members of groups
	Coverage   analysis.Coverage `yaml:"-"`
	Publish    `yaml:",inline"`
	Money      `yaml:",inline"`
}

// Publish is the rule of coverage as a topic writes it.
type Publish struct {
	ByMembers   bool     `yaml:"by_members"`
	MinCoverage *float64 `yaml:"min_coverage"` // in per cent; 0 prints everything
}

// Apply makes it the rule of a query.
func (q *Query) Apply(p Publish) {
	q.Coverage.ByMembers = p.ByMembers
	if p.MinCoverage != nil {
		q.Coverage.Min, q.Coverage.Forced = *p.MinCoverage, true
	}
}

// OnlyYear refuses a year beside the other two.
func (q Query) OnlyYear() error {
	if q.Year != 0 && (q.From != 0 || q.To != 0) {
		return tidy.Errorf(tidy.Usage, "give {year}, or {from} and {to}", "{year} stands beside {from} or {to}")
	}
	return nil
}

// Span returns the years asked for, of which 0 is open.
func (q Query) Span() (from, to int) {
	if q.Year != 0 {
		return q.Year, q.Year
	}
	return q.From, q.To
}
