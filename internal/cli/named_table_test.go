package cli

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// chipsServer has a table of another hand, d.chips, with two rows of 2020.
func chipsServer(t *testing.T) (address string) {
	t.Helper()
	address, _ = chipsServerToStop(t)
	return address
}

// chipsServerToStop is a chipsServer that is there until it is stopped.
func chipsServerToStop(t *testing.T) (address string, stop func()) {
	t.Helper()
	for _, name := range []string{"CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"} {
		t.Setenv(name, "")
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		sql, _ := io.ReadAll(r.Body)
		answer := "\n\t\t0\n"
		switch text := string(sql); {
		case strings.Contains(text, "system.columns") && strings.Contains(text, "'chips'"):
			answer = "indicator\tString\t1\neconomy\tString\t1\nyear\tUInt16\t1\nvalue\tFloat64\t1\n\n\t\t4\n"
		case strings.Contains(text, "system.parts"): // of a view
			answer = "\n\t\t\t\t0\n"
		case strings.Contains(text, "system.tables"):
			answer = "\n\t\t\t0\n"
		case strings.HasPrefix(text, "SELECT indicator, min(year)"):
			answer = "chip-exports\t2020\t2020\t2\n\n\t2020\t2020\t2\n"
		case strings.HasPrefix(text, "SELECT economy, count()"):
			answer = "FRA\t1\nDEU\t1\n\n\t2\n"
		case strings.Contains(text, "max(value)"):
			answer = "FRA\t2020\tchip-exports\t\t\t5\t0\t0\t1\nDEU\t2020\tchip-exports\t\t\t15\t0\t0\t1\n\n\t0\t\t\t\t7\t0\t0\t2\n"
		}
		fmt.Fprint(w, answer)
	}))
	t.Cleanup(server.Close)
	return "clickhouse://" + strings.TrimPrefix(server.URL, "http://") + "/d/chips", func() { server.CloseClientConnections(); server.Close() }
}

// A table that is given twice leaves nothing to choose, also where the two addresses are spelled
// otherwise.
func TestATableGivenTwice(t *testing.T) {
	address := chipsServer(t)
	for _, again := range []string{address, strings.Replace(address, "//", "//reader@", 1)} {
		var stderr bytes.Buffer
		code := Main([]string{"tradestats", "get", "chip-exports", "--data", address, "--data", again}, io.Discard, &stderr)
		if want := "tradestats: chip-exports is in " + address + ", which --data gives twice; give it once\n"; code != 2 || stderr.String() != want {
			t.Errorf("%d, %s; want %s", code, stderr.String(), want)
		}
	}
}

// What a YAML says that names a table holds of its indicators, as beside a file.
func TestATableIsDeclaredByTheYAMLThatNamesIt(t *testing.T) {
	address := chipsServer(t)
	path := filepath.Join(t.TempDir(), "chips.yaml")
	run := func(address, id string, args ...string) (code int, out, errors string) {
		text := "table: " + address + "\nlicence: CC BY 4.0\nvintage: 2024-07\nindicators: [{id: " + id + ", unit: million US dollars, kind: flow, rule: sum}]\n"
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		code = Main(append(append([]string{"tradestats"}, args...), "--data", path), &stdout, &stderr)
		return code, stdout.String(), stderr.String()
	}
	for _, of := range []struct{ args, want string }{
		{"share chip-exports -e FRA,DEU -f csv", "chip-exports,FRA,WLD,2020,5,world,20,25,million US dollars,"},
		{"aggregate chip-exports -e g7 --min-coverage 0 -f csv", "chip-exports,g7,WLD,2020,20,million US dollars,sum,"},
		{"rank chip-exports -f csv", "chip-exports,2020,1,DEU,Germany,15,75,75,"},
		{"show chip-exports", "licence    CC BY 4.0"},
		{"show chip-exports", "vintage    2024-07"},
	} {
		if code, out, errs := run(address, "chip-exports", strings.Fields(of.args)...); code != 0 || !strings.Contains(out, of.want) {
			t.Errorf("%s: %d, %s %s; want %s", of.args, code, out, errs, of.want)
		}
	}
	for _, of := range []struct {
		address, id, args string
		code              int
		want              string
	}{
		{address, "chips", "list indicators", 3, path + `: indicator "chips" is declared and is not in ` + address + "; the table holds chip-exports"},
		{"http://u:secret@h/d", "chip-exports", "list indicators", 3, path + `: table "http://u:***@h/d" is no address of one`},
		{address, "chip-exports", "list indicators --as-of 2024-06", 0, "is left out: it is after --as-of 2024-06"},
	} {
		if code, _, errs := run(of.address, of.id, strings.Fields(of.args)...); code != of.code || !strings.Contains(errs, of.want) {
			t.Errorf("%s: %d, %s; want %d, %s", of.args, code, errs, of.code, of.want)
		}
	}
}
