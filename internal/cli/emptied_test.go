package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tradestats/internal/warehouse/register"
)

// emptiedServer has the tables of load, d.t and d.t_loads, in which no load stands. begun are the
// attempts that the table of loads knows.
func emptiedServer(t *testing.T, begun string) (address string) {
	t.Helper()
	for _, name := range []string{"CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"} {
		t.Setenv(name, "")
	}
	columnsOf := func(columns []register.Column) string {
		var out strings.Builder
		for _, c := range columns {
			fmt.Fprintf(&out, "%s\t%s\t1\n", c.Name, c.Kind)
		}
		return fmt.Sprintf("%s\n\t\t%d\n", out.String(), len(columns))
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		text := string(sql)
		selected, _, _ := strings.Cut(text, ", count() FROM ")
		answer := "\n" + strings.Repeat("\t", fields(selected)) + "0\n"
		switch {
		case strings.Contains(text, "system.columns") && strings.Contains(text, "'t_loads'"):
			answer = columnsOf(register.Loads)
		case strings.Contains(text, "system.columns"):
			answer = columnsOf(register.Figures)
		case strings.HasPrefix(text, "SELECT attempt, count() FROM `d`.`t_loads`") && begun != "":
			answer = begun + "\t1\n\n0\t1\n"
		}
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	return "clickhouse://" + strings.TrimPrefix(server.URL, "http://") + "/d/t"
}

// fields counts what is selected: commas inside of brackets part nothing.
func fields(selected string) int {
	n, depth := 1, 0
	for _, r := range selected {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			n++
		}
	}
	return n
}

// TestATableOfWhichAllWasTakenOut: nothing was cut off, so that there is nothing to run again; a
// list of nothing has no lines for who reads it.
func TestATableOfWhichAllWasTakenOut(t *testing.T) {
	run := func(args ...string) (code int, out, errors string) {
		var stdout, stderr bytes.Buffer
		code = Main(append([]string{"tradestats"}, args...), &stdout, &stderr)
		return code, stdout.String(), stderr.String()
	}
	for begun, want := range map[string]string{
		"":  " holds nothing; 'tradestats load FILE... --to' fills a table\n",
		"7": ": nothing has been loaded to its end; a load that was cut off counts for nothing: run it again\n",
	} {
		address := emptiedServer(t, begun)
		if code, _, errs := run("get", "chip-exports", "--data", address); code != 1 || errs != "tradestats: "+address+want {
			t.Errorf("%q: %d, %s", begun, code, errs)
		}
	}
	address := emptiedServer(t, "")
	for format, want := range map[string]string{"table": "", "markdown": "", "json": "[]\n", "csv": "dataset,vintage,file,indicators,economies,partners,rows,years,note\n"} {
		code, out, errs := run("load", "--list", "--to", address, "-f", format)
		if code != 0 || out != want || errs != "tradestats: warning: the table holds nothing\n" {
			t.Errorf("%s: %d, %q, %s", format, code, out, errs)
		}
	}
}
