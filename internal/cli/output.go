package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"tradestats/internal/frame"
)

// deliver runs a command and writes what it printed whole: to stdout, or to
// the file through a sibling that takes its name at the end. Nothing is
// written when the command fails.
func (p *program) deliver(ctx context.Context, output string, run func(io.Writer) error) error {
	var b bytes.Buffer
	if err := run(&b); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if output != "" {
		return writeFile(output, b.Bytes())
	}
	if _, err := p.stdout.Write(b.Bytes()); err != nil {
		if errors.Is(err, syscall.EPIPE) {
			return err
		}
		return unwritable("standard output", err)
	}
	return nil
}

// writeFile replaces a file whole. A link is followed, and what is no regular
// file (a pipe, /dev/full) is written to, not replaced.
func writeFile(path string, text []byte) error {
	real, mode := path, os.FileMode(0o666)
	if followed, err := filepath.EvalSymlinks(path); err == nil {
		real = followed
	}
	if info, err := os.Stat(real); err == nil {
		if info.IsDir() {
			return unwritable(path, errors.New("it is a folder"))
		}
		if !info.Mode().IsRegular() {
			return writeTo(path, real, os.O_WRONLY, mode, text)
		}
		mode = info.Mode().Perm()
	}
	sibling := filepath.Join(filepath.Dir(real), fmt.Sprintf(".%s.%d.tmp", filepath.Base(real), os.Getpid()))
	err := writeTo(path, sibling, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, text)
	if err == nil {
		if err = os.Rename(sibling, real); err == nil {
			return nil
		}
		err = unwritable(path, err)
	}
	os.Remove(sibling) //nolint:errcheck // the first error is the one to tell
	return err
}

// writeTo writes a file; path is what messages call it.
func writeTo(path, real string, flags int, mode os.FileMode, text []byte) error {
	f, err := os.OpenFile(real, flags, mode)
	if err != nil {
		return unwritable(path, err)
	}
	_, err = f.Write(text)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return unwritable(path, err)
	}
	return nil
}

// machine tells whether a machine reads the output: it is the same in all
// languages then.
func (o common) machine() bool { return o.Format == formatCSV || o.Format == formatJSON }

// print writes a result in the format asked for: the frame for machines, the
// sheets for readers.
func (o common) print(w io.Writer, f frame.Frame, sheets func() []sheet) error {
	switch o.Format {
	case formatCSV:
		return frame.WriteCSV(w, f)
	case formatJSON:
		return frame.WriteJSON(w, f)
	}
	for k, s := range sheets() {
		if k > 0 {
			fmt.Fprintln(w)
		}
		text := s.text()
		if o.Format == formatMarkdown {
			text = s.markdown()
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}
