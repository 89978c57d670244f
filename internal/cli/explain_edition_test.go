package cli

import (
	"encoding/csv"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/explain"
	"tradestats/internal/frame"
	"tradestats/internal/locale"
	"tradestats/internal/report"
	"tradestats/internal/study"
)

// TestEveryNumberOfTheEdition makes each number that the manifests of the committed
// edition name again from its inputs, and reads each input back from the line of the
// file that it is said to stand in.
func TestEveryNumberOfTheEdition(t *testing.T) {
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	edition, err := report.Numbers(t.Context(), report.Options{Engine: engine, Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	committed := committedNumbers(t, edition.Year)
	if len(committed) < 3000 || len(edition.Numbers) != len(committed) {
		t.Fatalf("the manifests have %d numbers, the edition %d", len(committed), len(edition.Numbers))
	}
	maker, files := explain.NewMaker(&study.Desk{Engine: engine, Economies: registry, Warning: func(string) {}, Shelf: &study.Shelf{}}), tables{}
	inputs := 0
	for _, n := range edition.Numbers {
		id := n.Topic + "/" + n.ID
		if n.Of.IsZero() {
			t.Errorf("%s: nothing is said of what it is made of", id)
			continue
		}
		made, err := maker.Make(t.Context(), n.Of)
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		if want, ok := committed[id]; !ok || frame.Significant(n.Value) != want || !explain.Same(made.Value, want) {
			t.Errorf("%s: the manifest has %v, the edition %v, its inputs give %v", id, want, n.Value, made.Value)
		}
		inputs += files.hold(t, id, made)
	}
	t.Logf("%d numbers, %d inputs", len(edition.Numbers), inputs)
}

// committedNumbers are those of the manifests of an edition, by topic and id.
func committedNumbers(t *testing.T, year int) map[string]float64 {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "reports", strconv.Itoa(year), "*", "manifest.json"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var m struct {
			Topic   string
			Numbers []struct {
				ID    string
				Value float64
			}
		}
		if err := json.Unmarshal(text, &m); err != nil {
			t.Fatal(err)
		}
		for _, n := range m.Numbers {
			out[m.Topic+"/"+n.ID] = n.Value
		}
	}
	return out
}

// tables are files that were read, each by line and column.
type tables map[string]map[int]map[string]string

// hold checks that the inputs of a part and of its parts stand where they are said to
// stand, and counts them.
func (f tables) hold(t *testing.T, id string, p explain.Part) (n int) {
	t.Helper()
	if english, err := locale.For("en"); err != nil || !english.Has("explain.formula."+p.Formula) {
		t.Errorf("%s: no words for the formula %q: %v", id, p.Formula, err)
	}
	for _, part := range p.Parts {
		n += f.hold(t, id, part)
	}
	f.stand(t, id, p.Inputs)
	counted := strings.HasPrefix(p.Measure, "how-many") || p.Measure == explain.Given || p.Measure == explain.Members
	if len(p.Inputs)+len(p.Parts) == 0 && p.Value != 0 && !counted {
		t.Errorf("%s: %v is of nothing", id, p.Number)
	}
	return n + len(p.Inputs)
}

// stand checks that inputs stand in the lines that they name.
func (f tables) stand(t *testing.T, id string, inputs []explain.Input) {
	t.Helper()
	for _, in := range inputs {
		row := f.of(t, in.File)[in.Line]
		code, value := row["economy"], row["value"]
		if in.Role == explain.RoleRate {
			code, value = row["currency"], row["units_per_usd"]
		}
		v, err := strconv.ParseFloat(value, 64)
		if err != nil || math.Abs(v-in.Value) > 1e-12*math.Abs(v) || code != in.Economy || row["year"] != strconv.Itoa(in.Year) {
			t.Errorf("%s: %s:%d holds %v, not %+v", id, in.File, in.Line, row, in)
		}
	}
}

func (f tables) of(t *testing.T, file string) map[int]map[string]string {
	t.Helper()
	if f[file] != nil {
		return f[file]
	}
	in, err := os.Open(filepath.Join("..", "..", filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	r := csv.NewReader(in)
	head, err := r.Read()
	if err != nil {
		t.Fatal(err)
	}
	f[file] = map[int]map[string]string{}
	for record, err := r.Read(); err == nil; record, err = r.Read() {
		line, _ := r.FieldPos(0)
		row := map[string]string{}
		for k, name := range head {
			row[name] = record[k]
		}
		f[file][line] = row
	}
	return f[file]
}
