package source

import (
	"regexp"
	"slices"
	"strings"
)

// What the columns of the structure say of a dataset.
var (
	sdmxStructureID = regexp.MustCompile(`^([\w.\-]+)[:,]([\w@\-]+)(?:\$\w+)?(?:\(([\w.+\-]+)\)|,[\w.]+)?(?:: *(.+))?$`)
	sdmxUpdate      = regexp.MustCompile(`^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ T].*)?$`)
)

// sdmxAbout says whose dataset a table is.
func sdmxAbout(f *header, names []string) About {
	first := f.samples(200)
	common := func(columns ...string) string {
		for _, column := range columns {
			if k := slices.Index(names, column); k >= 0 {
				return (&header{cells: names}).common(first, column)
			}
		}
		return ""
	}
	a := About{Why: "columns TIME_PERIOD and OBS_VALUE", Title: common("STRUCTURE_NAME"), Vintage: sdmxDate(common("LAST UPDATE", "LAST_UPDATE"))}
	id := common("STRUCTURE_ID", "DATAFLOW", "DATAFLOW_ID", "DATASET")
	agency := ""
	if m := sdmxStructureID.FindStringSubmatch(id); m != nil {
		agency, a.Dataset = m[1], m[2]
		if a.Title == "" {
			a.Title = m[4]
		}
	}
	switch {
	case agency != "":
	case slices.Contains(f.cells, "geo") || slices.Contains(names, "OBS_FLAG"):
		agency = "ESTAT"
	case len(names) > 0 && names[0] == "KEY": // the ECB's
		agency = "ECB"
		if key := slices.Index(names, "KEY"); len(first) > 0 && key < len(first[0]) {
			a.Dataset, _, _ = strings.Cut(first[0][key], ".")
		}
	}
	a.Publisher = sdmxPublisher(agency)
	if a.Publisher == "eurostat" {
		a.Dataset = strings.ToLower(a.Dataset)
	}
	if a.Publisher == "eurostat" || a.Publisher == "oecd" {
		a.Codes = a.Publisher
	}
	return a
}

// sdmxPublisher makes a publisher of an agency: "oecd" of "OECD.SDD.NAD".
func sdmxPublisher(agency string) string {
	first, _, _ := strings.Cut(strings.ToLower(agency), ".")
	if first == "estat" {
		return "eurostat"
	}
	return first
}

// sdmxDate spells the date of an update. Eurostat writes the day first, and the
// year with two digits: 13/03/24 23:00:00.
func sdmxDate(text string) string {
	if m := sdmxUpdate.FindStringSubmatch(text); m != nil {
		year := m[3]
		if len(year) == 2 {
			year = "20" + year
		}
		if date := isoDate(m[1] + "." + m[2] + "." + year); date != "" {
			return date
		}
	}
	return isoDate(text)
}
