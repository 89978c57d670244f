package webpage

import (
	"fmt"
	"regexp"
	"strconv"
)

// A Number tells how a number of the text came about. It stands at the end of the
// page, and the number in the text leads to it.
type Number struct {
	Command string   // that tells it in full
	Lines   []string // plain text
}

// Marked sets the text of a number between marks that no text has, with the place of
// its account in Page.Numbers.
func Marked(text string, place int) string { return fmt.Sprintf("\uE000%d\uE001%s\uE002", place, text) }

// Unmarked is a text without marks.
func Unmarked(text string) string { return marks.ReplaceAllString(text, "") }

var (
	marks  = regexp.MustCompile("\uE000[0-9]+\uE001|\uE002")
	marked = regexp.MustCompile("\uE000([0-9]+)\uE001([^\uE002]*)\uE002")
)

// A linker makes links of marked numbers, and keeps the accounts that they lead to, in
// the order of the text.
type linker struct {
	numbers  []Number
	at       map[int]int // by the place in numbers, from 1
	accounts []Account
}

// An Account is a Number with its place on the page, from 1.
type Account struct {
	Place int
	Number
}

// links makes them of a part of the page. The first of each is where its account leads
// back to.
func (l *linker) links(html string) string {
	return marked.ReplaceAllStringFunc(html, func(text string) string {
		m := marked.FindStringSubmatch(text)
		k, err := strconv.Atoi(m[1])
		if err != nil || k >= len(l.numbers) {
			return m[2]
		}
		id := ""
		if l.at[k] == 0 {
			l.accounts = append(l.accounts, Account{len(l.accounts) + 1, l.numbers[k]})
			l.at[k] = len(l.accounts)
			id = fmt.Sprintf(` id="n%d"`, l.at[k])
		}
		return fmt.Sprintf(`<a class="number"%s href="#a%d">%s</a>`, id, l.at[k], m[2])
	})
}
