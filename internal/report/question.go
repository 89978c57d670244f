package report

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/study"
)

// A question is an analysis and what it is asked, as a topic writes it.
type question struct {
	Analysis string    `yaml:"analysis"` // one of study.Kinds
	Ask      yaml.Node `yaml:"ask"`      // its keys
}

// study reads what the topic asks.
func (q *question) study() (study.Study, error) {
	s, err := study.New(q.Analysis)
	if err != nil || q.Ask.IsZero() {
		return s, err
	}
	return s, strict(&q.Ask, s, "ask")
}

// check says what is wrong with it.
func (q *question) check() wants {
	s, err := q.study()
	switch {
	case err != nil:
		return wrongAsk(err)
	case len(s.Asked().Indicators) == 0 && !slices.Contains([]string{"corridor", "target"}, q.Analysis):
		return wants{"ask needs indicators"}
	}
	return nil
}

// upTo is the question bounded by the edition's year; begun is false where its years
// lie after that.
func (q *question) upTo(e *env, id string) (s study.Study, begun bool, err error) {
	if s, err = q.study(); err != nil {
		return nil, false, err
	}
	asked := s.Asked()
	open := asked.Year == 0 && asked.To == 0
	if begun, err = e.within(asked, id); err != nil || !begun {
		return s, begun, err
	}
	if r, ok := s.(*study.Rank); ok && open { // the newest year that can be ranked
		r.UpTo, asked.To = e.year, 0
	}
	return s, true, nil
}
