package imagefile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/png"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zlib"
)

func picture() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 31, 17))
	for k := range img.Pix {
		img.Pix[k] = byte(k * k)
		if k%4 == 3 {
			img.Pix[k] = 255
		}
	}
	return img
}

func encoded(t testing.TB, dpi int, texts ...Text) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WritePNG(&b, picture(), dpi, texts); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// What goes in comes out: texts short and long, in any script; and the pixels
// are those of the image for another decoder.
func TestRoundTrip(t *testing.T) {
	for name, texts := range map[string][]Text{
		"none":  nil,
		"short": {{"Title", "fr", "Les États-Unis devant l’Irlande"}},
		"long":  {{"Title", "", "short"}, {"tradestats", "en", strings.Repeat("{\"a\": \"données\"}", 400)}},
		"edge":  {{"Source", "", strings.Repeat("x", longText)}, {"Source", "", strings.Repeat("x", longText+1)}},
	} {
		t.Run(name, func(t *testing.T) {
			file := encoded(t, 300, texts...)
			got, err := ReadPNGText(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(texts, got); diff != "" {
				t.Error(diff)
			}
			img, err := png.Decode(bytes.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			want := picture()
			for y := range 17 {
				for x := range 31 {
					if color.RGBAModel.Convert(img.At(x, y)) != want.At(x, y) {
						t.Fatalf("pixel %d,%d differs", x, y)
					}
				}
			}
		})
	}
}

func TestEmptyTextsAreLeftOut(t *testing.T) {
	if got, err := ReadPNGText(bytes.NewReader(encoded(t, 0, Text{"Title", "", ""}))); err != nil || got != nil {
		t.Errorf("%v, %v", got, err)
	}
}

// chunk is one of a hostile file.
func chunk(kind string, data []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	b = append(append(b, kind...), data...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

func bomb(t *testing.T) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := io.CopyN(z, zeros{}, 8<<20); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// manyTexts are texts of which each unpacks to half of what all may have.
func manyTexts(t *testing.T) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(bytes.Repeat([]byte("x"), mostText/2)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	text := chunk("iTXt", append([]byte("k\x00\x01\x00\x00\x00"), b.Bytes()...))
	return slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), text, text, text)
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

func TestDamagedPNG(t *testing.T) {
	good := encoded(t, 0, Text{"Title", "", "A title"})
	flipped := bytes.Clone(good)
	flipped[60] ^= 1
	long := chunk("iTXt", append([]byte("k\x00\x00\x00\x00\x00"), strings.Repeat("x", mostText/2+1)...))
	giant := append([]byte(pngSignature), 0x7f, 0xff, 0xff, 0xff, 'i', 'T', 'X', 't')
	for name, test := range map[string]struct {
		file []byte
		want string
	}{
		"empty":            {nil, "no PNG"},
		"a text":           {[]byte("economy,year,value\n"), "no PNG"},
		"cut off":          {good[:len(good)-20], "the file ends before"},
		"a flipped bit":    {flipped, "check sum is wrong"},
		"a giant length":   {giant, "longer than"},
		"a negative one":   {append([]byte(pngSignature), 0xff, 0, 0, 0, 'I', 'D', 'A', 'T'), "not allowed"},
		"no keyword":       {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("iTXt", []byte{0, 0, 0, 0, 0})), "no keyword"},
		"no text":          {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("iTXt", []byte("k\x00\x00\x00en\x00t"))), "no text"},
		"not compressed":   {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("iTXt", []byte("k\x00\x01\x00en\x00\x00plain"))), "compressed text"},
		"a bomb":           {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("iTXt", append([]byte("k\x00\x01\x00\x00\x00"), bomb(t)...))), "unpacks to more"},
		"unknown packing":  {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("iTXt", []byte("k\x00\x02\x00\x00\x00x"))), "not known"},
		"many bombs":       {manyTexts(t), "more than the"},
		"many long texts":  {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), long, long), "together"},
		"not UTF-8":        {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("iTXt", []byte("k\x00\x00\x00\x00\x00\xff"))), "not UTF-8"},
		"no header":        {append([]byte(pngSignature), chunk("IEND", nil)...), "begins with one IHDR"},
		"two headers":      {slices.Concat([]byte(pngSignature), chunk("IHDR", make([]byte, 13)), chunk("IHDR", make([]byte, 13))), "begins with one IHDR"},
		"no end":           {[]byte(pngSignature), "before its last chunk"},
		"ends in a number": {append([]byte(pngSignature), 0, 0), "before its last chunk"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := ReadPNGText(bytes.NewReader(test.file))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

// TestTextsLeaveThePixels: an image without texts is the same bytes as one with
// texts once their chunks are cut out.
func TestTextsLeaveThePixels(t *testing.T) {
	plain := encoded(t, 300)
	file := encoded(t, 300, Text{"Title", "en", "A title"}, Text{"tradestats", "", strings.Repeat("x", 3000)})
	head := len(pngSignature) + 12 + 13 + 12 + 9 // IHDR and pHYs
	tail := len(plain) - head
	if !bytes.Equal(plain, slices.Concat(file[:head], file[len(file)-tail:])) {
		t.Error("the texts changed more than their chunks")
	}
	if !bytes.HasPrefix(file[head+4:], []byte("iTXt")) {
		t.Errorf("after the header stands %q", file[head+4:head+8])
	}
}

// TestReadErrors: a reader that fails is not taken for a file that ends.
func TestReadErrors(t *testing.T) {
	whole := encoded(t, 0, Text{"Title", "", "A title"})
	for n := range len(whole) {
		_, err := ReadPNGText(io.MultiReader(bytes.NewReader(whole[:n]), broken{}))
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Fatalf("after %d bytes: %v", n, err)
		}
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestReadSVGMetadata(t *testing.T) {
	for name, test := range map[string]struct{ file, want, err string }{
		"there":     {`<svg><title>t</title><metadata>{"a": "5 &lt; 6"}</metadata></svg>`, `{"a": "5 < 6"}`, ""},
		"two":       {`<svg><metadata>one</metadata><metadata>two</metadata></svg>`, "one", ""},
		"none":      {`<svg><title>t</title></svg>`, "", ""},
		"html":      {`<html><metadata>x</metadata></html>`, "", "first element is <html>"},
		"empty":     {"", "", "no element"},
		"csv":       {"a,b\n1,2\n", "", "no SVG"},
		"broken":    {"<svg><metadata>x</svg>", "", "no SVG"},
		"an entity": {`<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg><metadata>&a;</metadata></svg>`, "", "no SVG"},
		"far down":  {"<svg>" + strings.Repeat("<g/>", mostXML/4) + "<metadata>x</metadata></svg>", "", "more are not read"},
		"lines":     {"<svg><metadata>a\tb\nc&#13;\n</metadata></svg>", "a\tb\nc\r\n", ""},
		"too long":  {"<svg><metadata>" + strings.Repeat("x", mostText+1) + "</metadata></svg>", "", "longer than"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := ReadSVGMetadata(strings.NewReader(test.file))
			if test.err == "" && (err != nil || got != test.want) {
				t.Errorf("got %q, %v", got, err)
			}
			if test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
				t.Errorf("got %v, want %q", err, test.err)
			}
		})
	}
}

// Whatever the bytes, reading ends with texts or an error.
func FuzzReadPNGText(f *testing.F) {
	f.Add(encoded(f, 300, Text{"Title", "en", "A title"}, Text{"tradestats", "", strings.Repeat("x", 3000)}))
	f.Fuzz(func(t *testing.T, file []byte) {
		texts, err := ReadPNGText(bytes.NewReader(file))
		if err != nil {
			return
		}
		for _, x := range texts {
			if x.Keyword == "" || len(x.Text) > mostText {
				t.Errorf("%q: %d bytes", x.Keyword, len(x.Text))
			}
		}
	})
}

func FuzzReadSVGMetadata(f *testing.F) {
	f.Add([]byte(`<svg><metadata>{}</metadata></svg>`))
	f.Fuzz(func(t *testing.T, file []byte) {
		if text, err := ReadSVGMetadata(bytes.NewReader(file)); err == nil && len(text) > mostText {
			t.Errorf("%d bytes", len(text))
		}
	})
}
