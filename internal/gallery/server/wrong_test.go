package server

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// TestWhatIsWrongIsSaidInTheReadersLanguage: what is met most often in the form, with the
// names of its fields, without flags, parameters, ids and codes.
func TestWhatIsWrongIsSaidInTheReadersLanguage(t *testing.T) {
	h := handler(t)
	said := regexp.MustCompile(`<span lang="([a-z]+)">(.*)</span></p></div>`)
	foreign := regexp.MustCompile(`--|[a-z]=|\{|<no value>|gallery\.|internet-users|BRA\b`)
	for _, query := range []string{
		"indicator=&economy=BRA", "indicator=gdp&indicator=internet-users", "indicator=gdp&indicator=internet-users&kind=bars", "indicator=gdp&kind=scatter",
		"indicator=internet-users&kind=slope&year=2020", "indicator=internet-users&from=2023&to=2010", "indicator=internet-users&from=20", "indicator=internet-users&year=2020&from=2010",
		"indicator=internet-users&economy=Brzil", "indicator=internet-users&economy=BRA&year=1950", "indicator=internet-users&partner=CHL", "indicator=business-internet-use&economy=world",
		"indicator=internet-users&kind=tiles&log=1", "indicator=internet-users&of=BRA", "indicator=internet-users&base=2010", "indicator=internet-users&as=index&year=2020", "indicator=internet-users&as=share",
		"indicator=internet-users&kind=stacked", "indicator=internet-users&kind=waterfall", "indicator=internet-users&kind=strip&economy=BRA", "indicator=internet-users&kind=fan&economy=BRA,CHL", "indicator=gdp&kind=waterfall&economy=BRA,CHL",
		"indicator=internet-users&kind=fan&year=2020", "indicator=internet-users&kind=bullet", "indicator=internet-users&kind=bullet&target=x@2030", "indicator=internet-users&kind=bullet&target=175@2030", "indicator=internet-users&kind=calendar&economy=world",
		"indicator=internet-users&economy=BRA&highlight=CHL", "indicator=internet-users&highlight=CHL,ARG,FRA,DEU", "indicator=gdp&as=share&of=BRA", "indicator=gdp&kind=stacked&economy=eu27,DEU", "indicator=internet-users&kind=bars&economy=world:members",
	} {
		for _, lang := range []string{"en", "fr", "es", "pt"} {
			got := ask(h, "GET", "/build?lang="+lang+"&"+query)
			m := said.FindStringSubmatch(got.Body.String())
			if got.Code == http.StatusOK || m == nil || m[1] != lang || foreign.MatchString(m[2]) {
				t.Errorf("%s in %s: %d %q", query, lang, got.Code, m)
			}
		}
	}
	got := html.UnescapeString(ask(h, "GET", "/build?lang=fr&indicator=internet-users&coverage="+url.QueryEscape("x")).Body.String())
	if m := said.FindStringSubmatch(got); m == nil || m[1] != "en" || !strings.Contains(m[2], "coverage") {
		t.Errorf("what is met rarely: %q", m)
	}
}

// TestWhatTheFormTakesIsShown: a target as it is said, which the address then has in the
// unit of the figures; a logarithmic axis that the chart takes by itself.
func TestWhatTheFormTakesIsShown(t *testing.T) {
	h := handler(t)
	page := html.UnescapeString(ask(h, "GET", "/build?lang=fr&indicator=digital-services-exports&economy=BRA&kind=bullet&target="+url.QueryEscape("30 milliards@2030")).Body.String())
	page = strings.ReplaceAll(page, "\u00a0", " ")
	for _, want := range []string{`name="target" value="30 milliards@2030"`, "target=30000%402030", "30 milliards pour 2030"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	const itself = `<input type="checkbox" checked disabled>`
	for query, log := range map[string]bool{"indicator=gdp&indicator=population&kind=scatter": true, "indicator=gdp&economy=BRA": false} {
		if page := ask(h, "GET", "/build?lang=en&"+query).Body.String(); strings.Contains(page, itself) != log || strings.Contains(page, `name="log"`) == log {
			t.Errorf("%s: logarithmic by itself is %v", query, !log)
		}
	}
}

// TestAFileSaysWhyNotInTheLanguageOfItsAddress: as pages do; what is met rarely in English, and
// without a language as files are had, in English.
func TestAFileSaysWhyNotInTheLanguageOfItsAddress(t *testing.T) {
	h := handler(t)
	for at, want := range map[string][2]string{
		"/draw.png?economy=BRA&lang=fr":                                        {"fr", "indicateur"},
		"/draw.csv?indicator=internet-users&kind=line&as=index&of=BRA&lang=es": {"es", "«of»"},
		"/draw.png?indicator=internet-users&economy=Atlantis&lang=pt":          {"pt", "Atlantis"},
		"/charts/world/exporters.png?width=110&height=110&lang=fr":             {"fr", "taille"},
		"/charts/world/nope?lang=fr":                                           {"en", "nope"},
		"/draw.png?economy=BRA":                                                {"en", "indicator"},
		"/draw.png?economy=BRA&lang=xx":                                        {"en", "lang"},
		"/charts/world/nope.png?lang=fr":                                       {"en", "nope"},
	} {
		got := ask(h, "GET", at, "Accept-Language", "pt")
		in, text := got.Header().Get("Content-Language"), got.Body.String()
		if m := regexp.MustCompile(`<span lang="(..)">([^<]*)</span>`).FindStringSubmatch(text); m != nil {
			in, text = m[1], m[2]
		}
		if got.Code < 400 || in != want[0] || !strings.Contains(text, want[1]) {
			t.Errorf("%s: %d, in %q: %s", at, got.Code, in, text)
		}
	}
}
