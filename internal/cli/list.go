package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-gota/gota/series"
	"github.com/urfave/cli/v2"

	"tradestats/internal/catalog"
	"tradestats/internal/economy"
	"tradestats/internal/frame"
	"tradestats/internal/report"
	"tradestats/internal/table"
	"tradestats/internal/tidy"
)

// listKinds are the words that list takes.
var listKinds = []string{"indicators", "economies", "groups", "topics", "targets", "datasets"}

type listOptions struct {
	common
	Kind   string
	Search string // in any column, in any case
	Year   int    // whose members groups are counted by; 0 is the newest of the data
}

func (p *program) listCommand() *cli.Command {
	return &cli.Command{
		Name: "list", Usage: "what there is: indicators, economies, groups, topics, targets, datasets", ArgsUsage: "KIND [WORD...]",
		UsageText: `tradestats list indicators
tradestats list groups america`,
		Description: `Lists what can be selected; words after the kind keep the rows that contain them all.
Members of groups are counted on 31 December of --year, by default the newest year of
the figures.`,
		Flags: slices.Concat(categorized("Selection", []cli.Flag{
			textFlag("year", "", "`YEAR` whose members groups are counted by"),
		}), reading(), aiming(), printing()),
		Action: func(c *cli.Context) error {
			o := listOptions{Kind: c.Args().First(), Search: strings.Join(c.Args().Tail(), " ")}
			var err error
			if o.common, err = p.readCommon(c); err != nil {
				return err
			}
			if o.Year, err = year(c, "year"); err != nil {
				return err
			}
			return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runList(c.Context, o, w) })
		},
		OnUsageError: onUsageError,
	}
}

// runList prints a list of a kind.
func runList(ctx context.Context, o listOptions, w io.Writer) error {
	if o.Kind == "" {
		return usage("use "+strings.Join(listKinds, ", "), "list what?")
	}
	if err := tidy.OneOf("list", o.Kind, listKinds); err != nil {
		return err
	}
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	switch o.Kind {
	case "economies":
		return printList(s, w, o.Search, s.listEconomies())
	case "topics":
		return s.listTopics(w, o.Search)
	case "targets":
		rows, err := s.listTargets(ctx)
		if err != nil {
			return err
		}
		return printList(s, w, o.Search, rows, "programme", "unit")
	case "datasets":
		return printList(s, w, o.Search, s.listDatasets(), "licence", "indicators")
	case "groups":
		rows, err := s.listGroups(ctx, o.Year)
		if err != nil {
			return err
		}
		return printList(s, w, o.Search, rows)
	}
	rows, err := s.listIndicators(ctx)
	if err != nil {
		return err
	}
	return printList(s, w, o.Search, rows, "rule", "dataset")
}

// printList prints the rows that contain each word of the search; hidden are
// the columns that a table leaves out.
func printList[R any](s *session, w io.Writer, search string, rows []R, hidden ...string) error {
	cells := frame.Cells(frame.Of(rows))
	var kept []R
	for k, row := range rows {
		text := strings.ToLower(strings.Join(cells[k], "\n"))
		if !slices.ContainsFunc(strings.Fields(strings.ToLower(search)), func(word string) bool { return !strings.Contains(text, word) }) {
			kept = append(kept, row)
		}
	}
	if len(kept) == 0 {
		return empty("leave the word out to see all", "no row contains %q", search)
	}
	f := frame.Of(kept)
	return s.print(w, f, func() []table.Sheet { return []table.Sheet{s.listSheet(f, hidden)} })
}

// listSheet shows the columns that a terminal has room for.
func (s *session) listSheet(f frame.Frame, hidden []string) table.Sheet {
	var t table.Sheet
	var keep []int
	for k, name := range f.Names() {
		if !slices.Contains(hidden, name) {
			keep = append(keep, k)
			t.Columns = append(t.Columns, table.Column{Head: s.ColumnHead(name), Right: f.Types()[k] != series.String})
		}
	}
	for _, cells := range frame.Cells(f) {
		var row []string
		for _, k := range keep {
			row = append(row, cells[k])
		}
		t.Add(nil, row...)
	}
	return t
}

type indicatorLine struct {
	ID        string `col:"indicator"`
	Name      string `col:"name"`
	Unit      string `col:"unit"`
	Rule      string `col:"rule"`
	Years     string `col:"years"`
	Economies int    `col:"economies"`
	Dataset   string `col:"dataset"`
}

func (s *session) listIndicators(ctx context.Context) ([]indicatorLine, error) {
	var out []indicatorLine
	c := s.Engine.Catalog()
	all, err := s.surveyAll(ctx)
	if err != nil {
		return nil, err
	}
	for _, d := range c.Datasets {
		for _, i := range d.Indicators {
			had := all[i.ID]
			out = append(out, indicatorLine{i.ID, i.Name.In(s.Lang), s.Locale.Unit(i.Unit), s.Term(i.Rule), s.Years(had.years), len(had.economies), d.ID})
		}
	}
	return out, nil
}

type economyLine struct {
	ISO3   string `col:"economy"`
	ISO2   string `col:"iso2"`
	M49    string `col:"m49"`
	Name   string `col:"name"`
	Region string `col:"region"`
	Income string `col:"income"`
}

func (s *session) listEconomies() []economyLine {
	var out []economyLine
	for _, e := range s.Economies.Economies() {
		region := e.Subregion
		if region == "" {
			region = e.Region
		}
		out = append(out, economyLine{e.ISO3, e.ISO2, m49(e), s.Name(e.ISO3), s.Term(region), s.Term(e.Income)})
	}
	return out
}

// m49 writes the code of the United Nations with its three digits; "" where
// there is none.
func m49(e economy.Economy) string {
	if e.M49 == 0 {
		return ""
	}
	return fmt.Sprintf("%03d", e.M49)
}

type groupLine struct {
	ID         string `col:"group"`
	Name       string `col:"name"`
	Members    int    `col:"members"`
	Membership string `col:"membership"`
}

func (s *session) listGroups(ctx context.Context, year int) ([]groupLine, error) {
	year, err := s.yearOfMembers(ctx, year)
	if err != nil {
		return nil, err
	}
	var out []groupLine
	for _, g := range s.Economies.Groups() {
		members, err := s.Economies.Members(g.ID, economy.YearEnd(year))
		if err != nil {
			return nil, err
		}
		out = append(out, groupLine{g.ID, s.Name(g.ID), len(members), g.Membership})
	}
	return out, nil
}

type topicLine struct {
	ID        string `col:"topic"`
	Title     string `col:"title"`
	Languages string `col:"languages"`
}

func (s *session) listTopics(w io.Writer, search string) error {
	topics, err := report.Topics(s.OwnTopics...)
	if err != nil {
		return err
	}
	var out []topicLine
	for _, t := range topics {
		out = append(out, topicLine{t.ID, t.Title.In(s.Lang), strings.Join(t.Languages, " ")})
	}
	return printList(s, w, search, out)
}

type datasetLine struct {
	ID         string `col:"dataset"`
	Publisher  string `col:"publisher"`
	Code       string `col:"code"`
	Vintage    string `col:"vintage"`
	Licence    string `col:"licence"`
	Indicators int    `col:"indicators"`
}

func (s *session) listDatasets() []datasetLine {
	var out []datasetLine
	for _, d := range s.Engine.Catalog().Datasets {
		if late := s.Late(d); late != nil {
			s.Warn(late.Error() + "; " + tidy.HintOf(late))
			continue
		}
		out = append(out, datasetLine{d.ID, publisher(d, s.Lang), d.Code, d.Vintage, d.Licence.In(s.Lang), len(d.Indicators)})
	}
	return out
}

func publisher(d *catalog.Dataset, lang string) string { return d.Publisher.In(lang) }
