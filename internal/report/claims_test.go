package report

import (
	"regexp"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/claim"
)

// claimsBook composes a topic of all claims in the languages that pages have.
func claimsBook(t *testing.T, year int, currency string) *book {
	t.Helper()
	text := `id: said
title: {en: Said, fr: Dit}
languages: [en, fr]
headline: digital-services-exports
since: 2015
blocks:
  - kind: claims
    id: claims
    brief: true
    title: {en: What is said, fr: Ce qui se dit}
    claims: [`
	all, err := claim.All()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		text += c.ID + ", "
	}
	topic, err := parseTopic("said.yaml", []byte(strings.TrimSuffix(text, ", ")+"]\n"))
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := topic.newBlocks()
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, "")
	o.Year, o.Currency = year, currency
	jobs, err := newJobs(o, []*definition{topic})
	if err != nil {
		t.Fatal(err)
	}
	e := newEnv(t.Context(), o, jobs[0])
	if err := blocks[0].compute(e); err != nil {
		t.Fatal(err)
	}
	bk := newBook()
	for _, lang := range e.languages {
		if err := writePage(e, bk, blocks, lang); err != nil {
			t.Fatal(err)
		}
	}
	return bk
}

// definition is a topic, where a variable has that name.
type definition = topic

// ours is a page without what others said: quotations and their sources.
func ours(page []byte) string {
	return regexp.MustCompile(`(?m)^>.*\n`).ReplaceAllString(string(page), "")
}

// The pages of claims are typeset as others are, and say the same numbers.
func TestClaimsPages(t *testing.T) {
	bk := claimsBook(t, testYear, "")
	en, fr := ours(bk.files["report.en.md"]), ours(bk.files["report.fr.md"])
	for lang, text := range map[string]string{"en": en, "fr": fr} {
		for _, line := range strings.Split(text, "\n") {
			if !strings.Contains(line, "with --data") && !strings.Contains(line, "avec --data") && !strings.HasPrefix(line, "|") {
				lint(t, lang, lang, line)
			}
		}
	}
	if n := compareNumbers(t, en, "fr", fr); n < 100 {
		t.Errorf("only %d numbers were compared", n)
	}
	for _, want := range []string{"**Supported by the figures**. The figures have US$4.46 trillion in 2023", "**Contradicted by the figures**", "rests on a break in the series (China, 2023)"} {
		if !strings.Contains(en, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, id := range []string{"claims/claims/all", "claims/unctad-world-2023/value/world/2023", "claims/unctad-world-2023/claimed/world/2023"} {
		if _, ok := bk.figures[id]; !ok {
			t.Errorf("the manifest has no %s", id)
		}
	}
}

// An edition of an earlier year leaves later claims out, and says so.
func TestClaimsOfAnEarlierEdition(t *testing.T) {
	page := ours(claimsBook(t, 2021, "").files["report.en.md"])
	if !strings.Contains(page, "are about years after this edition") || strings.Contains(page, "unctad-world-2023") {
		t.Errorf("%s", page)
	}
}

// A claim in dollars is held against dollars, whatever the edition counts in.
func TestClaimsInAnotherCurrency(t *testing.T) {
	page := ours(claimsBook(t, testYear, "EUR").files["report.en.md"])
	if !strings.Contains(page, "The figures have US$957 billion in 2023") || !strings.Contains(page, "€60.0 billion would be") {
		t.Errorf("%s", page)
	}
}

func TestClaimsBlockIsChecked(t *testing.T) {
	var b claimsBlock
	if err := yaml.Unmarshal([]byte("claims: [unctad-world-2032]"), &b); err != nil {
		t.Fatal(err)
	}
	if w := b.check(); len(w) != 1 || !strings.Contains(w[0], "unknown claim") {
		t.Errorf("%v", w)
	}
}
