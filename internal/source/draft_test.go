package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// drafted writes a draft for a text, and reads the text by it.
func drafted(t *testing.T, text string) (draft, rows string, err error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	texts, err := unpack.Open(path, unpack.Options{})
	if err != nil {
		return "", "", err
	}
	if draft, err = Draft(texts[0]); err != nil {
		return "", "", err
	}
	m, err := ParseMapping("m.yaml", []byte(draft))
	if err != nil {
		return draft, "", err
	}
	if texts, err = unpack.Open(path, unpack.Options{Encoding: m.Encoding}); err != nil {
		return draft, "", err
	}
	r, err := Open(texts[0], Options{Mapping: m})
	if err != nil {
		return draft, "", err
	}
	rows, err = written(r, Want{})
	return draft, rows, err
}

// A draft that guessed everything works as it is.
func TestDraftWorks(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"English":               {"Country,Year,Sales,Value\nFrance,2019,a,1.5\nChad,2020,b,..\n", "2:|France||2019|1.5||\n"},
		"French":                {"Tableau inventé\n\nPays;Année;Unité;Valeur\nCôte d'Ivoire;2019;millions d'euros;1 234,5\nTchad;2019;millions d'euros;n/a\n", "4:|Côte d'Ivoire||2019|1234.5|millions d'euros|\n"},
		"French, narrow":        {"Pays;Année;Valeur\nTchad;2019;1\u202f234,5\nTchad;2020;1\u00a0234\u00a0567\n", "2:|Tchad||2019|1234.5||\n3:|Tchad||2020|1.234567e+06||\n"},
		"German":                {"Land;Jahr;Wert;Einheit\nÖsterreich;2019;1.234,5;Mio. EUR\nTschad;2020;-;Mio. EUR\n", "2:|Österreich||2019|1234.5|Mio. EUR|\n"},
		"German, Windows":       {"L\xe4nder;Jahr;Wert\n\xd6sterreich;2019;1,25\nFrankreich;2019;2,5\n", "2:|Österreich||2019|1.25||\n3:|Frankreich||2019|2.5||\n"},
		"Spanish":               {"País\tAño\tValor\nPerú\t2019\t1,5\nPerú\t2020\t***\n", "2:|Perú||2019|1.5||\n"},
		"Portuguese":            {"Indicador;País;Ano;Valor\nvendas;Brasil;2019;1.234.567\nvendas;Brasil;2020;:\n", "2:vendas|Brasil||2019|1.234567e+06||\n"},
		"years across":          {"Country,Note,2019,2020\nFrance,x,1,2\nChad,y,..,3\n", "2:|France||2019|1||\n2:|France||2020|2||\n3:|Chad||2020|3||\n"},
		"years in names":        {"Pays;Valeur en 2019;Valeur en 2020\nTchad;1,5;2,5\n", "2:|Tchad||2019|1.5||\n2:|Tchad||2020|2.5||\n"},
		"by their content":      {"Where,When,How much\nFrance,2019,1.5\nChad,2020,2.5\n", "2:|France||2019|1.5||\n3:|Chad||2020|2.5||\n"},
		"a code and a name":     {"Country,ISO3,Year,Value\nFrance,FRA,2019,1.5\n", "2:|FRA||2019|1.5||\n"},
		"Swiss":                 {"Land;Jahr;Wert\nSchweiz;2019;1'234'567.5\nSchweiz;2020;2.5\n", "2:|Schweiz||2019|1.2345675e+06||\n3:|Schweiz||2020|2.5||\n"},
		"American":              {"Country,Year,Value\nFrance,2019,\"1,234\"\nFrance,2020,12.5\n", "2:|France||2019|1234||\n3:|France||2020|12.5||\n"},
		"a column without name": {",2019,2020\nFrance,1,2\n", "2:|France||2019|1||\n2:|France||2020|2||\n"},
		"quotes in a header":    {"\"Country \"\"or\"\" area\",Year,\"Value: #1\"\nFrance,2019,1.5\n", "2:|France||2019|1.5||\n"},
	} {
		draft, got, err := drafted(t, c.text)
		if err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q\n%s", name, got, err, c.want, draft)
		}
	}
}

// What is not found is said, and is a mistake to leave so.
func TestDraftAsks(t *testing.T) {
	draft, _, err := drafted(t, "Wo,Was,2 Dinge\nhier,dies,1\n")
	if err == nil || !strings.HasPrefix(err.Error(), "m.yaml:3: no economy") || tidy.KindOf(err) != tidy.Data {
		t.Errorf("%v", err)
	}
	for _, want := range []string{"# economy:", "# year:", "# The columns in line 1 are Wo | Was | 2 Dinge"} {
		if !strings.Contains(draft, want) {
			t.Errorf("no %q in\n%s", want, draft)
		}
	}
	draft, _, err = drafted(t, "Country,Year,Value\nFrance,2019,1\nFrance,2020,confidential\n")
	if err == nil || !strings.Contains(draft, "# among the values are also: confidential\n") {
		t.Errorf("%v\n%s", err, draft)
	}
	draft, _, err = drafted(t, "Country;Year;Value\nFrance;2019;1,234\n")
	if err == nil || !strings.Contains(draft, "# decimal:                      # not found: can be a thousands mark in 1,234\n") {
		t.Errorf("%v\n%s", err, draft)
	}
	if _, _, err = drafted(t, "nothing here\n"); tidy.KindOf(err) != tidy.Data {
		t.Errorf("no table: %v", err)
	}
}

func FuzzDraft(f *testing.F) {
	for _, name := range []string{"mapping-long.csv", "mapping-wide.csv", "tidy.csv", "trademap.csv"} {
		f.Add([]byte(fixture(f, name)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		texts, err := unpack.Open("-", unpack.Options{Stdin: strings.NewReader(string(text))})
		if err != nil {
			return
		}
		draft, err := Draft(texts[0])
		if err != nil {
			if tidy.KindOf(err) != tidy.Data {
				t.Errorf("not an error of the data: %v", err)
			}
			return
		}
		m, err := ParseMapping("m.yaml", []byte(draft))
		if err != nil {
			if !strings.Contains(draft, "not found") {
				t.Errorf("nothing is missing, and yet %v in\n%s", err, draft)
			}
			return
		}
		if _, err := Open(texts[0], Options{Mapping: m}); err != nil {
			t.Errorf("%v: it is not the header of\n%s", err, draft)
		}
	})
}
