package unpack

import (
	"archive/zip"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"

	"tradestats/internal/tidy"
)

func isGzip(start []byte) bool { return bytes.HasPrefix(start, []byte("\x1f\x8b")) }

// An archive is what unpacks a text. It refuses a bomb, and says in the terms
// of the user what is wrong.
type archive struct {
	text   *Text
	from   io.Reader // nil until the first Read
	packed int64
	done   int64 // bytes unpacked
	err    error // what Read refused for; kept
}

// unpack returns a reader of the text from where it lies in its file.
func (t *Text) unpack() *archive {
	packed := uint64(t.file.size)
	if t.member != nil {
		packed = min(packed, t.member.CompressedSize64) // which is only what the zip says
	}
	return &archive{text: t, packed: int64(packed)}
}

func (a *archive) Read(p []byte) (int, error) {
	if a.err != nil {
		return 0, a.err
	}
	if a.from == nil {
		from, err := a.open()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			a.err = a.damage(err)
			return 0, a.err
		}
		a.from = from
	}
	n, err := a.from.Read(p)
	a.done += int64(n)
	most := a.text.limits
	switch {
	case a.done > most.unpacked && a.done/most.ratio > a.packed:
		a.err = tidy.Errorf(tidy.Data, "if it is no bomb, unpack it and give the file in it",
			"%s: unpacks to more than %s and more than %d times its size", a.text.Name, size(most.unpacked), most.ratio)
	case err != nil && err != io.EOF:
		a.err = a.damage(err)
	default:
		return n, err
	}
	return n, a.err
}

func (a *archive) open() (io.Reader, error) {
	if a.text.member != nil {
		return a.text.member.Open()
	}
	from := bufio.NewReader(a.text.file.whole())
	z, err := gzip.NewReader(from)
	if err != nil {
		return nil, err
	}
	z.Multistream(false)
	return &gzips{z, from}, nil
}

func (a *archive) damage(err error) error {
	name, packing := a.text.Name, a.text.packing
	var known *tidy.Error
	switch {
	case errors.As(err, &known):
		return err
	case errors.Is(err, zip.ErrAlgorithm):
		return tidy.Errorf(tidy.Data, "unpack it and give the file in it", "%s: packed by a method that is not read (%d)", name, a.text.member.Method)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return tidy.Errorf(tidy.Data, "download it again", "%s: the %s is truncated", name, packing)
	}
	return tidy.Wrap(tidy.Data, err, "download it again", "%s: the %s is damaged", name, packing)
}

// gzips reads gzips that stand one behind another. A gzip.Reader would do so
// itself, but takes for the end a file that is truncated in the header of a
// gzip that is not the first.
type gzips struct {
	*gzip.Reader
	from *bufio.Reader
}

func (g *gzips) Read(p []byte) (int, error) {
	for {
		n, err := g.Reader.Read(p)
		if err != io.EOF {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		if _, err := g.from.Peek(1); err != nil {
			return 0, err // io.EOF when this was the last
		}
		if err := g.Reset(g.from); err == io.EOF {
			return 0, io.ErrUnexpectedEOF
		} else if err != nil {
			return 0, err
		}
		g.Multistream(false)
	}
}

// size writes a number of bytes.
func size(n int64) string {
	if n >= 1<<30 && n%(1<<30) == 0 {
		return fmt.Sprintf("%d GiB", n>>30)
	}
	return fmt.Sprintf("%d bytes", n)
}
