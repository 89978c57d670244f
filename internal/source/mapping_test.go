package source

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// mapped opens a text by a mapping, of which only what stands under layout is
// given, indented by two spaces.
func mapped(t testing.TB, layout, text string) (Reader, error) {
	t.Helper()
	m, err := ParseMapping("m.yaml", []byte("layout:\n"+layout))
	if err != nil {
		return nil, err
	}
	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	texts, err := unpack.Open(path, unpack.Options{Encoding: m.Encoding})
	if err != nil {
		return nil, err
	}
	texts[0].Name = "x.csv"
	return Open(texts[0], Options{Mapping: m})
}

func fixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMappingReads(t *testing.T) {
	const plain = "  columns: {economy: economy, year: year, value: value}\n"
	for name, c := range map[string]struct{ layout, text, want string }{
		"a French table": {`  separator: ";"
  columns: {economy: Pays, year: Année, value: Valeur, flag: Statut}
  decimal: ","
  thousands: [narrow no-break space, no-break space]
  missing: [".."]
  indicator: online-sales
  unit: million euros
  flags: {e: estimated, p: provisional}
  filter: {Sens: Export}
  footer: after an empty line
`, fixture(t, "mapping-long.csv"), `
4:online-sales|Côte d’Ivoire||2019|1234.5|million euros|estimated
5:online-sales|Brésil||2019|1.234567825e+07|million euros|
8:online-sales|Brésil||2021|-0.5|million euros|provisional
left out: not kept by the filter of the mapping file: 1
`},
		"a German table with years across": {`  encoding: latin1
  separator: pipe
  quote: "'"
  columns: {economy: Land}
  years: across
  pattern: Wert {year}
  decimal: comma
  thousands: point
  missing: "***"
  scale: 0.01
  footer: "Quelle:"
`, fixture(t, "mapping-wide.csv"), `
2:|Korea, Rep.||2019|12.34||
2:|Korea, Rep.||2020|56789.015||
3:|Namibia||2020|0.0025||
`},
		"columns by number":           {"  header: none\n  skip: 1\n  columns: {economy: 2, year: 1, value: 4, partner: 3}\n", "made up\n2019,NA,World,5\n", "\n2:|NA|World|2019|5||\n"},
		"the header at its line":      {"  header: 3\n" + plain, "economy,year,value\nold,1999,1\neconomy,year,value\nFRA,2019,5\n", "\n4:|FRA||2019|5||\n"},
		"the header found":            {plain, "made up\nby, nobody\n\neconomy;year;value\nFRA;2019;5\n", "\n5:|FRA||2019|5||\n"},
		"years in a range":            {"  columns: {economy: economy}\n  years: 2019-2020\n", "economy,2018,2019,2020,2021\nFRA,1,2,3,4\n", "\n2:|FRA||2019|2||\n2:|FRA||2020|3||\n"},
		"years from one on":           {"  columns: {economy: economy}\n  years: 2020-\n", "economy,2018,2019,2020,2021\nFRA,1,2,3,4\n", "\n2:|FRA||2020|3||\n2:|FRA||2021|4||\n"},
		"years in a list":             {"  columns: {economy: economy}\n  years: [2021, \"2018\"]\n", "economy,2018,2019,2020,2021\nFRA,1,2,3,4\n", "\n2:|FRA||2021|4||\n2:|FRA||2018|1||\n"},
		"constants":                   {"  columns: {year: year, value: value}\n  economy: Namibia\n  partner: World\n  indicator: x\n  unit: tons\n", "year,value\n2019,5\n", "\n2:x|Namibia|World|2019|5|tons|\n"},
		"all columns":                 {"  columns: {economy: e, year: y, value: v, indicator: i, partner: p, unit: u, flag: f}\n", "e,y,v,i,p,u,f\nFRA,2019,5,x,DEU,tons,e\n", "\n2:x|FRA|DEU|2019|5|tons|e\n"},
		"several filters":             {plain + "  filter: {a: [x, y], b: z}\n", "economy,year,value,a,b\nFRA,2019,1,x,z\nFRA,2019,2,y,z\nFRA,2019,3,w,z\nFRA,2019,4,x,q\n", "\n2:|FRA||2019|1||\n3:|FRA||2019|2||\nleft out: not kept by the filter of the mapping file: 2\n"},
		"padded rows":                 {plain, "economy,year,value,,\nFRA,2019,1,,\n,,,,\nFRA,2020,2,,\n", "\n2:|FRA||2019|1||\n4:|FRA||2020|2||\n"},
		"an empty line of separators": {plain + "  footer: after an empty line\n", "economy,year,value\n\nFRA,2019,1\n,,\nSource: \"made up,x\n", "\n3:|FRA||2019|1||\n"},
		"an empty line in quotes":     {plain + "  footer: after an empty line\n", "economy,year,value,note\nFRA,2019,1,\"a\n\nb\"\nFRA,2020,2,\n", "\n2:|FRA||2019|1||\n5:|FRA||2020|2||\n"},
		"no quotes":                   {plain + "  quote: none\n", "economy,year,value,note\nFRA,2019,1,the \"best\n", "\n2:|FRA||2019|1||\n"},
		"a minus as printed":          {plain, "economy,year,value\nFRA,2019,\u22125\n", "\n2:|FRA||2019|-5||\n"},
		"missing marks":               {plain + "  missing: [\":\", \"-\", n/a, \"***\"]\n", "economy,year,value\nA,2019,:\nA,2020,-\nA,2021,n/a\nA,2022,***\nA,2023,\nA,2024,-1\n", "\n7:|A||2024|-1||\n"},
	} {
		r, err := mapped(t, c.layout, c.text)
		if err != nil {
			t.Errorf("%s: %v (%s)", name, err, tidy.HintOf(err))
			continue
		}
		got, err := written(r, Want{})
		if err != nil || got != c.want[1:] {
			t.Errorf("%s:\n%s%v; want\n%s", name, got, err, c.want[1:])
		}
		about := r.About()
		single := !strings.Contains(c.layout, "indicator")
		if !about.Own || about.Single != single || about.Bilateral != strings.Contains(c.layout, "partner") || about.Why != "told by m.yaml" {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestMappingMarks(t *testing.T) {
	for _, c := range []struct {
		marks numberMarks
		text  string
		want  float64 // NaN for what is refused
	}{
		{numberMarks{}, "1234.5", 1234.5},
		{numberMarks{}, "1,234", math.NaN()},
		{numberMarks{}, "1 234", math.NaN()},
		{numberMarks{}, "1e3", 1000},
		{numberMarks{}, "--1", math.NaN()},
		{numberMarks{}, "+-1", math.NaN()},
		{numberMarks{}, "+1", 1},
		{numberMarks{}, "Inf", math.NaN()},
		{numberMarks{}, "", math.NaN()},
		{numberMarks{decimal: ','}, "1234,5", 1234.5},
		{numberMarks{decimal: ','}, "1.5", math.NaN()},
		{numberMarks{decimal: ','}, "1,5,6", math.NaN()},
		{numberMarks{decimal: ','}, ",5", 0.5},
		{numberMarks{decimal: ',', thousands: "."}, "-1.234.567,5", -1234567.5},
		{numberMarks{decimal: ',', thousands: "."}, "1.5", math.NaN()},
		{numberMarks{decimal: ',', thousands: "."}, "1..234", math.NaN()},
		{numberMarks{decimal: ',', thousands: "."}, ".234", math.NaN()},
		{numberMarks{decimal: ',', thousands: "."}, "1234.567", math.NaN()},
		{numberMarks{decimal: ',', thousands: "."}, "1234567", 1234567},
		{numberMarks{thousands: ","}, "1,234.5", 1234.5},
		{numberMarks{thousands: ","}, "1,23.5", math.NaN()},
		{numberMarks{thousands: " \u00a0\u202f"}, "1\u202f234\u00a0567 890", 1234567890},
		{numberMarks{thousands: "'’"}, "1'234’567.5", 1234567.5},
	} {
		got, ok := c.marks.parse([]byte(c.text))
		if ok == math.IsNaN(c.want) || ok && got != c.want {
			t.Errorf("%+v: %q: %v, %v; want %v", c.marks, c.text, got, ok, c.want)
		}
	}
}

func TestMappingRefuses(t *testing.T) {
	const plain = "  columns: {economy: economy, year: year, value: value}\n"
	for name, c := range map[string]struct{ layout, why, hint string }{
		"an unknown key":        {plain + "  seperator: ;\n", `m.yaml:3: unknown key of layout: "seperator"`, "did you mean separator?"},
		"an unknown column":     {"  columns: {econmy: x}\n", `m.yaml:2: unknown key of columns: "econmy"`, "did you mean economy?"},
		"a key twice":           {plain + "  scale: 1\n  scale: 2\n", `m.yaml:4: key stands twice in layout: "scale"`, "remove one"},
		"a long separator":      {plain + "  separator: \"||\"\n", `m.yaml:3: separator is not one character: "||"`, "allowed: a character of ASCII, colon, comma, pipe, semicolon, space, tab"},
		"a wide separator":      {plain + "  separator: \"；\"\n", `m.yaml:3: separator is not one character`, "ASCII"},
		"decimal":               {plain + "  decimal: x\n", `m.yaml:3: decimal is not known: "x"`, "allowed:"},
		"thousands":             {plain + "  thousands: [space, x]\n", `m.yaml:3: thousands mark not known: "x"`, "allowed: apostrophe, comma, narrow no-break space"},
		"one mark for two":      {plain + "  decimal: \",\"\n  thousands: comma\n", `m.yaml:4: the decimal mark is a thousands mark too`, "say decimal"},
		"codes":                 {plain + "  codes: iso9\n", `m.yaml:3: codes is not known: "iso9"`, "allowed: batis, comtrade"},
		"scale":                 {plain + "  scale: a lot\n", `m.yaml:3: scale is not a factor: "a lot"`, "1000"},
		"scale of nothing":      {plain + "  scale: 0\n", `m.yaml:3: scale is not a factor: "0"`, "1000"},
		"header":                {plain + "  header: first\n", `m.yaml:3: header is neither a line nor none: "first"`, "counted from 1"},
		"skip":                  {plain + "  skip: 2\n", `m.yaml:3: skip is for a table without a header`, "header"},
		"years":                 {"  columns: {economy: economy}\n  years: down\n", `m.yaml:3: years is not known: "down"`, "allowed: across"},
		"pattern":               {"  columns: {economy: economy}\n  years: across\n  pattern: Value\n", `m.yaml:4: pattern has no {year}: "Value"`, "{year}"},
		"years and values":      {plain + "  years: across\n", `m.yaml:3: years across, and a column of years or values`, "remove years"},
		"no economy":            {"  columns: {year: year, value: value}\n", `m.yaml:1: no economy`, "columns"},
		"no year":               {"  columns: {economy: economy, value: value}\n", `m.yaml:1: no column year`, "years: across"},
		"no value":              {"  columns: {economy: economy, year: year}\n", `m.yaml:1: no column value`, "columns"},
		"two economies":         {plain + "  economy: FRA\n", `m.yaml:3: economy is both a column and the same for all rows`, "remove one"},
		"column 0":              {"  columns: {economy: 0, year: year, value: value}\n", `m.yaml:2: economy is not the number of a column: "0"`, "count from 1"},
		"names and no header":   {plain + "  header: none\n", `m.yaml:3: columns by name in a table without a header`, "numbers"},
		"not a list":            {"  columns: x\n", `m.yaml:2: columns is not a list of keys and values: "x"`, "economy, year, value"},
		"footer":                {plain + "  footer: [\"\"]\n", `m.yaml:3: footer is empty`, "after an empty line"},
		"a column that is not":  {"  columns: {economy: economy, year: yaer, value: value}\n", `m.yaml:2: no such column in x.csv: "yaer"`, "did you mean year? the columns in line 1 are economy, year, value"},
		"a column too far":      {"  columns: {economy: 9, year: year, value: value}\n", `m.yaml:2: x.csv has 3 columns: "9"`, "separator"},
		"a filter of no column": {plain + "  filter: {flow: X}\n", `m.yaml:3: no such column in x.csv: "flow"`, "the columns in line 1"},
		"no years across":       {"  columns: {economy: economy}\n  years: across\n", `m.yaml:3: no column of a year in x.csv: "{year}"`, "pattern"},
		"a header too far":      {plain + "  header: 99\n", `m.yaml:3: x.csv has fewer lines: "99"`, "count from 1"},
	} {
		_, err := mapped(t, c.layout, "economy,year,value\nFRA,2019,1\n")
		if err == nil || !strings.HasPrefix(err.Error(), c.why) || tidy.KindOf(err) != tidy.Data || !strings.Contains(tidy.HintOf(err), c.hint) {
			t.Errorf("%s: %v (hint %q); want %q, %q", name, err, tidy.HintOf(err), c.why, c.hint)
		}
	}
}

func TestMappingRefusesRows(t *testing.T) {
	const plain = "  columns: {economy: economy, year: year, value: value}\n"
	for name, c := range map[string]struct{ layout, text, want string }{
		"a word":             {plain, "FRA,2019,many\n", `x.csv:2:3: not a number: "many"`},
		"a mark not told":    {plain, "FRA,2019,\"1,5\"\n", `x.csv:2:3: not a number: "1,5"`},
		"a missing mark":     {plain, "FRA,2019,..\n", `x.csv:2:3: not a number: ".."`},
		"no year":            {plain, "FRA,19,1\n", `x.csv:2:2: not a year: "19"`},
		"no economy":         {plain, ",2019,1\n", "x.csv:2:1: no economy"},
		"a field too many":   {plain, "FRA,2019,1,2\n", "x.csv:2:4: 4 fields, the header has 3"},
		"too large a number": {plain + "  scale: 1e300\n", "FRA,2019,1e300\n", `x.csv:2:3: not a number: "1e300"`},
		"a byte of no text":  {plain, "FRA,2019,\x811\n", "x.csv:2:3: not text"},
	} {
		r, err := mapped(t, c.layout, "economy,year,value\n"+c.text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		_, err = written(r, Want{})
		if err == nil || !strings.HasPrefix(bare(err), c.want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func TestParseMapping(t *testing.T) {
	for name, text := range map[string]string{"nothing": "", "a list": "- a\n", "other keys alone": "publisher: X\nindicators: []\n"} {
		if m, err := ParseMapping("m.yaml", []byte(text)); m != nil || err != nil {
			t.Errorf("%s: %v, %v", name, m, err)
		}
	}
	m, err := ParseMapping("m.yaml", []byte("publisher: X\nindicators:\n  - id: a\nlayout:\n  encoding: cp850\n  columns: {economy: e, year: y, value: v}\n"))
	if err != nil || m.Encoding != "cp850" {
		t.Errorf("%+v, %v", m, err)
	}
	if _, err := ParseMapping("m.yaml", []byte("layout: {\n")); err == nil || !strings.HasPrefix(err.Error(), "m.yaml: ") || tidy.KindOf(err) != tidy.Data {
		t.Errorf("broken YAML: %v", err)
	}
}

// The code systems are those of the registry.
func TestMappingCodes(t *testing.T) {
	f, err := os.Open("../../datasets/economies/codes.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	records, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var systems []string
	for _, record := range records[1:] {
		if record[0] != "any" && !slices.Contains(systems, record[0]) {
			systems = append(systems, record[0])
		}
	}
	slices.Sort(systems)
	if !slices.Equal(systems, mappingCodes) {
		t.Errorf("%v, the registry has %v", mappingCodes, systems)
	}
}

func FuzzMapping(f *testing.F) {
	f.Add([]byte("  columns: {economy: Pays, year: 2, value: Valeur}\n  separator: \";\"\n  decimal: \",\"\n  thousands: space\n"), []byte("Pays;Année;Valeur\nFrance;2019;1 234,5\n"))
	f.Add([]byte("  columns: {economy: Land}\n  years: across\n  pattern: Wert {year}\n  footer: after an empty line\n  scale: 0.5\n"), []byte("Land,Wert 2019,Wert 2020\nNamibia,1,2\n\nx\n"))
	f.Add([]byte("  columns: {economy: 1, year: 2, value: 3}\n  header: none\n  skip: 1\n  quote: none\n"), []byte("x\nNA,2019,5\n"))
	f.Add([]byte("  decimal: \",\"\n"), []byte(" }\n# Y"))
	f.Fuzz(func(t *testing.T, layout, text []byte) {
		m, err := ParseMapping("m.yaml", append([]byte("layout:\n"), layout...))
		if err != nil || m == nil {
			if err != nil && tidy.KindOf(err) != tidy.Data {
				t.Errorf("not an error of the data: %v", err)
			}
			return
		}
		texts, err := unpack.Open("-", unpack.Options{Stdin: strings.NewReader(string(text))})
		if err != nil {
			return
		}
		r, err := Open(texts[0], Options{Mapping: m})
		if err == nil {
			_, err = r.Read(t.Context(), Want{}, func(row Row) error {
				if math.IsNaN(row.Value) || math.IsInf(row.Value, 0) || row.Economy == "" || row.Year < 1000 || row.Year > 9999 {
					t.Errorf("a row that should have been refused: %+v", row)
				}
				return nil
			})
		}
		_, companion := IsCompanion(err) // where the mapping names no columns, the layout is recognised
		if err != nil && !companion && tidy.KindOf(err) != tidy.Data {
			t.Errorf("not an error of the data: %v", err)
		}
	})
}
