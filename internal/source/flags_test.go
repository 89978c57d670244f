package source

import "testing"

func TestSDMXStatus(t *testing.T) {
	for code, want := range map[string]string{
		"": "", "A": "", "_Z": "", "B": "break", "E": "estimated", "P": "provisional", "F": "forecast", "I": "imputed", "U": "low reliability",
		"D": "definition differs", "N": "not significant", "n": "not significant", "M": "", "O": "", "L": "", "H": "", "Q": "",
		"E;B": "break, estimated", "P, E": "estimated, provisional", "X": "X", "E;X;B": "break, estimated, X", "B;B": "break",
	} {
		if got := sdmxStatus(code); got != want {
			t.Errorf("%q: %q, want %q", code, got, want)
		}
	}
}

func TestEurostatFlags(t *testing.T) {
	for letters, want := range map[string]string{
		"": "", "b": "break", "eb": "break, estimated", "be": "break, estimated", "bep": "break, estimated, provisional",
		"u d": "definition differs, low reliability", "s": "Eurostat estimate", "z": "not applicable", "c": "confidential", "r": "revised",
		"i": "imputed", "n": "not significant", "f": "forecast", "x": "x", "xb": "break, x",
		"@C": "confidential", "p@C": "confidential, provisional", "e@F": "estimated", "@N": "not for publication",
		"estimated": "estimated", "break in time series, provisional": "break, provisional",
	} {
		if got := eurostatFlags(letters); got != want {
			t.Errorf("%q: %q, want %q", letters, got, want)
		}
	}
}

func TestFlagWords(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "Normal value": "", "Missing value": "", "Estimated value": "estimated", "Break": "break", "Provisional value": "provisional",
		"Difference in methodology": "definition differs", "Preliminary": "provisional", "Includes re-exports": "includes re-exports",
		"Provisional estimate after a break": "break, estimated, provisional", "Unreliable": "low reliability",
	} {
		if got := flagWords(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Whatever letters there are and in whatever order, a break is told first, and
// no flag is lost or told twice.
func FuzzEurostatFlags(f *testing.F) {
	f.Add("be")
	f.Add("p@C")
	f.Fuzz(func(t *testing.T, letters string) {
		got := eurostatFlags(letters)
		if JoinFlags(got) != got {
			t.Errorf("%q: %q tells a flag twice", letters, got)
		}
	})
}
