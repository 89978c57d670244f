package claim

import (
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// goodFile stands; the tests spoil one line of it.
const goodFile = `shared:
  text: &text {en: A, fr: A, es: A, pt: A}
claims:
  - id: one
    statement: *text
    source: {title: T, publisher: P, date: 2024-12-06, url: "https://example.org"}
    topics: [world]
    comparison: gap
    select:
      indicator: internet-users
      economies: [high-income, low-income]
      from: 2015
      year: 2022
    claimed:
      value: 50
      unit: percentage points
      bound: above
      direction: closing
`

func TestGoodFile(t *testing.T) {
	list, err := Parse("test.yaml", []byte(goodFile))
	if err != nil || len(list) != 1 || list[0].Statement["fr"] != "A" || list[0].Place() != "test.yaml:4" {
		t.Errorf("%+v, %v", list, err)
	}
}

// An error names the file and the line, and says what would have been right.
func TestBadFiles(t *testing.T) {
	for _, c := range []struct{ old, new, want, hint string }{
		{"comparison: gap", "comparision: gap", "test.yaml:8: unknown key", "did you mean comparison?"},
		{"indicator: internet", "indikator: internet", "test.yaml:10: unknown key", "did you mean indicator?"},
		{"{en: A, fr", "{eng: A, fr", "test.yaml:2: unknown language", "did you mean en?"},
		{"comparison: gap", "comparison: gaps", `test.yaml:8: unknown word: "gaps"`, "did you mean gap?"},
		{"bound: above", "bound: over", "test.yaml:17: unknown word", "about, above, below"},
		{"direction: closing", "direction: closed", "test.yaml:18: unknown word", "closing, widening, stable"},
		{"direction: closing", "extreme: highest", "test.yaml:18: only a record", "comparison: record"},
		{"      from: 2015\n", "", "test.yaml:9: since which year?", "give from"},
		{"from: 2015", "from: 2022", "test.yaml:12: the first year is not before the last", ""},
		{"year: 2022", "year: 22", "test.yaml:13: which year?", "four digits"},
		{"[high-income, low-income]", "[a, b, c]", "test.yaml:11: too few or too many economies", "one ahead"},
		{"comparison: gap", "comparison: level", "test.yaml:11: too few or too many economies", ""},
		{"      unit: percentage points\n", "", "test.yaml:14: the value needs its unit", ""},
		{"      value: 50\n", "", "test.yaml:14: bound, tolerance and unit", "give the value"},
		{"2024-12-06", "soon", "test.yaml:6: no date", "undated"},
		{", url: \"https://example.org\"", "", "test.yaml:6: a source with a title needs", ""},
		{"publisher: P, ", "", "test.yaml:6: a source with a title needs", ""},
		{"title: T, ", "", "test.yaml:6: a claim needs its source", ""},
		{", pt: A}", "}", "test.yaml:5: the text is missing in a language: \"pt\"", ""},
		{"    topics: [world]\n", "", "a claim needs the topics", ""},
		{"id: one", "id: One!", "test.yaml:4: a claim needs an id", "small letters"},
		{"value: 50", "value: many", "test.yaml", ""},
		{"claims:", "claims: []\nshared2:", "unknown key", "did you mean shared?"},
		{goodFile, "", "test.yaml: the file is empty", ""},
		{goodFile, "claims:\n  - &a\n    <<: *a\n    id: x\n", "anchor 'a' value contains itself", ""},
		{goodFile, "claims: []", "test.yaml:1: no claims", ""},
		{goodFile, goodFile + goodFile[strings.Index(goodFile, "  - id"):], "test.yaml:19: two claims of one id", ""},
	} {
		text := strings.Replace(goodFile, c.old, c.new, 1)
		if text == goodFile {
			t.Fatalf("nothing was spoilt: %q", c.old)
		}
		_, err := Parse("test.yaml", []byte(text))
		if err == nil || tidy.KindOf(err) != tidy.Data || !strings.Contains(err.Error(), c.want) || !strings.Contains(tidy.HintOf(err), c.hint) {
			t.Errorf("%q for %q: %v (%s); want %s (%s)", c.new, c.old, err, tidy.HintOf(err), c.want, c.hint)
		}
	}
}

func TestChoose(t *testing.T) {
	list, err := All()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Choose(list, []string{list[1].ID, list[0].ID, list[1].ID}); err != nil || len(got) != 2 || got[0] != list[1] {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := Choose(list, []string{"unctad-wrld-2023"}); tidy.KindOf(err) != tidy.Usage || !strings.Contains(tidy.HintOf(err), "unctad-world-2023") {
		t.Errorf("%v, %s", err, tidy.HintOf(err))
	}
	if len(Of(list, "eu-china")) == 0 || len(Of(list, "none")) != 0 {
		t.Error("claims of a topic")
	}
}
