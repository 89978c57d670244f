package gallery

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tradestats/internal/dataset"
	"tradestats/internal/economy"
)

// A counting engine counts how often each indicator was asked for with others, or alone.
type counting struct {
	dataset.Engine
	asked [][]string
}

func (c *counting) Load(ctx context.Context, q dataset.Query) (dataset.Loaded, error) {
	c.asked = append(c.asked, q.Indicators)
	return c.Engine.Load(ctx, q)
}

// TestAFileIsReadOnceForItsRanks: a large file, or a table of a server, is not read for
// each of its indicators; one without a value of the World is none of them.
func TestAFileIsReadOnceForItsRanks(t *testing.T) {
	file := filepath.Join(t.TempDir(), "own.csv")
	rows := "indicator,economy,partner,year,value\nmade-a,FRA,WLD,2020,5\nmade-a,DEU,WLD,2020,7\nmade-b,FRA,WLD,2020,3\nmade-c,DEU,WLD,2020,9\nmade-d,FRA,Europe,2020,1\n"
	if err := os.WriteFile(file, []byte(rows), 0o666); err != nil {
		t.Fatal(err)
	}
	registry, err := economy.Load()
	if err != nil {
		t.Fatal(err)
	}
	engine, err := dataset.Open(t.Context(), dataset.Options{Data: []string{file}, NoEmbedded: true, Economies: registry})
	if err != nil {
		t.Fatal(err)
	}
	counted := &counting{Engine: engine}
	g := &Gallery{Options: Options{Engine: counted, Economies: registry, OwnOnly: true}, shelves: &shelves{}, ranks: &shared[[]*Ranked]{}}
	all, err := g.Ranks(t.Context())
	var had []string
	for _, r := range all {
		if strings.HasPrefix(r.Indicator.ID, "made-") {
			had = append(had, r.Indicator.ID)
		}
	}
	if got := strings.Join(had, " "); err != nil || got != "made-a made-b made-c" || all[0].Rows[0].Economy != "DEU" {
		t.Errorf("%s, %v", got, err)
	}
	for _, ids := range counted.asked {
		if len(ids) == 1 && ids[0] != "made-d" && strings.HasPrefix(ids[0], "made-") {
			t.Errorf("%s was read by itself; reads: %v", ids[0], counted.asked)
		}
	}
}
