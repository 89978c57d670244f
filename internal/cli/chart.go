package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/chart"
	"tradestats/internal/housestyle"
	"tradestats/internal/locale"
	"tradestats/internal/picture"
	"tradestats/internal/report"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

type chartOptions struct {
	common
	picture.Question
	Topic, TopicFile, ID string // a chart of a report, instead of a question
	Edition              int    // of the report
	Size                 chart.Size
	Theme                *chart.Theme
	Image                string // png or svg
}

func (p *program) chartCommand() *cli.Command {
	return &cli.Command{
		Name: "chart", Usage: "an image of a chart, with its data and where it comes from", ArgsUsage: "INDICATOR...",
		UsageText: `tradestats chart digital-services-exports -o exporters.png
tradestats chart internet-users -e BRA,CHL,MEX --from 2010 --highlight CHL -o lines.svg
tradestats chart digital-services-exports -e eu27 --kind stacked --as share -o parts.png
tradestats chart --topic world --id exporters --size story --theme dark -o story.png`,
		Description: `Draws one chart as PNG or SVG, by the name of the output, and writes beside it the
plotted data (.csv) and what it shows and was made of (.json). The title is a finding
where the figures assert one, else the subject. 'tradestats whence' reads out of an
image where it comes from.
Kinds: ` + strings.Join(picture.Kinds(), ", ") + `.
The kind is chosen by what is asked where --kind is not given: bars without economies or
with --year, else lines. A group is one mark, GROUP:members one for each member.`,
		Flags: slices.Concat(
			categorized("Selection", selectingEvery(
				textFlag("year", "", "`YEAR` of what shows one; default the newest that enough have reported"),
				textFlag("topic", "", "`ID` draw a chart of this report, with --id and, for its edition, --year"),
				textFlag("topic-file", "", "`FILE` the same of a topic of your own"),
				textFlag("id", "", "`ID` which chart of the report"),
			)),
			categorized("Chart", chartFlags()),
			categorized("Image", imageFlags()),
			ruling(composition()), counting(), reading(), aiming(),
			categorized("Output", []cli.Flag{textFlag("output", "o", "`FILE` .png or .svg; - is standard output, with --format"),
				textFlag("format", "f", "`FORMAT` png or svg; default by the name of the output"),
				textFlag("lang", "", "`LANG` en, fr, es or pt"), quiet()}),
		),
		Action: func(c *cli.Context) error {
			o, err := p.readChart(c)
			if err != nil {
				return err
			}
			return p.runChart(c.Context, o)
		},
		OnUsageError: onUsageError,
	}
}

func chartFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("kind", "", "`KIND` line, bars, ...; default by what is asked"),
		textFlag("as", "", "`WHAT` value, index, share or growth; default value"),
		textFlag("of", "", "`WHOLE` of shares: a group, an economy or an indicator; default world"),
		textFlag("base", "", "`YEAR` that is 100 in an index; default the first"),
		textFlag("by", "", "`NAMES` of a waterfall: the parts; default each member"),
		textFlag("target", "", "`TARGET` of bullet bars: an id of 'list targets', or VALUE@YEAR"),
		textFlag("horizon", "", "`YEARS` of a fan: how many ahead"),
		textFlag("count", "", "`N` how many bars or ranks at most"),
		listFlag("highlight", "", "`NAMES` the one that the chart is about, and up to two more"),
		textFlag("title", "", "`TEXT` instead of the computed one"),
		&cli.BoolFlag{Name: "log", Usage: "a logarithmic axis, where all values are above zero"},
	}
}

func imageFlags() []cli.Flag {
	return []cli.Flag{
		textFlag("size", "", "`SIZE` web, social, square, story, slide or print; default web"),
		textFlag("width", "", "`PX` instead of the size's"),
		textFlag("height", "", "`PX` instead of the size's"),
		textFlag("scale", "", "`FACTOR` all lengths by this; 2 for screens of high density"),
		textFlag("theme", "", "`THEME` light, dark, print, or a YAML file of your own (docs/themes.md)"),
	}
}

// readChart reads the flags. What is asked for is checked by the picture.
func (p *program) readChart(c *cli.Context) (chartOptions, error) {
	data, err := p.readData(c)
	if err != nil {
		return chartOptions{}, err
	}
	data.Lang, data.Output, data.Warn = cmp.Or(c.String("lang"), "en"), c.String("output"), warner(p.stderr, c.Bool("quiet"))
	o := chartOptions{common: data, Topic: c.String("topic"), TopicFile: c.String("topic-file"), ID: c.String("id")}
	if err := tidy.OneOf("--lang", o.Lang, locale.Languages()); err != nil {
		return o, err
	}
	if o.Image, err = imageFormat(o.Output, c.String("format")); err != nil {
		return o, err
	}
	if o.Size, err = readSize(c); err != nil {
		return o, err
	}
	if o.Theme, err = readTheme(c.String("theme")); err != nil {
		return o, err
	}
	if o.Topic != "" || o.TopicFile != "" {
		o.Edition, err = year(c, "year")
		o.Currency = strings.ToUpper(c.String("currency"))
		return o, errorsFirst(err, o.onlyTopic(c))
	}
	if o.ID != "" {
		return o, usage("add --topic", "--id is a chart of a report")
	}
	o.Question, err = readQuestion(c)
	return o, err
}

func errorsFirst(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// goesWithTopic are the flags that a chart of a report takes.
var goesWithTopic = []string{"topic", "topic-file", "id", "year", "size", "width", "height", "scale", "theme", "currency", "output", "format", "lang", "quiet",
	"data", "prefer", "mapping", "no-embedded", "as-of", "group", "group-file", "target-file", configFlag}

// onlyTopic refuses what a chart of a report does not take.
func (o chartOptions) onlyTopic(c *cli.Context) error {
	if o.ID == "" {
		return usage("see 'tradestats list topics' and the charts folder of a report", "name the chart of the report with --id")
	}
	if c.NArg() > 0 {
		return usage("leave it out, or leave out --topic", "a chart of a report takes no indicator: %q", c.Args().First())
	}
	for _, flag := range c.Command.Flags {
		if name := flag.Names()[0]; c.IsSet(name) && !slices.Contains(goesWithTopic, name) {
			return usage("leave it out, or draw the chart from its indicator", "--%s does not go with --topic: the report says what its charts show", name)
		}
	}
	return nil
}

// readQuestion reads what is to be drawn.
func readQuestion(c *cli.Context) (picture.Question, error) {
	query, err := readSelection(c, append(c.Args().Slice(), c.StringSlice("indicator")...))
	q := picture.Question{Query: query, Kind: c.String("kind"), As: c.String("as"), Of: c.String("of"), Highlight: c.StringSlice("highlight"),
		Title: c.String("title"), Log: c.Bool("log"), Target: c.String("target")}
	if by := c.String("by"); by != "" {
		q.By = []string{by}
	}
	if err != nil {
		return q, err
	}
	if len(query.Indicators) == 0 && q.Target == "" {
		return q, usage("name one, as in 'tradestats chart digital-services-exports -o chart.png'; see 'tradestats list indicators'", "no indicator")
	}
	if c.IsSet("base") || q.As == "index" { // a setting is of indices only
		if q.Base, err = year(c, "base"); err != nil {
			return q, err
		}
	}
	if q.Count, err = whole(c, "count"); err != nil {
		return q, err
	}
	q.Horizon, err = whole(c, "horizon")
	return q, err
}

// whole reads a flag that holds a number above zero; 0 when it was not given.
func whole(c *cli.Context, name string) (int, error) {
	text := c.String(name)
	if text == "" && !c.IsSet(name) {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, usage("write a whole number above zero", "--%s %q", name, text)
	}
	return n, nil
}

// imageFormat is png or svg, by the flag or by the name of the output.
func imageFormat(output, format string) (string, error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(output), "."))
	switch {
	case output == "":
		return "", usage("name the image, as in -o chart.png; - is standard output", "no output")
	case output == "-":
		ending = cmp.Or(format, "png")
	case ending != "png" && ending != "svg":
		return "", usage("end it in .png or .svg", "%s is neither a PNG nor an SVG by its name", output)
	}
	if err := tidy.OneOf("--format", ending, []string{"png", "svg"}); err != nil {
		return "", err
	}
	if format != "" && format != ending {
		return "", usage("leave --format out", "--format %s, and the output ends in .%s", format, ending)
	}
	return ending, nil
}

// readSize reads the size of the image: one of the style's, or one's own.
func readSize(c *cli.Context) (chart.Size, error) {
	var names []string
	size := chart.Web
	name := cmp.Or(c.String("size"), chart.Web.Name)
	for _, s := range chart.Sizes() {
		names = append(names, s.Name)
		if s.Name == name {
			size = s
		}
	}
	if err := tidy.OneOf("--size", name, names); err != nil {
		return size, err
	}
	width, err := whole(c, "width")
	if err != nil {
		return size, err
	}
	height, err := whole(c, "height")
	if err != nil {
		return size, err
	}
	size = size.Own(width, height)
	if text := c.String("scale"); text != "" {
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || f <= 0 {
			return size, usage("write a number above zero, such as 2", "--scale %q", text)
		}
		size.Scale = f
	}
	return size, tooLarge(size.Check())
}

func tooLarge(err error) error {
	if err == nil {
		return nil
	}
	return tidy.Wrap(tidy.Usage, err, "", "cannot draw")
}

// readTheme takes one of the style's, or reads a file.
func readTheme(name string) (*chart.Theme, error) {
	var names []string
	for _, t := range chart.Themes() {
		names = append(names, t.Name)
		if t.Name == cmp.Or(name, chart.Light.Name) {
			return t, nil
		}
	}
	if ext := strings.ToLower(filepath.Ext(name)); ext == ".yaml" || ext == ".yml" {
		return housestyle.Read(name)
	}
	return nil, usage("use "+strings.Join(names, ", ")+", or a YAML file of your own, see docs/themes.md", "--theme %q is unknown", name)
}

// runChart draws the image and writes it with its data and its provenance.
func (p *program) runChart(ctx context.Context, o chartOptions) error {
	stem := strings.TrimSuffix(o.Output, filepath.Ext(o.Output))
	if o.Output != "-" {
		if err := o.mayWrite(stem); err != nil {
			return err
		}
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	made, err := s.picture(ctx, o)
	if err != nil {
		return err
	}
	files, err := o.draw(made)
	if err != nil {
		return err
	}
	if o.Output == "-" {
		return p.deliver(ctx, "", func(w io.Writer) error { _, err := w.Write(files[0]); return err })
	}
	names := []string{o.Output, stem + ".csv", stem + ".json"}
	for k, name := range names {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeFile(name, files[k]); err != nil {
			return err
		}
	}
	return p.deliver(ctx, "", func(w io.Writer) error {
		_, err := fmt.Fprintln(w, strings.Join(names, "\n"))
		return err
	})
}

// draw makes the image, its data and its provenance, all before any is written.
func (o chartOptions) draw(made picture.Picture) ([][]byte, error) {
	made, err := made.At(o.Size, o.Theme)
	if err != nil {
		return nil, tidy.Wrap(tidy.Usage, err, "", "cannot draw")
	}
	var image, data bytes.Buffer
	draw := made.Chart.PNG
	if o.Image == "svg" {
		draw = made.Chart.SVG
	}
	if err := draw(&image); err != nil {
		return nil, tidy.Wrap(tidy.Usage, err, "", "cannot draw")
	}
	if err := made.CSV(&data); err != nil {
		return nil, err
	}
	about, err := made.About.JSON()
	return [][]byte{image.Bytes(), data.Bytes(), about}, err
}

// mayWrite refuses to put the data or the provenance of the chart in the place of
// a file that no chart wrote: the figures it is drawn from often bear its name.
func (o chartOptions) mayWrite(stem string) error {
	if filepath.Base(stem) == "" || filepath.Base(stem) == "." || strings.HasSuffix(stem, string(filepath.Separator)) {
		return usage("give the image a name before its ending", "%s has none", o.Output)
	}
	for name, ours := range map[string]string{stem + ".csv": "series,indicator,partner,measure,", stem + ".json": "{\n  \"tool\": \"" + picture.Signature + "\""} {
		text, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) || err == nil && (len(text) == 0 || strings.HasPrefix(string(text), ours)) {
			continue
		}
		return usage("give the image another name", "%s is no file of a chart: the chart's own would take its place", name)
	}
	return nil
}

// picture answers the question, or takes the chart of a report.
func (s *session) picture(ctx context.Context, o chartOptions) (picture.Picture, error) {
	if o.Topic == "" && o.TopicFile == "" {
		return picture.Make(ctx, s.Desk, s.Reader, o.Question)
	}
	engine, err := study.OnBasis(ctx, s.Desk, study.Money{Currency: o.Currency})
	if err != nil {
		return picture.Picture{}, err
	}
	ro := report.Options{Year: o.Edition, Languages: []string{o.Lang}, OwnTopics: o.OwnTopics, Currency: o.Currency, Engine: engine, Economies: s.Economies, Version: Version}
	if o.Topic != "" {
		ro.Topics = []string{o.Topic}
	}
	if o.TopicFile != "" {
		ro.TopicFiles = []string{o.TopicFile}
	}
	all, err := report.Pictures(ctx, ro)
	if err != nil {
		return picture.Picture{}, err
	}
	var ids []string
	for _, one := range all {
		if one.About.Selection.ID == o.ID {
			return one, nil
		}
		ids = append(ids, one.About.Selection.ID)
	}
	hint := "the report has " + strings.Join(ids, ", ")
	if near := tidy.Nearest(o.ID, ids, 1); len(near) > 0 {
		hint = "did you mean " + near[0] + "? " + hint
	}
	return picture.Picture{}, usage(hint, "unknown chart %q", o.ID)
}
