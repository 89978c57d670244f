package report

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tradestats/internal/tidy"
)

// put writes an edition: all of it into a folder beside the editions, then
// each changed file to its place by renaming, the manifests last. Until the
// first rename nothing has changed; an interrupt before it leaves no trace,
// one after it waits until the edition is whole.
func put(ctx context.Context, o Options, topics []*topic, edition files, out *Outcome) error {
	for _, t := range topics {
		if err := survey(o, t, edition, out); err != nil {
			return err
		}
	}
	if err := fits(o, edition, out); err != nil {
		return err
	}
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return unwritable(o.Out, err)
	}
	sweep(o.Out)
	stage, err := os.MkdirTemp(o.Out, staging)
	if err != nil {
		return unwritable(o.Out, err)
	}
	defer os.RemoveAll(stage)
	changed, err := stageChanged(ctx, o.Out, stage, edition, out)
	if err != nil {
		return err
	}
	for _, name := range changed {
		if err := move(filepath.Join(stage, name), filepath.Join(o.Out, name)); err != nil {
			return unwritable(filepath.Join(o.Out, name), err)
		}
		out.Written = append(out.Written, filepath.Join(o.Out, name))
	}
	for _, name := range out.Removed {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(name, err)
		}
		os.Remove(filepath.Dir(name)) // when it is empty now; else it stays
	}
	return nil
}

const staging = ".staging-"

// sweep removes what runs that were killed left behind: staging folders that
// nobody has touched for an hour.
func sweep(dir string) {
	old, _ := filepath.Glob(filepath.Join(dir, staging+"*"))
	for _, folder := range old {
		if info, err := os.Stat(folder); err == nil && time.Since(info.ModTime()) > time.Hour {
			os.RemoveAll(folder)
		}
	}
}

// fits finds what stands in the way before anything is written: a folder where
// a file belongs, a file where a folder does. A README of the year that the
// tool did not write is left alone.
func fits(o Options, edition files, out *Outcome) error {
	inTheWay := func(file, what string) error {
		return tidy.Errorf(tidy.Failed, "move it away, or name another folder with -o", "%s is %s and in the way", file, what)
	}
	for _, name := range sorted(edition) {
		file := filepath.Join(o.Out, name)
		if info, err := os.Stat(file); err == nil && info.IsDir() {
			return inTheWay(file, "a folder")
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if info, err := os.Stat(filepath.Join(o.Out, dir)); err == nil && !info.IsDir() {
				return inTheWay(filepath.Join(o.Out, dir), "a file")
			}
		}
		if text, err := os.ReadFile(file); err == nil && path.Base(name) == indexName && !isIndex(text) && !o.hasEdition() {
			out.Foreign = append(out.Foreign, file)
			delete(edition, name)
		}
	}
	return nil
}

// stageChanged writes what differs from what stands there, and returns it in
// the order of renaming.
func stageChanged(ctx context.Context, dir, stage string, edition files, out *Outcome) ([]string, error) {
	var changed []string
	for _, name := range sorted(edition) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if holds(filepath.Join(dir, name), edition[name]) {
			out.Unchanged++
			continue
		}
		to := filepath.Join(stage, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return nil, unwritable(to, err)
		}
		if err := os.WriteFile(to, edition[name], 0o644); err != nil {
			return nil, unwritable(filepath.Join(dir, name), err)
		}
		changed = append(changed, name)
	}
	slices.SortStableFunc(changed, func(a, b string) int { return last(a) - last(b) })
	return changed, ctx.Err()
}

// last orders manifests behind everything that they vouch for.
func last(name string) int {
	if path.Base(name) == manifestName {
		return 1
	}
	return 0
}

func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// survey looks at what stands in a topic's folder: files of an earlier edition
// that are no longer part of it are to be removed, files that the tool did not
// write are left alone and named. One that stands in the way is an error.
func survey(o Options, t *topic, edition files, out *Outcome) error {
	folder := path.Join(fmt.Sprint(o.Year), t.ID)
	before, err := readManifest(filepath.Join(o.Out, folder))
	if err != nil {
		return err
	}
	ours := map[string]bool{manifestName: before != nil}
	hashes := map[string]string{}
	if before != nil {
		for _, f := range before.Outputs {
			ours[f.Path], hashes[f.Path] = true, f.SHA256
		}
		if o.partial {
			if err := edition.keep(folder, before); err != nil {
				return err
			}
		}
	}
	root := filepath.Join(o.Out, folder)
	return filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return unwritable(file, err)
		}
		if d.IsDir() {
			return nil
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		content, wanted := edition[path.Join(folder, name)]
		if wanted && ours[name] && hashes[name] != "" && content != nil {
			out.warnEdited(file, content, hashes[name])
		}
		if wanted && !ours[name] && !before.isDamaged() && !holds(file, content) {
			return tidy.Errorf(tidy.Failed, "move it away, or name another folder with -o", "%s was not written by tradestats and is in the way", file)
		}
		switch {
		case !wanted && ours[name] && !o.partial:
			out.Removed = append(out.Removed, file)
		case !wanted && !ours[name]:
			out.Foreign = append(out.Foreign, file)
		}
		return nil
	})
}

func holds(file string, content []byte) bool {
	have, err := os.ReadFile(file)
	return err == nil && bytes.Equal(have, content)
}

// warnEdited says that a file which somebody changed by hand is written anew.
func (out *Outcome) warnEdited(file string, content []byte, written string) {
	if have, err := os.ReadFile(file); err == nil && sum(have) != written && !bytes.Equal(have, content) {
		out.Warnings = append(out.Warnings, file+" had been changed since it was written; it is written anew")
	}
}

// keep adds to an edition of some languages or formats what the manifest that
// stands there vouches for beside them, so that the new one does too.
func (f files) keep(folder string, before *manifest) error {
	var m manifest
	at := path.Join(folder, manifestName)
	if err := json.Unmarshal(f[at], &m); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	m.Languages = union(m.Languages, before.Languages)
	m.Formats = union(m.Formats, before.Formats)
	for _, o := range before.Outputs {
		if _, new := f[path.Join(folder, o.Path)]; !new {
			m.Outputs = append(m.Outputs, o)
		}
	}
	slices.SortFunc(m.Outputs, func(a, b manifestOutput) int { return strings.Compare(a.Path, b.Path) })
	text, err := encode(m)
	f[at] = text
	return err
}

// union returns what two lists hold, in the order of the second and then of
// the first.
func union(more, first []string) []string {
	out := slices.Clone(first)
	for _, s := range more {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// readManifest returns the manifest in a folder, or nil when there is none.
func readManifest(folder string) (*manifest, error) {
	text, err := os.ReadFile(filepath.Join(folder, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, unwritable(folder, err)
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return &manifest{damaged: true}, nil //nolint:nilerr // it is replaced
	}
	return &m, nil
}

// isDamaged tells whether a manifest stands there that cannot be read: an
// edition was written, and its files may be replaced.
func (m *manifest) isDamaged() bool { return m != nil && m.damaged }

const indexName = "README.md"

// hasEdition tells whether the year's folder has an edition of any topic: then
// its README is the tool's, even if somebody changed it.
func (o Options) hasEdition() bool {
	found, _ := filepath.Glob(filepath.Join(o.Out, fmt.Sprint(o.Year), "*", manifestName))
	return len(found) > 0
}

// isIndex tells whether a README of a year is one that yearIndex wrote.
func isIndex(text []byte) bool {
	for k, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		if k == 0 && !strings.HasPrefix(line, "# ") || k > 0 && line != "" && !(strings.HasPrefix(line, "- [") && strings.HasSuffix(line, ".md)")) {
			return false
		}
	}
	return true
}

// yearIndex is the page of a year: a link to each topic's report in each
// language, those already there and those being written.
func yearIndex(o Options, topics []*topic) ([]byte, error) {
	all, err := readTopics()
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %d\n\n", o.Year)
	for _, t := range all {
		languages := []string{}
		if slices.ContainsFunc(topics, func(x *topic) bool { return x.ID == t.ID }) {
			asked := o.Languages
			if len(asked) == 0 {
				asked = o.written
			}
			if languages, err = languagesOf(t, asked); err != nil {
				return nil, err
			}
			if m, err := readManifest(filepath.Join(o.Out, fmt.Sprint(o.Year), t.ID)); err == nil && m != nil && o.partial {
				languages = union(languages, m.Languages)
			}
		} else if m, err := readManifest(filepath.Join(o.Out, fmt.Sprint(o.Year), t.ID)); err != nil {
			return nil, err
		} else if m != nil {
			languages = m.Languages
		}
		for _, lang := range languages {
			fmt.Fprintf(&b, "- [%s](%s/report.%s.md)\n", t.Title.In(lang), t.ID, lang)
		}
	}
	return []byte(b.String()), nil
}

func unwritable(path string, err error) error {
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &le):
		err = le.Err
	}
	return tidy.Wrap(tidy.Failed, err, "check the folder, its permissions and the room on the disk", "cannot write %s", path)
}
