// Package client asks one server of ClickHouse over HTTP. What users and files say reaches it
// quoted, an answer is whole or none of it is used, and an exception says what to do. It knows
// of no table what it is for.
package client

import (
	"cmp"
	"maps"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

// What the environment says where an address does not; the first two are those of
// ClickHouse's own client.
const (
	userVariable         = "CLICKHOUSE_USER"
	passwordVariable     = "CLICKHOUSE_PASSWORD"
	passwordFileVariable = "CLICKHOUSE_PASSWORD_FILE"
)

const (
	plainPort, securePort = "8123", "8443"
	usualTimeout          = 2 * time.Minute // without a byte
)

// An Address names a table of a server. Its text never has the password.
type Address struct {
	Host            string // with its port
	Database, Table string
	Vintage         string        // alone is read, as of a folder of that date; "" where all are
	Timeout         time.Duration // that a server may be silent for

	scheme         string // of HTTP
	user, password string
	named          string // the user, where the address names one
}

// pastHost is an @ behind the host: what a password becomes with a / in it.
var pastHost = regexp.MustCompile(`^[^/]*//[^/?#]*[/?#].*@`)

const addressForm = "write clickhouse://USER@HOST:8123/DATABASE/TABLE, or clickhouse+https://"

// ParseAddress reads clickhouse://[USER[:PASSWORD]@]HOST[:PORT]/DATABASE/TABLE[/VINTAGE],
// with clickhouse+https for TLS, and ?timeout=30s for how long the server may be silent.
// Without a password the environment is asked for one, or for the file that has it.
func ParseAddress(text string) (Address, error) {
	u, err := url.Parse(text)
	if err != nil || pastHost.MatchString(text) { // the error's own text has the password
		return Address{}, tidy.Errorf(tidy.Usage, addressForm+"; what is special in a password is written %40 for @, %2F for /, %20 for a space", "%s is no address", dataset.Shown(text))
	}
	a := Address{scheme: "http", Timeout: usualTimeout, user: os.Getenv(userVariable)}
	if strings.HasSuffix(u.Scheme, "+https") {
		a.scheme = "https"
	}
	path := strings.Split(strings.Trim(u.Path, "/"), "/")
	if len(path) == 3 {
		a.Vintage, path = path[2], path[:2]
	}
	if len(path) != 2 || path[0] == "" || path[1] == "" || u.Hostname() == "" || u.Fragment != "" {
		return Address{}, tidy.Errorf(tidy.Usage, addressForm, "%s does not name a host, a database and a table", dataset.Shown(text))
	}
	a.Database, a.Table = path[0], path[1]
	a.Host = net.JoinHostPort(u.Hostname(), cmp.Or(u.Port(), map[string]string{"http": plainPort, "https": securePort}[a.scheme]))
	if err := dataset.CheckVintage(dataset.Shown(text)+": the vintage", a.Vintage); err != nil {
		return Address{}, err
	}
	if err := a.options(u.Query()); err != nil {
		return Address{}, err
	}
	return a, a.identify(u.User)
}

// ParseTable reads the address of all of a table.
func ParseTable(text string) (Address, error) {
	a, err := ParseAddress(text)
	if err == nil && a.Vintage != "" {
		err = tidy.Errorf(tidy.Usage, "write "+a.Typed()+"; --vintage DATE says it of what is loaded, --remove DATASET@VINTAGE of what is removed",
			"%s is one vintage of a table, and load is about all of it", dataset.Shown(text))
	}
	return a, err
}

// options reads what stands behind the question mark.
func (a *Address) options(values url.Values) error {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		given := values[name]
		if name != "timeout" {
			return tidy.Errorf(tidy.Usage, "there is timeout, as in ?timeout=30s", "the address of a table has no option %q", name)
		}
		d, err := time.ParseDuration(given[0])
		if err != nil || d <= 0 {
			return tidy.Errorf(tidy.Usage, "write a time, as in ?timeout=30s or 10m", "timeout %q is no time", given[0])
		}
		a.Timeout = d
	}
	return nil
}

// identify takes user and password from the address, else from the environment.
func (a *Address) identify(u *url.Userinfo) error {
	a.named = u.Username()
	a.user = cmp.Or(a.named, a.user)
	if password, given := u.Password(); given {
		a.password = password
		return nil
	}
	if a.password = os.Getenv(passwordVariable); a.password != "" {
		return nil
	}
	file := os.Getenv(passwordFileVariable)
	if file == "" {
		return nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return tidy.Wrap(tidy.Failed, err, "it is to hold the password and nothing else", "%s: the file of the password cannot be read", passwordFileVariable)
	}
	a.password = strings.TrimRight(string(text), "\r\n")
	return nil
}

// String is the address of the table as messages and origins have it.
func (a Address) String() string { return a.protocol() + a.Host + "/" + a.Database + "/" + a.Table }

// Typed is the address of the table as a person has to type it: with the user whom it
// named, and never the password.
func (a Address) Typed() string {
	user := ""
	if a.named != "" {
		user = url.User(a.named).String() + "@"
	}
	return a.protocol() + user + a.Host + "/" + url.PathEscape(a.Database) + "/" + url.PathEscape(a.Table)
}

func (a Address) protocol() string {
	if a.scheme == "https" {
		return "clickhouse+https://"
	}
	return "clickhouse://"
}

// GoString keeps the password out of what is printed for a programmer.
func (a Address) GoString() string { return a.String() }

// At is the server of another host, which has the same ports, users and tables.
func (a Address) At(host string) Address {
	_, port, _ := net.SplitHostPort(a.Host)
	a.Host = net.JoinHostPort(host, port)
	return a
}
