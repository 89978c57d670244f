package audit

import (
	"bytes"
	"math"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/scan"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// searched is how much of a text columns are looked for in; beyond it a problem
// names its line alone.
const searched = 32 << 20

// locate finds the columns of the values and names that problems are about: the
// one field of their record that holds them. Where two do, the line must suffice.
func locate(s *dataset.Surveyed, found *problems) error {
	wanted := map[int][]*Problem{}
	last := 0
	for k := range found.kept {
		p := &found.kept[k]
		if p.Column == 0 && p.Line > 0 && (p.value != 0 || p.Text != "" && p.Kind != Record && p.Kind != Layout) {
			wanted[p.Line] = append(wanted[p.Line], p)
			last = max(last, p.Line)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	data, err := s.Text.Head(searched)
	if tidy.KindOf(err) == tidy.Data {
		return nil
	}
	if err != nil {
		return err
	}
	rest := data
	for line := 1; line <= last && len(rest) > 0; line++ {
		if of := wanted[line]; len(of) > 0 {
			for _, p := range of {
				p.place(rest)
			}
		}
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			break
		}
		rest = rest[end+1:]
	}
	return nil
}

// place finds the field of a problem in the record at the start of a text,
// whatever separates its fields.
func (p *Problem) place(text []byte) {
	tests := []func(string) bool{
		func(field string) bool { v, ok := leading(field); return ok && equal(v, p.value) },
		func(field string) bool { v, ok := leading(field); return ok && scaled(v, p.value) },
	}
	if p.value == 0 {
		tests = []func(string) bool{func(field string) bool { return plain(field) == p.Text }}
	}
	for _, d := range []scan.Dialect{{Comma: '\t'}, {Comma: ';', Quote: '"'}, scan.CSV, {Comma: '|', Quote: '"'}} {
		const longest = 1 << 20
		text = text[:min(len(text), longest)]
		fields, _, err := scan.Header(scan.File(bytes.NewReader(text), int64(len(text))), d, scan.Place{})
		if err != nil || len(fields) < 2 {
			continue
		}
		for _, test := range tests {
			var at []int
			for k, field := range fields {
				if test(field) {
					at = append(at, k)
				}
			}
			if len(at) == 1 {
				p.Column, p.Text = at[0]+1, plain(fields[at[0]])
			}
			if len(at) > 0 {
				return
			}
		}
	}
}

// plain is a field in UTF-8 without spaces around it.
func plain(field string) string {
	text, ok := unpack.String([]byte(strings.TrimSpace(field)))
	if !ok {
		return ""
	}
	return text
}

// leading reads the number that a field starts with; a flag may stand behind it.
func leading(field string) (float64, bool) {
	words := strings.Fields(field)
	if len(words) == 0 {
		return 0, false
	}
	text := words[0]
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(text, 64)
	return v, err == nil
}

func equal(a, b float64) bool { return math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b)) }

// scaled tells whether two numbers differ by a scale factor alone.
func scaled(a, b float64) bool {
	return slices.ContainsFunc([]float64{1e2, 1e3, 1e6, 1e9}, func(f float64) bool { return equal(a*f, b) || equal(a, b*f) })
}
