package source

import (
	"regexp"
	"strings"
)

// eurostatUnits are codes of Eurostat's code list of units, in words.
var eurostatUnits = map[string]string{
	"NR": "number", "PER": "persons", "EUR": "euros", "USD": "US dollars", "NAC": "units of national currency",
	"PPS": "purchasing power standards", "HAB": "inhabitants", "HH": "households", "ENT": "enterprises", "T": "tonnes", "KG": "kilograms",
	"AVG": "average", "PC": "per cent", "PC_IND": "per cent of individuals", "PC_ENT": "per cent of enterprises", "PC_HH": "per cent of households",
	"PC_IND_IU3":      "per cent of individuals who used the internet in the last 3 months",
	"PC_IND_ILT12":    "per cent of individuals who used the internet in the last year",
	"PC_IND_IBUY3":    "per cent of individuals who bought online in the last 3 months",
	"PC_IND_BLT12":    "per cent of individuals who bought online in the last year",
	"PC_HH_IACC":      "per cent of households with internet access",
	"PC_ENT_IACC":     "per cent of enterprises with internet access",
	"PC_ENT_AESELL":   "per cent of enterprises with sales online",
	"PC_ENT_AXSELL":   "per cent of enterprises with sales by electronic interchange",
	"PC_ENT_AWSELL":   "per cent of enterprises with sales on the web",
	"PC_ENT_CC":       "per cent of enterprises that buy cloud services",
	"PC_ENT_WEB":      "per cent of enterprises with a website",
	"PC_ENT_CUSE":     "per cent of enterprises using computers",
	"PC_ENT_IUSE":     "per cent of enterprises whose staff have access to the internet",
	"PC_ENT_FIXBB":    "per cent of enterprises with fixed broadband",
	"PC_ENT_ADS":      "per cent of enterprises that advertise on the internet",
	"PC_ENT_DAOWN":    "per cent of enterprises whose own staff analyse data",
	"PC_ENT_AI_TANY":  "per cent of enterprises using artificial intelligence",
	"PC_ENT_AI_TX":    "per cent of enterprises not using artificial intelligence",
	"PC_ENT_AI_EC":    "per cent of enterprises that have considered using artificial intelligence",
	"PC_ENT_AI_PDI":   "per cent of enterprises that process data on individuals by artificial intelligence",
	"PC_ENT_ITSPRCR2": "per cent of enterprises that recruited or tried to recruit ICT specialists",
	"PC_ENT_SECPOL1":  "per cent of enterprises with a policy of ICT security",
	"PC_ENT_SECPOL2":  "per cent of enterprises with documents on ICT security",
	"PC_IND_BUY3":     "per cent of individuals who bought online in the last 3 months",
	"PC_IND_IUAI":     "per cent of individuals who used generative artificial intelligence in the last 3 months",
	"PC_IND_IUAIX":    "per cent of individuals who did not use generative artificial intelligence in the last 3 months",
	"PC_TURN":         "per cent of turnover",
	"PC_EMP":          "per cent of employment",
	"PC_GDP":          "per cent of GDP",
	"PC_TOT":          "per cent of the total",
	"PC_POP":          "per cent of the population",
	"PC_ACT":          "per cent of the active population",
	"VALUE_EUR":       "euros", "VALUE_IN_EUROS": "euros", "QUANTITY_IN_KG": "kilograms", "QUANTITY_KG": "kilograms",
	"QUANTITY_IN_100KG":    "hundred kilograms",
	"EUR_HAB":              "euros per inhabitant",
	"CP_MEUR":              "million euros at current prices",
	"CP_MNAC":              "million units of national currency at current prices",
	"CP_EUR_HAB":           "euros per inhabitant at current prices",
	"CP_PPS_EU27_2020_HAB": "purchasing power standards (EU27 from 2020) per inhabitant at current prices",
	"RCH_A":                "per cent change on the year before",
	"RCH_A_AVG":            "per cent change of the annual average",
}

// eurostatMoney are dimensions that name the unit in tables that have no unit.
var eurostatMoney = []string{"currency", "indicators"}

// eurostatScales stand before a unit: MIO_EUR.
var eurostatScales = map[string]string{"THS": "thousand", "MIO": "million", "BIO": "billion", "MRD": "billion"}

var (
	eurostatShare = regexp.MustCompile(`^PC_(?:(ENT|IND|HH)_)?\w`)
	eurostatIndex = regexp.MustCompile(`^(?:I|INX_A_AVG_|INX)(\d{2})$`)
	eurostatChain = regexp.MustCompile(`^CLV_?(\d{2})_(?:M(EUR|NAC)|(EUR)_HAB)$`)
)

// eurostatUnit says a code of a unit in words. Of a percentage that is not known
// the code says of what; another code that is not known stays as it is.
func eurostatUnit(code string) string {
	upper := strings.ToUpper(code)
	if words := eurostatUnits[upper]; words != "" {
		return words
	}
	if m := eurostatIndex.FindStringSubmatch(upper); m != nil {
		return "index, " + century(m[1]) + " = 100"
	}
	if m := eurostatChain.FindStringSubmatch(upper); m != nil {
		words := "million " + eurostatUnits[m[2]]
		if m[3] != "" {
			words = "euros per inhabitant"
		}
		return words + ", chain-linked volumes of " + century(m[1])
	}
	if m := eurostatShare.FindStringSubmatch(upper); m != nil {
		words := "per cent"
		if m[1] != "" {
			words = eurostatUnits["PC_"+m[1]]
		}
		return words + " (" + code + ")"
	}
	scale, of, _ := strings.Cut(upper, "_")
	if word := eurostatScales[scale]; word != "" {
		switch {
		case of == "":
			return word
		case of != "NR" && eurostatUnits[of] != "":
			return word + " " + eurostatUnits[of]
		}
	}
	return code
}

// unitIn is eurostatUnit of a code that may be of something else.
func unitIn(code string) string {
	if words := eurostatUnit(code); words != code {
		return words
	}
	return ""
}

// century writes a year of two digits with four.
func century(year string) string {
	if year >= "50" {
		return "19" + year
	}
	return "20" + year
}
