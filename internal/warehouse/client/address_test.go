package client

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tradestats/internal/tidy"
)

// alone hides what the environment of whoever runs the tests says.
func alone(t *testing.T) {
	for _, name := range []string{userVariable, passwordVariable, passwordFileVariable} {
		t.Setenv(name, "")
	}
}

func TestAddress(t *testing.T) {
	alone(t)
	for text, want := range map[string]Address{
		"clickhouse://h/d/t":                      {Database: "d", Table: "t", Timeout: usualTimeout, scheme: "http", Host: "h:8123"},
		"clickhouse+https://h/d/t":                {Database: "d", Table: "t", Timeout: usualTimeout, scheme: "https", Host: "h:8443"},
		"clickhouse+http://u:p%40q@h:1/d/t":       {Database: "d", Table: "t", Timeout: usualTimeout, scheme: "http", Host: "h:1", user: "u", password: "p@q", named: "u"},
		"clickhouse://u@[::1]:9/d/t/?timeout=30s": {Database: "d", Table: "t", Timeout: 30 * time.Second, scheme: "http", Host: "[::1]:9", user: "u", named: "u"},
		"clickhouse://h/d/t/2024-01":              {Database: "d", Table: "t", Vintage: "2024-01", Timeout: usualTimeout, scheme: "http", Host: "h:8123"},
		"clickhouse://h/my%20db/t'a%60b":          {Database: "my db", Table: "t'a`b", Timeout: usualTimeout, scheme: "http", Host: "h:8123"},
	} {
		got, err := ParseAddress(text)
		if err != nil || got != want {
			t.Errorf("%s: %#v, %v", text, got, err)
		}
	}
}

// What is no address is said without its password.
func TestNoAddress(t *testing.T) {
	alone(t)
	for text, want := range map[string]string{
		"clickhouse://u:secret@h/d":             "clickhouse://u:***@h/d does not name a host, a database and a table",
		"clickhouse://u:secret@h":               "clickhouse://u:***@h does not name",
		"clickhouse://u:secret@h/d/t/2024-1":    `clickhouse://u:***@h/d/t/2024-1: the vintage "2024-1" is no date`,
		"clickhouse://u:secret@h/d/t/2024/x":    "clickhouse://u:***@h/d/t/2024/x does not name",
		"clickhouse:///d/t":                     "does not name a host",
		"clickhouse://u:secret%zz@h/d/t":        "clickhouse://u:***@h/d/t is no address",
		"clickhouse://u:secret@h:port/d/t":      "is no address",
		"clickhouse://u:secret@h/d/t?timeout=x": `timeout "x" is no time`,
		"clickhouse://u:secret@h/d/t?secure=1":  `the address of a table has no option "secure"`,
		"clickhouse://u:12/cret@h/d":            "clickhouse://u:***@h/d is no address",
		"clickhouse://u:se cret@h/d/t":          "clickhouse://u:***@h/d/t is no address",
		"clickhouse://u:se/cret@h/d/t":          "clickhouse://u:***@h/d/t",
	} {
		_, err := ParseAddress(text)
		if err == nil || tidy.KindOf(err) != tidy.Usage || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "cret") {
			t.Errorf("%s: %v; want %q", text, err, want)
		}
	}
}

func TestPasswordOfTheEnvironment(t *testing.T) {
	alone(t)
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("of the file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(userVariable, "somebody")
	t.Setenv(passwordFileVariable, file)
	check := func(text, user, password string) {
		t.Helper()
		a, err := ParseAddress(text)
		if err != nil || a.user != user || a.password != password {
			t.Errorf("%s: %s with %q, %v", text, a.user, a.password, err)
		}
	}
	check("clickhouse://h/d/t", "somebody", "of the file")
	t.Setenv(passwordVariable, "of the variable")
	check("clickhouse://u@h/d/t", "u", "of the variable")
	check("clickhouse://u:own@h/d/t", "u", "own")
	t.Setenv(passwordVariable, "")
	t.Setenv(passwordFileVariable, file+"x")
	if _, err := ParseAddress("clickhouse://h/d/t"); err == nil || !strings.Contains(err.Error(), passwordFileVariable) {
		t.Error(err)
	}
}

func TestPasswordIsNeverPrinted(t *testing.T) {
	alone(t)
	a, err := ParseAddress("clickhouse://user:secret@h/d/t")
	if err != nil {
		t.Fatal(err)
	}
	c := Dial(a)
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		for _, v := range []any{a, &a, c} {
			if text := fmt.Sprintf(form, v); strings.Contains(text, "secret") || !strings.Contains(text, "clickhouse://h:8123/d/t") {
				t.Errorf("%s of %T: %s", form, v, text)
			}
		}
	}
}
