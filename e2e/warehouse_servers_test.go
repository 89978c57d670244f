//go:build e2e

package e2e

import (
	"bytes"
	"cmp"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"tradestats/internal/cli"
)

// Ports of their own, beside those of 'make clickhouse-up'; two runs at once need some
// for each.
var (
	httpPort = cmp.Or(os.Getenv("E2E_HTTP_PORT"), "18223")
	tcpPort  = cmp.Or(os.Getenv("E2E_TCP_PORT"), "19123")
)

const script = "clickhouse/servers.sh"

// servers are two of ClickHouse: shards of the cluster "shards", each a server by
// itself.
type servers struct{ folder string }

// startServers starts both, or skips the test where ClickHouse is not installed.
func startServers(t *testing.T) servers {
	t.Helper()
	if _, err := exec.LookPath("clickhouse-server"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("clickhouse-server is missing: install clickhouse-server")
		}
		t.Skip("clickhouse-server is missing: install clickhouse-server to ask a warehouse")
	}
	for _, name := range []string{"CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"} {
		t.Setenv(name, "")
	}
	s := servers{t.TempDir()}
	s.script(t, "up")
	t.Cleanup(func() { // at once, for nothing of them is kept
		for _, server := range []string{"1", "2"} {
			s.signal(t, server, syscall.SIGKILL)
		}
	})
	return s
}

func (s servers) script(t *testing.T, what string) {
	t.Helper()
	command := exec.Command(script, what, s.folder)
	command.Env = append(os.Environ(), "HTTP_PORT="+httpPort, "TCP_PORT="+tcpPort)
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", script, what, err, out)
	}
}

// signal sends one to a server, which this test has started.
func (s servers) signal(t *testing.T, server string, signal syscall.Signal) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(s.folder, server, "pid"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, signal); err != nil {
		t.Fatal(err)
	}
}

// address is that of a table, asked of one of the servers.
func address(server, table string) string {
	return "clickhouse://127.0.0." + server + ":" + httpPort + "/default/" + table
}

// sql has a server answer, past tradestats.
func (s servers) sql(t *testing.T, server, statement string) string {
	t.Helper()
	return ask(t, "127.0.0."+server+":"+httpPort, statement)
}

// ask has the server of a host and a port answer.
func ask(t *testing.T, host, statement string) string {
	t.Helper()
	answer, err := http.Post("http://"+host+"/", "text/plain", strings.NewReader(statement))
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", statement, text, err)
	}
	return strings.TrimSpace(string(text))
}

// A said is what a run of the program said.
type said struct {
	code        int
	out, errors string
}

func tradestats(args ...string) said {
	var out, errs bytes.Buffer
	code := cli.Main(append([]string{"tradestats"}, args...), &out, &errs)
	return said{code, out.String(), errs.String()}
}

// well runs the program and fails the test where it does.
func well(t *testing.T, args ...string) said {
	t.Helper()
	s := tradestats(args...)
	if s.code != 0 {
		t.Fatalf("%s: exit %d: %s", strings.Join(args, " "), s.code, s.errors)
	}
	return s
}

// fails runs the program and expects an exit code, no product, and one line that says
// so.
func fails(t *testing.T, code int, line string, args ...string) {
	t.Helper()
	s := tradestats(args...)
	if s.code != code || s.out != "" || strings.Count(s.errors, "\n") != 1 || !strings.Contains(s.errors, line) {
		t.Errorf("%s: exit %d, %q, %q; want %d and %q", strings.Join(args, " "), s.code, s.out, s.errors, code, line)
	}
}

// A meter counts what a server sends.
type meter struct {
	net.Listener
	bytes atomic.Int64
}

// newMeter stands between the program and the first server.
func newMeter(t *testing.T) *meter {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &meter{Listener: l}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go m.carry(client)
		}
	}()
	return m
}

func (m *meter) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", "127.0.0.1:"+httpPort)
	if err != nil {
		return
	}
	go func() {
		io.Copy(server, client)
		server.Close()
	}()
	buffer := make([]byte, 64<<10)
	for {
		n, err := server.Read(buffer)
		m.bytes.Add(int64(n))
		if _, broken := client.Write(buffer[:n]); err != nil || broken != nil {
			return
		}
	}
}
