package source

import "strings"

// labelUnit returns the unit that stands in the parentheses at the end of a
// label: "US dollars" of "ICT service exports (BoP, current US$)". It is ""
// where there are none.
func labelUnit(label string) string {
	for rest := strings.TrimSpace(label); ; {
		before, inner, ok := cutParentheses(rest)
		if !ok {
			return ""
		}
		parts := strings.Split(inner, ", ")
		for len(parts) > 0 && isNote(parts[0]) {
			parts = parts[1:]
		}
		for len(parts) > 0 && isNote(parts[len(parts)-1]) {
			parts = parts[:len(parts)-1]
		}
		if len(parts) > 0 {
			return unitWords(strings.Join(parts, ", "))
		}
		rest = before // "(% of total labor force) (modeled ILO estimate)"
	}
}

// cutParentheses cuts what stands in parentheses off the end of a text.
func cutParentheses(text string) (before, inner string, ok bool) {
	if !strings.HasSuffix(text, ")") {
		return text, "", false
	}
	depth := 0
	for k := len(text) - 1; k > 0; k-- {
		switch text[k] {
		case ')':
			depth++
		case '(':
			if depth--; depth == 0 {
				return strings.TrimSpace(text[:k]), strings.TrimSpace(text[k+1 : len(text)-1]), true
			}
		}
	}
	return text, "", false
}

// isNote tells what is said of the figures from their unit.
func isNote(part string) bool {
	part = strings.ToLower(strings.TrimSpace(part))
	return part == "" || part == "bop" || part == "ppg and imf only" ||
		strings.HasSuffix(part, "estimate") || strings.HasSuffix(part, "estimates")
}

// unitWords spells a publisher's signs out. Current dollars are dollars; what
// is in local currency units stays as it is.
func unitWords(unit string) string {
	if strings.Contains(unit, "LCU") {
		return unit
	}
	unit = strings.Replace(unit, "current US$", "US$", 1)
	unit = strings.Replace(unit, "current international $", "international $", 1)
	return signs.Replace(unit)
}

var signs = strings.NewReplacer("US$", "US dollars", "international $", "international dollars", "%", "per cent")
