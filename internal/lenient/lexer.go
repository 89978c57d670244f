package lenient

import "bytes"

// A lexer splits text into the fields of a record.
type lexer struct {
	delimiter     []byte
	quote, escape byte

	spans []span // the fields of the record split last
	eol   int    // where the line ends on which the last field without quotes stands
}

// A span is a field in the text of its record.
type span struct {
	start, end int
	text       []byte // instead, where quotes were escaped
}

// How a record was found.
type state int

const (
	clean  state = iota
	odd          // with a quote inside a field that is not quoted
	broken       // with a quote that is not closed, or text behind a closing one
	short        // the text ends before the record does
	wide         // with more than MaxFields fields
)

// split splits the record at the start of b, and returns where the next one
// starts, or how far it looked until it found what is wrong. whole says that
// nothing follows b.
//
// A quote opens a field, and one ahead of a delimiter or a line end closes it.
// By the rules any other quote inside must be escaped. Forgiving takes it for
// text, and so the one that opens a field if none closes it.
func (l *lexer) split(b []byte, whole, forgiving bool) (int, state) {
	l.spans, l.eol = l.spans[:0], -1
	found := clean
	closes := true // quotes further on may be closed: no text is looked through twice
	for i := 0; len(l.spans) < MaxFields; {
		var field span
		var end int
		opened := closes && l.opens(b, i)
		if opened {
			var s state
			if field, end, s = l.quoted(b, i+1, whole, forgiving); s != clean && !forgiving {
				return end, s
			}
			opened, closes = s == clean, s == clean
		}
		if !opened {
			field = l.plain(b, i)
			end = field.end
			if l.quote != 0 && bytes.IndexByte(b[i:end], l.quote) >= 0 {
				found = odd
			}
		}
		l.spans = append(l.spans, field)
		if !bytes.HasPrefix(b[end:], l.delimiter) {
			next, ended := lineEnd(b, end, whole)
			if !ended {
				return end, short
			}
			return next, found
		}
		i = end + len(l.delimiter)
	}
	return 0, wide
}

// opens tells whether a quote stands at i.
func (l *lexer) opens(b []byte, i int) bool { return l.quote != 0 && i < len(b) && b[i] == l.quote }

// plain returns the field at i up to a delimiter or the end of the line.
func (l *lexer) plain(b []byte, i int) span {
	if l.eol < i {
		if l.eol = len(b); i < len(b) {
			if n := bytes.IndexByte(b[i:], '\n'); n >= 0 {
				l.eol = i + n
			}
		}
	}
	end := l.eol
	if n := bytes.Index(b[i:end], l.delimiter); n >= 0 {
		end = i + n
	} else if end > i && b[end-1] == '\r' {
		end--
	}
	return span{start: i, end: end}
}

// quoted returns the field whose text starts at i, behind its quote, and where
// it ends, behind the closing one.
func (l *lexer) quoted(b []byte, i int, whole, forgiving bool) (span, int, state) {
	from, text := i, []byte(nil)
	for {
		n := l.special(b[i:])
		if n < 0 && whole {
			return span{}, len(b), broken
		}
		if n < 0 {
			return span{}, len(b), short
		}
		i += n
		if !whole && i+1+len(l.delimiter) >= len(b) {
			return span{}, i, short // what follows decides
		}
		if c := b[min(i+1, len(b)-1)]; b[i] == l.escape && (l.escape != l.quote || i+1 < len(b) && c == l.quote) {
			if c == l.quote || c == l.escape {
				text, from = append(append(text, b[from:i]...), c), i+2
			}
			i = min(i+2, len(b))
			continue
		}
		if _, ended := lineEnd(b, i+1, whole); ended || bytes.HasPrefix(b[i+1:], l.delimiter) {
			if text != nil {
				text = append(text, b[from:i]...)
			}
			return span{start: from, end: i, text: text}, i + 1, clean
		}
		if i++; !forgiving {
			return span{}, i, broken
		}
	}
}

// special returns the place of the next quote or escape, -1 for none.
func (l *lexer) special(b []byte) int {
	if l.escape == 0 || l.escape == l.quote {
		return bytes.IndexByte(b, l.quote)
	}
	return bytes.IndexAny(b, string([]byte{l.quote, l.escape}))
}

// fields returns the record whose spans were found in b, in one string.
func (l *lexer) fields(b []byte, into []string) []string {
	all := string(b[:l.spans[len(l.spans)-1].end])
	into = into[:0]
	for _, s := range l.spans {
		if s.text != nil {
			into = append(into, string(s.text))
		} else {
			into = append(into, all[s.start:s.end])
		}
	}
	return into
}

// lineEnd tells whether a line ends at i, and where the next one starts.
func lineEnd(b []byte, i int, whole bool) (int, bool) {
	switch {
	case i < len(b) && b[i] == '\n':
		return i + 1, true
	case i+1 < len(b) && b[i] == '\r' && b[i+1] == '\n':
		return i + 2, true
	case whole && (i == len(b) || i+1 == len(b) && b[i] == '\r'):
		return len(b), true
	}
	return i, false
}
