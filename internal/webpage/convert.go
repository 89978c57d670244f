package webpage

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// An Entry of the contents is a heading of the second level.
type Entry struct{ ID, Text string }

// rendered is a page's in HTML: what stands above the list of contents, the entries of
// that list, what they lead to, and how its numbers came about.
type rendered struct {
	lead, rest string
	contents   []Entry
	accounts   []Account
}

// convert renders the markdown. The lead is the title and the first section, which is
// the summary.
func convert(p Page) (rendered, error) {
	md := goldmark.New(
		// Alignment by attribute: the page's policy refuses styles that stand in elements.
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(&writer{page: p}, 100))),
	)
	doc, lead := md.Parser().Parse(text.NewReader(p.Markdown)), ast.NewDocument()
	var out rendered
	sections := 0
	for node := doc.FirstChild(); node != nil; {
		next := node.NextSibling()
		if h, ok := node.(*ast.Heading); ok && h.Level == 2 {
			if sections++; sections > 1 {
				id, _ := h.AttributeString("id")
				out.contents = append(out.contents, Entry{string(id.([]byte)), plain(h, p.Markdown)})
			}
		}
		switch {
		case isTranslation(node): // the page has a menu for them
			doc.RemoveChild(doc, node)
		case sections < 2:
			lead.AppendChild(lead, node) // which takes it out of the other
		}
		node = next
	}
	l := linker{numbers: p.Numbers, at: map[int]int{}}
	for _, part := range []struct {
		node ast.Node
		to   *string
	}{{lead, &out.lead}, {doc, &out.rest}} {
		var b bytes.Buffer
		if err := md.Renderer().Render(&b, p.Markdown, part.node); err != nil {
			return out, err
		}
		*part.to = l.links(b.String())
	}
	out.accounts = l.accounts
	return out, nil
}

// isTranslation tells whether a paragraph is a link to the report in another language
// and nothing else.
func isTranslation(node ast.Node) bool {
	link, ok := node.FirstChild().(*ast.Link)
	return ok && node.Kind() == ast.KindParagraph && node.ChildCount() == 1 && strings.HasPrefix(string(link.Destination), "report.") && strings.HasSuffix(string(link.Destination), ".md")
}

// plain is the text of a node.
func plain(node ast.Node, source []byte) string {
	var b strings.Builder
	_ = ast.Walk(node, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // it has no errors of its own
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Segment.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return Unmarked(b.String())
}

// A writer renders what is not as in plain HTML: figures, and the frames of tables.
type writer struct {
	page    Page
	figures int
	tables  int
}

// RegisterFuncs implements goldmark's renderer.NodeRenderer.
func (w *writer) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindParagraph, w.paragraph)
	r.Register(ast.KindImage, w.image)
	r.Register(extast.KindTable, w.table)
}

// paragraph leaves out the paragraph around an image: a figure is a block, and one
// around notes below a table or chart is small.
func (w *writer) paragraph(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	only := node.ChildCount() == 1
	if _, image := node.FirstChild().(*ast.Image); image && only {
		return ast.WalkContinue, nil
	}
	open := "<p>"
	if _, notes := node.FirstChild().(*ast.Emphasis); notes && only {
		open = `<p class="notes">`
	}
	if !entering {
		open = "</p>\n"
	}
	_, err := out.WriteString(open)
	return ast.WalkContinue, err
}

func (w *writer) image(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	destination := string(node.(*ast.Image).Destination)
	f, ok := w.page.Figures[destination]
	if !ok {
		return ast.WalkStop, fmt.Errorf("no drawing for the image %s", destination)
	}
	w.figures++
	narrow := false
	for _, d := range f.Drawings {
		narrow = narrow || d.Narrow
	}
	fmt.Fprint(out, `<figure>`)
	for k, d := range f.Drawings {
		class := "light"
		if d.Dark {
			class = "dark"
		}
		switch {
		case d.Narrow:
			class += " narrow"
		case narrow:
			class += " wide"
		}
		frame := ""
		if !narrow { // it scrolls in a narrow window: the keyboard must reach it
			frame = ` tabindex="0"`
		}
		fmt.Fprintf(out, `<div class="chart %s"%s>%s</div>`, class, frame, inline(d.SVG, fmt.Sprintf("f%d%c-", w.figures, 'a'+k)))
	}
	if f.Data != "" {
		fmt.Fprintf(out, `<figcaption><a href="%s">%s</a></figcaption>`, html.EscapeString(f.Data), html.EscapeString(w.page.Words.Data))
	}
	_, err := fmt.Fprintln(out, `</figure>`)
	return ast.WalkSkipChildren, err
}

// table puts a table into a frame that scrolls where it is wider than the page, and
// that the keyboard reaches.
func (w *writer) table(out util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := out.WriteString("</table></div>\n")
		return ast.WalkContinue, err
	}
	w.tables++
	fmt.Fprintf(out, `<div class="table" role="region" tabindex="0" aria-label="%s"><table>`+"\n", html.EscapeString(w.called(node, source)))
	return ast.WalkContinue, nil
}

// called is the name of a table: that of the heading it stands under, with a number
// where another has it already.
func (w *writer) called(node ast.Node, source []byte) string {
	for before := node.PreviousSibling(); before != nil; before = before.PreviousSibling() {
		if h, ok := before.(*ast.Heading); ok {
			return fmt.Sprintf("%s %d: %s", w.page.Words.Table, w.tables, plain(h, source))
		}
	}
	return fmt.Sprintf("%s %d", w.page.Words.Table, w.tables)
}

var (
	metadata = regexp.MustCompile(`(?s)<metadata>.*?</metadata>\n?`)
	rootAttr = regexp.MustCompile(`(<svg[^>]*?) style="[^"]*"`)
	size     = regexp.MustCompile(`(<svg[^>]*?) width="\d+" height="\d+"`)
	ids      = regexp.MustCompile(`( id="|aria-labelledby="| href="#|url\(#)([^")]+)`)
)

// inline makes a drawing part of a page: without provenance, which stands beside the
// page, without a size and a typeface of its own, and with ids that no other has.
func inline(svg []byte, prefix string) []byte {
	svg = metadata.ReplaceAll(svg, nil)
	svg = rootAttr.ReplaceAll(svg, []byte("$1"))
	svg = size.ReplaceAll(svg, []byte("$1"))
	return bytes.TrimSpace(ids.ReplaceAllFunc(svg, func(found []byte) []byte {
		m := ids.FindSubmatch(found)
		names := strings.Fields(string(m[2]))
		for k := range names {
			names[k] = prefix + names[k]
		}
		return append(append([]byte{}, m[1]...), strings.Join(names, " ")...)
	}))
}
