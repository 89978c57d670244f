// Package source reads publishers' files: one file of this package a layout.
// A layout is recognised by the content of a file, never by its name. A reader
// hands out rows one by one, in the order of the file; what is not wanted is
// dropped where it stands, before it is parsed or takes memory. Codes and names
// are left as the file spells them: what they stand for is decided above.
package source

import (
	"context"

	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// An About is what a file says of itself.
type About struct {
	Layout    string // such as "World Bank, years across"
	Why       string // what the layout was recognised by
	Publisher string // key of the publisher as the catalogue writes it, such as "worldbank"; "" when the file does not tell
	Dataset   string // the publisher's code of the table, such as "isoc_e_dii"; "" when the file does not tell
	Title     string // of the table; "" when the file does not tell
	Vintage   string // 2026-02-24, as far as the file tells; else ""
	Codes     string // the code system of its economies: unctad, eurostat, comtrade, ...; "" for ISO codes and names
	Bilateral bool   // it has a column of partners
	Own       bool   // the user's own file: a name that is no economy is a mistake, not the publisher's area
	Single    bool   // one series without a name: the caller names it
	Reported  bool   // sums tell how much of their value was reported, by the rows that are not flagged estimated
}

// A Series is one indicator of a file.
type Series struct {
	Code  string // the publisher's; unique in the file; "" in a file that does not name its series
	Label string // the publisher's words for it; may be empty
	Unit  string // the publisher's, after scale factors were applied; may be empty
}

// A Row is one value as its file gives it, before codes are harmonised.
type Row struct {
	Series               // which indicator
	Economy      string  // code or name, as spelled
	EconomyLabel string  // the name that stands beside the code; may be empty
	Group        bool    // the file says itself that the economy is none but a group
	Partner      string  // code or name, as spelled; "" when there is no column
	PartnerLabel string  // the name that stands beside the code; may be empty
	PartnerGroup bool    // the file says itself that the partner is a group
	Year         int     // calendar year
	Value        float64 // finite, scale factors applied
	Flag         string  // in words: "estimated", "break, provisional"; see flags.go
	Line         int     // where it stands, counted from 1
	Rows, Last   int     // of a sum over partners: how many rows, and the line of the last; else 0
	Partners     int     // of such a sum: how many partners are in it
	Text         string  // which of several texts it is of, as origins call it; "" is the reader's one
	Reported     float64 // of a sum, and of a file that tells: how much of the value was reported, not estimated
}

// A Side says what a partner is to a query. The zero Side is not wanted.
type Side uint8

// What a partner can be, and several at once.
const (
	Keep  Side = 1 << iota // its rows are wanted as they are
	Whole                  // it is the World: its row is the total of all partners
	Part                   // it is part of the total where no row gives that
)

// A Want says which rows are wanted. The zero Want wants all, as they are.
type Want struct {
	Series   func(code string) bool                 // nil wants all
	From, To int                                    // years, both included; 0 is open
	Partner  func(code, label string) (Side, error) // nil keeps all; must be safe for concurrent use

	// Reporter tells of an economy whether its rows are wanted, and whether those
	// with single partners are. It saves what a reader would hand on for nothing: one
	// may pass over it. nil wants all. Safe for concurrent use.
	Reporter func(code, label string) (any, pairs bool)

	// Who says what a code or name stands for, so that two spellings are one
	// economy in a total; nil takes them as they are. Safe for concurrent use.
	Who func(code, label string) string

	// Factor is what one of a unit of a series is in another one, where "" is the unit
	// of the series: not ok where none is so many of the other. nil knows of no two
	// units that are. Terms of a sum in such units are a *Mixed.
	Factor func(code, from, to string) (factor float64, ok bool)

	// Refused is told of each record that is invalid, in the order of the text
	// with the rows, and the reading goes on; nil makes the first one its error. A
	// record whose quotes are wrong ends it always: what follows is not known.
	Refused func(*tidy.RowError)

	once map[rowKey]Row // rows that stand twice and count once
}

// A Left counts rows that were left out for a reason that a reader should
// know, such as "quarterly".
type Left struct {
	Why  string
	Rows int
}

// A Reader reads one text of one layout. Its errors are the callback's own, the
// context's, what the file's reading says, or a *tidy.RowError that names the
// place of what is invalid.
type Reader interface {
	About() About
	// Series returns the series of the text in the order of their first rows.
	// Where the header does not tell them the text is read.
	Series(ctx context.Context) ([]Series, error)
	// Read calls each for every wanted row that has a value, in the order of the
	// text, and stops at the first error. With Want.Partner, the totals over
	// partners come behind all rows: of each series, economy and year the row of
	// the World where there is one, else the sum of the parts, with Rows set and
	// Partner empty.
	Read(ctx context.Context, w Want, each func(Row) error) ([]Left, error)
}

// Sums are the series of a text that have no rows of their own, with those that each
// is the sum of; nil where there are none.
func Sums(of Reader) map[string][]string {
	if r, ok := of.(*reader); ok {
		return r.sums
	}
	return nil
}

// Options say how to read what no layout knows.
type Options struct {
	Mapping *Mapping // nil when there is none
}

// Open recognises the layout of a text and returns its reader. A text of no
// layout known is an error of kind tidy.Data that says what was looked for; a
// companion of other files, such as a publisher's metadata, is a *Companion.
func Open(t *unpack.Text, o Options) (Reader, error) {
	h, err := readHead(t)
	if err != nil {
		return nil, err
	}
	if o.Mapping != nil && o.Mapping.Partial() {
		if h.told, err = o.Mapping.marks(); err != nil {
			return nil, err
		}
	} else if o.Mapping != nil {
		p, err := o.Mapping.plan(h)
		if err != nil {
			return nil, err
		}
		return &reader{text: t, plan: p}, nil
	}
	for _, l := range layouts {
		p, err := l.recognise(h)
		if err != nil {
			return nil, err
		}
		if p != nil {
			p.Layout = l.name
			return &reader{text: t, plan: p}, nil
		}
	}
	if c := companion(h); c != nil {
		return nil, c
	}
	return nil, unknownLayout(h)
}

// OpenTidy returns the reader of a text that is known to be in the project's own
// layout, as the embedded figures are.
func OpenTidy(t *unpack.Text) (Reader, error) {
	h, err := readHead(t)
	if err != nil {
		return nil, err
	}
	p, err := recogniseTidy(h)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, unknownLayout(h)
	}
	return &reader{text: t, plan: p}, nil
}

// A layout is how one publisher lays out its files.
type layout struct {
	name string
	// recognise returns how to read a text, and nil when it is in another layout.
	// An error says what is wrong with a text that is meant to be in this one.
	recognise func(h *head) (*plan, error)
}

// layouts in the order in which they are tried: those that say most of
// themselves first, the project's own last.
var layouts = []layout{
	data360Layout, worldBankLayout, ituLayout, owidLayout,
	eurostatTSVLayout, sdmxLayout, oecdStatLayout, wtoLayout, desiLayout,
	batisLayout, unctadLayout, comtradeLayout, tradeMapLayout,
	tidyLayout,
}
