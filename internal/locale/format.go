package locale

// The spaces that keep a number and what belongs to it on one line.
const (
	nbsp  = "\u00a0" // between a number and its unit, before a French colon
	nnbsp = "\u202f" // French: between thousands, before % ; ! and ?
	minus = "\u2212" // as wide as a plus, unlike the hyphen
)

// A format is how a language writes numbers. The separators follow the CLDR.
//
// They stand here because golang.org/x/text/number cannot be used: it rounds
// the binary value half to even (0.25 becomes 0.2, 2.675 becomes 2.67), prints
// -0.0, and its tables are older than the CLDR's narrow French space and
// Spanish grouping from five digits on. Its plural rules are right and used.
type format struct {
	decimal, group string
	minGroup       int    // digits of the integer from which thousands are grouped
	percent        string // what follows a number in per cent
	unitSpace      string // between a number and a unit spelt out
	point          noun   // percentage points
	pointShort     string
	times          string // what follows a factor
	money          []rung // the largest first
	scale          []step // the largest first
	date           dateForm
	and            string
	colon          string
	semicolon      string
	openQuote      string
	closeQuote     string
	firstDay       string // the first of a month where it is not "1"
	ordinal        func(n int, feminine bool) string
	missing        string
}

// A noun has a form for one and one for many.
type noun struct{ one, many string }

// A rung is one unit of money in prose: power is that of ten, in dollars; #
// stands for the number.
type rung struct {
	power int
	noun
}

// A step is one unit of money in tables: from the largest value on, in million
// dollars, figures are divided by ten to the power; key is that of the unit.
type step struct {
	from  float64
	power int
	key   string
}

// A dateForm joins day, month and year.
type dateForm struct{ dayMonth, monthYear string }

// tableSteps ends at billions in every language, so that a table has the same
// digits in all of them and small economies keep theirs: French has no word
// for the English trillion. Below 10 billion, millions show more at a glance
// than figures such as 1.20.
var tableSteps = []step{
	{10_000, 3, "unit.billion US dollars"},
	{0, 0, "unit.million US dollars"},
}

var formats = map[string]format{
	"en": {
		decimal: ".", group: ",", minGroup: 4, percent: "%", unitSpace: " ",
		point: noun{"percentage point", "percentage points"}, pointShort: "pp",
		times: " times",
		money: []rung{
			{12, noun{"US$# trillion", "US$# trillion"}},
			{9, noun{"US$# billion", "US$# billion"}},
			{6, noun{"US$# million", "US$# million"}},
			{0, noun{"US$#", "US$#"}},
		},
		scale: tableSteps, date: dateForm{" ", " "}, and: "and",
		colon: ":", semicolon: ";",
		openQuote: "“", closeQuote: "”", ordinal: englishOrdinal, missing: "n.a.",
	},
	"fr": {
		decimal: ",", group: nnbsp, minGroup: 4, percent: nnbsp + "%", unitSpace: nbsp,
		point: noun{"point de pourcentage", "points de pourcentage"}, pointShort: "pt",
		// The largest is the milliard: a French "billion" is 10^12, and a
		// reader of English figures takes it for 10^9.
		money: []rung{
			{9, noun{"#" + nbsp + "milliard de dollars", "#" + nbsp + "milliards de dollars"}},
			{6, noun{"#" + nbsp + "million de dollars", "#" + nbsp + "millions de dollars"}},
			{0, noun{"#" + nbsp + "dollar", "#" + nbsp + "dollars"}},
		},
		scale: tableSteps, date: dateForm{" ", " "}, and: "et",
		colon: nbsp + ":", semicolon: nnbsp + ";",
		openQuote: "«" + nbsp, closeQuote: nbsp + "»", firstDay: "1er",
		ordinal: frenchOrdinal, missing: "n.d.",
	},
	"es": {
		decimal: ",", group: ".", minGroup: 5, percent: nbsp + "%", unitSpace: nbsp,
		point: noun{"punto porcentual", "puntos porcentuales"}, pointShort: "pp",
		times: " veces",
		// The Spanish billón is 10^12. Below it, millones: "1,95 mil millones"
		// is no usage of the statistical offices, "1950 millones" is.
		money: []rung{
			{12, noun{"#" + nbsp + "billón de dólares", "#" + nbsp + "billones de dólares"}},
			{6, noun{"#" + nbsp + "millón de dólares", "#" + nbsp + "millones de dólares"}},
			{0, noun{"#" + nbsp + "dólar", "#" + nbsp + "dólares"}},
		},
		scale: tableSteps, date: dateForm{" de ", " de "}, and: "y",
		colon: ":", semicolon: ";",
		openQuote: "«", closeQuote: "»", ordinal: suffixOrdinal(".º", ".ª"), missing: "n.d.",
	},
	"pt": {
		decimal: ",", group: ".", minGroup: 4, percent: "%", unitSpace: nbsp,
		point: noun{"ponto percentual", "pontos percentuais"}, pointShort: "p.p.",
		times: " vezes",
		money: []rung{
			{12, noun{"US$" + nbsp + "#" + nbsp + "trilhão", "US$" + nbsp + "#" + nbsp + "trilhões"}},
			{9, noun{"US$" + nbsp + "#" + nbsp + "bilhão", "US$" + nbsp + "#" + nbsp + "bilhões"}},
			{6, noun{"US$" + nbsp + "#" + nbsp + "milhão", "US$" + nbsp + "#" + nbsp + "milhões"}},
			{0, noun{"US$" + nbsp + "#", "US$" + nbsp + "#"}},
		},
		scale: tableSteps, date: dateForm{" de ", " de "}, and: "e",
		colon: ":", semicolon: ";",
		openQuote: "“", closeQuote: "”", firstDay: "1º",
		ordinal: suffixOrdinal("º", "ª"), missing: "n.d.",
	},
}
