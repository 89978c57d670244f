package scan

import (
	"bytes"
	"math"
	"math/bits"
)

// Nearly all fields are of two shapes: text without quotes, and text in quotes
// without quotes or newlines. What is here looks at 64 bytes at once, with few
// branches that depend on what they are, and leaves every other shape, longer
// fields, and what is close to the end of data, to split.

// A chunk is 64 bytes of a record, of which it has a bit for each.
type chunk struct {
	looked bool   // whether there is one
	base   int    // where it starts: at a field
	simple int    // up to where fields are simple
	stop   int    // simple, when the line ends there; otherwise -1
	quoted uint64 // what stands in quotes
	ends   uint64 // where the fields end that are not taken yet; 0 before mark
}

const chunkSize = 64

// look makes a chunk of what follows next. It returns false where the next field
// is not simple.
func (r *Row) look() bool {
	if len(r.data)-r.next < chunkSize {
		return false
	}
	b := (*[chunkSize]byte)(r.data[r.next:])
	stop := bytes.IndexByte(b[:], '\n')
	simple := stop
	if stop < 0 {
		simple = chunkSize - 1 // what stands behind a quote is in the chunk
	}
	comma, quoted := byte(r.comma), uint64(0)
	for quotes := mask(b, r.quote) & (1<<(simple&63) - 1); quotes != 0; {
		open := quotes & -quotes // the lowest bit
		quotes ^= open
		shut := quotes & -quotes
		quotes ^= shut
		first, last := bits.TrailingZeros64(open), bits.TrailingZeros64(shut)
		ahead, behind := b[(first-1)&63], b[(last+1)&63]
		if shut == 0 || ahead != comma && first > 0 ||
			behind != comma && last+1 != stop && (behind != '\r' || last+2 != stop) {
			simple, stop = first, -1
			break
		}
		quoted |= shut - open // the bits from open up to shut
	}
	r.base, r.simple, r.stop, r.quoted = r.next, simple, stop, quoted
	if stop < 0 {
		r.ends = r.commas()
	}
	r.looked = stop >= 0 || r.ends != 0
	return r.looked
}

// commas returns where simple fields end in a comma.
func (r *Row) commas() uint64 {
	return mask((*[chunkSize]byte)(r.data[r.base:]), r.comma) &^ r.quoted & (1<<(r.simple&63) - 1)
}

// mark finds where simple fields end, for take. It returns false where the next
// field is not simple.
func (r *Row) mark() bool {
	if !r.looked && !r.look() {
		return false
	}
	if r.ends == 0 {
		last := r.stop // of a line without commas, too
		if last > 0 && r.data[r.base+last-1] == '\r' {
			last--
		}
		r.ends = r.commas() | 1<<last
	}
	return true
}

// take splits fields up to the k-th, as far as their ends were found.
func (r *Row) take(k int) {
	ends, fields := r.ends, r.fields
	most := min(k+1, r.widest)
	from, start := r.base-r.record, r.next-r.base // of the chunk, and of the field in it
	for ends != 0 && len(fields) < most {
		end := bits.TrailingZeros64(ends)
		ends &= ends - 1
		quote := int(r.quoted >> (start & 63) & 1)
		fields = append(fields, field{start: int32(from + start + quote), end: int32(from + end - quote), next: int32(from + end + 1)})
		start = end + 1
	}
	r.next, r.ends, r.fields = r.base+start, ends, fields
	if ends == 0 {
		r.looked = false
		if r.stop >= 0 {
			fields[len(fields)-1].next = nowhere
			r.passLine()
		}
	}
}

// passLine goes to the end of the line, which is in the chunk.
func (r *Row) passLine() {
	r.next, r.done = r.base+r.stop+1, true
	r.lines++
}

// skip goes to the end of the record.
func (r *Row) skip() {
	asked := len(r.fields)
	for !r.done {
		switch {
		case !r.looked && !r.look():
			r.split()
			r.fields = r.fields[:min(asked, len(r.fields))] // finish counts them when they may be too many, not too long
		case r.stop >= 0:
			r.passLine()
		default:
			r.next = r.base + bits.Len64(r.ends)
			r.looked, r.ends = false, 0
		}
	}
}

// nowhere is where the next field starts behind the last one of a record.
const nowhere = math.MaxInt32
