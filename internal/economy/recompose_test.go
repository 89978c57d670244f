package economy

import (
	"slices"
	"testing"

	"tradestats/internal/tidy"
)

func TestCompositionComesBack(t *testing.T) {
	r := registry(t)
	for _, g := range r.Groups() {
		text := r.Composition(g.ID, YearEnd(2025))
		again, err := r.Recomposed(map[string]string{g.ID: text}, "9999-12-31")
		if err != nil {
			t.Fatal(err)
		}
		for _, day := range []string{YearEnd(1999), YearEnd(2019), YearEnd(2025)} {
			want, _ := r.Members(g.ID, day)
			if got, err := again.Members(g.ID, day); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s on %s: %v, want %v (%v)", g.ID, day, got, want, err)
			}
		}
	}
}

// As of a day nobody joins or leaves after it.
func TestRecomposedAsOfADay(t *testing.T) {
	r := registry(t)
	then, err := r.Recomposed(map[string]string{"euro-area": r.Composition("euro-area", "")}, YearEnd(2022))
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := then.Members("euro-area", YearEnd(2023)); slices.Contains(m, "HRV") || len(m) != 19 {
		t.Errorf("the euro area of 2022 has %v in 2023", m)
	}
	stays, err := r.Recomposed(map[string]string{"eu": r.Composition("eu", "")}, YearEnd(2019))
	if err != nil {
		t.Fatal(err)
	}
	if m, _ := stays.Members("eu", YearEnd(2021)); !slices.Contains(m, "GBR") {
		t.Errorf("the EU of 2019 has %v in 2021", m)
	}
	if m, _ := r.Members("eu", YearEnd(2021)); slices.Contains(m, "GBR") {
		t.Error("the registry itself has changed")
	}
}

func TestBrokenCompositions(t *testing.T) {
	for _, text := range []string{"AUT@2020-01-01", "AUT@2020/..", "AUT@x/2020-01-01"} {
		if _, err := registry(t).Recomposed(map[string]string{"eu": text}, "2023-12-31"); tidy.KindOf(err) != tidy.Data {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := registry(t).Recomposed(map[string]string{"no-such": "??", "eu": "ZZZ AUT"}, "2023-12-31"); err != nil {
		t.Error(err)
	}
}
