package unpack

import (
	"archive/zip"
	"bytes"
	"io"

	"tradestats/internal/scan"
	"tradestats/internal/tidy"
)

// A Text is something to scan, found at a path. It can be read several times.
type Text struct {
	Name     string // as messages and origins call it: "x.csv", "x.csv.gz", "x.zip/member.csv", "standard input"
	Path     string // of the file; "" for standard input
	Member   string // of a zip; else ""
	Encoding string // as told, else as its first bytes look: "utf-8", "utf-16le", "utf-16be", "windows-1252"

	// Returns says that its lines end in CR alone, as they did on the first Macs.
	// They are read as LF.
	Returns bool

	// Refused says why a member of a zip cannot be read as text, when others
	// can: a PDF beside a table, a member with a password. A caller may pass it
	// over, saying so; Head and Input return it.
	Refused error

	file    *file
	packing string // "gzip", "zip" or ""
	member  *zip.File
	limits  limits

	mark    int     // bytes of the byte order mark
	decoded *coding // nil when the bytes are read as they are
}

// As returns the same text in an encoding that is told: a name as in Options.
func (t *Text) As(encoding string) (*Text, error) {
	told, err := encodingOf(encoding)
	if err != nil {
		return nil, err
	}
	again := &Text{Name: t.Name, Path: t.Path, Member: t.Member, file: t.file, packing: t.packing, member: t.member, limits: t.limits}
	if err := again.file.acquire(); err != nil {
		return nil, err
	}
	err = again.recognise(told)
	if changed := again.file.release(); changed != nil {
		err = changed
	}
	return again, err
}

// Head returns the first n bytes of the text, as Input reads them: decoded,
// without byte order mark; fewer when there are no more. It does not fail on
// an archive that is truncated or damaged further on: reading it will.
func (t *Text) Head(n int) ([]byte, error) {
	in, err := t.Input()
	if err != nil {
		return nil, err
	}
	head, err := in.Peek(n)
	if changed := t.file.release(); changed != nil {
		return nil, changed
	}
	if err != nil && tidy.KindOf(err) != tidy.Data {
		return nil, err
	}
	return head, nil
}

// SHA256 returns the hash, in hex, of the bytes of the whole file as they lie
// on disk, packed; of a pipe, of what was read.
func (t *Text) SHA256() (string, error) { return t.file.sum() }

// An Input is a text that is open.
type Input struct {
	*scan.Input
	whole   io.Reader
	text    *Text
	archive *archive // nil when the text is not packed
	closed  bool
}

// Input opens the text anew for a scan. Blocks of it can be read in parallel
// when it is neither packed nor decoded. Text that is neither UTF-8 nor UTF-16,
// and of which no encoding was told, is not decoded: String does that, a field
// at a time.
func (t *Text) Input() (*Input, error) {
	if t.Refused != nil {
		return nil, t.Refused
	}
	if err := t.file.acquire(); err != nil {
		return nil, err
	}
	in := &Input{text: t}
	switch {
	case t.packing != "":
		in.archive = t.unpack()
		in.whole = t.decode(in.archive)
		in.Input = scan.Stream(in.whole)
	case t.decoded != nil || t.Returns:
		in.whole = t.decode(t.file.whole())
		in.Input = scan.Stream(in.whole)
	default:
		mark, size := int64(t.mark), t.file.size
		section := io.NewSectionReader(t.file, mark, size-mark)
		in.whole, in.Input = section, scan.File(section, size-mark)
	}
	return in, nil
}

// Reader returns the text to read from its start to its end, decoded as for a
// scan, by who does not scan it.
func (i *Input) Reader() io.Reader { return i.whole }

// Close says what makes worthless what was read: that the file has changed
// since Open, or that the archive is truncated, damaged or a bomb, as far as it
// was read. Where there is an error of Close, it explains one of the scan.
func (i *Input) Close() error {
	if i.closed {
		return nil
	}
	i.closed = true
	err := i.text.file.release()
	if err == nil && i.archive != nil {
		err = i.archive.err
	}
	return err
}

const looked = 64 << 10 // bytes that a text is recognised by

// recognise finds out how the text is written, from its first bytes, or
// refuses what is no text. The file is open.
func (t *Text) recognise(told *coding) error {
	r := t.file.whole()
	if t.packing != "" {
		r = t.unpack()
	}
	raw, err := io.ReadAll(io.LimitReader(r, looked))
	switch {
	case len(raw) == 0 && err != nil:
		return err
	case len(raw) == 0:
		return empty(t.Name)
	}
	if kind := kindOf(raw); kind != nil {
		return t.refuse(kind)
	}
	t.settle(raw, told)
	if len(raw) == t.mark {
		return empty(t.Name)
	}
	text, _ := io.ReadAll(t.decode(bytes.NewReader(raw)))
	if kind := kindOfText(text); kind != nil {
		return t.refuse(kind)
	}
	t.Returns = endsInReturns(text)
	return notBinary(t.Name, text)
}
