package cli

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"tradestats/internal/catalog"
)

// TestReadme runs the commands of the README, so that they stay true.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	fences := regexp.MustCompile("(?s)```(\\w*)\n(.*?)```").FindAllStringSubmatch(string(text), -1)
	commands := 0
	for _, fence := range fences {
		if fence[1] == "yaml" {
			if _, err := catalog.Declaration("README.md", []byte(fence[2])); err != nil {
				t.Errorf("the declaration of a series: %v", err)
			}
			continue
		}
		for _, line := range strings.Split(fence[2], "\n") {
			if !strings.HasPrefix(line, "tradestats ") {
				continue
			}
			commands++
			var stdout, stderr bytes.Buffer
			if code := Main(words(line), &stdout, &stderr); code != 0 || stdout.Len() == 0 {
				t.Errorf("%s: exit code %d, %d bytes\n%s", line, code, stdout.Len(), stderr.String())
			}
		}
	}
	if commands < 10 {
		t.Errorf("only %d commands found in the README", commands)
	}
}

// words splits a line as a shell would, for double quotes only.
func words(line string) []string {
	var out []string
	for _, m := range regexp.MustCompile(`(?:[^\s"]+|"[^"]*")+`).FindAllString(line, -1) {
		out = append(out, strings.ReplaceAll(m, `"`, ""))
	}
	return out
}
