package economy

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold is the form in which names are compared: small letters without accents
// and digits, nothing else, so that "Côte d’Ivoire", "COTE D'IVOIRE" and "cote
// divoire" are one. "&" reads as "and".
func fold(text string) string {
	if strings.Contains(text, "&") {
		text = strings.ReplaceAll(text, "&", "and")
	}
	if !isASCII(text) {
		text = norm.NFKD.String(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	for _, c := range text {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			b.WriteRune(unicode.ToLower(c))
		}
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
