// Package report turns a topic into pages: it computes each block of the
// topic once, writes the page in each language, draws the charts, and puts the
// edition in place. Everything it writes is a function of its inputs.
package report

import (
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/economy"
	"tradestats/internal/picture"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

// Formats are what an edition can be written in; the default is md, png, csv.
var Formats = []string{"md", "png", "csv", "svg", "html"}

var defaultFormats = []string{"md", "png", "csv"}

// Options say which edition to write, and where.
type Options struct {
	Topics     []string // ids; empty means all
	TopicFiles []string // YAML files of topics of the user's own
	OwnTopics  []string // the same, of a repository: an id may name them, and without ids and TopicFiles they are all
	Currency   string   // that money is counted in, where the engine does not count in dollars
	Year       int      // 0: the newest for which the publisher's World of the headline indicator stands
	Languages  []string // empty means all of the topic
	Formats    []string // of Formats; empty means md, png and csv
	Whole      bool     // Languages and Formats are all that the edition has, not a part asked for
	Out        string   // the folder of editions; "" is "reports"
	Check      bool     // compare with what stands there and write nothing
	Against    string   // the folder of an edition that CHANGES.md compares with; "" is that of the year before, where it stands
	// AlwaysAgainst tells that Against is said for every edition: it is passed over for the
	// one that it is itself.
	AlwaysAgainst bool
	Engine        dataset.Engine
	// AsPublished is the engine before any currency, for telling how numbers came
	// about; nil is Engine. Again are the flags with which a command finds the same
	// figures, for the commands that pages name.
	AsPublished dataset.Engine
	Again       []string
	Base        string // a folder that files are named from; "" is the working folder
	Economies   *economy.Registry
	Shelf       *study.Shelf // where the figures of Engine stand that others have prepared; nil: one of the run
	Version     string       // of the tool, for the manifest
	// Reopen opens files of an earlier run, beside those that Engine has by itself; what was
	// revised can then be told from what the tool does otherwise. It may be nil.
	Reopen func(ctx context.Context, paths []string) (dataset.Engine, error)
	// Committing is called just before the first change to the folder: from
	// then on the run must not be cut off. It may be nil.
	Committing func()
}

// isPart tells whether a part of an edition is asked for, which may stand beside the
// rest.
func (o Options) isPart() bool { return !o.Whole && len(o.Languages)+len(o.Formats) > 0 }

// Outcome says what became of the files of an edition.
type Outcome struct {
	Pages     []string // paths of the pages, whether new or not
	Written   []string // paths that are new or changed
	Removed   []string // of an earlier edition, no longer part of it
	Foreign   []string // files beside the edition that the tool did not write
	Unchanged int
	Warnings  []string
	Unmet     error // an error of kind tidy.Unmet for each assertion that does not hold
}

// header is what every block has.
type header struct {
	Kind  string       `yaml:"kind"`
	ID    string       `yaml:"id"`
	Title catalog.Text `yaml:"title"`
	Brief bool         `yaml:"brief"` // its main sentence stands at the top of the page
}

func (h header) head() header { return h }

// A block is a section of a report.
type block interface {
	head() header
	// check says what is wrong with its definition.
	check() wants
	// needs names the indicators that the block computes from.
	needs() []string
	// compute finds the figures, once for all languages; blocks compute at the
	// same time and change nothing but themselves.
	compute(e *env) error
	// write writes the section in the page's language; it must not change the
	// block.
	write(p *page)
}

// blockKinds makes an empty block of each kind that a topic can name.
var blockKinds = map[string]func() block{
	"analysis":      func() block { return &analysisBlock{} },
	"claims":        func() block { return &claimsBlock{} },
	"chart":         func() block { return &chartBlock{} },
	"target":        func() block { return &targetBlock{} },
	"forecast":      func() block { return &forecastBlock{} },
	"convergence":   func() block { return &convergenceBlock{} },
	"text":          func() block { return &textBlock{} },
	"key-figures":   func() block { return &keyFigures{} },
	"level":         func() block { return &levelBlock{} },
	"regions":       func() block { return &regionsBlock{} },
	"contribution":  func() block { return &contributionBlock{} },
	"ranking":       func() block { return &rankingBlock{} },
	"concentration": func() block { return &concentrationBlock{} },
	"balance":       func() block { return &balanceBlock{} },
	"divide":        func() block { return &divideBlock{} },
	"sides":         func() block { return &sidesBlock{} },
	"corridor":      func() block { return &corridorBlock{} },
	"per":           func() block { return &perBlock{} },
	"coverage":      func() block { return &coverageBlock{} },
	"method":        func() block { return &methodBlock{} },
	"sources":       func() block { return &sourcesBlock{} },
}

// Run writes the edition, or with Check compares it with the one that stands
// there: a difference is an error of kind tidy.Differs that names the files.
func Run(ctx context.Context, o Options) (Outcome, error) {
	if o.Out == "" {
		o.Out = "reports"
	}
	if o.AsPublished == nil {
		o.AsPublished = o.Engine
	}
	for _, f := range o.Formats {
		if !slices.Contains(Formats, f) {
			return Outcome{}, tidy.Errorf(tidy.Usage, "formats are "+strings.Join(Formats, ", "), "unknown format %q", f)
		}
	}
	jobs, err := plan(ctx, &o)
	if err != nil {
		return Outcome{}, err
	}
	var out Outcome
	before, err := earlierEdition(&o, &out)
	if err != nil {
		return Outcome{}, err
	}
	edition, err := assemble(ctx, o, jobs, before, &out)
	if err != nil {
		return Outcome{}, err
	}
	if o.Check {
		err = check(o, jobs, edition, &out)
	} else {
		err = put(ctx, o, jobs, edition, &out)
	}
	if err == nil {
		out.Unmet = unmet(jobs)
	}
	return out, err
}

// plan finds what is to be written of which topics, and the year where none is
// asked for.
func plan(ctx context.Context, o *Options) ([]*job, error) {
	topics, err := selectTopics(o.Topics, o.TopicFiles, o.OwnTopics...)
	if err != nil {
		return nil, err
	}
	for _, t := range topics {
		if err := t.knows(o.Engine.Catalog()); err != nil {
			return nil, err
		}
	}
	if o.Year == 0 {
		years, err := headlineYears(ctx, *o, topics[0])
		if err != nil {
			return nil, err
		}
		o.Year = years[len(years)-1]
	}
	return newJobs(*o, topics)
}

// assemble builds all topics and the page of the year. A page of the year that
// the tool did not write is left alone and named.
func assemble(ctx context.Context, o Options, jobs []*job, before *earlier, out *Outcome) (files, error) {
	edition := files{}
	for _, j := range jobs {
		warnings, err := j.build(ctx, o)
		if err != nil {
			return nil, err
		}
		for _, name := range sorted(j.made) {
			edition[path.Join(j.folder, name)] = j.made[name]
			if path.Ext(name) == ".md" {
				out.Pages = append(out.Pages, path.Join(o.Out, j.folder, name))
			}
		}
		out.Warnings = append(out.Warnings, warnings...)
	}
	changed, err := o.changes(ctx, jobs, before, out)
	if err != nil {
		return nil, err
	}
	maps.Copy(edition, changed)
	for _, index := range []struct {
		folder string
		text   func() ([]byte, error)
	}{
		{fmt.Sprint(o.Year), func() ([]byte, error) { return yearIndex(o, jobs, edition) }},
		{latest, func() ([]byte, error) { return latestIndex(o) }},
	} {
		name := path.Join(index.folder, indexName)
		if file := filepath.Join(o.Out, name); isForeignIndex(file) {
			out.Foreign = append(out.Foreign, file)
			continue
		}
		var err error
		if edition[name], err = index.text(); err != nil {
			return nil, err
		}
	}
	return edition, nil
}

// files are contents by path, with slashes.
type files map[string][]byte

// Pictures returns the charts of topics, in the languages asked for, without
// drawing them: one that is drawn in a size and a theme of its own shows what
// the report shows.
func Pictures(ctx context.Context, o Options) ([]picture.Picture, error) {
	o.Check = false
	jobs, err := plan(ctx, &o)
	if err != nil {
		return nil, err
	}
	var out []picture.Picture
	for _, j := range jobs {
		_, bk, err := j.write(ctx, o)
		if err != nil {
			return nil, err
		}
		for _, d := range bk.charts {
			out = append(out, d.picture)
		}
	}
	return out, nil
}

// write computes the job's topic and writes its pages; charts are not drawn yet.
func (j *job) write(ctx context.Context, o Options) (*env, *book, error) {
	blocks, err := j.topic.newBlocks()
	if err != nil {
		return nil, nil, err
	}
	e := newEnv(ctx, o, j)
	if err := e.load(blocks); err != nil {
		return nil, nil, err
	}
	if err := e.hasYear(); err != nil {
		return nil, nil, err
	}
	if err := study.Parallel(len(blocks), func(k int) error { return j.topic.at(k, blocks[k].compute(e)) }); err != nil {
		return nil, nil, err
	}
	e.hear(blocks)
	e.blocks = blocks
	bk := newBook()
	for _, lang := range j.languages {
		if err := writePage(e, bk, blocks, lang); err != nil {
			return nil, nil, err
		}
	}
	return e, bk, nil
}

// build makes all files of the job's topic, the manifest among them.
func (j *job) build(ctx context.Context, o Options) (warnings []string, err error) {
	e, bk, err := j.write(ctx, o)
	if err != nil {
		return nil, err
	}
	j.figures = bk.figures
	if err := bk.render(ctx, j.formats); err != nil {
		return nil, err
	}
	if slices.Contains(j.formats, "html") {
		if err := e.webPages(ctx, bk); err != nil {
			return nil, err
		}
	}
	if j.assessed, err = j.topic.assess(e); err != nil {
		return nil, err
	}
	j.made = bk.only(j.formats)
	j.made[manifestName], err = newManifest(o, e, j, bk)
	return e.warnings, err
}

// languagesOf are the languages to write: those of the topic, or those asked
// for, which can also be others that its texts are in.
func languagesOf(t *topic, asked []string) ([]string, error) {
	for _, lang := range asked {
		if !slices.Contains(t.Languages, lang) && !t.hasTexts(lang) {
			return nil, tidy.Errorf(tidy.Usage, "it is written in "+strings.Join(t.Languages, ", "), "topic %s has no text in %q", t.ID, lang)
		}
	}
	if len(asked) == 0 {
		return t.Languages, nil
	}
	return asked, nil
}

func writePage(e *env, bk *book, blocks []block, lang string) error {
	p, err := newPage(e, bk, lang)
	if err != nil {
		return err
	}
	text, err := p.compose(blocks)
	bk.pages[lang] = text
	if !slices.ContainsFunc(e.formats, func(f string) bool { return f == "png" || f == "svg" }) {
		text = withoutImages(text) // they stand in other formats only
	}
	bk.files["report."+lang+".md"] = text
	return err
}

// compose writes the sections of a page.
func (p *page) compose(blocks []block) ([]byte, error) {
	for _, b := range blocks {
		p.block = b.head()
		b.write(p)
		p.endSection()
	}
	p.block = header{ID: "report"}
	return p.finish()
}

// only keeps the files of the formats asked for; the data of charts and
// tables are CSV.
func (b *book) only(formats []string) files {
	out := files{}
	for name, content := range b.files {
		if slices.Contains(formats, strings.TrimPrefix(path.Ext(name), ".")) {
			out[name] = content
		}
	}
	return out
}
