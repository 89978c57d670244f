package unpack

import (
	"bytes"
	"sync"
)

// Bytes is a text that the program carries itself, in UTF-8 without a byte
// order mark. Nothing about it is checked.
func Bytes(name string, text []byte) *Text {
	f := &file{name: name, size: int64(len(text)), bytes: bytes.NewReader(text)}
	f.sum = sync.OnceValues(f.hash)
	return &Text{Name: name, Encoding: "utf-8", file: f, limits: standard}
}
