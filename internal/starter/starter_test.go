package starter

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestNoFileIsEverChanged(t *testing.T) {
	dir := t.TempDir()
	page := filepath.Join(dir, "README.md")
	if err := os.WriteFile(page, []byte("mine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(dir, false); tidy.KindOf(err) != tidy.Usage || !strings.Contains(err.Error(), "it holds README.md") {
		t.Errorf("a folder with a file: %v", err)
	}
	done, err := Write(dir, true)
	if err != nil || len(done.Kept) != 1 || done.Kept[0] != page || len(done.Written) != 8 {
		t.Errorf("forced: %+v, %v", done, err)
	}
	if text, err := os.ReadFile(page); err != nil || string(text) != "mine\n" {
		t.Errorf("the page is now %q, %v", text, err)
	}
	again, err := Write(dir, true)
	if err != nil || again.Unchanged != 8 || len(again.Written) != 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// A link to nowhere is something that is there.
func TestLinkIsNotFollowedToWrite(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.Symlink(outside, filepath.Join(dir, "README.md")); err != nil {
		t.Skipf("no links can be made here, so none can be followed: %v", err)
	}
	if _, err := Write(dir, true); err == nil {
		t.Error("written through a link")
	}
	if _, err := os.Stat(outside); err == nil {
		t.Error("a file outside the folder was made")
	}
}

func TestPlainFiles(t *testing.T) {
	all, err := files(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range all {
		text := string(f.text)
		if strings.Contains(text, "\r") || !strings.HasSuffix(text, "\n") || strings.Contains(f.path, "dot-") {
			t.Errorf("%s: not LF to the end, or a name that is not what is written", f.path)
		}
	}
}
