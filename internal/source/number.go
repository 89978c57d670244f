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
	unclear   bool // a point can be either: see threeDigits
	pointed   bool // numbers of the table show that their decimal mark is a point
}

// What a number shows by itself of the marks in it. "1,234" shows nothing: it
// can be more than a thousand and more than one.
var (
	decimalComma = regexp.MustCompile(`^[+-]?(\d+,(\d{1,2}|\d{4,})|\d{4,},\d{3}|0,\d+|\d{1,3}(\.\d{3})+,\d+|\d+,\d+[eE][+-]?\d+)$`)
	commaGroups  = regexp.MustCompile(`^[+-]?\d{1,3}((,\d{3})+\.\d+|(,\d{3}){2,})$`)
	pointGroups  = regexp.MustCompile(`^[+-]?\d{1,3}(\.\d{3}){2,}$`)
	threeDigits  = regexp.MustCompile(`^[+-]?[1-9]\d{0,2}\.\d{3}$`) // of the language that separates by semicolons a thousand and more
	decimalPoint = regexp.MustCompile(`^[+-]?(\d*\.(\d{1,2}|\d{4,})|\d{4,}\.\d+|0?\.\d+|\d+\.\d+[eE][+-]?\d+)$`)
)

// marks finds the marks in the first rows of a table that a spreadsheet may
// have saved in its own language, unless they are told. Where they contradict
// each other none are taken, so that the first number with a comma is refused.
func (f *header) marks() marks {
	if f.head.told != nil {
		return *f.head.told
	}
	m := marksIn(f.samples(200))
	m.unclear = m.unclear && f.dialect.Comma == ';'
	return m
}

// marksIn finds the marks in the cells of some rows.
func marksIn(records [][]string) marks {
	var groups, points, three bool
	seen := seenMarks{}
	for _, cells := range records {
		for k, cell := range cells {
			seen.add(k, cell)
			groups = groups || commaGroups.MatchString(cell)
			points = points || pointGroups.MatchString(cell)
			three = three || threeDigits.MatchString(cell)
		}
	}
	point, mistaken := seen.points > 0, seen.mistaken()
	comma := seen.commas > 0 && !mistaken
	switch {
	case comma && groups:
		return marks{}
	case comma && (points || three) && !point, points && !groups && !mistaken:
		return marks{decimal: ',', thousands: '.'}
	case comma:
		return marks{decimal: ','}
	case groups:
		return marks{thousands: ','}
	}
	return marks{unclear: three && !point, pointed: point}
}

// seenMarks counts the decimal commas and points that cells show by themselves.
type seenMarks struct {
	commas, points int
	columns        map[int]*[2]int // commas and points of each column that shows any
}

func (s *seenMarks) add(column int, cell string) {
	comma, point := decimalComma.MatchString(cell), decimalPoint.MatchString(cell)
	if !comma && !point {
		return
	}
	if s.columns == nil {
		s.columns = map[int]*[2]int{}
	}
	in := s.columns[column]
	if in == nil {
		in = new([2]int)
		s.columns[column] = in
	}
	if comma {
		s.commas++
		in[0]++
	}
	if point {
		s.points++
		in[1]++
	}
}

// mistaken tells whether the decimal commas are slips in a file of decimal points:
// fewer, and no column has only them. A column of points may be no numbers at all,
// such as versions beside values with commas.
func (s *seenMarks) mistaken() bool {
	if s.commas == 0 || s.commas >= s.points {
		return false
	}
	for _, in := range s.columns {
		if in[0] > 1 && in[1] == 0 {
			return false
		}
	}
	return true
}

// number reads the value in the k-th field of a record; text is what stands
// there, without what the layout puts around it.
func (m marks) number(r *scan.Row, k int, text []byte) (float64, error) {
	if m.decimal != 0 || m.thousands != 0 {
		if v, ok := m.words().parse(text); ok {
			return v, nil
		}
		return 0, r.Error(k, notANumber)
	}
	if m.unclear && threeDigits.Match(text) {
		return 0, r.Error(k, unclearMark)
	}
	if v, ok := scan.ParseFloat(text); ok {
		return v, nil
	}
	if m.pointed && decimalComma.Match(text) {
		return 0, r.Error(k, commaSlip)
	}
	if bytes.ContainsRune(text, ',') && isNumber(bytes.ReplaceAll(text, []byte(","), nil)) {
		return 0, r.Error(k, unclearMark)
	}
	return 0, r.Error(k, notANumber)
}

// words are the marks as a mapping has them.
func (m marks) words() numberMarks {
	out := numberMarks{decimal: m.decimal}
	if m.thousands != 0 {
		out.thousands = string(rune(m.thousands))
	}
	return out
}

// isNumber tells whether a text is a number in these marks.
func (m marks) isNumber(text string) bool {
	if m.decimal == 0 && m.thousands == 0 {
		return isNumber([]byte(text))
	}
	_, ok := m.words().parse([]byte(text))
	return ok
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
