package dataset

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sort"
	"strings"

	"tradestats/datasets"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// embeddedFolder is how origins call the folder that the program carries.
const embeddedFolder = "datasets/"

// files is the engine over the embedded figures and the user's files.
type files struct {
	catalog   *catalog.Catalog
	economies *economy.Registry
	own       map[string]*ownFile // indicator -> the user's file that holds it
	embedded  bool
}

// Options say what an engine reads.
type Options struct {
	Data       []string // files, folders, or ID=PATH, in the order given
	NoEmbedded bool     // do without the embedded figures
	Economies  *economy.Registry
}

// Open makes the engine over the embedded figures with the user's files laid
// over them: a file that names an indicator of the catalogue takes the place
// of its embedded figures whole, another indicator becomes a series of the
// user's own. Every file is read once to learn what it holds.
func Open(ctx context.Context, o Options) (Engine, error) {
	c, err := catalog.Embedded()
	if err != nil {
		return nil, err
	}
	e := &files{catalog: c, economies: o.Economies, own: map[string]*ownFile{}, embedded: !o.NoEmbedded}
	return e, e.overlay(ctx, o.Data)
}

func (e *files) Catalog() *catalog.Catalog { return e.catalog }

func (e *files) Load(ctx context.Context, q Query) (Loaded, error) {
	breaks, err := knownBreaks()
	if err != nil {
		return Loaded{}, err
	}
	var all collected
	for _, id := range q.Indicators {
		indicator, err := e.catalog.Indicator(id)
		if err != nil {
			return Loaded{}, err
		}
		one := collector{query: newFilter(q), indicator: indicator, economies: e.economies, catalog: e.catalog, breaks: breaks[id]}
		switch own := e.own[id]; {
		case own != nil:
			err = own.load(ctx, &one)
		case e.embedded:
			err = loadEmbedded(ctx, &one)
		}
		if err != nil {
			return Loaded{}, err
		}
		all.observations = append(all.observations, one.observations...)
		all.published = append(all.published, one.published...)
		all.warnings = append(all.warnings, one.warnings...)
	}
	sortObservations(all.observations)
	sortObservations(all.published)
	return Loaded{
		Frame:     frame.FromObservations(all.observations),
		Published: frame.FromObservations(all.published),
		Warnings:  all.warnings,
	}, nil
}

// loadEmbedded reads an indicator's embedded figures and the publisher's own
// groups, which stand in a file of their own.
func loadEmbedded(ctx context.Context, c *collector) error {
	if err := readEmbedded(ctx, c.indicator.File, func(r source.Row) error {
		return c.add(r, embeddedFolder+c.indicator.File)
	}); err != nil {
		return err
	}
	return readEmbedded(ctx, "published.csv", func(r source.Row) error {
		if r.Indicator != c.indicator.ID {
			return nil
		}
		return c.add(r, embeddedFolder+"published.csv")
	})
}

func readEmbedded(ctx context.Context, name string, each func(source.Row) error) error {
	f, err := datasets.FS.Open(name)
	if err != nil {
		return fmt.Errorf("embedded figures: %w", err)
	}
	defer f.Close()
	r, err := source.Open(embeddedFolder+name, f)
	if err != nil {
		return err
	}
	return r.Read(ctx, each)
}

func (e *files) Inputs(indicators []string) ([]Input, error) {
	var inputs []Input
	for _, id := range indicators {
		indicator, err := e.catalog.Indicator(id)
		if err != nil {
			return nil, err
		}
		in := Input{Dataset: indicator.Dataset.ID, Indicator: id}
		var text io.ReadCloser
		if own := e.own[id]; own != nil {
			in.Path = own.path
			text, err = os.Open(own.path)
		} else {
			in.Path = embeddedFolder + indicator.File
			text, err = datasets.FS.Open(indicator.File)
		}
		if err != nil {
			return nil, unreadable(in.Path, err)
		}
		in.SHA256, err = hash(text)
		text.Close()
		if err != nil {
			return nil, unreadable(in.Path, err)
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

func hash(r io.Reader) (string, error) {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// unreadable says what the operating system says, without saying it twice.
func unreadable(path string, err error) error {
	if pe, ok := err.(*fs.PathError); ok {
		err = pe.Err
	}
	return tidy.Wrap(tidy.Failed, err, "check the path and its permissions", "cannot read %s", path)
}

func sortObservations(obs []tidy.Observation) {
	sort.SliceStable(obs, func(i, j int) bool {
		a, b := &obs[i], &obs[j]
		if a.Indicator != b.Indicator {
			return a.Indicator < b.Indicator
		}
		if a.Economy != b.Economy {
			return a.Economy < b.Economy
		}
		if a.Partner != b.Partner {
			return a.Partner < b.Partner
		}
		return a.Year < b.Year
	})
}

// readDeclaration reads the YAML beside a file, or returns nil when there is
// none: chips.yaml beside chips.csv.
func readDeclaration(path string) (*catalog.Dataset, error) {
	base := strings.TrimSuffix(path, ".csv")
	text, err := os.ReadFile(base + ".yaml")
	if err != nil {
		return nil, nil // no declaration is no mistake
	}
	return catalog.Declaration(base+".yaml", bytes.TrimPrefix(text, []byte("\ufeff")))
}
