package client

import (
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"tradestats/internal/tidy"
)

// mostOfError is how much of an answer is read that says what went wrong.
const mostOfError = 64 << 10

// An Exception is what a server says it could not do.
type Exception struct {
	Code int
	Text string
}

func (e *Exception) Error() string { return e.Text }

// The codes of exceptions of what an address names and is not there.
const CodeUnknownTable, CodeUnknownDatabase = 60, 81

// The codes of others that something can be done about.
const (
	codeNoColumn, codeNotInBlock, codeUnknownIdentifier     = 16, 10, 47
	codeUnknownUser, codeWrongPassword, codeNeedsPassword   = 192, 193, 194
	codeNotAuthenticated, codeNotAllowed                    = 516, 497
	codeReadOnly, codeTooSlow, codeMemory                   = 164, 159, 241
	codeNoShard, codeSocketTimeout, codeNetwork, codeCutOff = 279, 209, 210, 32
	codeTooManyRows, codeTooManyBytes, codeTooManyResults   = 158, 307, 396
	codeTooLargeToDrop                                      = 359
)

// Forbids tells whether the server does not have what was asked for, or not for this user: else it may have it when it is
// asked again.
func (e *Exception) Forbids() bool {
	switch e.Code {
	case codeNoColumn, codeUnknownIdentifier, CodeUnknownTable, CodeUnknownDatabase, codeNotAllowed:
		return true
	}
	return false
}

// exceptionForm is how each exception begins, also in the middle of an answer whose
// status was sent before it.
var exceptionForm = regexp.MustCompile(`(?s)Code: (\d+)[.,].*?(?:DB::|Poco::|std::)?Exception:? ?(.*)`)

// refused is the error of an answer with another status than 200.
func (c *Client) refused(body io.Reader, r *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(body, mostOfError))
	if err != nil {
		return err
	}
	if !exceptionForm.Match(text) {
		said := clean(string(text))
		if said == "" {
			said = "nothing"
		}
		return tidy.Errorf(kindOfStatus(r.StatusCode), checkHost,
			"%s answers %s, and not as ClickHouse does: %s", c.Host, r.Status, said)
	}
	return c.exception(string(text))
}

// exception is the error of what a server says, with what to do about it.
func (c *Client) exception(text string) error {
	m := exceptionForm.FindStringSubmatch(text)
	if m == nil {
		return c.Garbage(text)
	}
	e := &Exception{Text: clean(m[2])}
	e.Code, _ = strconv.Atoi(m[1])
	what, hint := c.Tell(e.Code)
	return tidy.Wrap(e.kind(), e, hint, "%s", what)
}

// kind tells a shard that is away from what the server cannot do.
func (e *Exception) kind() tidy.Kind {
	switch e.Code {
	case codeNoShard, codeSocketTimeout, codeNetwork, codeCutOff:
		return tidy.Away
	}
	return tidy.Failed
}

// kindOfStatus tells what a proxy answers whose server is away from what none of ClickHouse does.
func kindOfStatus(status int) tidy.Kind {
	switch status {
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return tidy.Away
	}
	return tidy.Failed
}

// Garbage is the error of an answer that is none.
func (c *Client) Garbage(text string) error {
	return tidy.Errorf(tidy.Failed, checkHost+"; nothing of the answer is used",
		"%s does not answer as ClickHouse does: %q", c.Host, clean(text))
}

// Tell says what a code means here, and what to do.
func (c *Client) Tell(code int) (what, hint string) {
	switch code {
	case codeUnknownUser, codeWrongPassword, codeNeedsPassword, codeNotAuthenticated:
		return c.Host + " does not let " + c.Who() + " in", "give the user in the address, the password there, in " + passwordVariable + " or in the file that " + passwordFileVariable + " names"
	case CodeUnknownDatabase:
		return c.Host + " has no database " + c.Database, "check the address, or create it: CREATE DATABASE " + Identifier(c.Database)
	case CodeUnknownTable:
		return c.String() + ": no such table", "'tradestats load FILE... --to' makes it; check database and table in the address"
	case codeNoColumn, codeNotInBlock, codeUnknownIdentifier:
		return c.String() + ": a column is missing", "see docs/clickhouse.md for those that a table needs"
	case codeReadOnly, codeNotAllowed:
		return c.Host + " does not allow this to " + c.Who(), "ask for the right to read the table, and to load for those to create, to insert and to drop partitions"
	case codeTooSlow, codeMemory, codeTooManyRows, codeTooManyBytes, codeTooManyResults:
		return c.Host + " has given up", "ask for less, or have the limits of " + c.Who() + " raised"
	case codeNoShard, codeSocketTimeout, codeNetwork, codeCutOff:
		return "a shard behind " + c.Host + " does not answer", "nothing of the others is used: see that all servers of the cluster run, and try again"
	case codeTooLargeToDrop:
		return c.Host + " keeps a partition because of its size", "raise max_partition_size_to_drop, or drop it by hand"
	}
	return c.Host + " refuses", "see docs/clickhouse.md; code " + strconv.Itoa(code) + " of ClickHouse"
}

// Who is the user that the server knows whoever asks by, for messages.
func (c *Client) Who() string {
	if c.user == "" {
		return "the user default"
	}
	return "the user " + strconv.Quote(c.user)
}

// versions are what servers add to the text of an exception.
var versions = regexp.MustCompile(`,? e\.what\(\) = .*|\(version [^)]*\)|Stack trace:.*| Log: .*`)

// clean is a server's text in one line that a terminal can show.
func clean(text string) string {
	text = strings.ToValidUTF8(strings.Join(strings.Fields(text), " "), "?")
	text = strings.TrimRight(versions.ReplaceAllString(text, ""), " .,")
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, text)
	const most = 200
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "..."
	}
	return text
}
