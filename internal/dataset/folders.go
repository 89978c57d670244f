package dataset

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// A filed path is a file of --data, with what its folder's name says of its date.
type filed struct {
	path    string
	vintage string // the name of its folder, where that is a date; else ""
	apart   bool   // the folder is one of several vintages that stand side by side
}

// tables are the files at a path: itself, or those of a folder that are not
// hidden, no YAML and no README, with those of the folders in it that are named by a date.
// Folders after the date asked for are not opened: what comes later must not
// change what was.
func (e *files) tables(path string) ([]filed, error) {
	info, err := os.Stat(path)
	if path == "-" || err == nil && !info.IsDir() {
		return []filed{{path: path, vintage: dated(filepath.Dir(path))}}, nil
	}
	if err != nil {
		return nil, unreadable(path, err)
	}
	names, folders, err := contents(path)
	if err != nil {
		return nil, err
	}
	var out []filed
	for _, name := range names {
		out = append(out, filed{path: filepath.Join(path, name), vintage: dated(path)})
	}
	vintages, later, err := e.vintages(path, folders)
	out = append(out, vintages...)
	if err == nil && len(out) == 0 && !later {
		return nil, noData(path)
	}
	for _, file := range namingTables(path) {
		e.passOver(&source.Companion{Name: file, What: "it names a table, and a YAML in a folder belongs to the file of its name; give it by itself: --data " + file})
	}
	return out, err
}

// noData is the error for a folder without files; a YAML in it that names a table is
// meant to be given itself.
func noData(path string) error {
	if tables := namingTables(path); len(tables) > 0 {
		file := tables[0]
		return tidy.Errorf(tidy.Data, "give it by itself: --data "+file, "%s: no data in this folder; %s names a table, and a YAML in a folder belongs to the file of its name", path, filepath.Base(file))
	}
	return tidy.Errorf(tidy.Data, "put .csv, .tsv, .gz or .zip files there", "%s: no data in this folder", path)
}

// namingTables are the YAML files in a folder that name tables, and so are no files of it.
func namingTables(path string) []string {
	var out []string
	entries, _ := os.ReadDir(path)
	for _, entry := range entries {
		file := filepath.Join(path, entry.Name())
		if a, err := namedIn(file); err == nil && a.value != "" {
			out = append(out, file)
		}
	}
	return out
}

// dated is the name of a folder where it is a date, else "".
func dated(folder string) string {
	name := filepath.Base(folder)
	if _, ok := tidy.LastDay(name); !ok {
		return ""
	}
	return name
}

// vintages are the files of the folders below a path that are named by a date.
// What else stands beside them is named: somebody may take it for one. later tells
// whether some are left out because of their date.
func (e *files) vintages(path string, folders []string) (out []filed, later bool, err error) {
	var others []string
	first, kept := "", 0
	for _, name := range folders {
		day, ok := tidy.LastDay(name)
		switch {
		case !ok:
			others = append(others, name)
		case e.asOf.before(day):
			if later = true; first == "" {
				first = name
			}
			e.later = append(e.later, filepath.Join(path, name))
		default:
			kept++
			found, err := e.vintage(filepath.Join(path, name))
			if err != nil {
				return nil, later, err
			}
			out = append(out, found...)
		}
	}
	if later && kept == 0 {
		e.notes = append(e.notes, fmt.Sprintf("no vintage in %s is of %s or before, the first is %s; ask for a later --as-of, or put an older extraction there", path, e.asOf.text, first))
	}
	for _, name := range others {
		if later || kept > 0 || dateLike.MatchString(name) {
			e.passOver(undatedFolder(filepath.Join(path, name)))
		}
	}
	return out, later, nil
}

// undatedFolder says of a folder that stands where vintages do why it is none.
func undatedFolder(path string) *source.Companion {
	advice := "name it by the date of its figures, as 2024-07-16, or give it by itself with --data"
	if meant := meantDate(filepath.Base(path)); meant != "" {
		advice = fmt.Sprintf("did you mean %s? Rename it, or give it by itself with --data", meant)
	}
	return &source.Companion{Name: path, What: "the name of this folder is no date, so it is no vintage; " + advice}
}

// vintage are the files of one folder that is named by a date.
func (e *files) vintage(path string) ([]filed, error) {
	names, folders, err := contents(path)
	if err != nil {
		return nil, err
	}
	var out []filed
	for _, name := range names {
		out = append(out, filed{path: filepath.Join(path, name), vintage: filepath.Base(path), apart: true})
	}
	for _, name := range folders {
		e.passOver(&source.Companion{Name: filepath.Join(path, name), What: "it is a folder in a vintage; put its files into " + path})
	}
	if len(out) == 0 && len(folders) == 0 {
		e.passOver(&source.Companion{Name: path, What: "no data in this folder; put the files of that vintage there, or remove it"})
	}
	return out, nil
}

// contents are the names of the files in a folder that may hold tables, and of the
// folders in it, without what is hidden.
func contents(path string) (names, folders []string, err error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, nil, unreadable(path, err)
	}
	for _, entry := range entries {
		name := entry.Name()
		folder := entry.IsDir()
		if entry.Type()&fs.ModeSymlink != 0 { // such as one to the newest vintage
			info, err := os.Stat(filepath.Join(path, name))
			folder = err == nil && info.IsDir()
		}
		switch ext := filepath.Ext(name); {
		case strings.HasPrefix(name, "."):
		case folder:
			folders = append(folders, name)
		case ext != ".yaml" && ext != ".yml" && !isReadme(name):
			names = append(names, name)
		}
	}
	return names, folders, nil
}

// isReadme tells the page that a folder is described on: nobody takes it for data.
func isReadme(name string) bool {
	return name == "README" || name == "README.md" || name == "README.txt"
}

// IsEmptyFolder tells a folder that has no file which may hold figures, no vintage, and
// nothing that names a table. A folder of --data that is empty is refused; one that a repository keeps
// for files to come is not.
func IsEmptyFolder(path string) bool {
	files, folders, err := contents(path)
	return err == nil && len(files) == 0 && len(namingTables(path)) == 0 && !slices.ContainsFunc(folders, func(name string) bool { return dated(name) != "" || dateLike.MatchString(name) })
}
