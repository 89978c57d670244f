package chart

import (
	"strings"
	"testing"
)

// In an image as narrow as a telephone long names of rows have more of the width, and the target
// is named in full: nothing is cut while there is room.
func TestNoNameOfARowIsCutOnATelephone(t *testing.T) {
	c := framed(Bullet{Value: rigorous, Tick: rigorous, TargetLabel: "Published target for the year 2025: 65%", Rows: []BulletRow{
		{Name: "Malaysia", Value: 97, Target: 65, HasTarget: true},
		{Name: "Low- and middle-income group", Value: 67, Target: 65, HasTarget: true},
		{Name: "Zambia", Value: 16, Target: 65, HasTarget: true},
	}})
	c.Size = Size{Name: "narrow", Width: 360, Height: 640, B: 18, Top: 20, Bottom: 20}
	l, err := c.Layout()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range l.Texts {
		if strings.Contains(x.Text, "…") {
			t.Errorf("cut: %q", x.Text)
		}
	}
}
