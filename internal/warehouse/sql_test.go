package warehouse

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// hostile are texts that would be more than texts if they were not quoted.
var hostile = []string{`'`, `\`, `\'`, `'; DROP TABLE t; --`, "a\tb\nc\rd\x00e", "`", "') OR 1=1 --", `\\'`, "é'ü", "/*", `{x:String}`}

func TestLiteralsEndWhereTheyShould(t *testing.T) {
	for _, text := range hostile {
		for quote, quoted := range map[byte]string{'\'': literal(text), '`': identifier(text)} {
			if quoted[0] != quote {
				t.Fatal(quoted)
			}
			for k := 1; k < len(quoted); k++ {
				if quoted[k] == '\\' {
					k++
				} else if quoted[k] == quote && k != len(quoted)-1 {
					t.Errorf("%q ends early: %s", text, quoted)
				}
			}
			if strings.ContainsAny(quoted, "\n\t\r\x00") || strings.HasSuffix(quoted, `\`) {
				t.Errorf("%q: %s", text, quoted)
			}
		}
	}
}

func FuzzCells(f *testing.F) {
	for _, text := range hostile {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c := cell(text)
		if strings.ContainsAny(c, "\t\n") || uncell(c) != text {
			t.Errorf("%q is %q, and back %q", text, c, uncell(c))
		}
		if l := literal(text); uncell(l[1:len(l)-1]) != text {
			t.Errorf("%q is %s", text, l)
		}
	})
}

var trade = &load{Dataset: "d'", Vintage: "2024", Attempt: 7, About: source.About{Bilateral: true},
	Economies: map[string]string{"DEU": dataset.AnEconomy, "FRA": dataset.AnEconomy, "EU": dataset.AGroup},
	Partners:  map[string]string{"WLD": dataset.AnEconomy, "CHN": dataset.AnEconomy, "USA": dataset.AnEconomy, "nes": dataset.ARest}}

// side is what a query makes of partners: it asks for China beside the World.
func side(code, _ string) (source.Side, error) {
	switch code {
	case tidy.World:
		return source.Whole, nil
	case "CHN":
		return source.Part | source.Keep, nil
	}
	return source.Part, nil
}

func TestWhatIsPushedDown(t *testing.T) {
	w := source.Want{From: 2001, To: 2009, Partner: side, Reporter: func(code, _ string) (bool, bool) { return true, code == "DEU" }}
	q, err := plan(trade, w)
	if err != nil {
		t.Fatal(err)
	}
	const of = " WHERE dataset = 'd\\'' AND vintage = '2024' AND attempt = 7 AND indicator IN ('x') AND year >= 2001 AND year <= 2009"
	totals, possible := q.totals([]string{"x"}, false)
	if sql := totals.sql(); !possible || !strings.Contains(sql, of+" GROUP BY economy, year, indicator, whole, unit, flag WITH TOTALS") {
		t.Error("totals:", sql)
	}
	pairs, possible := q.pairs([]string{"x"}, false)
	if sql := pairs.sql(); !possible || !strings.Contains(sql, of+" AND partner IN ('CHN') AND economy IN ('DEU', 'EU') GROUP BY economy, year, indicator, partner, unit, flag WITH TOTALS") {
		t.Error("pairs:", sql)
	}
	w.Reporter = func(code, _ string) (bool, bool) { return code == "FRA", true }
	w.Partner = func(code, label string) (source.Side, error) {
		if code == "USA" {
			return 0, nil
		}
		return side(code, label)
	}
	if q, err = plan(trade, w); err != nil {
		t.Fatal(err)
	}
	totals, _ = q.totals([]string{"x"}, false)
	if sql := totals.sql(); !strings.Contains(sql, " AND partner IN ('WLD', 'CHN', 'nes') AND economy IN ('EU', 'FRA') GROUP BY") {
		t.Error("fewer:", sql)
	}
}

// Sums that are taken apart do not depend on the order of their terms.
func TestExactSums(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	values := []float64{0, -1.5, 1e15 + 0.125, -2.75e9, 1e-6}
	for range 1000 {
		values = append(values, math.Exp(20*random.NormFloat64()/3)*float64(1-2*random.IntN(2)))
	}
	var first float64
	for n := range 5 {
		var e exact
		plain := 0.0
		for _, v := range values {
			high := math.Floor(v / coarse)
			rest := (v - high*coarse) * coarse
			e[0], e[1], e[2] = e[0]+int64(high), e[1]+int64(math.Floor(rest)), e[2]+int64(math.Floor((rest-math.Floor(rest))/fine))
			plain += v
		}
		if n == 0 {
			first = e.float()
		}
		if e.float() != first || math.Abs(first-plain) > 1e-12*1e15 {
			t.Fatal(e.float(), first, plain)
		}
		random.Shuffle(len(values), func(i, k int) { values[i], values[k] = values[k], values[i] })
	}
}
