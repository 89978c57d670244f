package source

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// batisSide says what the partners of the fixtures are.
func batisSide(code, _ string) (Side, error) {
	switch code {
	case "WLD":
		return Whole, nil
	case "NA":
		return Part | Keep, nil
	case "E28":
		return 0, nil
	}
	return Part, nil
}

func TestBatis(t *testing.T) {
	digital := func(code string) bool { return strings.HasPrefix(code, "digital-services-") }
	for name, c := range map[string]struct {
		file string
		w    Want
		want string
	}{
		"rows as they are: balanced, else final": {"batis.csv", Want{}, `2:sf-exports|FR|NA|2019|12|million US dollars|
3:sf-exports|FR|NA|2020|13|million US dollars|estimated
4:sg-exports|FR|NA|2019|1|million US dollars|
5:sa-exports|FR|NA|2019|7|million US dollars|
6:sf-exports|FR|DE|2019|21|million US dollars|estimated
8:sf-imports|NA|FR|2019|12|million US dollars|
9:sk-imports|NA|DE|2019|5|million US dollars|
`},
		"sums of partners and of the digital items": {"batis.csv", Want{Series: digital, Partner: batisSide}, `2-6 (3 rows):digital-services-exports|FR||2019|34|million US dollars|38 % reported, without SH SI SJ SK
3-3 (1 rows):digital-services-exports|FR||2020|13|million US dollars|estimated, without SG SH SI SJ SK
2-4 (2 rows):digital-services-exports|FR|NA|2019|13|million US dollars|without SH SI SJ SK
3-3 (1 rows):digital-services-exports|FR|NA|2020|13|million US dollars|estimated, without SG SH SI SJ SK
8-9 (2 rows):digital-services-imports|NA||2019|17|million US dollars|without SG SH SI SJ
`},
		"years": {"batis.csv", Want{Series: digital, Partner: batisSide, From: 2020, To: 2020}, `3-3 (1 rows):digital-services-exports|FR||2020|13|million US dollars|estimated, without SG SH SI SJ SK
3-3 (1 rows):digital-services-exports|FR|NA|2020|13|million US dollars|estimated, without SG SH SI SJ SK
`},
		"the row of the world, not its parts; groups apart": {"batis-types.csv",
			Want{Series: func(code string) bool { return code == "sf-exports" || code == "sx9-exports" }, Partner: batisSide},
			`5-5 (1 rows):sf-exports|FR||2019|8|million US dollars|
7-7 (1 rows):sf-exports|E28 (group)||2019|9|million US dollars|
8-8 (1 rows):sx9-exports|FR||2019|6|million US dollars|
`},
		"a world without all items is no total": {"batis-types.csv", Want{Series: digital, Partner: batisSide},
			`2-6 (3 rows):digital-services-exports|FR||2019|8|million US dollars|without SH SI SJ SK
7-7 (1 rows):digital-services-exports|E28 (group)||2019|9|million US dollars|without SG SH SI SJ SK
`},
	} {
		r, err := openFile(t, filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		got, err := written(r, c.w)
		if diff := cmp.Diff(c.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

const batisHeader = "Reporter,Partner,Flow,Item_code,Year,Reported_value,Final_value,Balanced_value\n"

func TestBatisRefuses(t *testing.T) {
	for rows, want := range map[string]string{
		"FR,DE,X,SF,2019,1,1,x\n":         `x.csv:2:8: not a number: "x"`,
		"FR,DE,X,SF,2019,1,1,\"1,234\"\n": `x.csv:2:8: decimal mark not known: "1,234"`,
		"FR,DE,X,SF,219,1,1,1\n":          `x.csv:2:5: not a year: "219"`,
		"FR,DE,Z,SF,2019,1,1,1\n":         `x.csv:2:3: not a flow: X or M: "Z"`,
		",DE,X,SF,2019,1,1,1\n":           `x.csv:2:1: no economy`,
		"FR,,X,SF,2019,1,1,1\n":           `x.csv:2:2: no economy`,
		"":                                "x.csv: a header and no rows",
		"FR,DE,X,SF,2019,1,1,1\nFR,DE,X,SF,2019,1,1,2\n": "x.csv:3: FR with DE 2019 of sf-exports stands twice: it has the value 2 here and 1 in line 2, and a sum would count both",
	} {
		for _, w := range []Want{{Partner: batisSide}, {}} {
			if _, err := read(t, batisHeader+rows, w); w.Partner != nil || !strings.Contains(want, "twice") {
				if err == nil || !strings.HasPrefix(bare(err), want) {
					t.Errorf("%q: %v, want %s", rows, err, want)
				}
			}
		}
	}
}

// Two rows of one key are found however far apart they stand, and the sums are
// the same, to the last digit, at any number of workers, in any order of the
// columns that keys rows alike.
func TestBatisBlocks(t *testing.T) {
	var text strings.Builder
	text.WriteString(batisHeader)
	want := 0.0
	for k := range 300_000 {
		value := math.Sqrt(float64(k))
		fmt.Fprintf(&text, "A%c,%c%c%c,X,SF,%d,1,%f,%f\n", 'A'+k/150_000, 'A'+k/200%26, 'A'+k/5_200%26, 'A'+k/135_200%26, 1900+k%200, value, value)
		if k < 150_000 {
			want += math.Round(value*1e6) / 1e6
		}
	}
	whole := func(string, string) (Side, error) { return Part, nil }
	sum := func() (float64, string) {
		r, err := open(t, text.String())
		if err != nil {
			t.Fatal(err)
		}
		total, all := 0.0, ""
		if _, err := r.Read(context.Background(), Want{Partner: whole}, func(r Row) error {
			if r.Economy == "AA" && r.Code == "sf-exports" {
				total += r.Value
			}
			all += line(r)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return total, all
	}
	total, first := sum()
	if math.Abs(total-want) > 1e-9*want {
		t.Errorf("sum %v, want %v", total, want)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	if _, again := sum(); again != first {
		t.Error("another run, another result")
	}
	// The fourth row again, far behind: counted once where it is the same.
	fourth := strings.Split(text.String(), "\n")[4] + "\n"
	text.WriteString(fourth)
	again, one := sum()
	runtime.GOMAXPROCS(4)
	rounds := 5
	if testing.Short() { // under the race detector, which sees a race in fewer
		rounds = 2
	}
	for range rounds {
		if _, four := sum(); four != one {
			t.Error("with a row that stands twice, other workers have another result")
		}
	}
	if math.Abs(again-want) > 1e-9*want {
		t.Errorf("with a row that stands twice: sum %v, want %v", again, want)
	}
	text.WriteString("AA,AAA,X,SF,1903,1,1,1\n")
	_, err := read(t, text.String(), Want{Partner: whole})
	if err == nil || !strings.Contains(err.Error(), "x.csv:300003: AA with AAA 1903 of sf-exports stands twice") || !strings.Contains(err.Error(), "in line 5,") {
		t.Error(err)
	}
}

// A large table of made-up values gives what a plain reading of it gives.
func TestBatisLarge(t *testing.T) {
	name := os.Getenv("TRADESTATS_BATIS")
	if name == "" {
		t.Skip("TRADESTATS_BATIS names no table")
	}
	r, err := openFile(t, name)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]float64{}
	if _, err := r.Read(context.Background(), Want{}, func(r Row) error {
		sums[fmt.Sprint(r.Code, r.Economy, r.Year)] += r.Value
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Read(context.Background(), Want{Partner: batisSide}, func(r Row) error {
		if r.Partner == "" && !strings.HasPrefix(r.Code, "digital") {
			if want := sums[fmt.Sprint(r.Code, r.Economy, r.Year)]; math.Abs(r.Value-want) > 1e-9*want {
				t.Errorf("%s %v", line(r), want)
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func FuzzBatis(f *testing.F) { fuzzLayout(f, "batis") }
