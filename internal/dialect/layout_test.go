package dialect_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/dialect"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// TestLayout reads small files as they come from publishers, with made-up
// values. Cells are joined by bars.
func TestLayout(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"blank rows and footnotes that are delimited",
			"Country,Code,2019,2020\nPeru,PER,1.5,..\nChad,TCD,..,..\n,,,\n,,,\nData from: nowhere,,,\nLast Updated: 01/02/2024,,,\n",
			"Country|Code|2019|2020\nPeru|PER|1.5|..\nChad|TCD|..|.."},
		{"title above two columns, a value missing at the end",
			"Title of the table\n\neconomy,value\nPeru,1\nMali,3\nChad,\n", "economy|value\nPeru|1\nMali|3\nChad|"},
		{"a header of two lines, the first with gaps",
			"Table 4,,,\n,,2019,2019\neconomy,code,imports,exports\nPeru,PER,1.5,2.5\nChad,TCD,1.25,2\nMali,MLI,4,5\nTogo,TGO,4.5,8\n",
			"economy|code|2019 imports|2019 exports\nPeru|PER|1.5|2.5\nChad|TCD|1.25|2\nMali|MLI|4|5\nTogo|TGO|4.5|8"},
		{"headings amid the data, also at its end",
			"region,2019,2020,2021\nAfrica: north and south,,,\nChad,1,2,3\nAsia: all of it,,,\nIran,3,4,5\nOceania: none,,,\n",
			"region|2019|2020|2021\nAfrica: north and south|||\nChad|1|2|3\nAsia: all of it|||\nIran|3|4|5\nOceania: none|||"},
		{"titles and notes that are not delimited, with commas of their own",
			"\"Estimates, annual\"\n\"Frequency, annual\",,,,\nUnit: per cent\nYEAR,2018,2019,2020,2021\nPeru,10.5,11.5,12.5,13.5\nChad,..,1.5,2.5,3.5\nMali,1.5,1.75,..,3.5\n(1) Estimates\n\"Source: made up, by hand\"\n",
			"YEAR|2018|2019|2020|2021\nPeru|10.5|11.5|12.5|13.5\nChad|..|1.5|2.5|3.5\nMali|1.5|1.75|..|3.5"},
		{"a source above that has as many commas as columns",
			"Source: OECD, WTO, ITU\neconomy;year;value;flag\nPeru;2019;3,5;e\nChad;2020;4,1;\nKorea, Rep.;2020;14,1;\n",
			"economy|year|value|flag\nPeru|2019|3,5|e\nChad|2020|4,1|\nKorea, Rep.|2020|14,1|"},
		{"rows that end in nothing", "name,place,remark\nAna,Lima,ok\nBob,,\nCy,,\n", "name|place|remark\nAna|Lima|ok\nBob||\nCy||"},
		{"rows of any width", "a,b,c,d\n1,2\n3,4,5\n6,7,8,9\n1\n2,3\n", "a|b|c|d\n1|2\n3|4|5\n6|7|8|9\n1\n2|3"},
		{"a comma at the end of each row but the first", "economy,year,value\nPeru,2019,3.5,\nChad,2020,1.5,\nMali,2020,1.5,\n",
			"economy|year|value\nPeru|2019|3.5|\nChad|2020|1.5|\nMali|2020|1.5|"},
		{"names with commas that are not quoted",
			"economy,year,value\nPeru,2019,3.5\nKorea, Rep.,2019,4.5\nChad,2020,1.5\nCongo, Dem. Rep.,2020,1.5\nMali,2020,1.5\nTogo,2020,1.5\n",
			"economy|year|value\nPeru|2019|3.5\nKorea, Rep.|2019|4.5\nChad|2020|1.5\nCongo, Dem. Rep.|2020|1.5\nMali|2020|1.5\nTogo|2020|1.5"},
		{"names with commas beside empty cells",
			"economy,note,text\nPeru,a,good\nKorea, Rep.,,bad\nChad,b,good\nMali,,\nTogo,c,bad\n",
			"economy|note|text\nPeru|a|good\nKorea, Rep.||bad\nChad|b|good\nMali||\nTogo|c|bad"},
		{"thousands that are not quoted", "economy,year,value\nPeru,2019,\"3,500\"\nChad,2020,1,500\nMali,2020,\"1,700\"\nTogo,2020,\"1,900\"\nIran,2020,\"1,900\"\n",
			"economy|year|value\nPeru|2019|3,500\nChad|2020|1,500\nMali|2020|1,700\nTogo|2020|1,900\nIran|2020|1,900"},
		{"line ends of both kinds", "a,b\r\n1,2\n3,4\r\n5,6\r\n", "a|b\n1|2\n3|4\n5|6"},
		{"spaces that align", "economy  value\nPeru  1\nChad  2\n", "economy||value\nPeru||1\nChad||2"},
		{"a single cell", "x", "x"},
		{"prose", "This is a short text.\nIt has five words here.\n", "This is a short text.\nIt has five words here."},
		{"a line of prose", "Trade of 2019 and 2020\n", "Trade of 2019 and 2020"},
		{"prose with numbers", "In 2019 trade rose by 5 percent\nwhile that of 2020 fell, by 7,\nand none was seen\nin 3 of 12 years before\n",
			"In 2019 trade rose by 5 percent\nwhile that of 2020 fell, by 7,\nand none was seen\nin 3 of 12 years before"},
		{"a paragraph", "Redistribution and use in source and binary forms\nwith or without modification are permitted provided\nthat the following conditions are met by all\n",
			"Redistribution and use in source and binary forms\nwith or without modification are permitted provided\nthat the following conditions are met by all"},
	} {
		got, d, _ := read(t, c.text, dialect.Given{})
		var lines []string
		for _, r := range got {
			lines = append(lines, strings.Join(r, "|"))
		}
		if text := strings.Join(lines, "\n"); text != c.want {
			t.Errorf("%s: %s\n%s\nwant:\n%s", c.name, d, text, c.want)
		}
	}
}

func TestGiven(t *testing.T) {
	two, none := 2, 0
	for _, c := range []struct {
		name, text string
		given      dialect.Given
		want       [][]string
	}{
		{"delimiter", "a;b,c\n1;2,3\n4;5,6\n", dialect.Given{Delimiter: ";"}, [][]string{{"a", "b,c"}, {"1", "2,3"}, {"4", "5,6"}}},
		{"delimiter of two letters", "a::b\n1::2\n", dialect.Given{Delimiter: "::"}, [][]string{{"a", "b"}, {"1", "2"}}},
		{"no quotes", "a,\"b\n1,\"2\n", dialect.Given{Quote: dialect.None}, [][]string{{"a", `"b`}, {"1", `"2`}}},
		{"quote", "a,^b,b^\n1,^2^\n", dialect.Given{Quote: "^"}, [][]string{{"a", "b,b"}, {"1", "2"}}},
		{"escape", "a,\"b!\"b\"\n1,2\n", dialect.Given{Escape: "!"}, [][]string{{"a", `b"b`}, {"1", "2"}}},
		{"header", "a,b\nc,d\n1,2\n", dialect.Given{Header: &two}, [][]string{{"a c", "b d"}, {"1", "2"}}},
		{"preamble", "a,b\nc,d\n1,2\n", dialect.Given{Preamble: &two}, [][]string{{"1", "2"}}},
		{"neither", "title\n\na,b,c\na,b,c\n1,2,3\n", dialect.Given{Preamble: &none, Header: &none},
			[][]string{{"title"}, {"a", "b", "c"}, {"a", "b", "c"}, {"1", "2", "3"}}},
	} {
		got, d, _ := read(t, c.text, c.given)
		if !slices.EqualFunc(got, c.want, slices.Equal) {
			t.Errorf("%s: %s: %q, want %q", c.name, d, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name, text string
		given      dialect.Given
		kind       tidy.Kind
		encoding   string
	}{
		{"empty", "", dialect.Given{}, tidy.Data, ""},
		{"blank", "\xef\xbb\xbf \r\n\r\n", dialect.Given{}, tidy.Data, ""},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", dialect.Given{}, tidy.Data, ""},
		{"control characters", strings.Repeat("\x01\x02abc", 20), dialect.Given{}, tidy.Data, ""},
		{"encoding", "a,b", dialect.Given{}, tidy.Usage, "klingon"},
		{"delimiter", "a,b", dialect.Given{Delimiter: "\n"}, tidy.Usage, ""},
		{"quote", "a,b", dialect.Given{Quote: "abc"}, tidy.Usage, ""},
		{"quote that is the delimiter", "a,b", dialect.Given{Quote: ",", Delimiter: ","}, tidy.Usage, ""},
		{"escape", "a,b", dialect.Given{Escape: "\n"}, tidy.Usage, ""},
	} {
		texts, err := unpack.Open("-", unpack.Options{Stdin: strings.NewReader(c.text), Encoding: c.encoding})
		if err == nil {
			_, err = find(texts[0], c.given)
		}
		var e *tidy.Error
		if !errors.As(err, &e) || e.Kind != c.kind || e.Hint == "" {
			t.Errorf("%s: %v, want an error of kind %d with a hint", c.name, err, c.kind)
		}
	}
}
