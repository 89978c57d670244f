package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/dialect"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

type recordsOptions struct {
	File     string // "-" is standard input; of a zip of several texts, FILE.zip/MEMBER
	Output   string // a file; "" is standard output
	Quiet    bool
	Encoding string
	dialect.Given
}

func recordsFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("delimiter", "", "`TEXT` between fields: comma, semicolon, tab, pipe, space, or the text itself"),
		textFlag("quote", "", "`CHARACTER` around fields; none"),
		textFlag("escape", "", "`CHARACTER` before a quote inside quotes; none"),
		textFlag("encoding", "", "`NAME` utf-8, windows-1252, iso-8859-15, utf-16le, ..."),
		textFlag("header-lines", "", "`N` lines of the header; 0 when there is none"),
		textFlag("preamble-lines", "", "`N` lines ahead of the header, to leave out"),
	}
}

func readRecordsOptions(c *cli.Context) (recordsOptions, error) {
	o := recordsOptions{Encoding: c.String("encoding"), Given: dialect.Given{
		Delimiter: dialect.Delimiter(c.String("delimiter")), Quote: c.String("quote"), Escape: c.String("escape"),
	}}
	if c.NArg() != 1 {
		return o, usage("give the name of one file, or - for standard input", "--records prints the records of one file, not of %d", c.NArg())
	}
	for _, other := range []string{"draft", "mapping", "format", "lang"} {
		if c.IsSet(other) {
			return o, usage("leave out one of the two", "--%s is not about --records", other)
		}
	}
	o.File, o.Output, o.Quiet = c.Args().First(), c.String("output"), c.Bool("quiet")
	var err error
	if o.Header, err = lines(c, "header-lines"); err != nil {
		return o, err
	}
	o.Preamble, err = lines(c, "preamble-lines")
	return o, err
}

// lines reads a flag that is a number of lines; nil when it is not given.
func lines(c *cli.Context, name string) (*int, error) {
	if !c.IsSet(name) {
		return nil, nil
	}
	n, err := strconv.Atoi(c.String(name))
	if err != nil || n < 0 || n > 1000 {
		return nil, usage("give a number of lines, 0 to 1000", "--%s %q is no number of lines", name, c.String(name))
	}
	return &n, nil
}

// runRecords prints the records of a file. An error leaves nothing of them on
// standard output where all would be no more than held; what is more is printed
// as it is read, so that the whole need not fit into memory.
func (p *program) runRecords(ctx context.Context, o recordsOptions) error {
	text, err := oneText(o)
	if err != nil {
		return err
	}
	head, err := text.Head(dialect.HeadSize)
	if err != nil {
		return err
	}
	d, err := dialect.Find(head, o.Given)
	if tidy.KindOf(err) == tidy.Data {
		return tidy.Wrap(tidy.Data, err, "", "%s", text.Name)
	} else if err != nil {
		return err
	}
	var t *dialect.Table
	if o.Output != "" && o.Output != "-" {
		err = replaceFile(o.Output, func(w io.Writer) error {
			out := bufio.NewWriterSize(w, 64<<10)
			if t, err = writeRecords(ctx, out, text, d); err != nil {
				return err
			}
			return out.Flush()
		})
	} else {
		t, err = p.printRecords(ctx, text, d)
	}
	if err != nil {
		return err
	}
	if text.Returns {
		d.End = "\r"
	}
	if !o.Quiet {
		say(p.stderr, text.Name+": "+text.Encoding+", "+d.String()+remarks(t))
	}
	return nil
}

// printRecords prints records on standard output.
func (p *program) printRecords(ctx context.Context, text *unpack.Text, d dialect.Dialect) (*dialect.Table, error) {
	stdout := &counted{Writer: p.stdout}
	out := bufio.NewWriterSize(stdout, held)
	t, err := writeRecords(ctx, out, text, d)
	if err == nil {
		err = out.Flush()
	}
	if err != nil && stdout.bytes > 0 {
		say(p.stderr, text.Name+": what is printed of it is not whole")
	}
	return t, err
}

const held = 8 << 20 // bytes of records

// counted says whether something was written.
type counted struct {
	io.Writer
	bytes int
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	if c.bytes += n; err != nil {
		err = unwritable("standard output", err)
	}
	return n, err
}

// oneText opens the one text that is named, of a zip the only one that can be
// read.
func oneText(o recordsOptions) (*unpack.Text, error) {
	file, member := o.File, ""
	if _, err := os.Stat(file); err != nil {
		if zip, rest, found := strings.Cut(file, ".zip/"); found {
			file, member = zip+".zip", rest
		}
	}
	texts, err := unpack.Open(file, unpack.Options{Stdin: os.Stdin, Encoding: o.Encoding})
	if err != nil {
		return nil, err
	}
	var readable []*unpack.Text
	var names []string
	for _, t := range texts {
		if member != "" && t.Member == member {
			return t, nil
		}
		if t.Refused == nil {
			readable, names = append(readable, t), append(names, t.Name)
		}
	}
	if member == "" && len(readable) == 1 {
		return readable[0], nil
	}
	if len(names) > 10 {
		names = append(names[:10], "...")
	}
	hint := "give one of " + strings.Join(names, ", ")
	if member != "" {
		return nil, usage(hint, "%s: no %s in this zip", file, member)
	}
	return nil, usage(hint, "%s: %d texts in this zip", file, len(readable))
}

// remarks tell what of the text is not in the records as it stands there.
func remarks(t *dialect.Table) string {
	var b strings.Builder
	places(&b, t.Mended, "malformed and mended")
	places(&b, t.Uneven, "of another number of fields")
	if t.Notes > 0 {
		fmt.Fprintf(&b, "; %d lines below the data left out", t.Notes)
	}
	if t.Second > 0 {
		fmt.Fprintf(&b, "; another table starts on line %d and is left out, --preamble-lines %d reads it", t.Second, t.Second-1)
	}
	return b.String()
}

func places(b *strings.Builder, p dialect.Places, what string) {
	if p.Count == 0 {
		return
	}
	var at []string
	for _, n := range p.Lines {
		at = append(at, strconv.Itoa(n))
	}
	if p.Count > len(at) {
		at = append(at, "...")
	}
	fmt.Fprintf(b, "; %d %s: line %s", p.Count, what, strings.Join(at, ", "))
}

// writeRecords writes CSV with commas, and quotes where they are needed. That
// the file changed meanwhile explains any other error.
func writeRecords(ctx context.Context, out *bufio.Writer, text *unpack.Text, d dialect.Dialect) (*dialect.Table, error) {
	in, err := text.Input()
	if err != nil {
		return nil, err
	}
	t, err := dialect.Records(in.Reader(), d)
	for n := 0; err == nil && t.Next(); n++ {
		if err = writeRecord(out, t.Fields(), d.End); n%1000 == 0 && err == nil {
			err = ctx.Err()
		}
	}
	if err == nil {
		err = t.Err()
	}
	if closed := in.Close(); closed != nil {
		return nil, closed
	}
	var row *tidy.RowError
	if errors.As(err, &row) {
		row.File = text.Name
	}
	return t, err
}

func writeRecord(out *bufio.Writer, fields []string, end string) error {
	for k, f := range fields {
		if k > 0 {
			out.WriteByte(',') //nolint:errcheck // the last write tells
		}
		if strings.ContainsAny(f, ",\"\r\n") || len(fields) == 1 && f == "" {
			f = `"` + strings.ReplaceAll(f, `"`, `""`) + `"`
		}
		out.WriteString(f) //nolint:errcheck // the last write tells
	}
	_, err := out.WriteString(end)
	return err
}
