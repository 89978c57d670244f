package load

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// serving makes the client of a server that answers so, whatever the environment of whoever
// runs the tests says.
func serving(t *testing.T, answer http.HandlerFunc) *register.Server {
	t.Helper()
	for _, name := range []string{"CLICKHOUSE_USER", "CLICKHOUSE_PASSWORD", "CLICKHOUSE_PASSWORD_FILE"} {
		t.Setenv(name, "")
	}
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	a, err := client.ParseAddress("clickhouse://user:secret@" + strings.TrimPrefix(s.URL, "http://") + "/d/t?timeout=300ms")
	if err != nil {
		t.Fatal(err)
	}
	return register.Dial(a)
}
