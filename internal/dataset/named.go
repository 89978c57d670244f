package dataset

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// A table has nothing beside it: what a YAML says beside a file is said of a table by one
// that names it, and stands among the files in place of the address.

// An addressed value of --data is the address of a table, with what is declared of it.
type addressed struct {
	value    string
	file     string // the YAML that names it; "" where the address was given itself
	declared *catalog.Dataset
}

// apartAddresses parts the addresses among values of --data from the paths.
func apartAddresses(data []string) (paths []string, addresses []addressed, err error) {
	for _, value := range data {
		a := addressed{value: value}
		if _, address, named := strings.Cut(value, "="); !IsAddress(value) && !(named && IsAddress(address)) {
			if a, err = namedIn(value); err != nil {
				return nil, nil, err
			}
		}
		if a.value != "" {
			addresses = append(addresses, a)
		} else {
			paths = append(paths, value)
		}
	}
	return paths, addresses, nil
}

// namedIn is the table that a YAML names; none where a path is no such YAML.
func namedIn(path string) (addressed, error) {
	if ext := strings.ToLower(filepath.Ext(path)); ext != ".yaml" && ext != ".yml" {
		return addressed{}, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return addressed{}, nil // which is said of it as of any path
	}
	address, declared, err := catalog.TableDeclaration(path, bytes.TrimPrefix(text, []byte("\ufeff")))
	if err == nil && address != "" && !IsAddress(address) {
		err = tidy.Errorf(tidy.Data, "write clickhouse://USER@HOST:8123/DATABASE/TABLE", "%s: table %q is no address of one", path, Shown(address))
	}
	if err != nil || address == "" {
		return addressed{}, err
	}
	return addressed{address, path, declared}, nil
}

// noTable refuses a table where files are read.
func noTable(value string) error {
	if IsAddress(value) {
		return tidy.Errorf(tidy.Usage, "name files or folders", "%s is an address, and here files are read", Shown(value))
	}
	a, err := namedIn(value)
	if err == nil && a.value != "" {
		err = tidy.Errorf(tidy.Usage, "name files or folders", "%s names a table, and here files are read", value)
	}
	return err
}

// dateTable gives a table its vintage, as date gives a text its own. What load has made
// has kept what stood beside each of its files.
func (g given) dateTable(f *own, t Table) error {
	if g.declared != nil {
		if t.Harmonise == nil {
			return tidy.Errorf(tidy.Usage, "load the files again with their YAML beside them, and name the address itself",
				"%s: what is declared of %s is kept with what was loaded", g.declaredIn, f.text.Name)
		}
		f.about.Vintage = cmp.Or(g.declared.Vintage, f.about.Vintage)
	}
	f.day, _ = tidy.LastDay(f.about.Vintage)
	return nil
}

// undeclared finds a declaration of what the text does not hold: a wrong id would
// otherwise leave the series it means without unit and kind.
func (g given) undeclared(ids []string) error {
	if g.declared == nil {
		return nil
	}
	for _, i := range g.declared.Indicators {
		if slices.Contains(ids, i.ID) {
			continue
		}
		holds := strings.Join(ids[:min(len(ids), 20)], ", ")
		if g.declaredIn != "" {
			return tidy.Errorf(tidy.Data, "the table holds "+holds, "%s: indicator %q is declared and is not in %s", g.declaredIn, i.ID, g.text.Name)
		}
		return tidy.Errorf(tidy.Data, "the file holds "+holds, "%s: indicator %q is declared beside it and is not in it", g.text.Name, i.ID)
	}
	return nil
}
