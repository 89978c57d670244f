package economy

import "testing"

func TestLooksLikeAggregate(t *testing.T) {
	for label, want := range map[string]bool{
		"Low income": true, "World": true, "WORLD TOTAL": true, "Total": true, "Areas, nes": true, "Area Nes": true, "Other Africa": true,
		"Euro area (19 countries)": true, "Group of 77": true, "Region of the Americas": true, "Developing Asia": true, "Asia excluding China": true,
		"Africa, n.e.c.": true, "Services n.i.e.": true, "Extra-EU27": true, "Intra-EA20": true, "Not specified": true, "Not allocated geographically": true,
		"Territory not allocated": true, "Rest of the world": true, "OECD average": true, "Asia (excl. China)": true, "Caribbean, n.e.s.": true,
		"South Africa": false, "Central African Republic": false, "Eastern Samoa": false, "Equatorial Guinea": false, "Isle of Man": false,
		"Germany": false, "": false, "Hong Kong Special Administrative Region": false, "British Indian Ocean Territory": false,
		"French Southern Territories": false, "Northern Mariana Islands": false, "Marshall Islands": false, "Worldia": false, "Totalia": false,
	} {
		if got := LooksLikeAggregate(label); got != want {
			t.Errorf("%q: %v", label, got)
		}
	}
}

// No printed English name of an economy looks like an aggregate.
func TestNoEconomyLooksLikeAggregate(t *testing.T) {
	r := registry(t)
	for _, e := range r.economies {
		if name := r.Name(e.ISO3, "en").Text; LooksLikeAggregate(name) {
			t.Errorf("%q looks like an aggregate", name)
		}
	}
}
