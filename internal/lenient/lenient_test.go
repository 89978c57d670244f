package lenient_test

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"tradestats/internal/lenient"
	"tradestats/internal/mend"
)

// TestReader reads without columns: nothing is mended. What is said of a record
// stands ahead of its fields.
func TestReader(t *testing.T) {
	csv := mend.Style{Delimiter: ",", Quote: '"', Escape: '"'}
	for _, c := range []struct {
		name, text string
		style      mend.Style
		want       string
	}{
		{"as by the rules", "a,b\n\"1,\"\"\n\",2\n", csv, "1:a|b 2:1,\"\n|2"},
		{"blank lines", "a\n\r\n\nb", csv, "1:a 4 gap:b"},
		{"a quote left open", "a,b\n\"1,2\n3,4\n", csv, "1:a|b 2 broken:\"1|2 3:3|4"},
		{"text behind a quote", "\"a\"x,b\n1,2\n", csv, "1 broken:\"a\"x|b 2:1|2"},
		{"a quote inside", "a\"b,\"c\n1,2\n", csv, "1 broken:a\"b|\"c 2:1|2"},
		{"a quote in quotes", "\"a \"b\" c\",d\n", csv, "1 broken:a \"b\" c|d"},
		{"CRLF", "a,b\r\n\"1\r\n2\",3\r\n", csv, "1 CRLF:a|b 2 CRLF:1\r\n2|3"},
		{"backslash", `"a\"b\\",c\d`, mend.Style{Delimiter: ",", Quote: '"', Escape: '\\'}, `1:a"b\|c\d`},
		{"two characters", "a::b:c\n", mend.Style{Delimiter: "::"}, "1:a|b:c"},
		{"no quotes", "\"a,b\"\n", mend.Style{Delimiter: ","}, "1:\"a|b\""},
		{"Windows-1252", "C\xf4te,Côte\n", csv, "1:Côte|Côte"},
	} {
		for _, src := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
			r := lenient.NewReader(src, c.style, nil)
			var got []string
			err := r.Next()
			for ; err == nil; err = r.Next() {
				said := fmt.Sprint(r.Line)
				for word, is := range map[string]bool{" gap": r.Gap, " broken": r.Broken, " CRLF": r.CRLF} {
					if is {
						said += word
					}
				}
				got = append(got, said+":"+strings.Join(r.Fields, "|"))
			}
			if text := strings.Join(got, " "); text != c.want || err != io.EOF {
				t.Errorf("%s: %q, want %q; %v", c.name, text, c.want, err)
			}
		}
	}
}

// The columns tell where a record is mended; what follows it stays.
func TestMended(t *testing.T) {
	style := mend.Style{Delimiter: ",", Quote: '"', Escape: '"'}
	columns := mend.Learn([][]string{{"Peru", "1.5"}, {"Chad", "2.5"}, {"Mali", "3.5"}, {"Togo", "4.5"}}, 2)
	r := lenient.NewReader(strings.NewReader("Korea, Rep.,1.5\n\"Iran,2.5\nOman,3.5\n"), style, columns)
	for _, want := range []string{"Korea, Rep.|1.5|true", "\"Iran|2.5|true", "Oman|3.5|false"} {
		if err := r.Next(); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Fields, "|") + fmt.Sprintf("|%t", r.Mended); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestSkipLines(t *testing.T) {
	r := lenient.NewReader(strings.NewReader("\"title\n\na,b\n"), mend.Style{Delimiter: ",", Quote: '"', Escape: '"'}, nil)
	if err := r.SkipLines(2); err != nil {
		t.Fatal(err)
	}
	if err := r.Next(); err != nil || r.Line != 3 || len(r.Fields) != 2 {
		t.Errorf("line %d: %q, %v", r.Line, r.Fields, err)
	}
	if err := r.SkipLines(5); err != nil || r.Next() != io.EOF {
		t.Errorf("lines behind the end: %v", err)
	}
}

// A source that fails is no end of the text.
func TestSourceFails(t *testing.T) {
	r := lenient.NewReader(io.MultiReader(strings.NewReader("a,b\n1,"), iotest.ErrReader(io.ErrUnexpectedEOF)), mend.Style{Delimiter: ","}, nil)
	err := r.Next()
	for ; err == nil; err = r.Next() {
	}
	if err != io.ErrUnexpectedEOF {
		t.Errorf("%v, want %v", err, io.ErrUnexpectedEOF)
	}
}
