package tidy

import "testing"

// A date without a day is its last one.
func TestLastDay(t *testing.T) {
	for text, want := range map[string]string{
		"2024-07-16": "2024-07-16", "2024-07": "2024-07-31", "2024-02": "2024-02-29", "2023-02": "2023-02-28", "2024-12": "2024-12-31", "2024": "2024-12-31",
		"": "", "latest": "", "2024-13": "", "2024-02-30": "", "2024-7": "", "20240716": "", "0000": "", "2024-07-16-final": "", "２０２４": "",
	} {
		if got, ok := LastDay(text); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", text, got, ok, want)
		}
	}
}
