package source

import (
	"slices"
	"strings"

	"tradestats/internal/scan"
)

// The OECD-WTO Balanced Trade in Services: 10 million rows and more of reporter,
// partner, direction and item of the balance of payments. The balanced value is
// taken, else the final one. Series are an item and a direction, "sf-exports",
// and the digitally deliverable services, the sum of six items.
var batisLayout = layout{name: "OECD-WTO BaTIS", recognise: recogniseBatis}

// digital are the items that make digitally deliverable services.
var digital = []string{"SF", "SG", "SH", "SI", "SJ", "SK"}

// batisItems are the twelve main items of EBOPS 2010 and their total, with
// their names in the balance of payments.
var batisItems = [][2]string{
	{"S", "Services"},
	{"SA", "Manufacturing services on physical inputs owned by others"},
	{"SB", "Maintenance and repair services"},
	{"SC", "Transport"},
	{"SD", "Travel"},
	{"SE", "Construction"},
	{"SF", "Insurance and pension services"},
	{"SG", "Financial services"},
	{"SH", "Charges for the use of intellectual property"},
	{"SI", "Telecommunications, computer and information services"},
	{"SJ", "Other business services"},
	{"SK", "Personal, cultural and recreational services"},
	{"SL", "Government goods and services"},
}

func recogniseBatis(h *head) (*plan, error) {
	f := h.header(func(cells []string) bool {
		return has(cells, "Reporter", "Partner", "Flow", "Item_code", "Year", "Final_value", "Balanced_value")
	})
	if f == nil {
		return nil, nil
	}
	t := &batisTable{
		reporter: f.column("Reporter"), partner: f.column("Partner"),
		reporterType: f.column("type_Reporter"), partnerType: f.column("type_Partner"),
		flow: f.column("Flow"), item: f.column("Item_code"), year: f.column("Year"),
		reported: f.column("Reported_value"), final: f.column("Final_value"), balanced: f.column("Balanced_value"),
		marks: f.marks(),
	}
	t.width, t.least = len(f.cells), 1+max(t.year, t.reported, t.final, t.balanced)
	t.keyed = 1 + max(t.reporter, t.partner, t.reporterType, t.partnerType, t.flow, t.item)
	t.enumerate(f)
	return &plan{
		About: About{Why: "columns Item_code, Final_value and Balanced_value", Publisher: "batis", Dataset: "BaTIS",
			Title: "Balanced Trade in Services", Codes: "batis", Bilateral: true, Reported: true},
		dialect: f.dialect, from: f.rows, width: f.width, known: t.series, sums: t.sums(), parse: t.parse, sum: t.sum,
	}, nil
}

// A batisTable holds the positions of the columns, -1 for those that are not
// there, and the series.
type batisTable struct {
	reporter, partner, reporterType, partnerType, flow, item, year, reported, final, balanced int
	width, least                                                                              int // fields of the header, and up to the last that is read
	keyed                                                                                     int // fields up to the last of the key but the year
	marks                                                                                     marks
	series                                                                                    []Series
}

const batisUnit = "million US dollars"

// enumerate lists the series that a table can have: those of the items known,
// and of further ones that its first rows have.
func (t *batisTable) enumerate(f *header) {
	items := slices.Clone(batisItems)
	label := f.column("Item")
	for _, cells := range f.samples(200) {
		if t.item >= len(cells) || cells[t.item] == "" {
			continue
		}
		if code := cells[t.item]; !slices.ContainsFunc(items, func(i [2]string) bool { return i[0] == code }) {
			item := [2]string{code, code}
			if label >= 0 && label < len(cells) && cells[label] != "" {
				item[1] = cells[label]
			}
			items = append(items, item)
		}
	}
	for _, way := range []string{"exports", "imports"} {
		t.series = append(t.series, Series{Code: "digital-services-" + way, Label: "Digitally deliverable services, " + way, Unit: batisUnit})
		for _, item := range items {
			t.series = append(t.series, Series{Code: strings.ToLower(item[0]) + "-" + way, Label: item[1] + ", " + way, Unit: batisUnit})
		}
	}
}

// sums are the digitally deliverable services of each direction, with their items.
func (t *batisTable) sums() map[string][]string {
	out := map[string][]string{}
	for k, s := range t.series {
		if !t.isDigital(k) {
			continue
		}
		_, way, _ := cutLast(s.Code, "-")
		for _, item := range digital {
			out[s.Code] = append(out[s.Code], strings.ToLower(item)+"-"+way)
		}
	}
	return out
}

// way is the direction of a flow, "" when it is none.
func way(flow []byte) string {
	switch string(flow) {
	case "X", "EXP", "E":
		return "exports"
	case "M", "IMP", "I":
		return "imports"
	}
	return ""
}

const notAFlow = "not a flow: X or M"

// parse reads a row as it stands. The digitally deliverable services have no
// rows of their own: they are a sum.
func (t *batisTable) parse(r *scan.Row, out *rows) error {
	way := way(trim(r.Field(t.flow)))
	if way == "" {
		return r.Error(t.flow, notAFlow)
	}
	item, err := out.text(r, t.item)
	if err != nil {
		return err
	}
	code := strings.ToLower(item) + "-" + way
	if !out.wants(code) {
		return nil
	}
	row := Row{Series: Series{Code: code, Unit: batisUnit}, Line: r.Line()}
	var ok bool
	if row.Year, ok = year(trim(r.Field(t.year))); !ok {
		return r.Error(t.year, notAYear)
	}
	if !out.inYears(row.Year) {
		return nil
	}
	if err := fits(r, t.least, t.width, t.width); err != nil {
		return err
	}
	value, reported, ok, err := t.value(r)
	if err != nil || !ok {
		return err
	}
	if row.Value = value; !reported {
		row.Flag = "estimated"
	}
	if row.Economy, err = out.text(r, t.reporter); err != nil {
		return err
	}
	if row.Economy == "" {
		return r.Error(t.reporter, noEconomy)
	}
	if row.Partner, err = out.text(r, t.partner); err != nil {
		return err
	}
	if row.Partner == "" {
		return r.Error(t.partner, noEconomy)
	}
	row.Group, row.PartnerGroup = t.isGroup(r, t.reporterType), t.isGroup(r, t.partnerType)
	return out.add(row)
}

// isGroup reads a type column: c is a country, everything else a group.
func (t *batisTable) isGroup(r *scan.Row, k int) bool {
	if k < 0 {
		return false
	}
	kind := trim(r.Field(k))
	return len(kind) > 0 && string(kind) != "c" && string(kind) != "C"
}

// value reads the value of a row: the balanced one, else the final one; ok is
// false when neither is there. reported tells whether it was reported.
func (t *batisTable) value(r *scan.Row) (value float64, reported, ok bool, err error) {
	k := t.balanced
	text := r.Field(k)
	if len(text) == 0 || len(trim(text)) == 0 {
		k = t.final
		if text = trim(r.Field(k)); len(text) == 0 {
			return 0, false, false, nil
		}
	}
	if value, ok = scan.ParseFloat(text); !ok {
		if value, err = t.marks.number(r, k, trim(text)); err != nil {
			return 0, false, false, err
		}
	}
	return value, t.reported >= 0 && len(r.Field(t.reported)) > 0, true, nil
}
