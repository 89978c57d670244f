package page

import (
	"bytes"
	"context"
	"encoding/xml"
	"maps"
	"slices"
)

// Paths are those of all pages of a year's edition, for 0 of the newest, but for questions,
// of which there is no end.
func (p *Pages) Paths(ctx context.Context, year int) ([]string, error) {
	var out []string
	for _, r := range Routes {
		switch {
		case r.Kind == OfQuestion:
		case r.All == nil:
			out = append(out, r.Path)
		default:
			all, err := r.All(ctx, p, year)
			if err != nil {
				return nil, err
			}
			out = append(out, all...)
		}
	}
	return out, nil
}

func allTopics(_ context.Context, p *Pages, year int) (out []string, err error) {
	for _, topic := range p.Gallery.TopicsOf(year) {
		out = append(out, "topics/"+topic)
	}
	return out, nil
}

func allCharts(ctx context.Context, p *Pages, year int) (out []string, err error) {
	for _, topic := range p.Gallery.TopicsOf(year) {
		b, err := p.Gallery.Book(ctx, topic, year, "")
		if err != nil {
			return nil, err
		}
		for _, c := range b.Charts {
			out = append(out, "charts/"+topic+"/"+c.ID)
		}
	}
	return out, nil
}

func allIndicators(ctx context.Context, p *Pages, _ int) (out []string, err error) {
	all, err := p.Gallery.Ranks(ctx)
	for _, r := range all {
		out = append(out, "indicators/"+r.Indicator.ID)
	}
	return out, err
}

func allEconomies(ctx context.Context, p *Pages, _ int) (out []string, err error) {
	reported, err := p.Gallery.Reported(ctx)
	for _, iso3 := range slices.Sorted(maps.Keys(reported)) {
		out = append(out, "economies/"+iso3)
	}
	return out, err
}

// Sitemap lists addresses for search engines.
func Sitemap(addresses []string) ([]byte, error) {
	type place struct {
		Loc string `xml:"loc"`
	}
	set := struct {
		XMLName xml.Name `xml:"urlset"`
		NS      string   `xml:"xmlns,attr"`
		URL     []place  `xml:"url"`
	}{NS: "http://www.sitemaps.org/schemas/sitemap/0.9"}
	for _, a := range addresses {
		set.URL = append(set.URL, place{a})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", "  ")
	err := enc.Encode(set)
	b.WriteByte('\n')
	return b.Bytes(), err
}
