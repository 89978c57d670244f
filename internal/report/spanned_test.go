package report

import "testing"

// The publisher's World of Internet use spans the break of China in 2023: its change is
// marked, in key figures and before a target.
func TestPublishedWorldSpansBreaks(t *testing.T) {
	t.Parallel()
	made := everywhere(t, 2023, "kind: key-figures, indicators: [internet-users, digital-services-exports]}\n"+
		"  - {id: y, title: {en: Two, fr: Deux, es: Dos, pt: Dois}, kind: target, targets: [bc-internet-world], economies: [elac]")
	for lang, want := range map[string][]string{
		"en": {`\+2\.2.points†`, `†.The publisher’s own World spans a break in the series: China \(2023\);`, `\| \+4\.0† \|`, `spans the break in the series of China in 2023 \(18\.8% of the whole\)`},
		"fr": {`\+2,2.points†`, `enjambe une rupture de série.: Chine \(2023\)`, `rupture de la série de la Chine en 2023`},
		"es": {`\+2,2.puntos†`, `abarca una ruptura de serie: China \(2023\)`, `ruptura de la serie de China en 2023`},
		"pt": {`\+2,2.pontos†`, `abrange uma quebra de série: China \(2023\)`, `quebra da série da China em 2023`},
	} {
		for _, one := range want {
			says(t, string(made["report."+lang+".md"]), one)
		}
	}
	saysNot(t, string(made["report.en.md"]), `9\.3%†`)
	made = small(t, 2022, "kind: key-figures, indicators: [internet-users]")
	saysNot(t, string(made["report.en.md"]), `China`)
}
