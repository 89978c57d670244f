package register

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
)

// A Column of a table; without a stand-in a table needs it.
type Column struct{ Name, Kind, StandIn string }

// Figures are the columns of the table that queries are about: a row of a file each.
// A load of a dataset and vintage is an attempt; one that was cut off is known to
// nobody, for only attempts that came to their end are in the table of loads.
var Figures = []Column{
	{"dataset", "String", ""}, {"vintage", "String", ""}, {"attempt", "UInt64", ""},
	{"indicator", "String", ""}, {"economy", "String", ""}, {"partner", "String", ""}, {"year", "UInt16", ""},
	{"value", "Float64", ""}, {"reported", "Float64", ""}, // of the value, where the publisher tells
	{"unit", "String", ""}, {"flag", "String", ""}, {"line", "UInt64", ""},
}

// Loads are the columns of the table beside it, which has what is known of each load:
// the file, its series, its economies and partners.
var Loads = []Column{
	{"dataset", "String", ""}, {"vintage", "String", ""}, {"attempt", "UInt64", ""}, {"number", "UInt32", ""},
	{"kind", "String", ""}, {"name", "String", ""}, {"value", "String", ""},
}

// The ends of names of tables.
const (
	LoadsSuffix = "_loads"
	LocalSuffix = "_local" // of a cluster: the part that one server has
)

// InSQL is a table of the address's database in SQL.
func (c *Server) InSQL(suffix string) string {
	return client.Identifier(c.Database) + "." + client.Identifier(c.Table+suffix)
}

// Has returns the columns of a table with their types; none where there is no table.
func (c *Server) Has(ctx context.Context, suffix string) (map[string]string, error) {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("name", "type"), Grouped: 2, From: "system.columns",
		Where: []string{"database = " + client.Literal(c.Database), "table = " + client.Literal(c.Table+suffix)}})
	out := map[string]string{}
	for _, r := range rows {
		out[r[0]] = r[1]
	}
	return out, err
}

// kinds are types that do as well as those that load makes.
var kinds = map[string][]string{
	"String":         {"String", "LowCardinality(String)"},
	"Float64":        {"Float64"},
	"UInt16":         {"UInt16", "UInt32", "Int16", "Int32", "UInt64", "Int64"},
	"UInt32":         {"UInt32", "UInt64"},
	"UInt64":         {"UInt64"},
	"a whole number": {"UInt8", "UInt16", "UInt32", "UInt64", "Int8", "Int16", "Int32", "Int64"}, // of another hand, as below
	"a number":       {"Float64", "Float32", "UInt8", "UInt16", "UInt32", "UInt64", "Int8", "Int16", "Int32", "Int64"},
}

// Types with parameters that do in a table of another hand.
var (
	Padded  = regexp.MustCompile(`^FixedString\(\d+\)$`)
	decimal = regexp.MustCompile(`^Decimal(32|64|128)?\(.*\)$`)
)

// serves tells whether a column of a type can be read as one of the kind needed.
func serves(kind, needed string) bool {
	return slices.Contains(kinds[needed], kind) || needed == "String" && Padded.MatchString(kind) || needed == "a number" && decimal.MatchString(kind)
}

// Missing says which column a table does not have as it is needed.
func (c *Server) Missing(suffix string, has map[string]string, needed []Column) error {
	const hint = "see docs/clickhouse.md for the columns that a table needs; 'tradestats load' makes such a table under another name"
	name := c.String() + suffix
	for _, n := range needed {
		if _, there := has[n.Name]; !there {
			return tidy.Errorf(tidy.Failed, hint, "%s has no column %s; it has %s", name, n.Name, strings.Join(SortedKeys(has), ", "))
		}
	}
	for _, n := range needed {
		if kind := has[n.Name]; !serves(kind, n.Kind) {
			return tidy.Errorf(tidy.Failed, otherwise(kind, n.Name), "%s: the column %s is %s, not %s", name, n.Name, kind, cmp.Or(called[n.Kind], n.Kind))
		}
	}
	return nil
}

// called are kinds of which several types are one.
var called = map[string]string{"UInt16": "a whole number", "UInt32": "a whole number", "UInt64": "a whole number of 64 bits"}

// otherwise says how a column of another type can be read.
func otherwise(kind, column string) string {
	as := "CAST(" + column + " AS ...)"
	where := ""
	if strings.Contains(kind, "Nullable(") {
		as, where = "assumeNotNull("+column+")", " WHERE "+column+" IS NOT NULL"
	}
	return "give a view that has it otherwise: CREATE VIEW ... AS SELECT ..., " + as + " AS " + column + " FROM ..." + where + "; docs/clickhouse.md has the columns that a table needs"
}

// AnswersWhole refuses a server whose settings let a part of an answer pass for all of it.
func (c *Server) AnswersWhole(ctx context.Context) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("name", "value"), Grouped: 2, From: "system.settings",
		Where: []string{"(name = 'skip_unavailable_shards' AND value = '1' OR name LIKE '%overflow\\_mode%' AND value IN ('break', 'any'))"}})
	if err != nil || len(rows) == 0 {
		return err
	}
	return tidy.Errorf(tidy.Failed, "have it set to its default for "+c.Who(), "%s would give a part of an answer for all of it: %s is %s", c.Host, rows[0][0], rows[0][1])
}

// Columns are those of the table, of a server that gives whole answers.
func (c *Server) Columns(ctx context.Context) (map[string]string, error) {
	has, err := c.Has(ctx, "")
	switch {
	case err != nil:
		return nil, err
	case len(has) == 0:
		return nil, c.noTable(ctx)
	}
	return has, c.AnswersWhole(ctx)
}

// noTable says what is missing of an address.
func (c *Server) noTable(ctx context.Context) error {
	rows, err := c.Ask(ctx, client.Selection{Columns: client.Pick("name"), Grouped: 1, From: "system.databases", Where: []string{"name = " + client.Literal(c.Database)}})
	if err != nil {
		return err
	}
	code := client.CodeUnknownTable
	if len(rows) == 0 {
		code = client.CodeUnknownDatabase
	}
	what, hint := c.Tell(code)
	return tidy.Errorf(tidy.Failed, hint, "%s", what)
}
