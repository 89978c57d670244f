package warehouse

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/register"
	"tradestats/internal/warehouse/warehousetest"
)

// readingUnits reads what a server has added up of the partners of France, in the rows
// that it answers: unit, sum as a float, its first and its last line, how many rows.
func readingUnits(t *testing.T, rows ...[5]string) (source.Row, error) {
	t.Helper()
	n := 0
	for _, row := range rows {
		n += int(row[4][0] - '0')
	}
	total := fmt.Sprint(n)
	c := warehousetest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		switch text := string(sql); {
		case strings.Contains(text, "t_loads"):
			io.WriteString(w, "7\t1\t1\t0\t1\n\n\t0\t0\t0\t1\n") //nolint:errcheck // a test
		case strings.HasPrefix(text, "SELECT attempt,"):
			io.WriteString(w, "7\t"+total+"\n\n0\t"+total+"\n") //nolint:errcheck // a test
		default:
			for _, row := range rows { // the sum of floats stands for the exact one
				io.WriteString(w, strings.Join([]string{"FRA", "2020", "chips", "0", row[0], "", "0", "0", "0", row[1], row[1], "0", row[2], row[3], row[4]}, "\t")+"\n") //nolint:errcheck // a test
			}
			io.WriteString(w, "\n\t0\t\t0\t\t\t0\t0\t0\t0\t0\t0\t0\t0\t"+total+"\n") //nolint:errcheck // a test
		}
	})
	l := &register.Load{Attempt: 7, File: "chips.csv", Rows: n, Series: []source.Series{{Code: "chips"}}, IDs: map[string]string{"chips": "chips"},
		Content: dataset.Content{Economies: map[string]string{"FRA": dataset.AnEconomy}, Partners: map[string]string{"DEU": dataset.AnEconomy, "USA": dataset.AnEconomy, "ITA": dataset.AnEconomy}}, About: source.About{Bilateral: true}}
	var got source.Row
	w := source.Want{
		Partner: func(string, string) (source.Side, error) { return source.Whole | source.Part, nil },
		Factor: func(_, from, to string) (float64, bool) {
			of := map[string]float64{"dollars": 1, "thousands": 1e3, "": 1}
			return of[from] / max(of[to], 1), of[from] > 0 && of[to] > 0
		},
	}
	_, err := (&reader{client: c, load: l, from: "t"}).Read(t.Context(), w, func(r source.Row) error { got = r; return nil })
	return got, err
}

// A server adds up unit by unit; what it answers is put together in the one that stands
// first in the file, in whatever order it comes.
func TestASumOfTheServersInSeveralUnits(t *testing.T) {
	for _, rows := range [][][5]string{
		{{"dollars", "500", "3", "9", "2"}, {"thousands", "7", "2", "2", "1"}, {"", "250", "4", "4", "1"}},
		{{"", "250", "4", "4", "1"}, {"thousands", "7", "2", "2", "1"}, {"dollars", "500", "3", "9", "2"}},
	} {
		got, err := readingUnits(t, rows...)
		if err != nil || got.Value != 7.75 || got.Unit != "thousands" || got.Line != 2 || got.Last != 9 || got.Rows != 4 || got.Partners != 4 {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

// Units of which none is so many of the other are in no sum: the line is named where the
// second one first stands.
func TestTheServersSumMixesNoUnits(t *testing.T) {
	const want = `/d/t/chips.csv:5: the unit "yen" differs from the unit "dollars" of line 3, and the sum over the partners of FRA 2020 of chips would mix them`
	for _, rows := range [][][5]string{
		{{"yen", "7", "5", "8", "2"}, {"dollars", "5", "3", "3", "1"}},
		{{"dollars", "5", "3", "3", "1"}, {"yen", "7", "5", "8", "2"}},
	} {
		got, err := readingUnits(t, rows...)
		if err == nil || !strings.HasSuffix(err.Error(), want) || tidy.KindOf(err) != tidy.Data || got.Line != 0 {
			t.Errorf("%+v, %v", got, err)
		}
	}
}
