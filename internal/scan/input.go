package scan

import "io"

// An Input is the text to scan. It is not safe for concurrent use.
type Input struct {
	file io.ReaderAt // nil for a stream
	size int64

	stream io.Reader
	err    error  // what the stream said last
	head   []byte // what was read of the stream ahead of Run
	run    bool   // what is read now is not kept
}

// File is an input of which blocks are read in parallel. Bytes after size are
// not read; bytes missing before it are an error.
func File(r io.ReaderAt, size int64) *Input { return &Input{file: r, size: size} }

// Stream is an input that is read from its start to its end, as a pipe or a
// compressed file is: by one worker, in the blocks of a file, and by one Run.
func Stream(r io.Reader) *Input { return &Input{stream: r} }

// Peek returns the first n bytes, fewer when there are no more, to recognise
// the input by. It consumes nothing.
func (in *Input) Peek(n int) ([]byte, error) {
	p := make([]byte, n)
	for have := 0; have < n; {
		got, err := in.readAt(p[have:], int64(have))
		have += got
		switch {
		case err == io.EOF:
			return p[:have], nil
		case err != nil:
			return p[:have], err
		}
	}
	return p, nil
}

// readAt reads at least a byte or says why not; io.EOF at the end.
func (in *Input) readAt(p []byte, offset int64) (int, error) {
	if in.file == nil {
		return in.readOn(p, offset)
	}
	if offset >= in.size {
		return 0, io.EOF
	}
	p = p[:min(int64(len(p)), in.size-offset)]
	n, err := in.file.ReadAt(p, offset)
	switch {
	case n > 0:
		return n, nil // what is wrong behind it the next read will say
	case err == io.EOF:
		return 0, io.ErrUnexpectedEOF // the file has become shorter
	}
	return 0, err
}

// readOn is readAt of a stream, where offset is at most how far it was read:
// what Peek and Header have read is read again from head.
func (in *Input) readOn(p []byte, offset int64) (int, error) {
	if offset < int64(len(in.head)) {
		return copy(p, in.head[offset:]), nil
	}
	n := 0
	for try := 0; n == 0 && in.err == nil; try++ {
		if n, in.err = in.stream.Read(p); try == 100 && n == 0 && in.err == nil {
			in.err = io.ErrNoProgress
		}
	}
	if !in.run {
		in.head = append(in.head, p[:n]...)
	}
	if n > 0 {
		return n, nil
	}
	return 0, in.err
}

// start makes the input ready for a run from an offset.
func (in *Input) start(offset int64) error {
	if in.file != nil {
		return nil
	}
	in.run = true
	_, err := io.CopyN(io.Discard, in.stream, max(0, offset-int64(len(in.head))))
	if err == io.EOF {
		return nil
	}
	return err
}
