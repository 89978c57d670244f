// Package webpage makes one self-contained HTML page of a report's markdown: charts
// inside as SVG, light and dark, wide and narrow, a list of contents, tables that
// scroll in their own frames. It needs no script and loads nothing. It stands on
// nothing of ours.
package webpage

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
)

// A Page is what a page is made of.
type Page struct {
	Lang        string // of the text, as BCP 47 writes it
	Title       string
	Description string
	Markdown    []byte            // the report, its title as the only heading of the first level
	Figures     map[string]Figure // by the destination of the image in the markdown
	Others      []Link            // the report in other languages
	Numbers     []Number          // what the numbers Marked in the markdown lead to, by place
	Words       Words
}

// A Figure takes the place of an image. An image without one is an error.
type Figure struct {
	Drawings []Drawing
	Data     string // the address of its data, "" for none
}

// A Drawing is a chart for one background and width of the window.
type Drawing struct {
	Dark   bool
	Narrow bool // for a telephone; a figure without one scrolls there
	SVG    []byte
}

// A Link leads to the page in another language.
type Link struct{ Lang, Name, Href string }

// Words are those of the page itself, in its language.
type Words struct {
	Skip      string // to the text
	Contents  string
	Languages string
	Data      string // the link to a figure's data
	Table     string // what a table is called that no heading names
	Numbers   string // the heading above how the numbers came about
	Accounts  string // what opens these
	Back      string // the link from there to a number in the text
}

//go:embed page.css
var css string

//go:embed page.html
var layout string

var page = template.Must(template.New("page").Parse(layout))

// Render makes the page. Equal pages give equal bytes.
func Render(p Page) ([]byte, error) {
	text, err := convert(p)
	if err != nil {
		return nil, fmt.Errorf("page %q: %w", p.Title, err)
	}
	sum := sha256.Sum256([]byte(css))
	var out bytes.Buffer
	err = page.Execute(&out, map[string]any{
		"Page": p, "CSS": template.CSS(css), "Lead": template.HTML(text.lead), "Rest": template.HTML(text.rest), "Contents": text.contents, "Accounts": text.accounts,
		// Nothing but this style sheet and what stands in the page: no script, no image from elsewhere.
		"Policy": "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
	})
	return out.Bytes(), err
}
