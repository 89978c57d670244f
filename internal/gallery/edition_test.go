package gallery

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tradestats/internal/chart"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/report"
)

var plain = View{"png", chart.Web, chart.Light}

// halved shows the editions of a folder with figures that are made up: half of what
// was published of internet use.
func halved(t *testing.T, reports string) *Gallery {
	t.Helper()
	return of(t, reports, madeUp(t))
}

// madeUp writes them into a file.
func madeUp(t *testing.T) (file string) {
	t.Helper()
	published, err := os.Open("../../datasets/figures/internet-users.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer published.Close()
	rows, err := csv.NewReader(published).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	for k, row := range rows {
		if v, err := strconv.ParseFloat(row[2], 64); err == nil && k > 0 {
			row[2] = fmt.Sprint(v / 2)
		}
		fmt.Fprintf(&text, "%s,%s,%s\n", row[0], row[1], row[2])
	}
	file = filepath.Join(t.TempDir(), "made-up.csv")
	if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// of shows the editions of a folder with the internet use of a file.
func of(t *testing.T, reports, file string) *Gallery {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry, Data: []string{"internet-users=" + file}})
	if err != nil {
		t.Fatal(err)
	}
	g, err := Open(t.Context(), Options{Engine: engine, Economies: registry, Reports: reports, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// edition writes one of a topic in English, of the published figures.
func edition(t *testing.T, topic string, formats []string) (dir string) {
	t.Helper()
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	_, err = report.Run(t.Context(), report.Options{Topics: []string{topic}, Year: 2023, Languages: []string{"en"}, Formats: formats, Whole: true, Out: dir, Engine: engine, Economies: registry, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestAnEditionWithoutTablesIsNotDrawnFromOtherFigures: what its images say of their
// data decides, and where there is none, what its pages were made from.
func TestAnEditionWithoutTablesIsNotDrawnFromOtherFigures(t *testing.T) {
	for _, formats := range [][]string{{"md", "png"}, {"md", "svg"}} {
		dir := edition(t, "br-digital-alliance", formats)
		same, err := open(t, dir).Book(t.Context(), "br-digital-alliance", 2023, "en")
		if err != nil {
			t.Fatal(err)
		}
		other, err := halved(t, dir).Book(t.Context(), "br-digital-alliance", 2023, "en")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			id        string
			same, now bool
		}{{"internet-nine", true, false}, {"exports", true, true}} {
			if one := same.Chart(c.id); one == nil || one.Drawable() != c.same {
				t.Errorf("%v: %s of the same figures: %+v", formats, c.id, one)
			}
			if one := other.Chart(c.id); one == nil || one.Drawable() != c.now {
				t.Errorf("%v: %s of other figures: %+v", formats, c.id, one)
			}
		}
		c := other.Chart("internet-nine")
		if _, err := c.Content(View{"csv", chart.Web, chart.Light}); Code(err) != 404 {
			t.Errorf("%v: a table of other figures: %v", formats, err)
		}
	}
	for _, formats := range [][]string{{"md", "png"}, {"md", "png", "csv"}} { // by its text, by its table
		g := halved(t, edition(t, "br-digital-alliance", formats))
		for _, s := range []Search{{Economy: "Kenya"}, {Words: "zambia internet-nine"}, {Economy: "CHN"}} {
			found, err := g.Find(t.Context(), s, "en")
			shown := slices.ContainsFunc(found, func(c *Chart) bool { return c.ID == "internet-nine" && !c.Drawable() })
			if err != nil || shown != (s.Economy != "CHN") {
				t.Errorf("%v: as it was written, found by %+v: %v, %v", formats, s, shown, err)
			}
		}
	}
	dir := edition(t, "br-digital-alliance", []string{"md"})
	if b, err := open(t, dir).Book(t.Context(), "br-digital-alliance", 2023, "en"); err != nil || b.Chart("internet-nine") == nil {
		t.Errorf("pages alone, of the same figures: %v", err)
	}
	if b, err := halved(t, dir).Book(t.Context(), "br-digital-alliance", 2023, "en"); err != nil || b.Chart("internet-nine") != nil || b.Chart("exports") == nil {
		t.Errorf("pages alone, of other figures: %v", err)
	}
}

// TestAMissingImageIsMissedAlone: the other charts of its edition are shown.
func TestAMissingImageIsMissedAlone(t *testing.T) {
	dir := edition(t, "br-digital-alliance", []string{"md", "png"})
	image := filepath.Join(dir, "2023", "br-digital-alliance", "charts", "internet-nine.en.png")
	text, err := os.ReadFile(image)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(image); err != nil {
		t.Fatal(err)
	}
	g := halved(t, dir)
	var said []string
	g.Warn = func(text string) { said = append(said, text) }
	b, err := g.Book(t.Context(), "br-digital-alliance", 2023, "en")
	if err != nil || b.Chart("exports") == nil || b.Chart("internet-nine") != nil {
		t.Fatalf("%+v, %v", b, err)
	}
	if len(said) == 0 {
		t.Error("nobody is told")
	}
	if _, err := b.Find("internet-nine"); !errors.Is(err, ErrMoving) {
		t.Errorf("the chart itself: %v", err)
	}
	if err := os.WriteFile(image, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if c, err := b.Find("internet-nine"); err != nil || c.Drawable() {
		t.Errorf("the chart when it is back: %v", err)
	}
}

// TestAnImageThatIsBackIsListed: also where a manifest was touched meanwhile.
func TestAnImageThatIsBackIsListed(t *testing.T) {
	dir := edition(t, "br-digital-alliance", []string{"md", "png"})
	image := filepath.Join(dir, "2023", "br-digital-alliance", "charts", "internet-nine.en.png")
	if err := os.Rename(image, image+".away"); err != nil {
		t.Fatal(err)
	}
	g := halved(t, dir)
	g.Warn = func(string) {}
	shown := func(at *Gallery) bool {
		b, err := at.Book(t.Context(), "br-digital-alliance", 2023, "en")
		if err != nil {
			t.Fatal(err)
		}
		return b.Chart("internet-nine") != nil
	}
	at := g.At() // as a server, which takes another one when the edition is another one
	if shown(at) {
		t.Fatal("an image that is away is shown")
	}
	manifest := filepath.Join(dir, "2023", "br-digital-alliance", "manifest.json")
	if err := os.Chtimes(manifest, time.Unix(1, 0), time.Unix(1, 0)); err != nil {
		t.Fatal(err)
	}
	if err := g.Refresh(t.Context()); err != nil || g.Edition() != at.Edition() {
		t.Fatalf("a manifest that was touched is another edition, %v", err)
	}
	if err := os.Rename(image+".away", image); err != nil {
		t.Fatal(err)
	}
	if err := g.Refresh(t.Context()); err != nil || g.Edition() == at.Edition() || !shown(g.At()) {
		t.Errorf("it is not listed when it is back: %v", err)
	}
}

// TestAChartAsWrittenIsHadInTheLanguagesThatItsEditionHas: a reader of another language
// sees it, too.
func TestAChartAsWrittenIsHadInTheLanguagesThatItsEditionHas(t *testing.T) {
	g := halved(t, edition(t, "br-digital-alliance", nil))
	b, err := g.Book(t.Context(), "br-digital-alliance", 2023, "fr")
	if err != nil {
		t.Fatal(err)
	}
	for id, lang := range map[string]string{"internet-nine": "en", "exports": "fr"} {
		c, err := b.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.Content(plain); c.Lang != lang || c.About.Lang != lang || err != nil || len(got.Body) == 0 {
			t.Errorf("%s in %s, %v", id, c.Lang, err)
		}
	}
}

// TestAFolderOfAnyName: signs that mean something in a pattern are of its name.
func TestAFolderOfAnyName(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ed[1]*")
	if err := os.Rename(edition(t, "eu-china", []string{"md"}), dir); err != nil {
		t.Fatal(err)
	}
	g := open(t, dir)
	if got := g.TopicsOf(0); len(got) != 1 || got[0] != "eu-china" {
		t.Errorf("it shows %v", got)
	}
	before := g.Edition()
	if err := os.Remove(filepath.Join(dir, "2023", "eu-china", "manifest.json")); err != nil {
		t.Fatal(err)
	}
	if err := g.Refresh(t.Context()); err != nil || g.Edition() == before {
		t.Errorf("a change is not seen: %v", err)
	}
}

// TestADamagedManifestIsSaid: its edition is not shown, or as it was before, which somebody
// must hear.
func TestADamagedManifestIsSaid(t *testing.T) {
	dir := edition(t, "eu-china", []string{"md"})
	g := open(t, dir)
	var said []string
	g.Warn = func(text string) { said = append(said, text) }
	file := filepath.Join(dir, "2023", "eu-china", "manifest.json")
	if err := os.WriteFile(file, []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := g.Edition()
	if err := g.Refresh(t.Context()); err != nil || len(said) != 1 || !strings.Contains(said[0], file+" cannot be read, and its edition is shown as it was before") || g.Edition() != before {
		t.Errorf("%v, said %q", err, said)
	}
	if g, err := Open(t.Context(), g.Options); err != nil || len(said) != 2 || !strings.Contains(said[1], "its edition is not shown") || len(g.TopicsOf(0)) == 1 {
		t.Errorf("opened again: %v, said %q", err, said)
	}
}

// TestATopicThatOnlyAnEditionKnows: who reads another language sees it in the one that
// it was written in, and the list of all charts stands.
func TestATopicThatOnlyAnEditionKnows(t *testing.T) {
	dir := edition(t, "br-digital-alliance", []string{"md", "png", "csv"})
	before, now := filepath.Join(dir, "2023", "br-digital-alliance"), filepath.Join(dir, "2023", "no-longer-known")
	if err := os.Rename(before, now); err != nil {
		t.Fatal(err)
	}
	manifest := filepath.Join(now, "manifest.json")
	text, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte(`"topic": "br-digital-alliance"`), []byte(`"topic": "no-longer-known"`), 1)
	if err := os.WriteFile(manifest, text, 0o644); err != nil {
		t.Fatal(err)
	}
	g := open(t, dir)
	if lang := g.Shown("no-longer-known", 2023, "fr"); lang != "en" {
		t.Errorf("shown in %q", lang)
	}
	found, err := g.Find(t.Context(), Search{Year: 2023}, "fr")
	if err != nil || len(found) == 0 {
		t.Errorf("%d charts, %v", len(found), err)
	}
}
