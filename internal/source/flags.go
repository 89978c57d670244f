package source

import (
	"slices"
	"strings"
)

// JoinFlags makes one flag of several, each once, in the order given.
func JoinFlags(flags ...string) string {
	var out []string
	for _, f := range flags {
		for _, one := range strings.Split(f, ", ") {
			if one != "" && !slices.Contains(out, one) {
				out = append(out, one)
			}
		}
	}
	return strings.Join(out, ", ")
}

// flagOrder is the order in which the flags of one value are told: first what
// forbids to compare it with its neighbours.
var flagOrder = []string{
	"break", "definition differs", "confidential", "low reliability", "estimated", "Eurostat estimate", "imputed", "forecast",
	"provisional", "revised", "not significant", "not applicable",
}

// inOrder joins flags in the order in which they are told, unknown ones last as
// they came.
func inOrder(flags []string) string {
	rank := func(flag string) int {
		if k := slices.Index(flagOrder, flag); k >= 0 {
			return k
		}
		return len(flagOrder)
	}
	joined := JoinFlags(flags...)
	if !strings.Contains(joined, ", ") {
		return joined
	}
	flags = strings.Split(joined, ", ")
	slices.SortStableFunc(flags, func(a, b string) int { return rank(a) - rank(b) })
	return strings.Join(flags, ", ")
}

// sdmxStatuses are codes of the SDMX code list of observation status, in words.
// Those of values that are missing say nothing of a value.
var sdmxStatuses = map[string]string{
	"A": "", "_Z": "", "H": "", "L": "", "M": "", "O": "", "Q": "",
	"B": "break", "D": "definition differs", "E": "estimated", "F": "forecast", "G": "experimental", "I": "imputed",
	"J": "derogation", "K": "included elsewhere", "N": "not significant", "P": "provisional", "R": "revised",
	"S": "strike or special event", "U": "low reliability", "V": "unvalidated", "W": "includes others",
}

// sdmxStatus says in words what a status of SDMX says of a value; "" for a
// normal one, and for one that is missing. What is not in the code list stays
// as it is. Several statuses are separated by semicolons, commas or spaces.
func sdmxStatus(code string) string {
	if words, known := sdmxStatuses[code]; known || code == "" {
		return words
	}
	var flags []string
	for _, one := range strings.FieldsFunc(code, isSeparator) {
		words, known := sdmxStatuses[strings.ToUpper(one)]
		if !known {
			words = one
		}
		flags = append(flags, words)
	}
	return inOrder(flags)
}

func isSeparator(c rune) bool { return c == ';' || c == ',' || c == ' ' || c == '|' }

// eurostatLetters are Eurostat's flags in words.
var eurostatLetters = map[rune]string{
	'b': "break", 'c': "confidential", 'd': "definition differs", 'e': "estimated", 'f': "forecast", 'i': "imputed",
	'n': "not significant", 'p': "provisional", 'r': "revised", 's': "Eurostat estimate", 'u': "low reliability", 'z': "not applicable",
}

// eurostatFlags says in words what Eurostat's flags say, such as "be": one
// letter each. Behind an @ stands how confidential a value is. Flags in words
// are read too, and a letter that is not known stays as it is.
func eurostatFlags(letters string) string {
	letters, confidential, _ := strings.Cut(letters, "@")
	if len(letters) > longestFlags {
		return flagWords(letters)
	}
	var flags []string
	for _, letter := range letters {
		switch words := eurostatLetters[letter]; {
		case words != "":
			flags = append(flags, words)
		case !isSeparator(letter):
			flags = append(flags, string(letter))
		}
	}
	return inOrder(append(flags, confidentiality(confidential)))
}

// longestFlags is more letters than a value has flags: what is longer is words.
const longestFlags = 6

// confidentiality says in words what a code of Eurostat's confidentiality says.
func confidentiality(code string) string {
	switch strings.TrimSpace(code) {
	case "", "F":
		return "" // free
	case "N":
		return "not for publication"
	}
	return "confidential"
}

// publishersFlags are words by which publishers name flags, and ours.
var publishersFlags = [][2]string{
	{"break", "break"}, {"difference in methodology", "definition differs"}, {"definition differs", "definition differs"},
	{"not for publication", "not for publication"}, {"confidential", "confidential"}, {"reliab", "low reliability"},
	{"estimate", "estimated"}, {"imput", "imputed"}, {"forecast", "forecast"}, {"projection", "forecast"}, {"provisional", "provisional"},
	{"preliminary", "provisional"}, {"revised", "revised"}, {"not significant", "not significant"}, {"not applicable", "not applicable"},
	{"normal", ""}, {"missing", ""},
}

// flagWords finds our flags in what a publisher writes out, such as "Estimated
// value". What has none of them stays as it is, but for its capital.
func flagWords(text string) string {
	var flags []string
	known := text == ""
	for _, f := range publishersFlags {
		if strings.Contains(strings.ToLower(text), f[0]) {
			flags, known = append(flags, f[1]), true
		}
	}
	if !known {
		return JoinFlags(lowered(text))
	}
	return inOrder(flags)
}

const notAFlag = "not a flag: is the comma in the value before it quoted?"

// isFlag tells a flag from the digits behind a comma in a value that is not
// quoted.
func isFlag(text string) bool { return len(text) < 2 || !isNumber([]byte(text)) }
