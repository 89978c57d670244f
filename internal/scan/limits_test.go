package scan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// endless is a large input that is nowhere: start, and then a byte again and
// again. It counts what is read of it.
type endless struct {
	start string
	fill  byte
	size  int64
	read  atomic.Int64
}

func (e *endless) ReadAt(p []byte, offset int64) (int, error) {
	p = p[:min(int64(len(p)), e.size-offset)]
	for k := range p {
		p[k] = e.fill
	}
	if offset < int64(len(e.start)) {
		copy(p, e.start[offset:])
	}
	e.read.Add(int64(len(p)))
	if len(p) == 0 {
		return 0, io.EOF
	}
	return len(p), nil
}

// What is too long is refused without reading or holding it all.
func TestTooLong(t *testing.T) {
	for name, c := range map[string]struct {
		start string
		fill  byte
		size  int64
	}{
		"a quote that never closes": {"a,b\n1,\"", 'x', 100 << 20},
		"its lines":                 {"a,b\n1,\"", '\n', 100 << 20},
		"a line of a gigabyte":      {"a,b\n", 'x', 1 << 30},
		"many fields":               {"a,b\n", ',', 1 << 30},
		"many quotes":               {"a,b\n\"", '"', 1 << 30},
	} {
		for _, workers := range []int{0, 1, 2} {
			text := &endless{start: c.start, fill: c.fill, size: c.size}
			in := File(text, c.size)
			if workers == 0 {
				in = Stream(io.NewSectionReader(text, 0, c.size))
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := Run(context.Background(), in, CSV, records(Place{}, 1), workers)
			runtime.ReadMemStats(&after)
			var e *Error
			if !errors.As(err, &e) || e.Why != TooLong && e.Why != TooWide || e.Line != 2 || e.Column != 1 {
				t.Errorf("%s, %d workers: %v", name, workers, err)
			}
			// The sum of all that was allocated, not what was held at once.
			if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 200 || text.read.Load() > 120<<20 {
				t.Errorf("%s, %d workers: read %d MiB, allocated %d MiB", name, workers, text.read.Load()>>20, allocated)
			}
		}
	}
}

func TestTooWide(t *testing.T) {
	for _, fields := range []int{MaxFields, MaxFields + 1} {
		text := "a\n" + strings.Repeat(",", fields-1) + "\nb\n"
		for _, job := range []Job[*[]record]{records(Place{}, 1), records(Place{Offset: 2, Lines: 1}, 1)} {
			_, err := Run(context.Background(), Stream(strings.NewReader(text)), CSV, job, 1)
			var e *Error
			if fields <= MaxFields && err != nil || fields > MaxFields && (!errors.As(err, &e) || e.Why != TooWide || e.Line != 2) {
				t.Errorf("%d fields: %v", fields, err)
			}
		}
	}
}

// outcome is a run as text: the records, or the error with all that it says.
func outcome(text string, in *Input, workers int, most limits) string {
	got, err := run(context.Background(), in, CSV, records(Place{}, 2), workers, most)
	var e *Error
	if errors.As(err, &e) {
		return fmt.Sprintf("%+v", *e)
	}
	return fmt.Sprint(got, err)
}

// Whether a record is too long or wide, and what else is refused close to that,
// does not depend on how much of it was in memory.
func TestLimitsAreExact(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range random.IntN(120) {
			b.WriteString([]string{"a", ",", "\"", "\n", "\r", "\r\n", "\"\"", ",\"", "\"\n", "bcd"}[random.IntN(10)])
		}
		text, most := b.String(), limits{block: 1000, record: 1 + random.IntN(20), fields: 1 + random.IntN(6)}
		want := outcome(text, Stream(strings.NewReader(text)), 1, most)
		for range 8 {
			most.block = 1 + random.IntN(30)
			workers := 1 + random.IntN(4)
			if got := outcome(text, File(strings.NewReader(text), int64(len(text))), workers, most); got != want {
				t.Fatalf("%q, %+v, %d workers:\n%s\n%s", text, most, workers, got, want)
			}
		}
	}
}

// numbers is a table of rows 1 to n, with errors of the job in some.
func numbers(n int, bad ...int) string {
	var b strings.Builder
	for k := 1; k <= n; k++ {
		value := fmt.Sprint(k)
		for _, wrong := range bad {
			if k == wrong {
				value = "\"w\n" + value + "\""
			}
		}
		fmt.Fprintf(&b, "r%d,%s\n", k, value)
	}
	return b.String()
}

func adding() Job[*int] {
	return Job[*int]{
		New: func() *int { return new(int) },
		Row: func(sum *int, r *Row) error {
			n, ok := ParseInt(r.Field(1))
			if !ok {
				return fmt.Errorf("table: %w", r.Error(1, "not a number"))
			}
			*sum += n
			return nil
		},
		Merge: func(into, from *int, _ int) *int { *into += *from; return into },
	}
}

func TestFirstErrorWins(t *testing.T) {
	text := numbers(500, 300, 301, 400) + "x,\"\n"
	for workers := range 9 {
		for _, block := range []int{10, 100, 1000, 1 << 20} {
			_, err := run(context.Background(), File(strings.NewReader(text), int64(len(text))), CSV, adding(), workers, limits{block, 1000, 10})
			var e *Error
			want := &Error{Line: 300, Column: 6, Start: 300, Field: 2, Text: "w\n300", Why: "not a number"}
			if !errors.As(err, &e) || !cmp.Equal(e, want) || err.Error() != "table: line 300, column 6: not a number: \"w\\n300\"" {
				t.Fatalf("%d workers: %v", workers, err)
			}
		}
	}
}

func TestErrorOfAFieldThatIsNotThere(t *testing.T) {
	job := adding()
	job.Row = func(_ *int, r *Row) error { return r.Error(7, "no value") }
	_, err := Run(context.Background(), Stream(strings.NewReader("\na,b\n")), CSV, job, 1)
	if want := (&Error{Line: 2, Column: 1, Start: 2, Field: 8, Why: "no value"}); !cmp.Equal(err, error(want)) {
		t.Error(err)
	}
}

func TestCancel(t *testing.T) {
	text := numbers(5000)
	for _, workers := range []int{1, 2, 8} {
		ctx, cancel := context.WithCancel(context.Background())
		job := adding()
		job.Row = func(*int, *Row) error { cancel(); return nil }
		if _, err := run(ctx, File(strings.NewReader(text), int64(len(text))), CSV, job, workers, limits{100, 100, 10}); err != context.Canceled {
			t.Errorf("%d workers: %v", workers, err)
		}
		if _, err := Run(ctx, Stream(strings.NewReader(text)), CSV, adding(), workers); err != context.Canceled {
			t.Errorf("before the start: %v", err)
		}
	}
}

// broken is a file that cannot be read from an offset on.
type broken struct {
	io.ReaderAt
	from int64
}

var errBroken = errors.New("broken disk")

func (b broken) ReadAt(p []byte, offset int64) (int, error) {
	if offset+int64(len(p)) <= b.from {
		return b.ReaderAt.ReadAt(p, offset)
	}
	n, _ := b.ReaderAt.ReadAt(p[:max(0, b.from-offset)], offset)
	return n, errBroken
}

func TestReadErrors(t *testing.T) {
	good, bad := numbers(500), numbers(500, 100)
	size := int64(len(good))
	for _, workers := range []int{1, 2, 8} {
		for _, block := range []int{10, 100, 1 << 20} {
			most := limits{block, 1000, 10}
			for name, c := range map[string]struct {
				in   *Input
				want error
			}{
				"file":      {File(broken{strings.NewReader(good), 2000}, size), errBroken},
				"stream":    {Stream(io.MultiReader(strings.NewReader(good), iotest.ErrReader(errBroken))), errBroken},
				"data, err": {Stream(iotest.DataErrReader(io.MultiReader(strings.NewReader(good), iotest.ErrReader(errBroken)))), errBroken},
				"shorter":   {File(strings.NewReader(good), size+1), io.ErrUnexpectedEOF},
				"longer":    {File(strings.NewReader(good+"bad"), size), nil},
			} {
				if _, err := run(context.Background(), c.in, CSV, adding(), workers, most); !errors.Is(err, c.want) || (err == nil) != (c.want == nil) {
					t.Errorf("%s: %v", name, err)
				}
			}
			var e *Error
			if _, err := run(context.Background(), File(broken{strings.NewReader(bad), 2000}, size), CSV, adding(), workers, most); !errors.As(err, &e) || e.Line != 100 {
				t.Errorf("an error ahead of the broken place: %v", err)
			}
		}
	}
}

func TestDialects(t *testing.T) {
	for _, d := range []Dialect{{}, {',', ','}, {'\n', '"'}, {',', '\r'}, {0xe9, 0}} {
		if _, err := Run(context.Background(), Stream(strings.NewReader("a")), d, adding(), 1); err == nil {
			t.Errorf("%q: no error", d)
		}
		if _, _, err := Header(Stream(strings.NewReader("a")), d, Place{}); err == nil {
			t.Errorf("%q: no error", d)
		}
	}
}
