package source

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

func TestEurostatTSVReads(t *testing.T) {
	for name, c := range map[string]struct {
		bilateral bool
		want      string
	}{
		"eurostat-tsv.tsv": {false, `
2:PC_IND.TOTAL|AT||2020|22.1|per cent of individuals|break, estimated
2:PC_IND.TOTAL|AT||2022|19|per cent of individuals|
3:PC_IND.TOTAL|EL||2021|0.06|per cent of individuals|provisional
4:PC_IND.TOTAL|EU27_2020||2021|-1.5|per cent of individuals|break, low reliability
4:PC_IND.TOTAL|EU27_2020||2022|60|per cent of individuals|
5:MIO_EUR.TOTAL|XK||2020|5|million euros|definition differs
5:MIO_EUR.TOTAL|XK||2022|1.23456725e+06|million euros|x
left out: quarterly: 1
`},
		"eurostat-tsv-old.tsv": {false, `
2:JAN|UK||2012|6.3495088e+07||
2:JAN|UK||2011|6.3022532e+07||estimated
3:JAN|NA||2012|3||not applicable
3:JAN|NA||2010|1||Eurostat estimate
`},
		"eurostat-tsv-partner.tsv": {true, `
2:MIO_EUR.MADE_UP.CRE|DE|EXT_EU28|2011|20.5|million euros|
2:MIO_EUR.MADE_UP.CRE|DE|EXT_EU28|2010|19|million euros|
3:MIO_EUR.MADE_UP.CRE|DE|US|2011|10|million euros|confidential
3:MIO_EUR.MADE_UP.CRE|DE|US|2010|9|million euros|
left out: quarterly: 2
left out: half-yearly: 1
left out: monthly: 1
`},
		"eurostat-tsv-commas.csv": {false, `
2:I15|AT||2020|101.5|index, 2015 = 100|break
2:I15|AT||2021|102|index, 2015 = 100|
3:I15|DE||2021|99|index, 2015 = 100|
left out: quarterly: 1
`},
	} {
		about, got := readFixture(t, name)
		if got != c.want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, c.want)
		}
		if about.Publisher != "eurostat" || about.Codes != "eurostat" || about.Dataset != "" || about.Bilateral != c.bilateral || about.Single {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

func TestEurostatTSVForms(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"one series":                {"freq,geo\\TIME_PERIOD\t2020 \nA,AT\t1 \n", "2:|AT||2020|1||\n"},
		"geo ahead":                 {"geo,sex\\time\t2020 \nAT,F\t1 \n", "2:F|AT||2020|1||\n"},
		"reporter and partner":      {"freq,reporter,partner,indicators\\TIME_PERIOD\t2020 \nA,DE,US,VALUE_EUR\t1 \n", "2:VALUE_EUR|DE|US|2020|1|euros|\n"},
		"no space before a flag":    {"unit,geo\\time\t2020\nPC,AT\t1.5b\nPC,DE\t:c\n", "2:PC|AT||2020|1.5|per cent|break\n"},
		"a quote is no quote":       {"unit,geo\\time\t2020\nP\"C,AT\t1\n", "2:P\"C|AT||2020|1|P\"C|\n"},
		"saved by a spreadsheet":    {"\"unit,geo\\time\";2020;2021;\r\n\"PC,AT\";1,5 b;2,25;\r\n", "2:PC|AT||2020|1.5|per cent|break\n2:PC|AT||2021|2.25|per cent|\n"},
		"saved with commas":         {"\"unit,geo\\time\",2020 ,2021 ,\n\"PC,AT\",1.5 b,2.25,\n,,,\n", "2:PC|AT||2020|1.5|per cent|break\n2:PC|AT||2021|2.25|per cent|\n"},
		"no line break at end":      {"unit,geo\\time\t2020\nPC,AT\t1", "2:PC|AT||2020|1|per cent|\n"},
		"weeks and half-years":      {"geo\\time\t2020-W01 \t2020S1 \t2020-S2 \t2020M01 \t2020 \nAT\t1 \t2 \t3 \t4 \t5 \n", "2:|AT||2020|5||\nleft out: weekly: 1\nleft out: half-yearly: 2\nleft out: monthly: 1\n"},
		"a column of somebody's":    {"unit,geo\\time\t2020\tNote\nPC,AT\t1\tmade up\n", "2:PC|AT||2020|1|per cent|\n"},
		"a row cut by an editor":    {"unit,geo\\time\t2020\t2021\nPC,AT\t1\n", "2:PC|AT||2020|1|per cent|\n"},
		"years that were asked":     {"unit,geo\\time\t2019\t2020\nPC,AT\tx\t1\n", "2:PC|AT||2020|1|per cent|\n"},
		"series not asked are left": {"unit,geo\\time\t2020\nNO,AT\tx\nPC,AT\t1\n", "3:PC|AT||2020|1|per cent|\n"},
	} {
		w := Want{From: 2020, Series: func(code string) bool { return code != "NO" }}
		if got, err := read(t, c.text, w); err != nil || got != c.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, c.want)
		}
	}
}

func TestEurostatTSVRefuses(t *testing.T) {
	const head = "unit,geo\\time\t2020 \t2021 \n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value":  {head + "PC,AT\t1 \thigh \n", `x.csv:2:3: not a number: "high "`},
		"a flag alone":        {head + "PC,AT\tb\t1\n", `x.csv:2:2: not a number: "b"`},
		"a code too few":      {head + "PC,AT\t1\t2\nAT\t1\t2\n", `x.csv:3:1: not as many codes as the header has dimensions: "AT"`},
		"a value too many":    {head + "PC,AT\t1\t2\t3\n", "x.csv:2:4: 4 fields, the header has 3"},
		"no economy":          {head + "PC,\t1\t2\n", "x.csv:2:1: no economy"},
		"no column of it":     {"unit,currency\\time\t2020\nAVG,USD\t1\n", "x.csv:1:1: no economies: looked for geo"},
		"a decimal comma":     {head + "PC,AT\t1,234 b\t2\n", `x.csv:2:2: decimal mark not known: "1,234 b"`},
		"a header alone":      {head, "x.csv: a header and no rows"},
		"no column of values": {"unit,geo\\time\tnote\nPC,AT\tx\n", "x.csv:1: layout not known"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(bare(err), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func TestEurostatUnits(t *testing.T) {
	for code, want := range map[string]string{
		"PC": "per cent", "PC_IND": "per cent of individuals", "pc_ent": "per cent of enterprises", "PC_GDP": "per cent of GDP",
		"MIO_EUR": "million euros", "THS_EUR": "thousand euros", "THS_PER": "thousand persons", "THS": "thousand", "NR": "number",
		"I15": "index, 2015 = 100", "I96": "index, 1996 = 100", "CLV10_MEUR": "million euros, chain-linked volumes of 2010",
		"CLV15_EUR_HAB": "euros per inhabitant, chain-linked volumes of 2015", "MIO_NAC": "million units of national currency",
		"PC_MADE_UP": "per cent (PC_MADE_UP)", "PC_ENT_CUSE": "per cent of enterprises using computers",
		"pc_ent_made_up": "per cent of enterprises (pc_ent_made_up)", "PC_IND_MADE_UP": "per cent of individuals (PC_IND_MADE_UP)",
		"PC_HH_MADE_UP": "per cent of households (PC_HH_MADE_UP)", "PC_ENTITY": "per cent (PC_ENTITY)", "PC_": "PC_", "PCH_PRE": "PCH_PRE", "MIO_MADE_UP": "MIO_MADE_UP", "": "", "THS_NR": "THS_NR",
	} {
		if got := eurostatUnit(code); got != want {
			t.Errorf("%s: %q, want %q", code, got, want)
		}
	}
}

// The values of real files are those that stand there, cell by cell.
func TestEurostatTSVSamples(t *testing.T) {
	for name, c := range map[string]struct{ values, economies, flagged, code int }{
		"estat_isoc_sks_itsp_sex.tsv": {2444, 36, 1968, 1},
		"eurostat_old_population.tsv": {625, 54, 72, 0},
	} {
		path := filepath.Join(samples, name)
		file, err := os.Open(path)
		if err != nil {
			t.Skipf("no real file to try: %v", err)
		}
		defer file.Close()
		r, err := openFile(t, path)
		if err != nil {
			t.Fatal(err)
		}
		got := values(t, r)
		cells, flagged, economies := 0, 0, map[string]bool{}
		lines := bufio.NewScanner(file)
		lines.Scan()
		years := strings.Fields(lines.Text())[1:]
		for lines.Scan() {
			fields := strings.Split(strings.TrimRight(lines.Text(), "\r"), "\t")
			dims := strings.Split(fields[0], ",")
			economy := dims[len(dims)-1]
			for k, field := range fields[1:] {
				parts := strings.Fields(field)
				if len(parts) == 0 || parts[0] == ":" {
					continue
				}
				cells++
				economies[economy] = true
				key := strings.Join(dims[c.code:len(dims)-1], ".") + " " + economy + " " + years[k]
				row := got[key]
				if v, err := strconv.ParseFloat(parts[0], 64); err != nil || row.Value != v || (row.Flag != "") != (len(parts) == 2) {
					t.Errorf("%s: %+v, the file has %q", key, row, field)
				}
				if len(parts) == 2 {
					flagged++
				}
			}
		}
		if len(got) != cells || cells != c.values || len(economies) != c.economies || flagged != c.flagged {
			t.Errorf("%s: %d values of %d, %d economies, %d with flags", name, len(got), cells, len(economies), flagged)
		}
	}
}

func FuzzEurostatTSV(f *testing.F) { fuzzLayout(f, "eurostat-tsv") }
