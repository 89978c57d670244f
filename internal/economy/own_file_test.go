package economy

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tradestats/internal/tidy"
)

func groupsFrom(t *testing.T, text string) (*Registry, error) {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "groups.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return r.WithFiles([]string{path})
}

func TestGroupsOfAFile(t *testing.T) {
	r, err := groupsFrom(t, `groups:
  - id: nordics
    name: {en: the Nordic countries, fr: les pays nordiques}
    members: [DNK, FIN, ISL, NOR, SWE]
  - id: nordic-eu
    members: [nordics, -NOR, -ISL]
`)
	if err != nil {
		t.Fatal(err)
	}
	members, err := r.Members("nordic-eu", "2023-12-31")
	if want := []string{"DNK", "FIN", "SWE"}; err != nil || !slices.Equal(members, want) {
		t.Errorf("members %v, %v; want %v", members, err, want)
	}
	for lang, want := range map[string]string{"en": "the Nordic countries", "fr": "les pays nordiques", "es": "Nordic countries"} {
		if got := r.Name("nordics", lang).The(); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
	if got := r.Name("nordic-eu", "fr").Text; got != "nordic-eu" {
		t.Errorf("without a name: %q", got)
	}
	plain, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if _, there := plain.Group("nordics"); there {
		t.Error("the program's own registry has the group too")
	}
}

func TestGroupsOfAFileAreChecked(t *testing.T) {
	for text, want := range map[string]string{
		"groups:\n  - id: a\n    members: [FRA, ZZZ]\n":                       "groups.yaml:3: ",
		"groups:\n  - id: a\n    membres: [FRA]\n":                            `groups.yaml:3: unknown key: "membres"`,
		"group:\n  - id: a\n":                                                 `groups.yaml:1: unknown key: "group"`,
		"groups:\n  - id: eu27\n    members: [FRA]\n":                         "groups.yaml:2: group \"eu27\": the name already stands",
		"groups:\n  - id: a\n    name: {fr: les a}\n    members: [FRA]\n":     "groups.yaml:2: the group has a name, but none in en",
		"groups:\n  - id: a\n    name: {xx: the a}\n    members: [FRA]\n":     "groups.yaml:2: unknown language",
		"groups:\n  - id: a\n    members:\n    - DNK\n    - FIN\n    - DNK\n": "groups.yaml:6: group \"a\": DNK stands twice",
		"groups:\n  - id: a\n    members:\n    - DNK\n    - -ESP\n":           "groups.yaml:5: group \"a\": ESP is taken away, and never was in it",
		"groups:\n  - id: a\n    members: [eu27, FRA]\n":                      "groups.yaml:3: group \"a\": FRA is in eu27 already",
		"groups:\n  - id: a\n    members: [eu27, -FRA, -FRA]\n":               "groups.yaml:3: group \"a\": FRA stands twice",
		"groups:\n  - id: a\n    members: [ZZZ]\n":                            "groups.yaml:3: ",
		"groups:\n  - id: a\n":                                                "has no members",
		"groups: [FRA]\n":                                                     "groups.yaml:1: expected keys and values",
	} {
		_, err := groupsFrom(t, text)
		if err == nil || !strings.Contains(err.Error(), want) || tidy.KindOf(err) != tidy.Data {
			t.Errorf("%q: %v; want %s", text, err, want)
		}
	}
}

// A member is mostly written as a code, and so is its mistake.
func TestMisspeltMemberIsSuggested(t *testing.T) {
	_, err := groupsFrom(t, "groups:\n  - id: north\n    members: [SWE, NORR]\n")
	if err == nil || !strings.HasPrefix(tidy.HintOf(err), "did you mean NOR?") {
		t.Errorf("%v; %s", err, tidy.HintOf(err))
	}
}
