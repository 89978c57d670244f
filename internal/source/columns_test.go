package source

import (
	"encoding/csv"
	"strings"
	"testing"

	"tradestats/internal/tidy"
	"tradestats/internal/unpack"
)

// A header needs what its layout needs: without any one of its columns it is
// of no layout, or of the one that is meant to be without.
func TestColumnsNeeded(t *testing.T) {
	for header, c := range map[string]struct{ layout, without layout }{
		"DATABASE_ID,INDICATOR,REF_AREA,TIME_PERIOD,OBS_VALUE":                           {data360Layout, sdmxLayout},
		"Country Name,Country Code,2020":                                                 {layout: worldBankLayout},
		"seriesCode,entityIso,dataValue,dataYear":                                        {layout: ituLayout},
		"Entity,Year,Made up":                                                            {layout: owidLayout},
		`"geo\time",2020`:                                                                {layout: eurostatTSVLayout},
		"geo,TIME_PERIOD,OBS_VALUE":                                                      {layout: sdmxLayout},
		"LOCATION,TIME,Value,Flag Codes":                                                 {layout: oecdStatLayout},
		"Indicator,Reporting Economy,Year,Value":                                         {layout: wtoLayout},
		"time_period,ref_area,indicator,breakdown,unit_measure,value":                    {layout: desiLayout},
		"period,country,indicator,breakdown,unit,value":                                  {layout: desiLayout},
		"Reporter,Partner,Flow,Item_code,Year,Final_value,Balanced_value":                {layout: batisLayout},
		"Year,Economy Label,Made up":                                                     {layout: unctadLayout},
		"Economy_Label,2020_Value":                                                       {layout: unctadLayout},
		"reporterCode,partnerCode,flowCode,cmdCode,year,primaryValue":                    {layout: comtradeLayout},
		"Year,Reporter Code,Flow Code,Partner Code,Commodity Code,Value,Estimation Code": {layout: comtradeLayout},
		"Exporters,Exported value in 2020":                                               {layout: tradeMapLayout},
		"economy,year,value":                                                             {layout: tidyLayout},
	} {
		cells, err := csv.NewReader(strings.NewReader(header)).Read()
		if err != nil {
			t.Fatal(err)
		}
		if got := layoutWithout(t, cells, -1); got != c.layout.name {
			t.Errorf("%s: %q, want %q", header, got, c.layout.name)
		}
		for k := range cells {
			if got := layoutWithout(t, cells, k); got != "" && got != c.without.name {
				t.Errorf("%s without %s: %q", header, cells[k], got)
			}
		}
	}
}

// layoutWithout reads a table of a header without its k-th column, and a row of
// years, and returns its layout, "" where there is none.
func layoutWithout(t *testing.T, header []string, k int) string {
	t.Helper()
	var names, row []string
	for at, name := range header {
		if at != k {
			names, row = append(names, name), append(row, "2020")
		}
	}
	text := strings.Join(names, ",") + "\n" + strings.Join(row, ",") + "\n"
	if err := readAll(t, []byte(text), Want{}); err != nil && tidy.KindOf(err) != tidy.Data {
		t.Error(err)
	}
	texts, err := unpack.Open("-", unpack.Options{Stdin: strings.NewReader(text)})
	if err != nil || len(texts) != 1 {
		t.Fatal(err)
	}
	r, err := Open(texts[0], Options{})
	if err != nil {
		return ""
	}
	return r.About().Layout
}
