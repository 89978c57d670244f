package report

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/changes"
	"tradestats/internal/tidy"
)

// An earlier edition is what the one being written is compared with.
type earlier struct {
	folder string
	year   int
	topics map[string]*manifest
}

// earlierEdition finds the edition to compare with: the one that is asked for, else that of
// the year before where it stands. It is nil where there is none.
func earlierEdition(o Options) (*earlier, error) {
	if o.Against != "" {
		return readEarlier(o, o.Against)
	}
	folder := filepath.Join(o.Out, strconv.Itoa(o.Year-1))
	if found, err := manifestsIn(folder); err != nil || len(found) == 0 {
		return nil, err
	}
	return readEarlier(o, folder)
}

// manifestsIn are the manifests of the topics of an edition.
func manifestsIn(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, nil //nolint:nilerr // what is no folder holds none
	}
	var out []string
	for _, e := range entries {
		file := filepath.Join(folder, e.Name(), manifestName)
		switch info, err := os.Stat(file); {
		case err == nil && info.IsDir():
			return nil, tidy.Errorf(tidy.Data, "move it away, or compare with another edition with --against", "%s is a folder, not a manifest", file)
		case err == nil:
			out = append(out, file)
		}
	}
	return out, nil
}

// readEarlier reads an edition. What is none is refused with what to name instead.
func readEarlier(o Options, folder string) (*earlier, error) {
	target := filepath.Join(o.Out, strconv.Itoa(o.Year))
	if sameFolder(folder, target) {
		return nil, tidy.Errorf(tidy.Usage, fmt.Sprintf("put a copy of it aside first, and compare with that: cp -r %s %s", target, target+"-before"),
			"--against %s is the edition that is being written", folder)
	}
	files, err := manifestsIn(folder)
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, noEdition(o, folder)
	}
	out := &earlier{folder: folder, topics: map[string]*manifest{}}
	for _, file := range files {
		m, err := readWhole(file)
		if err != nil {
			return nil, err
		}
		if out.year != 0 && m.Year != out.year {
			return nil, tidy.Errorf(tidy.Data, "an edition is of one year: take apart what is in the folder", "%s is of %d, and others in %s are of %d", file, m.Year, folder, out.year)
		}
		out.year, out.topics[m.Topic] = m.Year, m
	}
	return out, nil
}

func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	if errX == nil && errY == nil {
		return os.SameFile(x, y)
	}
	p, errP := filepath.Abs(a)
	q, errQ := filepath.Abs(b)
	return errP == nil && errQ == nil && p == q
}

// noEdition says what a folder is instead of an edition, and where editions are.
func noEdition(o Options, folder string) error {
	const kind = tidy.Usage
	if _, err := os.Stat(filepath.Join(folder, manifestName)); err == nil {
		return tidy.Errorf(kind, "name the folder of its year: "+filepath.Dir(filepath.Clean(folder)), "--against %s is one topic of an edition", folder)
	}
	hint := "an edition is the folder of a year that tradestats report wrote"
	if found := editionsIn(folder); len(found) > 0 {
		hint += "; in this one there are " + strings.Join(found, ", ")
	} else if found := editionsIn(o.Out); len(found) > 0 {
		hint += ", such as " + strings.Join(found, ", ")
	}
	if _, err := os.Stat(folder); err != nil {
		return tidy.Errorf(kind, hint, "--against %s: no such folder", folder)
	}
	return tidy.Errorf(kind, hint, "--against %s is no edition: no topic in it has a %s", folder, manifestName)
}

// editionsIn are the folders of editions below a folder.
func editionsIn(folder string) []string {
	found, _ := filepath.Glob(filepath.Join(folder, "*", "*", manifestName)) // the pattern is well formed
	var out []string
	for _, file := range found {
		if dir := filepath.Dir(filepath.Dir(file)); !slices.Contains(out, dir) {
			out = append(out, dir)
		}
	}
	return out
}

// readWhole reads a manifest that numbers are taken from: of any version, as long as it
// has what all of them have.
func readWhole(file string) (*manifest, error) {
	wrong := func(why string, args ...any) error {
		return tidy.Errorf(tidy.Data, "write that edition anew, or compare with another one with --against", "%s: not understood as a manifest: %s", file, fmt.Sprintf(why, args...))
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, tidy.Wrap(tidy.Failed, err, "check the file and its permissions", "cannot read the manifest")
	}
	var m manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, wrong("%v", err)
	}
	switch {
	case m.Tool != "tradestats":
		return nil, wrong("tool is %q, not tradestats", m.Tool)
	case m.Topic != filepath.Base(filepath.Dir(file)):
		return nil, wrong("topic is %q, and its folder is another one's", m.Topic)
	case m.Year < 1000 || m.Year > 9999:
		return nil, wrong("year is %d", m.Year)
	case m.Version == "":
		return nil, wrong("it names no version")
	case m.Numbers == nil || m.Inputs == nil:
		return nil, wrong("it has no numbers, or no inputs")
	}
	seen := map[string]bool{}
	for _, f := range m.Numbers {
		if f.ID == "" || seen[f.ID] || math.IsInf(f.Value, 0) {
			return nil, wrong("a number has no id, or one that stands twice: %q", f.ID)
		}
		seen[f.ID] = true
	}
	return &m, nil
}

// compared is a manifest as editions are compared; its texts are those of a language.
func (m *manifest) compared(lang string) *changes.Edition {
	e := &changes.Edition{Topic: m.Topic, Year: m.Year, Version: m.Version, Definition: m.Definition,
		Snapshot: changes.Snapshot{Numbers: comparedNumbers(m.Numbers)}}
	for _, in := range m.Inputs {
		e.Inputs = append(e.Inputs, changes.Input{Dataset: in.Dataset, Indicator: in.Indicator, SHA256: in.SHA256, Vintage: in.Vintage, Publisher: in.Publisher})
	}
	if m.Definition == "" { // of a version that records no more
		return e
	}
	e.Groups, e.Rests = m.Groups, map[string]changes.Names{}
	if e.Groups == nil {
		e.Groups = map[string]string{}
	}
	for block, ids := range m.Rests {
		e.Rests[block] = strings.Fields(ids)
	}
	if slices.Contains(m.Languages, lang) {
		e.Texts = comparedTexts(m.Findings[lang], m.Verdicts)
	}
	e.Reported = comparedReporters(m.Reported)
	return e
}

func comparedNumbers(all []figure) map[string]changes.Number {
	out := make(map[string]changes.Number, len(all))
	for _, f := range all {
		out[f.ID] = changes.Number{Value: f.Value, Unit: f.Unit, Status: f.Status, Selection: f.Selection}
	}
	return out
}

func comparedTexts(said, verdicts map[string]string) map[string]changes.Text {
	out := map[string]changes.Text{}
	for id, text := range said {
		out[id] = changes.Text{Kind: changes.Sentence, Says: text}
	}
	for id, verdict := range verdicts {
		out["claim/"+id] = changes.Text{Kind: changes.Verdict, Says: verdict}
	}
	return out
}

func comparedReporters(all map[string]reporters) map[string]changes.Report {
	out := map[string]changes.Report{}
	for id, r := range all {
		out[id] = changes.Report{Year: r.Year, Economies: strings.Fields(r.Economies)}
	}
	return out
}
