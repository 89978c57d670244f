package economy

import (
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func TestResolve(t *testing.T) {
	for text, want := range map[string]string{
		"IND": "IND", "ind": "IND", "in": "IND", " India ": "IND", "l'Inde": "IND", "índia": "IND",
		"NA": "NAM", "XK": "XKX", "kosovo": "XKX", "UK": "GBR", "EL": "GRC",
		"Korea, Rep.": "KOR", "korea, rep.": "KOR", "Republic of Korea": "KOR", "South Korea": "KOR", "Corée du Sud": "KOR",
		"Egypt, Arab Rep.": "EGY", "Congo, Dem. Rep.": "COD", "Congo, Rep.": "COG", "DR Congo": "COD",
		"Bahamas, The": "BHS", "The Bahamas": "BHS", "the bahamas": "BHS",
		"Hong Kong SAR, China": "HKG", "Hong Kong, China": "HKG", "hong-kong": "HKG", "China, Hong Kong SAR": "HKG",
		"Cote d'Ivoire": "CIV", "côte d’ivoire": "CIV", "Ivory Coast": "CIV", "COTE DIVOIRE": "CIV",
		"Turkiye": "TUR", "Türkiye": "TUR", "Turkey": "TUR", "Turquie": "TUR",
		"Swaziland": "SWZ", "Macedonia": "MKD", "Burma": "MMR", "Cape Verde": "CPV", "Czech Republic": "CZE", "Holland": "NLD",
		"USA": "USA", "U.S.": "USA", "US": "USA", "UAE": "ARE", "Viet Nam": "VNM", "vietnam": "VNM",
		"St. Lucia": "LCA", "Trinidad & Tobago": "TTO", "São Tomé and Principe": "STP",
		"Bolivia (Plurinational State of)": "BOL", "Iran (Islamic Republic of)": "IRN", "Inde (l')": "IND",
		"Bolivie (État plurinational de)": "BOL", "Saint-Martin": "MAF", "Saint-Marin": "SMR", "Niger": "NER", "Nigeria": "NGA",
		"eu": "eu", "eu27": "eu27", "EU27": "eu27", "eu-27": "eu27", "EU 27": "eu27", "UE-27": "eu27", "EU27_2020": "eu27",
		"world": "world", "WLD": "world", "Monde": "world", "le monde": "world", "zone euro": "euro-area", "G20": "g20",
		"Latin America and the Caribbean": "lac", "SSF": "wb-ssf", "EUU": "eu27",
	} {
		id, group, err := registry(t).Resolve(text)
		if err != nil || id != want || group == (strings.ToUpper(id) == id) {
			t.Errorf("Resolve(%q) = %q, %v, %v; want %q", text, id, group, err, want)
		}
	}
}

func TestResolveUnknown(t *testing.T) {
	for text, near := range map[string]string{
		"Germny": "Germany", "eu29": "eu27", "Frnace": "France", "Atlantis": "",
		"": "", "n.a.": "", "...": "", "Channel Islands": "", "CHI": "",
	} {
		_, _, err := registry(t).Resolve(text)
		if tidy.KindOf(err) != tidy.Usage || !strings.Contains(tidy.HintOf(err), near) {
			t.Errorf("Resolve(%q): %v; hint %q, want %q in it", text, err, tidy.HintOf(err), near)
		}
	}
}

// Whatever is printed can be typed: in a table, in a sentence, on a chart.
func TestEveryNameResolves(t *testing.T) {
	r := registry(t)
	for _, id := range r.ids() {
		for _, lang := range Languages {
			n := r.Name(id, lang)
			for _, text := range []string{id, n.Text, n.Short, n.The(), strings.ToUpper(n.Text)} {
				if got, _, err := r.Resolve(text); err != nil || got != id {
					t.Errorf("%s %s: Resolve(%q) = %q, %v", id, lang, text, got, err)
				}
			}
		}
	}
	for _, e := range r.Economies() {
		if got, ok := r.Economy(e.ISO3); !ok || got != e {
			t.Errorf("%v is not found by its code", e)
		}
		if id, group, err := r.Resolve(e.ISO2); err != nil || group || id != e.ISO3 {
			t.Errorf("%v is not found by its ISO2 code: %q, %v", e, id, err)
		}
	}
}
