package report

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/frame"
)

// flag flags values of an economy, or of the publisher's World.
func (s *story) flag(e, flag string, years ...int) {
	if s.flags[e] == nil {
		s.flags[e] = map[int]string{}
	}
	for _, y := range years {
		s.flags[e][y] = flag
	}
}

// The note says flag, years and who, the largest first, in the words of the
// page; breaks stay with the note on breaks.
func TestFlagNotes(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	s.flag("USA", "estimated", 2023)
	s.flag("GBR", "estimated", 2023)
	s.flag("AUS", "38 % reported", 2022, 2023)
	s.flag("CAN", "break, imputed", 2022)
	s.flag("BRA", "see footnote b", 2015)
	s.flag("WLD", "in part estimated", 2020, 2021, 2022, 2023)
	en, fr := tell(t, s)
	exporters := section(t, en, "The ten largest exporters")
	says(t, exporters, `Figures before and after a break in the series cannot be compared: Canada \(2022\)\. In part estimated for 2023: World\. Estimated for 2023: United States and United Kingdom\. `+
		`In part reported for 2022 and 2023: Australia\. Imputed for 2022: Canada\. See footnote b for 2015: Brazil\.\*`)
	saysNot(t, exporters, `(?i)break, imputed`)
	says(t, section(t, fr, "Les dix premiers exportateurs"), `Estimé en partie pour 2023 : Monde\. Estimé pour 2023 : États-Unis et Royaume-Uni\. `+
		`Déclaré en partie pour 2022 et 2023 : Australie\. Imputé pour 2022 : Canada\. See footnote b pour 2015 : Brésil\.\*`)
	says(t, section(t, en, "Trade in digitally deliverable services"), `In part estimated for 2020–2023 \(Exports\): World\.\*`)
	says(t, section(t, en, "Key figures"), `In part estimated for 2022 and 2023 \(Exports of digitally deliverable services\): World\.\*`)
	says(t, section(t, fr, "Chiffres clés"), `\(Exportations de services livrables numériquement\) : Monde\.\*`)
	saysNot(t, section(t, en, "The ten largest importers"), `(?i)estimated for`)
}

// Where a thousand values have flags, the note has room for few of them.
func TestFlagNotesAreShort(t *testing.T) {
	t.Parallel()
	s := newStory(exports, 5)
	for e, values := range s.values {
		for y := range values {
			s.flag(e, "estimated", y)
			if e < "BZ" {
				s.flag(e, fmt.Sprintf("%s: %s", e, strings.Repeat("a story of its own, ", 9)), y)
			}
		}
	}
	en, fr := tell(t, s)
	notes := regexp.MustCompile(`(?m)^\*.*\*$`)
	for _, note := range append(notes.FindAllString(en, -1), notes.FindAllString(fr, -1)...) {
		if len([]rune(note)) > 1800 {
			t.Errorf("%d signs: %s", len([]rune(note)), note)
		}
	}
	regions := section(t, en, "Exports by region")
	says(t, regions, `Estimated for 2022 and 2023: United States, United Kingdom, .*, among others\.`)
	says(t, regions, `ARE: a story of its own, a .{30,}… for 2022 and 2023: United Arab Emirates\.`)
	says(t, regions, `Otherwise flagged for 2022 and 2023: Brazil\.`)
}

// flaggedFile writes the embedded figures of an edition's indicators anew, all
// of them flagged.
func flaggedFile(t *testing.T, blocks []block) string {
	t.Helper()
	var ids []string
	for _, b := range blocks {
		ids = append(ids, b.needs()...)
	}
	slices.Sort(ids)
	l, err := engine(t).Load(t.Context(), dataset.Query{Indicators: slices.Compact(ids)})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "flagged.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	fmt.Fprintln(f, "indicator,economy,year,value,unit,flag")
	for _, part := range []frame.Frame{l.Frame, l.Published} {
		obs, err := frame.Observations(part)
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range obs {
			fmt.Fprintf(f, "%s,%s,%d,%s,%s,%q\n", o.Indicator, o.Economy, o.Year, frame.Number(o.Value), o.Unit, strings.TrimPrefix(o.Flag+", estimated", ", "))
		}
	}
	return path
}

// Every block that prints figures, and every chart, says that they are flagged,
// whatever it makes of them; without flags none does.
func TestEveryBlockSaysFlags(t *testing.T) {
	t.Parallel()
	topics, err := selectTopics([]string{"world"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := topics[0].newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`Estimated( for|:| \()`)
	for flagged, made := range map[bool]*book{false: bookOf(t), true: compose(t, options(t, t.TempDir(), flaggedFile(t, blocks)))} {
		page := plain(made.files["report.en.md"])
		for _, b := range blocks {
			if text := section(t, page, b.head().Title.In("en")); said.MatchString(text) != (flagged && len(b.needs()) > 0) {
				t.Errorf("flags: %t: block %s:\n%s", flagged, b.head().ID, withoutTables(text))
			}
		}
		for _, c := range made.charts {
			if c.lang == "en" && said.MatchString(strings.Join(c.picture.Chart.Notes, " ")) != flagged {
				t.Errorf("flags: %t: chart %s: %v", flagged, c.id, c.picture.Chart.Notes)
			}
		}
		if len(blocks) < 10 || len(made.charts) < 10 {
			t.Errorf("%d blocks and %d charts seen", len(blocks), len(made.charts))
		}
	}
}
