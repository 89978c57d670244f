package imagefile

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"unicode/utf8"

	"github.com/klauspost/compress/zlib"
)

// mostText is how long the texts of an image may be together, in bytes,
// unpacked: far more than anything that is written, far less than what a
// hostile file unpacks to, be it one text or a thousand small ones.
const mostText = 1 << 20

// mostXML is how far into an SVG the metadata may stand, in bytes.
const mostXML = 4 << 20

// ReadPNGText returns the text chunks (iTXt) of a PNG in their order. It reads
// the chunks one by one and skips the pixels; texts of more than 1 MiB together
// are refused. An error says which chunk is wrong and where; those of r are wrapped.
func ReadPNGText(r io.Reader) ([]Text, error) {
	var head [8]byte
	_, err := io.ReadFull(r, head[:])
	if err != nil && !short(err) {
		return nil, err
	}
	if err != nil || string(head[:]) != pngSignature {
		return nil, errors.New("it is no PNG: the signature is missing")
	}
	var out []Text
	at, room := int64(len(head)), mostText
	for first := true; ; first = false {
		kind, text, n, err := readChunk(r)
		if err != nil {
			return nil, fmt.Errorf("chunk %q at byte %d: %w", kind, at, err)
		}
		if first != (kind == "IHDR") {
			return nil, fmt.Errorf("chunk %q at byte %d: a PNG begins with one IHDR: the file is damaged", kind, at)
		}
		if kind == "IEND" {
			return out, nil
		}
		if kind == "iTXt" {
			t, err := parseText(text, room)
			if err != nil {
				return nil, fmt.Errorf("chunk %q at byte %d: %w", kind, at, err)
			}
			room -= len(t.Text)
			out = append(out, t)
		}
		at += n
	}
}

// readChunk reads one chunk: of a text its content, of all others nothing but
// their check sum.
func readChunk(r io.Reader) (kind string, text []byte, n int64, err error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return "", nil, 0, ends(err, "the file ends before its last chunk")
	}
	size := int64(binary.BigEndian.Uint32(head[:]))
	kind = string(head[4:])
	if size > 1<<31-1 {
		return kind, nil, 0, fmt.Errorf("a length of %d bytes is not allowed", size)
	}
	sum := crc32.NewIEEE()
	sum.Write(head[4:]) //nolint:errcheck // a hash cannot fail
	var into io.Writer = sum
	var kept bytes.Buffer
	if kind == "iTXt" {
		if size > mostText {
			return kind, nil, 0, fmt.Errorf("a text of %d bytes is longer than %d", size, mostText)
		}
		into = io.MultiWriter(sum, &kept)
	}
	if _, err := io.CopyN(into, r, size); err != nil {
		return kind, nil, 0, ends(err, fmt.Sprintf("it says %d bytes, the file ends before", size))
	}
	var tail [4]byte
	if _, err := io.ReadFull(r, tail[:]); err != nil {
		return kind, nil, 0, ends(err, "the file ends before its check sum")
	}
	if binary.BigEndian.Uint32(tail[:]) != sum.Sum32() {
		return kind, nil, 0, errors.New("the check sum is wrong: the file is damaged")
	}
	return kind, kept.Bytes(), size + 12, nil
}

// short says whether err is the end of a file.
func short(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// ends is what an end of the file means here; other errors stay what they are.
func ends(err error, meaning string) error {
	if short(err) {
		return errors.New(meaning)
	}
	return err
}

// parseText takes the content of an iTXt chunk apart; its text may have room bytes.
func parseText(b []byte, room int) (Text, error) {
	keyword, rest, ok := bytes.Cut(b, []byte{0})
	if !ok || len(keyword) == 0 || len(rest) < 2 {
		return Text{}, errors.New("it has no keyword")
	}
	compressed, method, rest := rest[0], rest[1], rest[2:]
	language, rest, ok := bytes.Cut(rest, []byte{0})
	if !ok {
		return Text{}, errors.New("it has no language")
	}
	_, text, ok := bytes.Cut(rest, []byte{0}) // the keyword in that language
	if !ok {
		return Text{}, errors.New("it has no text")
	}
	if compressed > 1 || compressed == 1 && method != 0 {
		return Text{}, fmt.Errorf("compression %d, method %d is not known", compressed, method)
	}
	if compressed == 1 {
		var err error
		if text, err = unpack(text, room); err != nil {
			return Text{}, err
		}
	}
	if len(text) > room {
		return Text{}, fmt.Errorf("the texts are longer than %d bytes together", mostText)
	}
	if !utf8.Valid(text) {
		return Text{}, fmt.Errorf("the text of %q is not UTF-8", keyword)
	}
	return Text{string(keyword), string(language), string(text)}, nil
}

// unpack unpacks a compressed text, at most room bytes of it.
func unpack(text []byte, room int) ([]byte, error) {
	z, err := zlib.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("its compressed text: %w", err)
	}
	defer z.Close()
	plain, err := io.ReadAll(io.LimitReader(z, int64(room)+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("its compressed text: %w", err)
	case len(plain) > room:
		return nil, fmt.Errorf("its text unpacks to more than the %d bytes that all texts may have", mostText)
	}
	return plain, nil
}

// ReadSVGMetadata returns the text of the first <metadata> of an SVG; "" where
// there is none. It is an error where the file is no SVG.
func ReadSVGMetadata(r io.Reader) (string, error) {
	// One byte more than may be read tells a long file from one that ends.
	limited := &io.LimitedReader{R: r, N: mostXML + 1}
	d := xml.NewDecoder(limited)
	var text bytes.Buffer
	depth, inside := 0, 0
	for {
		tok, err := d.Token()
		if err == io.EOF && depth == 0 && text.Len() == 0 {
			return "", errors.New("it is no SVG: no element")
		}
		if err != nil && limited.N == 0 {
			return "", fmt.Errorf("no metadata in its first %d bytes, more are not read", mostXML)
		}
		if err != nil {
			return "", fmt.Errorf("it is no SVG: %w", err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			if depth++; depth == 1 && e.Name.Local != "svg" {
				return "", fmt.Errorf("it is no SVG: its first element is <%s>", e.Name.Local)
			}
			if e.Name.Local == "metadata" && inside == 0 {
				inside = depth
			}
		case xml.EndElement:
			if depth == inside && inside > 0 {
				return text.String(), nil
			}
			if depth--; depth == 0 {
				return "", nil
			}
		case xml.CharData:
			if inside > 0 {
				if text.Len()+len(e) > mostText {
					return "", fmt.Errorf("its metadata are longer than %d bytes", mostText)
				}
				text.Write(e)
			}
		}
	}
}
