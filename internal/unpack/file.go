package unpack

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"

	"tradestats/internal/tidy"
)

// A file is the bytes that a path gives, the same each time they are read.
type file struct {
	name string
	path string // "" for standard input
	size int64
	info fs.FileInfo // as it was found; nil for what is kept
	sum  func() (string, error)

	mu    sync.Mutex
	users int
	disk  *os.File // while there are users
	bytes io.ReaderAt
}

// find finds the file at a path. A pipe is read to its end.
func find(path string, stdin io.Reader, most int64) (*file, error) {
	f := &file{name: path, path: path}
	f.sum = sync.OnceValues(f.hash)
	if path == "-" {
		f.name, f.path = "standard input", ""
		if stdin == nil {
			stdin = new(bytes.Reader)
		}
		return f, f.keep(stdin, most)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, unreadable(path, err)
	case info.IsDir():
		return nil, tidy.Errorf(tidy.Failed, "name a file in it", "%s is a folder", path)
	case info.Mode().IsRegular():
		f.info, f.size = info, info.Size()
		return f, nil
	}
	pipe, err := os.Open(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer pipe.Close()
	return f, f.keep(pipe, most)
}

// keep reads what can be read once only.
func (f *file) keep(r io.Reader, most int64) error {
	kept, err := io.ReadAll(io.LimitReader(r, most+1))
	if err != nil {
		return unreadable(f.name, err)
	}
	if f.size = int64(len(kept)); f.size > most {
		return tidy.Errorf(tidy.Failed, "save it to a file first", "%s: more than %s, which is the most that is kept of a pipe", f.name, size(most))
	}
	f.bytes = bytes.NewReader(kept)
	return nil
}

// acquire opens the file for one more user.
func (f *file) acquire() error {
	if f.info == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.users == 0 {
		disk, err := os.Open(f.path)
		if err != nil {
			return unreadable(f.name, err)
		}
		f.disk, f.bytes = disk, disk
		if err := f.unchanged(); err != nil {
			disk.Close()
			return err
		}
	}
	f.users++
	return nil
}

// release closes the file for one user, and says whether it has changed.
func (f *file) release() error {
	if f.info == nil {
		return nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	err := f.unchanged()
	if f.users--; f.users == 0 {
		f.disk.Close()
	}
	return err
}

// unchanged compares the file with what it was when it was found: the one that
// is open, which may have been written to, and the one at its path, which may
// be another by now.
func (f *file) unchanged() error {
	opened, err := f.disk.Stat()
	if err != nil {
		return unreadable(f.name, err)
	}
	there, err := os.Stat(f.path)
	if err == nil && f.same(opened) && f.same(there) {
		return nil
	}
	return tidy.Errorf(tidy.Data, "run again when nothing writes to it", "%s changed while it was read", f.name)
}

func (f *file) same(info fs.FileInfo) bool {
	return os.SameFile(info, f.info) && info.Size() == f.info.Size() && info.ModTime().Equal(f.info.ModTime())
}

// ReadAt reads the file while it is acquired. Offsets may come from a zip, and
// be anything.
func (f *file) ReadAt(p []byte, offset int64) (int, error) {
	if offset < 0 || offset >= f.size {
		return 0, io.EOF
	}
	n, err := f.bytes.ReadAt(p, offset)
	if err != nil && err != io.EOF {
		err = unreadable(f.name, err)
	}
	return n, err
}

func (f *file) whole() io.Reader { return io.NewSectionReader(f, 0, f.size) }

func (f *file) hash() (string, error) {
	if err := f.acquire(); err != nil {
		return "", err
	}
	h := sha256.New()
	_, err := io.Copy(h, f.whole())
	if changed := f.release(); changed != nil {
		err = changed
	}
	if err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// unreadable says what the operating system says, without saying it twice.
func unreadable(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return tidy.Wrap(tidy.Failed, err, "check the path and its permissions", "cannot read %s", name)
}
