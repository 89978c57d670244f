//go:build e2e

package e2e

import (
	"image"
	"math"
)

// apart is the mean distance of the channels of two images of one size, and
// the largest distance of the mean colours of a block, with its corner.
func apart(a, b image.Image) (mean, worst float64, at image.Point) {
	r := a.Bounds()
	for y := r.Min.Y; y < r.Max.Y; y += block {
		for x := r.Min.X; x < r.Max.X; x += block {
			part := image.Rect(x, y, x+block, y+block).Intersect(r)
			sum, shift := distances(a, b, part)
			mean += sum
			if shift > worst {
				worst, at = shift, part.Min
			}
		}
	}
	return mean / float64(3*r.Dx()*r.Dy()), worst, at
}

// distances sums the distances of the channels over a part of two images, and
// says how far the mean colours of the part are apart.
func distances(a, b image.Image, part image.Rectangle) (sum, shift float64) {
	var mean [3]float64
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			ar, ag, ab, _ := a.At(x, y).RGBA()
			br, bg, bb, _ := b.At(x, y).RGBA()
			for k, d := range [3]float64{float64(ar) - float64(br), float64(ag) - float64(bg), float64(ab) - float64(bb)} {
				sum += math.Abs(d) / 257
				mean[k] += d / 257
			}
		}
	}
	n := float64(part.Dx() * part.Dy())
	for _, m := range mean {
		shift = math.Max(shift, math.Abs(m)/n)
	}
	return sum, shift
}
