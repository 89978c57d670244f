//go:build e2e

package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPNGCheck has pngcheck, which shares no code with us, read every chunk of
// the PNG of each kind: order, lengths, check sums, and the texts inside.
func TestPNGCheck(t *testing.T) {
	program, err := exec.LookPath("pngcheck")
	if err != nil {
		const missing = "no pngcheck in the PATH (on Debian, apt-get install pngcheck)"
		if os.Getenv("CI") == "true" {
			t.Fatal(missing)
		}
		t.Skip(missing + ": no second opinion on PNG")
	}
	for _, file := range images(t, report(t)) {
		name := drawnOf(file)
		out, err := exec.Command(program, "-vt", name).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", filepath.Base(name), err, out)
		}
		for _, want := range []string{"keyword: Title", "keyword: Description", "keyword: Source", "keyword: Copyright", "keyword: Software"} {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s: pngcheck finds no %q", filepath.Base(name), want)
			}
		}
	}
}
