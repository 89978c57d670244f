package study

import (
	"fmt"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/tidy"
)

// CheckTargets finds in targets of files of the user's what the figures at hand do not
// know: an indicator, its unit, a group. Errors are of kind tidy.Data and name the file
// and the line.
func (d *Desk) CheckTargets() error {
	known, err := d.Engine.Catalog().Targets()
	if err != nil {
		return err
	}
	for _, p := range known.Programmes() {
		if !p.Own {
			continue
		}
		if err := d.checkWhom(p.Group, p.Wrong); err != nil {
			return err
		}
		for k := range p.Targets {
			t := &p.Targets[k]
			if err := d.checkWhom(t.Group, t.Wrong); err != nil {
				return err
			}
			if err := d.checkMeasure(t); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkWhom checks whom a target is for: a group or an economy, by its id or code.
func (d *Desk) checkWhom(group string, wrong func(key, text, why, hint string) error) error {
	if group == "" {
		return nil
	}
	id, _, err := d.Economies.Resolve(group)
	switch {
	case err != nil:
		return wrong("group", "", err.Error(), tidy.HintOf(err)+"; groups of your own come with --group-file")
	case id != group:
		return wrong("group", group, "a target names its group by the id, its economy by the code", "write "+id)
	}
	return nil
}

// checkMeasure checks the indicator that measures a target. One that is missing only
// because its figures are later than asked for is none to complain of.
func (d *Desk) checkMeasure(t *catalog.Target) error {
	if t.Indicator == "" {
		return nil
	}
	i, err := d.Engine.Catalog().Indicator(t.Indicator)
	switch {
	case err != nil && d.Engine.Missing(t.Indicator) != nil:
		return nil
	case err != nil:
		return t.Wrong("indicator", "", err.Error(), tidy.HintOf(err)+"; one that only a file of yours holds stands under measured_by, and under file in words which file that is")
	case i.Unit == "":
		return t.Wrong("indicator", t.Indicator, "the unit of the indicator is not declared", "put a YAML beside its file, see docs/files.md")
	}
	if _, same := catalog.Convert(i.Unit, t.Unit); !same {
		return t.Wrong("unit", t.Unit, fmt.Sprintf("%s is in %s", t.Indicator, i.Unit), "write unit: "+strings.TrimSpace(i.Unit))
	}
	return nil
}
