package report

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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

// Stands returns the editions in a folder, by year and topic. A folder that is not
// there holds none; a manifest that cannot be read vouches for nothing and is passed
// over, since the next run of report replaces it.
func Stands(dir string) ([]Standing, error) {
	years, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, tidy.Wrap(tidy.Failed, err, "check the folder and its permissions", "cannot read the editions")
	}
	var out []Standing
	for _, y := range years {
		year, err := strconv.Atoi(y.Name())
		if err != nil || !y.IsDir() || len(y.Name()) != 4 {
			continue
		}
		found, err := filepath.Glob(filepath.Join(dir, y.Name(), "*", manifestName))
		if err != nil {
			return nil, tidy.Wrap(tidy.Failed, err, "", "cannot read the editions")
		}
		slices.Sort(found)
		for _, file := range found {
			if s, ok := readStanding(file); ok && s.Year == year && s.Topic == filepath.Base(s.Folder) {
				out = append(out, s)
			}
		}
	}
	return out, nil
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
