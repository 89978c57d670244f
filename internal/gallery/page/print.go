package page

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"
)

// straight matches an apostrophe as templates write one of a text, and whole what a
// reader has put into a field of a form, which is left as it is.
var straight = regexp.MustCompile(`value="[^"]*"|&#39;`)

// typographic makes the apostrophes inside words those of print: names and titles come
// with both kinds.
func typographic(page []byte) []byte {
	var out bytes.Buffer
	done := 0
	for _, at := range straight.FindAllIndex(page, -1) {
		before, _ := utf8.DecodeLastRune(page[:at[0]])
		after, _ := utf8.DecodeRune(page[at[1]:])
		if page[at[0]] != '&' || !unicode.IsLetter(before) || !unicode.IsLetter(after) && after != '«' {
			continue
		}
		out.Write(page[done:at[0]])
		out.WriteString("’")
		done = at[1]
	}
	out.Write(page[done:])
	return out.Bytes()
}
