package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/gallery"
	"tradestats/internal/gallery/server"
	"tradestats/internal/tidy"
)

type serveOptions struct {
	galleryOptions
	Address  string
	Log      string
	Cache    int // MiB
	Drawings int
}

// galleryOptions say what a gallery shows.
type galleryOptions struct {
	common
	Reports  string // the folder of editions
	Currency string
	URL      string // under which others reach it
}

func (p *program) serveCommand() *cli.Command {
	return &cli.Command{
		Name: "serve", Usage: "every chart in a browser, each with an address of its own", ArgsUsage: " ",
		UsageText: `tradestats serve
tradestats serve --addr 0.0.0.0:80 --url https://charts.example.org --access-log json`,
		Description: `Shows the editions that 'tradestats report' wrote, chart by chart, with search, sizes,
themes, languages, credits to copy and downloads, a page for each economy and indicator,
and a page that draws what it is asked for. Without editions in DIR it shows the newest,
made from the figures. A chart is /charts/TOPIC/ID.png (svg, csv, json), what is drawn
/draw.png?indicator=...; both are the bytes that 'tradestats chart' writes. An edition
that is written anew is shown as soon as it is whole. See docs/gallery.md.`,
		Flags: slices.Concat(
			categorized("Gallery", []cli.Flag{
				textFlag("addr", "", "`HOST:PORT` to listen on; default 127.0.0.1:8080, port 0 takes a free one"),
				reportsFlag(), urlFlag(),
				textFlag("cache", "", "`MIB` kept in memory of what was made; default 128"),
				textFlag("drawings", "", "`N` made at the same time; default one a processor"),
				textFlag("access-log", "", "`FORMAT` of the access log on standard error: text, json or none; default text"),
			}),
			counting()[:1], reading(), categorized("Output", []cli.Flag{quiet()}),
		),
		Action: func(c *cli.Context) error {
			o, err := p.readServe(c)
			if err != nil {
				return err
			}
			p.committing.Store(true) // requests that have begun are answered before it ends
			return p.runServe(c.Context, o)
		},
		OnUsageError: onUsageError,
	}
}

func reportsFlag() cli.Flag {
	return textFlag("reports", "", "`DIR` of the editions; default that of the setting output, else reports")
}

// whereReportsGo is the folder that 'report' writes to by the settings.
func (p *program) whereReportsGo() string {
	return cmp.Or(strings.Join(p.settings["output"].Texts, ""), "reports")
}

// editionsStand refuses a folder of editions that is named and not there: what is shown
// instead would be taken for it.
func (p *program) editionsStand(c *cli.Context, dir string) error {
	named := c.String("reports") != "" || len(p.settings["output"].Texts) > 0
	if info, err := os.Stat(dir); !named || err == nil && info.IsDir() {
		return nil
	}
	return usage("write the editions with 'tradestats report -o "+dir+"'; without a folder the newest edition is made from the figures", "the folder of editions %s is not there", dir)
}

func urlFlag() cli.Flag {
	return textFlag("url", "", "`URL` under which others reach it: for what they copy, for shared links and the sitemap")
}

// readGallery reads the flags of what a gallery shows.
func (p *program) readGallery(c *cli.Context) (galleryOptions, error) {
	data, err := p.readData(c)
	data.Lang, data.Warn = "en", warner(p.stderr, c.Bool("quiet"))
	o := galleryOptions{common: data, Reports: cmp.Or(c.String("reports"), p.whereReportsGo()), Currency: strings.ToUpper(c.String("currency")), URL: strings.TrimRight(c.String("url"), "/")}
	if err != nil {
		return o, err
	}
	if c.NArg() > 0 {
		return o, usage("leave it out", "%s takes no argument: %q", c.Command.Name, c.Args().First())
	}
	if err := p.editionsStand(c, o.Reports); err != nil {
		return o, err
	}
	if u, err := url.Parse(o.URL); o.URL != "" && (err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery+u.Fragment != "") {
		return o, usage("write it as https://charts.example.org", "--url %q is no address of a web site", o.URL)
	}
	return o, nil
}

func (p *program) readServe(c *cli.Context) (serveOptions, error) {
	shown, err := p.readGallery(c)
	o := serveOptions{galleryOptions: shown, Address: cmp.Or(c.String("addr"), "127.0.0.1:8080"), Log: cmp.Or(c.String("access-log"), "text")}
	if err != nil {
		return o, err
	}
	if _, _, err := net.SplitHostPort(o.Address); err != nil {
		return o, usage("write it as 127.0.0.1:8080", "--addr %q", o.Address)
	}
	if err := tidy.OneOf("--access-log", o.Log, []string{"text", "json", "none"}); err != nil {
		return o, err
	}
	if o.Cache, err = upTo(c, "cache", mostCache); err != nil {
		return o, err
	}
	o.Drawings, err = upTo(c, "drawings", mostDrawings)
	return o, err
}

// What --cache, in MiB, and --drawings may be: more than any machine has.
const (
	mostCache    = 1 << 20
	mostDrawings = 1 << 10
)

// upTo reads a whole number of which there is a largest; 0 where the flag is not given.
func upTo(c *cli.Context, name string, most int) (int, error) {
	n, err := whole(c, name)
	if text := c.String(name); text != "" && err != nil || n > most {
		return 0, usage(fmt.Sprintf("write a whole number from 1 to %d", most), "--%s %q", name, text)
	}
	return n, err
}

// gallery opens the figures and the editions.
func (o galleryOptions) gallery(ctx context.Context) (*gallery.Gallery, error) {
	changes := watching(o.Data)
	s, err := o.openWith(ctx, changes.tables.Tables)
	if err != nil {
		return nil, err
	}
	return gallery.Open(ctx, gallery.Options{Changed: changes.happened, Engine: s.Engine, Doubt: s.Warn, Economies: s.Economies, OwnOnly: o.NoEmbedded, Reports: o.Reports, OwnTopics: o.OwnTopics, Currency: o.Currency, Version: Version, Warn: o.Warn})
}

// besides is what a server should get by with beside its cache, in bytes: drawings
// that are being made, the figures, the editions. Go may exceed it.
const besides = 224 << 20

// runServe serves until it is interrupted, which is no failure.
func (p *program) runServe(ctx context.Context, o serveOptions) error {
	say(p.stderr, "opening the figures")
	g, err := o.gallery(ctx)
	if err != nil {
		return err
	}
	cache := cmp.Or(int64(o.Cache)<<20, server.DefaultCache)
	if os.Getenv("GOMEMLIMIT") == "" && len(o.Data) == 0 { // of files of the user's nobody knows how large they are
		debug.SetMemoryLimit(cache + besides)
	}
	l, err := net.Listen("tcp", o.Address)
	if err != nil {
		return tidy.Wrap(tidy.Failed, err, "stop what listens there, or take another one with --addr", "cannot listen on %s", o.Address)
	}
	at, known := reached(l.Addr())
	if o.URL == "" && !known {
		o.Warn("nobody knows under which address others reach this: citations and code to embed are without one; name it with --url")
	} else if o.URL == "" {
		o.URL = at
	}
	running, err := server.New(g, server.Options{URL: o.URL, Log: accessLog(o.Log, p.stderr), CacheBytes: cache, Drawings: o.Drawings, Open: o.again})
	if err != nil {
		l.Close() //nolint:errcheck // the first error is the one to tell
		return err
	}
	say(p.stderr, "serving "+at+"; stop with Ctrl-C")
	return running.Serve(ctx, l)
}

// reached is the address of a listener in a browser of this machine; known tells whether
// others reach it under the same.
func reached(a net.Addr) (at string, known bool) {
	if tcp, ok := a.(*net.TCPAddr); ok && tcp.IP.IsUnspecified() {
		return fmt.Sprintf("http://localhost:%d", tcp.Port), false
	}
	return "http://" + a.String(), true
}

func accessLog(format string, w io.Writer) *slog.Logger {
	switch format {
	case "json":
		return slog.New(slog.NewJSONHandler(w, nil))
	case "none":
		return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelWarn}))
	}
	return slog.New(slog.NewTextHandler(w, nil))
}
