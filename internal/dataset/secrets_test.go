package dataset

import (
	"strings"
	"testing"
)

func TestNoPasswordIsShown(t *testing.T) {
	for value, want := range map[string]string{
		"clickhouse://u:secret@h/d/t":                "clickhouse://u:***@h/d/t",
		"clickhouse+https://u:p:secret@h/d/t":        "clickhouse+https://u:***@h/d/t",
		"CLICKHOUSE://u:secret@h/d/t":                "CLICKHOUSE://u:***@h/d/t",
		"clickhouse://u:s3/secret@h/d/t":             "clickhouse://u:***@h/d/t",
		"clickhouse://u:12/secret@h/d/t":             "clickhouse://u:***@h/d/t",
		"clickhouse://u:se@secret word@h/d/t":        "clickhouse://u:***@h/d/t",
		"clickhouse://:secret@h/d/t":                 "clickhouse://:***@h/d/t",
		"clickhouse://a/b:secret@h/d/t":              "clickhouse://***@h/d/t",
		"clickhouse:/u:secret@h/d/t":                 "clickhouse:/u:***@h/d/t",
		"clickhouse:u:secret@h/d/t":                  "clickhouse:u:***@h/d/t",
		"https://u:secret@h/d/t":                     "https://u:***@h/d/t",
		"x=clickhouse://u:s3/secret@h/d/t":           "x=clickhouse://u:***@h/d/t",
		"clickhouse://u@h:8123/d/t?timeout=10m":      "clickhouse://u@h:8123/d/t?timeout=10m",
		"clickhouse://h:8123/d/t":                    "clickhouse://h:8123/d/t",
		"eu27@2020":                                  "eu27@2020",
		`C:\data\a@b.csv`:                            `C:\data\a@b.csv`,
		"clickhouse://u:secret@h/d/t; x: eu27@2020":  "clickhouse://u:***@2020",
		"https://www.wto.org/statistics":             "https://www.wto.org/statistics",
		"x=figures/2024: a:b@c":                      "x=figures/2024: a:b@c",
		"clickhouse://u:***@h/d/t":                   "clickhouse://u:***@h/d/t",
		"file:///home/somebody/figures.csv":          "file:///home/somebody/figures.csv",
		"clickhouse+https://u:secret@[::1]:8443/d/t": "clickhouse+https://u:***@[::1]:8443/d/t",
	} {
		if got := Shown(value); got != want {
			t.Errorf("%s is shown as %s; want %s", value, got, want)
		}
	}
}

// A message has other things behind an address.
func TestNoPasswordIsShownInMessages(t *testing.T) {
	for message, want := range map[string]string{
		"a clickhouse://u:secret@h/d/t, and clickhouse+https://u:p:secret@h/d": "a clickhouse://u:***@h/d/t, and clickhouse+https://u:***@h/d",
		"clickhouse://h:8123/d/t has nothing of eu27@2020":                     "clickhouse://h:8123/d/t has nothing of eu27@2020",
		"clickhouse://h: not an address; give eu27@2020":                       "clickhouse://h: not an address; give eu27@2020",
		"clickhouse://h/d/t: eu27@2020: no such group":                         "clickhouse://h/d/t: eu27@2020: no such group",
		"cannot read https://u:s3/secret@h/d/t: no such file; give eu27@2020":  "cannot read https://u:***@h/d/t: no such file; give eu27@2020",
		"cannot read https://u:the secret@h/d/t: no such file":                 "cannot read https://u:***@h/d/t: no such file",
	} {
		if got := ShownIn(message); got != want {
			t.Errorf("%s is shown as %s; want %s", message, got, want)
		}
	}
}

func FuzzShown(f *testing.F) {
	f.Add("u", "s3/c ret@")
	f.Fuzz(func(t *testing.T, user, password string) {
		if got := Shown("clickhouse://" + user + ":[" + password + "]@h/d/t"); strings.Contains(got, "["+password+"]") {
			t.Error(got)
		}
	})
}
