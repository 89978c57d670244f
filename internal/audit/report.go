package audit

import "fmt"

// A Report says what a text is, what it holds and what is wrong with it.
type Report struct {
	File      string `json:"file"`
	Companion string `json:"companion,omitempty"` // of a text without figures that stands beside others: what it is
	Layout    string `json:"layout"`
	Why       string `json:"recognised_by"`
	Publisher string `json:"publisher"`
	Dataset   string `json:"dataset"`
	Title     string `json:"title"`
	Vintage   string `json:"vintage"`
	Encoding  string `json:"encoding"`
	Bilateral bool   `json:"bilateral"`

	Values     int         `json:"values"` // rows that have one
	Years      []int       `json:"years"`
	Economies  []string    `json:"economies"` // ISO3
	Partners   []string    `json:"partners"`  // ISO3, and WLD
	Groups     []Count     `json:"groups"`    // the publisher's own, with how many values
	Flags      []Count     `json:"flags"`
	Indicators []Indicator `json:"indicators"`
	Coverage   Coverage    `json:"coverage"` // economies that have a value of any indicator
	Left       []Count     `json:"left_out"` // why, and how many rows
	Unresolved []Count     `json:"unresolved"`
	Remarks    []string    `json:"remarks"` // what was not looked at, and other things to know

	Problems []Problem `json:"problems"`
	Errors   int       `json:"errors"`
	Warnings int       `json:"warnings"`

	apart string // the day of its vintage, where several stand side by side
}

// A Count is a word and how often it stands in the text.
type Count struct {
	Text  string   `json:"text"`
	Rows  int      `json:"rows"`
	Like  []string `json:"like,omitempty"` // of a name that is not known: the nearest known
	first int      // line
}

// An Indicator is one series of a text.
type Indicator struct {
	ID        string   `json:"id"`   // as --data would call it
	Code      string   `json:"code"` // the publisher's
	Label     string   `json:"label"`
	Unit      string   `json:"unit"`
	Replaces  string   `json:"replaces"` // the vintage of the embedded figures that it takes the place of
	Embedded  bool     `json:"embedded"` // it takes the place of embedded figures
	Sum       bool     `json:"sum"`      // it has no rows of its own, and is a sum of others
	Values    int      `json:"values"`
	Years     []int    `json:"years"`
	Economies int      `json:"economies"`
	Coverage  Coverage `json:"coverage"`
}

// A Year says how many economies have a value.
type Year struct{ Year, Economies int }

// A Coverage is by year, in their order; in JSON {"2020": 3}.
type Coverage []Year

// MarshalJSON implements json.Marshaler.
func (c Coverage) MarshalJSON() ([]byte, error) {
	out := []byte{'{'}
	for k, y := range c {
		if k > 0 {
			out = append(out, ',')
		}
		out = fmt.Appendf(out, `"%d":%d`, y.Year, y.Economies)
	}
	return append(out, '}'), nil
}

// fill makes lists of what is not there, so that JSON has [] and not null.
func (r *Report) fill() {
	r.Years, r.Economies, r.Partners = some(r.Years), some(r.Economies), some(r.Partners)
	r.Groups, r.Flags, r.Left, r.Unresolved = some(r.Groups), some(r.Flags), some(r.Left), some(r.Unresolved)
	r.Indicators, r.Remarks, r.Problems = some(r.Indicators), some(r.Remarks), some(r.Problems)
	for k := range r.Indicators {
		r.Indicators[k].Years = some(r.Indicators[k].Years)
	}
}

func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Valid tells whether the text can be used.
func (r *Report) Valid() bool { return r.Errors == 0 }
