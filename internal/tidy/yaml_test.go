package tidy

import (
	"testing"

	"go.yaml.in/yaml/v3"
)

// TestPlainYAML: what the decoder finds wrong is said without the types of Go.
func TestPlainYAML(t *testing.T) {
	for text, want := range map[string]string{
		"list: one":      `line 1: "one" is no list`,
		"year: abc":      `line 1: "abc" is no whole number`,
		"share: abc":     `line 1: "abc" is no number`,
		"on: maybe":      `line 1: "maybe" is neither true nor false`,
		"name: [a, b]":   "line 1: a list where one text is expected",
		"name: {a: b}":   "line 1: keys where a text is expected",
		"list: [a\nb: c": "line 1: did not find expected ',' or ']'",
	} {
		var into struct {
			List  []string
			Year  int
			Share float64
			On    bool
			Name  string
		}
		err := yaml.Unmarshal([]byte(text), &into)
		if err == nil {
			t.Errorf("%s: no error", text)
		} else if got := PlainYAML(err); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
