//go:build e2e

package e2e

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A gallery that goes on while its table is loaded anew: what it has shown, what it has in
// memory and what it has not read yet are of the new load, without a restart, and until
// then no answer is a failure or of both.
func TestAGalleryOfATableThatIsLoadedAnew(t *testing.T) {
	startServers(t)
	for table, cluster := range map[string][]string{"shown": nil, "shown_spread": {"--cluster", "shards"}} {
		to := address("1", table)
		load := func(value string) {
			rows := ""
			for _, of := range []string{"SC", "SE"} {
				rows += "FR,DE,X," + of + ",2020,,," + value + "\nIT,DE,X," + of + ",2020,,," + value + "\n"
			}
			well(t, append([]string{"load", rowsWritten(t, "batis.csv", batisHead+rows), "-q", "--to", to}, cluster...)...)
		}
		load("5")
		at := shown(t, "--data", to)
		read := func(indicator string) (code int, old, fresh bool) {
			code, body := had(t, at+"/draw.csv?kind=bars&economy=FRA,ITA&indicator="+indicator)
			return code, strings.Contains(body, ",2020,5,"), strings.Contains(body, ",2020,6,")
		}
		if code, old, _ := read("batis-sc-exports"); code != 200 || !old {
			t.Fatalf("%s: before: %d", table, code)
		}
		load("6")
		sawOld := false
		for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
			readCode, readOld, readFresh := read("batis-sc-exports")
			code, old, fresh := read("batis-se-exports")
			if (readCode != 200 && readCode != 503) || (code != 200 && code != 503) || readOld && readFresh || old && fresh || old {
				t.Fatalf("%s: %d, %t %t; never read: %d, %t %t", table, readCode, readOld, readFresh, code, old, fresh)
			}
			sawOld = sawOld || readOld
			if readFresh && fresh {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("%s: the new load is not shown: %d, %d", table, readCode, code)
			}
		}
		t.Logf("%s: shown for some time: %t", table, sawOld)
	}
}

// shown starts serve and returns its address. It ends with the test.
func shown(t *testing.T, args ...string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "tradestats")
	if out, err := exec.Command("go", "build", "-o", program, "tradestats/cmd/tradestats").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	at := l.Addr().String() // which is free a moment later
	l.Close()
	var said bytes.Buffer
	c := exec.Command(program, append([]string{"serve", "--access-log", "none", "--addr", at}, args...)...)
	c.Stderr = &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Process.Signal(syscall.SIGTERM) //nolint:errcheck // it ends, or the test does
		c.Wait()                          //nolint:errcheck // it was told to
		if text := said.String(); !strings.HasPrefix(text, "tradestats: opening the figures\n") || strings.Contains(text, "level=ERROR") {
			t.Error(text)
		}
	})
	for range 600 {
		if r, err := http.Get("http://" + at + "/healthz"); err == nil {
			r.Body.Close()
			return "http://" + at
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("it does not listen")
	return ""
}

// had is what an address answers.
func had(t *testing.T, at string) (code int, body string) {
	t.Helper()
	r, err := http.Get(at)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(text)
}
