package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/urfave/cli/v2"

	"tradestats/internal/explain"
	"tradestats/internal/report"
	"tradestats/internal/study"
	"tradestats/internal/tidy"
)

type numberOptions struct {
	common
	Topic, ID string
	Edition   int
	Currency  string
}

// A numbered is a number of an edition with what it was made again of.
type numbered struct {
	report.Number
	edition int
	made    explain.Part
}

// explainNumber explains a number of an edition by its id.
func (p *program) explainNumber(c *cli.Context) error {
	o, err := p.readNumber(c)
	if err != nil {
		return err
	}
	return p.deliver(c.Context, o.Output, func(w io.Writer) error { return runNumber(c.Context, o, w) })
}

func (p *program) readNumber(c *cli.Context) (o numberOptions, err error) {
	for _, name := range []string{"measure", "from", "partner", "coverage", "min-coverage", "composition"} {
		if c.IsSet(name) {
			return o, usage("leave it out", "--%s is of a figure asked by indicator, economy and year; the number of an edition says itself what it is", name)
		}
	}
	if o.common, err = p.readCommon(c); err != nil {
		return o, err
	}
	o.Topic, o.ID, _ = strings.Cut(c.Args().First(), "/")
	if year, err := strconv.Atoi(o.Topic); err == nil {
		o.Edition = year
		o.Topic, o.ID, _ = strings.Cut(o.ID, "/")
	}
	if files := c.StringSlice("topic-file"); len(files) > 0 {
		o.OwnTopics = files // in the place of those of the settings
	}
	o.Currency = strings.ToUpper(c.String("currency"))
	if o.Topic == "" || o.ID == "" {
		return o, usage("as in 'tradestats explain world/exporters/share/CHN/2023'", "%q names no number of a topic", c.Args().First())
	}
	return o, nil
}

// runNumber finds a number of an edition, makes it again and prints how.
func runNumber(ctx context.Context, o numberOptions, w io.Writer) error {
	s, err := o.open(ctx)
	if err != nil {
		return err
	}
	engine, err := study.OnBasis(ctx, s.Desk, study.Money{Currency: o.Currency})
	if err != nil {
		return err
	}
	edition, err := report.Numbers(ctx, report.Options{Topics: []string{o.Topic}, OwnTopics: o.OwnTopics, Year: o.Edition, Currency: o.Currency, Engine: engine, Economies: s.Economies, Version: Version})
	if err != nil {
		return err
	}
	if err := none(edition.None, o.Topic, o.ID); err != nil {
		return err
	}
	n, err := find(edition.Numbers, o.Topic, o.ID)
	if err != nil {
		return err
	}
	found, err := madeAgain(ctx, s.Desk, n)
	if err != nil {
		return err
	}
	found.edition = edition.Year
	if o.Format == formatJSON {
		return writeNumber(w, found)
	}
	return o.print(w, found.frame(), each(s.numberSheets(found)))
}

// none says that a number is printed as not available, and which command tells why.
func none(all []report.Number, topic, id string) error {
	for _, n := range all {
		if n.ID != id {
			continue
		}
		hint := ""
		if of := n.Of; slices.Contains(explain.Measures, of.Measure) {
			words := []string{"tradestats", "explain", of.Indicator, of.Economy, strconv.Itoa(of.Year), "--measure", of.Measure}
			if of.From != 0 {
				words = append(words, "--from", strconv.Itoa(of.From))
			}
			hint = "'" + explain.Quoted(words...) + "' says why"
		}
		return tidy.Errorf(tidy.Empty, hint, "%s/%s is printed as not available (%s): %s", topic, id, n.Status, n.Selection)
	}
	return nil
}

// find is the number of an id; for another the nearest are named.
func find(all []report.Number, topic, id string) (report.Number, error) {
	known := make([]string, len(all))
	for k, n := range all {
		if n.ID == id {
			return n, nil
		}
		known[k] = n.ID
	}
	hint := "all stand in manifest.json of the edition, under numbers"
	if near := nearestIDs(id, known); len(near) > 0 {
		for k := range near {
			near[k] = topic + "/" + near[k]
		}
		hint = "did you mean " + strings.Join(near, ", or ") + "? " + hint
	}
	return report.Number{}, tidy.Errorf(tidy.Usage, hint, "no number %q in topic %s", id, topic)
}

// nearestIDs are the ids most like one: by their letters, else those that begin
// alike up to the last slash that they share.
func nearestIDs(id string, known []string) []string {
	if near := tidy.Nearest(id, known, 3); len(near) > 0 {
		return near
	}
	for start := id; strings.Contains(start, "/"); {
		start = start[:strings.LastIndex(start, "/")]
		var near []string
		for _, k := range known {
			if strings.HasPrefix(k, start+"/") && len(near) < 3 {
				near = append(near, k)
			}
		}
		if len(near) > 0 {
			return near
		}
	}
	return nil
}

// madeAgain makes a number again from its inputs; where these give another one, the
// explanation would mislead and is refused.
func madeAgain(ctx context.Context, d *study.Desk, n report.Number) (numbered, error) {
	if n.Of.IsZero() {
		return numbered{}, tidy.Errorf(tidy.Usage, "the table of its block has the whole answer as CSV; 'tradestats explain INDICATOR ECONOMY YEAR' takes its figures apart", "how %s/%s is made of figures cannot be told", n.Topic, n.ID)
	}
	m := explain.NewMaker(d)
	made, err := m.Make(ctx, n.Of)
	if err == nil {
		err = m.Apart(ctx, &made)
	}
	if err == nil && !explain.Same(made.Value, n.Value) {
		err = fmt.Errorf("internal error: %s/%s is %v, and its inputs give %v; please report it", n.Topic, n.ID, n.Value, made.Value)
	}
	return numbered{Number: n, made: made}, err
}

// A step is a part of a number with its place among the parts: 1, 1.2, ...
type step struct {
	at string
	explain.Part
}

// steps are the parts of a number, each before those that it is made of.
func (n numbered) steps() []step {
	out := []step{{"", n.made}}
	for k := 0; k < len(out); k++ {
		var parts []step
		for i, p := range out[k].Parts {
			at := fmt.Sprint(i + 1)
			if out[k].at != "" {
				at = out[k].at + "." + at
			}
			parts = append(parts, step{at, p})
		}
		out = slices.Insert(out, k+1, parts...)
	}
	return out
}
