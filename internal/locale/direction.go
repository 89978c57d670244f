package locale

import (
	"fmt"
	"math"
	"strings"
)

// A Direction is how a growth rate is put into words. The words themselves are
// in the word files, under direction and change.
type Direction int

// The directions, by growth in per cent. Falls mirror rises.
const (
	NoDirection  Direction = iota // the growth rate is missing
	Stable                        // below 0.05, what rounds to 0.0
	EdgedUp                       // below 1
	Rose                          // from 1, below 5
	GrewStrongly                  // from 5 to 15
	Surged                        // above 15
	Multiplied                    // doubled or more: said as a factor
	EdgedDown
	Fell
	FellSharply
	Plunged
)

var directionKeys = [...]string{
	NoDirection: "missing", Stable: "stable",
	EdgedUp: "up1", Rose: "up2", GrewStrongly: "up3", Surged: "up4", Multiplied: "multiplied",
	EdgedDown: "down1", Fell: "down2", FellSharply: "down3", Plunged: "down4",
}

// DirectionOf takes an unrounded growth rate in per cent.
func DirectionOf(growthPct float64) Direction {
	size := math.Abs(growthPct)
	rising := growthPct > 0
	pick := func(up, down Direction) Direction {
		if rising {
			return up
		}
		return down
	}
	switch {
	case !finite(growthPct):
		return NoDirection
	case size < 0.05:
		return Stable
	case growthPct >= 100:
		return Multiplied
	case size < 1:
		return pick(EdgedUp, EdgedDown)
	case size < 5:
		return pick(Rose, Fell)
	case size <= 15:
		return pick(GrewStrongly, FellSharply)
	}
	return pick(Surged, Plunged)
}

// Key is the name of the direction in the word files: "stable", "up1" to "up4",
// "multiplied", "down1" to "down4", "missing".
func (d Direction) Key() string { return directionKeys[d] }

// feminine marks the forms that agree with a feminine subject.
const feminine = "-f"

// Change says a growth rate in words with its amount: "rose by 3.2%", "a été
// multiplié par 2,4". form is that of the subject: "one" or "many", "one-f" or
// "many-f" for a feminine one.
func (l *Locale) Change(growthPct float64, form string) (string, error) {
	key := "change." + DirectionOf(growthPct).Key()
	pattern := "change.by"
	for _, candidate := range []string{key, l.withForm(key, form)} {
		if l.Has(candidate) {
			pattern = candidate
		}
	}
	verb, err := l.Direction(growthPct, form)
	if err != nil {
		return "", err
	}
	return l.Say(pattern, map[string]any{
		"verb": verb, "growth": growthPct, "size": math.Abs(growthPct), "factor": 1 + growthPct/100,
	})
}

// Direction says a growth rate as a verb, without the amount: "grew strongly";
// form is as for Change.
func (l *Locale) Direction(growthPct float64, form string) (string, error) {
	switch form {
	case "one", "many", "one" + feminine, "many" + feminine:
	default:
		return "", fmt.Errorf("a subject is one, many, one-f or many-f, not %q", form)
	}
	return l.Say(l.withForm("direction."+DirectionOf(growthPct).Key(), form), nil)
}

// withForm adds the form to a key, the masculine one where the words do not
// differ.
func (l *Locale) withForm(key, form string) string {
	if l.Has(key + "." + form) {
		return key + "." + form
	}
	return key + "." + strings.TrimSuffix(form, feminine)
}
