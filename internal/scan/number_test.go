package scan

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

var numerals = []string{"", "0", "-0", "+1", "1.5", "-1.5", ".5", "5.", ".", "-", "+.", "1e3", "1E-7", "1e400", "1e-400", "1e", "--1", "1.2.3",
	"9007199254740991", "9007199254740992", "9007199254740993", "900719925474099.3", "0.1234567890123456789", "12345678901234567890",
	"0000000000000000000001", "0.0000000000000000000001", "123456789.123456789", "12345678", "12345678.87654321", "1234567:", "/2345678", "1234567.8", "12345\x00678", "1234567\xb8", "00000000000000001.5",
	"1_000", "0x10", "Inf", "nan", " 1", "1 ", "1,5", "٣"}

func FuzzParseFloat(f *testing.F) {
	for _, text := range numerals {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want, err := strconv.ParseFloat(text, 64)
		good := err == nil && !math.IsNaN(want) && !math.IsInf(want, 0) && !strings.ContainsAny(text, "xX_")
		got, ok := ParseFloat([]byte(text))
		if ok != good || ok && math.Float64bits(got) != math.Float64bits(want) {
			t.Errorf("%q: %v, %v; strconv: %v, %v", text, got, ok, want, err)
		}
		whole, err := strconv.Atoi(text)
		n, ok := ParseInt([]byte(text))
		if ok && (n != whole || err != nil) || !ok && err == nil && len(text) <= 18 {
			t.Errorf("%q: %v, %v; strconv: %v, %v", text, n, ok, whole, err)
		}
	})
}

func TestPack(t *testing.T) {
	codes := []string{"", "\x00", "A", "A\x00", "\x00A", "AB", "BA", "FRA", "1234567", "\xff\xff\xff\xff\xff\xff\xff"}
	seen := map[uint64]string{}
	for _, text := range codes {
		packed, ok := Pack(text)
		again, _ := Pack([]byte(text))
		if other, twice := seen[packed]; !ok || twice || again != packed {
			t.Errorf("%q: %x, %v, as %q", text, packed, ok, other)
		}
		seen[packed] = text
	}
	if _, ok := Pack("12345678"); ok {
		t.Error("8 bytes are packed")
	}
}

// Every byte, looked for among all others and in every position.
func TestMask(t *testing.T) {
	var b [chunkSize]byte
	for c := range 256 {
		for first := range 256 {
			for k := range b {
				b[k] = byte(first + k)
			}
			want := uint64(0)
			for k := range b {
				if b[k] == byte(c) {
					want |= 1 << k
				}
			}
			if got := mask(&b, pattern(byte(c))); got != want {
				t.Fatalf("%#x in %q: %b, want %b", c, b, got, want)
			}
		}
	}
}
