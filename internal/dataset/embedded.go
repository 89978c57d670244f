package dataset

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"

	"tradestats/datasets"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// embeddedFolder is how origins call the folder that the program carries.
const embeddedFolder = "datasets/"

// IsEmbedded tells whether a path of an origin or an input is in what the program
// carries.
func IsEmbedded(path string) bool { return strings.HasPrefix(path, embeddedFolder) }

// loadEmbedded reads an indicator's embedded figures and the publisher's own
// groups, which stand in a file of their own.
func loadEmbedded(ctx context.Context, c *collector) error {
	text, err := datasets.FS.ReadFile(c.indicator.File)
	if err != nil {
		return fmt.Errorf("embedded figures: %w", err)
	}
	const shortest = 13 // a row such as "ABW,2010,83.5"
	c.observations = make([]observed, 0, len(text)/shortest)
	from := &place{file: embeddedFolder + c.indicator.File, own: true}
	if err := readEmbedded(ctx, c.indicator.File, text, func(r source.Row) error { return c.add(r, from) }); err != nil {
		return err
	}
	groups, err := publishedGroups()
	if err != nil {
		return err
	}
	from = &place{file: embeddedFolder + publishedFile, own: true}
	for _, r := range groups[c.indicator.ID] {
		if err := c.add(r, from); err != nil {
			return err
		}
	}
	return nil
}

const publishedFile = "published.csv"

// publishedGroups returns the publishers' own groups by indicator, read once.
var publishedGroups = sync.OnceValues(func() (map[string][]source.Row, error) {
	out := map[string][]source.Row{}
	text, err := datasets.FS.ReadFile(publishedFile)
	if err != nil {
		return nil, fmt.Errorf("embedded figures: %w", err)
	}
	err = readEmbedded(context.Background(), publishedFile, text, func(r source.Row) error {
		id := r.Code
		r.Code = ""
		out[id] = append(out[id], r)
		return nil
	})
	return out, err
})

func readEmbedded(ctx context.Context, name string, text []byte, each func(source.Row) error) error {
	r, err := source.OpenTidy(unpack.Bytes(embeddedFolder+name, text))
	if err != nil {
		return err
	}
	_, err = r.Read(ctx, source.Want{}, each)
	return err
}

func hashEmbedded(file string) (string, error) {
	if sum, ok := embeddedSums.Load(file); ok {
		return sum.(string), nil
	}
	text, err := datasets.FS.ReadFile(file)
	if err != nil {
		return "", tidy.Wrap(tidy.Failed, err, "", "embedded figures")
	}
	sum := sha256.Sum256(text)
	hash := hex.EncodeToString(sum[:])
	embeddedSums.Store(file, hash)
	return hash, nil
}

// embeddedSums are the sums of files that do not change while the program runs;
// every chart of a report asks for some.
var embeddedSums sync.Map
