package dialect_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/dialect"
	"tradestats/internal/unpack"
)

// A cell is the text of a field and whether it is written in quotes.
type cell struct {
	text   string
	quoted bool
}

// A style is how a table is written.
type style struct{ delimiter, quote, escape, end string }

var plain = style{",", `"`, `"`, "\r\n"}

// write writes rows of cells, and between puts text of its own instead of the
// delimiter ahead of a cell, where it knows one.
func (s style) write(rows [][]cell, between map[[2]int]string) string {
	var b strings.Builder
	for i, row := range rows {
		for j, c := range row {
			if d, ok := between[[2]int{i, j}]; ok {
				b.WriteString(d)
			} else if j > 0 {
				b.WriteString(s.delimiter)
			}
			text := c.text
			if c.quoted {
				text = s.quote + strings.ReplaceAll(text, s.quote, s.escape+s.quote) + s.quote
			}
			b.WriteString(text)
		}
		b.WriteString(s.end)
	}
	return b.String()
}

// pollutedTable is a table of made-up deliveries: dates, codes, numbers, texts
// in quotes with delimiters, quotes and apostrophes in them, an empty column.
func pollutedTable() [][]cell {
	goods := []string{"Cable, armoured", "Router 19\" rack", "Fibre", "Modem's casing", "Patch panel, 24 ports", "Antenna", "Mast, 30 m"}
	from := []string{"Congo, Dem. Rep.", "Peru", "Korea, Rep.", "Côte d'Ivoire", "Chad"}
	rows := [][]cell{{{"day", false}, {"hour", false}, {"code", false}, {"origin", true}, {"units", false}, {"value", false}, {"goods", true}, {"remark", false}}}
	for i := range 40 {
		good, place := goods[i%len(goods)], from[i%len(from)]
		rows = append(rows, []cell{
			{fmt.Sprintf("2021-%02d-%02d", i%12+1, i%28+1), false}, {fmt.Sprintf("%02d:%02d", i%24, 7*i%60), false},
			{fmt.Sprintf("%c%c-%04d", 'A'+i%26, 'K'+i%9, 1000+37*i), false}, {place, strings.Contains(place, ",")},
			{fmt.Sprint(i % 13), false}, {fmt.Sprintf("%d.%02d", 10+3*i, i*11%100), false},
			{good + ": made up for a test, lot " + fmt.Sprint(i), true}, {"", false},
		})
	}
	return rows
}

func texts(rows [][]cell) [][]string {
	var out [][]string
	for _, row := range rows {
		var r []string
		for _, c := range row {
			r = append(r, c.text)
		}
		out = append(out, r)
	}
	return out
}

// A variant is a polluted text and what should be read of it.
type variant struct {
	name  string
	text  string
	want  [][]string
	exact bool // nothing of it is lost
}

// fileVariants are polluted as a whole.
func fileVariants() []variant {
	rows := pollutedTable()
	want, text := texts(rows), plain.write(rows, nil)
	head := make([]string, len(want[0]))
	for k, h := range want[0] {
		head[k] = h + " " + h
	}
	lean := make([][]cell, len(rows)) // the second table
	wider := make([][]cell, len(rows))
	for i, row := range rows {
		lean[i] = row[:len(row)-1]
		wider[i] = append(slices.Clone(row), cell{"more", false})
	}
	styled := func(delimiter, quote, escape, end string) string {
		return style{delimiter, quote, escape, end}.write(rows, nil)
	}
	return []variant{
		{"as it is", text, want, true},
		{"no newline at the end", strings.TrimSuffix(text, "\r\n"), want, true},
		{"two newlines at the end", text + "\r\n", want, true},
		{"no header", plain.write(rows[1:], nil), want[1:], true},
		{"header twice", plain.write(rows[:1], nil) + text, append([][]string{head}, want[1:]...), true},
		{"preamble", "SOME TITLE,,,,,,,\r\n,,,,,,,\r\n" + text, want, true},
		{"preamble that is not delimited", "Some title of the table\r\n\r\n" + text, want, true},
		{"footnotes", text + "\r\nSource: made up\r\nLast updated: 2021-05-01, by hand\r\n", want, true},
		{"footnotes that are delimited", text + ",,,,,,,\r\nSource: made up,,,,,,,\r\n", want, true},
		{"table below with fewer columns", text + plain.write(lean, nil), want, true},
		{"table below with as many columns", text + text, want, true},
		{"table below with more columns", text + plain.write(wider, nil), want, true},
		{"header only", plain.write(rows[:1], nil), want[:1], true},
		{"one row", plain.write(rows[:2], nil), want[:2], true},
		{"LF", styled(",", `"`, `"`, "\n"), want, true},
		{"CR", styled(",", `"`, `"`, "\r"), want, true},
		{"semicolon", styled(";", `"`, `"`, "\r\n"), want, true},
		{"tab", styled("\t", `"`, `"`, "\r\n"), want, true},
		{"pipe", styled("|", `"`, `"`, "\r\n"), want, true},
		{"comma and space", styled(", ", `"`, `"`, "\r\n"), want, true},
		{"space", styled(" ", `"`, `"`, "\r\n"), want, false}, // Côte d'Ivoire is not quoted
		{"apostrophe", styled(",", "'", "'", "\r\n"), want, true},
		{"apostrophe, not escaped", styled(",", "'", "", "\r\n"), want, true},
		{"backslash", styled(",", `"`, `\`, "\r\n"), want, true},
		{"quotes not escaped", styled(",", `"`, "", "\r\n"), want, true},
	}
}

// rowVariants are polluted in one row, in all rows and columns.
func rowVariants() []variant {
	rows := pollutedTable()
	want := texts(rows)
	var out []variant
	for i, row := range rows {
		for j := range row {
			at := fmt.Sprintf("row %d, column %d", i, j)
			out = append(out, variant{"more delimiters: " + at, plain.write(rows, map[[2]int]string{{i, j}: strings.Repeat(",", min(j, 1)+1)}), want, true})
			if j > 0 {
				// Where two words of a header or two numbers meet, nothing tells.
				known := i > 0 && j != 5 || row[j].quoted != row[j-1].quoted
				out = append(out, variant{"no delimiter: " + at, plain.write(rows, map[[2]int]string{{i, j}: ""}), want, known})
			}
			stray, has := slices.Clone(rows), slices.Clone(want)
			stray[i], has[i] = slices.Clone(row), slices.Clone(want[i])
			has[i][j] = `"` + has[i][j]
			written := plain.write(stray, nil)
			marked := strings.Split(written, "\r\n")
			marked[i] = strayQuote(rows[i], j)
			out = append(out, variant{"stray quote: " + at, strings.Join(marked, "\r\n"), has, true})
		}
		spaces := map[[2]int]string{}
		for j := 1; j < len(row); j++ {
			spaces[[2]int{i, j}] = " "
		}
		out = append(out, variant{fmt.Sprintf("spaces: row %d", i), plain.write(rows, spaces), want, true})
	}
	return out
}

// strayQuote writes a row with a quote ahead of the text of a cell.
func strayQuote(row []cell, j int) string {
	var parts []string
	for k, c := range row {
		text := strings.ReplaceAll(c.text, `"`, `""`)
		if k == j {
			text = `"` + text
		}
		if c.quoted {
			text = `"` + text + `"`
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, ",")
}

// open opens bytes as a file's.
func open(t testing.TB, raw, encoding string) *unpack.Text {
	t.Helper()
	texts, err := unpack.Open("-", unpack.Options{Stdin: strings.NewReader(raw), Encoding: encoding})
	if err != nil {
		t.Fatal(err)
	}
	return texts[0]
}

// find finds the dialect of a text.
func find(text *unpack.Text, given dialect.Given) (dialect.Dialect, error) {
	head, err := text.Head(dialect.HeadSize)
	if err != nil {
		return dialect.Dialect{}, err
	}
	return dialect.Find(head, given)
}

// read reads all records of a file.
func read(t testing.TB, raw string, given dialect.Given) ([][]string, dialect.Dialect, *dialect.Table) {
	t.Helper()
	return readText(t, open(t, raw, ""), given)
}

func readText(t testing.TB, text *unpack.Text, given dialect.Given) ([][]string, dialect.Dialect, *dialect.Table) {
	t.Helper()
	d, err := find(text, given)
	if err != nil {
		t.Fatal(err)
	}
	in, err := text.Input()
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	table, err := dialect.Records(in.Reader(), d)
	if err != nil {
		t.Fatal(err)
	}
	var out [][]string
	for table.Next() {
		out = append(out, slices.Clone(table.Fields()))
	}
	if table.Err() != nil {
		t.Fatal(table.Err())
	}
	return out, d, table
}

// f1 is the harmonic mean of precision and recall of what was found of what
// there is, in any order.
func f1(want, got []string) float64 {
	left := map[string]int{}
	for _, w := range want {
		left[w]++
	}
	both := 0
	for _, g := range got {
		if left[g] > 0 {
			left[g]--
			both++
		}
	}
	return 2 * float64(both) / float64(len(want)+len(got))
}

func joined(rows [][]string) []string {
	var out []string
	for _, r := range rows {
		out = append(out, strings.Join(r, "\x00"))
	}
	return out
}

// quality is the mean F1 of the cells of the header, the records and the cells.
func quality(want, got [][]string) float64 {
	if len(got) == 0 {
		return 0
	}
	return (f1(want[0], got[0]) + f1(joined(want), joined(got)) + f1(slices.Concat(want...), slices.Concat(got...))) / 3
}

func TestPolluted(t *testing.T) {
	all := append(fileVariants(), rowVariants()...)
	sum := 0.0
	for _, v := range all {
		got, d, _ := read(t, v.text, dialect.Given{})
		q := quality(v.want, got)
		sum += q
		if v.exact && !slices.EqualFunc(got, v.want, slices.Equal) {
			t.Errorf("%s: %s: quality %.4f%s", v.name, d, q, differences(v.want, got))
		}
		if q < 0.85 {
			t.Errorf("%s: %s: quality %.4f, want at least 0.85", v.name, d, q)
		}
	}
	mean := sum / float64(len(all))
	t.Logf("%d variants, mean quality %.5f", len(all), mean)
	if mean < 0.995 {
		t.Errorf("mean quality %.5f, want at least 0.995", mean)
	}
}

// differences shows the first rows that differ.
func differences(want, got [][]string) string {
	var b strings.Builder
	for i := range max(len(want), len(got)) {
		var w, g []string
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if !slices.Equal(w, g) {
			fmt.Fprintf(&b, "\n  record %d: %q\n       want: %q", i, g, w)
			if b.Len() > 1000 {
				break
			}
		}
	}
	return b.String()
}
