package formula

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestTargetVectors(t *testing.T) {
	all := vectors(t)
	v := at(t, all, "I8_target")
	target := Target{Point: Point{2030, number(t, v, "target")}, Percentage: true}
	o := OutlookOf(target, Point{2021, number(t, v, "hist", "y2021")}, Point{2023, number(t, v, "hist", "y2023")})
	expect(t, "gap", o.Gap.Value, number(t, v, "gap_pp"))
	expect(t, "points a year needed", o.Linear.Needed.Value, number(t, v, "pp_per_year"))
	expect(t, "cagr", o.CAGR.Value, number(t, v, "required_cagr_pct"))
	expect(t, "logit step", o.Logit.Needed.Value, number(t, v, "required_logit_step"))
	expect(t, "path", o.Path[0].Value, number(t, v, "logit_path_first_year"))
	expect(t, "pace", o.Linear.Pace.Value, number(t, v, "hist", "pp_per_year"))
	expect(t, "projected", o.Linear.Projected.Value, number(t, v, "hist", "proj2030_linear"))
	expect(t, "years", o.Linear.Years.Value, number(t, v, "hist", "years_to_target"))
	if o.Standing != OffTrack || o.Linear.ReachedIn != 2052 {
		t.Errorf("%s, reached in %d", o.Standing, o.Linear.ReachedIn)
	}

	v = at(t, all, "I8b_afford")
	price := Target{Point: Point{2028, number(t, v, "target")}, LowerIsBetter: true}
	o = OutlookOf(price, Point{}, Point{2028 - int(number(t, v, "n")), number(t, v, "price")})
	expect(t, "distance", o.Relative.Value, number(t, v, "distance"))
	expect(t, "cut", -o.Change.Value, number(t, v, "required_cut_pct"))
	expect(t, "cagr of a price", o.CAGR.Value, number(t, v, "required_cagr_pct"))

	v = at(t, all, "I8c_progress")
	o = OutlookOf(Target{Point: Point{2030, number(t, v, "target")}}, Point{2020, number(t, v, "base")}, Point{2023, number(t, v, "current")})
	expect(t, "achieved", o.Achieved.Value, number(t, v, "progress"))
	expect(t, "elapsed", o.Elapsed.Value, number(t, v, "time_elapsed"))
	expect(t, "ratio", o.Linear.Ratio.Value, number(t, v, "on_track_ratio"))
	if o.Standing != OnTrack {
		t.Errorf("exactly the pace needed is %s", o.Standing)
	}
}

func TestStanding(t *testing.T) {
	up := func(v float64) Target { return Target{Point: Point{2030, v}} }
	down := Target{Point: Point{2030, 2}, LowerIsBetter: true}
	for _, c := range []struct {
		name      string
		target    Target
		base, now Point
		standing  Standing
		ratio     Reason
		reachedIn int
		noYear    Reason
	}{
		{"exactly on track", up(80), Point{2020, 60}, Point{2025, 70}, OnTrack, NoReason, 2030, NoReason},
		{"early", up(80), Point{2020, 50}, Point{2025, 70}, OnTrack, NoReason, 2028, NoReason},
		{"three quarters of the pace", up(80), Point{2020, 62.5}, Point{2025, 70}, SlightlyOff, NoReason, 2032, NoReason},
		{"just below", up(80), Point{2020, 62.6}, Point{2025, 70}, OffTrack, NoReason, 2032, NoReason},
		{"standing still", up(80), Point{2020, 70}, Point{2025, 70}, OffTrack, NoReason, 0, MovingAway},
		{"moving away", up(80), Point{2020, 75}, Point{2025, 70}, OffTrack, NoReason, 0, MovingAway},
		{"reached", up(80), Point{2020, 75}, Point{2025, 80}, Reached, TargetReached, 0, TargetReached},
		{"passed", up(80), Point{2020, 75}, Point{2025, 90}, Reached, TargetReached, 0, TargetReached},
		{"reached after the year", up(80), Point{2020, 75}, Point{2031, 90}, Reached, TargetReached, 0, TargetReached},
		{"missed", up(80), Point{2020, 50}, Point{2030, 70}, Missed, DeadlinePassed, 2035, NoReason},
		{"one observation", up(80), Point{2025, 70}, Point{2025, 70}, NoStanding, TooFewPoints, 0, TooFewPoints},
		{"no base", up(80), Point{2026, 1}, Point{2025, 70}, NoStanding, TooFewPoints, 0, TooFewPoints},
		{"hardly moving", up(80), Point{2020, 70 - 1e-6}, Point{2025, 70}, OffTrack, NoReason, 0, NotInSight},
		{"a price falling", down, Point{2020, 4}, Point{2025, 3}, OnTrack, NoReason, 2030, NoReason},
		{"a price rising", down, Point{2020, 2.5}, Point{2025, 3}, OffTrack, NoReason, 0, MovingAway},
		{"a price low enough", down, Point{2020, 3}, Point{2025, 1.9}, Reached, TargetReached, 0, TargetReached},
		{"from nothing", up(80), Point{2020, 0}, Point{2025, 0}, OffTrack, NoReason, 0, MovingAway},
		{"to nothing", Target{Point: Point{2030, 0}, LowerIsBetter: true}, Point{2020, 10}, Point{2025, 5}, OnTrack, NoReason, 2030, NoReason},
	} {
		o := OutlookOf(c.target, c.base, c.now)
		if o.Standing != c.standing || o.Linear.Ratio.Reason != c.ratio {
			t.Errorf("%s: %s (%q), want %s (%q)", c.name, o.Standing, o.Linear.Ratio.Reason, c.standing, c.ratio)
		}
		if o.Linear.ReachedIn != c.reachedIn || o.Linear.NoYear != c.noYear {
			t.Errorf("%s: reached in %d (%q), want %d (%q)", c.name, o.Linear.ReachedIn, o.Linear.NoYear, c.reachedIn, c.noYear)
		}
		wholeOutlook(t, o)
	}
}

// A percentage at a bound has no logit: the path is straight then, and says so.
func TestTargetAtBound(t *testing.T) {
	all := func(v float64) Target { return Target{Point: Point{2030, v}, Percentage: true} }
	// From 20 to 80 % the odds go from 1/4 to 4, in five equal steps.
	firstStep := 100 / (1 + math.Pow(4, 0.6))
	for _, c := range []struct {
		name         string
		target       Target
		base, now    Point
		needed, pace Reason
		path         Reason
		next         float64
	}{
		{"a target of 100", all(100), Point{2020, 50}, Point{2025, 70}, AtBound, AtBound, AtBound, 76},
		{"a value of 0", all(80), Point{2020, 0}, Point{2025, 0}, AtBound, AtBound, AtBound, 16},
		{"a base of 0", all(80), Point{2020, 0}, Point{2025, 20}, NoReason, AtBound, NoReason, firstStep},
		{"no bound", all(80), Point{2020, 10}, Point{2025, 20}, NoReason, NoReason, NoReason, firstStep},
	} {
		o := OutlookOf(c.target, c.base, c.now)
		if o.Logit.Needed.Reason != c.needed || o.Logit.Pace.Reason != c.pace || o.PathReason != c.path {
			t.Errorf("%s: needed %q, pace %q, path %q", c.name, o.Logit.Needed.Reason, o.Logit.Pace.Reason, o.PathReason)
		}
		if len(o.Path) != 5 || o.Path[4] != c.target.Point {
			t.Fatalf("%s: path %v", c.name, o.Path)
		}
		expect(t, c.name, o.Path[0].Value, c.next)
		wholeOutlook(t, o)
	}
}

// wholeOutlook checks that each figure is a number or has a reason, never both.
func wholeOutlook(t *testing.T, o Outlook) {
	t.Helper()
	all := []Figure{o.Gap, o.Relative, o.Change, o.CAGR, o.Achieved, o.Elapsed}
	for _, c := range []Course{o.Linear, o.Logit} {
		all = append(all, c.Pace, c.Needed, c.Ratio, c.Projected, c.Years)
		if (c.ReachedIn == 0) != (c.NoYear != NoReason) {
			t.Errorf("reached in %d, reason %q", c.ReachedIn, c.NoYear)
		}
	}
	for k, f := range all {
		if finite(f.Value) != (f.Reason == NoReason) || !finite(f.Value) && !math.IsNaN(f.Value) {
			t.Errorf("figure %d of %+v: %v", k, o, f)
		}
	}
	for _, p := range o.Path {
		if !finite(p.Value) {
			t.Errorf("path %v", o.Path)
		}
	}
}

// On any numbers: every figure is whole; the path is monotonic and ends at the
// target; at the pace needed a series is on track and arrives in the target's year; and
// a target from above mirrors one from below.
func TestTargetProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 1))
	values := []float64{0, 100, 50, -5, 1e308, -1e308, 1e-300, math.NaN(), math.Inf(1)}
	pick := func() float64 {
		if random.IntN(3) == 0 {
			return values[random.IntN(len(values))]
		}
		return 100 * random.Float64()
	}
	for range 5000 {
		target := Target{Point{2015 + random.IntN(20), pick()}, random.IntN(2) == 0, random.IntN(2) == 0}
		base, now := Point{2010 + random.IntN(10), pick()}, Point{2015 + random.IntN(10), pick()}
		o := OutlookOf(target, base, now)
		wholeOutlook(t, o)
		if len(o.Path) > 0 {
			last := now.Value
			for _, p := range o.Path {
				if step := p.Value - last; step != 0 && (step > 0) != (target.Value > now.Value) && math.Abs(step) > 1e-9*math.Abs(last) {
					t.Fatalf("%+v from %v: path %v", target, now, o.Path)
				}
				last = p.Value
			}
			if last != target.Value {
				t.Fatalf("path %v ends beside %v", o.Path, target)
			}
		}
		mirror := target
		mirror.Value, mirror.LowerIsBetter, mirror.Percentage = -target.Value, !target.LowerIsBetter, false
		m := OutlookOf(mirror, Point{base.Year, -base.Value}, Point{now.Year, -now.Value})
		if m.Gap.Reason != o.Gap.Reason || o.Gap.Reason == NoReason && m.Gap != o.Gap || m.Standing != o.Standing || m.Linear.ReachedIn != o.Linear.ReachedIn {
			t.Fatalf("%+v from %v and %v: %+v, mirrored %+v", target, base, now, o, m)
		}
	}
	for range 500 {
		target := Target{Point{2030, 100 * random.Float64()}, false, true}
		now := Point{2024, target.Value * random.Float64()}
		first := OutlookOf(target, Point{}, now)
		onLogit := FromLogit(mustLogit(t, now.Value) - 4*first.Logit.Needed.Value)
		o := OutlookOf(target, Point{2020, onLogit}, now)
		expect(t, "ratio on the logit", o.Logit.Ratio.Value, 1)
		expect(t, "projected on the logit", o.Logit.Projected.Value, target.Value)
		o = OutlookOf(target, Point{2020, now.Value - 4*first.Linear.Needed.Value}, now)
		expect(t, "ratio", o.Linear.Ratio.Value, 1)
		if o.Standing != OnTrack || o.Linear.ReachedIn != 2030 {
			t.Errorf("at the pace needed: %s, in %d", o.Standing, o.Linear.ReachedIn)
		}
	}
}

func mustLogit(t *testing.T, percent float64) float64 {
	t.Helper()
	l, reason := Logit(percent)
	if reason != NoReason {
		t.Fatal(percent, reason)
	}
	return l
}
