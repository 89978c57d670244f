package changes

import (
	"cmp"
	"math"
	"slices"
)

// Kinds of differences of numbers.
const (
	Moved  = "moved"
	Came   = "came"   // only the new edition prints it
	Left   = "left"   // only the earlier one did
	Status = "status" // the value stands, its status does not
	Unit   = "unit"   // it is said in another unit: the two do not compare
)

// A Difference is a number that the two editions do not print alike.
type Difference struct {
	Topic    string
	Kind     string
	ID       string // of the new edition; of one that left, the earlier id
	Then     string // the id in the earlier edition; "" where it had none
	Now      string // the id in the new edition, also of one that left
	Old, New Number // of what is not there, the Value is NaN
	Cause    Cause
	Parts    map[Cause]float64 // of Moved: they add up to New less Old
}

// Size is how far the number moved, NaN where it did not.
func (d Difference) Size() float64 {
	if d.Kind != Moved {
		return math.NaN()
	}
	return less(d.New.Value, d.Old.Value)
}

// Besides is how far it moved for other reasons than the new year.
func (d Difference) Besides() float64 {
	if d.Kind != Moved {
		return math.NaN()
	}
	return less(d.Size(), d.Parts[NewYear])
}

// Differences compares the numbers of two editions of a topic, in the order of ids.
// same is how many of both are alike.
func (s Stages) Differences() (all []Difference, same int) {
	for _, p := range s.Pairs() {
		steps := s.steps(p)
		if d, differs := s.difference(p, steps); differs {
			all = append(all, d)
		} else {
			same++
		}
	}
	return all, same
}

func (s Stages) difference(p Pair, steps []step[Number]) (Difference, bool) {
	first, last := steps[0], steps[len(steps)-1]
	d := Difference{Topic: s.New.Topic, ID: p.Now, Then: p.Then, Now: p.Now, Old: first.value, New: last.value}
	switch {
	case !first.there:
		d.Kind, d.Then, d.Old = Came, "", Number{Value: math.NaN(), Unit: last.value.Unit, Selection: last.value.Selection}
	case !last.there:
		d.Kind, d.ID, d.New = Left, p.Then, Number{Value: math.NaN(), Unit: first.value.Unit, Selection: first.value.Selection}
	case first.value.Unit != last.value.Unit:
		d.Kind = Unit
	case !near(first.value.Value, last.value.Value):
		d.Kind = Moved
	case first.value.Status != last.value.Status:
		d.Kind = Status
	default:
		return d, false
	}
	if d.Kind == Moved {
		d.Parts = parts(steps)
		d.Cause = oneOf(d.Parts)
		return d, true
	}
	d.Cause = turn(steps, func(a, b Number) bool {
		return (d.Kind != Status || a.Status == b.Status) && (d.Kind != Unit || a.Unit == b.Unit)
	})
	return d, true
}

// near tells whether two values are the same but for the rounding of machines.
func near(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 1e-9*math.Max(math.Abs(a), math.Abs(b))
}

// less is a difference without the noise of binary fractions: no finer than the twelve
// digits that manifests give of the larger value.
func less(a, b float64) float64 {
	largest := math.Max(math.Abs(a), math.Abs(b))
	if largest == 0 || math.IsNaN(largest) {
		return a - b
	}
	if unit := math.Pow(10, 11-math.Floor(math.Log10(largest))); unit > 0 && !math.IsInf(unit, 0) {
		return math.Round((a-b)*unit) / unit
	}
	return a - b
}

// parts splits a move. Where a stage in between does not have the number, the causes
// on both sides of it are not told apart.
func parts(steps []step[Number]) map[Cause]float64 {
	out := map[Cause]float64{}
	before, gap := steps[0], false
	for _, at := range steps[1:] {
		if !at.there {
			gap = true
			continue
		}
		cause := at.cause
		if gap {
			cause = Untold
		}
		if !near(before.value.Value, at.value.Value) {
			out[cause] += less(at.value.Value, before.value.Value)
		}
		before, gap = at, false
	}
	return out
}

// oneOf is the cause that alone has a part, or Several.
func oneOf(parts map[Cause]float64) Cause {
	var found []Cause
	for _, c := range Causes {
		if parts[c] != 0 {
			found = append(found, c)
		}
	}
	switch len(found) {
	case 0:
		return Untold
	case 1:
		return found[0]
	}
	return Several
}

// turn is the cause at which something changed: between two snapshots that do not say
// the same, or of which one does not have it.
func turn[T any](steps []step[T], alike func(a, b T) bool) Cause {
	var found []Cause
	for k := 1; k < len(steps); k++ {
		a, b := steps[k-1], steps[k]
		if a.there == b.there && (!a.there || alike(a.value, b.value)) {
			continue
		}
		if !slices.Contains(found, b.cause) {
			found = append(found, b.cause)
		}
	}
	switch len(found) {
	case 0:
		return Untold
	case 1:
		return found[0]
	}
	return Several
}

// InUnits is a size as it is, for figures of the same unit.
func InUnits(Difference) float64 { return 1 }

// OfItself makes sizes shares of what the figure was, for those of several units.
func OfItself(d Difference) float64 {
	if d.Old.Value == 0 || math.IsNaN(d.Old.Value) {
		return 1
	}
	return 1 / d.Old.Value
}

// BySize sorts moves: first by what another cause than the new year has a part in, then
// by the whole, the largest first whatever its sign; what is as large in the order of
// topics and ids. A scale makes sizes comparable.
func BySize(all []Difference, scale func(Difference) float64) {
	slices.SortFunc(all, func(a, b Difference) int {
		x, y := scale(a), scale(b)
		return cmp.Or(cmp.Compare(math.Abs(b.Besides()*y), math.Abs(a.Besides()*x)), cmp.Compare(math.Abs(b.Size()*y), math.Abs(a.Size()*x)),
			cmp.Compare(a.Topic, b.Topic), cmp.Compare(a.ID, b.ID))
	})
}
