package economy

import (
	"encoding/csv"
	"fmt"
	"os"
	"strings"
	"testing"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// shown writes a match as the tables below do: "CHE", "=eu27" for a group here,
// "-" for an aggregate, "?" for what is unknown.
func shown(t testing.TB, r *Registry, system, code, label string) string {
	t.Helper()
	m, ok, err := r.Match(system, code, label)
	switch {
	case err != nil:
		t.Fatal(err)
	case !ok:
		return "?"
	case m.Label == "":
		t.Errorf("%s %q %q: no label", system, code, label)
	case m.Kind == MatchAggregate && m.ID != "":
		t.Errorf("%s %q %q: an aggregate with the id %s", system, code, label, m.ID)
	case m.Kind == MatchAggregate:
		return "-"
	case m.Kind == MatchGroup:
		return "=" + m.ID
	}
	return m.ID
}

func TestMatchCodes(t *testing.T) {
	r := registry(t)
	for _, c := range []struct{ system, code, want string }{
		{"unctad", "842", "USA"}, {"unctad", "0842", "USA"}, {"unctad", "840", "USA"}, {"unctad", "757", "CHE"},
		{"unctad", "0", "=world"}, {"unctad", "0000", "=world"}, {"unctad", "4", "AFG"}, {"unctad", "004", "AFG"},
		{"unctad", "530", "-"}, {"unctad", "736", "-"}, {"unctad", "729", "SDN"}, {"unctad", "891", "-"}, {"unctad", "688", "SRB"},
		{"unctad", "960", "-"}, {"unctad", "3408", "-"}, {"unctad", "3410", "=eu28"}, {"unctad", "3412", "=eu27"},
		{"unctad", "5100", "=africa"}, {"unctad", "1499", "-"}, {"unctad", "999", "?"},
		{"comtrade", "0", "=world"}, {"comtrade", "842", "USA"}, {"comtrade", "156", "CHN"}, {"comtrade", "699", "IND"},
		{"comtrade", "356", "-"}, {"comtrade", "490", "TWN"}, {"comtrade", "899", "-"}, {"comtrade", "97", "-"},
		{"comtrade", "W00", "=world"}, {"comtrade", "S19", "TWN"}, {"comtrade", "_X ", "-"}, {"comtrade", "NAM", "NAM"},
		{"comtrade", "810", "-"}, {"comtrade", "SUN", "-"}, {"comtrade", "278", "-"}, {"comtrade", "58", "-"}, {"comtrade", "837", "-"},
		{"eurostat", "EL", "GRC"}, {"eurostat", "UK", "GBR"}, {"eurostat", "XK", "XKX"}, {"eurostat", "NA", "NAM"},
		{"eurostat", "EU27_2020", "=eu27"}, {"eurostat", "EU27", "-"}, {"eurostat", "EU28", "=eu28"}, {"eurostat", "EA20", "-"},
		{"eurostat", "EA", "=euro-area"}, {"eurostat", "EA99", "-"}, {"eurostat", "EXT_EU27_2020", "-"}, {"eurostat", "INT_EA", "-"},
		{"eurostat", "WORLD", "=world"}, {"eurostat", "EE", "EST"}, {"eurostat", "EU", "=eu"}, {"eurostat", "DE_TOT", "-"}, {"eurostat", "AT1", "?"},
		{"worldbank", "WLD", "=world"}, {"worldbank", "CHI", "-"}, {"worldbank", "MEA", "-"}, {"worldbank", "ROM", "ROU"}, {"worldbank", "XKX", "XKX"},
		{"owid", "OWID_KOS", "XKX"}, {"owid", "OWID_WRL", "=world"}, {"owid", "OWID_EUR", "-"}, {"owid", "OWID_NEW", "-"}, {"owid", "WHO_AFR", "-"},
		{"oecd", "W", "=world"}, {"oecd", "WXD", "-"}, {"oecd", "OECD", "-"}, {"oecd", "_X", "-"}, {"oecd", "DEU", "DEU"},
		{"batis", "NA", "NAM"}, {"batis", "WL", "=world"}, {"batis", "EU28", "=eu28"},
		{"wto", "000", "=world"}, {"wto", "918", "-"}, {"wto", "076", "BRA"}, {"wto", "EEC", "-"}, {"wto", "970", "-"},
		{"desi", "EU", "=eu27"}, {"desi", "EL", "GRC"}, {"desi", "UK", "GBR"}, {"m49", "158", "TWN"}, {"m49", "150", "=europe"},
		{"", "NA", "NAM"}, {"", "na", "NAM"}, {"", "DEU", "DEU"}, {"", "eu27", "=eu27"}, {"", "EU-27", "=eu27"}, {"", "ANT", "-"},
		{"", "842", "?"}, {"", "", "?"}, {"", "-", "?"}, {"", "..", "?"}, {"", ":", "?"}, {"", "n.a.", "?"},
		{"", "Namibia", "?"}, {"unctad", "World", "?"}, // a code is never read as a name
		{"wto", "eu27", "?"}, {"comtrade", "africa", "?"}, // nor as a group of ours
	} {
		if got := shown(t, r, c.system, c.code, ""); got != c.want {
			t.Errorf("%s %q is %s, want %s", c.system, c.code, got, c.want)
		}
	}
}

func TestMatchLabels(t *testing.T) {
	r := registry(t)
	for _, c := range []struct{ system, label, want string }{
		{"", "Kosovo*", "XKX"}, {"", "China *", "CHN"}, {"", "France (a)", "FRA"}, {"", "Serbia 1/", "SRB"}, {"", "Cyprus [2]", "CYP"},
		{"", "Kosovo¹", "XKX"}, {"", "Georgia (b) *", "GEO"}, {"", " Viet Nam ", "VNM"}, {"", "Philippines (the)", "PHL"}, {"", "Aruba (NL)", "ABW"},
		{"", "USA", "USA"}, {"", "UK", "GBR"}, {"", "Other Asia, nes", "TWN"}, {"comtrade", "Other Asia, nes", "TWN"}, {"", "Switzerland-Liechtenstein", "CHE"},
		{"", "Sudan (...2011)", "-"}, {"unctad", "Sudan (...2011)", "-"}, {"", "Sudan", "SDN"}, {"", "India (...1974)", "-"}, {"", "Netherlands Antilles", "-"},
		{"", "Channel Islands", "-"}, {"", "Serbia and Montenegro", "-"}, {"", "USSR", "-"}, {"", "Fmr Yugoslavia", "-"},
		{"", "European Union (28)", "=eu28"}, {"", "European Union (15)", "?"}, {"", "European Union", "=eu"}, {"worldbank", "European Union", "=eu27"},
		{"owid", "European Union", "-"}, {"owid", "European Union (27)", "=eu27"}, {"owid", "Europe (UN)", "-"}, {"", "Europe (UN)", "-"}, {"", "Europe (XYZ)", "?"},
		{"owid", "Africa", "-"}, {"m49", "Africa", "=africa"}, {"", "Africa", "=africa"}, {"worldbank", "Sub-Saharan Africa", "=wb-ssf"},
		{"", "Arab World", "-"}, {"", "Areas, nes", "-"}, {"itc", "Area Nes", "-"}, {"itc", "World", "=world"}, {"", "World", "=world"},
		{"", "Low & middle income", "-"}, {"unctad", "EU15 (European Union 1995 … 2004)", "-"},
		{"", "", "?"}, {"", "-", "?"}, {"", "NA", "?"}, {"", "DEU", "?"}, {"", "..", "?"}, {"", "*", "?"}, {"", "(a)", "?"}, {"", "1/", "?"}, {"", "Atlantis", "?"},
		{"nowhere", "Germany", "DEU"},
	} {
		if got := shown(t, r, c.system, "", c.label); got != c.want {
			t.Errorf("%s %q is %s, want %s", c.system, c.label, got, c.want)
		}
	}
}

// The code counts, and the label only where the code says nothing. An aggregate
// keeps the label it has in the file.
func TestMatchCodeBeforeLabel(t *testing.T) {
	r := registry(t)
	for _, c := range []struct{ system, code, label, want, name string }{
		{"comtrade", "736", "Sudan", "-", "Sudan"},
		{"comtrade", "842", "Nowhere", "USA", "United States"},
		{"unctad", "9999", "A new group", "-", "A new group"},
		{"unctad", "1400", "", "-", "UNCTAD group of economies"},
		{"owid", "", "Kosovo", "XKX", "Kosovo"},
		{"wto", "999X", "Hong Kong, China", "HKG", "Hong Kong"},
		{"", "Korea, Rep.", "Korea, Rep.", "KOR", "South Korea"}, // one column for both
		{"", "Niger", "Niger", "NER", "Niger"},
		{"oecd", "OTO", "OTO", "-", "OECD - Total"},
	} {
		m, ok, err := r.Match(c.system, c.code, c.label)
		if err != nil || !ok || shown(t, r, c.system, c.code, c.label) != c.want || m.Label != c.name {
			t.Errorf("%s %q %q is %+v, %v, %v; want %s, %s", c.system, c.code, c.label, m, ok, err, c.want, c.name)
		}
	}
}

// testdata/spellings.csv has the names that publishers print, as they print
// them, where they are not the plain ones. They are known with and without the
// publisher.
func TestPublishersSpellings(t *testing.T) {
	f, err := os.Open("testdata/spellings.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	r := registry(t)
	for _, row := range rows[1:] {
		publisher, label, want := row[0], row[1], row[2]
		for _, system := range []string{publisher, ""} {
			if got := shown(t, r, system, "", label); got != want {
				t.Errorf("%s prints %q: %s in system %q, want %s", publisher, label, got, system, want)
			}
		}
	}
}

// Every economy is found by its ISO codes in every system, and by its M49 code
// in those of numbers, unless the system says something else of it.
func TestEveryEconomyInEverySystem(t *testing.T) {
	r := registry(t)
	systems, err := r.systems()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range r.economies {
		for name, system := range systems.named {
			for _, code := range []string{e.ISO3, e.ISO2, strings.ToLower(e.ISO3)} {
				if got := shown(t, r, name, code, ""); got != e.ISO3 {
					t.Errorf("%s in %s is %s", code, name, got)
				}
			}
			key := fmt.Sprint(e.M49)
			if _, own := system.codes[key]; e.M49 == 0 || !numeric[name] || own && name != m49System {
				continue
			}
			for _, code := range []string{key, fmt.Sprintf("%03d", e.M49), " " + key} {
				if got := shown(t, r, name, code, ""); got != e.ISO3 {
					t.Errorf("%s in %s is %s, want %s", code, name, got, e.ISO3)
				}
			}
		}
	}
}

// Every line of codes.csv is found again by its code and by its label, and what
// has no counterpart never is an economy.
func TestEveryLineOfCodes(t *testing.T) {
	r := registry(t)
	lines := 0
	err := readTable(datasets.FS, "codes.csv", codesHeader, func(w row) error {
		system, code, id, label := w.cells[0], w.cells[1], w.cells[2], w.cells[3]
		want := id
		if r.groups[id] != nil {
			want = "=" + id
		}
		if _, isPattern := parsePattern(code, entry{}); isPattern {
			code, _, _ = strings.Cut(strings.Replace(code, "*", "NEW", 1), "-")
			label = ""
		}
		if code != "" && shown(t, r, system, code, "") != want {
			t.Errorf("%s: code %q is %s", w.bad(code, want), code, shown(t, r, system, code, ""))
		}
		if label != "" && system != anySystem && shown(t, r, system, "", label) != want {
			t.Errorf("%s: label %q is %s", w.bad(label, want), label, shown(t, r, system, "", label))
		}
		lines++
		return nil
	})
	if err != nil || lines < 700 {
		t.Errorf("%d lines, %v", lines, err)
	}
}

func TestBrokenCodes(t *testing.T) {
	for _, c := range []struct{ from, to, want string }{
		{"system,code", "code,system", "codes.csv:1: the columns must be system,code,id,label"},
		{"unctad,251,FRA", "unctad,251,FRX", "no such economy or group; write - for what has no counterpart here"},
		{"unctad,251,FRA", "unctad,0251,FRA,France\nunctad,251,FRA", "this code is there twice in unctad"},
		{"unctad,251,FRA,France", "unctad,251,FRA,Norway", "this label stands for two things in unctad"},
		{"unctad,251,FRA,France", "unctad,251,FRA,", "system and label are needed"},
		{"unctad,1000-9999,-", "unctad,1000-9999,FRA", "many codes at once can only stand for -"},
	} {
		r, err := read(files(t, "codes.csv", c.from, c.to))
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = r.Match("unctad", "251", "")
		if err == nil || !strings.Contains(err.Error(), c.want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%q: %v", c.to, err)
		}
	}
}

func TestSuggest(t *testing.T) {
	r := registry(t)
	if got := r.Suggest(" Germny ", 2); len(got) == 0 || got[0] != "Germany" {
		t.Errorf("Germny: %v", got)
	}
	if got := r.Suggest("Guinea", 2); len(got) != 2 {
		t.Errorf("at most two for Guinea, got %v", got)
	}
	if got := r.Suggest("Qwxyzzy", 3); len(got) != 0 {
		t.Errorf("nothing is near Qwxyzzy: %v", got)
	}
}

func FuzzMatch(f *testing.F) {
	r := registry(f)
	for _, seed := range [][3]string{
		{"unctad", "0842", "United States of America"}, {"eurostat", "EXT_EU", ""}, {"", "-", "Kosovo* (a) 1/"}, {"owid", "OWID_", "\xff"},
	} {
		f.Add(seed[0], seed[1], seed[2])
	}
	f.Fuzz(func(t *testing.T, system, code, label string) {
		m, ok, err := r.Match(system, code, label)
		if err != nil {
			t.Fatal(err)
		}
		_, economy := r.Economy(m.ID)
		_, group := r.Group(m.ID)
		switch {
		case !ok && m != Match{}, ok && m.Kind == MatchCountry && !economy, ok && m.Kind == MatchGroup && !group, ok && m.Kind == MatchAggregate && m.ID != "":
			t.Errorf("%q %q %q: %+v, %v", system, code, label, m, ok)
		}
		if ok && strings.TrimSpace(code) != "" { // spaces and leading zeros change nothing
			if again, _, _ := r.Match(system, " "+code+" ", label); again != m {
				t.Errorf("%q %q %q: %+v, with spaces %+v", system, code, label, m, again)
			}
		}
	})
}
