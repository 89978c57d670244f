package page

import "testing"

// Inside words apostrophes are those of print; code, quotes and what a reader wrote into a
// form stay as they are.
func TestApostrophes(t *testing.T) {
	for text, want := range map[string]string{
		"<p>L&#39;Inde d&#39;aujourd&#39;hui</p>":        "<p>L’Inde d’aujourd’hui</p>",
		"qu&#39;« un »":                                  "qu’« un »",
		"<input value=\"Côte d&#39;Ivoire\"> d&#39;Oman": "<input value=\"Côte d&#39;Ivoire\"> d’Oman",
		"--title &#39;a b&#39; &amp;#39;":                "--title &#39;a b&#39; &amp;#39;",
		"":                                               "",
	} {
		if got := string(typographic([]byte(text))); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
