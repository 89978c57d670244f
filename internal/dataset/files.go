package dataset

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

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

// Catalog implements Engine.
func (e *files) Catalog() *catalog.Catalog { return e.catalog }

// Load implements Engine: each file is read by itself, and what is found stands in
// the order of the ids.
func (e *files) Load(ctx context.Context, q Query) (Loaded, error) {
	breaks, err := knownBreaks()
	if err != nil {
		return Loaded{}, err
	}
	ids := slices.Compact(slices.Sorted(slices.Values(q.Indicators)))
	found, errs := make([]*collector, len(ids)), make([]error, len(ids))
	var wait sync.WaitGroup
	places := make(chan struct{}, runtime.GOMAXPROCS(0))
	for k, id := range ids {
		indicator, err := e.catalog.Indicator(id)
		if err != nil {
			return Loaded{}, err
		}
		found[k] = &collector{query: newFilter(q), indicator: indicator, economies: e.economies, catalog: e.catalog, breaks: breaks[id]}
	}
	for k := range ids { // each file by itself; what is found stands in the order of the ids
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			errs[k] = e.collect(ctx, found[k])
		})
	}
	wait.Wait()
	var all collected
	for k, c := range found {
		if errs[k] != nil {
			return Loaded{}, errs[k]
		}
		all.observations = append(all.observations, c.observations...)
		all.published = append(all.published, c.published...)
		all.warnings = append(all.warnings, c.warnings...)
	}
	return Loaded{
		Frame:     frame.FromObservations(all.observations),
		Published: frame.FromObservations(all.published),
		Warnings:  all.warnings,
	}, nil
}

// collect reads one indicator from where its figures stand.
func (e *files) collect(ctx context.Context, c *collector) error {
	switch own := e.own[c.indicator.ID]; {
	case own != nil:
		if err := own.load(ctx, c); err != nil {
			return err
		}
	case e.embedded:
		if err := loadEmbedded(ctx, c); err != nil {
			return err
		}
	}
	return c.order()
}

// loadEmbedded reads an indicator's embedded figures and the publisher's own
// groups, which stand in a file of their own.
func loadEmbedded(ctx context.Context, c *collector) error {
	if info, err := fs.Stat(datasets.FS, c.indicator.File); err == nil {
		const shortest = 13 // a row such as "ABW,2010,83.5"
		c.observations = make([]tidy.Observation, 0, info.Size()/shortest)
	}
	if err := readEmbedded(ctx, c.indicator.File, func(r source.Row) error {
		return c.add(r, embeddedFolder+c.indicator.File)
	}); err != nil {
		return err
	}
	groups, err := publishedGroups()
	if err != nil {
		return err
	}
	for _, r := range groups[c.indicator.ID] {
		if err := c.add(r, embeddedFolder+publishedFile); err != nil {
			return err
		}
	}
	return nil
}

const publishedFile = "published.csv"

// publishedGroups returns the publishers' own groups by indicator, read once.
var publishedGroups = sync.OnceValues(func() (map[string][]source.Row, error) {
	out := map[string][]source.Row{}
	err := readEmbedded(context.Background(), publishedFile, func(r source.Row) error {
		out[r.Indicator] = append(out[r.Indicator], r)
		return nil
	})
	return out, err
})

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

// Inputs implements Engine.
func (e *files) Inputs(indicators []string) ([]Input, error) {
	groups, err := publishedGroups()
	if err != nil {
		return nil, err
	}
	breaks, err := knownBreaks()
	if err != nil {
		return nil, err
	}
	var inputs []Input
	var grouped, broken bool
	for _, id := range indicators {
		indicator, err := e.catalog.Indicator(id)
		if err != nil {
			return nil, err
		}
		own := e.own[id]
		if own == nil && !e.embedded {
			continue
		}
		in := Input{Path: embeddedFolder + indicator.File, Dataset: indicator.Dataset.ID, Indicator: id}
		open := embeddedFile(indicator.File)
		if own != nil {
			in.Path, open = own.path, own.open
		}
		if in.SHA256, err = hash(in.Path, open); err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
		grouped = grouped || own == nil && len(groups[id]) > 0
		broken = broken || len(breaks[id]) > 0 // they are looked for in the user's figures too
	}
	for _, shared := range []struct {
		file string
		read bool
	}{{publishedFile, grouped}, {breaksFile, broken}} {
		if !shared.read {
			continue
		}
		in, err := e.shared(shared.file)
		if err != nil {
			return nil, err
		}
		inputs = append(inputs, in)
	}
	return inputs, nil
}

// shared is the input of an embedded file that holds something of many
// indicators.
func (e *files) shared(file string) (Input, error) {
	k := slices.IndexFunc(e.catalog.Datasets, func(d *catalog.Dataset) bool { return d.File == file })
	if k < 0 {
		return Input{}, fmt.Errorf("embedded catalogue: no dataset has the file %s", file)
	}
	in := Input{Path: embeddedFolder + file, Dataset: e.catalog.Datasets[k].ID}
	var err error
	in.SHA256, err = hash(in.Path, embeddedFile(file))
	return in, err
}

func embeddedFile(name string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return datasets.FS.Open(name) }
}

func hash(path string, open func() (io.ReadCloser, error)) (string, error) {
	text, err := open()
	if err != nil {
		return "", unreadable(path, err)
	}
	defer text.Close()
	h := sha256.New()
	if _, err := io.Copy(h, text); err != nil {
		return "", unreadable(path, err)
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

// readDeclaration reads the YAML beside a file, or returns nil when there is
// none: chips.yaml beside chips.csv, CHIPS.CSV's is CHIPS.yaml.
func readDeclaration(path string) (*catalog.Dataset, error) {
	base := strings.TrimSuffix(path, filepath.Ext(path))
	text, err := os.ReadFile(base + ".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // no declaration is no mistake
	}
	if err != nil {
		return nil, unreadable(base+".yaml", err)
	}
	return catalog.Declaration(base+".yaml", bytes.TrimPrefix(text, []byte("\ufeff")))
}
