package chart

import (
	"fmt"
	"testing"
)

// Names and values of a waterfall can be read on a telephone: in a tall image, where columns
// would make them small, they stand in rows; a step down leads back towards zero.
func TestAWaterfallOfManyStepsStandsInRows(t *testing.T) {
	w := Waterfall{Start: Total{"2015", 100}, Value: rigorous, Signed: rigorous}
	at := 100.
	for k := range 9 {
		v := 10. - 2*float64(k)
		w.Steps = append(w.Steps, Step{Name: fmt.Sprint("Liechtenstein ", k), Value: v})
		at += v
	}
	w.End = Total{"2023", at}
	c := framed(w)
	for s, size := range map[string]Size{"story": Story, "square": Square} {
		c.Size = size
		l, err := c.Layout()
		if err != nil {
			t.Fatal(err)
		}
		checkFlaws(t, l, Light)
		rows := map[string]Box{}
		for _, text := range l.Texts {
			if text.Series == "" {
				continue
			}
			if b := size.B; text.Size < legibleName*b {
				t.Errorf("%s: %q is %.0f px, the text size is %.0f", s, text.Text, text.Size, b)
			}
			if old, is := rows[text.Series]; is && (old.Y1 < text.Box.Y0 || text.Box.Y1 < old.Y0) {
				t.Errorf("%s: name and value of %s do not stand in a row", s, text.Series)
			}
			rows[text.Series] = text.Box
		}
	}
}
