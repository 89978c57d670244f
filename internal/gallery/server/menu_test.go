package server

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tradestats/internal/report"
)

// put writes the edition of a topic in English into a folder.
func put(t *testing.T, dir, topic string, year int) {
	t.Helper()
	g, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := report.Run(t.Context(), report.Options{Topics: []string{topic}, Year: year, Languages: []string{"en"}, Formats: []string{"md", "png"}, Whole: true, Out: dir, Engine: g.Engine, Economies: g.Economies, Version: "test"}); err != nil {
		t.Fatal(err)
	}
}

// otherFigures has an edition say that it was made from figures that nobody has.
func otherFigures(t *testing.T, dir, topic string) {
	t.Helper()
	file := filepath.Join(dir, topic, "manifest.json")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		t.Fatal(err)
	}
	outputs := m["outputs"].([]any)
	for _, one := range outputs {
		if name := one.(map[string]any)["path"].(string); strings.HasSuffix(name, ".png") {
			id, _, _ := strings.Cut(filepath.Base(name), ".")
			outputs = append(outputs, map[string]any{"path": "charts/" + id + ".csv", "sha256": strings.Repeat("0", 64)})
		}
	}
	m["outputs"] = outputs
	if text, err = json.Marshal(m); err == nil {
		err = os.WriteFile(file, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}

var option = regexp.MustCompile(`<option value="(latest|[0-9]{4})"( selected)?>`)

// TestTheMenuOfEditions: those of the topic, the one that is shown chosen, so that
// another size is of the same edition.
func TestTheMenuOfEditions(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "eu-china", 2023)
	put(t, dir, "br-digital-alliance", 2023)
	put(t, dir, "br-digital-alliance", 2022)
	otherFigures(t, filepath.Join(dir, "2022"), "br-digital-alliance")
	g, err := openIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	for at, want := range map[string]string{
		"/charts/eu-china/exports":                            "latest selected",
		"/charts/eu-china/exports?year=2023":                  "2023 selected",
		"/charts/br-digital-alliance/internet-nine":           "latest selected, 2022",
		"/charts/br-digital-alliance/internet-nine?year=2023": "2023 selected, 2022",
		"/?year=2022": "2023, 2022 selected",
		"/charts/br-digital-alliance/internet-nine?year=2022":     "", // as it was written: it has no form
		"/charts/br-digital-alliance/internet-nine.png?year=2022": "",
	} {
		got := ask(h, "GET", at)
		var years []string
		for _, m := range option.FindAllStringSubmatch(got.Body.String(), -1) {
			years = append(years, m[1]+m[2])
		}
		if got.Code != 200 || strings.Join(years, ", ") != want {
			t.Errorf("%s: %d %q", at, got.Code, years)
		}
	}
	for _, view := range []string{"theme=dark", "size=square", "size=telephone"} {
		for _, end := range []string{"", ".png"} {
			at := "/charts/br-digital-alliance/internet-nine" + end + "?year=2022&" + view
			if got := ask(h, "GET", at); got.Code != 404 || !bytes.Contains(got.Body.Bytes(), []byte("are not those of the edition")) {
				t.Errorf("%s: %d", at, got.Code)
			}
		}
	}
	if got := ask(h, "GET", "/charts/br-digital-alliance/internet-nine?year=2022&theme=light&size=web"); got.Code != 200 {
		t.Errorf("as it was written: %d", got.Code)
	}
}

// TestAPageIsOfOneEdition: one is put in place while a page is made, which is all of the
// one before; who asks afterwards is answered with the new one.
func TestAPageIsOfOneEdition(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "eu-china", 2022)
	g, err := openIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	p := h.pages()
	put(t, dir, "eu-china", 2023)
	h.look(t.Context())
	if b, err := p.Gallery.Book(t.Context(), "eu-china", 0, "en"); err != nil || b.Year != 2022 || len(p.Gallery.Years()) != 1 || p.Gallery.HasYear(2023) == nil || p.Gallery.Edition() == h.pages().Gallery.Edition() {
		t.Errorf("a page that was begun before: %v, %v", p.Gallery.Years(), err)
	}
	got := ask(h, "GET", "/charts/eu-china/exports").Body.String()
	if !strings.Contains(got, "2023 edition, tradestats") || !strings.Contains(got, `<option value="2022">`) {
		t.Error("afterwards the new one is not shown")
	}
}

// TestAnImageThatIsBackIsShownAgain: also in lists, though no manifest has changed.
func TestAnImageThatIsBackIsShownAgain(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "eu-china", 2023)
	otherFigures(t, filepath.Join(dir, "2023"), "eu-china")
	image := filepath.Join(dir, "2023", "eu-china", "charts", "exports.en.png")
	if err := os.Rename(image, image+".away"); err != nil {
		t.Fatal(err)
	}
	g, err := openIn(dir)
	if err != nil {
		t.Fatal(err)
	}
	h := handlerOf(t, g)
	const link = `href="../charts/eu-china/exports"`
	if got := ask(h, "GET", "/topics/eu-china"); got.Code != 200 || strings.Contains(got.Body.String(), link) {
		t.Errorf("while it is away: %d", got.Code)
	}
	if got := ask(h, "GET", "/charts/eu-china/exports"); got.Code != 503 {
		t.Errorf("the chart: %d", got.Code)
	}
	if err := os.Rename(image+".away", image); err != nil {
		t.Fatal(err)
	}
	h.look(t.Context())
	if got := ask(h, "GET", "/topics/eu-china"); got.Code != 200 || !strings.Contains(got.Body.String(), link) {
		t.Errorf("when it is back: %d", got.Code)
	}
}
