package report

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"tradestats/internal/catalog"
	"tradestats/internal/frame"
	"tradestats/internal/study"
)

// ownTargets are the targets of files of the user's that the topic measures, each as a
// manifest records it: what decides its numbers, and the file, but not its words.
func (e *env) ownTargets() map[string]string {
	known, err := e.engine.Catalog().Targets()
	if err != nil {
		return nil
	}
	named, all := map[string]bool{}, false
	var walk func(*yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			named[n.Value] = true
		}
		for _, below := range n.Content {
			walk(below)
		}
	}
	walk(e.topic.root)
	for _, b := range e.blocks {
		all = all || asksAllTargets(b)
	}
	out := map[string]string{}
	for _, p := range known.Programmes() {
		for k := range p.Targets {
			if t := &p.Targets[k]; p.Own && (all || named[p.ID] || named[t.ID]) {
				out[t.ID] = recorded(t)
			}
		}
	}
	return out
}

// asksAllTargets tells whether a block measures all that the figures can.
func asksAllTargets(b block) bool {
	asking, ok := b.(*analysisBlock)
	if !ok {
		return false
	}
	s, err := asking.study()
	if err != nil {
		return false
	}
	q, ok := s.(*study.Target)
	return ok && len(q.Targets)+len(q.Set) == 0
}

// recorded is a target with what its numbers depend on.
func recorded(t *catalog.Target) string {
	parts := []string{frame.Number(t.Value) + " " + t.Unit, fmt.Sprint(t.Year), t.Group, strings.Join(t.Measures(), " ")}
	if t.BaseYear != 0 {
		parts = append(parts, fmt.Sprintf("from %d", t.BaseYear))
	}
	if t.LowerIsBetter {
		parts = append(parts, "lower is better")
	}
	return strings.Join(append(parts, t.Place[:strings.LastIndex(t.Place, ":")]), ", ")
}
