package warehouse

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

// A selection is a SELECT whose answer says that it is whole: its rows are grouped,
// each says how many rows of the table it stands for, and the totals behind them how
// many there are. What was cut off on the way, or ended by an exception in its
// middle, never passes for an answer.
type selection struct {
	columns []picked // what is selected; the first ones are what is grouped by
	grouped int
	from    string // a table, in SQL
	where   []string
	single  bool // each row of the answer is one of the table
}

// A picked column is an expression of SQL, with a name where it is no column of the
// table. One that is the same in all rows is not asked for but put into them: some
// versions of ClickHouse do not group by constants.
type picked struct {
	sql, as string
	always  bool // sql is the text of each row
}

// pick are columns as they are, or what is made of them.
func pick(columns ...string) []picked {
	out := make([]picked, len(columns))
	for k, c := range columns {
		out[k].sql = c
	}
	return out
}

// always is a column whose text is the same in each row.
func always(text string) picked { return picked{sql: text, always: true} }

func (s selection) sql() string {
	var selected, groups []string
	for k, c := range s.columns {
		if c.always {
			continue
		}
		name := c.sql
		if c.as != "" {
			name = c.as
			c.sql += " AS " + c.as
		}
		selected = append(selected, c.sql)
		if k < s.grouped {
			groups = append(groups, name)
		}
	}
	text := "SELECT " + strings.Join(selected, ", ") + ", count() FROM " + s.from
	if len(s.where) > 0 {
		text += " WHERE " + strings.Join(s.where, " AND ")
	}
	text += " GROUP BY " + strings.Join(groups, ", ") + " WITH TOTALS"
	return text + " FORMAT TabSeparated"
}

// width is how many fields a row of the answer has, the count among them.
func (s selection) width() int {
	n := 1
	for _, c := range s.columns {
		if !c.always {
			n++
		}
	}
	return n
}

// full is a row of the answer with the columns that were not asked for.
func (s selection) full(row []string) []string {
	if len(row) == len(s.columns)+1 {
		return row
	}
	out := make([]string, 0, len(s.columns)+1)
	for _, c := range s.columns {
		if c.always {
			out = append(out, c.sql)
		} else {
			out, row = append(out, row[0]), row[1:]
		}
	}
	return append(out, row...)
}

// ask has the rows of a selection read, each with its count behind it. They are
// handed on once the answer is known to be whole.
func (c *Client) ask(ctx context.Context, s selection) ([][]string, error) {
	settings := url.Values{"wait_end_of_query": {"1"}}
	if !c.uncompressed.Load() {
		settings.Set("enable_http_compression", "1")
	}
	answer, err := c.post(ctx, s.sql(), nil, settings)
	var refused *Exception
	if errors.As(err, &refused) && refused.Code == codeReadOnly && settings.Has("enable_http_compression") {
		c.uncompressed.Store(true) // whom newer servers allow no setting at all
		return c.ask(ctx, s)
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
			row[k] = uncell(row[k])
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
	return c.garbage(line)
}

func (c *Client) cutOff() error {
	return tidy.Errorf(tidy.Failed, "nothing of it is used: try again, and look into the log of the server", "the answer of %s is cut off", c.host)
}
