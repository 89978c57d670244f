package scan

import "bytes"

// Nearly all fields are of two shapes: a short code in quotes, and text without
// quotes; a comma follows. What is here goes over these in tight loops, and
// leaves every other shape, and what is close to the end of data, to split.

const near = 16 // bytes that a loop may look at without asking for more

// quickSplit splits fields up to the k-th, as far as they are of these shapes.
func (r *Row) quickSplit(k int) {
	b, i, fields := r.data, r.next, r.fields
	comma, quote, newline, quoting := r.comma, r.quote, r.newline, r.quoting
	most := min(k+1, r.widest)
	for len(fields) < most && i+near <= len(b) {
		f := field{start: int32(i)}
		if quoting && b[i] == byte(quote) {
			j := i + 1
			for j < i+8 && b[j] != byte(quote) && b[j] != '\n' {
				j++
			}
			if b[j] != byte(quote) { // long, or of two lines
				break
			}
			f.start++
			f.end = int32(j)
			i = j + 1
		} else {
			i = find3(b, i, comma, newline, quote)
			f.end = int32(i)
		}
		if i >= len(b) || b[i] != byte(comma) {
			break
		}
		fields = append(fields, f)
		i++
		r.next = i
	}
	r.fields = fields
}

// skip goes to the end of the record. Ahead of a quote it need not find commas:
// a quote that opens a field follows one.
func (r *Row) skip() {
	for !r.done {
		if r.quickSkip(); !r.done {
			r.fields = r.fields[:0] // no longer asked for; finish counts them when they may be too many
			r.split()
		}
	}
}

// quickSkip skips fields as far as they are of simple shapes. Where it leaves
// off it has passed all that it looked at but one field, so that no text of any
// shape is looked at again and again.
func (r *Row) quickSkip() {
	b, i := r.data, r.next
	comma, quote, newline := r.comma, r.quote, r.newline
	for i+near <= len(b) {
		j := i
		if b[i] != byte(quote) {
			j = find2(b, i, newline, quote)
		}
		if j+near > len(b) {
			i += bytes.LastIndexByte(b[i:j], byte(comma)) + 1
			break
		}
		if b[j] == '\n' {
			r.pass(j)
			return
		}
		if j > i && b[j-1] != byte(comma) {
			i += bytes.LastIndexByte(b[i:j], byte(comma)) + 1
			break
		}
		i = j // the quote that opens a field
		j = find2(b, i+1, newline, quote)
		if j+near > len(b) || b[j] == '\n' {
			break
		}
		if b[j+1] == '\n' {
			r.pass(j + 1)
			return
		}
		if b[j+1] != byte(comma) {
			break
		}
		i = j + 2
	}
	r.next = i
}
