package report

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"tradestats/internal/tidy"
)

const (
	indexName = "README.md"
	indexMark = "<!-- Written by tradestats. -->"
)

// isForeignIndex tells whether a page of a year stands there that the tool did
// not write.
func isForeignIndex(file string) bool {
	text, err := os.ReadFile(file)
	return err == nil && !bytes.Contains(text, []byte(indexMark)) && !isIndex(string(text))
}

// isIndex tells whether a text looks like what yearIndex writes: with one byte
// changed, the mark or this still holds.
func isIndex(text string) bool {
	for k, line := range strings.Split(strings.TrimSpace(text), "\n") {
		link := strings.HasPrefix(line, "- [") && (strings.HasSuffix(line, ".md)") || strings.HasSuffix(line, ".html)"))
		if k == 0 && !strings.HasPrefix(line, "# ") || k > 0 && line != "" && !link && !strings.HasPrefix(line, "<!--") {
			return false
		}
	}
	return true
}

// yearIndex is the page of a year: a link to each topic's report in each
// language, those already there and those being written, and one to what changed.
func yearIndex(o Options, jobs []*job, edition files) ([]byte, error) {
	ours, err := ownTopics(o.OwnTopics)
	if err != nil {
		return nil, err
	}
	all, err := besides(ours)
	if err != nil {
		return nil, err
	}
	for _, j := range jobs {
		if !isAmong(all, j.topic.ID) {
			all = append(all, j.topic)
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# %d\n\n", o.Year)
	for _, t := range all {
		languages, formats, err := there(o, jobs, t)
		if err != nil {
			return nil, err
		}
		ending := "md"
		if !slices.Contains(formats, ending) && slices.Contains(formats, "html") {
			ending = "html"
		}
		for _, lang := range languages {
			l, err := localeOf(lang, "")
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&b, "- [%s](%s/report.%s.%s)\n", l.Typeset(t.Title.In(lang)), t.ID, lang, ending)
		}
	}
	link, err := o.changesLink(jobs, edition)
	return []byte(b.String() + link + "\n" + indexMark + "\n"), err
}

// there are the languages of a topic's pages after the run, those of the topic in its
// order, then others, and their formats.
func there(o Options, jobs []*job, t *topic) (languages, formats []string, err error) {
	if k := slices.IndexFunc(jobs, func(j *job) bool { return j.topic.ID == t.ID }); k >= 0 {
		languages, formats = jobs[k].stays()
	} else {
		m, err := readManifest(filepath.Join(o.Out, fmt.Sprint(o.Year), t.ID))
		if err != nil {
			return nil, nil, err
		}
		if m.isWhole() {
			languages, formats = m.Languages, m.Formats
		}
	}
	return slices.DeleteFunc(union(languages, t.Languages), func(lang string) bool { return !slices.Contains(languages, lang) }), formats, nil
}

// latest is the folder of the page that leads to the newest edition.
const latest = "latest"

// latestIndex leads to the newest edition that stands in the folder after the run.
func latestIndex(o Options) ([]byte, error) {
	newest := o.Year
	entries, err := os.ReadDir(o.Out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, tidy.Wrap(tidy.Failed, err, "check the folder and its permissions", "cannot read %s", o.Out)
	}
	for _, e := range entries {
		year, err := strconv.Atoi(e.Name())
		if err != nil || !e.IsDir() || len(e.Name()) != 4 {
			continue
		}
		if _, err := os.Stat(filepath.Join(o.Out, e.Name(), indexName)); err == nil {
			newest = max(newest, year)
		}
	}
	return []byte(fmt.Sprintf("# %d\n\n- [%d](../%d/%s)\n\n%s\n", newest, newest, newest, indexName, indexMark)), nil
}
