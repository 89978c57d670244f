//go:build unix

package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"tradestats/datasets"
	"tradestats/internal/chart"
)

// The years that the charts compare, and those that lines run over.
const (
	early, late = 2014, 2019
	first       = 2010
)

// chartsCSV says what is drawn; the peer reads the same file.
//
//go:embed charts.csv
var chartsCSV []byte

// A plan is a line of charts.csv.
type plan struct {
	name, kind, indicator, unit string
	divide                      float64
	economies                   []string
}

// figures are values by economy and year.
type figures map[string]map[int]float64

// drawTwelve draws the charts of charts.csv into a folder, on all processors, and prints what that took: parsing of
// the figures and drawing, without the start of the process.
func drawTwelve(folder string) error {
	start := time.Now()
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	charts, err := twelve()
	if err != nil {
		return err
	}
	todo, errs := make(chan drawing, len(charts)), make(chan error, len(charts))
	for _, c := range charts {
		todo <- c
	}
	close(todo)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for c := range todo {
				errs <- drawOne(filepath.Join(folder, c.name+".png"), c.chart)
			}
		})
	}
	wait.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			return err
		}
	}
	fmt.Println(time.Since(start))
	return nil
}

func drawOne(path string, c chart.Chart) error {
	var b bytes.Buffer
	if err := c.PNG(&b); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return os.WriteFile(path, b.Bytes(), 0o666)
}

// A drawing is a chart and the name of its file.
type drawing struct {
	name  string
	chart chart.Chart
}

// twelve returns the charts in the order of charts.csv.
func twelve() ([]drawing, error) {
	rows, err := csv.NewReader(bytes.NewReader(chartsCSV)).ReadAll()
	if err != nil {
		return nil, err
	}
	read := map[string]figures{}
	var charts []drawing
	for _, r := range rows[1:] {
		p := plan{name: r[0], kind: r[1], indicator: r[2], unit: r[4], economies: strings.Fields(r[5])}
		if p.divide, err = strconv.ParseFloat(r[3], 64); err != nil {
			return nil, err
		}
		if read[p.indicator] == nil {
			if read[p.indicator], err = readFigures(p.indicator); err != nil {
				return nil, err
			}
		}
		body, err := p.body(read[p.indicator])
		if err != nil {
			return nil, fmt.Errorf("charts.csv: %s: %w", p.name, err)
		}
		charts = append(charts, drawing{p.name, p.framed(body)})
	}
	return charts, nil
}

// framed is a body with texts of the usual length around it.
func (p plan) framed(body chart.Body) chart.Chart {
	return chart.Chart{
		Title:    "A title as long as a finding, which says what " + strings.ReplaceAll(p.indicator, "-", " ") + " have come to",
		Subtitle: fmt.Sprintf("%s, %s, %d–%d", p.indicator, p.unit, first, late),
		Notes:    []string{"Note: a note of one line, as most charts have it below the plot."},
		Source:   "Source: the embedded figures.", Signature: "tradestats", Lang: "en", Alt: "A chart.", Body: body,
	}
}

func readFigures(indicator string) (figures, error) {
	f, err := datasets.FS.Open("figures/" + indicator + ".csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.ReuseRecord = true
	out := figures{}
	for {
		row, err := r.Read()
		if err == io.EOF {
			return out, nil
		}
		if err != nil {
			return nil, err
		}
		year, errYear := strconv.Atoi(row[1])
		value, errValue := strconv.ParseFloat(row[2], 64)
		if errYear != nil || errValue != nil {
			continue // the header, or a value that is missing
		}
		economy := strings.Clone(row[0])
		if out[economy] == nil {
			out[economy] = map[int]float64{}
		}
		out[economy][year] = value
	}
}

// points are the years of an economy.
func (p plan) points(f figures, economy string) (out []chart.Point) {
	for year := first; year <= late; year++ {
		if v, ok := f[economy][year]; ok {
			out = append(out, chart.Point{X: year, Y: v / p.divide})
		}
	}
	return out
}

// body is what the plan draws. All its values have to be there: a chart with less on it would be drawn faster.
func (p plan) body(f figures) (chart.Body, error) {
	for _, e := range p.economies {
		for _, year := range []int{first, early, late} {
			if _, ok := f[e][year]; !ok {
				return nil, fmt.Errorf("%s has no value in %d", e, year)
			}
		}
	}
	draw, ok := map[string]func(figures) chart.Body{"lines": p.lines, "bars": p.bars, "dumbbell": p.dumbbell, "heatmap": p.heatmap, "scatter": p.scatter,
		"multiples": p.multiples, "slope": p.slope, "waterfall": p.waterfall, "stacked": p.stacked}[p.kind]
	if !ok {
		return nil, fmt.Errorf("there is no kind %q", p.kind)
	}
	return draw(f), nil
}

// whole prints a number without decimals.
func whole(v float64) string { return strconv.FormatFloat(v, 'f', 0, 64) }

// at is the value of a year in the unit of the chart.
func (p plan) at(f figures, economy string, year int) float64 { return f[economy][year] / p.divide }

func (p plan) lines(f figures) chart.Body {
	l := chart.Lines{Value: whole, Tick: whole, FromZero: true}
	for k, e := range p.economies {
		s := chart.Series{Name: e, Points: p.points(f, e)}
		if k == 1 {
			s.Emphasis = chart.Highlight
		}
		l.Series = append(l.Series, s)
	}
	return l
}

func (p plan) bars(f figures) chart.Body {
	b := chart.Bars{Value: whole}
	for _, e := range p.economies {
		b.Rows = append(b.Rows, chart.Bar{Name: e, Value: p.at(f, e, late)})
	}
	slices.SortStableFunc(b.Rows, func(x, y chart.Bar) int { return cmp.Compare(y.Value, x.Value) })
	return b
}

func (p plan) dumbbell(f figures) chart.Body {
	d := chart.Dumbbell{Value: whole, Tick: whole, StartLabel: strconv.Itoa(early), EndLabel: strconv.Itoa(late)}
	for _, e := range p.economies {
		d.Rows = append(d.Rows, chart.Dumb{Name: e, Start: p.at(f, e, early), End: p.at(f, e, late)})
	}
	return d
}

func (p plan) multiples(f figures) chart.Body {
	m := chart.Multiples{Value: whole, Tick: whole, FromZero: true}
	for _, e := range p.economies {
		m.Panels = append(m.Panels, chart.Panel{Name: e, Points: p.points(f, e)})
	}
	return m
}

// heatmap is a table of economies by years, as scatter is one of two years: each
// with a mark a figure.
func (p plan) heatmap(f figures) chart.Body {
	h := chart.Heatmap{Value: whole, Cut: whole, KeyTitle: p.unit, NoData: "no data"}
	for year := first; year <= late; year++ {
		h.Columns = append(h.Columns, strconv.Itoa(year))
	}
	for _, e := range p.economies {
		row := chart.HeatRow{Name: e}
		for year := first; year <= late; year++ {
			v, known := f[e][year]
			row.Cells = append(row.Cells, chart.Cell{Value: v / p.divide, Known: known})
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

func (p plan) scatter(f figures) chart.Body {
	s := chart.Scatter{XTitle: strconv.Itoa(early), YTitle: strconv.Itoa(late), XTick: whole, YTick: whole}
	for _, e := range p.economies {
		s.Points = append(s.Points, chart.ScatterPoint{Name: e, X: p.at(f, e, early), Y: p.at(f, e, late)})
	}
	return s
}

func (p plan) slope(f figures) chart.Body {
	s := chart.Slope{Value: whole, Left: strconv.Itoa(early), Right: strconv.Itoa(late)}
	for _, e := range p.economies {
		s.Rows = append(s.Rows, chart.SlopeRow{Name: e, Start: p.at(f, e, early), End: p.at(f, e, late)})
	}
	return s
}

func (p plan) waterfall(f figures) chart.Body {
	w := chart.Waterfall{Value: whole, Start: chart.Total{Name: strconv.Itoa(early)}, End: chart.Total{Name: strconv.Itoa(late)}}
	for _, e := range p.economies {
		w.Start.Value += p.at(f, e, early)
		w.End.Value += p.at(f, e, late)
		w.Steps = append(w.Steps, chart.Step{Name: e, Value: p.at(f, e, late) - p.at(f, e, early)})
	}
	return w
}

// stacked are the shares of the economies in each second year.
func (p plan) stacked(f figures) chart.Body {
	s := chart.Stacked{Parts: p.economies, Value: whole}
	for year := first; year <= late; year += 2 {
		row, sum := chart.StackRow{Name: strconv.Itoa(year)}, 0.0
		for _, e := range p.economies {
			sum += f[e][year]
		}
		for _, e := range p.economies {
			row.Parts = append(row.Parts, 100*f[e][year]/sum)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
