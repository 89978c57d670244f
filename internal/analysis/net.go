package analysis

// RuleNet is the rule of a sum from which the trade between the members is taken.
const RuleNet = "sum, net of trade between members"

// Net is the data of a group without the trade between its members (docs/method.md, C5):
// with has each member as a partner. Who has no figures by partner in a year cannot
// be netted, and counts as missing in it.
func (d *Data) Net(members []string, with map[string]*Data) *Data {
	out := *d
	values := &builder{}
	out.published = (&builder{}).panel() // the publisher's own group is gross
	out.between, out.silent = map[int]float64{}, map[int]int{}
	for _, m := range members {
		for _, year := range d.values.years(m) {
			between, known, none := 0.0, false, 0
			for _, partner := range members {
				if partner == m {
					continue
				}
				v, ok := 0.0, false
				if p := with[partner]; p != nil {
					v, ok = p.values.at(m, year)
				}
				if between, known = between+v, known || ok; !ok {
					none++
				}
			}
			if known {
				out.silent[year] += none
				c, _ := d.values.track(m).at(year)
				c.value -= between
				values.put(m, year, c)
				out.between[year] += between
			}
		}
	}
	out.values = values.panel()
	return &out
}
