package analysis

import (
	"testing"

	"tradestats/internal/catalog"
	"tradestats/internal/formula"
	"tradestats/internal/tidy"
)

// numbersAt reads a list of the vectors; null is left out of the map by index.
func numbersAt(t *testing.T, in any, keys ...string) map[int]float64 {
	t.Helper()
	list, ok := at(t, in, keys...).([]any)
	if !ok {
		t.Fatalf("vectors: %v is no list", keys)
	}
	out := map[int]float64{}
	for k, v := range list {
		if n, ok := v.(float64); ok {
			out[k] = n
		}
	}
	return out
}

// TestVectorCurrency: growth in dollars is growth in euros and that of the rate.
func TestVectorCurrency(t *testing.T) {
	g8 := at(t, vectors(t), "G8_fx")
	eur, rate := numbersAt(t, g8, "eur"), numbersAt(t, g8, "usd_per_eur")
	basis := Basis{Currency: catalog.Dollar, Rates: map[string]map[int]float64{"EUR": {2016: 1 / rate[0], 2017: 1 / rate[1]}}}
	converted, left := basis.Apply([]tidy.Observation{
		{Economy: "FRA", Year: 2016, Value: eur[0], Unit: "million euros"}, {Economy: "FRA", Year: 2017, Value: eur[1], Unit: "million euros"},
	})
	if len(left) > 0 || converted[0].Unit != "million US dollars" {
		t.Fatal(converted, left)
	}
	inEuros, _ := formula.YearOnYear(eur[0], eur[1])
	inDollars, _ := formula.YearOnYear(converted[0].Value, converted[1].Value)
	ofRate, _ := formula.YearOnYear(rate[0], rate[1])
	expect(t, "in euros", inEuros, number(t, g8, "g_eur_pct"))
	expect(t, "in dollars", inDollars, number(t, g8, "g_usd_pct"))
	expect(t, "of the rate", ofRate, number(t, g8, "fx_pct"))
}

// TestVectorGapFill: a missing member is given its proxy in the benchmark year, then
// carried.
func TestVectorGapFill(t *testing.T) {
	a3 := at(t, vectors(t), "A3_gapfill")
	values, proxies := map[string]map[int]float64{}, map[string]map[int]float64{}
	for letter, code := range map[string]string{"A": "AUT", "B": "BEL", "C": "CHE"} {
		proxies[code] = map[int]float64{2010: number(t, a3, "benchmark", "proxy_GNI", letter)}
		if letter != "C" {
			values[code] = map[int]float64{2010: number(t, a3, "benchmark", "values", letter), 2011: number(t, a3, "next_year", letter)}
		}
	}
	d, proxy := data(t, flow, values, nil), data(t, flow, proxies, nil)
	for year, want := range map[int]float64{2010: number(t, a3, "benchmark", "total"), 2011: number(t, a3, "next_year", "total")} {
		row := aggregate(t, d, AggregateOptions{Selection: group(t, "AUT,BEL,CHE"), From: year, To: year, Fill: &Fill{Proxy: proxy, Benchmark: 2010}})
		expect(t, "total", row.Value, want)
	}
	f := Fill{Proxy: proxy, Benchmark: 2010}
	_, missing := f.ratio(d, d.values.roster([]string{"AUT", "BEL", "CHE"}, 2010))
	expect(t, "missing of the proxy", missing, number(t, a3, "benchmark", "missing_share_proxy_pct"))
}

// TestVectorNet: the trade between members leaves the sum.
func TestVectorNet(t *testing.T) {
	a5 := at(t, vectors(t), "A5_intra")
	code := map[string]string{"A": "AUT", "B": "BEL", "C": "CHE"}
	total := map[string]map[int]float64{}
	partners := map[string]map[string]map[int]float64{}
	for from := range code {
		for _, to := range []string{"A", "B", "C", "W"} {
			if to == from {
				continue
			}
			v := number(t, a5, "exports", from+"->"+to)
			if total[code[from]] == nil {
				total[code[from]] = map[int]float64{}
			}
			total[code[from]][2020] += v
			if to != "W" {
				if partners[code[to]] == nil {
					partners[code[to]] = map[string]map[int]float64{}
				}
				partners[code[to]][code[from]] = map[int]float64{2020: v}
			}
		}
	}
	with := map[string]*Data{}
	for partner, values := range partners {
		with[partner] = data(t, flow, values, nil)
	}
	d := data(t, flow, total, nil)
	o := AggregateOptions{Selection: group(t, "AUT,BEL,CHE"), From: 2020, To: 2020}
	net := d.Net([]string{"AUT", "BEL", "CHE"}, with)
	expect(t, "gross", aggregate(t, d, o).Value, number(t, a5, "gross"))
	expect(t, "extra", aggregate(t, net, o).Value, number(t, a5, "extra"))
	expect(t, "intra", net.between[2020], number(t, a5, "intra"))
	expect(t, "share", percent(net.between[2020], number(t, a5, "gross")), number(t, a5, "intra_share_pct"))
}
