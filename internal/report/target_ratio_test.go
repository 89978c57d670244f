package report

import "testing"

// The ratio that decides a standing is printed beside the pace and the need, and a page
// that both measures targets and projects says how the two differ.
func TestTargetsAndProjectionsTellTheirMethods(t *testing.T) {
	t.Parallel()
	made := everywhere(t, 2023, "kind: target, targets: [itu-universal-use], economies: [elac, PER]}\n"+
		"  - {id: y, title: {en: Two, fr: Deux, es: Dos, pt: Dois}, kind: forecast, indicator: internet-users, economies: [PER]")
	for lang, want := range map[string][]string{
		"en": {`on a straight line, \+2\.1 percentage points a year would reach it by 2030`, `\| \+3\.3 \| \+2\.1 \| 0\.76 \| 2033 \| slightly off`, `\| \+4\.9 \| \+2\.2 \| 1\.01 \| 2030 \| on track`,
			`on track where the ratio is at least one`, `Two methods: .* let the trend fade from year to year\. .* neither corrects the other\.`},
		"fr": {`en ligne droite, il faudrait`, `\| 0,76 \| 2033 \|`, `quand le rapport vaut au moins un`, `Deux méthodes.*aucune ne corrige l’autre\.`},
		"es": {`en línea recta,`, `\| 0,76 \| 2033 \|`, `si la razón es al menos uno`, `Dos métodos: .*ninguna corrige a la otra\.`},
		"pt": {`em linha reta,`, `\| 0,76 \| 2033 \|`, `se a razão é pelo menos um`, `Dois métodos: .*nenhuma corrige a outra\.`},
	} {
		for _, one := range want {
			says(t, string(made["report."+lang+".md"]), one)
		}
	}
	alone := small(t, 2023, "kind: forecast, indicator: internet-users, economies: [PER]")
	saysNot(t, string(alone["report.en.md"]), `Two methods`)
}
