package catalog

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"

	"tradestats/datasets"
	"tradestats/internal/tidy"
)

// Targets are programmes with what they set: those that the program carries, and those
// of files of the user's. They are never changed once they are made.
type Targets struct {
	programmes []*Programme // sorted by id
}

// EmbeddedTargets returns those that the program carries, parsed once.
func EmbeddedTargets() (*Targets, error) { return embeddedTargets() }

var embeddedTargets = sync.OnceValues(func() (*Targets, error) {
	names, err := fs.Glob(datasets.FS, "targets/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("targets: %w", err)
	}
	t := &Targets{}
	for _, name := range names {
		text, err := datasets.FS.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("targets: %w", err)
		}
		p, err := reading{file: path.Base(name), name: "datasets/" + name}.programme(text)
		if err != nil {
			return nil, err
		}
		if err := t.add(p); err != nil {
			return nil, err
		}
	}
	return t, nil
})

// WithFiles returns these targets and those of files of the user's, a programme each in
// the form of datasets/targets. A text may stand in English alone, or once for all
// languages. called is the name of a file as what is written gives it. Ids that stand
// already are refused; errors in a file are of kind tidy.Data and name the line.
func (t *Targets) WithFiles(paths []string, called func(path string) string) (*Targets, error) {
	out := &Targets{slices.Clone(t.programmes)}
	for _, file := range paths {
		text, err := os.ReadFile(file)
		if err != nil {
			return nil, tidy.Wrap(tidy.Usage, err, "name a YAML file: see docs/repository.md", "cannot read the targets")
		}
		p, err := reading{file: file, name: called(file), own: true}.programme(text)
		if err != nil {
			return nil, err
		}
		if err := out.add(p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add adds a programme. An id stands for one thing, but for a programme and a target of
// its own.
func (t *Targets) add(p *Programme) error {
	if other := t.holder(p.ID); other != nil {
		return p.Wrong("id", p.ID, "the id is taken "+other.where(), "give the programme an id of its own")
	}
	seen := map[string]int{}
	for k := range p.Targets {
		one := &p.Targets[k]
		if line := seen[one.ID]; line != 0 {
			return one.Wrong("id", one.ID, fmt.Sprintf("line %d has a target of this id", line), "give each target an id of its own")
		}
		seen[one.ID] = one.place.line
		if other := t.holder(one.ID); other != nil {
			return one.Wrong("id", one.ID, "the id is taken "+other.where(), "give the target an id of its own")
		}
	}
	at, _ := slices.BinarySearchFunc(t.programmes, p.ID, func(p *Programme, id string) int { return strings.Compare(p.ID, id) })
	t.programmes = slices.Insert(t.programmes, at, p)
	return nil
}

// holder is the programme that has an id or a target of it, or nil.
func (t *Targets) holder(id string) *Programme {
	for _, p := range t.programmes {
		if p.ID == id || slices.ContainsFunc(p.Targets, func(t Target) bool { return t.ID == id }) {
			return p
		}
	}
	return nil
}

// where says where a programme stands.
func (p *Programme) where() string {
	if p.Own {
		return "in " + p.place.file
	}
	return "by a target or programme that the program carries (" + p.ID + ")"
}

// Programmes returns the programmes, sorted by id. Callers must not change them.
func (t *Targets) Programmes() []*Programme { return t.programmes }

// Programme returns the programme of an id, or nil.
func (t *Targets) Programme(id string) *Programme {
	for _, p := range t.programmes {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// Target returns the target of an id, or nil.
func (t *Targets) Target(id string) *Target {
	for _, p := range t.programmes {
		for k := range p.Targets {
			if p.Targets[k].ID == id {
				return &p.Targets[k]
			}
		}
	}
	return nil
}

// IDs returns the ids of all programmes and targets, each once.
func (t *Targets) IDs() []string {
	var out []string
	for _, p := range t.programmes {
		out = append(out, p.ID)
		for _, one := range p.Targets {
			if one.ID != p.ID {
				out = append(out, one.ID)
			}
		}
	}
	return out
}

// Targets returns those that can be asked for beside the catalogue: by default those
// that the program carries.
func (c *Catalog) Targets() (*Targets, error) {
	if c.targets != nil {
		return c.targets, nil
	}
	return EmbeddedTargets()
}

// WithTargets returns the catalogue beside other targets.
func (c *Catalog) WithTargets(t *Targets) *Catalog {
	out := *c
	out.targets = t
	return &out
}
