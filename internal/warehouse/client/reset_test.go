package client

import (
	"bytes"
	"net"
	"net/http"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

// A server that goes away while rows are sent is no server that is none of ClickHouse.
func TestAConnectionThatIsReset(t *testing.T) {
	c := serving(t, func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		conn.(*net.TCPConn).SetLinger(0) //nolint:errcheck // a test
		conn.Close()                     //nolint:errcheck // as a test wants it
	})
	err := c.Insert(t.Context(), "INSERT INTO t FORMAT RowBinary", bytes.NewReader(make([]byte, 64<<20)))
	if err == nil || !strings.Contains(err.Error(), "the connection to 127.0.0.1:") || !strings.Contains(err.Error(), "is cut off") || tidy.KindOf(err) != tidy.Away {
		t.Error(err)
	}
}
