package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// build makes the program as a user has it.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "tradestats")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return binary
}

// offered asks the program what can stand after some words.
func offered(t *testing.T, binary string, words ...string) []string {
	t.Helper()
	out, err := exec.Command(binary, append(words, "--generate-bash-completion")...).Output()
	if err != nil {
		t.Fatalf("%v: %v", words, err)
	}
	return strings.Split(strings.TrimSpace(string(out)), "\n")
}

func TestBinary(t *testing.T) {
	binary := build(t)
	out, err := exec.Command(binary, "version").CombinedOutput()
	if err != nil || string(out) != "tradestats 0.1.0\n" {
		t.Errorf("version: %v: %s", err, out)
	}
	t.Run("completion", func(t *testing.T) { completion(t, binary) })
	t.Run("bash", func(t *testing.T) { bash(t, binary) })
	for _, shell := range []string{"zsh", "fish"} {
		script, err := exec.Command(binary, "completion", shell).Output()
		if err != nil || !strings.Contains(string(script), "--generate-bash-completion") {
			t.Errorf("%s: %v: %s", shell, err, script)
		}
		if path, err := exec.LookPath(shell); err == nil {
			c := exec.Command(path, "-n")
			c.Stdin = strings.NewReader(string(script))
			if out, err := c.CombinedOutput(); err != nil {
				t.Errorf("%s: %v: %s", shell, err, out)
			}
		}
	}
}

func completion(t *testing.T, binary string) {
	for _, test := range []struct {
		words  []string
		has    []string
		hasNot string
	}{
		{nil, []string{"growth", "report", "help"}, "gdp"},
		{[]string{"growth"}, []string{"gdp", "internet-users", "--method", "--help"}, "growth"},
		{[]string{"growth", "gdp", "--method"}, []string{"yoy", "cagr", "ls", "midpoint"}, "gdp"},
		{[]string{"growth", "gdp", "-e"}, []string{"eu27", "FRA"}, "gdp"},
		{[]string{"-f"}, []string{"csv", "json"}, "growth"},
		{[]string{"list"}, []string{"indicators", "groups"}, "gdp"},
		{[]string{"show"}, []string{"catalogue", "gdp", "eu27", "world"}, "indicators"},
		{[]string{"report"}, []string{"world", "--check"}, "gdp"},
		{[]string{"report", "--formats"}, []string{"md", "png"}, "world"},
		{[]string{"completion"}, []string{"bash", "zsh", "fish"}, "gdp"},
		{[]string{"help"}, []string{"growth"}, "gdp"},
	} {
		got := offered(t, binary, test.words...)
		for _, word := range test.has {
			if !slices.Contains(got, word) {
				t.Errorf("%v: no %q in %v", test.words, word, got)
			}
		}
		if slices.Contains(got, test.hasNot) {
			t.Errorf("%v: %q offered", test.words, test.hasNot)
		}
	}
	if got := offered(t, binary, "get", "gdp", "--data"); len(got) != 1 || got[0] != "" {
		t.Errorf("after --data: %v: files should be completed by the shell", got)
	}
}

// bash runs the script as the shell does.
func bash(t *testing.T, binary string) {
	path, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	script := `set -eu
source <(tradestats completion bash)
try() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tradestats; echo "${COMPREPLY[*]:-none}"; }
try tradestats gr
try tradestats growth digital-
try tradestats growth gdp --meth
try tradestats growth gdp --method c
try tradestats get gdp -e eu2
try tradestats list ""
try tradestats get gdp --data ""`
	c := exec.Command(path, "-c", script)
	c.Env = append(os.Environ(), "PATH="+filepath.Dir(binary)+string(os.PathListSeparator)+os.Getenv("PATH"))
	out, err := c.CombinedOutput()
	want := `growth
digital-services-exports digital-services-imports
--method
cagr
eu27 eu28
indicators economies groups topics targets datasets --year --data --as-of --prefer --mapping --no-embedded --group --group-file --target-file --format --output --lang --quiet --config --help
none
`
	if err != nil || string(out) != want {
		t.Errorf("%v: got\n%s\nwant\n%s", err, out, want)
	}
}
