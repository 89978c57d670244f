package report

import (
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// marks are the names on a chart, and which of them speak louder than the others; nil
// where each has a colour of its own.
func marks(body chart.Body) map[string]bool {
	out := map[string]bool{}
	switch b := body.(type) {
	case chart.Lines:
		for _, s := range b.Series {
			out[s.Name] = s.Emphasis != chart.Plain
		}
	case chart.Bars:
		for _, r := range b.Rows {
			out[r.Name] = r.Emphasis != chart.Plain
		}
	case chart.Dumbbell:
		for _, r := range b.Rows {
			out[r.Name] = r.Emphasis != chart.Plain
		}
	case chart.Slope:
		for _, r := range b.Rows {
			out[r.Name] = r.Emphasis != chart.Plain
		}
	case chart.Multiples:
		for _, r := range b.Panels {
			out[r.Name] = r.Emphasis != chart.Plain
		}
	case chart.Waterfall:
		for _, s := range b.Steps {
			out[s.Name] = s.Loud
		}
	}
	if len(out) <= 2 {
		return nil
	}
	return out
}

// In every chart of the edition whom the title names first is seen at once.
func TestWhoIsInTheTitleIsSeen(t *testing.T) {
	topics, err := selectTopics(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, topic := range topics {
		o := options(t, "")
		o.Languages = []string{"en"}
		for _, d := range composeOf(t, o, topic).charts {
			first, at := "", len(d.picture.Chart.Title)
			all := marks(d.picture.Chart.Body)
			for name := range all {
				if k := strings.Index(d.picture.Chart.Title, name); k >= 0 && k < at {
					first, at = name, k
				}
			}
			if first == "" {
				continue
			}
			if named++; !all[first] {
				t.Errorf("%s/%s: %q, and %s looks like the others", topic.ID, d.id, d.picture.Chart.Title, first)
			}
		}
	}
	if named < 10 {
		t.Errorf("only %d titles name anybody", named)
	}
}

// A title counts those whom it compares, where lines of others are beside them.
func TestTitleCountsThoseCompared(t *testing.T) {
	t.Parallel()
	const block = "kind: sides, indicator: digital-services-exports, focus: [eu27], since: 2015, charts: [index], others: "
	for others, want := range map[string]string{
		"[western-balkans, IND, lac]": `fastest growth since 2015 in the Western Balkans, of three with complete figures`,
		"[western-balkans, IND, JPN]": `fastest growth since 2015 in the Western Balkans, of the four shown`,
	} {
		says(t, string(everywhere(t, testYear, block+others)["report.en.md"]), want)
	}
}

// A chart of the members of a group says of which, beside whom.
func TestSubtitleSaysWhoseMembers(t *testing.T) {
	t.Parallel()
	made := everywhere(t, testYear, "kind: per, indicator: digital-services-exports, per: [gdp], economies: [CHN, 'western-balkans:members'], charts: [gdp]")
	says(t, string(made["report.en.md"]), `relative to GDP\. Exports of digitally deliverable services, China and the members of the Western Balkans, per cent of GDP, 2023|China and the members of the Western Balkans, per cent of GDP`)
	says(t, string(made["report.fr.md"]), `la Chine et les membres des Balkans occidentaux`)
	made = everywhere(t, testYear, "kind: sides, indicator: digital-services-exports, sides: ['western-balkans:members'], charts: [index, bars]")
	says(t, string(made["report.en.md"]), `Western Balkans, at current prices in US dollars`)
	says(t, string(made["report.es.md"]), `Balcanes Occidentales, `)
}

// A complete sum names the member that it is without, by the years of the chart, under the
// chart and under the table; where nobody is missing nothing is said.
func TestMissingMemberIsNamed(t *testing.T) {
	t.Parallel()
	const block = "kind: sides, sides: [eu27, CHN], since: 2015, charts: [lines, bars], indicator: "
	made := everywhere(t, testYear, block+"digital-services-exports")
	says(t, string(made["report.en.md"]), `(?m)^\*.*EU-27: without figures of Malta\.`)
	says(t, string(made["report.fr.md"]), `UE-27, chiffres manquants.: Malte\.`)
	saysNot(t, string(everywhere(t, testYear, block+"digital-services-imports")["report.en.md"]), `without figures`)
	made = everywhere(t, testYear, "kind: per, indicator: digital-services-exports, economies: [eu27, CHN]")
	says(t, string(made["report.en.md"]), `EU-27: without figures of Malta\.`)
}
