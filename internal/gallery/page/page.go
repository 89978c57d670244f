// Package page makes the pages of the gallery: HTML of html/template, embedded, one
// file a page, in the reader's language. They need no script, and load nothing from
// elsewhere. Where a page or a file stands is for the one who serves or exports them.
package page

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"net/http"
	"net/url"

	"tradestats/internal/gallery"
	"tradestats/internal/locale"
	"tradestats/internal/table"
)

//go:embed *.html style.css gallery.js
var files embed.FS

// Assets are the files that pages load, by name.
var Assets = map[string]string{"style.css": "text/css; charset=utf-8", "gallery.js": "text/javascript; charset=utf-8"}

// Asset returns one of Assets.
func Asset(name string) ([]byte, error) { return files.ReadFile(name) }

// AssetHash changes with an asset, so that browsers may keep it for ever.
func AssetHash(name string) string {
	text, _ := files.ReadFile(name) //nolint:errcheck // it is embedded
	h := sha256.Sum256(text)
	return hex.EncodeToString(h[:6])
}

// A Ref is a page to link to.
type Ref struct {
	Path  string // from the root: "", "charts/world/exporters"
	Lang  string // "" is by the reader's preference
	Year  int    // of the edition; 0 is the newest
	Query url.Values
}

// A File is a chart to link to.
type File struct {
	Topic, ID, Format, Lang string
	Year                    int
	Size, Theme             string
	Scale                   string // of a drawing that is made smaller; "" is as it is
}

// Addresses say where pages and files stand, seen from the page that is written.
type Addresses interface {
	Page(Ref) string
	File(File) string
	Asset(name string) string
	// Draw is the address of a question's drawing; "" where nobody draws.
	Draw(q url.Values, format string) string
	// Absolute is an address for others to use, "" where it is not known; of a page
	// or a file as above.
	Absolute(of any) string
	// Editions are those that can be linked, in the order of gallery.OrderEditions.
	Editions() []gallery.Edition
	// Languages are those that pages are written in.
	Languages() []string
}

// Here is the page that is written, and for whom.
type Here struct {
	Addresses
	Path   string
	Lang   string
	Chosen bool // the language is the reader's choice, which links keep
	Year   int  // of the edition; 0 is the newest
	Query  url.Values
	// Variants are what a chart is had in where no form can ask for it.
	Variants []Variant
}

// A Variant is a size and a theme.
type Variant struct{ Size, Theme string }

// Pages makes pages of a gallery.
type Pages struct {
	Gallery   *gallery.Gallery
	readers   map[string]*table.Reader
	templates map[string]*template.Template // by language
}

// New parses the templates for each language.
func New(g *gallery.Gallery) (*Pages, error) {
	p := &Pages{Gallery: g, readers: map[string]*table.Reader{}, templates: map[string]*template.Template{}}
	for _, lang := range locale.Languages() {
		l, err := locale.For(lang)
		if err != nil {
			return nil, err
		}
		say := func(key string, pairs ...any) (string, error) {
			args := map[string]any{}
			for k := 0; k+1 < len(pairs); k += 2 {
				args[fmt.Sprint(pairs[k])] = pairs[k+1]
			}
			return l.Say(key, args)
		}
		functions := template.FuncMap{"word": l.Word, "say": say, "list": func(v ...any) []any { return v }}
		if p.templates[lang], err = template.New(lang).Funcs(functions).ParseFS(files, "*.html"); err != nil {
			return nil, fmt.Errorf("gallery: %w", err)
		}
		p.readers[lang] = table.For(l, g.Economies)
	}
	return p, nil
}

// At makes the pages of the editions that stand at this moment.
func (p *Pages) At() *Pages {
	out := *p
	out.Gallery = p.Gallery.At()
	return &out
}

// frame is what every page has.
type frame struct {
	Here
	Title       string
	Description string
	Wide        bool
	Tongues     []tongue
	Share       *share // what a shared link shows
	Body        any
}

type tongue struct {
	Lang, Name, Href string
	Current          bool
}

// share is what others show of a link to the page.
type share struct {
	URL, Image, Type, OEmbed, Alt, Locale string
	Width, Height                         int
}

// locales are the languages as Open Graph names them.
var locales = map[string]string{"en": "en_GB", "fr": "fr_FR", "es": "es_ES", "pt": "pt_PT"}

// write executes the template of a page.
func (p *Pages) write(name string, f frame) ([]byte, error) {
	for _, lang := range f.Here.Languages() {
		l := p.readers[lang].Locale
		query := url.Values{}
		for key, v := range f.Query {
			if key != "lang" {
				query[key] = v
			}
		}
		f.Tongues = append(f.Tongues, tongue{Lang: lang, Name: locale.Capitalize(l.Word("grammar.language")), Current: lang == f.Lang,
			Href: f.Page(Ref{Path: f.Path, Lang: lang, Year: f.Year, Query: query})})
	}
	var out bytes.Buffer
	err := p.templates[f.Lang].ExecuteTemplate(&out, name, f)
	return typographic(out.Bytes()), err
}

// Link is a page in the language that the reader has chosen, of the same edition.
func (h Here) Link(path string) string { return h.To(path, nil) }

// To is Link with parameters.
func (h Here) To(path string, query url.Values) string {
	r := Ref{Path: path, Year: h.Year, Query: query}
	if path == builder { // whose year is that of a question
		r.Year = 0
	}
	if h.Chosen {
		r.Lang = h.Lang
	}
	return h.Page(r)
}

// Embedded tells whether a chart is asked for alone, for a frame in a page of others.
func (h Here) Embedded() bool { return h.Query.Get("view") == alone }

// Live tells whether questions are drawn.
func (h Here) Live() bool { return h.Draw(url.Values{}, "png") != "" }

func (p *Pages) word(lang, key string) string { return p.readers[lang].Locale.Word(key) }

func (p *Pages) say(lang, key string, args map[string]any) string {
	text, err := p.readers[lang].Locale.Say(key, args)
	if err != nil {
		return key
	}
	return text
}

// Problem is the page of an error: what is the matter, and the sentence that says why, in a
// language that need not be the reader's.
func (p *Pages) Problem(_ context.Context, h Here, code int, sentence, in string) ([]byte, error) {
	return p.write("problem.html", frame{Here: h, Title: p.word(h.Lang, problem(code)), Body: map[string]string{"Why": sentence, "Lang": in}})
}

// problem is the word for what a code of HTTP means to a reader.
func problem(code int) string {
	switch code {
	case http.StatusNotFound:
		return "gallery.problem-absent"
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return "gallery.problem-busy"
	case http.StatusInternalServerError:
		return "gallery.problem-failed"
	}
	return "gallery.problem-asked"
}
