package economy

import (
	"maps"
	"regexp"
	"strings"
	"sync"

	"tradestats/internal/tidy"
)

// With returns a registry that also knows the groups a user defines with
// --group; r itself stays as it is. A definition reads NAME=A,B,-C: economies
// and groups put together, and others taken away from that, in any order:
//
//	nordics=DNK,FIN,ISL,NOR,SWE
//	eu-without-germany=eu27,-DEU
//	old-eu=eu@2019,-GBR
//
// The members follow those of the groups it is made of, year by year. NAME
// must be new; a later definition may use an earlier one. Every error is a
// usage error.
func (r *Registry) With(definitions []string) (*Registry, error) {
	if len(definitions) == 0 {
		return r, nil
	}
	own := *r
	own.listed = &sync.Map{}
	own.groups = maps.Clone(r.groups)
	own.codes = maps.Clone(r.codes)
	for _, definition := range definitions {
		if err := own.define(definition); err != nil {
			return nil, err
		}
	}
	return &own, nil
}

const howToDefine = "write NAME=A,B,-C, such as eu-without-germany=eu27,-DEU"

var groupName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

func (r *Registry) define(definition string) error {
	name, list, ok := strings.Cut(definition, "=")
	name = strings.TrimSpace(name)
	if !ok || strings.TrimSpace(list) == "" {
		return tidy.Errorf(tidy.Usage, howToDefine, "group %q has no members", definition)
	}
	if !groupName.MatchString(name) {
		return tidy.Errorf(tidy.Usage, "a name has letters, digits and hyphens, and starts with a letter",
			"group %q cannot have this name", name)
	}
	to, taken, err := r.lookup(name)
	if err != nil {
		return err
	}
	if taken {
		return tidy.Errorf(tidy.Usage, "choose another name", "group %q: the name already stands for %s", name, to.id)
	}
	id := strings.ToLower(name)
	g := &group{Group: Group{ID: id, Membership: "defined by the user: " + strings.TrimSpace(list), Own: true}}
	terms, err := r.terms(list, true)
	if err != nil {
		return err
	}
	for _, t := range terms { // here eu27 and eu27:members are the same
		if t.minus {
			g.minus = append(g.minus, t.Item)
		} else {
			g.plus = append(g.plus, t.Item)
		}
	}
	if len(g.plus) == 0 {
		return tidy.Errorf(tidy.Usage, howToDefine, "group %q only takes away", name)
	}
	if err := r.consistent(name, g); err != nil {
		return err
	}
	r.groups[id] = g
	r.codes[codeKey(id)] = ref{id: id, group: true}
	return nil
}
