package report

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tradestats/internal/changes"
	"tradestats/internal/economy"
	"tradestats/internal/tidy"
)

const (
	changesName = "CHANGES.md"
	changesFile = "changes.csv"
)

// A comparison says what changed from an earlier edition to the one being written.
type comparison struct {
	Options
	before *earlier
	lang   string // of the page
	topics []topicChanges
	added  []*topic // only this edition has them
	gone   []string // only the earlier one had them
}

// topicChanges are the differences of a topic.
type topicChanges struct {
	topic     *topic
	lang      string // of its texts
	stages    changes.Stages
	all       []changes.Difference
	tally     changes.Tally
	turns     []changes.Turn
	records   bool // the earlier edition records members of groups, findings and more
	spoke     bool // both record their texts
	members   []changes.Movement
	reporters []changes.Movement
	none      map[string]figure // what this edition prints as not available
}

// changes makes the page and the file of what changed, for an edition whose topics are
// all written: of the others it is not known what they would say.
func (o Options) changes(ctx context.Context, jobs []*job, before *earlier, out *Outcome) (files, error) {
	folder := fmt.Sprint(o.Year)
	if why := o.leaves(jobs); why != "" {
		return nil, o.left(why, out)
	}
	if before == nil || !o.insists() && !before.shares(jobs) {
		return nil, nil
	}
	if !before.shares(jobs) {
		return nil, tidy.Errorf(tidy.Usage, "name an edition with one of the topics that are written", "--against %s has none of them: it has %s", before.folder, strings.Join(slices.Sorted(maps.Keys(before.topics)), ", "))
	}
	for _, name := range []string{changesName, changesFile} {
		if file := filepath.Join(o.Out, folder, name); isForeignChanges(file) {
			out.Foreign = append(out.Foreign, file)
			return nil, nil
		}
	}
	a, err := o.compare(ctx, jobs, before)
	if err != nil {
		return nil, err
	}
	page, err := a.page()
	if err != nil {
		return nil, err
	}
	data, err := a.csv()
	if err != nil {
		return nil, err
	}
	out.Pages = append(out.Pages, path.Join(o.Out, folder, changesName))
	return files{path.Join(folder, changesName): page, path.Join(folder, changesFile): data}, nil
}

// leaves says why a run says nothing of what changed, and leaves what is said of it: the
// page is about the whole edition, in the first language of each topic.
func (o Options) leaves(jobs []*job) string {
	standing, err := manifestsIn(filepath.Join(o.Out, fmt.Sprint(o.Year)))
	if err != nil {
		return "" // what is in the way is named where the edition is written
	}
	var rest []string
	for _, file := range standing {
		id := filepath.Base(filepath.Dir(file))
		if !slices.ContainsFunc(jobs, func(j *job) bool { return j.topic.ID == id }) {
			rest = append(rest, id)
		}
	}
	if len(rest) > 0 {
		return "it is about the whole edition, which also has " + strings.Join(rest, ", ")
	}
	lang := pageLanguage(jobs)
	for _, j := range jobs {
		if of := j.spoken(lang); !slices.Contains(j.languages, of) {
			return fmt.Sprintf("it speaks of the sentences of %s in %q, which are not written now", j.topic.ID, of)
		}
	}
	return ""
}

// spoken is the language of a topic's sentences in a page: that of the page where the
// topic has it.
func (j *job) spoken(page string) string {
	languages, _ := j.stays()
	if slices.Contains(languages, page) {
		return page
	}
	return languages[0]
}

// insists tells whether an edition to compare with was asked for in this run.
func (o Options) insists() bool { return o.Against != "" && !o.AlwaysAgainst }

// left says that the page is left as it is.
func (o Options) left(why string, out *Outcome) error {
	page := filepath.Join(o.Out, fmt.Sprint(o.Year), changesName)
	if o.insists() {
		return tidy.Errorf(tidy.Usage, "write all of the edition, or write into another folder with -o", "--against: %s cannot be written: %s", page, why)
	}
	if o.hasChanges() && !o.Check {
		out.Warnings = append(out.Warnings, page+" is left as it is: "+why)
	}
	return nil
}

// hasChanges tells whether a page of what changed stands that the tool wrote.
func (o Options) hasChanges() bool {
	file := filepath.Join(o.Out, fmt.Sprint(o.Year), changesName)
	_, err := os.Stat(file)
	return err == nil && !isForeignChanges(file)
}

// outdated are the files of what changed that an edition without them leaves behind.
func (o Options) outdated(jobs []*job, edition files) (out []string) {
	if o.leaves(jobs) != "" {
		return nil
	}
	for _, name := range []string{changesName, changesFile} {
		file := filepath.Join(o.Out, fmt.Sprint(o.Year), name)
		if _, wanted := edition[path.Join(fmt.Sprint(o.Year), name)]; wanted {
			continue
		}
		if _, err := os.Stat(file); err == nil && !isForeignChanges(file) {
			out = append(out, file)
		}
	}
	return out
}

// unfounded says why what changed is no longer told.
func (o Options) unfounded() string {
	return fmt.Sprintf("the edition that it compares with is not named with --against or in the settings, and none stands as %s", filepath.Join(o.Out, fmt.Sprint(o.Year-1)))
}

// isForeignChanges tells whether a file of that name stands there that the tool did not
// write.
func isForeignChanges(file string) bool {
	text, err := os.ReadFile(file)
	if err != nil {
		return false
	}
	if filepath.Base(file) == changesFile {
		return !bytes.HasPrefix(text, []byte(strings.Join(changesHead[:4], ",")))
	}
	return !bytes.Contains(text, []byte(indexMark))
}

// shares tells whether the two editions have a topic in common.
func (e *earlier) shares(jobs []*job) bool {
	return slices.ContainsFunc(jobs, func(j *job) bool { return e.topics[j.topic.ID] != nil })
}

// compare compares all topics that both editions have, in the order of their ids.
func (o Options) compare(ctx context.Context, jobs []*job, before *earlier) (*comparison, error) {
	jobs = slices.Clone(jobs)
	slices.SortFunc(jobs, func(a, b *job) int { return strings.Compare(a.topic.ID, b.topic.ID) })
	a := &comparison{Options: o, before: before, lang: pageLanguage(jobs)}
	for _, j := range jobs {
		m := before.topics[j.topic.ID]
		if m == nil {
			a.added = append(a.added, j.topic)
			continue
		}
		lang := j.spoken(a.lang)
		stages, err := restage(ctx, o, j, m, lang)
		if err != nil {
			return nil, err
		}
		t := topicChanges{topic: j.topic, lang: lang, stages: stages, records: m.Definition != "", reporters: stages.Reporters(), none: j.none()}
		var same int
		t.all, same = stages.Differences()
		t.tally = changes.Count(j.topic.ID, t.all, same)
		t.turns, t.spoke = stages.Turns()
		if t.members, err = o.memberChanges(m, stages.New); err != nil {
			return nil, err
		}
		a.topics = append(a.topics, t)
	}
	for _, id := range slices.Sorted(maps.Keys(before.topics)) {
		if !slices.ContainsFunc(jobs, func(j *job) bool { return j.topic.ID == id }) {
			a.gone = append(a.gone, id)
		}
	}
	return a, nil
}

// memberChanges compares the members of a topic's groups at the end of both years.
func (o Options) memberChanges(before *manifest, now *changes.Edition) ([]changes.Movement, error) {
	then, err := o.membersAt(before.Groups, before.Year)
	if err != nil {
		return nil, err
	}
	today, err := o.membersAt(now.Groups, now.Year)
	return changes.Members(then, today), err
}

func (o Options) membersAt(compositions map[string]string, year int) (map[string][]string, error) {
	r, err := o.Economies.Recomposed(compositions, economy.Always)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for id := range compositions {
		if _, known := r.Group(id); !known {
			continue
		}
		if out[id], err = r.Members(id, fmt.Sprintf("%04d-12-31", year)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// changesLink is the line of the year's page that leads to what changed, where that is
// written or stays.
func (o Options) changesLink(jobs []*job, edition files) (string, error) {
	_, written := edition[path.Join(fmt.Sprint(o.Year), changesName)]
	if !written && (o.leaves(jobs) == "" || !o.hasChanges()) {
		return "", nil
	}
	l, err := localeOf(pageLanguage(jobs), "")
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("- [%s](%s)\n", l.Word("changes.link"), changesName), nil
}

// pageLanguage is the first language of the first topic.
func pageLanguage(jobs []*job) string {
	first := slices.MinFunc(jobs, func(a, b *job) int { return strings.Compare(a.topic.ID, b.topic.ID) })
	languages, _ := first.stays()
	return languages[0]
}
