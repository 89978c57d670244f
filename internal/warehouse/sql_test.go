package warehouse

import (
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// hostile are texts that would be more than texts if they were not quoted.
var hostile = []string{`'`, `\`, `\'`, `'; DROP TABLE t; --`, "a\tb\nc\rd\x00e", "`", "') OR 1=1 --", `\\'`, "é'ü", "/*", `{x:String}`}

func TestLiteralsEndWhereTheyShould(t *testing.T) {
	for _, text := range hostile {
		for quote, quoted := range map[byte]string{'\'': client.Literal(text), '`': client.Identifier(text)} {
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
		c := client.Cell(text)
		if strings.ContainsAny(c, "\t\n") || client.Uncell(c) != text {
			t.Errorf("%q is %q, and back %q", text, c, client.Uncell(c))
		}
		if l := client.Literal(text); client.Uncell(l[1:len(l)-1]) != text {
			t.Errorf("%q is %s", text, l)
		}
	})
}

var trade = &register.Load{Dataset: "d'", Vintage: "2024", Attempt: 7, About: source.About{Bilateral: true},
	Content: dataset.Content{Economies: map[string]string{"DEU": dataset.AnEconomy, "FRA": dataset.AnEconomy, "EU": dataset.AGroup},
		Partners: map[string]string{"WLD": dataset.AnEconomy, "CHN": dataset.AnEconomy, "USA": dataset.AnEconomy, "nes": dataset.ARest}}}

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
	if sql := totals.SQL(); !possible || !strings.Contains(sql, of+" GROUP BY economy, year, indicator, whole, unit, flag WITH TOTALS") {
		t.Error("totals:", sql)
	}
	pairs, possible := q.pairs([]string{"x"}, false)
	if sql := pairs.SQL(); !possible || !strings.Contains(sql, of+" AND partner IN ('CHN') AND economy IN ('DEU', 'EU') GROUP BY economy, year, indicator, partner, unit, flag WITH TOTALS") {
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
	if sql := totals.SQL(); !strings.Contains(sql, " AND partner IN ('WLD', 'CHN', 'nes') AND economy IN ('EU', 'FRA') GROUP BY") {
		t.Error("fewer:", sql)
	}
}
