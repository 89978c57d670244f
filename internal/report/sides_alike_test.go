package report

import (
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"
)

// everywhere writes a topic of one block in all four languages.
func everywhere(t *testing.T, year int, block string, data ...string) files {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "small.yaml")
	write(t, path, "id: small\ntitle: {en: Small, fr: Petit, es: Corto, pt: Breve}\nlanguages: [en, fr, es, pt]\nheadline: digital-services-exports\nsince: 2015\nblocks:\n"+
		"  - {id: x, title: {en: One, fr: Un, es: Uno, pt: Um}, "+block+"}\n  - {kind: sources, id: sources, title: {en: Sources, fr: Sources, es: Fuentes, pt: Fontes}}\n")
	o := options(t, filepath.Join(dir, "out"), data...)
	o.Topics, o.Year, o.TopicFiles = nil, year, []string{path}
	mustRun(t, o)
	out := files{}
	for name, content := range tree(t, o.Out) {
		if rest, ok := strings.CutPrefix(name, fmt.Sprintf("%d/small/", year)); ok {
			out[rest] = content
		}
	}
	return out
}

// Spain began to report after 2010: how many times then and now is of the members
// that reported both years, and says who is not among them.
func TestRatiosOfTwoYearsAreOfTheSameMembers(t *testing.T) {
	t.Parallel()
	made := everywhere(t, 2023, "kind: sides, indicator: ict-services-exports, sides: [eu27, USA], since: 2010")
	for lang, want := range map[string]string{
		"en": `without Spain, they were 6\.6 times in 2023, against 5\.2 times in 2010\.`,
		"fr": `sans l’Espagne, le rapport est de 6,6 en 2023, contre 5,2 en 2010\.`,
		"es": `sin España, la razón fue de 6,6 en 2023, frente a 5,2 en 2010\.`,
		"pt": `sem a Espanha, a razão foi de 6,6 em 2023, ante 5,2 em 2010\.`,
	} {
		says(t, string(made["report."+lang+".md"]), want)
	}
	says(t, string(made["report.en.md"]), `were 6\.8 times those of the United States in 2023; the difference`)
	numbers := figuresOf(t, made)
	value := func(id string) float64 {
		f, ok := numbers["x/"+id]
		if !ok {
			t.Errorf("the manifest has no %s", id)
		}
		return f.Value
	}
	ratios := value("ratio-matched/eu27 over USA/2023") / value("ratio-matched/eu27 over USA/2010")
	factors := value("factor/eu27/2023") / value("factor/USA/2023")
	if math.Abs(ratios-factors) > 1e-9 {
		t.Errorf("the ratio went up by %v, the index of the one over that of the other by %v", ratios, factors)
	}
}

// Where the same members reported both years, one sentence sets then against now.
func TestRatiosOfTwoYearsOfAllMembers(t *testing.T) {
	t.Parallel()
	made := small(t, 2023, "kind: sides, indicator: digital-services-imports, sides: [eu27, CHN], since: 2015")
	says(t, string(made["report.en.md"]), `were 9\.6 times those of China in 2023, against 11\.2 times in 2015; the difference`)
}

// Averages of two years differ by who is in them too.
func TestGapsOfTwoYearsAreOfTheSameMembers(t *testing.T) {
	t.Parallel()
	var rows []string
	for y := 2015; y <= testYear; y++ {
		rows = append(rows, fmt.Sprintf("BRA,%d,50", y), fmt.Sprintf("ARG,%d,50", y), fmt.Sprintf("BOL,%d,50", y), fmt.Sprintf("PRY,%d,50", y), fmt.Sprintf("USA,%d,80", y))
		if y < 2019 {
			rows = append(rows, fmt.Sprintf("URY,%d,10", y))
		}
	}
	made := everywhere(t, testYear, "kind: sides, indicator: internet-users, sides: [USA, mercosur], since: 2015", madeUp(t, "internet-users", rows...))
	for lang, want := range map[string]string{
		"en": `without Uruguay, the difference was \+30\.0.percentage points in 2023, against \+30\.0.percentage points in 2015\.`,
		"fr": `sans l’Uruguay, l’écart est de \+30,0.points de pourcentage en 2023, contre \+30,0.points de pourcentage en 2015\.`,
		"es": `sin Uruguay, la diferencia fue de \+30,0.puntos porcentuales en 2023, frente a \+30,0.puntos porcentuales en 2015\.`,
		"pt": `sem o Uruguai, a diferença foi de \+30,0.pontos percentuais em 2023, ante \+30,0.pontos percentuais em 2015\.`,
	} {
		says(t, string(made["report."+lang+".md"]), want)
	}
}

// A member's share of a group is the same on pages that compare with other years; that
// of those that reported both years says that it is.
func TestShareOfAMemberHasOneBase(t *testing.T) {
	t.Parallel()
	made := everywhere(t, 2023, "kind: sides, indicator: ict-services-exports, sides: [eu27, USA], since: 2010")
	for lang, want := range map[string]string{
		"en": `Ireland has 46\.0% of the value of the EU-27 in 2023\. Of the members that reported both 2010 and 2023, without Spain, Ireland has 48\.0%, against 27\.3% in 2010;`,
		"fr": `L’Irlande pèse 46,0.% de la valeur de l’UE-27 en 2023\. Parmi les membres qui ont déclaré pour 2010 et 2023, sans l’Espagne, l’Irlande pèse 48,0.%, contre 27,3.% en 2010.;`,
		"es": `Irlanda supone el 46,0.% del valor de la UE-27 en 2023\. Entre los miembros que declararon datos de 2010 y 2023, sin España, Irlanda supone el 48,0.%, frente al 27,3.% en 2010;`,
		"pt": `A Irlanda responde por 46,0% do valor da UE-27 em 2023\. Entre os membros que declararam dados de 2010 e 2023, sem a Espanha, a Irlanda responde por 48,0%, contra 27,3% em 2010;`,
	} {
		says(t, string(made["report."+lang+".md"]), want)
	}
	made = small(t, 2023, "kind: sides, indicator: ict-services-exports, sides: [eu27, CHN], since: 2015")
	says(t, string(made["report.en.md"]), `Ireland has 46\.0% of the value of the EU-27 in 2023\. Of the members that reported both 2015 and 2023, without Cyprus,`)
}

// Members of a sum that report only later are named, in the sentence on coverage and on
// the chart.
func TestLateStartsAreNamed(t *testing.T) {
	t.Parallel()
	made := everywhere(t, 2012, "kind: sides, indicator: ict-services-exports, sides: [eu27, USA], charts: [lines]")
	for lang, want := range map[string]string{
		"en": `26 of the 27 members of the EU-27 that ever reported have done so\. Not yet reporting by then: Spain\.`,
		"fr": `Ne déclaraient pas encore : l’Espagne\.`,
		"es": `Aún no declaraban: España\.`,
		"pt": `Ainda não declaravam: a Espanha\.`,
	} {
		says(t, string(made["report."+lang+".md"]), strings.ReplaceAll(want, " : ", ".: "))
	}
}
