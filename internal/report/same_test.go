package report

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// elsewhere is the variable that makes the test binary write an edition and
// nothing else: what the environment sets is read when a process starts.
const elsewhere = "TRADESTATS_TEST_EDITION"

// TestEditionElsewhere is no test of its own: TestSameBytesEverywhere runs it
// in processes with another environment.
func TestEditionElsewhere(t *testing.T) {
	out := os.Getenv(elsewhere)
	if out == "" {
		t.Skip("runs as a process of TestSameBytesEverywhere")
	}
	mustRun(t, options(t, out))
}

// The edition does not depend on the machine's time zone, locale, folder or
// number of processors. (That it is the same twice in one process, TestFirstRun
// tells.)
func TestSameBytesEverywhere(t *testing.T) {
	want := edition(t)
	for _, environment := range [][]string{
		{"GOMAXPROCS=1", "TZ=Pacific/Kiritimati", "LC_ALL=fr_FR.UTF-8", "LANG=fr_FR.UTF-8"},
		{"GOMAXPROCS=2", "TZ=America/St_Johns", "LC_ALL=C", "LANG=tr_TR.UTF-8", "NO_COLOR=1"},
	} {
		t.Run(fmt.Sprint(environment), func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			c := exec.Command(os.Args[0], "-test.run=^TestEditionElsewhere$")
			c.Dir = t.TempDir()
			c.Env = append(append(os.Environ(), environment...), elsewhere+"="+out)
			if said, err := c.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, said)
			}
			sameTree(t, "in another environment", tree(t, out), want)
		})
	}
}
