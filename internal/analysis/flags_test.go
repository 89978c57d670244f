package analysis

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/tidy"
)

// flaggedData holds a flow of three economies with flags, and the publisher's
// World; all made up.
func flaggedData(t *testing.T) *Data {
	t.Helper()
	c, err := (&catalog.Catalog{Aggregates: map[string]string{"WLD": "world"}}).With(&catalog.Dataset{ID: "test", Own: true,
		Indicators: []catalog.Indicator{{ID: "made", Kind: catalog.Flow, Rule: catalog.Sum, Digits: 1}}})
	if err != nil {
		t.Fatal(err)
	}
	obs := func(economy string, year int, flag string) tidy.Observation {
		return tidy.Observation{Indicator: "made", Economy: economy, Partner: tidy.World, Year: year, Value: float64(100 + year - 2018), Flag: flag}
	}
	d, err := Prepare(c, frame.FromObservations([]tidy.Observation{
		obs("AUT", 2019, "estimated"), obs("AUT", 2020, "estimated"), obs("AUT", 2021, ""),
		obs("BEL", 2019, "38 % reported"), obs("BEL", 2020, "break, estimated"), obs("BEL", 2021, "imputed, provisional"),
		obs("CYP", 2019, ""), obs("CYP", 2020, "break"), obs("CYP", 2021, "71 % reported"),
	}), frame.FromObservations([]tidy.Observation{obs("WLD", 2020, "break, in part estimated"), obs("WLD", 2021, "")}), []string{"made"})
	if err != nil {
		t.Fatal(err)
	}
	return d[0]
}

func TestFlagged(t *testing.T) {
	d := flaggedData(t)
	got := fmt.Sprint(d.Flagged([]string{"CYP", "BEL", "AUT", "world", "XXX"}, 2019, 2020, 2021, 2022))
	want := "[{estimated 2019 [AUT]} {in part reported 2019 [BEL]} " +
		"{break, in part estimated 2020 [world]} {estimated 2020 [BEL AUT]} " +
		"{imputed, provisional 2021 [BEL]} {in part reported 2021 [CYP]}]"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// TestFlagsOfResults: each figure says which of the values below it are
// flagged; a break is said once, as such.
func TestFlagsOfResults(t *testing.T) {
	d, three := flaggedData(t), group(t, "AUT,BEL,CYP")
	alone := Selection{Items: []economy.Item{{ID: "BEL"}}, Economies: three.Economies, Reference: 2020}
	world := Selection{Items: []economy.Item{{ID: "world", Group: true}}, Economies: three.Economies, Reference: 2020}
	grow := func(s Selection, method string, from, to int) string {
		return growth(t, d, GrowthOptions{Selection: s, Method: method, From: from, To: to}).Note
	}
	sum := func(s Selection, rule string, year int) string {
		return aggregate(t, d, AggregateOptions{Selection: s, Rule: rule, From: year, To: year}).Note
	}
	known := func(note string) string { return note[strings.Index(note, "; ")+2:] } // without those that never reported
	rank := func(year int) (notes []string) {
		for _, r := range Rank(d, RankOptions{Economies: []string{"AUT", "BEL", "CYP"}, Year: year, Name: func(e string) string { return e }}).Rows {
			notes = append(notes, r.Note)
		}
		return notes
	}
	for _, c := range []struct{ what, got, want string }{
		{"growth of a group", grow(three, YoY, 2020, 2021), "estimated for 2020: AUT BEL; imputed, provisional for 2021: BEL; in part reported for 2021: CYP"},
		{"growth over breaks", grow(three, YoY, 2019, 2020), "rests on the break of BEL in 2020 (33.33 % of it); rests on the break of CYP in 2020 (33.33 % of it); " +
			"estimated for 2019: AUT; in part reported for 2019: BEL; estimated for 2020: AUT BEL"},
		{"the years between count for a fit only", grow(three, CAGR, 2019, 2021), "rests on the break of BEL in 2020 (33.33 % of it); rests on the break of CYP in 2020 (33.33 % of it); " +
			"estimated for 2019: AUT; in part reported for 2019: BEL; imputed, provisional for 2021: BEL; in part reported for 2021: CYP"},
		{"a fit", grow(three, LS, 2019, 2021), "rests on the break of BEL in 2020 (33.33 % of it); rests on the break of CYP in 2020 (33.33 % of it); " +
			"estimated for years from 2019 to 2021: AUT BEL; imputed, provisional for years from 2019 to 2021: BEL; in part reported for years from 2019 to 2021: BEL CYP"},
		{"growth of an economy", grow(alone, YoY, 2020, 2021), "estimated for 2020; imputed, provisional for 2021"},
		{"what is flagged of an economy without a rate", grow(alone, YoY, 2021, 2022), "no value for 2022; imputed, provisional for 2021"},
		{"growth beside the publisher's", grow(world, YoY, 2020, 2021), "estimated for 2020: AUT BEL; imputed, provisional for 2021: BEL; in part reported for 2021: CYP; " +
			"the publisher's own group: +0.98 %; the publisher's own group, 2020: break, in part estimated"},
		{"a sum", sum(three, "", 2020), "estimated: AUT BEL"},
		{"a median", sum(three, catalog.Median, 2021), "imputed, provisional: BEL; in part reported: CYP"},
		{"an economy", sum(alone, "", 2019), "38 % reported"},
		{"a sum beside the publisher's", known(sum(world, "", 2020)), "estimated: AUT BEL; the publisher's own: 102; the publisher's own group: break, in part estimated"},
	} {
		if c.got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.what, c.got, c.want)
		}
	}
	const world20 = "share of the publisher's World; "
	want := []string{world20 + "estimated for 2020", world20 + "imputed, provisional; estimated for 2020", world20 + "71 % reported"}
	if got := rank(2021); !slices.Equal(got, want) {
		t.Errorf("ranking: %q", got)
	}
	if got, want := rank(2019)[1], "share of the economies ranked; 38 % reported"; got != want {
		t.Errorf("ranking of the first year: got %q, want %q", got, want)
	}
}

// TestNoFlagsOfWhatIsWithheld: a figure that is not given rests on nothing.
func TestNoFlagsOfWhatIsWithheld(t *testing.T) {
	d, one := flaggedData(t), group(t, "AUT")
	if got := aggregate(t, d, AggregateOptions{Selection: one, From: 2020, To: 2020}).Note; got != "a single member has reported" {
		t.Errorf("note %q", got)
	}
}

// oneWord is a language of a single word.
type oneWord struct{}

func (oneWord) Has(key string) bool { return key == "flag.estimated" }

func (oneWord) Say(key string, args map[string]any) (string, error) {
	if key != "flag.estimated" || len(args) > 0 {
		return "", errors.New("no words")
	}
	return "geschätzt", nil
}

func TestFlagsWithoutWords(t *testing.T) {
	for flag, want := range map[string]string{
		"": "", "estimated": "geschätzt", "see note 3, p. 7": "see note 3, p. 7", "estimated, see note 3": "geschätzt, see note 3",
		"in part estimated": "in part estimated", "38 % reported": "38 % reported", "Estimated": "Estimated",
	} {
		if got := SayFlag(oneWord{}, flag); got != want {
			t.Errorf("%q: got %q, want %q", flag, got, want)
		}
	}
}
