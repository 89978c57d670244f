package warehouse

import (
	"strings"

	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// In a table of another hand an economy may have several spellings, by code and by name,
// and the World's row stands under any of its names: each is called by its id before
// anything is added up, by the server.

// A spelling is what the values of a column stand for.
type spelling struct {
	column string
	ids    map[string]string // spelled -> id, where they differ
	none   []string          // what is in no total
}

// harmonise has the spellings of a load mapped to ids.
func (r *reader) harmonise(economy, partner func(spelled string) (id, kind string, err error)) error {
	economies, err := spellings("economy", &r.load.Economies, economy)
	if err != nil {
		return err
	}
	partners, err := spellings("partner", &r.load.Partners, partner)
	if err != nil {
		return err
	}
	_, world := r.load.Partners[tidy.World]
	r.load.About.Bilateral = len(r.load.Partners) > 1 || len(r.load.Partners) == 1 && !world
	if len(economies.ids)+len(partners.ids)+len(partners.none) > 0 {
		r.from = "(SELECT " + strings.Join([]string{"indicator", economies.sql(), partners.sql(), "year", "value", "reported", "unit", "flag", "line"}, ", ") + " FROM " + r.from + partners.where() + ")"
	}
	return nil
}

// spellings puts the ids of a column in the place of what its values are.
func spellings(column string, of *map[string]string, who func(string) (id, kind string, err error)) (spelling, error) {
	s := spelling{column: column, ids: map[string]string{}}
	known := map[string]string{}
	for _, spelled := range register.SortedKeys(*of) {
		id, kind, err := who(spelled)
		switch {
		case err != nil:
			return s, err
		case id == "":
			s.none = append(s.none, spelled)
			continue
		case id != spelled:
			s.ids[spelled] = id
		}
		if known[id] != dataset.AnEconomy {
			known[id] = kind
		}
	}
	*of = known
	return s, nil
}

// sql is the column with ids in it.
func (s spelling) sql() string {
	if len(s.ids) == 0 {
		return s.column
	}
	var spelled, ids []string
	for _, text := range register.SortedKeys(s.ids) {
		spelled, ids = append(spelled, client.Literal(text)), append(ids, client.Literal(s.ids[text]))
	}
	return "transform(" + s.column + ", [" + strings.Join(spelled, ", ") + "], [" + strings.Join(ids, ", ") + "], " + s.column + ") AS " + s.column
}

// where leaves out what is in no total. It is asked of the column as it is spelled.
func (s spelling) where() string {
	if len(s.none) == 0 {
		return ""
	}
	return " WHERE " + s.column + " NOT IN " + client.List(s.none)
}
