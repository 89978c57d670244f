// Package warehouse reads figures in tables of ClickHouse with what a query selects and adds up
// done by the server, in SQL that servers from 18.16 on understand.
//
// A table is behind source.Reader, as a file is: what stands above it, in dataset,
// does not know which of the two it reads.
package warehouse

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// Tables opens what an address names: each load that its table has, or those of one
// vintage, or, of a table that is of another hand, all of it. They may be read by several
// goroutines. An error is of kind Usage where the address or its vintage means none, of kind
// Data where a table of another hand holds what cannot be read, else Failed.
func Tables(ctx context.Context, address string) ([]dataset.Table, error) {
	a, err := client.ParseAddress(address)
	if err != nil {
		return nil, err
	}
	c := &opening{register.Dial(a)}
	beside, err := c.Has(ctx, register.LoadsSuffix)
	if err != nil {
		return nil, err
	}
	return c.open(ctx, beside)
}

// open opens a table, of which it is known what stands beside it.
func (c *opening) open(ctx context.Context, beside map[string]string) ([]dataset.Table, error) {
	has, err := c.Columns(ctx)
	if err != nil {
		return nil, err
	}
	if len(beside) == 0 {
		if err := c.notAPart(ctx); err != nil {
			return nil, err
		}
		return c.foreign(ctx, has)
	}
	return c.ofLoad(ctx, has, beside)
}

// ofLoad opens a table that load has made, with the table of loads beside it.
func (c *opening) ofLoad(ctx context.Context, has, beside map[string]string) ([]dataset.Table, error) {
	if err := c.Missing("", has, register.Figures); err != nil {
		return nil, err
	}
	if err := c.Missing(register.LoadsSuffix, beside, register.Loads); err != nil {
		return nil, err
	}
	if err := c.NotOverCopies(ctx); err != nil {
		return nil, err
	}
	found, err := c.Read(ctx)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, c.nothing(ctx)
	}
	if found, err = c.ofVintage(found); err != nil {
		return nil, err
	}
	return c.tables(found), nil
}

// nothing is the error of a table in which no load stands: of one that was cut off there is
// something to do again, of those that were taken out there is not.
func (c *opening) nothing(ctx context.Context) error {
	begun, err := c.Ask(ctx, client.Selection{Columns: client.Pick("attempt"), Grouped: 1, From: c.InSQL(register.LoadsSuffix), Where: []string{"name != " + client.Literal(register.Withdrawn)}})
	switch {
	case err != nil:
		return err
	case len(begun) == 0:
		return tidy.Errorf(tidy.Failed, "'tradestats load FILE... --to' fills a table", "%s holds nothing", c.String())
	}
	return tidy.Errorf(tidy.Failed, "a load that was cut off counts for nothing: run it again", "%s: nothing has been loaded to its end", c.String())
}

// ofVintage are the loads of the vintage that an address names, of all that stand.
func (c *opening) ofVintage(all []*register.Load) ([]*register.Load, error) {
	if c.Vintage == "" {
		return all, nil
	}
	var out []*register.Load
	var known []string
	for _, l := range all {
		if dataset.SameVintage(l.Vintage, c.Vintage) {
			out = append(out, l)
		}
		if dataset.Dated(l.Vintage) && !slices.Contains(known, l.Vintage) {
			known = append(known, l.Vintage)
		}
	}
	if len(out) > 0 {
		return out, nil
	}
	slices.Sort(known)
	hint := "it has none with a date: load --vintage DATE gives one"
	if len(known) > 0 {
		hint = "it has " + strings.Join(known, ", ")
	}
	return nil, tidy.Errorf(tidy.Usage, hint, "%s has nothing of %s", c.String(), c.Vintage)
}

// standIns are the columns that a table of another hand may lack, and what stands for
// them.
var standIns = []register.Column{{Name: "partner", Kind: "String", StandIn: "''"}, {Name: "unit", Kind: "String", StandIn: "''"}, {Name: "flag", Kind: "String", StandIn: "''"}, {Name: "line", Kind: "a whole number", StandIn: "toUInt64(0)"}}

// foreign reads a table that load has not made: a row of each indicator, economy and
// year, and of each partner where it has these.
func (c *opening) foreign(ctx context.Context, has map[string]string) ([]dataset.Table, error) {
	if c.Missing("", has, register.Figures) == nil {
		return nil, tidy.Errorf(tidy.Failed, "have the right to read that table too, or load again: which loads are whole, and of which vintage, stands there alone",
			"%s was made by load, and %s%s is not there for %s", c.String(), c.Table, register.LoadsSuffix, c.Who())
	}
	if c.Vintage != "" {
		return nil, tidy.Errorf(tidy.Usage, "name all of it: "+c.Typed(), "%s was not made by load, and has no vintages", c.String())
	}
	from, err := c.columnsOf(has)
	if err != nil {
		return nil, err
	}
	l, err := c.known(ctx, has, from)
	if err != nil {
		return nil, err
	}
	r := &reader{client: c.Server, load: l, from: from}
	return []dataset.Table{{Name: c.String(), Reader: r, IDs: l.IDs, Harmonise: r.harmonise}}, nil
}

// columnsOf is a table of another hand in SQL, with the columns that one of load has.
func (c *opening) columnsOf(has map[string]string) (string, error) {
	selected := []string{"toFloat64(value) AS value", "toFloat64(0) AS reported"}
	needed := []register.Column{{Name: "indicator", Kind: "String"}, {Name: "economy", Kind: "String"}, {Name: "year", Kind: "UInt16"}, {Name: "value", Kind: "a number"}}
	for _, s := range standIns {
		if _, there := has[s.Name]; there {
			needed = append(needed, s)
		} else {
			selected = append(selected, s.StandIn+" AS "+s.Name)
		}
	}
	for _, n := range needed {
		switch {
		case register.Padded.MatchString(has[n.Name]): // to its width, with bytes that are none of the text
			selected = append(selected, "toStringCutToZero("+n.Name+") AS "+n.Name)
		case n.Name != "value":
			selected = append(selected, n.Name)
		}
	}
	return "(SELECT " + strings.Join(selected, ", ") + " FROM " + c.InSQL("") + ")", c.Missing("", has, needed)
}

// noYear refuses years that have not four digits; at is where the first and the last one
// of an indicator stand.
func (c *opening) noYear(series [][]string, at int) error {
	for _, row := range series {
		for _, text := range row[at : at+2] {
			if year, err := strconv.Atoi(text); err != nil || year < 1000 || year > 9999 {
				return tidy.Errorf(tidy.Data, "correct it, or leave the row out: years have four digits", "%s: %s of %s is no year", c.String(), text, row[0])
			}
		}
	}
	return nil
}

// known asks what a table of another hand has: of one that load has made it stands
// beside it.
func (c *opening) known(ctx context.Context, has map[string]string, from string) (*register.Load, error) {
	l := &register.Load{IDs: map[string]string{}, Content: dataset.NewContent()}
	l.About = source.About{Layout: "a table of ClickHouse", Why: "its columns", Own: true}
	columns := []string{"indicator"}
	if _, there := has["unit"]; there {
		columns = append(columns, "unit")
	}
	series, err := c.Ask(ctx, client.Selection{Columns: client.Pick(append(columns, "min(year)", "max(year)")...), Grouped: len(columns), From: from})
	if err != nil {
		return nil, err
	}
	if err := c.noYear(series, len(columns)); err != nil {
		return nil, err
	}
	slices.SortFunc(series, slices.Compare[[]string])
	for _, row := range series {
		if row[0] == "" {
			return nil, tidy.Errorf(tidy.Data, "name it, or leave the row out", "%s: a row has no indicator", c.String())
		}
		if _, seen := l.IDs[row[0]]; !seen {
			l.Series, l.IDs[row[0]] = append(l.Series, source.Series{Code: row[0]}), row[0]
		}
		if last := &l.Series[len(l.Series)-1]; len(columns) > 1 && last.Unit == "" { // rows may name none, as in a file
			last.Unit = row[1]
		}
	}
	for column, into := range map[string]map[string]string{"economy": l.Economies, "partner": l.Partners} {
		if _, there := has[column]; !there {
			continue
		}
		rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick(column), Grouped: 1, From: from})
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			into[row[0]] = dataset.AnEconomy
		}
	}
	if len(l.Series) == 0 {
		return nil, tidy.Errorf(tidy.Failed, "'tradestats load FILE... --to' fills a table", "%s is empty", c.String())
	}
	return l, nil
}

// An opening is a server of which a table is opened to be read.
type opening struct{ *register.Server }
