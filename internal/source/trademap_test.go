package source

import (
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestTradeMapReads(t *testing.T) {
	for name, c := range map[string]struct {
		title     string
		bilateral bool
		want      string
	}{
		"trademap.csv": {"List of importing markets for a product exported by Namibia", true, `
7:hs-8542-exports|Namibia|World|2019|12.5|thousand US dollars|
7:hs-8542-exports|Namibia|World|2020|13|thousand US dollars|
8:hs-8542-exports|Namibia|Korea, Republic of|2019|2|thousand US dollars|
9:hs-8542-exports|Namibia|South Africa|2019|0|thousand US dollars|
9:hs-8542-exports|Namibia|South Africa|2020|1.5|thousand US dollars|
left out: quarterly: 2
`},
		"trademap-suppliers.txt": {"List of supplying markets for the product imported by Viet Nam in 2020", true, `
6:hs-total-imports|Viet Nam|World|2020|1.234567e+06|thousand US dollars|
7:hs-total-imports|Viet Nam|China|2020|234567.5|thousand US dollars|
`},
		"trademap-products.csv": {"List of products imported by Namibia", false, `
4:hs-total-imports|Namibia||2019|100|thousand US dollars|
4:hs-total-imports|Namibia||2020|200|thousand US dollars|
5:hs-0101-imports|Namibia||2019|1|thousand US dollars|
5:hs-0101-imports|Namibia||2020|2|thousand US dollars|
`},
		"trademap-text.txt": {"", false, `
2:exports|World||2019|100||
2:exports|World||2020|200||
3:exports|Namibia||2019|1||
`},
		"trademap-es.csv": {"Lista de los mercados importadores para un producto exportado por Colombia", true, `
5:hs-0901-exports|Colombia|Mundo|2019|10.5||
5:hs-0901-exports|Colombia|Mundo|2020|11.25||
6:hs-0901-exports|Colombia|Perú|2019|1.5||
`},
	} {
		about, got := readFixture(t, name)
		if got != c.want[1:] {
			t.Errorf("%s:\n%swant\n%s", name, got, c.want[1:])
		}
		if about.Publisher != "itc" || about.Codes != "itc" || about.Title != c.title || about.Bilateral != c.bilateral || about.Single {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

// The series that the header tells are those of the rows.
func TestTradeMapSeries(t *testing.T) {
	names, err := filepath.Glob("testdata/trademap*")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		r, err := openFile(t, name)
		if err != nil {
			t.Fatal(err)
		}
		known := map[Series]bool{}
		series, err := r.Series(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range series {
			known[s] = true
		}
		if _, err := r.Read(t.Context(), Want{}, func(row Row) error {
			if !known[row.Series] {
				t.Errorf("%s: %+v is none of %v", name, row.Series, series)
			}
			return nil
		}); err != nil {
			t.Error(err)
		}
	}
}

func TestTradeMapOdd(t *testing.T) {
	const table = "Importers,Exported value in 2020\nWorld,5\n"
	for name, c := range map[string]struct{ text, want string }{
		"mirror data":            {"List of importing markets for a product exported by Iraq (Mirror)\nProduct: 27 Made-up fuels\n" + table, "4:hs-27-exports|Iraq|World|2020|5||reported by partners\n"},
		"mirror data, two lines": {"List of importing markets for a product exported by Iraq\nMirror data\n" + table, "4:exports|Iraq|World|2020|5||reported by partners\n"},
		"a service":              {"List of importing markets for a service exported by Iraq\nService: 9.2 Made-up software\n" + table, "4:service-9.2-exports|Iraq|World|2020|5||\n"},
		"all products":           {"List of exporters for the selected product\nProduct: All products\nExporters,Exported value in 2020\nIraq,5\n", "4:hs-total-exports|Iraq||2020|5||\n"},
		"quantities beside":      {"Exporters,Exported value in 2020,Exported quantity in 2020,Balance in value in 2020\nIraq,5,6,7\n", "2:exports|Iraq||2020|5||\n"},
		"both ways":              {"Exporters,Exported value in 2020,Imported value in 2020\nIraq,5,6\n", "2:exports|Iraq||2020|5||\n2:imports|Iraq||2020|6||\n"},
		"in French":              {"Liste des marchés importateurs pour un produit exporté par Tchad en 2020\nProduit : 0901 Café inventé\nImportateurs,Valeur exportée en 2020\nMonde,5\n", "4:hs-0901-exports|Tchad|Monde|2020|5||\n"},
		"whose trade the header tells": {"Importers\tExported value in 2020 (USD thousand)\tShare in Côte d'Ivoire's exports (%)\nWorld\t5\t100\n",
			"2:exports|Côte d'Ivoire|World|2020|5|thousand US dollars|\n"},
		"products, whose trade the header tells": {"Code\tProduct label\tValue imported in 2020, US Dollar thousand\tShare in Honduras' imports (%)\n'01\tA\t5\t100\n",
			"2:hs-01-imports|Honduras||2020|5|thousand US dollars|\n"},
		"a unit in words": {"Exporters\tExported value in 2020 in US Dollar thousand\tExported value in 2021 - Euro million\nIraq\t5\t6\n",
			"2:exports|Iraq||2020|5|thousand US dollars|\n2:exports|Iraq||2021|6|million euros|\n"},
		"months": {"Exporters,Exported value in 2020-M01,Exported value in 2019\nIraq,5,6\n", "2:exports|Iraq||2019|6||\nleft out: monthly: 1\n"},
	} {
		got, err := read(t, c.text, Want{})
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestTradeMapRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"partners of whom":     {"Importers,Exported value in 2020\nWorld,5\n", `x.csv:1:1: whose trade this is stands in the title`},
		"products of whom":     {"Product code,Product label,Exported value in 2020\n'01,A,5\n", `x.csv:1:1: whose trade this is stands in the title`},
		"a share in the world": {"Importers,Exported value in 2020,Share of partners in world's exports\nWorld,5,1\n", `x.csv:1:1: whose trade this is stands in the title`},
		"a word for a value":   {"Exporters,Exported value in 2020\nIraq,many\n", `x.csv:2:2: not a number: "many"`},
		"an unclear mark":      {"Exporters,Exported value in 2020\nIraq,\"1,234\"\n", `x.csv:2:2: decimal mark not known: "1,234"`},
		"no economy":           {"Exporters,Exported value in 2020\n,5\n", "x.csv:2:1: no economy"},
		"a comma unquoted":     {"Exporters,Exported value in 2020\nIraq,5\nKorea, Republic of,5\n", "x.csv:3:3: 3 fields, the header has 2"},
	} {
		_, err := read(t, c.text, Want{})
		if err == nil || !strings.HasPrefix(bare(err), c.want) || tidy.KindOf(err) != tidy.Data || tidy.HintOf(err) == "" {
			t.Errorf("%s: %v; want %q", name, err, c.want)
		}
	}
}

func TestTradeMapUnits(t *testing.T) {
	for text, want := range map[string]string{
		"US Dollar thousand": "thousand US dollars", "USD thousand": "thousand US dollars", "US Dollar million": "million US dollars",
		"Euro thousand": "thousand euros", "Chinese Yuan thousand": "thousand Chinese Yuan", "Dollar américain millier": "thousand US dollars", "": "",
		"miles de USD": "thousand US dollars", "Dólar Americano miles": "thousand US dollars", "Euro millones": "million euros", "Tons": "Tons",
	} {
		if got := tradeMapUnit(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzTradeMap(f *testing.F) { fuzzLayout(f, "trademap") }

// What a spreadsheet makes of these files is read like the files themselves.
func TestTradeSavedAgain(t *testing.T) {
	for _, name := range []string{
		"unctadstat.csv", "unctadstat-measures.csv", "unctadstat-series.csv", "unctadstat-pivot.csv", "unctadstat-period.csv",
		"comtrade.csv", "comtrade-labels.csv", "comtrade-legacy.csv", "comtrade-bulk.csv", "comtrade-wits.csv", "comtrade-wits-page.csv", "trademap.csv", "trademap-products.csv",
	} {
		about, want := readFixture(t, name)
		for how, text := range savedAgain(t, filepath.Join("testdata", name)) {
			got, err := read(t, text, Want{})
			if err != nil || places.ReplaceAllString(got, "") != places.ReplaceAllString(want, "") {
				t.Errorf("%s, %s:\n%s%v; want\n%s", name, how, got, err, want)
				continue
			}
			if r, err := open(t, text); err != nil || r.About() != about {
				t.Errorf("%s, %s: %+v, %v; want %+v", name, how, r, err, about)
			}
		}
	}
}
