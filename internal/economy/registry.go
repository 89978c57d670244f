package economy

import (
	"io/fs"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"

	"tradestats/datasets"
)

// An Economy is a country or territory.
type Economy struct {
	ISO3 string // ISO 3166-1 alpha-3; XKX for Kosovo
	ISO2 string // ISO 3166-1 alpha-2; XK for Kosovo
	M49  int    // United Nations code; 0 where there is none

	Region, Subregion, Intermediate string // United Nations M49, in English; "" where there is none
	BankRegion, Income              string // World Bank, fiscal year 2026; "" where there is none
}

// A Registry holds all economies and groups. It does not change after Load.
type Registry struct {
	economies []Economy         // sorted by ISO3
	groups    map[string]*group // by id
	codes     map[string]ref    // codeKey of every ISO3, ISO2 and group id
	names     *nameTable
	tiles     map[string]tile             // by ISO3
	forms     func() (*index, error)      // every other way to name them; built when asked for
	systems   func() (codeSystems, error) // publishers' codes; read when asked for
	listed    *sync.Map                   // members by group and day, as they were asked for
}

// A ref is what a code or a name stands for.
type ref struct {
	id    string
	group bool
}

var load = sync.OnceValues(func() (*Registry, error) { return read(datasets.FS) })

// Load returns the registry of the embedded files. It reads them once; later
// calls return the same registry. An error means a file is broken.
func Load() (*Registry, error) { return load() }

// read builds a registry from the files in a file system.
func read(fsys fs.FS) (*Registry, error) {
	r := &Registry{
		listed: &sync.Map{},
		groups: map[string]*group{},
		codes:  map[string]ref{},
		names:  newNameTable(),
		tiles:  map[string]tile{},
	}
	steps := []func(fs.FS) error{r.readEconomies, r.readTiles, r.readGroupNames, r.readMembers, r.readNames, r.readForms}
	for _, step := range steps {
		if err := step(fsys); err != nil {
			return nil, err
		}
	}
	r.forms = sync.OnceValues(func() (*index, error) { return r.buildIndex(fsys) })
	r.systems = sync.OnceValues(func() (codeSystems, error) { return r.readSystems(fsys) })
	return r, nil
}

var economyHeader = []string{"iso3", "iso2", "m49", "region", "subregion", "intermediate", "bank_region", "income"}

func (r *Registry) readEconomies(fsys fs.FS) error {
	err := readTable(fsys, "economies.csv", economyHeader, func(w row) error {
		c := w.cells
		e := Economy{ISO3: c[0], ISO2: c[1], Region: c[3], Subregion: c[4], Intermediate: c[5], BankRegion: c[6], Income: c[7]}
		if c[2] != "" {
			m49, err := strconv.Atoi(c[2])
			if err != nil {
				return w.bad(c[2], "the M49 code must be a number")
			}
			e.M49 = m49
		}
		r.economies = append(r.economies, e)
		for _, code := range []string{e.ISO3, e.ISO2} {
			if err := r.addCode(w, code, ref{id: e.ISO3}); err != nil {
				return err
			}
		}
		return nil
	})
	sort.Slice(r.economies, func(i, j int) bool { return r.economies[i].ISO3 < r.economies[j].ISO3 })
	return err
}

func (r *Registry) addCode(w row, code string, to ref) error {
	key := codeKey(code)
	if key == "" {
		return w.bad(code, "a code is missing")
	}
	if _, taken := r.codes[key]; taken {
		return w.bad(code, "this code is there twice")
	}
	r.codes[key] = to
	return nil
}

// codeKey is the form in which codes and group ids are compared: any case,
// and "eu-27" or "EU 27" for "eu27". Full stops are kept, so that "n.a." in a
// table of figures does not become Namibia.
func codeKey(code string) string {
	return strings.ToLower(separators.Replace(strings.TrimSpace(code)))
}

var separators = strings.NewReplacer("-", "", "_", "", " ", "")

// Economies returns all economies, sorted by ISO3. The slice is the caller's.
func (r *Registry) Economies() []Economy { return slices.Clone(r.economies) }

// Economy returns the economy with this ISO3 code, in capitals.
func (r *Registry) Economy(iso3 string) (Economy, bool) {
	i, ok := slices.BinarySearchFunc(r.economies, iso3, func(e Economy, code string) int {
		return strings.Compare(e.ISO3, code)
	})
	if !ok {
		return Economy{}, false
	}
	return r.economies[i], true
}
