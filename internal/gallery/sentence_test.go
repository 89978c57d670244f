package gallery

import (
	"net/url"
	"testing"
)

// TestSentences: what is wrong with an address is said in the words of addresses, and
// without the commands of a command line.
func TestSentences(t *testing.T) {
	g := open(t, t.TempDir())
	for query, want := range map[string]string{
		"indicator=internet-users&kind=waterfall":                   "internet-users is a ratio: a contribution needs a sum over economies; take a flow or a stock, such as digital-services-exports.",
		"indicator=internet-users&economy=Franc":                    `Unknown economy or group "Franc"; did you mean France, French Southern Territories, French Guiana?`,
		"indicator=internet-users&width=99999&height=99999":         "9999800001 pixels are more than the 9600000 that are drawn here; take a smaller one: 'tradestats chart' draws larger ones.",
		"indicator=internet-users&economy=FRA&highlight=DEU":        "DEU is highlighted and has no value in this chart; add it to economy=, or leave it out of highlight=.",
		"indicator=internet-users&kind=stacked":                     "internet-users is a ratio: its values are no parts of a whole; draw kind=bars.",
		"indicator=internet-users&width=50&height=50":               "Cannot draw: 50x50 px is too small: each side needs 100 px or more, and an image has at most 40 million pixels; take a larger size.",
		"indicator=internet-users&kind=barz":                        `kind="barz" is unknown; did you mean bars? use line, bars, grouped, stacked, slope, dumbbell, multiples, scatter, heatmap, bump, waterfall, fan, strip, tiles, bullet, calendar.`,
		"indicator=internet-users&year=2020&from=2010":              "year= stands beside from= or to=; give year=, or from= and to=.",
		"indicator=digital-services-exports&as=share&of=eu27,asean": `of="eu27,asean" is more than one; name one group.`,
		"indicator=gdp,internet-users":                              "gdp is in million US dollars, internet-users in per cent of population: they share no axis; take as=index, kind=scatter for two, or draw each in a chart of its own.",
		"indicator=FRA":                                             `"FRA" is no indicator; select economies with economy=, as in economy=FRA.`,
		"indicator=internet-users&kind=bullet":                      "Bullet bars need a target; name one with target=, or VALUE@YEAR.",
		"indicator=internet-users&currency=EUR":                     "internet-users is in \"per cent of population\", which is no money; leave currency= and deflator= out.",
	} {
		form, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		q, err := ReadQuestion(form, ViewParameters)
		if err == nil {
			_, err = ReadView(form, "png")
		}
		if err == nil {
			_, err = g.Picture(t.Context(), q, "en")
		}
		if err == nil {
			t.Errorf("%s: no error", query)
			continue
		}
		if got := Sentence(err); got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
}
