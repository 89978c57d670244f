package explain

import (
	"regexp"
	"slices"
	"strconv"

	"tradestats/internal/catalog"
	"tradestats/internal/dataset"
	"tradestats/internal/tidy"
)

// The roles of inputs.
const (
	RoleValue     = "value"        // a value of the year
	RoleStart     = "start"        // of growth, the first year
	RoleEnd       = "end"          // of growth, the last year
	RoleUnmatched = "unmatched"    // reported in one of two years only: counts for coverage
	RoleWeight    = "weight"       // of a mean, with a value
	RoleOther     = "other-weight" // of a member without a value: counts for coverage
	RoleLast      = "last-known"   // what an absent member last reported: counts for coverage of sums
	RoleWhole     = "whole"        // of a share
	RoleRate      = "rate"         // an exchange rate
)

// An Input is one number of a file that a figure rests on. Value is the
// observation in the catalogue's unit, as the file has it but for scale factors;
// Used is what goes into the formula, after exchange rates.
type Input struct {
	Role      string  `col:"role" json:"role"`
	Indicator string  `col:"indicator" json:"indicator"`
	Economy   string  `col:"economy" json:"economy"` // of a rate the currency
	Partner   string  `col:"partner" json:"partner"`
	Year      int     `col:"year" json:"year"`
	Value     float64 `col:"value" json:"value"`
	Unit      string  `col:"unit" json:"unit"`
	Used      float64 `col:"used" json:"used"`
	Flag      string  `col:"flag" json:"flag"`
	File      string  `col:"file" json:"file"`
	Line      int     `col:"line,omitzero" json:"line"`
	LastLine  int     `col:"last_line,omitzero" json:"last_line,omitempty"` // of a sum over partners
	Rows      int     `col:"rows,omitzero" json:"rows,omitempty"`           // of a sum over partners
}

// key is the place of an observation.
type key struct {
	indicator, economy, partner string
	year                        int
}

func index(obs []tidy.Observation) map[key]tidy.Observation {
	out := make(map[key]tidy.Observation, len(obs))
	for _, o := range obs {
		out[key{o.Indicator, o.Economy, o.Partner, o.Year}] = o
	}
	return out
}

// years are those in which each economy reported, ascending.
func years(obs []tidy.Observation, indicator, partner string) map[string][]int {
	out := map[string][]int{}
	for _, o := range obs {
		if o.Indicator == indicator && o.Partner == partner {
			out[o.Economy] = append(out[o.Economy], o.Year)
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// pairsOf are the economies and partners that have a value in any year.
func pairsOf(obs []tidy.Observation, indicator string) map[pair]bool {
	out := map[pair]bool{}
	for _, o := range obs {
		if o.Indicator == indicator && o.Partner != tidy.World {
			out[pair{o.Economy, o.Partner}] = true
		}
	}
	return out
}

// sources are the observations at hand, and what was taken of them.
type sources struct {
	about               catalog.Indicator
	partner             string
	observed, published map[key]tidy.Observation
	reporters           map[string][]int
	pairs               map[pair]bool                                 // that have a value in any year
	summed              func(indicator, economy string, year int) int // of how many partners a total is the sum
	currency            string
	rates               map[string]map[int]float64
	fits                map[string]carriedSeries // by the values that they carry on
	rated               map[string]bool          // currency and year of the rates that are listed
	inputs              []Input
	err                 error // the first of listing a rate
}

var placed = regexp.MustCompile(`^(.*):(\d+)(?:-(\d+) \((\d+) rows\))?$`)

// place takes an origin apart into file, line, and of a sum the last line and
// how many rows.
func (in *Input) place(origin string) {
	m := placed.FindStringSubmatch(origin)
	if m == nil {
		in.File = origin
		return
	}
	in.File = m[1]
	in.Line, _ = strconv.Atoi(m[2]) // digits, or nothing
	in.LastLine, _ = strconv.Atoi(m[3])
	in.Rows, _ = strconv.Atoi(m[4])
}

// value is that of an economy in the unit counted in.
func (s *sources) value(economy string, year int) (float64, bool) {
	o, ok := s.observed[key{s.about.ID, economy, s.partner, year}]
	if !ok {
		return 0, false
	}
	return s.counted(o)
}

// weight is that of an economy, of the world whatever the partner.
func (s *sources) weight(economy string, year int) (float64, bool) {
	o, ok := s.observed[key{s.about.Weight, economy, tidy.World, year}]
	if !ok {
		return 0, false
	}
	w, ok := s.counted(o)
	return w, ok && w > 0
}

// counted puts a value into the currency asked for.
func (s *sources) counted(o tidy.Observation) (float64, bool) {
	if s.currency == "" {
		return o.Value, true
	}
	of, money := catalog.Currency(o.Unit)
	if !money || of == s.currency {
		return o.Value, true
	}
	to, known := s.perDollar(s.currency, o.Year)
	from, also := s.perDollar(of, o.Year)
	return o.Value * (to / from), known && also
}

func (s *sources) perDollar(currency string, year int) (float64, bool) {
	if currency == catalog.Dollar {
		return 1, true
	}
	rate, ok := s.rates[currency][year]
	return rate, ok
}

// list notes an input of the indicator.
func (s *sources) list(role, economy string, year int) {
	s.note(role, s.observed[key{s.about.ID, economy, s.partner, year}])
}

func (s *sources) listWeight(role, economy string, year int) {
	s.note(role, s.observed[key{s.about.Weight, economy, tidy.World, year}])
}

func (s *sources) note(role string, o tidy.Observation) {
	used, _ := s.counted(o)
	in := Input{Role: role, Indicator: o.Indicator, Economy: o.Economy, Partner: o.Partner, Year: o.Year, Value: o.Value, Unit: o.Unit, Used: used, Flag: o.Flag}
	in.place(o.Origin)
	s.inputs = append(s.inputs, in)
	if s.currency == "" {
		return
	}
	of, money := catalog.Currency(o.Unit)
	if !money || of == s.currency {
		return
	}
	for _, currency := range []string{of, s.currency} {
		s.noteRate(currency, o.Year)
	}
}

// noteRate notes an exchange rate once; the dollar has none.
func (s *sources) noteRate(currency string, year int) {
	id := currency + strconv.Itoa(year)
	rate, ok := s.perDollar(currency, year)
	if currency == catalog.Dollar || !ok || s.rated[id] {
		return
	}
	s.rated[id] = true
	origin, err := dataset.RateOrigin(currency, year)
	if err != nil && s.err == nil {
		s.err = err
	}
	in := Input{Role: RoleRate, Indicator: "exchange-rates", Economy: currency, Year: year, Value: rate, Used: rate, Unit: currency + " per US dollar"}
	in.place(origin)
	s.inputs = append(s.inputs, in)
}
