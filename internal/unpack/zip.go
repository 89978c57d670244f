package unpack

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/klauspost/compress/flate"
	"golang.org/x/text/encoding/charmap"

	"tradestats/internal/tidy"
)

func isZip(start []byte) bool {
	return bytes.HasPrefix(start, []byte("PK\x03\x04")) || bytes.HasPrefix(start, []byte("PK\x05\x06"))
}

// members finds the texts in a zip.
func (f *file) members(told *coding, most limits) ([]*Text, error) {
	listed, err := f.list(most)
	if err != nil {
		return nil, err
	}
	if kind := officeKind(listed); kind != nil {
		return nil, (&Text{Name: f.name}).refuse(kind)
	}
	var texts []*Text
	var readable bool
	for _, m := range listed {
		if passedOver(m.Name) {
			continue
		}
		name := memberName(m)
		t := &Text{Name: f.name + "/" + name, Path: f.path, Member: name, file: f, packing: "zip", member: m, limits: most}
		if m.Flags&1 != 0 {
			t.Refused = tidy.Errorf(tidy.Data, "unpack it and give the file in it", "%s: protected by a password", t.Name)
		} else {
			t.Refused = t.recognise(told)
		}
		if t.Refused != nil && tidy.KindOf(t.Refused) == tidy.Failed {
			return nil, t.Refused // the disk fails, not the member
		}
		readable = readable || t.Refused == nil
		texts = append(texts, t)
	}
	if len(texts) == 0 {
		return nil, tidy.Errorf(tidy.Data, "give a zip with a table in it", "%s: no files in this zip", f.name)
	}
	if !readable {
		return nil, texts[0].Refused
	}
	return texts, nil
}

// list reads the list of the members of a zip. How many there are is known
// only when it is read, so the bytes of the list have a limit too.
func (f *file) list(most limits) ([]*zip.File, error) {
	limited := &budget{f, most.listing}
	z, err := zip.NewReader(limited, f.size)
	if errors.Is(err, zip.ErrInsecurePath) {
		err = nil // a name is only a name: nothing is written
	}
	var known *tidy.Error
	switch {
	case errors.Is(err, errSpent) || err == nil && len(z.File) > most.members:
		return nil, tidy.Errorf(tidy.Data, "unpack it and give the files that are needed", "%s: more than %d files in a zip", f.name, most.members)
	case errors.As(err, &known):
		return nil, err
	case err != nil:
		return nil, tidy.Wrap(tidy.Data, err, "download it again", "%s: the zip is truncated or damaged", f.name)
	}
	limited.left = math.MaxInt64
	z.RegisterDecompressor(zip.Deflate, flate.NewReader)
	return z.File, nil
}

// A budget is a reader of at most so many bytes, wherever they stand.
type budget struct {
	io.ReaderAt
	left int64
}

var errSpent = errors.New("read too much")

// ReadAt reads as far as the budget goes.
func (b *budget) ReadAt(p []byte, offset int64) (int, error) {
	if b.left < int64(len(p)) {
		return 0, errSpent
	}
	if b.left < math.MaxInt64 {
		b.left -= int64(len(p))
	}
	return b.ReaderAt.ReadAt(p, offset)
}

// passedOver tells what is in a zip without having been put there: folders,
// hidden files, what macOS adds.
func passedOver(name string) bool {
	parts := strings.FieldsFunc(name, isSlash)
	if len(parts) == 0 || isSlash(rune(name[len(name)-1])) {
		return true
	}
	for _, part := range parts {
		if part == "__MACOSX" || part[0] == '.' && part != "." && part != ".." {
			return true
		}
	}
	return false
}

func isSlash(r rune) bool { return r == '/' || r == '\\' }

// memberName is the name of a member as text. What is not UTF-8 is of the
// encoding that zip began with.
func memberName(m *zip.File) string {
	name := m.Name
	if !utf8.ValidString(name) {
		name, _ = charmap.CodePage437.NewDecoder().String(name)
	}
	return strings.Map(func(r rune) rune {
		if isControl(r) || r == '\n' || r == '\r' {
			return utf8.RuneError // it would upset a terminal
		}
		return r
	}, name)
}
