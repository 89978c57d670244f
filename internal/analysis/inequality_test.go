package analysis

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// five are the codes of a vector's economies, in its order.
var five = []string{"AUT", "BEL", "CHE", "DEU", "ESP"}

// list reads a list of numbers of the vectors.
func list(t *testing.T, in any, keys ...string) []float64 {
	t.Helper()
	all, ok := at(t, in, keys...).([]any)
	if !ok {
		t.Fatalf("vectors: %v is no list", keys)
	}
	out := make([]float64, len(all))
	for k := range all {
		out[k], ok = all[k].(float64)
		if !ok {
			t.Fatalf("vectors: %v has %v", keys, all[k])
		}
	}
	return out
}

// inYear gives each of some economies a value of 2020.
func inYear(values []float64) map[string]map[int]float64 {
	out := map[string]map[int]float64{}
	for k, v := range values {
		out[five[k]] = map[int]float64{2020: v}
	}
	return out
}

func concentrations(t *testing.T, d *Data, o ConcentrationOptions) ConcentrationRows {
	t.Helper()
	if o.Top == 0 {
		o.Top = 4
	}
	rows, err := Concentrations(d, o)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func divide(t *testing.T, d *Data, o DivideOptions) DivideRows {
	t.Helper()
	rows, err := Divide(d, o)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestVectorConcentration(t *testing.T) {
	v := at(t, vectors(t), "I2_hhi")
	d := data(t, flow, inYear(list(t, v, "shares")), nil)
	row := concentrations(t, d, ConcentrationOptions{Selection: group(t, "AUT,BEL,CHE"), Top: 2})[0]
	expect(t, "HHI", row.HHI, number(t, v, "hhi"))
	expect(t, "normalised", row.Normalised, number(t, v, "norm_01"))
	expect(t, "UNCTAD", row.Root, number(t, v, "unctad_sqrt_norm"))
	expect(t, "effective", row.Effective, number(t, v, "eff_number"))
	expect(t, "CR-2", row.TopPct, 100*number(t, v, "cr2"))
}

func TestVectorSpecialization(t *testing.T) {
	v := at(t, vectors(t), "I1_rca")
	x, total := number(t, v, "i_dds"), number(t, v, "i_tot")
	part := data(t, flow, inYear([]float64{x, number(t, v, "w_dds") - x}), nil)
	whole := data(t, flow, inYear([]float64{total, number(t, v, "w_tot") - total}), nil)
	sel := group(t, "AUT,BEL")
	sel.Items = append(sel.Items, economy.Item{ID: "AUT"})
	rows, err := Specializations(part, whole, SpecializationOptions{Selection: sel})
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	expect(t, "Balassa", rows[1].Balassa, number(t, v, "rca"))
	expect(t, "symmetric", rows[1].Symmetric, number(t, v, "rsca"))
	expect(t, "normalised", rows[1].Normalised, number(t, v, "nrca_x10000"))
	if all := rows[0]; all.Balassa != 1 || all.Symmetric != 0 || math.Abs(all.Normalised) > 1e-9 {
		t.Errorf("all economies together are not neutral: %+v", all)
	}
}

func TestVectorDivide(t *testing.T) {
	v := at(t, vectors(t), "I6_inequality")
	d := data(t, catalogRatio, inYear(list(t, v, "y")), inYear(list(t, v, "pop")))
	sel := group(t, strings.Join(five, ","))
	by, err := sel.Economies.With([]string{"first=AUT,BEL"})
	if err != nil {
		t.Fatal(err)
	}
	sel.Economies = by
	rows := divide(t, d, DivideOptions{Selection: sel, By: []economy.Item{{ID: "first", Group: true}}})
	if len(rows) != 3 || rows[1].Part != "first" || rows[2].Part != InNone {
		t.Fatalf("rows %+v", rows)
	}
	r := rows[0]
	for what, got := range map[string]float64{
		"mean_popw": r.Mean, "mean": r.PlainMean, "median": r.Median, "theilT_popw": r.T, "theilL_popw": r.L, "theilT_unw": r.PlainT,
		"gini_unw": r.PlainGini, "gini_unw_corrected": r.Corrected, "gini_popw": r.Gini, "cv_popw": r.CV, "cv_unw_population_sd": r.PlainCV,
		"cv_unw_sample_sd": r.SampleCV, "between": r.BetweenT, "within": r.WithinT, "max_min": r.HighToLow, "gap_pp": r.Gap,
	} {
		expect(t, what, got, number(t, v, what))
	}
}

func TestVectorConvergence(t *testing.T) {
	v := at(t, vectors(t), "I7_convergence")
	start, end, years := list(t, v, "y0"), list(t, v, "y1"), int(number(t, v, "T"))
	values := inYear(end)
	for k := range start {
		values[five[k]][2020-years] = start[k]
	}
	d := data(t, catalogRatio, values, inYear(end))
	o := ConvergenceOptions{Selection: group(t, "AUT,BEL,CHE,DEU"), From: 2020 - years, To: 2020}
	level := converge(t, d, o)
	expect(t, "slope in points", level.Beta, number(t, v, "beta_pp_level"))
	expect(t, "intercept in points", level.Intercept, number(t, v, "a_pp"))
	if _, ok := level.Notes.Find(NoteCeiling); !ok || level.Form != FormLevel {
		t.Errorf("a percentage without its ceiling: %+v", level)
	}
	o.Form = FormLog
	log := converge(t, d, o)
	for what, got := range map[string]float64{
		"beta_log": log.Beta, "a": log.Intercept, "r2": log.R2, "half_life": log.HalfLife,
		"sigma0_sdlog": log.SDStart, "sigma1_sdlog": log.SDEnd, "cv0": log.CVStart, "cv1": log.CVEnd,
	} {
		expect(t, what, got, number(t, v, what))
	}
	expect(t, "lambda_", log.SpeedPct, 100*number(t, v, "lambda_"))
}

func converge(t *testing.T, d *Data, o ConvergenceOptions) ConvergenceRow {
	t.Helper()
	rows, err := Convergence(d, o)
	if err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
	return rows[0]
}

// TestPartsSumToTheDivide: what the parts add, between them and within them, is
// the inequality of the whole, whoever is in which.
func TestPartsSumToTheDivide(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 100 {
		values, weights := full(made(r)), full(made(r))
		d := data(t, catalogRatio, values, weights)
		first := 1 + r.IntN(4)
		sel := group(t, strings.Join(six, ","))
		with, err := sel.Economies.With([]string{"x=" + strings.Join(six[:first], ","), "y=" + strings.Join(six[first:5], ",")})
		if err != nil {
			t.Fatal(err)
		}
		sel.Economies = with
		rows := divide(t, d, DivideOptions{Selection: sel, By: []economy.Item{{ID: "x", Group: true}, {ID: "y", Group: true}}, From: 2015, To: 2015, Coverage: Coverage{Forced: true}})
		whole, parts := rows[0], rows[1:]
		var betweenT, withinT, betweenL, withinL, weight, share float64
		for _, p := range parts {
			betweenT, withinT, betweenL, withinL = betweenT+p.BetweenT, withinT+p.WithinT, betweenL+p.BetweenL, withinL+p.WithinL
			weight, share = weight+p.WeightPct, share+p.BetweenPct
		}
		for what, pair := range map[string][2]float64{
			"T": {whole.BetweenT + whole.WithinT, whole.T}, "L": {whole.BetweenL + whole.WithinL, whole.L},
			"between T": {betweenT, whole.BetweenT}, "within T": {withinT, whole.WithinT},
			"between L": {betweenL, whole.BetweenL}, "within L": {withinL, whole.WithinL},
			"weights": {weight, 100}, "share of T": {share, whole.BetweenPct},
		} {
			if math.Abs(pair[0]-pair[1]) > 1e-10*math.Max(1, math.Abs(pair[1])) {
				t.Fatalf("%s: parts make %g of %g", what, pair[0], pair[1])
			}
		}
	}
}

// TestSpecializationOfPartition: the normalised index sums to nothing over all
// economies, and that of a group is the sum of its members'.
func TestSpecializationOfPartition(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for range 50 {
		part, whole := data(t, flow, full(made(r)), nil), data(t, flow, full(made(r)), nil)
		sel := group(t, "AUT,BEL,CHE")
		for _, e := range six {
			sel.Items = append(sel.Items, economy.Item{ID: e})
		}
		rows, err := Specializations(part, whole, SpecializationOptions{Selection: sel, From: 2015, To: 2015})
		if err != nil || len(rows) != 7 {
			t.Fatal(rows, err)
		}
		sum := func(rows SpecializationRows) (s float64) {
			for _, r := range rows {
				s += r.Normalised
			}
			return s
		}
		if all := sum(rows[1:]); math.Abs(all) > 1e-8 {
			t.Fatalf("over all economies %g", all)
		}
		expect(t, "group", rows[0].Normalised, sum(rows[1:4]))
	}
}

// TestScaleOfInequality: the unit of the values changes no index.
func TestScaleOfInequality(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	for range 30 {
		values, weights := made(r), full(made(r))
		scaled := map[string]map[int]float64{}
		by := math.Exp(10*r.Float64() - 5)
		for e, years := range values {
			scaled[e] = map[int]float64{}
			for y, v := range years {
				scaled[e][y] = v * by
			}
		}
		sel := group(t, strings.Join(six, ","))
		forced := Coverage{Forced: true}
		a := divide(t, data(t, catalogRatio, values, weights), DivideOptions{Selection: sel, Coverage: forced})
		b := divide(t, data(t, catalogRatio, scaled, weights), DivideOptions{Selection: sel, Coverage: forced})
		p := concentrations(t, data(t, flow, values, nil), ConcentrationOptions{Selection: sel, Coverage: forced})
		q := concentrations(t, data(t, flow, scaled, nil), ConcentrationOptions{Selection: sel, Coverage: forced})
		for k := range a {
			for what, pair := range map[string][2]float64{
				"Gini": {a[k].Gini, b[k].Gini}, "T": {a[k].T, b[k].T}, "L": {a[k].L, b[k].L}, "CV": {a[k].CV, b[k].CV},
				"gap": {a[k].Gap * by, b[k].Gap}, "HHI": {p[k].HHI, q[k].HHI}, "normalised": {p[k].Normalised, q[k].Normalised},
			} {
				if !near(pair[0], pair[1]) && !(math.IsNaN(pair[0]) && math.IsNaN(pair[1])) {
					t.Fatalf("%d %s: %g and %g", a[k].Year, what, pair[0], pair[1])
				}
			}
		}
	}
}

// TestOrderOfRowsInInequality: whoever comes first in the file, every digit is
// the same; and nothing that is missing goes without a note.
func TestOrderOfRowsInInequality(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	values, weights := made(r), made(r)
	sel := group(t, strings.Join(six, ","))
	results := func(d *Data, sums *Data) []string {
		var out []string
		c := concentrations(t, sums, ConcentrationOptions{Selection: sel})
		v := divide(t, d, DivideOptions{Selection: sel, By: []economy.Item{{ID: "AUT"}, {ID: "BEL"}}})
		g := ConvergenceRows{converge(t, d, ConvergenceOptions{Selection: sel, From: 2010, To: 2020})}
		s, err := Specializations(sums, d, SpecializationOptions{Selection: sel})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []frame.Frame{c.Frame(), v.Frame(), g.Frame(), s.Frame()} {
			for _, row := range frame.Cells(f) {
				if slices.Contains(row, "withheld") && row[len(row)-1] == "" {
					t.Fatalf("withheld without a note: %v", row)
				}
				out = append(out, strings.Join(row, ","))
			}
		}
		return out
	}
	d, sums := data(t, catalogRatio, values, weights), data(t, flow, values, nil)
	first := results(d, sums)
	if text := strings.Join(first, "\n"); strings.Contains(text, "Inf") {
		t.Fatal(text)
	}
	for range 10 {
		d.values, d.weights = shuffled(t, r, values), shuffled(t, r, weights)
		sums.values = d.values
		if diff := cmp.Diff(first, results(d, sums)); diff != "" {
			t.Fatal(diff)
		}
	}
}

// shuffled makes a panel of values in any order.
func shuffled(t *testing.T, r *rand.Rand, values map[string]map[int]float64) *panel {
	t.Helper()
	b := &builder{}
	var obs []tidy.Observation
	for e, years := range values {
		for y, v := range years {
			obs = append(obs, tidy.Observation{Economy: e, Year: y, Value: v})
		}
	}
	r.Shuffle(len(obs), func(i, j int) { obs[i], obs[j] = obs[j], obs[i] })
	for _, o := range obs {
		b.put(o.Economy, o.Year, cell{o.Value, ""})
	}
	return b.panel()
}

// TestDivideSet: the members that come and go are counted by name, not by number.
func TestDivideSet(t *testing.T) {
	values := map[string]map[int]float64{}
	for k, e := range five {
		values[e] = map[int]float64{2019: float64(50 + k), 2020: float64(60 + k)}
	}
	delete(values["AUT"], 2020)
	delete(values["ESP"], 2019)
	weights := map[string]map[int]float64{}
	for _, e := range five {
		weights[e] = map[int]float64{2019: 10, 2020: 10}
	}
	d := data(t, catalogRatio, values, weights)
	sel := group(t, strings.Join(five, ","))
	rows := divide(t, d, DivideOptions{Selection: sel})
	if n, ok := rows[1].Notes.Find(NoteOtherSet); !ok || n.Count != 1 || n.Of != 1 || n.Since != 2019 {
		t.Errorf("as many, and others: %v", rows[1].Notes)
	}
	matched := divide(t, d, DivideOptions{Selection: sel, Matched: true})
	for _, r := range matched {
		if r.N != 3 || r.Covered != 60 || r.Status != Withheld {
			t.Errorf("matched: %s", fmt.Sprintf("%d of %g, %s", r.N, r.Covered, r.Status))
		}
	}
}
