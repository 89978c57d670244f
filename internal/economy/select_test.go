package economy

import (
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func show(items []Item) string {
	var out []string
	for _, it := range items {
		out = append(out, it.String())
	}
	return strings.Join(out, " ")
}

func TestSelect(t *testing.T) {
	for text, want := range map[string]string{
		"IND":                                "IND",
		"IND,BRA , chn":                      "IND BRA CHN",
		"NA,US":                              "NAM USA",
		"Korea, Rep.":                        "KOR",
		"India,Korea, Rep.,Egypt, Arab Rep.": "IND KOR EGY",
		"korea,rep.,JPN":                     "KOR JPN",
		"Bahamas, The,Cuba":                  "BHS CUB",
		"Hong Kong, China":                   "HKG", // the whole text is one publisher's form
		"Hong Kong,China":                    "HKG CHN",
		"Hong Kong, China, India":            "HKG CHN IND", // in a list nothing drops out
		"Côte d’Ivoire,Ghana":                "CIV GHA",
		"eu27,IND,eu27,IND":                  "eu27 IND",
		"eu@2019":                            "eu@2019-12-31",
		"eu@2020-01-31,eu@2019,eu":           "eu@2020-01-31 eu@2019-12-31 eu",
		"central-asia:members":               "KAZ KGZ TJK TKM UZB",
		"mercosur@2015:members":              "ARG BRA PRY URY VEN",
		"mercosur:members@2015":              "ARG BRA PRY URY VEN",
		"BRA,mercosur:members":               "BRA ARG BOL PRY URY",
		"g7:members,G7":                      "CAN DEU FRA GBR ITA JPN USA g7",
		"IND,":                               "IND",
	} {
		got, err := registry(t).Select([]string{text}, YearEnd(2024))
		if err != nil || show(got) != want {
			t.Errorf("%q: %q, %v; want %q", text, show(got), err, want)
		}
	}
	got, err := registry(t).Select([]string{"IND", "BRA,IND", "Korea, Rep."}, YearEnd(2024))
	if err != nil || show(got) != "IND BRA KOR" {
		t.Errorf("%q, %v", show(got), err)
	}
}

func TestSelectErrors(t *testing.T) {
	for text, want := range map[string]string{
		"IND,Frnace":         `unknown economy or group "Frnace"`,
		"":                   `no economy in ""`,
		" , ":                `no economy in " , "`,
		"IND:members":        `"IND:members": India is an economy, not a group`,
		"IND@2019":           `"IND@2019": India is an economy, not a group`,
		"eu@19":              `no such date "19"`,
		"eu@2019-02-30,IND":  `no such date "2019-02-30"`,
		"eu:member":          `unknown economy or group "eu:member"`,
		"-DEU":               `"-DEU" cannot be selected`,
		"eu27,-DEU":          `"-DEU" cannot be selected`,
		"n.a.":               `unknown economy or group "n.a."`,
		"brics@2000:members": `group brics has no members on 2000-12-31`,
	} {
		_, err := registry(t).Select([]string{text}, YearEnd(2024))
		kind := tidy.Usage
		if strings.HasPrefix(want, "group") {
			kind = tidy.Empty
		}
		if err == nil || err.Error() != want || tidy.KindOf(err) != kind || tidy.HintOf(err) == "" {
			t.Errorf("%q: %v (hint %q)", text, err, tidy.HintOf(err))
		}
	}
}

func TestWith(t *testing.T) {
	base := registry(t)
	r, err := base.With([]string{
		"no-germany=eu27,-DEU", "Nordic-5=DNK,FIN,ISL,NOR,SWE", "old=eu@2019,-nordic-5",
		"asia3 = -Korea, Rep. , China, JPN, Korea, Rep., IND", "union=eu",
	})
	if err != nil {
		t.Fatal(err)
	}
	count := func(group, day string) int {
		m, err := r.Members(group, day)
		if err != nil {
			t.Error(err)
		}
		return len(m)
	}
	if n := count("no-germany", YearEnd(2023)); n != 26 {
		t.Errorf("eu27 without Germany: %d", n)
	}
	if n := count("old", YearEnd(2023)); n != 25 {
		t.Errorf("the pinned Union without its three Nordic members: %d", n)
	}
	if n := count("asia3", YearEnd(2023)); n != 3 {
		t.Errorf("asia3: %d", n)
	}
	if count("union", "2019-12-31") == count("union", "2020-12-31") {
		t.Error("an own group follows the groups it is made of")
	}
}

func TestOwnGroupIsAGroupLikeAnother(t *testing.T) {
	base := registry(t)
	r, err := base.With([]string{"Nordic-5=DNK,FIN,ISL,NOR,SWE", "no-germany=eu27,-DEU"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Select([]string{"NORDIC-5:members,nordic-5"}, YearEnd(2023))
	if err != nil || show(got) != "DNK FIN ISL NOR SWE nordic-5" {
		t.Errorf("%q, %v", show(got), err)
	}
	if n := r.Name("nordic-5", "fr"); n.Text != "nordic-5" || n.Of() != "de nordic-5" || n.In() != "dans nordic-5" {
		t.Errorf("%+v", n)
	}
	if _, known := base.Group("nordic-5"); known || len(base.codes) == len(r.codes) {
		t.Error("With changed the shared registry")
	}
	if g, _ := r.Group("no-germany"); !g.Own || g.Membership != "defined by the user: eu27,-DEU" {
		t.Errorf("%+v", g)
	}
}

func TestWithErrors(t *testing.T) {
	for definition, want := range map[string]string{
		"x":           `group "x" has no members`,
		"x=":          `group "x=" has no members`,
		"x=-DEU":      `group "x" only takes away`,
		"eu=FRA,DEU":  `group "eu": the name already stands for eu`,
		"India=IND":   `group "India": the name already stands for IND`,
		"in=IND":      `group "in": the name already stands for IND`,
		"1x=IND":      `group "1x" cannot have this name`,
		"a b=IND":     `group "a b" cannot have this name`,
		"x=IND,Nope!": `unknown economy or group "Nope!"`,
		"x=x,IND":     `unknown economy or group "x"`,
		"x=eu@1,IND":  `no such date "1"`,
	} {
		_, err := registry(t).With([]string{definition})
		if err == nil || err.Error() != want || tidy.KindOf(err) != tidy.Usage {
			t.Errorf("%q: %v", definition, err)
		}
	}
}
