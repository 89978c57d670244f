package scan

// A Row is one record of a table, split into fields as far as it was asked.
type Row struct {
	window
	comma, quote, newline uint64 // patterns; quote is newline when there is none
	quoting               bool
	before                int // lines before the block
	widest                int // most fields of a record

	line   int     // lines of the block before the record
	fields []field // those split so far
	same   int     // how many of them are those of the record before
	next   int     // where the next field starts; when done, the next record
	done   bool    // the end of the record was found
	lines  int     // newlines of the block passed

	chunk // of simple fields, from next on or from before; none when it is all taken

	odd  bool   // the field just passed is more than its text between quotes
	err  error  // why the record is refused
	text []byte // of the odd fields asked for
}

// A field is the text between commas, or between quotes. It counts bytes from
// the start of its record.
type field struct {
	start, end int32
	next       int32 // where the next field starts
	odd        bool  // it has doubled quotes or CRLF, which stand for one byte each
}

func newRow(w window, d Dialect, widest int) *Row {
	r := &Row{window: w, widest: widest, quoting: d.Quote != 0, newline: pattern('\n'), comma: pattern(d.Comma), quote: pattern(d.Quote)}
	if !r.quoting {
		r.quote = r.newline
	}
	return r
}

// Field returns the text of the k-th field, counted from 0, without its quotes.
// It is nil when the record has fewer fields, and for a k below 0. It is valid until Job.Row returns.
func (r *Row) Field(k int) []byte {
	if uint(k) >= uint(len(r.fields)) && !r.reach(k) {
		return nil
	}
	f := &r.fields[k]
	start, end := r.record+int(f.start), r.record+int(f.end)
	if f.odd {
		return r.unquote(r.data[start:end])
	}
	return r.data[start:end:end]
}

// reach splits fields up to the k-th. It returns false when there is none.
func (r *Row) reach(k int) bool {
	for len(r.fields) <= k && !r.done {
		switch {
		case len(r.fields) >= r.widest:
			r.refuseWide()
		case r.mark():
			r.take(k)
		default:
			r.split()
		}
	}
	return k >= 0 && len(r.fields) > k
}

// Len returns the number of fields. It splits all of them.
func (r *Row) Len() int {
	r.reach(r.widest)
	return len(r.fields)
}

// Line returns the line on which the record starts, counted from 1 at the start
// of its block. Job.Merge is told how many lines stand before the block.
func (r *Row) Line() int { return r.line + 1 }

// Error returns an error about the k-th field, to be returned by Job.Row.
func (r *Row) Error(k int, why string) *Error {
	text := r.Field(k)
	if text == nil { // the record ends before it
		return r.errorAt(r.record, k+1, "", why)
	}
	start := r.record + int(r.fields[k].start)
	if start > r.record && r.quoting && r.data[start-1] == byte(r.quote) {
		start--
	}
	return r.errorAt(start, k+1, string(text), why)
}

// restart makes what starts at data[i] the first record of a block.
func (r *Row) restart(i int) {
	r.lines, r.next, r.fields, r.err = 0, i, r.fields[:0], nil
}

// begin makes the record that starts at data[i] the one to split.
func (r *Row) begin(i int) {
	n, next := r.keep(i)
	r.fields, r.same = r.fields[:n], n
	r.record, r.next, r.line = i, i+next, r.lines
	r.looked, r.ends, r.done = false, 0, false
	if len(r.text) > 0 {
		r.text = r.text[:0]
	}
}

// blank passes a line that is empty, which is no record.
func (r *Row) blank() bool {
	c := r.at(r.record)
	if c > '\r' {
		return false // the usual
	}
	if r.ended() || c != '\n' && (c != '\r' || r.at(r.record+1) != '\n') {
		return false
	}
	r.pass(r.record)
	return true
}

// ended tells, after blank, that nothing follows.
func (r *Row) ended() bool { return r.record >= len(r.data) }

// split finds the end of the next field.
func (r *Row) split() {
	if r.quoting && r.at(r.next) == byte(r.quote) {
		if i := r.closing(r.next + 1); i >= 0 {
			r.add(r.next+1, i-1, i)
		}
		return
	}
	i := find3(r.data, r.next, r.comma, r.newline, r.quote)
	for i == len(r.data) && r.more() {
		i = find3(r.data, i, r.comma, r.newline, r.quote)
	}
	if i < len(r.data) && r.data[i] != byte(r.comma) && r.data[i] != '\n' {
		r.refuse(BareQuote, i, i)
		return
	}
	end := i
	if i > r.next && r.data[i-1] == '\r' && (i == len(r.data) || r.data[i] == '\n') {
		end-- // the line ends in CRLF, or the input in CR
	}
	r.odd = false
	r.add(r.next, end, i)
}

// add appends the field data[start:end], behind which i follows.
func (r *Row) add(start, end, i int) {
	r.pass(i)
	f := field{start: int32(start - r.record), end: int32(end - r.record), next: nowhere, odd: r.odd}
	if !r.done {
		f.next = int32(r.next - r.record)
	}
	r.fields = append(r.fields, f)
}

// pass goes over what stands behind a field: comma, LF, CRLF, or the end of the
// input with or without a CR.
func (r *Row) pass(i int) {
	if i < len(r.data) && r.data[i] == byte(r.comma) {
		r.next = i + 1
		return
	}
	if i < len(r.data) && r.data[i] == '\r' {
		i++
	}
	if i < len(r.data) {
		i++
		r.lines++
	}
	r.next, r.done = i, true
}

// closing returns the position behind the quote that closes the field whose
// text starts at i, and -1 when the field is refused.
func (r *Row) closing(i int) int {
	r.odd = false
	for {
		i = find2(r.data, i, r.quote, r.newline)
		for i == len(r.data) && r.more() {
			i = find2(r.data, i, r.quote, r.newline)
		}
		if i == len(r.data) {
			r.refuseOpen()
			return -1
		}
		quote := i
		i++
		if r.data[quote] == '\n' {
			r.lines++
			r.odd = r.odd || r.data[quote-1] == '\r'
			continue
		}
		switch r.at(i) {
		case byte(r.comma), '\n':
			return i
		case byte(r.quote):
			r.odd = true
			i++
			continue
		case '\r':
			if r.at(i+1) == '\n' {
				return i
			}
			i++
		}
		r.refuse(LostQuote, quote, i)
		return -1
	}
}

// at returns a byte that may not have been read yet: a newline at the end of
// the input, which ends a record as a newline does.
func (r *Row) at(i int) byte {
	for i >= len(r.data) {
		if !r.more() {
			return '\n'
		}
	}
	return r.data[i]
}

// unquote returns the text of a field as encoding/csv does: doubled quotes are
// one, CRLF is LF.
func (r *Row) unquote(raw []byte) []byte {
	from := len(r.text)
	for i := 0; i < len(raw); i++ {
		switch {
		case raw[i] == byte(r.quote):
			i++ // its double
		case raw[i] == '\r' && i+1 < len(raw) && raw[i+1] == '\n':
			i++
		}
		r.text = append(r.text, raw[i])
	}
	return r.text[from:len(r.text):len(r.text)]
}
