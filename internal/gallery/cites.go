package gallery

// A Cite is a dataset of a chart as a page cites it.
type Cite struct {
	Publisher, Vintage string
	Citation           string // in the language asked for where the catalogue has it of this vintage, else as its publisher words it
}

// Cites are the datasets of a chart in a language. The chart records the citation of each as its publisher words it; an
// earlier edition may rest on a vintage that the catalogue no longer has.
func (g *Gallery) Cites(c *Chart, lang string) []Cite {
	var out []Cite
	for _, d := range c.About.Datasets {
		one := Cite{d.Publisher, d.Vintage, d.Citation}
		if now := g.Engine.Catalog().Dataset(d.ID); now != nil && now.Vintage == d.Vintage && now.Citation == d.Citation {
			one.Citation = now.Cited(lang)
		}
		out = append(out, one)
	}
	return out
}
