package scan

import "bytes"

// finish goes to the end of the record and says why it is refused, if it is.
func (r *Row) finish() error {
	if !r.done && (r.looked || r.look()) && r.stop >= 0 {
		r.passLine() // the usual
	}
	if !r.done {
		r.skip()
	}
	switch length := r.next - r.record; {
	case length >= r.longer:
		return r.errorAt(r.record, 0, r.head(r.record+r.longer), TooLong)
	case r.failed != nil:
		return r.failed
	case r.err == nil && length > r.widest: // only then may it have too many fields
		r.lines = r.line
		r.begin(r.record)
		r.Len()
	}
	return r.err
}

// refuse ends a record that is malformed at data[i]. seen is the last position
// looked at: a record that is too long by then is refused for that, no matter
// how much of it happened to be in memory.
func (r *Row) refuse(why string, i, seen int) {
	r.err = r.errorAt(i, 0, r.upTo(i), why)
	r.next, r.done = seen, true
}

// refuseWide ends a record that has another field than it may have.
func (r *Row) refuseWide() {
	r.err, r.done = r.errorAt(r.record, 0, r.head(r.record+int(r.fields[r.widest-1].end)), TooWide), true
}

// refuseOpen refuses a record for a quote that the input ends in. The place is
// that of encoding/csv: behind the last line, whose CRLF counts as one.
func (r *Row) refuseOpen() {
	text, _ := bytes.CutSuffix(r.data, []byte("\r"))
	line, ended := bytes.CutSuffix(text, []byte("\n"))
	e := r.errorAt(len(line), 0, r.upTo(len(line)), OpenQuote)
	if ended && !bytes.HasSuffix(line, []byte("\r")) {
		e.Column++
	}
	r.err, r.next, r.done = e, len(r.data), true
}

// errorAt makes an error about data[i] in the record.
func (r *Row) errorAt(i, field int, text, why string) *Error {
	line, column := r.place(i)
	return &Error{Line: r.before + line, Column: column, Start: r.before + r.Line(), Field: field, Text: text, Why: why}
}

// place returns the line in the block and the column of data[i], which follows
// the start of the record.
func (r *Row) place(i int) (line, column int) {
	passed := r.data[r.record:i]
	line = r.Line() + bytes.Count(passed, []byte{'\n'})
	return line, len(passed) - bytes.LastIndexByte(passed, '\n')
}

const shown = 20 // bytes of text in an error

// upTo returns the text up to data[i] in its line. What follows may not be in
// memory, and an error says the same in every run.
func (r *Row) upTo(i int) string {
	text := r.data[max(i-shown, r.record):min(i+1, len(r.data))]
	return string(text[bytes.LastIndexByte(text[:len(text)-1], '\n')+1:])
}

// head returns the text of the record up to data[end], no more than is shown.
func (r *Row) head(end int) string {
	line, _, _ := bytes.Cut(r.data[r.record:min(r.record+shown, end)], []byte("\n"))
	return string(line)
}
