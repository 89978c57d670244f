package picture

import (
	"fmt"
	"strings"

	"tradestats/internal/chart"
	"tradestats/internal/locale"
)

// Gaps are the years without a value between the first and the last of a line, as
// "2017–2018, 2020": "" where none is missing.
func Gaps(l *locale.Locale, points []chart.Point) string {
	var out []string
	for k := 1; k < len(points); k++ {
		first, last := points[k-1].X+1, points[k].X-1
		switch {
		case first == last:
			out = append(out, l.Year(first))
		case first < last:
			out = append(out, fmt.Sprintf("%s–%s", l.Year(first), l.Year(last)))
		}
	}
	return strings.Join(out, ", ")
}

// GapsNote names the lines that have gaps, which are seen as pieces that could be of
// anybody, with the years that are missing.
func GapsNote(l *locale.Locale, lines []chart.Series) string {
	w := words{Locale: l}
	var list []string
	for _, s := range lines {
		if years := Gaps(l, s.Points); years != "" {
			list = append(list, w.say("picture.gaps-of", args{"name": s.Name, "years": years}))
		}
	}
	if len(list) == 0 || len(list) > mostWithout {
		return ""
	}
	return w.say("picture.gaps", args{"list": l.List(list)})
}
