package dataset

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// readBeside reads the YAML beside a file: chips.yaml beside chips.csv or
// chips.csv.gz, CHIPS.CSV's is CHIPS.yaml. It declares what the series are, or
// says how the file is to be read, or both; nil where it does not.
func readBeside(path string) (*catalog.Dataset, *source.Mapping, error) {
	name, text, err := beside(path)
	if err != nil || text == nil {
		return nil, nil, err
	}
	mapping, err := source.ParseMapping(name, text)
	if err != nil {
		return nil, nil, err
	}
	declared, err := catalog.Declaration(name, text)
	return declared, mapping, err
}

// declarationBeside is the text of the YAML beside a file that declares its series.
func declarationBeside(path string) (string, error) {
	name, text, err := beside(path)
	if err != nil || text == nil {
		return "", err
	}
	declared, err := catalog.Declaration(name, text)
	if err != nil || declared == nil {
		return "", err
	}
	return string(text), nil
}

// beside is the YAML beside a file, without a byte order mark; nil where there is
// none.
func beside(path string) (name string, text []byte, err error) {
	base := strings.TrimSuffix(path, filepath.Ext(path))
	if strings.EqualFold(filepath.Ext(path), ".gz") {
		base = strings.TrimSuffix(base, filepath.Ext(base))
	}
	if path == "-" || base == "" {
		return "", nil, nil
	}
	name = base + ".yaml"
	text, err = os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return name, nil, nil // no declaration is no mistake
	}
	if err != nil {
		return name, nil, unreadable(name, err)
	}
	return name, bytes.TrimPrefix(text, []byte("\ufeff")), nil
}

// readMapping reads the file of --mapping; nil when there is none.
func readMapping(path string) (*source.Mapping, error) {
	if path == "" {
		return nil, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	m, err := source.ParseMapping(path, bytes.TrimPrefix(text, []byte("\ufeff")))
	if err == nil && m == nil {
		err = tidy.Errorf(tidy.Data, "'tradestats inspect --draft FILE' writes one to start from", "%s: no key layout: it is no mapping file", path)
	}
	return m, err
}
