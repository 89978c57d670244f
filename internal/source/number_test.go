package source

import (
	"strings"
	"testing"
)

const wideHead = "\"Country Name\",\"Country Code\",\"Indicator Name\",\"Indicator Code\",\"2020\",\"2021\",\n"

// A slip of one cell is told of that cell, not of those that are right.
func TestDecimalCommaAmongPoints(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"wide":                        {wideHead + "\"Chad\",\"TCD\",\"A\",\"A.B\",\"91.25\",\"92.5\",\n\"Fiji\",\"FJI\",\"A\",\"A.B\",\"94.1\",\"95,5293\",\n", `x.csv:3:6: a decimal comma where other numbers of the file have a point: "95,5293"`},
		"the first of all":            {wideHead + "\"Chad\",\"TCD\",\"A\",\"A.B\",\"95,5293\",\"92.5\",\n\"Fiji\",\"FJI\",\"A\",\"A.B\",\"\",\"94.1\",\n", `x.csv:2:5: a decimal comma`},
		"long":                        {"economy,year,value\nTCD,2020,91.25\nTCD,2021,\"95,5293\"\nFJI,2021,94.1\n", `x.csv:3:3: a decimal comma`},
		"a point in a file of commas": {"economy,year,value\nTCD,2020,\"91,25\"\nTCD,2021,95.5293\nFJI,2021,\"94,1\"\n", `x.csv:3:3: not a number: "95.5293"`},
	} {
		_, err := read(t, c.text, Want{})
		if err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

// A file whose values have commas stays one of commas, whatever stands beside them.
func TestDecimalCommasBesideVersions(t *testing.T) {
	for _, text := range []string{
		"economy,year,value,edition\nTCD,2020,\"91,25\",1.0\nFJI,2020,\"92,5\",1.0\n",
		"economy,year,value,edition,release\nTCD,2020,\"91,25\",1.0,2.1\nFJI,2020,\"92,5\",1.0,2.1\n",
	} {
		if got, err := read(t, text, Want{}); err != nil || !strings.Contains(got, "|2020|92.5|") {
			t.Errorf("%s: %s%v", text, got, err)
		}
	}
}
