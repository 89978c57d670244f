package catalog

import (
	"regexp"
	"strings"
)

// Dollar is the currency in which publishers here count money.
const Dollar = "USD"

// currencies are the spellings of a currency in units; a code of three capitals
// stands for itself.
var currencies = []struct {
	code  string
	words *regexp.Regexp
}{
	{Dollar, regexp.MustCompile(`(?i)\b(?:current |international )?(?:US|U\.S\.|United States) ?dollars?\b|\bUS\$|\bUSD\b`)},
	{"EUR", regexp.MustCompile(`(?i)\beuros?\b|\bEUR\b|€`)},
	{"", regexp.MustCompile(`\b(?:BRL|CAD|CHF|CNY|INR|JPY|KRW|MXN|SGD|GBP|AUD)\b`)},
}

// Currency returns the ISO 4217 code of the currency in which a unit counts
// money, such as USD for "million US dollars".
func Currency(unit string) (code string, ok bool) {
	for _, c := range currencies {
		if found := c.words.FindString(unit); found != "" {
			if c.code == "" {
				return found, true
			}
			return c.code, true
		}
	}
	return "", false
}

// InCurrency returns a unit with the currency that it counts in replaced:
// "million EUR" for "million US dollars".
func InCurrency(unit, code string) string {
	word := code
	if code == Dollar {
		word = "US dollars"
	}
	for _, c := range currencies {
		if found := c.words.FindString(unit); found != "" {
			return strings.Replace(unit, found, word, 1)
		}
	}
	return unit
}

// IsConstant tells whether a unit says that values are at the prices of one year.
func IsConstant(unit string) bool {
	return constantPrices.MatchString(unit)
}

var constantPrices = regexp.MustCompile(`(?i)\bconstant\b|\bchained\b|\bprices of \d{4}\b|\b\d{4} (?:prices|US ?dollars|US\$)`)
