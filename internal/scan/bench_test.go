package scan

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The job of the benchmarks: of a table in the layout of BaTIS, keep the
// digitally deliverable items and sum the balanced value, else the final one,
// by reporter, flow and year.
//
// TRADESTATS_BATIS names a table to measure on. Without it one is made up.

const reporter, flow, item, year, final, balanced = 0, 2, 3, 4, 6, 7

var deliverable = map[string]bool{"SF": true, "SG": true, "SH": true, "SI": true, "SJ": true, "SK": true}

type cell struct {
	reporter, flow uint64
	year           int
}

// series are the sums of a block. Rows come in runs of the same reporter,
// partner, flow and item, so that few are looked up.
type series struct {
	of   map[cell]*[200]float64 // by years from 1900 on; the cell's year is 0
	into *[200]float64          // where the record before went; nil when it was not wanted
}

func (s *series) at(key cell) *[200]float64 {
	if s.of[key] == nil {
		s.of[key] = new([200]float64)
	}
	return s.of[key]
}

// turn finds where the rows of another reporter, partner, flow or item go.
func (s *series) turn(r *Row) {
	s.into = nil
	if deliverable[string(r.Field(item))] {
		economy, _ := Pack(r.Field(reporter))
		direction, _ := Pack(r.Field(flow))
		s.into = s.at(cell{economy, direction, 0})
	}
}

func sums(from Place) Job[*series] {
	return Job[*series]{
		From: from,
		New:  func() *series { return &series{of: map[cell]*[200]float64{}} },
		Row: func(s *series, r *Row) error {
			if !r.Same(item + 1) {
				s.turn(r)
			}
			if s.into == nil {
				return nil
			}
			text := r.Field(balanced)
			if len(text) == 0 {
				text = r.Field(final)
			}
			value, ok := ParseFloat(text)
			if !ok {
				return r.Error(balanced, "not a number")
			}
			y, ok := ParseInt(r.Field(year))
			if !ok || y < 1900 || y >= 2100 {
				return r.Error(year, "not a year")
			}
			s.into[y-1900] += value
			return nil
		},
		Merge: func(into, from *series, _ int) *series {
			for key, values := range from.of { // each key once: the order is nothing to a sum
				sum := into.at(key)
				for y, value := range values {
					sum[y] += value
				}
			}
			return into
		},
	}
}

func code(text string) uint64 {
	packed, _ := Pack(text)
	return packed
}

// peerSums is the same job with encoding/csv.
func peerSums(r io.Reader) (map[cell]float64, error) {
	in := csv.NewReader(bufio.NewReaderSize(r, 1<<20))
	in.ReuseRecord = true
	type textCell struct{ reporter, flow, year string }
	all := map[textCell]float64{}
	_, err := in.Read()
	for err == nil {
		var row []string
		if row, err = in.Read(); err != nil || !deliverable[row[item]] {
			continue
		}
		text := row[balanced]
		if text == "" {
			text = row[final]
		}
		var value float64
		if value, err = strconv.ParseFloat(text, 64); err != nil {
			break
		}
		key := textCell{row[reporter], row[flow], row[year]}
		all[key] += value
	}
	if err != io.EOF {
		return nil, err
	}
	out := map[cell]float64{}
	for key, value := range all {
		y, _ := strconv.Atoi(key.year)
		out[cell{code(key.reporter), code(key.flow), y}] = value
	}
	return out, nil
}

// table opens the table to measure on and returns its size.
func table(tb testing.TB, rows int) (*os.File, int64) {
	name := os.Getenv("TRADESTATS_BATIS")
	if name == "" {
		name = filepath.Join(tb.TempDir(), "batis.csv")
		writeTable(tb, name, rows)
	}
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { f.Close() })
	info, err := f.Stat()
	if err != nil {
		tb.Fatal(err)
	}
	return f, info.Size()
}

func writeTable(tb testing.TB, name string, rows int) {
	f, err := os.Create(name)
	if err != nil {
		tb.Fatal(err)
	}
	w := bufio.NewWriter(f)
	fmt.Fprintln(w, `"Reporter","Partner","Flow","Item_code","Year","Reported_value","Final_value","Balanced_value","Methodology","Reported_flag"`)
	for k := range rows {
		value := math.Exp(3 * math.Sin(float64(k))) // neither round nor equal
		text := fmt.Sprintf("%.8f", value)
		if k%300 == 0 {
			text = ""
		}
		fmt.Fprintf(w, "\"%c%c\",\"%c%c\",\"%c\",\"S%c\",%d,%.6f,%.8f,%s,\"E7.1, gravity\",\"Estimated\"\n",
			'A'+k/40000%26, 'A'+k/4000%26, 'A'+k/400%26, 'A'+k/800%26, "XM"[k/192%2], 'A'+k/16%12, 2005+k%16, value*1.1, value*0.9, text)
	}
	if err := w.Flush(); err != nil {
		tb.Fatal(err)
	}
	if err := f.Close(); err != nil {
		tb.Fatal(err)
	}
}

func TestSameSums(t *testing.T) {
	f, size := table(t, 150_000)
	want, err := peerSums(io.NewSectionReader(f, 0, size))
	if err != nil {
		t.Fatal(err)
	}
	var first map[cell]*[200]float64
	for _, workers := range []int{1, 2, 8} {
		in := File(f, size)
		_, at, err := Header(in, CSV, Place{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := Run(context.Background(), in, CSV, sums(at), workers)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = got.of
		}
		if diff := cmp.Diff(first, got.of); diff != "" {
			t.Errorf("%d workers: not to the last digit what one finds: %s", workers, diff)
		}
		for key, value := range want {
			y := key.year - 1900
			key.year = 0
			if sum := got.of[key][y]; math.Abs(sum-value) > 1e-9*math.Abs(value) {
				t.Fatalf("%d workers: %v: %v, with encoding/csv %v", workers, key, sum, value)
			}
		}
	}
}

func BenchmarkSums(b *testing.B) {
	f, size := table(b, 1_000_000)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs() // the windows: they do not grow with the table
			for b.Loop() {
				in := File(f, size)
				_, at, err := Header(in, CSV, Place{})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := Run(context.Background(), in, CSV, sums(at), workers); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("encoding-csv", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			if _, err := peerSums(io.NewSectionReader(f, 0, size)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
