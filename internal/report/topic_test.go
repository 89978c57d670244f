package report

import (
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// goodTopic is a topic that stands; the tests spoil one line of it.
const goodTopic = `id: test
title: {en: Test}
languages: [en]
headline: internet-users
since: 2015
blocks:
  - kind: level
    id: trade
    title: {en: Trade}
    indicators: [digital-services-exports]
  - kind: sources
    id: sources
    title: {en: Sources}
`

func TestTopicStands(t *testing.T) {
	got, err := parseTopic("test.yaml", []byte(goodTopic))
	if err != nil {
		t.Fatal(err)
	}
	if got.ID != "test" || len(got.Blocks) != 2 || got.Since != 2015 {
		t.Errorf("%+v", got)
	}
}

// An error in a topic file names the file and the line, and says what would
// have been right.
func TestTopicErrors(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want, hint     string // parts of the message and of the hint
	}{
		{"unknown key", "since: 2015", "sinse: 2015", "test.yaml:5: unknown key", "did you mean since?"},
		{"unknown key of a block", "    indicators:", "    indicatros:", "test.yaml:10: unknown key", "did you mean indicators?"},
		{"unknown block kind", "kind: level", "kind: levl", "test.yaml:7: unknown block kind", "did you mean level?"},
		{"no block kind", "  - kind: sources\n    id: sources", "  - id: sources", "test.yaml:11: unknown block kind", "known are"},
		{"block without id", "    id: trade\n", "", "test.yaml:7: a block needs an id", ""},
		{"two blocks of one id", "id: sources", "id: trade", `test.yaml:11: a block needs an id of its own: "trade"`, ""},
		{"topic without id", "id: test\n", "", "test.yaml", "a topic has id"},
		{"topic without languages", "languages: [en]\n", "", "test.yaml", "languages"},
		{"unknown language", "[en]", "[en, eo]", "test.yaml:3: unknown language: \"eo\"", "en, es, fr, pt"},
		{"wrong type", "since: 2015", "since: soon", "test.yaml: ", ""},
		{"broken YAML", "title: {en: Test}", "title: {en: Test", "test.yaml", ""},
		{"a list for a topic", goodTopic, "- a\n- b\n", "test.yaml:1: expected keys and values", ""},
		{"empty file", goodTopic, "", "test.yaml: the file is empty", "blocks"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(goodTopic, c.old, c.new, 1)
			if text == goodTopic {
				t.Fatal("nothing was spoilt")
			}
			_, err := parseTopic("test.yaml", []byte(text))
			if err == nil {
				t.Fatal("no error")
			}
			if tidy.KindOf(err) != tidy.Data {
				t.Errorf("kind %v, not Data", tidy.KindOf(err))
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("message %q lacks %q", err, c.want)
			}
			if !strings.Contains(tidy.HintOf(err), c.hint) {
				t.Errorf("hint %q lacks %q", tidy.HintOf(err), c.hint)
			}
		})
	}
}

// Whoever asks for a topic or a language that is not there is told what is.
func TestUnknownTopicAndLanguage(t *testing.T) {
	for _, c := range []struct {
		name       string
		change     func(*Options)
		want, hint string
	}{
		{"topic", func(o *Options) { o.Topics = []string{"wrld"} }, `unknown topic "wrld"`, "did you mean world?"},
		{"language", func(o *Options) { o.Languages = []string{"de"} }, `no text in "de"`, "en, fr"},
		{"format", func(o *Options) { o.Formats = []string{"pdf"} }, `unknown format "pdf"`, "md, png, csv, svg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			o := options(t, dir)
			c.change(&o)
			_, err := Run(t.Context(), o)
			if tidy.KindOf(err) != tidy.Usage || !strings.Contains(err.Error(), c.want) || !strings.Contains(tidy.HintOf(err), c.hint) {
				t.Errorf("error %v, hint %q", err, tidy.HintOf(err))
			}
			if left := tree(t, dir); len(left) > 0 {
				t.Errorf("wrote %v", sorted(left))
			}
		})
	}
}
