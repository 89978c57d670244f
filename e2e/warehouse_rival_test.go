//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// Two files of other years that are loaded at the same time into a new table see the same
// name free. Neither goes without a word: who is told to have loaded finds it there.
func TestTwoFilesAtOnce(t *testing.T) {
	startServers(t)
	at := address("1", "services")
	atItsEnd, mayEnd, begun := make(chan bool), make(chan bool), 0
	first := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads {
			if begun++; begun == 2 { // the first says that it begins
				close(atItsEnd)
				<-mayEnd
			}
		}
		return true
	})
	hasBegun, mayGoOn, begunLater := make(chan bool), make(chan bool), 0
	second := gated(t, "services", func(statement string) bool {
		if loads, _, _ := noted(statement); loads {
			if begunLater++; begunLater == 1 {
				defer func() { close(hasBegun); <-mayGoOn }()
			}
		}
		return true
	})
	early, late := make(chan said, 1), make(chan said, 1)
	go func() {
		early <- tradestats("load", rowsWritten(t, "y2020.csv", batisHead+"FR,DE,X,SC,2020,,,4\n"), "-q", "--to", first)
	}()
	<-atItsEnd
	go func() {
		late <- tradestats("load", rowsWritten(t, "y2021.csv", batisHead+"FR,DE,X,SC,2021,,,5\n"), "-q", "--to", second)
	}()
	<-hasBegun
	close(mayEnd)
	if got := <-early; got.code != 0 {
		t.Error(got.errors)
	}
	close(mayGoOn)
	if got := <-late; got.code != 1 || strings.Count(got.errors, "\n") != 1 || !strings.Contains(got.errors, "y2020.csv has been loaded into") {
		t.Errorf("%+v", got)
	}
	ask := []string{"get", "batis-sc-exports", "-f", "csv", "-q", "--data", at}
	if got := well(t, ask...).out; strings.Count(got, "FRA,WLD") != 1 || !strings.Contains(got, "y2020.csv") {
		t.Error(got)
	}
	well(t, "load", rowsWritten(t, "y2021.csv", batisHead+"FR,DE,X,SC,2021,,,5\n"), "-q", "--to", at)
	if got := well(t, ask...).out; strings.Count(got, "FRA,WLD") != 2 {
		t.Error(got)
	}
}

// As they come: whatever the order, what exit 0 has said to be loaded is there.
func TestTwoFilesAsTheyCome(t *testing.T) {
	startServers(t)
	files := []string{"y2020.csv", "y2021.csv"}
	for n := range 6 {
		at := address("1", "services"+string(rune('a'+n)))
		results := map[string]chan said{}
		for k, name := range files {
			file, result := rowsWritten(t, name, batisHead+"FR,DE,X,SC,202"+string(rune('0'+k))+",,,5\n"), make(chan said, 1)
			results[name] = result
			go func() { result <- tradestats("load", file, "-q", "--to", at) }()
		}
		done := map[string]said{}
		for _, name := range files {
			done[name] = <-results[name]
		}
		got := tradestats("get", "batis-sc-exports", "-f", "csv", "-q", "--data", at)
		for name, of := range done {
			if of.code == 0 && !strings.Contains(got.out, name) {
				t.Errorf("%s was loaded and is not there: %s%s", name, got.out, got.errors)
			}
		}
	}
}

// A load of whose last statement the answer alone is lost says that it failed, and does not
// stand.
func TestALoadWhoseLastAnswerIsLost(t *testing.T) {
	startServers(t)
	written := 0
	gate := deaf(t, "services", func(statement string) bool {
		loads, _, _ := noted(statement)
		if loads {
			written++
		}
		return loads && written == 2 // the first says that it begins
	})
	said := tradestats("load", rowsWritten(t, "y2020.csv", batisHead+"FR,DE,X,SC,2020,,,4\n"), "-q", "--to", gate)
	if said.code != 1 || strings.Count(said.errors, "\n") != 1 {
		t.Errorf("%+v", said)
	}
	fails(t, 1, "holds nothing", "get", "batis-sc-exports", "--data", address("1", "services"))
}
