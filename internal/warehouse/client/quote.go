package client

import "strings"

// Whatever a user or a file says reaches a server by one of the functions here, or as RowBinary.

var literals = strings.NewReplacer(`\`, `\\`, `'`, `\'`, "\x00", `\0`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// Literal is a text in SQL.
func Literal(text string) string { return "'" + literals.Replace(text) + "'" }

// List are texts in SQL, as IN takes them.
func List(texts []string) string {
	quoted := make([]string, len(texts))
	for k, text := range texts {
		quoted[k] = Literal(text)
	}
	return "(" + strings.Join(quoted, ", ") + ")"
}

var identifiers = strings.NewReplacer(`\`, `\\`, "`", "\\`", "\x00", `\0`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// Identifier is the name of a database, a table or a cluster in SQL.
func Identifier(name string) string { return "`" + identifiers.Replace(name) + "`" }

var cells = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "\x00", `\0`)

// Cell is a text in TabSeparated.
func Cell(text string) string {
	if !strings.ContainsAny(text, "\\\t\n\r\x00") {
		return text
	}
	return cells.Replace(text)
}

// Uncell reads a text of TabSeparated.
func Uncell(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for k := 0; k < len(text); k++ {
		c := text[k]
		if c != '\\' || k == len(text)-1 {
			b.WriteByte(c)
			continue
		}
		k++
		if n := strings.IndexByte(`0abfnrtv`, text[k]); n >= 0 {
			b.WriteByte("\x00\a\b\f\n\r\t\v"[n])
		} else {
			b.WriteByte(text[k])
		}
	}
	return b.String()
}
