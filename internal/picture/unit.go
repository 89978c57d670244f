package picture

import (
	"math"
	"strings"

	"tradestats/internal/catalog"
	"tradestats/internal/chart"
	"tradestats/internal/economy"
	"tradestats/internal/locale"
)

// A Unit prints the values of one table or chart: all in the same scale.
type Unit struct {
	Words  string       // "billion US dollars", "per cent"
	Short  string       // repeated on the first bar and the top tick: "billion", "%"
	Value  chart.Format // a value, without unit
	Round  chart.Format // a value where there is little room: percentages without decimals
	Signed chart.Format // a change, without unit
	Tick   chart.Format
	Top    chart.Format // a tick with the short unit
	Exact  chart.Format // a value in a table: one decimal
	Change chart.Format // a change in a table

	factor float64             // of what is printed as 1
	sign   func(string) string // puts the per cent sign behind a number
}

// InMillions tells whether values are money, in millions of some currency.
func InMillions(i catalog.Indicator) bool {
	_, money := catalog.Currency(i.Unit)
	return money && strings.HasPrefix(i.Unit, "million ") && !catalog.IsConstant(i.Unit)
}

// UnitOf chooses how values of an indicator are printed, by the largest in
// absolute value.
func UnitOf(l *locale.Locale, i catalog.Indicator, largest float64) Unit {
	switch {
	case InMillions(i):
		return moneyUnit(l, largest)
	case i.Kind == catalog.Ratio:
		return ratioUnit(l, i, math.Abs(largest))
	}
	return countUnit(l, i, math.Abs(largest))
}

func moneyUnit(l *locale.Locale, largest float64) Unit {
	s := l.Scale(largest)
	decimals := 1
	if largest/s.Factor >= 100 {
		decimals = 0
	}
	u := Unit{Words: s.Unit, Short: l.Word("picture.million")}
	if s.Factor > 1 {
		u.Short = l.Word("picture.billion")
	}
	return u.scaled(l, s.Factor, decimals)
}

// scaled sets the formats of values that are divided by a factor.
func (u Unit) scaled(l *locale.Locale, factor float64, decimals int) Unit {
	u.factor = factor
	digits := func(v float64) int { // of small values beside large ones the first two that count
		if a := math.Abs(v / factor); decimals == 0 && a < 10 && a != math.Trunc(a) {
			return 1
		}
		return decimals
	}
	u.Value = func(v float64) string {
		if a := math.Abs(v / factor); a > 0 && a < .05 && decimals < 2 {
			return below(l, v, .1, 1) // not nothing
		}
		return l.Number(v/factor, digits(v))
	}
	u.Round = u.Value
	u.Signed = func(v float64) string { return l.Signed(v/factor, digits(v)) }
	u.Tick = func(v float64) string { return l.Plain(v / factor) }
	u.Exact = func(v float64) string { return l.Number(v/factor, max(1, decimals)) }
	u.Change = func(v float64) string { return l.Signed(v/factor, max(1, decimals)) }
	u.Top = u.Tick
	if u.Short != "" {
		u.Top = func(v float64) string { return u.Tick(v) + "\u00a0" + u.Short }
	}
	return u
}

// below prints a value that its scale would print as zero: "<0.1", and ">−0.1" on
// the other side.
func below(l *locale.Locale, v, step float64, decimals int) string {
	if v < 0 {
		return ">" + l.Number(-step, decimals)
	}
	return "<" + l.Number(step, decimals)
}

func ratioUnit(l *locale.Locale, i catalog.Indicator, largest float64) Unit {
	u := Unit{Words: l.Unit(i.Unit)}.scaled(l, 1, 1)
	if largest >= fineBelow {
		u.Round = func(v float64) string {
			if a := math.Abs(v); a > 0 && a < .5 {
				return below(l, v, 1, 0) // not nothing
			}
			return l.Number(v, 0)
		}
	}
	if i.IsPercentage() {
		return u.percent(l)
	}
	return u
}

// percent puts the sign on the top tick and the first bar.
func (u Unit) percent(l *locale.Locale) Unit {
	u.Short = "%"
	u.sign = func(number string) string { return strings.Replace(l.Percent(1, 0), "1", number, 1) }
	tick, sign := u.Tick, u.sign
	u.Top = func(v float64) string { return sign(tick(v)) }
	return u
}

// countUnit prints what is neither money nor a ratio: persons, tonnes, or
// figures of the user's of which nobody said the unit.
func countUnit(l *locale.Locale, i catalog.Indicator, largest float64) Unit {
	factor, short := 1.0, ""
	for _, s := range []struct {
		factor float64
		key    string
	}{{1e12, "picture.trillion"}, {1e9, "picture.billion"}, {1e6, "picture.million"}} {
		if largest >= 10*s.factor {
			factor, short = s.factor, l.Word(s.key)
			break
		}
	}
	u := Unit{Words: l.Unit(i.Unit), Short: short}
	switch {
	case short != "" && i.Unit != "":
		u.Words, _ = l.Say("picture.scaled", map[string]any{"scale": short, "unit": u.Words})
	case short != "":
		u.Words = short
	}
	if i.Kind == catalog.Unknown { // nobody said how many digits count
		u = u.scaled(l, factor, 0)
		u.Value = threeDigits(u.Tick, factor)
		u.Round = u.Value
		return u
	}
	decimals := 0
	for step := 1.0; decimals < 12 && largest > 0 && largest/factor < 100*step; step /= 10 {
		decimals++
	}
	if short == "" {
		decimals = min(decimals, i.Digits)
	}
	return u.scaled(l, factor, decimals)
}

// threeDigits prints at most three digits that count, and no zeros behind them.
func threeDigits(tick chart.Format, factor float64) chart.Format {
	return func(v float64) string {
		if v == 0 {
			return tick(0)
		}
		power := int(math.Floor(math.Log10(math.Abs(v/factor)))) - 2
		if power < 0 { // a division is exact where a product is not
			step := math.Pow10(-power)
			return tick(math.Round(v/factor*step) / step * factor)
		}
		step := math.Pow10(power)
		return tick(math.Round(v/factor/step) * step * factor)
	}
}

// compactUnit prints each value in a scale of its own, for an axis over many powers of ten.
func compactUnit(l *locale.Locale, i catalog.Indicator) Unit {
	u := Unit{Words: l.Unit(i.Unit)}.scaled(l, 1, 0)
	compact := func(v float64) string {
		for _, s := range []struct {
			factor float64
			key    string
		}{{1e12, "picture.trillion"}, {1e9, "picture.billion"}, {1e6, "picture.million"}} {
			if math.Abs(v) >= s.factor {
				return threeDigits(l.Plain, 1)(v/s.factor) + "\u00a0" + l.Word(s.key)
			}
		}
		return threeDigits(l.Plain, 1)(v)
	}
	u.Value, u.Round, u.Tick, u.Top = compact, compact, compact, compact
	return u
}

// alike is a format of some values that are set against each other: where they are large
// and small, all have the decimal that small ones need.
func (u Unit) alike(l *locale.Locale, values []float64) chart.Format {
	with, without := 0, 0
	for _, v := range values {
		switch u.Round(v) {
		case l.Number(v/u.factor, 0):
			without++
		case l.Number(v/u.factor, 1):
			with++
		}
	}
	if with == 0 || without == 0 {
		return u.Round
	}
	return func(v float64) string {
		if a := math.Abs(v / u.factor); a > 0 && a < .05 {
			return u.Round(v)
		}
		return l.Number(v/u.factor, 1)
	}
}

// First prints the first value of a ranking with its unit.
func (u Unit) First(v float64) string {
	switch u.Short {
	case "":
		return u.Value(v)
	case "%":
		return u.sign(u.Value(v))
	}
	return u.Value(v) + "\u00a0" + u.Short
}

// largest is the largest absolute value of all points.
func largest(all []series) float64 {
	most := 0.0
	for _, s := range all {
		for _, y := range s.years() {
			most = math.Max(most, math.Abs(s.at[y].value))
		}
	}
	return most
}

// unit is how the values of the chart are printed.
func (m *maker) unit(all []series) Unit {
	i, most := all[0].data.Indicator, largest(all)
	switch m.q.As {
	case AsIndex:
		return Unit{Words: m.counted(m.say("picture.index", args{"base": m.q.Base}), i)}.scaled(m.Locale, 1, decimalsFor(most))
	case AsShare:
		return Unit{Words: m.shareWords()}.scaled(m.Locale, 1, decimalsFor(most)).percent(m.Locale)
	case AsGrowth:
		u := Unit{Words: m.counted(m.Word("picture.growth"), i)}.scaled(m.Locale, 1, 1)
		if i.IsPercentage() {
			u.Words = m.Word("picture.change-points")
		} else {
			u = u.percent(m.Locale)
		}
		u.Value, u.Round = u.Signed, u.Signed
		return u
	}
	return m.unitFor(i, most)
}

// unitFor is UnitOf with the prices that amounts are at.
func (m *maker) unitFor(i catalog.Indicator, largest float64) Unit {
	u := UnitOf(m.Locale, i, largest)
	u.Words = m.priced(u.Words, i)
	return u
}

// priced says of amounts of money, and of what is made of them, that they are at
// current prices.
func (m *maker) priced(words string, i catalog.Indicator) string {
	if !InMillions(i) {
		return words
	}
	return m.say("picture.priced", args{"words": words, "currency": "", "code": ""})
}

// counted is priced for rates and indices of money, which name no unit: in which
// currency it is counted decides what they are.
func (m *maker) counted(words string, i catalog.Indicator) string {
	code, money := catalog.Currency(i.Unit)
	if !money || !InMillions(i) {
		return m.priced(words, i)
	}
	return m.say("picture.priced", args{"words": words, "currency": m.Currency(code), "code": code})
}

// fineBelow is the largest value below which a decimal tells values apart.
const fineBelow = 20

// decimalsFor gives small numbers a decimal.
func decimalsFor(largest float64) int {
	if largest >= fineBelow {
		return 0
	}
	return 1
}

// shareWords say of what shares are.
func (m *maker) shareWords() string {
	of := m.q.Of
	if of == "" {
		of = economy.World
	}
	if i, err := m.desk.Catalog().Indicator(of); err == nil {
		return m.say("picture.share-of-indicator", args{"name": m.called(i)})
	}
	return m.say("picture.share-of", args{"of": m.name(of)})
}
