package dialect_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"tradestats/internal/dialect"
)

// tables are of all kinds, with made-up values.
func tables() map[string][][]string {
	out := map[string][][]string{}
	add := func(name string, row ...string) { out[name] = append(out[name], row) }
	add("two columns", "economy", "value")
	add("only numbers", "2019", "2020", "2021", "2022")
	add("texts", "title", "abstract", "remarks")
	add("line breaks", "id", "text", "note")
	add("decimal commas", "Land", "Jahr", "Wert", "Anteil")
	add("gaps", "economy", "code", "2018", "2019", "2020")
	add("one column", "economy")
	wide := []string{"code"}
	for k := range 29 {
		wide = append(wide, fmt.Sprintf("year %d", 1990+k))
	}
	add("thirty columns", wide...)
	names := []string{"Peru", "Congo, Dem. Rep.", "Côte d'Ivoire", "Türkiye", "The \"Bahamas\"", "São Tomé; and Príncipe", "Chad"}
	for i := range 30 {
		name := names[i%len(names)]
		add("two columns", name, fmt.Sprintf("%d.%d", 17*i, i%10))
		add("only numbers", fmt.Sprint(i*i), fmt.Sprint(1000-i), fmt.Sprintf("%d.5", i), fmt.Sprintf("-%d", 3*i))
		add("texts", "On "+name+": a study, in parts", strings.Repeat("well; then, no | yes ", 1+i%4), "(none), of \"it\"")
		add("line breaks", fmt.Sprint(i), "first line, of "+name+"\nsecond \"line\"\n\nlast", strings.Repeat("long text. ", 20))
		add("decimal commas", name, fmt.Sprint(2000+i), fmt.Sprintf("%d,%02d", i*7, i), fmt.Sprintf("0,%d", i))
		row := []string{name, fmt.Sprintf("%cAX", 'A'+i%26), "", "", ""}
		row[2+i%3] = fmt.Sprintf("%d.25", i)
		add("gaps", row...)
		add("one column", strings.ReplaceAll(name, ";", ""))
		cells := []string{fmt.Sprintf("C%02d", i)}
		for k := range 29 {
			cells = append(cells, fmt.Sprint((i+1)*(k+3)))
		}
		add("thirty columns", cells...)
	}
	return out
}

// quoteWhereNeeded makes cells of texts.
func quoteWhereNeeded(rows [][]string, s style) [][]cell {
	var out [][]cell
	for _, row := range rows {
		var cells []cell
		for _, text := range row {
			cells = append(cells, cell{text, strings.ContainsAny(text, s.delimiter+s.quote+"\r\n")})
		}
		out = append(out, cells)
	}
	return out
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	for name, rows := range tables() {
		for _, delimiter := range []string{",", ";", "\t", "|", ", "} {
			for _, quote := range []string{`"`, "'"} {
				for _, end := range []string{"\n", "\r\n", "\r"} {
					s := style{delimiter, quote, quote, end}
					if len(rows[0]) == 1 && (delimiter != "," || quote != `"`) || end == "\r" && name == "line breaks" {
						continue // nothing tells how it is written
					}
					text := s.write(quoteWhereNeeded(rows, s), nil)
					got, d, table := read(t, text, dialect.Given{})
					if !slices.EqualFunc(got, rows, slices.Equal) {
						t.Errorf("%s, %q: %s%s", name, s, d, differences(rows, got))
					}
					if end == "\r" {
						end = "\n" // unpack makes it so
					}
					if d.End != end || d.Preamble != 0 || table.Mended.Count > 0 {
						t.Errorf("%s, %q: %s, %d mended", name, s, d, table.Mended.Count)
					}
				}
			}
		}
	}
}

func TestEncodings(t *testing.T) {
	rows := tables()["two columns"]
	text := plain.write(quoteWhereNeeded(rows, plain), nil)
	bom := "\xef\xbb\xbf"
	encoded := func(e interface{ String(string) (string, error) }) string {
		out, err := e.String(text)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder()
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder()
	western := encoded(charmap.Windows1252.NewEncoder())
	for _, c := range []struct{ name, text, given, want string }{
		{"UTF-8", text, "", "utf-8"}, {"UTF-8 with BOM", bom + text, "", "utf-8"},
		{"UTF-16 LE with BOM", "\xff\xfe" + encoded(le), "", "utf-16le"}, {"UTF-16 LE", encoded(le), "", "utf-16le"},
		{"UTF-16 BE with BOM", "\xfe\xff" + encoded(be), "", "utf-16be"}, {"UTF-16 BE", encoded(be), "", "utf-16be"},
		{"Windows-1252", western, "", "windows-1252"}, {"Windows-1252, given", western, "windows-1252", "windows-1252"},
		{"ISO 8859-15, given", encoded(charmap.ISO8859_15.NewEncoder()), "iso-8859-15", "iso-8859-15"},
		{"UTF-16 LE with BOM, given", "\xff\xfe" + encoded(le), "utf-16le", "utf-16le"},
	} {
		opened := open(t, c.text, c.given)
		got, d, _ := readText(t, opened, dialect.Given{})
		if opened.Encoding != c.want || !slices.EqualFunc(got, rows, slices.Equal) {
			t.Errorf("%s: %s%s", c.name, d, differences(rows, got))
		}
	}
	mixed := text + "C\xf4te,1.0\r\n" // a line of another file
	got, _, _ := read(t, mixed, dialect.Given{})
	if want := append(slices.Clone(rows), []string{"Côte", "1.0"}); !slices.EqualFunc(got, want, slices.Equal) {
		t.Errorf("mixed:%s", differences(want, got))
	}
}

// TestSamples compares what is read of publishers' files with what encoding/csv
// reads: all of it but what stands above the table.
func TestSamples(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/samples/*.?sv")
	if len(files) == 0 {
		t.Skip("no samples: they are not part of the project")
	}
	above := map[string]int{"API_": 2} // records
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		strict := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))))
		strict.FieldsPerRecord = -1
		if filepath.Ext(file) == ".tsv" {
			strict.Comma = '\t'
		}
		want, err := strict.ReadAll()
		if err != nil {
			t.Fatal(file, err)
		}
		want = want[above[filepath.Base(file)[:4]]:]
		got, d, table := read(t, string(text), dialect.Given{})
		for _, r := range got {
			for k := range r {
				r[k] = strings.ReplaceAll(r[k], "\r\n", "\n") // as encoding/csv does
			}
		}
		if !slices.EqualFunc(got, want, slices.Equal) || table.Mended.Count+table.Notes+table.Second > 0 || d.Header != 1 {
			t.Errorf("%s: %s%s", filepath.Base(file), d, differences(want, got))
		}
	}
}

// TestDamageStays pollutes each row of each table in each column: all other rows
// are read as they are.
func TestDamageStays(t *testing.T) {
	for name, rows := range tables() {
		if len(rows[0]) == 1 || name == "line breaks" {
			continue
		}
		lines := strings.SplitAfter(plain.write(quoteWhereNeeded(rows, plain), nil), "\r\n")
		for i := range rows {
			for j := range rows[i] {
				if len(rows[i]) > 9 && (i+j)%9 > 0 { // not all of so many
					continue
				}
				cells := quoteWhereNeeded(rows[i:i+1], plain)
				for what, line := range map[string]string{
					"more":  plain.write(cells, map[[2]int]string{{0, j}: strings.Repeat(",", min(j, 1)+1)}),
					"less":  plain.write(cells, map[[2]int]string{{0, j}: ""}),
					"quote": strayQuote(cells[0], j) + "\r\n",
				} {
					if what == "less" && i == 0 && len(rows[i]) == 2 {
						continue // a line that is not delimited is a title
					}
					text := strings.Join(slices.Concat(lines[:i], []string{line}, lines[i+1:]), "")
					got, d, _ := read(t, text, dialect.Given{})
					if len(got) == len(rows) {
						got[i] = rows[i]
					}
					if !slices.EqualFunc(got, rows, slices.Equal) {
						t.Errorf("%s, %s: row %d, column %d: %s\n%s%s", name, what, i, j, d, line, differences(rows, got))
					}
				}
			}
		}
	}
}
