package claim

import (
	"maps"
	"math"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
)

// A Teller says findings in a language. Heard, if it is not nil, hears of every
// figure that is printed.
type Teller struct {
	Locale    *locale.Locale
	Economies *economy.Registry
	Heard     func(Figure)
}

// Say returns a sentence. A key without words, or a template that fails, is an
// error.
func (t Teller) Say(s Sentence) (string, error) {
	args := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(s.Args)) {
		var err error
		if args[name], err = t.argument(s.Args[name]); err != nil {
			return "", err
		}
	}
	return t.Locale.Say("claim."+s.Key, args)
}

func (t Teller) argument(v any) (any, error) {
	switch v := v.(type) {
	case Figure:
		return t.Amount(v)
	case Sentence:
		return t.Say(v)
	case Who:
		return t.name(v), nil
	case []Who:
		names := make([]string, len(v))
		for k, who := range v {
			names[k] = t.name(who)
		}
		return t.Locale.List(names), nil
	case Flag:
		return analysis.SayFlag(t.Locale, string(v)), nil
	case catalog.Text:
		return strings.TrimSuffix(t.Text(v), "."), nil
	case catalog.Indicator:
		return v.Name.In(t.Locale.Lang()), nil
	}
	return v, nil
}

// Text is a text of a claim in the teller's language, ready to print.
func (t Teller) Text(text catalog.Text) string { return t.Locale.Typeset(text.In(t.Locale.Lang())) }

func (t Teller) name(who Who) string { return t.Economies.Name(string(who), t.Locale.Lang()).Text }

// Amount prints a figure with its unit.
func (t Teller) Amount(f Figure) (string, error) {
	if t.Heard != nil && f.Known() && !math.IsInf(f.Value, 0) {
		t.Heard(f)
	}
	l, form, digits := t.Locale, "other", 1
	currency, money := catalog.Currency(f.Unit)
	switch {
	case f.Unit == "economies" || f.Unit == places:
		form = "count"
	case f.Unit == "" || f.Unit == variation:
		form, digits = "plain", 2
	case f.Unit == "percentage points" && f.What != "growth" && f.Value >= 0:
		form = "distance"
	case f.Unit == "percentage points":
		form = "points"
	case f.Unit == "per cent" && f.What == "growth":
		form = "rate"
	case strings.HasPrefix(f.Unit, "per cent"):
		form = "percent"
	case money && strings.HasPrefix(f.Unit, "million "):
		l, form = l.In(currency), "money"
	}
	switch {
	case f.Status == "claimed":
		digits = decimals(f.Value)
	case f.Value != 0 && math.Abs(f.Value) < 1:
		digits = 2
	}
	return l.Say("claim.amount."+form, map[string]any{"v": f.Value, "unit": f.Unit, "digits": digits})
}

// decimals are those that a claimed value was written with, two at most.
func decimals(v float64) int {
	for digits, scale := range []float64{1, 10} {
		if v*scale == math.Round(v*scale) {
			return digits
		}
	}
	return 2
}

// Claimed prints what is claimed.
func (t Teller) Claimed(f *Finding) (string, error) {
	c := f.Claim
	var parts []string
	if c.Comparison == Record {
		extreme := c.Claimed.Extreme
		if extreme == "" {
			extreme = Highest
		}
		parts = append(parts, t.Locale.Word("claim.extreme."+extreme))
	}
	if c.Claimed.Value != nil {
		bound := c.Claimed.Bound
		if bound == "" {
			bound = About
		}
		text, err := t.Say(Sentence{"bound." + bound, map[string]any{"v": f.claimed(*c.Claimed.Value), "exact": c.Claimed.Tolerance == 0}})
		if err != nil {
			return "", err
		}
		parts = append(parts, text)
	}
	if d := c.Claimed.Direction; d != "" {
		text, err := t.Say(Sentence{"direction", map[string]any{"way": Sentence{Key: "way." + d}, "since": c.Select.From}})
		if err != nil {
			return "", err
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, t.Locale.Semicolon()+" "), nil
}

// claimed is the figure of the statement.
func (f *Finding) claimed(v float64) Figure {
	out := f.Claim.figure("claimed", v)
	out.Unit, out.Status, out.Since = f.Found.Unit, "claimed", f.Claim.Select.From
	switch f.Claim.Comparison {
	case Rank:
		out.What, out.Unit = "place", places
	case Growth:
		out.What = "growth"
	}
	return out
}

// All says several sentences, each once.
func (t Teller) All(list []Sentence) ([]string, error) {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		text, err := t.Say(s)
		if err != nil {
			return nil, err
		}
		if !seen[text] {
			seen[text] = true
			out = append(out, text)
		}
	}
	return out, nil
}

// Verdict prints the verdict.
func (t Teller) Verdict(f *Finding) string { return t.Locale.Word("claim.verdict." + f.VerdictKey()) }
