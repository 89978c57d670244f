package lenient

import (
	"bytes"
	"io"
)

// SkipLines passes over lines, fewer when there are no more.
func (r *Reader) SkipLines(n int) error {
	for range n {
		_, after, err := r.line()
		if err != nil {
			return err
		}
		r.pos, r.lines = r.pos+after, r.lines+1
	}
	return nil
}

// line reads on to the end of the next line, and returns it without its end,
// and where the one behind it starts.
func (r *Reader) line() ([]byte, int, error) {
	at := bytes.IndexByte(r.buf[r.pos:], '\n')
	for seen := 0; at < 0; {
		if seen = len(r.buf) - r.pos; !r.more() {
			break
		}
		if at = bytes.IndexByte(r.buf[r.pos+seen:], '\n'); at >= 0 {
			at += seen
		}
	}
	b, after := r.buf[r.pos:], at+1
	switch {
	case at >= 0:
		b = b[:at]
	case r.end == nil:
		return nil, 0, r.refuseLong()
	case r.end != io.EOF:
		return nil, 0, r.end
	default:
		after = len(b)
	}
	return bytes.TrimSuffix(b, []byte("\r")), after, nil
}

// skipBlank goes to the next line that is not blank, and tells whether it
// passed one.
func (r *Reader) skipBlank() (bool, error) {
	for gap := false; ; gap = true {
		for len(r.buf)-r.pos < 2 && r.more() {
		}
		if r.pos == len(r.buf) {
			return gap, r.end
		}
		n, blank := lineEnd(r.buf[r.pos:], 0, true)
		if !blank {
			return gap, nil
		}
		r.pos, r.lines = r.pos+n, r.lines+1
	}
}

// double reads on until there is twice as much of the record, so that a long one
// is not split again and again.
func (r *Reader) double(n int) bool {
	read := false
	for len(r.buf)-r.pos < 2*n && r.more() {
		read = true
	}
	return read
}

// more reads on. It returns false when there is no more, or when what is in
// memory is more than a record may be.
func (r *Reader) more() bool {
	if r.end != nil || len(r.buf)-r.pos > MaxRecord {
		return false
	}
	if r.pos > 0 && len(r.buf) == cap(r.buf) {
		r.buf = append(r.buf[:0], r.buf[r.pos:]...)
		r.pos = 0
	}
	if len(r.buf) == cap(r.buf) {
		r.buf = append(make([]byte, 0, max(64<<10, 2*cap(r.buf))), r.buf...)
	}
	n, err := r.src.Read(r.buf[len(r.buf):cap(r.buf)])
	r.buf = r.buf[:len(r.buf)+n]
	r.end = err
	return n > 0 || err == nil
}
