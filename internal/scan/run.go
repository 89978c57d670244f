package scan

import (
	"bytes"
	"context"
	"io"
	"sync"
)

// A block is what was found in one block of the input: the records that start
// behind its first byte, up to the first byte of the next block.
type block[R any] struct {
	start int64 // of its first record, as known or guessed
	end   int64 // where the first record of the next block starts
	lines int   // in between
	last  bool  // the input ends with it
	acc   R
	err   error
}

// A runner holds what a run has merged so far.
type runner[R any] struct {
	ctx context.Context
	in  *Input
	d   Dialect
	job Job[R]
	limits

	total R
	next  Place // where the next record starts
}

func run[R any](ctx context.Context, in *Input, d Dialect, j Job[R], workers int, most limits) (R, error) {
	var none R
	if err := d.check(); err != nil {
		return none, err
	}
	s := &runner[R]{ctx: ctx, in: in, d: d, job: j, limits: most, total: j.New(), next: j.From}
	work := s.alone
	if workers = int(min(int64(workers), s.blocks())); workers > 1 {
		work = func() error { return s.together(workers) }
	}
	if err := work(); err != nil {
		return none, err
	}
	return s.total, nil
}

// row returns a row over a window of its own. The window reaches over the end
// of a block, where most of its last records end.
func (s *runner[R]) row() *Row {
	size := s.block + s.block/256
	if s.in.file != nil {
		size = int(min(int64(size), s.in.size+1))
	}
	return newRow(window{ctx: s.ctx, in: s.in, size: size, longer: s.record + 1}, s.d, s.fields)
}

// border returns where block n starts.
func (s *runner[R]) border(n int64) int64 { return n * int64(s.block) }

// blocks returns how many there are; 0 when that cannot be known.
func (s *runner[R]) blocks() int64 { return (s.in.size + int64(s.block) - 1) / int64(s.block) }

// alone scans block after block.
func (s *runner[R]) alone() error {
	if err := s.in.start(s.next.Offset); err != nil {
		return err
	}
	r := s.row()
	for {
		// A record starts in the block behind whose first byte it starts.
		n := max(0, s.next.Offset-1) / int64(s.block)
		b := s.known(r, s.border(n+1))
		if b.err != nil {
			return b.err
		}
		if s.merge(b); b.last {
			return nil
		}
	}
}

// together has workers scan blocks ahead, and merges them in order.
func (s *runner[R]) together(workers int) error {
	ctx, cancel := context.WithCancel(s.ctx)
	ahead := int64(2 * workers) // as many blocks are begun before they are merged
	tasks := make(chan int64, ahead)
	found := make([]chan block[R], ahead) // that of block n is n%ahead
	for k := range found {
		found[k] = make(chan block[R], 1)
	}
	var group sync.WaitGroup
	defer group.Wait()
	defer close(tasks)
	defer cancel() // what is begun ends at once
	for range workers {
		group.Go(func() {
			r := s.row()
			r.ctx = ctx
			for n := range tasks {
				found[n%ahead] <- s.guessed(r, n)
			}
		})
	}
	own, begun := s.row(), int64(0)
	for n := range s.blocks() {
		for ; begun < min(n+ahead, s.blocks()); begun++ {
			tasks <- begun
		}
		b := <-found[n%ahead]
		if s.next.Offset > s.border(n+1) {
			continue // the last record reaches over the whole block
		}
		if b.start != s.next.Offset || b.err != nil {
			b = s.known(own, s.border(n+1)) // so an error has its line, too
		}
		if b.err != nil {
			return b.err
		}
		s.merge(b)
	}
	return nil
}

// merge adds a block that starts where the ones before it end.
func (s *runner[R]) merge(b block[R]) {
	if b.start == b.end {
		return // the input ends at a border
	}
	s.total = s.job.Merge(s.total, b.acc, s.next.Lines)
	s.next = Place{Offset: b.end, Lines: s.next.Lines + b.lines}
}

// known scans the block whose first record starts at next.
func (s *runner[R]) known(r *Row, border int64) block[R] {
	r.seek(s.next.Offset)
	r.before = s.next.Lines
	return s.records(r, 0, border)
}

// guessed scans block n from behind its first newline.
func (s *runner[R]) guessed(r *Row, n int64) block[R] {
	// A quote that is open by mistake ends here, not with the largest record.
	r.longer = min(s.record, s.block) + 1
	from := s.job.From.Offset
	if from > s.border(n+1) {
		return block[R]{start: -1}
	}
	if n == 0 || s.border(n) < from {
		r.seek(from)
		return s.records(r, 0, s.border(n+1))
	}
	r.seek(s.border(n))
	for i := 0; i < s.block; {
		if at := bytes.IndexByte(r.data[i:], '\n'); at >= 0 {
			return s.records(r, i+at+1, s.border(n+1))
		}
		if i = len(r.data); !r.more() {
			break
		}
	}
	return block[R]{start: -1} // no record starts here
}

// records scans from data[i] to the first record that starts behind the border.
func (s *runner[R]) records(r *Row, i int, border int64) block[R] {
	b := block[R]{start: r.offset + int64(i), acc: s.job.New()}
	r.restart(i)
	for last := border - r.offset; int64(r.next) <= last; {
		if r.begin(r.next); r.same == 0 && r.blank() {
			continue
		}
		if b.last = r.ended(); b.last {
			b.err = r.failed
			break
		}
		err := s.job.Row(b.acc, r)
		if b.err = r.finish(); b.err == nil {
			b.err = err
		}
		if b.err != nil {
			break
		}
	}
	b.end, b.lines = r.offset+int64(r.next), r.lines
	return b
}

// Header reads the record at a place and returns its fields and the place of
// the next record; io.EOF when there is none. It is how the header of a table
// and what stands before it are read, ahead of Run.
func Header(in *Input, d Dialect, at Place) ([]string, Place, error) {
	if err := d.check(); err != nil {
		return nil, at, err
	}
	size := int64(1 << 16)
	if in.file != nil {
		size = min(size, in.size+1)
	}
	r := newRow(window{ctx: context.Background(), in: in, size: int(size), longer: MaxRecord + 1}, d, MaxFields)
	r.seek(at.Offset)
	r.before = at.Lines
	r.begin(0)
	for r.blank() {
		r.begin(r.next)
	}
	if r.ended() {
		if r.failed != nil {
			return nil, at, r.failed
		}
		return nil, at, io.EOF
	}
	r.Len()
	if err := r.finish(); err != nil {
		return nil, at, err
	}
	var fields []string
	for k := range r.Len() {
		fields = append(fields, string(r.Field(k)))
	}
	return fields, Place{Offset: at.Offset + int64(r.next), Lines: at.Lines + r.lines}, nil
}
