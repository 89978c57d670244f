package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"path"
	"path/filepath"

	"tradestats/internal/study"
)

// A job is one topic of a run: what is to be written of it, beside what stands
// there already.
type job struct {
	topic     *topic
	folder    string // of its edition, below the folder of editions: "2023/world"
	languages []string
	formats   []string
	partial   bool              // only some languages or formats were asked for: the others stay
	standing  *manifest         // of the edition that stands there, or nil
	made      files             // below folder, the manifest among them
	assessed  []assessed        // the topic's assertions
	figures   map[string]figure // what it prints, and what it prints as not available
	shelf     *study.Shelf      // of the run: what one topic has prepared, another need not
}

// newJobs finds what to write of each topic. A check of which nothing is said
// takes the languages and formats of the edition that stands there.
func newJobs(o Options, topics []*topic) ([]*job, error) {
	var out []*job
	shelf := cmp.Or(o.Shelf, &study.Shelf{})
	for _, t := range topics {
		j := &job{topic: t, folder: path.Join(fmt.Sprint(o.Year), t.ID), formats: o.Formats, partial: o.isPart(), shelf: shelf}
		var err error
		if j.standing, err = readManifest(filepath.Join(o.Out, j.folder)); err != nil {
			return nil, err
		}
		languages := o.Languages
		if o.Check && !j.partial && j.standing.isWhole() {
			if len(languages) == 0 {
				languages = j.standing.Languages
			}
			if len(j.formats) == 0 {
				j.formats = j.standing.Formats
			}
		}
		if j.languages, err = languagesOf(t, languages); err != nil {
			return nil, err
		}
		if len(j.formats) == 0 {
			j.formats = defaultFormats
		}
		out = append(out, j)
	}
	return out, nil
}

// stays returns what pages can link: what is written, and in a partial run
// what stays beside it.
func (j *job) stays() (languages, formats []string) {
	if !j.partial || !j.standing.isWhole() {
		return j.languages, j.formats
	}
	return union(j.languages, j.standing.Languages), union(j.formats, j.standing.Formats)
}

// manifest is the one just made.
func (j *job) manifest() (*manifest, error) {
	var m manifest
	err := json.Unmarshal(j.made[manifestName], &m)
	return &m, err
}

// none are the figures that the topic prints as not available.
func (j *job) none() map[string]figure {
	out := map[string]figure{}
	for id, f := range j.figures {
		if f.Value != f.Value {
			out[id] = f
		}
	}
	return out
}
