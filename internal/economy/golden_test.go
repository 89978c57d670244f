package economy

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

func registry(t testing.TB) *Registry {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The golden file is there to be read: every name as it is printed, and as it
// stands in a sentence, in each language.
func TestNamesGolden(t *testing.T) {
	r := registry(t)
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write([]string{"id", "lang", "text", "short", "the", "of", "in", "verb"})
	for _, id := range r.ids() {
		for _, lang := range Languages {
			n := r.Name(id, lang)
			verb := "singular"
			if n.Plural {
				verb = "plural"
			}
			w.Write([]string{id, lang, n.Text, n.Short, n.TheCap(), n.Of(), n.In(), verb})
		}
	}
	w.Flush()
	const golden = "testdata/names.golden.csv"
	if *update {
		if err := os.WriteFile(golden, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("names changed; read them, then go test ./internal/economy -update:\n%s", diff)
	}
}
