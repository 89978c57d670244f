package dialect

import (
	"bytes"
	"slices"
	"strings"

	"tradestats/internal/lenient"
	"tradestats/internal/mend"
	"tradestats/internal/tidy"
)

// HeadSize is how many bytes of a text are enough for Find.
const HeadSize = 256 << 10

// What a text may be written with, the likeliest first.
var (
	delimiters = []string{",", ";", "\t", "|", ", ", " "}
	quotes     = []byte{'"', '\''}
)

// Find tells the dialect of a text by its head: its first HeadSize bytes, or all
// of it when it has fewer, in UTF-8 or Windows-1252, with lines that end in LF
// or CRLF. An error of the kind tidy.Data is for a text that is blank, and
// tidy.Usage for a given that makes no sense.
func Find(head []byte, given Given) (Dialect, error) {
	if len(bytes.TrimSpace(head)) == 0 {
		return Dialect{}, tidy.Errorf(tidy.Data, "give a file with a header and rows", "the file is empty")
	}
	if end := bytes.LastIndexByte(head, '\n'); len(head) >= HeadSize && end >= 0 {
		head = head[:end+1] // the last line is cut off
	}
	if err := given.check(); err != nil {
		return Dialect{}, err
	}
	d := Dialect{Style: choose(head[:min(len(head), 64<<10)], given), End: "\n"}
	d.lookAt(head, given)
	return d, nil
}

// check refuses what cannot delimit or quote.
func (g Given) check() error {
	character := func(s string) bool {
		return s == "" || s == None || len(s) == 1 && s[0] < 0x80 && !strings.ContainsAny(s, "\r\n\x00"+g.Delimiter)
	}
	switch {
	case strings.ContainsAny(g.Delimiter, "\r\n\x00\"") || len(g.Delimiter) > 16:
		return tidy.Errorf(tidy.Usage, "give a character, or one of comma, semicolon, tab, pipe, space", "%q cannot be a delimiter", g.Delimiter)
	case !character(g.Quote):
		return tidy.Errorf(tidy.Usage, `give a character such as " or ', or none`, "%q cannot be a quote", g.Quote)
	case !character(g.Escape):
		return tidy.Errorf(tidy.Usage, `give a character such as " or \, or none`, "%q cannot be an escape", g.Escape)
	}
	return nil
}

// byteOf returns a character that is given; 0 for None.
func byteOf(given string) byte {
	if given == None {
		return 0
	}
	return given[0]
}

// choose finds the style with the highest score.
func choose(text []byte, given Given) mend.Style {
	delimiters, quotes := delimiters, quotes
	if given.Delimiter != "" {
		delimiters = []string{given.Delimiter}
	}
	if given.Quote != "" {
		quotes = []byte{byteOf(given.Quote)}
	}
	best, found := -1.0, mend.Style{}
	for _, quote := range quotes {
		for _, delimiter := range delimiters {
			s := mend.Style{Delimiter: delimiter, Quote: quote, Escape: quote}
			if given.Quote == "" && quote == '\'' && !aroundFields(text, s) || given.Delimiter == "" && delimiter == " " && !spacesDelimit(text, s) {
				continue
			}
			if n := score(text, s); n > best {
				best, found = n, s
			}
		}
	}
	switch {
	case found.Quote == 0:
	case given.Escape != "":
		found.Escape = byteOf(given.Escape)
	default:
		found.Escape = chooseEscape(text, found)
	}
	return found
}

// aroundFields tells whether the quote stands where it would around a field: an
// apostrophe is more often part of a word.
func aroundFields(text []byte, s mend.Style) bool {
	q := string(s.Quote)
	has := func(part string) bool { return bytes.Contains(text, []byte(part)) }
	opens := has(s.Delimiter+q) || has("\n"+q) || bytes.HasPrefix(text, []byte(q))
	return opens && (has(q+s.Delimiter) || has(q+"\n") || has(q+"\r"))
}

// spacesDelimit tells whether spaces stand between fields. More often they stand
// between the words of sentences, which have no numbers, or any count of words.
func spacesDelimit(text []byte, s mend.Style) bool {
	records, first, narrower, numbered := 0, 0, 0, 0
	for r := lenient.NewReader(bytes.NewReader(text), s, nil); r.Next() == nil; records++ {
		if records == 0 {
			first = len(r.Fields)
		}
		if len(r.Fields) < first {
			narrower++
		}
		if slices.ContainsFunc(r.Fields, mend.IsNumber) {
			numbered++
		}
	}
	return records > 1 && 10*narrower <= records && 2*numbered >= records
}

// chooseEscape takes the escape with which the fewest records are malformed.
func chooseEscape(text []byte, s mend.Style) byte {
	least, found := -1, s.Quote
	for _, escape := range []byte{s.Quote, '\\', 0} {
		s.Escape = escape
		broken := 0
		for r := lenient.NewReader(bytes.NewReader(text), s, nil); r.Next() == nil; {
			if r.Broken {
				broken++
			}
		}
		if least < 0 || broken < least {
			least, found = broken, escape
		}
	}
	return found
}

// score tells how likely it is that the text is written so.
func score(text []byte, s mend.Style) float64 {
	widths := map[int]int{}
	good := map[int]float64{} // mean goodness of cells, summed by the width of their record
	records, width := 0, 0
	for r := lenient.NewReader(bytes.NewReader(text), s, nil); r.Next() == nil; records++ {
		n := len(r.Fields)
		widths[n]++
		for _, f := range r.Fields {
			good[n] += worth(f, s.Delimiter) / float64(n)
		}
		if widths[n] > widths[width] {
			width = n
		}
	}
	if records == 0 {
		return 0
	}
	even, mean := float64(widths[width])/float64(records), good[width]/float64(widths[width])
	switch {
	case width == 1:
		return 0.1 * even * mean
	case s.Delimiter == " ":
		even *= even // they stand in texts, too
	}
	return even * (1 - 1/float64(width)) * mean
}

// worth is the goodness of a cell.
func worth(cell, delimiter string) float64 {
	bare := strings.TrimRight(cell, " ")
	switch {
	case bare == "":
		return 0.8
	case cell[0] == ' ' && delimiter != " ":
		return 0.3
	case strings.ContainsAny(cell[:1]+bare[len(bare)-1:], `"'`):
		return 0.1
	case !mend.IsNumber(bare) && strings.ContainsAny(bare, ",;\t|"):
		return 0.4
	}
	return 1
}
