package load

import (
	"fmt"
	"strings"

	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// defined are columns as CREATE TABLE takes them.
func defined(columns []register.Column) string {
	var fields []string
	for _, c := range columns {
		fields = append(fields, c.Name+" "+c.Kind)
	}
	return strings.Join(fields, ", ")
}

// create is the statement that makes a MergeTree, unless it is there.
func create(table string, columns []register.Column, order string) string {
	return fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s (%s) ENGINE = MergeTree PARTITION BY (dataset, vintage, attempt) ORDER BY (%s)", table, defined(columns), order)
}

// distribute is the statement that makes a table over those of all shards.
func (c *target) distribute(suffix string, columns []register.Column, cluster, key string) string {
	return fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s (%s) ENGINE = Distributed(%s, %s, %s, %s)", c.InSQL(suffix), defined(columns),
		client.Literal(cluster), client.Literal(c.Database), client.Literal(c.Table+suffix+register.LocalSuffix), key)
}

const (
	figuresOrder, loadsOrder = "indicator, year, economy, partner", "kind, name"
	figuresKey, loadsKey     = "cityHash64(economy, partner)", "cityHash64(dataset)" // a load's own rows stand on one shard: they are there or not
)
