package scan

import (
	"context"
	"io"
)

// A window is the part of an input that is in memory.
type window struct {
	ctx    context.Context
	in     *Input
	data   []byte
	offset int64 // of data in the input
	record int   // where in data the record being read starts
	size   int   // most capacity of data, unless a record needs more
	longer int   // how many bytes of a record are enough to refuse it
	failed error // why more returned false, when not for the end or the limit
}

// seek moves the window; what it holds of the new place is kept.
func (w *window) seek(offset int64) {
	var kept []byte
	if skip := offset - w.offset; 0 <= skip && skip <= int64(len(w.data)) {
		kept = w.data[skip:]
	}
	if cap(w.data) > 2*w.size { // after a long record
		w.data = make([]byte, 0, max(w.size, len(kept)))
	}
	w.data = append(w.data[:0], kept...)
	w.offset, w.record, w.failed = offset, 0, nil
}

// more reads what follows data. It returns false when there is no more, when
// the record has become too long and when reading failed.
func (w *window) more() bool {
	if len(w.data)-w.record >= w.longer || w.failed != nil {
		return false
	}
	if w.failed = w.ctx.Err(); w.failed != nil {
		return false
	}
	if len(w.data) == cap(w.data) {
		w.grow()
	}
	n, err := w.in.readAt(w.data[len(w.data):cap(w.data)], w.offset+int64(len(w.data)))
	w.data = w.data[:len(w.data)+n]
	if err != nil && err != io.EOF {
		w.failed = err
	}
	return n > 0
}

// grow makes room: for a block, by and by where the size of the input is not
// known, and more for a long record.
func (w *window) grow() {
	space := w.size
	switch {
	case cap(w.data) >= w.size:
		space = min(2*cap(w.data), w.record+w.longer)
	case w.in.file == nil:
		space = min(max(2*cap(w.data), 1<<16), w.size)
	}
	w.data = append(make([]byte, 0, space), w.data...)
}
