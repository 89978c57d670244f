package source

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var places = regexp.MustCompile(`(?m)^\d+:`)

// A table that a spreadsheet has saved again says the same: with another
// separator, quotes only where they are needed, rows padded to one width or cut
// behind their last field, CRLF, and decimal commas.
func TestSavedAgain(t *testing.T) {
	for _, pattern := range []string{"worldbank*", "data360*", "owid*", "itu*"} {
		names, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v, %v", pattern, names, err)
		}
		for _, name := range names {
			if strings.Contains(name, "-excel") || strings.Contains(name, "-short") {
				continue // they were
			}
			about, want := readFixture(t, filepath.Base(name))
			for how, text := range savedAgain(t, name) {
				got, err := read(t, text, Want{})
				if err != nil || places.ReplaceAllString(got, "") != places.ReplaceAllString(want, "") {
					t.Errorf("%s, %s:\n%s%v; want\n%s", name, how, got, err, want)
				}
				r, err := open(t, text)
				if err != nil || r.About() != about {
					t.Errorf("%s, %s: %+v, %v; want %+v", name, how, r, err, about)
				}
			}
		}
	}
}

func savedAgain(t *testing.T, name string) map[string]string {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	in.FieldsPerRecord = -1
	records, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	width := 0
	for _, record := range records {
		width = max(width, len(record))
	}
	number := regexp.MustCompile(`^-?\d+\.\d+(E[+-]?\d+)?$`)
	save := func(comma rune, padded, decimalComma bool) string {
		var out bytes.Buffer
		w := csv.NewWriter(&out)
		w.Comma, w.UseCRLF = comma, true
		for _, record := range records {
			var saved []string
			for _, cell := range record {
				if decimalComma && number.MatchString(cell) {
					cell = strings.Replace(cell, ".", ",", 1)
				}
				saved = append(saved, cell)
			}
			for padded && len(saved) < width+2 {
				saved = append(saved, "")
			}
			for !padded && len(saved) > 1 && saved[len(saved)-1] == "" {
				saved = saved[:len(saved)-1]
			}
			if err := w.Write(saved); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		return out.String()
	}
	return map[string]string{
		"padded": save(',', true, false), "cut": save(',', false, false), "tabs": save('\t', true, false),
		"semicolons": save(';', true, false), "decimal commas": save(';', true, true), "decimal commas, cut": save(';', false, true),
	}
}
