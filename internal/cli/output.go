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
	"tradestats/internal/table"
	"tradestats/internal/tidy"
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

// writeFile replaces a file whole.
func writeFile(path string, text []byte) error {
	return replaceFile(path, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
}

// replaceFile replaces a file by what is written, whole or not at all. A link is
// followed, and what is no regular file (a pipe, /dev/full) is written to, not
// replaced. An error of write is returned as it is where it says what to do.
func replaceFile(path string, write func(io.Writer) error) error {
	real, mode := path, os.FileMode(0o666)
	if followed, err := filepath.EvalSymlinks(path); err == nil {
		real = followed
	}
	if info, err := os.Stat(real); err == nil {
		if info.IsDir() {
			return unwritable(path, errors.New("it is a folder"))
		}
		if !info.Mode().IsRegular() {
			return writeTo(path, real, os.O_WRONLY, mode, write)
		}
		mode = info.Mode().Perm()
	}
	sibling := filepath.Join(filepath.Dir(real), fmt.Sprintf(".%s.%d.tmp", filepath.Base(real), os.Getpid()))
	err := writeTo(path, sibling, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode, write)
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
func writeTo(path, real string, flags int, mode os.FileMode, write func(io.Writer) error) error {
	f, err := os.OpenFile(real, flags, mode)
	if err != nil {
		return unwritable(path, err)
	}
	err = write(f)
	if closing := f.Close(); err == nil {
		err = closing
	}
	var known *tidy.Error
	var row *tidy.RowError
	if err == nil || errors.As(err, &known) || errors.As(err, &row) || errors.Is(err, context.Canceled) {
		return err
	}
	return unwritable(path, err)
}

// machine tells whether a machine reads the output: it is the same in all
// languages then.
func (o common) machine() bool { return o.Format == formatCSV || o.Format == formatJSON }

// print writes a result in the format asked for: the frame for machines, the
// sheets for readers.
func (o common) print(w io.Writer, f frame.Frame, sheets func() []table.Sheet) error {
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
		text := s.Text()
		if o.Format == formatMarkdown {
			text = s.Markdown()
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
	}
	return nil
}
