package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"tradestats/internal/tidy"
)

// check compares the edition that would be written with the one that stands
// there. Images drawn on another architecture may differ by rounding: they are
// compared by their pixels, and their hashes in the manifest not at all.
func check(o Options, jobs []*job, edition files, out *Outcome) error {
	elsewhere := false
	var differing []string
	for _, j := range jobs {
		if j.standing == nil {
			return tidy.Errorf(tidy.Differs, "write it with 'tradestats report'", "%s: no edition there", filepath.Join(o.Out, j.folder))
		}
		elsewhere = elsewhere || j.standing.Architecture != runtime.GOARCH
		differing = append(differing, stale(o, j, edition)...)
	}
	for _, file := range o.outdated(jobs, edition) {
		differing = append(differing, file+" (no longer part of it: it compares with an edition that is not named with --against)")
	}
	partial := o.isPart()
	for _, name := range sorted(edition) {
		file := filepath.Join(o.Out, name)
		if why := compare(file, edition[name], elsewhere, partial); why != "" {
			differing = append(differing, file+" ("+why+")")
			continue
		}
		out.Unchanged++
	}
	if len(differing) > 0 {
		const most = 10
		more := ""
		if n := len(differing) - most; n > 0 {
			differing, more = differing[:most], fmt.Sprintf(" and %d more", n)
		}
		return tidy.Errorf(tidy.Differs, "run the same without --check to write them anew", "differs from what would be written: %s%s", strings.Join(differing, ", "), more)
	}
	return nil
}

// stale names files that the manifest there vouches for and the edition, when
// it is made whole, no longer has.
func stale(o Options, j *job, edition files) []string {
	if j.partial {
		return nil // a part of the edition was asked about
	}
	var out []string
	for _, f := range j.standing.Outputs {
		if _, ok := edition[path.Join(j.folder, f.Path)]; !ok {
			out = append(out, filepath.Join(o.Out, j.folder, f.Path)+" (no longer part of it)")
		}
	}
	return out
}

// compare says how a file differs from what it would be, or "".
func compare(file string, want []byte, elsewhere, partial bool) string {
	have, err := os.ReadFile(file)
	if err != nil {
		return "missing"
	}
	switch {
	case bytes.Equal(have, want):
		return ""
	case path.Base(file) == indexName && partial:
		return ""
	case path.Base(file) == manifestName:
		if partial || elsewhere && sameManifest(have, want) {
			return ""
		}
	case elsewhere && strings.HasSuffix(file, ".png"):
		if alike(have, want) {
			return ""
		}
	}
	return "changed"
}

// sameManifest compares all but the architecture and the hashes of images.
func sameManifest(a, b []byte) bool {
	var x, y manifest
	if json.Unmarshal(a, &x) != nil || json.Unmarshal(b, &y) != nil {
		return false
	}
	for _, m := range []*manifest{&x, &y} {
		m.Architecture = ""
		for k := range m.Outputs {
			if strings.HasSuffix(m.Outputs[k].Path, ".png") {
				m.Outputs[k].SHA256 = ""
			}
		}
	}
	p, errP := encode(x)
	q, errQ := encode(y)
	return errP == nil && errQ == nil && bytes.Equal(p, q)
}

// alike compares two images pixel by pixel: fewer than one in a thousand may
// differ by more than a little, as the rounding of another processor makes it.
func alike(a, b []byte) bool {
	x, errX := png.Decode(bytes.NewReader(a))
	y, errY := png.Decode(bytes.NewReader(b))
	if errX != nil || errY != nil || x.Bounds() != y.Bounds() {
		return false
	}
	off, size := 0, x.Bounds()
	for py := size.Min.Y; py < size.Max.Y; py++ {
		for px := size.Min.X; px < size.Max.X; px++ {
			if far(x, y, px, py) {
				off++
			}
		}
	}
	return 1000*off < size.Dx()*size.Dy()
}

func far(a, b image.Image, x, y int) bool {
	const little = 0x0800 // 8 of 255
	r, g, bl, _ := a.At(x, y).RGBA()
	s, h, cl, _ := b.At(x, y).RGBA()
	return apart(r, s) > little || apart(g, h) > little || apart(bl, cl) > little
}

func apart(a, b uint32) uint32 {
	if a > b {
		return a - b
	}
	return b - a
}
