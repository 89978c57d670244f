package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tradestats/internal/study"

	"github.com/google/go-cmp/cmp"
)

var (
	docFence = regexp.MustCompile("(?s)```(\\w+)( \\S+)?\n(.*?)```")
	prompt   = regexp.MustCompile(`(?m)^\$ (tradestats .*)$`)
)

// TestAnalysisDocs runs the examples of docs/analysis.md: each prints what stands
// below it. With -update the outputs are written anew.
func TestAnalysisDocs(t *testing.T) {
	path, err := filepath.Abs("../../docs/analysis.md")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	examples := 0
	got := docFence.ReplaceAllStringFunc(string(text), func(fence string) string {
		m := docFence.FindStringSubmatch(fence)
		switch m[1] {
		case "csv":
			if err := os.WriteFile(strings.TrimSpace(m[2]), []byte(m[3]), 0o600); err != nil {
				t.Fatal(err)
			}
		case "console":
			examples++
			return "```console\n" + strings.Join(transcript(t, m[3]), "\n") + "```"
		}
		return fence
	})
	if examples < 10 {
		t.Errorf("only %d examples found", examples)
	}
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(text), got); diff != "" {
		t.Errorf("the examples print something else; go test ./internal/cli -run AnalysisDocs -update writes them (-in the file +now):\n%s", diff)
	}
}

// transcript runs the commands of an example and returns them with their outputs.
func transcript(t *testing.T, text string) []string {
	t.Helper()
	var out []string
	for _, m := range prompt.FindAllStringSubmatch(text, -1) {
		var stdout, stderr bytes.Buffer
		code := Main(words(m[1]), &stdout, &stderr)
		if code != 0 && stderr.Len() == 0 {
			t.Errorf("%s: exit code %d without a word", m[1], code)
		}
		out = append(out, "$ "+m[1]+"\n"+stdout.String()+stderr.String())
	}
	return out
}

// TestEveryAnalysisIsABlock: the topic of the script asks every question there is.
func TestEveryAnalysisIsABlock(t *testing.T) {
	text, err := os.ReadFile("testdata/script/topic-file.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range study.Kinds() {
		if !strings.Contains(string(text), "analysis: "+kind+",") {
			t.Errorf("no block asks for %s", kind)
		}
	}
}
