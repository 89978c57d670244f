package report

import (
	"fmt"
	"slices"
	"strings"
)

// wants collects what is wrong with a block's definition in a topic file.
type wants []string

func (w *wants) list(key string, values []string, least int) {
	if len(values) < least {
		*w = append(*w, fmt.Sprintf("%s needs at least %d", key, least))
	}
}

func (w *wants) text(key, value string) {
	if value == "" {
		*w = append(*w, key+" is missing")
	}
}

func (w *wants) count(key string, n, least int) {
	if n < least {
		*w = append(*w, fmt.Sprintf("%s is %d, at least %d is needed", key, n, least))
	}
}

func (w *wants) among(key string, values, known []string) {
	for _, v := range values {
		if !slices.Contains(known, v) {
			*w = append(*w, fmt.Sprintf("%s: %q is none of %s", key, v, strings.Join(known, ", ")))
		}
	}
}

func (b *keyFigures) check() (w wants) {
	w.list("indicators", b.Indicators, 1)
	return w
}

func (b *levelBlock) check() (w wants) {
	w.list("indicators", b.Indicators, 1)
	w.among("charts", b.Charts, []string{"lines"})
	return w
}

func (b *regionsBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.list("groups", b.Groups, 2)
	w.among("charts", b.Charts, []string{"growth", "contribution"})
	return w
}

func (b *contributionBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.count("count", b.Count, 2)
	w.among("charts", b.Charts, []string{"waterfall", "bars"})
	return w
}

func (b *rankingBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.count("count", b.Count, 2)
	if slices.Contains(b.Charts, "bars") {
		w.count("bars", b.Bars, 2)
	}
	w.among("charts", b.Charts, []string{"bars", "slope"})
	return w
}

func (b *concentrationBlock) check() (w wants) {
	w.list("indicators", b.Indicators, 1)
	w.count("count", b.Count, few)
	return w
}

func (b *balanceBlock) check() (w wants) {
	w.text("exports", b.Exports)
	w.text("imports", b.Imports)
	w.count("count", b.Count, 1)
	return w
}

func (b *divideBlock) check() (w wants) {
	w.text("indicator", b.Indicator)
	w.list("groups", b.Groups, 2)
	if len(b.Compare) > 0 {
		w.list("compare", b.Compare, 2)
		w.among("compare", b.Compare, b.Groups)
	}
	w.among("charts", b.Charts, []string{"lines", "multiples", "dumbbell"})
	w.among("findings", b.Findings, []string{"offline"})
	return w
}

func (b *coverageBlock) check() (w wants) {
	w.list("indicators", b.Indicators, 1)
	w.count("count", b.Count, 1)
	return w
}

func (b *methodBlock) check() (w wants) {
	w.list("rules", b.Rules, 1)
	known, err := methodRules()
	if err != nil {
		w = append(w, err.Error())
	}
	w.among("rules", b.Rules, known)
	return w
}

func (b *sourcesBlock) check() wants { return nil }
