package source

import (
	"bytes"
	"regexp"

	"tradestats/internal/scan"
)

// Marks say how a file writes numbers. The zero marks are those of publishers:
// a decimal point and nothing between thousands.
type marks struct {
	decimal   byte // 0 is a point
	thousands byte // 0 is none
}

// What a number shows by itself of the marks in it. "1,234" shows nothing: it
// can be more than a thousand and more than one.
var (
	decimalComma = regexp.MustCompile(`^[+-]?(\d+,(\d{1,2}|\d{4,})|\d{4,},\d{3}|0,\d+|\d{1,3}(\.\d{3})+,\d+)$`)
	commaGroups  = regexp.MustCompile(`^[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$`)
	pointGroups  = regexp.MustCompile(`^[+-]?\d{1,3}(\.\d{3}){2,}$`)
)

// marks finds the marks in the first rows of a table that a spreadsheet may
// have saved in its own language. Where they contradict each other none are
// taken, so that the first number with a comma is refused.
func (f *header) marks() marks { return marksIn(f.samples(200)) }

// marksIn finds the marks in the cells of some rows.
func marksIn(records [][]string) marks {
	var comma, groups, points bool
	for _, cells := range records {
		for _, cell := range cells {
			comma = comma || decimalComma.MatchString(cell)
			groups = groups || commaGroups.MatchString(cell)
			points = points || pointGroups.MatchString(cell)
		}
	}
	switch {
	case comma && groups:
		return marks{}
	case comma && points:
		return marks{decimal: ',', thousands: '.'}
	case comma:
		return marks{decimal: ','}
	case groups:
		return marks{thousands: ','}
	}
	return marks{}
}

// number reads the value in the k-th field of a record; text is what stands
// there, without what the layout puts around it.
func (m marks) number(r *scan.Row, k int, text []byte) (float64, error) {
	v, ok := scan.ParseFloat(m.plain(text))
	switch {
	case ok && (m.decimal == ',' || m.thousands == ',' || !bytes.ContainsRune(text, ',')):
		return v, nil
	case m == marks{} && bytes.ContainsRune(text, ',') && isNumber(bytes.ReplaceAll(text, []byte(","), nil)):
		return 0, r.Error(k, unclearMark)
	}
	return 0, r.Error(k, notANumber)
}

// plain spells a number with a decimal point and nothing between thousands; a
// number in other marks than these becomes none.
func (m marks) plain(text []byte) []byte {
	if m == (marks{}) {
		return text
	}
	plain := make([]byte, 0, len(text))
	for _, c := range text {
		switch {
		case c == m.thousands && m.thousands != 0:
		case c == m.decimal:
			plain = append(plain, '.')
		case c == '.' && m.decimal != 0:
			plain = append(plain, 'x')
		default:
			plain = append(plain, c)
		}
	}
	return plain
}

func isNumber(text []byte) bool {
	_, ok := scan.ParseFloat(text)
	return ok
}

// year reads a calendar year of four digits.
func year(text []byte) (int, bool) {
	y, ok := scan.ParseInt(text)
	return y, ok && len(text) == 4 && y >= 1000
}
