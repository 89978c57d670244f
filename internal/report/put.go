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
	if err := os.MkdirAll(o.Out, 0o755); err != nil {
		return unwritable(o.Out, err)
	}
	stage, err := os.MkdirTemp(o.Out, ".staging-")
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
	if before != nil {
		for _, f := range before.Outputs {
			ours[f.Path] = true
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
		if wanted && !ours[name] && !holds(file, content) {
			return tidy.Errorf(tidy.Failed, "move it away, or name another folder with -o", "%s was not written by tradestats and is in the way", file)
		}
		switch {
		case !wanted && ours[name]:
			out.Removed = append(out.Removed, file)
		case !wanted:
			out.Foreign = append(out.Foreign, file)
		}
		return nil
	})
}

func holds(file string, content []byte) bool {
	have, err := os.ReadFile(file)
	return err == nil && bytes.Equal(have, content)
}

// readManifest returns the manifest in a folder, or nil when there is none. A
// manifest that cannot be read vouches for nothing.
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
		return &manifest{}, nil //nolint:nilerr // a damaged manifest is replaced
	}
	return &m, nil
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
			if languages, err = languagesOf(t, o.Languages); err != nil {
				return nil, err
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
