package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"tradestats/internal/tidy"
)

// A Standing is the edition of a topic that stands in a folder, as its manifest
// vouches for it.
type Standing struct {
	Topic     string
	Year      int
	Folder    string            // where it stands
	Languages []string          // of its pages
	Files     map[string]string // sha256 by path below Folder, with slashes
	Inputs    []string          // sha256 of what it was made from
	Hash      string            // of the manifest: what changes when anything does
}

// Manifests returns the manifests of the editions in a folder, by year and topic. A
// folder that is not there holds none.
func Manifests(dir string) ([]string, error) {
	years, err := entries(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, y := range years {
		if _, err := strconv.Atoi(y.Name()); err != nil || !y.IsDir() || len(y.Name()) != 4 {
			continue
		}
		topics, err := entries(filepath.Join(dir, y.Name()))
		if err != nil {
			return nil, err
		}
		for _, t := range topics {
			file := filepath.Join(dir, y.Name(), t.Name(), manifestName)
			if _, err := os.Stat(file); err == nil {
				out = append(out, file)
			}
		}
	}
	return out, nil
}

// entries are what a folder holds, by name.
func entries(dir string) ([]fs.DirEntry, error) {
	found, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, tidy.Wrap(tidy.Failed, err, "check the folder and its permissions", "cannot read the editions")
	}
	return found, nil
}

// Stands returns the editions in a folder, by year and topic. A manifest that cannot be
// read vouches for nothing and is passed over: its file is among those damaged.
func Stands(dir string) (all []Standing, damaged []string, err error) {
	manifests, err := Manifests(dir)
	if err != nil {
		return nil, nil, err
	}
	for _, file := range manifests {
		year, topic := filepath.Base(filepath.Dir(filepath.Dir(file))), filepath.Base(filepath.Dir(file))
		if s, ok := readStanding(file); ok && strconv.Itoa(s.Year) == year && s.Topic == topic {
			all = append(all, s)
		} else {
			damaged = append(damaged, file)
		}
	}
	return all, damaged, nil
}

// readStanding reads one manifest, of which its long list of numbers is passed over.
func readStanding(file string) (Standing, bool) {
	text, err := os.ReadFile(file)
	if err != nil {
		return Standing{}, false
	}
	var m struct {
		Topic     string           `json:"topic"`
		Year      int              `json:"year"`
		Languages []string         `json:"languages"`
		Inputs    []manifestInput  `json:"inputs"`
		Outputs   []manifestOutput `json:"outputs"`
	}
	if err := json.Unmarshal(text, &m); err != nil || !plainID.MatchString(m.Topic) {
		return Standing{}, false
	}
	sum := sha256.Sum256(text)
	s := Standing{Topic: m.Topic, Year: m.Year, Folder: filepath.Dir(file), Languages: m.Languages, Files: map[string]string{}, Hash: hex.EncodeToString(sum[:])}
	for _, in := range m.Inputs {
		s.Inputs = append(s.Inputs, in.SHA256)
	}
	for _, o := range m.Outputs {
		if filepath.IsLocal(filepath.FromSlash(o.Path)) {
			s.Files[o.Path] = o.SHA256
		}
	}
	return s, true
}
