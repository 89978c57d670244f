package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
	"tradestats/internal/report"
	"tradestats/internal/table"
)

// A record is what is known of one thing, field by field.
type record struct {
	kind, id string
	fields   []field
}

type field struct{ name, text string }

// add appends a field, if there is anything to say.
func (r *record) add(name, text string) {
	if text != "" {
		r.fields = append(r.fields, field{name, text})
	}
}

// dataset appends the provenance.
func (r *record) dataset(d *catalog.Dataset, lang string) {
	r.add("dataset", d.ID)
	r.provenance(d, lang)
}

func (r *record) provenance(d *catalog.Dataset, lang string) {
	r.add("publisher", d.Publisher.In(lang))
	r.add("title", d.Title)
	r.add("series", d.Series.In(lang))
	r.add("code", d.Code)
	r.add("through", d.Through.In(lang))
	r.add("note", d.SourceNote.In(lang))
	r.add("vintage", d.Vintage)
	r.add("licence", d.Licence.In(lang))
	r.add("terms", d.Terms)
	r.add("citation", d.Citation)
}

func (s *session) showDataset(d *catalog.Dataset) record {
	r := record{kind: "dataset", id: d.ID}
	r.provenance(d, s.Lang)
	for _, i := range d.Indicators {
		r.add("indicator", i.ID+": "+i.Name.In(s.Lang))
	}
	r.add("file", d.File)
	r.add("sha256", d.SHA256)
	return r
}

func showTopic(t report.TopicInfo, lang string) record {
	r := record{kind: "topic", id: t.ID}
	r.add("title", t.Title.In(lang))
	r.add("languages", strings.Join(t.Languages, ", "))
	r.add("report", "tradestats report "+t.ID)
	return r
}

type recordLine struct {
	Kind  string `col:"kind"`
	ID    string `col:"id"`
	Field string `col:"field"`
	Text  string `col:"text"`
}

// fieldName is the name of a field in the reader's language: "name (fr)" is
// "name" with what is between the brackets.
func (s *session) fieldName(name string) string {
	plain, rest, bracketed := strings.Cut(name, " (")
	if bracketed {
		rest = " (" + rest
	}
	return s.ResultOr("field."+plain, plain) + rest
}

// translated is a record as a reader sees it.
func (s *session) translated(r record) record {
	out := record{kind: s.ResultOr("kind."+r.kind, r.kind), id: r.id}
	for _, f := range r.fields {
		out.fields = append(out.fields, field{s.fieldName(f.name), f.text})
	}
	return out
}

// printRecords prints records: for readers a line a field, for machines a row
// a field.
func (s *session) printRecords(w io.Writer, records []record) error {
	var b strings.Builder
	switch s.Format {
	case formatTable:
		for k, r := range records {
			if k > 0 {
				b.WriteString("\n")
			}
			s.translated(r).text(&b)
		}
	case formatMarkdown:
		for k, r := range records {
			if k > 0 {
				b.WriteString("\n")
			}
			s.translated(r).markdown(&b, s.Locale.Colon())
		}
	default:
		var rows []recordLine
		for _, r := range records {
			for _, f := range r.fields {
				rows = append(rows, recordLine{r.kind, r.id, f.name, f.text})
			}
		}
		return s.print(w, frame.Of(rows), nil)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r record) markdown(b *strings.Builder, colon string) {
	fmt.Fprintf(b, "## %s (%s)\n\n", table.Escape(r.id), r.kind)
	for _, f := range r.fields {
		fmt.Fprintf(b, "- **%s**%s %s\n", table.Escape(f.name), colon, table.Escape(f.text))
	}
}

func (r record) text(b *strings.Builder) {
	fmt.Fprintf(b, "%s (%s)\n\n", r.id, r.kind)
	width := 0
	for _, f := range r.fields {
		width = max(width, table.Runes(f.name))
	}
	for _, f := range r.fields {
		lines := table.Wrap(f.text, table.LineWidth-width-2)
		fmt.Fprintf(b, "%s  %s\n", table.Pad(f.name, width, false), lines[0])
		for _, more := range lines[1:] {
			fmt.Fprintf(b, "%s  %s\n", strings.Repeat(" ", width), more)
		}
	}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
