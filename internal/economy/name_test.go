package economy

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFrench(t *testing.T) {
	for _, c := range []struct{ id, the, of, in string }{
		{"USA", "les États-Unis", "des États-Unis", "aux États-Unis"},
		{"BRA", "le Brésil", "du Brésil", "au Brésil"},
		{"IND", "l'Inde", "de l'Inde", "en Inde"},
		{"FRA", "la France", "de la France", "en France"},
		{"CUB", "Cuba", "de Cuba", "à Cuba"},
		{"ISR", "Israël", "d'Israël", "en Israël"},
		{"OMN", "Oman", "d'Oman", "à Oman"},
		{"HTI", "Haïti", "d'Haïti", "en Haïti"},
		{"HKG", "Hong Kong", "de Hong Kong", "à Hong Kong"},
		{"HND", "le Honduras", "du Honduras", "au Honduras"},
		{"HUN", "la Hongrie", "de la Hongrie", "en Hongrie"},
		{"IRN", "l'Iran", "de l'Iran", "en Iran"},
		{"MLT", "Malte", "de Malte", "à Malte"},
		{"NLD", "les Pays-Bas", "des Pays-Bas", "aux Pays-Bas"},
		{"MHL", "les îles Marshall", "des îles Marshall", "aux îles Marshall"},
		{"REU", "La Réunion", "de La Réunion", "à La Réunion"},
		{"BRB", "la Barbade", "de la Barbade", "à la Barbade"},
		{"TTO", "Trinité-et-Tobago", "de Trinité-et-Tobago", "à Trinité-et-Tobago"},
		{"ATG", "Antigua-et-Barbuda", "d'Antigua-et-Barbuda", "à Antigua-et-Barbuda"},
		{"IMN", "l'île de Man", "de l'île de Man", "sur l'île de Man"},
		{"COD", "la RD Congo", "de la RD Congo", "en RD Congo"},
		{"AND", "l'Andorre", "de l'Andorre", "en Andorre"},
		{"YEM", "le Yémen", "du Yémen", "au Yémen"},
		{"TUV", "les Tuvalu", "des Tuvalu", "aux Tuvalu"},
		{"eu27", "l'UE-27", "de l'UE-27", "dans l'UE-27"},
		{"world", "le monde", "du monde", "dans le monde"},
		{"africa", "l'Afrique", "de l'Afrique", "en Afrique"},
		{"americas", "les Amériques", "des Amériques", "dans les Amériques"},
		{"euro-area", "la zone euro", "de la zone euro", "dans la zone euro"},
		{"lac", "l'Amérique latine et les Caraïbes", "de l'Amérique latine et des Caraïbes", "en Amérique latine et dans les Caraïbes"},
	} {
		n := registry(t).Name(c.id, "fr")
		if n.The() != c.the || n.Of() != c.of || n.In() != c.in {
			t.Errorf("%s: %q %q %q, want %q %q %q", c.id, n.The(), n.Of(), n.In(), c.the, c.of, c.in)
		}
	}
}

func TestOtherLanguages(t *testing.T) {
	for _, c := range []struct{ id, lang, the, of, in string }{
		{"USA", "en", "the United States", "of the United States", "in the United States"},
		{"IND", "en", "India", "of India", "in India"},
		{"GMB", "en", "the Gambia", "of the Gambia", "in the Gambia"},
		{"eu27", "en", "the EU-27", "of the EU-27", "in the EU-27"},
		{"world", "en", "the world", "of the world", "in the world"},
		{"GBR", "es", "el Reino Unido", "del Reino Unido", "en el Reino Unido"},
		{"SLV", "es", "El Salvador", "de El Salvador", "en El Salvador"},
		{"IND", "es", "la India", "de la India", "en la India"},
		{"BRA", "pt", "o Brasil", "do Brasil", "no Brasil"},
		{"FRA", "pt", "a França", "da França", "na França"},
		{"USA", "pt", "os Estados Unidos", "dos Estados Unidos", "nos Estados Unidos"},
		{"PRT", "pt", "Portugal", "de Portugal", "em Portugal"},
	} {
		n := registry(t).Name(c.id, c.lang)
		if n.The() != c.the || n.Of() != c.of || n.In() != c.in {
			t.Errorf("%s %s: %q %q %q, want %q %q %q", c.id, c.lang, n.The(), n.Of(), n.In(), c.the, c.of, c.in)
		}
	}
}

func TestTextShortAndVerb(t *testing.T) {
	for _, c := range []struct {
		id, lang, text, short, theCap string
		plural                        bool
	}{
		{"USA", "en", "United States", "United States", "The United States", false},
		{"USA", "fr", "États-Unis", "États-Unis", "Les États-Unis", true},
		{"IND", "fr-FR", "Inde", "Inde", "L'Inde", false},
		{"MHL", "fr", "Îles Marshall", "Îles Marshall", "Les îles Marshall", true},
		{"NLD", "en", "Netherlands", "Netherlands", "The Netherlands", false},
		{"TUR", "en", "Türkiye", "Türkiye", "Türkiye", false},
		{"world", "fr", "Monde", "Monde", "Le monde", false},
		{"euro-area", "en", "Euro area", "Euro area", "The euro area", false},
		{"americas", "en", "Americas", "Americas", "The Americas", true},
		{"lac", "fr", "Amérique latine et Caraïbes", "Amérique latine, Caraïbes", "L'Amérique latine et les Caraïbes", true},
		{"IND", "de", "India", "India", "India", false}, // an unknown language is English
		{"nowhere", "fr", "nowhere", "nowhere", "Nowhere", false},
	} {
		n := registry(t).Name(c.id, c.lang)
		if n.Text != c.text || n.Short != c.short || n.TheCap() != c.theCap || n.Plural != c.plural {
			t.Errorf("%s %s: %q %q %q %v", c.id, c.lang, n.Text, n.Short, n.TheCap(), n.Plural)
		}
	}
}

// noArticle lists the economies whose French name takes no article. Any other
// must have one in names.csv: a forgotten article would be printed.
var noArticle = strings.Fields(`ABW AIA ATG BHR BLM CUB CUW CYP DJI GGY GIB GUM HKG HTI ISR JEY KIR KNA
	LCA MAC MAF MCO MDG MLT MSR MUS MYT NIU NRU OMN PRI REU SGP SHN SMR SPM STP SXM TTO TWN VCT WLF`)

func TestEveryNameIsPrintable(t *testing.T) {
	r := registry(t)
	for _, id := range r.ids() {
		for _, lang := range Languages {
			n := r.Name(id, lang)
			group := r.groups[id] != nil
			if n.Text == "" || n.Text == id {
				t.Errorf("%s has no name in %s", id, lang)
			}
			if !group && (strings.ContainsAny(n.Text+n.Short, "(,&’") || strings.Contains(n.Text, "SAR")) {
				t.Errorf("%s %s: %q is a publisher's form", id, lang, n.Text)
			}
			if most := 30; utf8.RuneCountInString(n.Short) > most && group {
				t.Errorf("%s %s: %q is too long for a chart", id, lang, n.Short)
			}
			if lang == "fr" && !group && (n.Article == "") != slices.Contains(noArticle, id) {
				t.Errorf("%s: article %q of %q has not been decided", id, n.Article, n.Text)
			}
		}
	}
	if len(r.economies) != 250 || len(r.groups) != 60 {
		t.Errorf("%d economies, %d groups", len(r.economies), len(r.groups))
	}
}
