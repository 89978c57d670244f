package cli

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/urfave/cli/v2"

	"tradestats/internal/locale"
	"tradestats/internal/table"
)

var update = flag.Bool("update", false, "write the outputs that scripts compare with")

// TestMain lets the test binary stand in for tradestats, in scripts and in
// tests that start it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"tradestats": func() { os.Exit(Main(os.Args, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs testdata/script/*.txtar, one behaviour each.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":   exits,
			"pack":    pack,
			"figures": figures,
			"adds-up": addsUp,
			"swap":    swap,
		},
		Condition: func(cond string) (bool, error) {
			if path, ok := strings.CutPrefix(cond, "exists:"); ok {
				_, err := os.Stat(path)
				return err == nil, nil
			}
			if cond == "root" {
				return os.Getuid() == 0, nil
			}
			return false, errors.New("unknown condition " + cond)
		},
	})
}

// exits CODE COMMAND [ARGUMENT...] runs a command and checks its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// pack OUT FILE... writes files into an archive: one into OUT.gz, any into
// OUT.zip.
func pack(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: pack OUT FILE...")
	}
	out, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	defer out.Close()
	if strings.HasSuffix(args[0], ".gz") {
		w := gzip.NewWriter(out)
		_, err := w.Write([]byte(ts.ReadFile(args[1])))
		ts.Check(err)
		ts.Check(w.Close())
		return
	}
	w := zip.NewWriter(out)
	for _, name := range args[1:] {
		member, err := w.Create(name)
		ts.Check(err)
		_, err = member.Write([]byte(ts.ReadFile(name)))
		ts.Check(err)
	}
	ts.Check(w.Close())
}

// run runs the program in this process.
func run(args ...string) (code int, stdout, stderr string) {
	var out, msg bytes.Buffer
	code = Main(append([]string{"tradestats"}, args...), &out, &msg)
	return code, out.String(), msg.String()
}

// Results must not depend on the order of maps: each command twice.
func TestSameTwice(t *testing.T) {
	for _, line := range []string{
		"get internet-users -f csv", "get gdp --from 2019", "growth digital-services-exports -e world,lac,eu27 -f json",
		"growth internet-users -e lac,asia --method cagr --to 2023", "aggregate internet-users -e lac,world,africa", "aggregate gdp -e g20 -f json",
		"rank digital-services-exports --from 2019", "rank mobile-subscriptions -f csv", "list indicators", "list groups -f csv",
		"show digital-services-exports", "show FRA", "show world", "licenses -f json",
	} {
		code, first, msg := run(strings.Fields(line)...)
		if code != 0 || first == "" {
			t.Fatalf("%s: exit code %d: %s", line, code, msg)
		}
		for range 3 {
			if _, again, _ := run(strings.Fields(line)...); again != first {
				t.Fatalf("%s: differs from run to run:\n%s", line, cmp.Diff(first, again))
			}
		}
	}
}

// Tables keep within a terminal.
func TestWidth(t *testing.T) {
	var lines []string
	for _, line := range []string{
		"growth digital-services-exports -e world,lac,eu27,br-digital-alliance", "aggregate internet-users -e lac,world,africa",
		"growth digital-services-exports -e world,lac,br-digital-alliance,sub-saharan-africa --method cagr", "aggregate gdp -e br-digital-alliance",
		"rank digital-services-exports --from 2019", "get gdp -e world", "get gdp -e fra,deu", "list indicators", "list groups",
		"list datasets", "list economies", "show digital-services-exports", "show world", "corridor eu27 mercosur -q",
	} {
		for _, lang := range locale.Languages() {
			lines = append(lines, line+" --lang "+lang)
		}
	}
	lines = append(lines, "licenses", "help", "help get", "help report", "help growth", "help aggregate", "help rank", "help list", "help show")
	for _, line := range lines {
		_, out, msg := run(strings.Fields(line)...)
		if msg != "" {
			t.Errorf("%s: %s", line, msg)
		}
		for _, l := range strings.Split(out, "\n") {
			if table.Runes(l) > table.LineWidth+4 {
				t.Errorf("%s: %d wide: %s", line, table.Runes(l), l)
			}
		}
	}
}

// Every command has an example first, and flags of one name are of one kind,
// so that they may stand before the command.
func TestCommands(t *testing.T) {
	switches := map[string]bool{}
	for _, c := range (&program{}).app().Commands {
		if !strings.HasPrefix(c.UsageText, "tradestats "+c.Name) && !strings.Contains(c.UsageText, "tradestats "+c.Name) {
			t.Errorf("%s: no example", c.Name)
		}
		if c.OnUsageError == nil || c.Description == "" {
			t.Errorf("%s: no OnUsageError or no description", c.Name)
		}
		for _, f := range c.Flags {
			_, isSwitch := f.(*cli.BoolFlag)
			for _, name := range f.Names() {
				if before, seen := switches[name]; seen && before != isSwitch {
					t.Errorf("%s: --%s takes a value here or there only", c.Name, name)
				}
				switches[name] = isSwitch
			}
		}
	}
}

// start starts the program as a process of its own.
func start(t *testing.T, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	c := exec.Command("tradestats", args...)
	var stderr bytes.Buffer
	c.Stderr = &stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	return c, &stderr
}

// An interrupt in the middle of reading ends with 130 and leaves nothing.
func TestInterrupt(t *testing.T) {
	dir := t.TempDir()
	pipe, out := filepath.Join(dir, "pipe.csv"), filepath.Join(dir, "out.csv")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		c, stderr := start(t, "get", "x", "--data", "x="+pipe, "-o", out)
		feed, err := os.OpenFile(pipe, os.O_WRONLY, 0) // waits until the program reads
		if err != nil {
			t.Fatal(err)
		}
		if _, err := feed.WriteString("economy,year,value\nFRA,2020,1\n"); err != nil {
			t.Fatal(err)
		}
		time.Sleep(50 * time.Millisecond)
		if err := c.Process.Signal(sig); err != nil {
			t.Fatal(err)
		}
		c.Wait() //nolint:errcheck // the exit code is looked at
		feed.Close()
		if got := c.ProcessState.ExitCode(); got != interrupted {
			t.Errorf("%v: exit code %d: %s", sig, got, stderr)
		}
		if stderr.String() != "tradestats: interrupted\n" {
			t.Errorf("%v: stderr %q", sig, stderr)
		}
		if left, _ := filepath.Glob(filepath.Join(dir, "*out*")); len(left) > 0 {
			t.Errorf("%v: left behind: %v", sig, left)
		}
	}
}
