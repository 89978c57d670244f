// Package unpack is the room between a path on the command line and a text to
// scan: plain files, gzip, the members of a zip, standard input; encodings; and
// everything that is wrong with a file as a file. What a text says is for
// others.
//
// What kind of file it is, its first bytes tell, and never its name: downloads
// are misnamed often.
package unpack

import (
	"io"

	"tradestats/internal/tidy"
)

// Options say how to read what is opened.
type Options struct {
	Stdin    io.Reader // what "-" stands for; nil is empty
	Encoding string    // a name of the IANA or of HTML; "" finds out
}

// limits are a parameter so that tests can make them small.
type limits struct {
	kept     int64 // bytes of a pipe
	unpacked int64 // bytes of a text that may be a bomb
	ratio    int64 // of unpacked to packed bytes, from which it is one
	members  int   // of a zip
	listing  int64 // bytes of the list of members of a zip
}

var standard = limits{kept: 1 << 30, unpacked: 1 << 30, ratio: 200, members: 10_000, listing: 4 << 20}

// Open finds the texts at a path: one of a plain file, one of a gzip, those of
// a zip in its order (folders, hidden files and __MACOSX are passed over), and
// one of "-", which is standard input. What is read of a pipe is kept in
// memory, up to 1 GiB, and can be read several times.
//
// An error is of kind Data where the content is wrong, Failed where the machine
// refuses, Usage where the encoding is not known. A zip of which some members
// are texts is no error: see Text.Refused.
func Open(path string, o Options) ([]*Text, error) { return open(path, o, standard) }

func open(path string, o Options, most limits) ([]*Text, error) {
	told, err := encodingOf(o.Encoding)
	if err != nil {
		return nil, err
	}
	f, err := find(path, o.Stdin, most.kept)
	if err != nil {
		return nil, err
	}
	if err := f.acquire(); err != nil {
		return nil, err
	}
	texts, err := f.texts(told, most)
	if changed := f.release(); changed != nil {
		return nil, changed
	}
	return texts, err
}

// texts finds what is in a file that is open.
func (f *file) texts(told *coding, most limits) ([]*Text, error) {
	start := make([]byte, 4)
	n, err := f.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	t := &Text{Name: f.name, Path: f.path, file: f, limits: most}
	switch start = start[:n]; {
	case n == 0:
		return nil, empty(f.name)
	case isZip(start):
		return f.members(told, most)
	case isGzip(start):
		t.packing = "gzip"
	}
	if err := t.recognise(told); err != nil {
		return nil, err
	}
	return []*Text{t}, nil
}

func empty(name string) error {
	return tidy.Errorf(tidy.Data, "give a file with a header and rows", "%s: the file is empty", name)
}
