package report

import (
	"fmt"
	"path"
	"strings"
	"testing"
	"unicode/utf8"
)

// The whole edition, every topic in each of its languages, as a reader, an editor
// and a machine would go through it before it is published.
func TestWholeEdition(t *testing.T) {
	t.Parallel()
	o := options(t, t.TempDir())
	o.Topics = nil
	mustRun(t, o)
	made := tree(t, o.Out)
	topics, err := selectTopics(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, topic := range topics {
		folder := fmt.Sprintf("%d/%s/", testYear, topic.ID)
		en := string(made[folder+"report.en.md"])
		shown := map[string]bool{}
		for _, lang := range topic.Languages {
			where, page := topic.ID+" "+lang, string(made[folder+"report."+lang+".md"])
			lintPage(t, where, lang, page)
			headingsInOrder(t, where, page)
			linked(t, where, page, folder, lang, made, shown)
			if lang == "en" {
				continue
			}
			t.Run(where, func(t *testing.T) {
				if n := compareNumbers(t, en, lang, page); n < 60 {
					t.Errorf("only %d numbers were compared", n)
				}
			})
		}
		for name := range made {
			if strings.HasPrefix(name, folder) && path.Ext(name) == ".png" && !shown[name] {
				t.Errorf("%s is on no page", name)
			}
		}
		t.Run(topic.ID+" manifest", func(t *testing.T) {
			if n := everyNumber(t, topic.ID, en, numbersOf(t, made[folder+manifestName])); n < 60 {
				t.Errorf("only %d numbers were looked up", n)
			}
		})
	}
}

// headingsInOrder wants one title, and no level left out.
func headingsInOrder(t *testing.T, where, page string) {
	t.Helper()
	level, titles := 0, 0
	for _, line := range strings.Split(page, "\n") {
		n := len(line) - len(strings.TrimLeft(line, "#"))
		if n == 0 {
			continue
		}
		if n == 1 {
			titles++
		}
		if n > level+1 {
			t.Errorf("%s: %q follows a heading of level %d", where, line, level)
		}
		level = n
	}
	if titles != 1 {
		t.Errorf("%s: %d titles", where, titles)
	}
}

// linked wants every link to lead to a file of the edition, and of every image the
// one of the page's language, with a text for those who do not see it.
func linked(t *testing.T, where, page, folder, lang string, made files, shown map[string]bool) {
	t.Helper()
	images := 0
	for _, m := range link.FindAllStringSubmatch(page, -1) {
		target := path.Join(folder, m[3])
		if _, ok := made[target]; !ok {
			t.Errorf("%s: %s leads nowhere", where, m[3])
		}
		if m[1] == "" {
			continue
		}
		images++
		shown[target] = true
		if n := utf8.RuneCountInString(m[2]); n >= 400 || n < 40 || !strings.ContainsAny(m[2], "0123456789") {
			t.Errorf("%s: alternative text of %s has %d signs: %q", where, m[3], n, m[2])
		}
		if !strings.HasSuffix(target, "."+lang+".png") {
			t.Errorf("%s: shows %s, an image in another language", where, m[3])
		}
	}
	if images == 0 {
		t.Errorf("%s: no images", where)
	}
}
