package cli

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"tradestats/internal/catalog"
)

// download is the file that the README speaks of; its values are made up.
const download = `"Data Source","World Development Indicators",

"Last Updated Date","2026-10-01",

"Country Name","Country Code","Indicator Name","Indicator Code","2021","2022","2023",
"France","FRA","Individuals using the Internet (% of population)","IT.NET.USER.ZS","86","86.5","87",
"Japan","JPN","Individuals using the Internet (% of population)","IT.NET.USER.ZS","83","84","85",
"Namibia","NAM","Individuals using the Internet (% of population)","IT.NET.USER.ZS","60","62","64",
`

// TestReadme runs the commands of the README, so that they stay true.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("download.csv", []byte(download), 0o600); err != nil {
		t.Fatal(err)
	}
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
