package source

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

const yearMark = "{year}"

// The columns that a mapping can name, and what can be the same for all rows.
var (
	mappingColumns   = []string{"economy", "year", "value", "indicator", "partner", "unit", "flag"}
	mappingConstants = []string{"indicator", "economy", "partner", "unit"}
)

// mappingCodes are the code systems of the economies, as
// datasets/economies/codes.csv calls them.
var mappingCodes = []string{"batis", "comtrade", "desi", "eurostat", "imf", "itc", "itu", "m49", "oecd", "owid", "unctad", "worldbank", "wto"}

// mappingKeys are the keys under layout.
var mappingKeys []mappingKey

func init() { // keys reads columns and flags by itself
	mappingKeys = []mappingKey{
		{"encoding", func(m *Mapping, key string, v *yaml.Node) (err error) {
			m.Encoding, err = m.word(key, v)
			return err
		}},
		{"separator", func(m *Mapping, key string, v *yaml.Node) (err error) {
			m.separator, err = m.character(key, v, separatorWords)
			return err
		}},
		{"quote", readQuote}, {"header", readHeader},
		{"skip", func(m *Mapping, key string, v *yaml.Node) (err error) {
			m.skip, err = m.whole(key, v)
			return err
		}},
		{"columns", readColumns}, {"years", readYears}, {"pattern", readPattern},
		{"indicator", readConstant}, {"economy", readConstant}, {"partner", readConstant}, {"unit", readConstant},
		{"decimal", readDecimal}, {"thousands", readThousands},
		{"missing", func(m *Mapping, key string, v *yaml.Node) (err error) {
			m.missing, err = m.words(key, v)
			return err
		}},
		{"scale", readScale}, {"footer", readFooter}, {"codes", readCodes}, {"flags", readFlags}, {"filter", readFilter},
	}
}

// word reads one text.
func (m *Mapping) word(key string, v *yaml.Node) (string, error) {
	if v.Kind != yaml.ScalarNode || v.Tag == "!!null" {
		return "", m.bad(v.Line, v.Value, key+" is not one word", `write it behind the colon, in quotes where it holds signs: `+key+`: "..."`)
	}
	return v.Value, nil
}

// words reads a text or a list of them.
func (m *Mapping) words(key string, v *yaml.Node) ([]string, error) {
	if v.Kind != yaml.SequenceNode {
		word, err := m.word(key, v)
		return []string{word}, err
	}
	var out []string
	for _, item := range v.Content {
		word, err := m.word(key, item)
		if err != nil {
			return nil, err
		}
		out = append(out, word)
	}
	return out, nil
}

// whole reads a whole number from 1 on.
func (m *Mapping) whole(key string, v *yaml.Node) (int, error) {
	n, err := strconv.Atoi(v.Value)
	if err != nil || n < 1 {
		return 0, m.bad(v.Line, v.Value, key+" is not a whole number from 1 on", "give how many lines")
	}
	return n, nil
}

var separatorWords = map[string]string{"comma": ",", "semicolon": ";", "tab": "\t", "space": " ", "pipe": "|", "colon": ":"}

// character reads a character of ASCII, or the word for it.
func (m *Mapping) character(key string, v *yaml.Node, words map[string]string) (byte, error) {
	word, err := m.word(key, v)
	if err != nil {
		return 0, err
	}
	if sign, ok := words[word]; ok {
		word = sign
	}
	if len(word) != 1 || word[0] >= 0x80 || word == "\n" || word == "\r" || word == "\x00" {
		return 0, m.bad(v.Line, v.Value, key+" is not one character", "allowed: a character of ASCII, "+strings.Join(sortedKeys(words), ", "))
	}
	return word[0], nil
}

func sortedKeys(words map[string]string) []string {
	var out []string
	for word := range words {
		out = append(out, word)
	}
	slices.Sort(out)
	return out
}

func readQuote(m *Mapping, key string, v *yaml.Node) (err error) {
	if m.unquoted = v.Value == "none"; m.unquoted {
		return nil
	}
	m.quote, err = m.character(key, v, map[string]string{"none": ""})
	return err
}

func readHeader(m *Mapping, key string, v *yaml.Node) (err error) {
	if m.headless = v.Value == "none"; m.headless {
		return nil
	}
	if m.header, err = m.whole(key, v); err != nil {
		return m.bad(v.Line, v.Value, "header is neither a line nor none", "give the number of the line that names the columns, counted from 1, or none")
	}
	return nil
}

// column reads a name or a number of a column.
func (m *Mapping) column(key string, v *yaml.Node) (columnRef, error) {
	word, err := m.word(key, v)
	if err != nil {
		return columnRef{}, err
	}
	ref := columnRef{name: strings.TrimSpace(word), line: v.Line}
	if v.Tag == "!!int" {
		if ref.number, err = strconv.Atoi(word); err != nil || ref.number < 1 {
			return ref, m.bad(v.Line, word, key+" is not the number of a column", `numbers count from 1; a name of digits stands in quotes: "`+word+`"`)
		}
		ref.name = ""
	}
	if ref.name == "" && ref.number == 0 {
		return ref, m.bad(v.Line, "", key+" names no column", "give its name in the header, or its number from 1")
	}
	return ref, nil
}

func readColumns(m *Mapping, key string, v *yaml.Node) error {
	var known []mappingKey
	for _, name := range mappingColumns {
		known = append(known, mappingKey{name, func(m *Mapping, key string, v *yaml.Node) (err error) {
			m.columns[key], err = m.column(key, v)
			return err
		}})
	}
	return m.keys(key, v, known)
}

var yearRange = regexp.MustCompile(`^([12]\d{3})?\s*(?:-|\.\.|–)\s*([12]\d{3})?$`)

func readYears(m *Mapping, key string, v *yaml.Node) error {
	if v.Kind == yaml.SequenceNode {
		for _, item := range v.Content {
			ref := columnRef{name: strings.TrimSpace(item.Value), line: item.Line}
			if item.Kind != yaml.ScalarNode || ref.name == "" {
				return m.bad(item.Line, item.Value, "years is not a list of columns", "give their names in the header")
			}
			m.years.list = append(m.years.list, ref)
		}
		if len(m.years.list) > 0 {
			return nil
		}
	}
	if v.Value == "across" {
		m.years.across = true
		return nil
	}
	y := yearRange.FindStringSubmatch(v.Value)
	if y == nil || v.Value == "-" {
		return m.bad(v.Line, v.Value, "years is not known", "allowed: across, a range as 2010-2020, or a list of columns")
	}
	m.years.across = true
	m.years.from, _ = strconv.Atoi(y[1])
	m.years.to, _ = strconv.Atoi(y[2])
	return nil
}

func readPattern(m *Mapping, key string, v *yaml.Node) (err error) {
	if m.pattern, err = m.word(key, v); err == nil && strings.Count(m.pattern, yearMark) != 1 {
		return m.bad(v.Line, v.Value, "pattern has no {year}", `write the name of a column with {year} for its year: "Value in {year}"`)
	}
	return err
}

func readConstant(m *Mapping, key string, v *yaml.Node) (err error) {
	if m.constant[key], err = m.word(key, v); err == nil && strings.TrimSpace(m.constant[key]) == "" {
		return m.bad(v.Line, "", key+" is empty", "remove it, or say what it is for all rows")
	}
	return err
}

// The marks in numbers, by their words.
var markWords = map[string]string{
	"comma": ",", "point": ".", "space": " ", "apostrophe": "'", "no-break space": "\u00a0", "narrow no-break space": "\u202f",
}

func readDecimal(m *Mapping, key string, v *yaml.Node) error {
	switch v.Value {
	case ",", "comma":
		m.numbers.decimal = ','
	case ".", "point":
		m.numbers.decimal = '.'
	default:
		return m.bad(v.Line, v.Value, "decimal is not known", `allowed: ",", ".", comma, point`)
	}
	return nil
}

func readThousands(m *Mapping, key string, v *yaml.Node) error {
	words, err := m.words(key, v)
	if err != nil {
		return err
	}
	for _, word := range words {
		mark, known := markWords[word]
		if !known && !slices.Contains([]string{",", ".", " ", "'", "’", "\u00a0", "\u202f"}, word) {
			return m.bad(v.Line, word, "thousands mark not known", "allowed: "+strings.Join(sortedKeys(markWords), ", ")+", or the mark itself in quotes")
		}
		if !known {
			mark = word
		}
		if mark == "'" {
			mark = "'’" // what word processors make of it
		}
		m.numbers.thousands += mark
	}
	return nil
}

func readScale(m *Mapping, key string, v *yaml.Node) (err error) {
	m.scale, err = strconv.ParseFloat(v.Value, 64)
	if err != nil || m.scale == 0 || math.IsInf(m.scale, 0) || math.IsNaN(m.scale) {
		return m.bad(v.Line, v.Value, "scale is not a factor", "give a number by which values are multiplied, such as 1000 or 0.01")
	}
	return nil
}

const afterEmptyLine = "after an empty line"

func readFooter(m *Mapping, key string, v *yaml.Node) error {
	words, err := m.words(key, v)
	if err != nil {
		return err
	}
	for _, word := range words {
		switch strings.TrimSpace(word) {
		case "":
			return m.bad(v.Line, word, "footer is empty", "allowed: "+afterEmptyLine+", or what its rows begin with")
		case afterEmptyLine:
			m.emptyLine = true
		default:
			m.footer = append(m.footer, strings.TrimSpace(word))
		}
	}
	return nil
}

func readCodes(m *Mapping, key string, v *yaml.Node) error {
	if !slices.Contains(mappingCodes, v.Value) {
		return m.bad(v.Line, v.Value, "codes is not known", "allowed: "+strings.Join(mappingCodes, ", ")+"; ISO codes and names need none")
	}
	m.codes = v.Value
	return nil
}

func readFlags(m *Mapping, key string, v *yaml.Node) error {
	if v.Kind != yaml.MappingNode {
		return m.bad(v.Line, v.Value, "flags is not a list of flags and words", "write flags: {e: estimated, p: provisional}")
	}
	for k := 0; k+1 < len(v.Content); k += 2 {
		word, err := m.word(v.Content[k].Value, v.Content[k+1])
		if err != nil {
			return err
		}
		m.flags[v.Content[k].Value] = word
	}
	return nil
}

func readFilter(m *Mapping, key string, v *yaml.Node) error {
	if v.Kind != yaml.MappingNode {
		return m.bad(v.Line, v.Value, "filter is not a list of columns and values", "write filter: {Flow: [Exports]}")
	}
	for k := 0; k+1 < len(v.Content); k += 2 {
		column, err := m.column(key, v.Content[k])
		if err != nil {
			return err
		}
		keep, err := m.words(fmt.Sprintf("filter of %s", v.Content[k].Value), v.Content[k+1])
		if err != nil {
			return err
		}
		m.filters = append(m.filters, columnFilter{column, keep})
	}
	return nil
}
