package settings

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/tidy"
)

// separator stands between the values of a list in a variable: a comma stands
// within names of economies and definitions of groups.
const separator = ";"

// Over lays the variables of an environment, "NAME=value" each, over what a file
// says. A variable replaces a list whole; an empty one sets nothing. A value that
// makes no sense is of kind tidy.Usage and names its variable.
func (v Values) Over(environment []string, known []Setting) (Values, error) {
	out := Values{}
	for name, value := range v {
		out[name] = value
	}
	given := map[string]string{}
	for _, line := range environment {
		name, text, _ := strings.Cut(line, "=")
		given[name] = strings.TrimSpace(text)
	}
	for _, s := range known {
		text := given[s.Variable()]
		if text == "" {
			continue
		}
		texts := []string{text}
		if s.Kind == List {
			texts = split(text)
		}
		for _, one := range texts {
			if err := s.accept(one); err != nil {
				return nil, tidy.Wrap(tidy.Usage, err, tidy.HintOf(err), "%s", s.Variable())
			}
		}
		out[s.Name] = Value{Texts: texts, From: s.Variable()}
	}
	return out, nil
}

func split(text string) []string {
	var out []string
	for _, one := range strings.Split(text, separator) {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// Strangers are the variables with our prefix that no setting reads, each with the
// one that it was meant for, or "".
func Strangers(environment []string, known []Setting, others ...string) [][2]string {
	var names []string
	for _, s := range known {
		names = append(names, s.Name)
	}
	var out [][2]string
	for _, line := range environment {
		name, _, _ := strings.Cut(line, "=")
		plain, ours := strings.CutPrefix(name, Prefix)
		if !ours || slices.Contains(others, name) || slices.ContainsFunc(known, func(s Setting) bool { return s.Variable() == name }) {
			continue
		}
		meant := ""
		if near := nearest(plain, names); near != "" {
			meant = Setting{Name: near}.Variable()
		}
		out = append(out, [2]string{name, meant})
	}
	slices.SortFunc(out, func(a, b [2]string) int { return strings.Compare(a[0], b[0]) })
	return out
}

// Expanded is a value whose patterns, such as topics/*.yaml, stand for the files
// they match, in the order of their names, and whose paths exist.
func (s Setting) Expanded(v Value) (Value, error) {
	if s.Path == nil {
		return v, nil
	}
	out := Value{From: v.From, file: v.file}
	for k, text := range v.Texts {
		paths, err := s.found(text)
		if err != nil {
			return v, v.at(k, text, err)
		}
		for _, path := range paths {
			out.Texts = append(out.Texts, path)
			if v.file != "" {
				out.lines = append(out.lines, v.lines[k])
			}
		}
	}
	return out, nil
}

// found is what a value stands for.
func (s Setting) found(text string) ([]string, error) {
	before, path := s.Path(text)
	if path == "" {
		return []string{text}, nil
	}
	_, err := os.Stat(path)
	if err == nil || s.New {
		return []string{text}, nil
	}
	if s.Kind != List || before != "" || !strings.Contains(path, "*") {
		return nil, tidy.Errorf(tidy.Usage, "make it, or mend the path: paths in a file of settings are relative to that file", "%s: no such file or folder", s.Name)
	}
	paths, err := filepath.Glob(path)
	if err != nil || len(paths) == 0 {
		return nil, tidy.Errorf(tidy.Usage, "put one there, or mend the pattern", "%s: no file is called so", s.Name)
	}
	return paths, nil
}

// at says where the k-th text of a value stands that an error is about.
func (v Value) at(k int, text string, err error) error {
	if v.file == "" {
		return tidy.Wrap(tidy.Usage, err, tidy.HintOf(err), "%s=%s", v.From, text)
	}
	return &tidy.RowError{File: v.file, Line: v.lines[k], Text: text, Why: err.Error(), Hint: tidy.HintOf(err)}
}

// At says where the k-th text of a value stands, which was found wrong in use.
func (v Value) At(k int, err error) error { return v.at(k, v.Texts[k], err) }
