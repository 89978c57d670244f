package report

import (
	"strings"
	"testing"
)

// A page cites what its figures rest on; what was read to decide stays in the manifest.
func TestSourcesAreThoseOfFigures(t *testing.T) {
	t.Parallel()
	made := everywhere(t, 2023, "kind: corridor, a: eu27, b: [CHN], since: 2015")
	for _, lang := range []string{"en", "fr", "es", "pt"} {
		text := string(made["report."+lang+".md"])
		says(t, text, `\(US\.DigitallyDeliverableServices\)`)
		says(t, text, `Population, total \(SP\.POP\.TOTL\)`) // weighs an average of the page
		saysNot(t, text, `\(IT\.NET\.BBND\.P2\)`)
	}
	if !strings.Contains(string(made[manifestName]), "fixed-broadband") {
		t.Error("the manifest has lost an input that was read")
	}
}
