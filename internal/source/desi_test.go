package source

import (
	"strings"
	"testing"
)

func TestDESIReads(t *testing.T) {
	for name, want := range map[string]string{
		// Shares are parts of one, and what cells leave empty stands in the address.
		"desi.csv": `
2:p_made.total.pc_ent|AT||2021|17|per cent of enterprises|
3:p_made.total.pc_ent|EL||2021|2|per cent of enterprises|break, low reliability
4:p_score.total.egov_score|EU27||2022|74.5|egov_score|
5:p_made.total.pc_made_up|FR||2022|7.0326|per cent (pc_made_up)|break
left out: half-yearly: 1
`,
		// Shares are per cent already.
		"desi-portal.csv": `
2:p_made.ind_total.pc_ind|AT||2021|65.6|per cent of individuals|break, low reliability
3:p_made.ind_total.pc_ind|EU||2025|60|per cent of individuals|refers to 2024
`,
		"desi-scoreboard.csv": `
2:p_made.total.pc_hh|UK||2011|50|per cent of households|
`,
	} {
		about, got := readFixture(t, name)
		if got != want[1:] {
			t.Errorf("%s:\n%swant%s", name, got, want)
		}
		if about.Publisher != "desi" || about.Codes != "eurostat" || about.Bilateral || about.Single {
			t.Errorf("%s: %+v", name, about)
		}
	}
}

// A share of 0.07 is 7 per cent, not 7.000000000000001.
func TestHundredfold(t *testing.T) {
	for value, want := range map[float64]float64{0.07: 7, 0.17: 17, 0.289: 28.9, 1: 100, 0: 0, -0.57: -57, 1e-9: 1e-7, 0.170326: 17.0326} {
		if got := hundredfold(value); got != want {
			t.Errorf("%v: %v, want %v", value, got, want)
		}
	}
}

func TestDESIRefuses(t *testing.T) {
	const head = "time_period,ref_area,indicator,breakdown,unit_measure,value,flag\n"
	for name, c := range map[string]struct{ text, want string }{
		"a word for a value": {head + "2021,AT,i,b,pc_ent,high,\n", `x.csv:2:6: not a number: "high"`},
		"no year":            {head + "now,AT,i,b,pc_ent,0.5,\n", `x.csv:2:1: not a year: "now"`},
		"no economy":         {head + "2021,,i,b,pc_ent,0.5,\n", "x.csv:2:2: no economy"},
		"no indicator":       {head + "2021,AT,,b,pc_ent,0.5,\n", "x.csv:2:3: no indicator"},
		"not a flag":         {head + "2021,AT,i,b,pc_ent,0.5,x#%zz\n", "x.csv:2:7: not a flag"},
		"a comma unquoted":   {head + "2021,AT,i,b,pc_ent,1,25\n", "x.csv:2:7: not a flag"},
		"a row cut short":    {head + "2021,AT,i\n", "x.csv:2:4: fewer fields"},
	} {
		if _, err := read(t, c.text, Want{}); err == nil || !strings.HasPrefix(bare(err), c.want) {
			t.Errorf("%s: %v; want %s", name, err, c.want)
		}
	}
}

func FuzzDESI(f *testing.F) { fuzzLayout(f, "desi") }

// The real scoreboard has observations of nothing that is named.
func TestDesiWithoutIndicator(t *testing.T) {
	got, err := read(t, "observation,time_period,ref_area,indicator,breakdown,unit_measure,value,flag,note\n"+
		"http://x/DESI/0/0/0/AT/2017,2017,AT,,,,1,,\nhttp://x/DESI/0/0/0/AT/2017,2017,AT,,,,2,,\n"+
		"http://x/DESI/a/b/c/AT/2017,2017,AT,made_up,total,egov_score,3,,\n", Want{})
	if want := "4:made_up.total.egov_score|AT||2017|3|egov_score|\nleft out: without an indicator: 2\n"; err != nil || got != want {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}
