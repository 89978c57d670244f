package client

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"

	"tradestats/internal/tidy"
)

// A Selection is a SELECT whose answer says that it is whole: its rows are grouped,
// each says how many rows of the table it stands for, and the totals behind them how
// many there are. What was cut off on the way, or ended by an exception in its
// middle, never passes for an answer.
type Selection struct {
	Columns []Picked // what is selected
	Grouped int      // how many of them, from the first, are grouped by
	From    string   // a table, in SQL
	Where   []string // conditions in SQL, of which all are met
	Single  bool     // each row of the answer is one of the table
}

// A Picked column is an expression of SQL, with a name where it is no column of the
// table. One that is the same in all rows is not asked for but put into them: some
// versions of ClickHouse do not group by constants.
type Picked struct {
	SQL, As string
	always  bool // SQL is the text of each row
}

// Pick are columns as they are, or what is made of them.
func Pick(columns ...string) []Picked {
	out := make([]Picked, len(columns))
	for k, c := range columns {
		out[k].SQL = c
	}
	return out
}

// Always is a column whose text is the same in each row.
func Always(text string) Picked { return Picked{SQL: text, always: true} }

// SQL is the statement.
func (s Selection) SQL() string {
	var selected, groups []string
	for k, c := range s.Columns {
		if c.always {
			continue
		}
		name := c.SQL
		if c.As != "" {
			name = c.As
			c.SQL += " AS " + c.As
		}
		selected = append(selected, c.SQL)
		if k < s.Grouped {
			groups = append(groups, name)
		}
	}
	text := "SELECT " + strings.Join(selected, ", ") + ", count() FROM " + s.From
	if len(s.Where) > 0 {
		text += " WHERE " + strings.Join(s.Where, " AND ")
	}
	text += " GROUP BY " + strings.Join(groups, ", ") + " WITH TOTALS"
	return text + " FORMAT TabSeparated"
}

// width is how many fields a row of the answer has, the count among them.
func (s Selection) width() int {
	n := 1
	for _, c := range s.Columns {
		if !c.always {
			n++
		}
	}
	return n
}

// full is a row of the answer with the columns that were not asked for.
func (s Selection) full(row []string) []string {
	if len(row) == len(s.Columns)+1 {
		return row
	}
	out := make([]string, 0, len(s.Columns)+1)
	for _, c := range s.Columns {
		if c.always {
			out = append(out, c.SQL)
		} else {
			out, row = append(out, row[0]), row[1:]
		}
	}
	return append(out, row...)
}

// Ask has the rows of a selection read, each with its count behind it. They are
// handed on once the answer is known to be whole. An error is of kind Away
// where the server cannot be reached or does not answer to its end, else of kind Failed, and says what
// to do; what the server says is an *Exception in its chain.
func (c *Client) Ask(ctx context.Context, s Selection) ([][]string, error) {
	settings := url.Values{"wait_end_of_query": {"1"}}
	if !c.uncompressed.Load() {
		settings.Set("enable_http_compression", "1")
	}
	answer, err := c.post(ctx, s.SQL(), nil, settings)
	var refused *Exception
	if errors.As(err, &refused) && refused.Code == codeReadOnly && settings.Has("enable_http_compression") {
		c.uncompressed.Store(true) // whom newer servers allow no setting at all
		return c.Ask(ctx, s)
	}
	if err != nil {
		return nil, err
	}
	defer answer.Close()
	rows, err := c.whole(answer, s.width())
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	for k := range rows {
		rows[k] = s.full(rows[k])
	}
	return rows, err
}

// whole reads an answer up to its totals.
func (c *Client) whole(answer io.Reader, width int) ([][]string, error) {
	var rows [][]string
	counted := 0
	lines := bufio.NewReaderSize(answer, 64<<10)
	for {
		line, err := nextLine(lines)
		switch {
		case err == io.EOF:
			return nil, c.cutOff()
		case err != nil:
			return nil, err
		case line == "" && width > 1:
			if err := c.totals(lines, width, counted); err != nil {
				return nil, err
			}
			return rows, nil
		}
		row := strings.Split(line, "\t")
		if len(row) != width {
			return nil, c.unexpected(line, lines)
		}
		n, err := strconv.Atoi(row[width-1])
		if err != nil || n < 1 {
			return nil, c.unexpected(line, lines)
		}
		for k := range row {
			row[k] = Uncell(row[k])
		}
		counted += n
		rows = append(rows, row)
	}
}

// totals reads the row behind all others, which tells that there are no more.
func (c *Client) totals(lines *bufio.Reader, width, counted int) error {
	line, err := nextLine(lines)
	if err == io.EOF {
		return c.cutOff()
	}
	if err != nil {
		return err
	}
	row := strings.Split(line, "\t")
	if len(row) != width {
		return c.unexpected(line, lines)
	}
	if n, err := strconv.Atoi(row[width-1]); err != nil || n != counted {
		return c.unexpected(line, lines)
	}
	if rest, err := nextLine(lines); err != io.EOF {
		if err != nil {
			return err
		}
		return c.unexpected(rest, lines)
	}
	return nil
}

// nextLine is the next line without its end; one without an end was cut off.
func nextLine(lines *bufio.Reader) (string, error) {
	line, err := lines.ReadString('\n')
	if err == io.EOF && line != "" && !exceptionForm.MatchString(line) {
		return "", io.EOF
	}
	if err != nil && line == "" {
		return "", err
	}
	return strings.TrimSuffix(line, "\n"), nil
}

// unexpected is the error of a line that is no row: an exception, or anything else.
func (c *Client) unexpected(line string, lines io.Reader) error {
	rest, _ := io.ReadAll(io.LimitReader(lines, mostOfError)) // what is known already is said in any case
	text := line + "\n" + string(rest)
	if k := strings.Index(text, "Code: "); k >= 0 && exceptionForm.MatchString(text[k:]) {
		return c.exception(text[k:])
	}
	return c.Garbage(line)
}

func (c *Client) cutOff() error {
	return tidy.Errorf(tidy.Away, "nothing of it is used: try again, and look into the log of the server", "the answer of %s is cut off", c.Host)
}
