package picture

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/chart"
)

// titleOf is the title of a picture of made-up figures: what it may assert.
func titleOf(t *testing.T, q Question, rows ...string) string {
	t.Helper()
	return make1(t, desk(t, csv(t, "tonnes", rows...)), "en", q).Chart.Title
}

func rowsOf(economy string, first int, values ...string) []string {
	var out []string
	for k, v := range values {
		out = append(out, fmt.Sprintf("%s,%d,%s", economy, first+k, v))
	}
	return out
}

// The title says who is ahead since when only where that holds in every year.
func TestLeadFinding(t *testing.T) {
	q := ask("line", []string{"tonnes"}, "FRA,DEU")
	q.Highlight = []string{"FRA"}
	deu := rowsOf("DEU", 2019, "5", "5", "5", "5")
	for name, test := range map[string]struct {
		fra  []string
		want string
	}{
		"overtook":          {rowsOf("FRA", 2019, "4", "6", "7", "8"), "Tonnes: France ahead of Germany since 2020"},
		"fell back between": {rowsOf("FRA", 2019, "4", "6", "4", "8"), "Tonnes: France ahead of Germany since 2022"},
		"a tie in the end":  {rowsOf("FRA", 2019, "4", "6", "7", "5"), ""},
		"always ahead":      {rowsOf("FRA", 2019, "6", "6", "7", "8"), ""},
		"behind":            {rowsOf("FRA", 2019, "4", "4", "4", "4"), ""},
		"ends early":        {rowsOf("FRA", 2019, "4", "6", "7"), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := titleOf(t, q, append(test.fra, deu...)...)
			if ahead := strings.Contains(got, "ahead"); ahead != (test.want != "") || ahead && got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// Of two that were overtaken in different years each has its own, in every language,
// and both have a colour; what the title is about stays before it.
func TestAheadSinceEach(t *testing.T) {
	rows := slices.Concat(rowsOf("IRL", 2018, "4", "6", "8", "9"), rowsOf("IND", 2018, "5", "5", "7", "7"), rowsOf("DEU", 2018, "6", "7", "7", "8"))
	exports := "digital-services-exports"
	q := ask("line", []string{exports}, "IRL,IND,DEU")
	q.Highlight = []string{"IRL"}
	for lang, want := range map[string]string{
		"en": "Exports of digitally deliverable services: Ireland ahead of India since 2019 and Germany since 2020",
		"fr": "Exportations de services livrables numériquement : l’Irlande devant l’Inde depuis 2019 et l’Allemagne depuis 2020",
		"es": "Exportaciones de servicios prestables digitalmente: Irlanda, por delante de la India desde 2019 y de Alemania desde 2020",
		"pt": "Exportações de serviços prestáveis digitalmente: a Irlanda à frente da Índia desde 2019 e da Alemanha desde 2020",
	} {
		p := make1(t, desk(t, csv(t, exports, rows...)), lang, q)
		if got := strings.ReplaceAll(p.Chart.Title, "\u00a0", " "); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		for _, s := range p.Chart.Body.(chart.Lines).Series {
			if s.Emphasis == chart.Plain {
				t.Errorf("%s: %s has no colour of its own", lang, s.Name)
			}
		}
	}
	q.Highlight = []string{"IRL"}
	same := slices.Concat(rowsOf("IRL", 2018, "4", "9"), rowsOf("IND", 2018, "5", "7"), rowsOf("DEU", 2018, "6", "8"))
	q.Indicators = []string{"tonnes"}
	if got, want := titleOf(t, q, same...), "Tonnes: Ireland ahead of Germany and India since 2019"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Among the members of a group a place is told too, and the subtitle says of which group;
// nobody is the first while one is absent that was larger.
func TestPlaceAmongMembers(t *testing.T) {
	q := ask("bars", []string{"tonnes"}, "efta:members")
	q.Highlight, q.Year = []string{"NOR"}, 2020
	rows := []string{"ISL,2020,5", "NOR,2020,8", "", "CHE,2018,1"}
	for last, want := range map[string]string{"7": "Tonnes: Norway first of 2 economies in 2020", "8": "Tonnes", "9": "Tonnes"} {
		rows[2] = "CHE,2019," + last
		c := make1(t, desk(t, csv(t, "tonnes", rows...)), "en", q).Chart
		if !strings.HasSuffix(c.Title, strings.TrimPrefix(want, "Tonnes: ")) || !strings.Contains(c.Subtitle, "EFTA") {
			t.Errorf("CHE %s: %q, %q; want %q", last, c.Title, c.Subtitle, want)
		}
	}
}

// Ordinals agree with the word for economy or place, and money has the name that a
// sentence gives it.
func TestFindingsAgree(t *testing.T) {
	place := ask("bars", []string{"digital-services-exports"})
	place.Highlight, place.Year, place.Currency = []string{"FRA"}, 2020, "EUR"
	rose := ask("bump", place.Indicators)
	rose.Highlight = place.Highlight
	for lang, want := range map[string][3]string{
		"en": {"France 2nd of 3 economies in 2020", "France from 3rd place in 2019 to 2nd", "In euros at"},
		"fr": {"la France en 2e place sur 3 économies en 2020", "la France, de la 3e place en 2019 à la 2e", "En euros, aux"},
		"es": {"Francia, en la 2.ª posición entre 3 economías en 2020", "Francia, de la 3.ª posición en 2019 a la 2.ª", "En euros, a"},
		"pt": {"a França na 2ª posição entre 3 economias em 2020", "a França, da 3ª posição em 2019 à 2ª", "Em euros, a"},
	} {
		d := desk(t, csv(t, "digital-services-exports", "DEU,2019,8", "FRA,2019,2", "ITA,2019,3", "DEU,2020,9", "FRA,2020,5", "ITA,2020,3"))
		first, second := make1(t, d, lang, place).Chart, make1(t, d, lang, rose).Chart
		for text, part := range map[string]string{first.Title: want[0], second.Title: want[1], strings.Join(first.Notes, " "): want[2]} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q does not say %q", lang, text, part)
			}
		}
	}
}

// The place is told only where nobody shares it.
func TestPlaceFinding(t *testing.T) {
	q := ask("bars", []string{"tonnes"})
	q.Highlight, q.Year = []string{"FRA"}, 2020
	for name, test := range map[string]struct {
		values [3]string
		want   bool
	}{
		"second": {[3]string{"9", "5", "3"}, true},
		"a tie":  {[3]string{"9", "5", "5"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			got := titleOf(t, q, "DEU,2020,"+test.values[0], "FRA,2020,"+test.values[1], "ITA,2020,"+test.values[2])
			if (got == "Tonnes: France 2nd of 3 economies in 2020") != test.want {
				t.Errorf("%q", got)
			}
		})
	}
}

// The largest increase is named only where it is larger than any other, as
// printed.
func TestChangeFinding(t *testing.T) {
	q := ask("dumbbell", []string{"tonnes"}, "FRA,DEU,ITA")
	q.From, q.To = 2019, 2020
	for name, test := range map[string]struct {
		fra, deu string
		want     bool
	}{
		"one":      {"90", "60", true},
		"the same": {"90", "90", false},
		"all fell": {"10", "20", false},
	} {
		t.Run(name, func(t *testing.T) {
			got := titleOf(t, q, "FRA,2019,50", "DEU,2019,50", "ITA,2019,50", "FRA,2020,"+test.fra, "DEU,2020,"+test.deu, "ITA,2020,40")
			if strings.HasPrefix(got, "Tonnes: largest rise in France") != test.want {
				t.Errorf("%q", got)
			}
		})
	}
}

// No finding rests on an estimate, on a part of the members or on a break: each of
// the findings that holds on sound figures gives way to the subject.
func TestFindingsAreSound(t *testing.T) {
	for name, test := range map[string]struct {
		q    Question
		rows []string
		key  string // what only the finding says
	}{
		"ahead":  {loud(ask("line", nil, "FRA,DEU")), append(rowsOf("FRA", 2019, "4", "6", "7"), rowsOf("DEU", 2019, "5", "5", "5")...), "ahead of"},
		"place":  {loud(ask("bars", nil)), append(rowsOf("FRA", 2021, "4"), append(rowsOf("DEU", 2021, "5"), rowsOf("ITA", 2021, "2")...)...), "2nd of 3"},
		"passed": {years(loud(ask("slope", nil, "FRA,DEU"))), append(rowsOf("FRA", 2019, "4", "6", "7"), rowsOf("DEU", 2019, "5", "5", "5")...), "behind"},
		"rise":   {years(ask("dumbbell", nil, "FRA,DEU,ITA")), append(rowsOf("FRA", 2019, "4", "6", "9"), append(rowsOf("DEU", 2019, "5", "5", "5"), rowsOf("ITA", 2019, "5", "5", "4")...)...), "largest rise"},
		"rose":   {loud(ask("bump", nil)), append(rowsOf("FRA", 2019, "4", "6", "7"), rowsOf("DEU", 2019, "5", "5", "5")...), "from 2nd place"},
	} {
		for _, flag := range []string{"", "estimated", "break"} {
			t.Run(name+"/"+flag, func(t *testing.T) {
				got := titleOf(t, named(test.q, "tonnes"), flagged(test.rows, flag)...)
				if holds := strings.Contains(got, test.key); holds != (flag == "") && !(flag == "break" && name == "place") {
					t.Errorf("%q", got)
				}
			})
		}
	}
}

func loud(q Question) Question  { q.Highlight = []string{"FRA"}; return q }
func years(q Question) Question { q.From, q.To = 2019, 2021; return q }
func named(q Question, id string) Question {
	q.Indicators = []string{id}
	return q
}

// flagged puts a flag on the last row of the first economy.
func flagged(rows []string, flag string) []string {
	out := []string{}
	for k, row := range rows {
		if first := strings.HasPrefix(row, "FRA"); flag != "" && first && (k+1 == len(rows) || !strings.HasPrefix(rows[k+1], "FRA")) {
			row += "," + flag
		} else {
			row += ","
		}
		out = append(out, row)
	}
	return out
}

// A target for a group is none of a single economy, and one of the reader's own is
// of all that are asked for.
func TestTargetsOfTheWhole(t *testing.T) {
	for _, test := range []struct {
		target   string
		who      []string
		compared map[string]bool
		noted    bool
	}{
		{"bc-internet-world", []string{"world", "CHL", "elac-seven"}, map[string]bool{"World": false, "Chile (2024)": true, "eLAC seven (2024)": true}, true},
		{"bc-internet-world", []string{"world"}, map[string]bool{"World": false}, false},
		{"90@2030", []string{"CHL", "elac-seven"}, map[string]bool{"Chile": false, "eLAC seven": false}, false},
	} {
		q := ask("bullet", nil, test.who...)
		q.Target = test.target
		if strings.Contains(test.target, "@") {
			q.Indicators = internet
		}
		p := make1(t, desk(t), "en", q)
		for _, r := range p.Chart.Body.(chart.Bullet).Rows {
			if want, ok := test.compared[r.Name]; !ok || r.Compared != want {
				t.Errorf("%s: %s only compared: %v, want %v", test.target, r.Name, r.Compared, want)
			}
		}
		if noted := strings.Contains(strings.Join(p.Chart.Notes, " "), "The target is set for the world as a whole; the others are there for comparison"); noted != test.noted {
			t.Errorf("%s of %v: said that it is for comparison: %v", test.target, test.who, noted)
		}
	}
}

// A chart of a group's complete sums names the member that no longer reports.
func TestMemberWithoutFiguresIsNamed(t *testing.T) {
	q := ask("line", exports, "eu27")
	q.From, q.To = 2017, 2023
	notes := strings.Join(make1(t, desk(t), "en", q).Chart.Notes, " ")
	if !strings.Contains(notes, "EU-27: without figures of Malta (2019–2023).") {
		t.Errorf("%q", notes)
	}
}
