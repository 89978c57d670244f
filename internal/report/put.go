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

// put writes an edition: what changed of it into a folder beside the editions,
// then each file to its place by renaming, the manifests last. Until the first
// rename nothing has changed; an interrupt before it leaves no trace, one after
// it waits until the edition is whole.
func put(ctx context.Context, o Options, jobs []*job, edition files, out *Outcome) error {
	for _, j := range jobs {
		if err := survey(o, j, edition, out); err != nil {
			return err
		}
	}
	if old := o.outdated(jobs, edition); len(old) > 0 {
		out.Removed = append(out.Removed, old...)
		out.Warnings = append(out.Warnings, old[0]+" is removed: "+o.unfounded()+"; to have it again, name that edition")
	}
	if err := fits(o, edition); err != nil {
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
	if o.Committing != nil {
		o.Committing()
	}
	if err := ctx.Err(); err != nil { // one that came before is not waited for
		return err
	}
	pages := slices.IndexFunc(changed, isManifest)
	if pages < 0 {
		pages = len(changed)
	}
	if err := moveAll(o.Out, stage, changed[:pages], out); err != nil {
		return err
	}
	for _, name := range out.Removed {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return unwritable(name, err)
		}
		os.Remove(filepath.Dir(name)) // when it is empty now; else it stays
	}
	return moveAll(o.Out, stage, changed[pages:], out)
}

func moveAll(dir, stage string, names []string, out *Outcome) error {
	for _, name := range names {
		if err := move(filepath.Join(stage, name), filepath.Join(dir, name)); err != nil {
			return unwritable(filepath.Join(dir, name), err)
		}
		out.Written = append(out.Written, filepath.Join(dir, name))
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
// a file belongs, a file where a folder does.
func fits(o Options, edition files) error {
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
	slices.SortStableFunc(changed, func(a, b string) int { // manifests behind what they vouch for
		switch {
		case isManifest(a) == isManifest(b):
			return 0
		case isManifest(a):
			return 1
		}
		return -1
	})
	return changed, ctx.Err()
}

func isManifest(name string) bool { return path.Base(name) == manifestName }

func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.Rename(from, to)
}

// survey looks at what stands in a topic's folder: files of an earlier edition
// that are no longer part of it are to be removed, files that the tool did not
// write are left alone and named. One that stands in the way is an error.
func survey(o Options, j *job, edition files, out *Outcome) error {
	hashes := map[string]string{manifestName: ""} // of what the standing manifest vouches for
	if j.standing == nil {
		hashes = nil
	} else {
		for _, f := range j.standing.Outputs {
			hashes[f.Path] = f.SHA256
		}
		if j.partial && j.standing.isWhole() {
			if err := edition.keep(j); err != nil {
				return err
			}
		}
	}
	root := filepath.Join(o.Out, j.folder)
	return filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return unwritable(file, err)
		case d.IsDir():
			return nil
		}
		name, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		content, wanted := edition[path.Join(j.folder, name)]
		hash, ours := hashes[name]
		return j.judge(file, found{content: content, wanted: wanted, ours: ours, hash: hash}, out)
	})
}

// found is a file that stands in a topic's folder.
type found struct {
	content []byte // that it is to have
	wanted  bool   // it is part of the edition
	ours    bool   // the standing manifest vouches for it
	hash    string // as it was written
}

// judge says what becomes of a file that stands there.
func (j *job) judge(file string, f found, out *Outcome) error {
	switch {
	case f.wanted && f.ours && f.hash != "":
		out.warnEdited(file, f.content, f.hash)
	case f.wanted && !f.ours && !j.standing.isDamaged() && !holds(file, f.content):
		return tidy.Errorf(tidy.Failed, "move it away, or name another folder with -o", "%s was not written by tradestats and is in the way", file)
	case !f.wanted && f.ours && !j.partial:
		out.Removed = append(out.Removed, file)
	case !f.wanted && !f.ours:
		out.Foreign = append(out.Foreign, file)
	}
	return nil
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

// keep adds to a part of an edition what the manifest that stands there vouches
// for beside it, so that the new one does too. What was made of other figures
// or by another version cannot stand beside it.
func (f files) keep(j *job) error {
	var m manifest
	at := path.Join(j.folder, manifestName)
	if err := json.Unmarshal(f[at], &m); err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	before := j.standing
	if m.Version != before.Version || !slices.Equal(m.Inputs, before.Inputs) {
		return tidy.Errorf(tidy.Usage, "write all of it anew, without --lang and --formats, or into another folder with -o",
			"%s was written from other figures or by another version: a part cannot stand beside it", j.folder)
	}
	m.Findings = m.Findings.beside(before.Findings)
	m.Languages, m.Formats = union(m.Languages, before.Languages), union(m.Formats, before.Formats)
	for _, o := range before.Outputs {
		if _, anew := f[path.Join(j.folder, o.Path)]; !anew {
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

// isWhole tells whether a manifest stands there and can be read.
func (m *manifest) isWhole() bool { return m != nil && !m.damaged }

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
