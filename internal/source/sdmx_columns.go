package source

import (
	"regexp"
	"slices"
	"strings"
)

// A sdmxColumn is a column of codes with that of its labels.
type sdmxColumn struct {
	name string // in upper case
	dimension
	attribute bool // it says something of a value, not of what it is of
}

var (
	sdmxID     = regexp.MustCompile(`^(?:[A-Z@$][A-Z0-9_@$]*|[a-z][a-z0-9_]*)$`)
	sdmxSuffix = regexp.MustCompile(`\[[^\]]*\]$`) // of a column of several values: ATTR[]
)

// sdmxStructure are the columns that say of which dataset a row is.
var sdmxStructure = []string{
	"STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "DATAFLOW", "DATAFLOW_ID", "DATASET", "LAST UPDATE", "LAST_UPDATE",
	"KEY", "SERIES_KEY", "SERIES_CODE",
}

// sdmxAttributes are attributes that some agencies put among the dimensions.
var sdmxAttributes = []string{
	"OBS_STATUS", "OBS_FLAG", "CONF_STATUS", "OBS_CONF", "UNIT_MULT", "DECIMALS", "BASE_PER", "TIME_FORMAT", "OBS_COMMENT",
	"COMMENT", "TITLE",
}

// sdmxUnits are dimensions of time and unit.
var sdmxUnits = []string{"FREQ", "FREQUENCY", "UNIT_MEASURE", "UNIT", "CURRENCY", "PRICE_BASE"}

// sdmxNames are the names of columns: in upper case, without the label that
// may stand behind a colon.
func sdmxNames(cells []string) []string {
	out := make([]string, len(cells))
	for k, cell := range cells {
		name, _, _ := strings.Cut(cell, ":")
		out[k] = strings.ToUpper(strings.TrimSpace(sdmxSuffix.ReplaceAllString(name, "")))
	}
	return out
}

// sdmxColumns finds the columns behind those of the structure: codes, each with
// its labels where they stand in a column of their own. Dimensions stand before
// the value, attributes behind it.
func sdmxColumns(cells []string) []sdmxColumn {
	names := sdmxNames(cells)
	value := slices.Index(names, "OBS_VALUE")
	from := 0
	for from < len(names) && slices.Contains(sdmxStructure, names[from]) {
		from++
	}
	paired := sdmxPaired(cells[from:])
	var out []sdmxColumn
	for k := from; k < len(cells); k++ {
		if slices.Contains(sdmxStructure, names[k]) || names[k] == "" {
			continue
		}
		c := sdmxColumn{name: names[k], dimension: dimension{k, -1}}
		c.attribute = k > value || slices.Contains(sdmxAttributes, c.name)
		if k+1 < len(cells) && !isSDMXName(cells[k+1]) && (k < from+paired || isSDMXLabel(cells, k)) {
			k++
			c.label = k
		}
		out = append(out, c)
	}
	return out
}

// sdmxPaired returns how many columns stand in pairs at the start, each of codes
// with that of its labels behind it; 0 where labels have no columns. In a pair a
// label can look like a code: "HS".
func sdmxPaired(cells []string) int {
	labels, k := 0, 0
	for ; k+1 < len(cells) && sdmxID.MatchString(cells[k]) && !isSDMXName(cells[k+1]); k += 2 {
		if !sdmxID.MatchString(cells[k+1]) {
			labels++
		}
	}
	if labels*4 <= k {
		return 0
	}
	return k
}

// isSDMXName tells a column that is known by its name, and so is of no labels.
// "Unit" and "Currency" are labels of UNIT and CURRENCY.
func isSDMXName(cell string) bool {
	name := sdmxNames([]string{cell})[0]
	if name == "TIME_PERIOD" || name == "OBS_VALUE" {
		return true
	}
	return sdmxID.MatchString(cell) && slices.ContainsFunc(
		[][]string{sdmxStructure, sdmxAttributes, sdmxEconomies, sdmxPartners, sdmxUnits}, func(known []string) bool { return slices.Contains(known, name) })
}

// isSDMXLabel tells whether the column behind a code is of its labels: it has a
// name in words, or none.
func isSDMXLabel(cells []string, k int) bool {
	next := cells[k+1]
	return sdmxID.MatchString(cells[k]) && !sdmxID.MatchString(next) && !strings.Contains(next, ":") && !strings.HasSuffix(next, "]")
}

// sdmxFind returns the first column that has one of some names, one at -1 when
// there is none.
func sdmxFind(columns []sdmxColumn, names ...string) sdmxColumn {
	for _, name := range names {
		for _, c := range columns {
			if c.name == name {
				return c
			}
		}
	}
	return sdmxColumn{dimension: dimension{-1, -1}}
}
