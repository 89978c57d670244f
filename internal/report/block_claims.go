package report

import (
	"fmt"
	"slices"
	"strings"

	"tradestats/internal/analysis"
	"tradestats/internal/claim"
	"tradestats/internal/frame"
	"tradestats/internal/locale"
	"tradestats/internal/tidy"
)

// claimsBlock prints statements of source texts with what the figures say of
// them.
type claimsBlock struct {
	header  `yaml:",inline"`
	inquiry `yaml:"-"`
	Claims  []string `yaml:"claims"` // ids; none: all claims of the topic

	found []*claim.Finding
	later int // claims about years after the edition
}

// needs nothing: a claim finds its figures itself.
func (b *claimsBlock) needs() []string { return nil }

func (b *claimsBlock) check() (w wants) {
	all, err := claim.All()
	if err == nil {
		_, err = claim.Choose(all, b.Claims)
	}
	if err != nil {
		w = append(w, strings.TrimSuffix("claims: "+err.Error()+"; "+tidy.HintOf(err), "; "))
	}
	return w
}

// compute evaluates the claims about years up to the edition's.
func (b *claimsBlock) compute(e *env) error {
	all, err := claim.All()
	if err != nil {
		return err
	}
	if len(b.Claims) == 0 {
		all = claim.Of(all, e.topic.ID)
	} else if all, err = claim.Choose(all, b.Claims); err != nil {
		return err
	}
	for _, c := range all {
		if c.Select.Year > e.year {
			b.later++
			continue
		}
		f, err := claim.Evaluate(e.ctx, *e.desk(b.hear), c)
		if err != nil {
			return fmt.Errorf("topic %s, block %s: %w", e.topic.ID, b.ID, err)
		}
		b.found = append(b.found, f)
		b.used, b.rates = append(b.used, f.Used...), b.rates || f.Rates
	}
	return nil
}

func (b *claimsBlock) write(p *page) {
	p.title(0)
	if len(b.found) == 0 {
		p.para(p.say("claim.says.none", nil))
		p.para(b.leftOut(p))
		return
	}
	tally := b.tally(p)
	p.para(tally, b.leftOut(p))
	p.summary(tally)
	for _, f := range b.found {
		b.writeClaim(p, f)
	}
	b.writeTable(p)
}

// teller says findings of a claim, and notes their numbers. Its money is that of
// the claim, not of the edition.
func (b *claimsBlock) teller(p *page, of *claim.Claim) claim.Teller {
	l, err := locale.For(p.Lang())
	p.fail(err)
	return claim.Teller{Locale: p.links.marked(l), Economies: p.env.economies, Heard: func(f claim.Figure) { p.links.hear(p.note(noted(of, f))) }}
}

// noted is a figure of a claim as the manifest has it.
func noted(of *claim.Claim, f claim.Figure) figure {
	what, years := f.What, fmt.Sprint(f.Year)
	if f.Status == "claimed" && what != f.Status {
		what = "claimed-" + what
	}
	if f.Since != 0 {
		years = fmt.Sprintf("%d-%d", f.Since, f.Year)
	}
	selection := f.Indicator + ", " + f.Who
	if f.Partner != "" {
		selection += " with " + f.Partner
	}
	return figure{ID: fmt.Sprintf("%s/%s/%s/%s", of.ID, what, f.Who, years), Value: f.Value, Unit: f.Unit, Status: f.Status, Selection: selection + ", " + years, of: claimed(of, f)}
}

// count is a number of claims as a figure.
func (b *claimsBlock) count(what string, n int) figure {
	return figure{ID: "claims/" + what, Value: float64(n), Unit: "claims", Status: analysis.OK, Selection: "claims of the block", of: written(float64(n), "verdicts")}
}

// tally counts the verdicts.
func (b *claimsBlock) tally(p *page) string {
	if len(b.found) == 1 {
		f := b.found[0]
		return p.say("claim.says.one", args{"verdict": b.teller(p, f.Claim).Verdict(f)})
	}
	n := map[string]int{}
	reserved := 0
	for _, f := range b.found {
		n[f.Verdict]++
		if f.Reserved && f.Verdict != claim.Unchecked {
			reserved++
		}
	}
	var items []string
	for _, verdict := range []string{claim.Supported, claim.Contradicted, claim.Unchecked} {
		if n[verdict] > 0 {
			items = append(items, p.say("claim.says.tally-"+verdict, args{"n": b.count(verdict, n[verdict])}))
		}
	}
	text := p.say("claim.says.tally", args{"n": b.count("all", len(b.found)), "all": len(b.found), "list": p.List(items)})
	if reserved > 0 {
		text += " " + p.say("claim.says.reserved", args{"n": b.count("reserved", reserved), "all": reserved})
	}
	return text
}

// leftOut says how many claims are about later years.
func (b *claimsBlock) leftOut(p *page) string {
	if b.later == 0 {
		return ""
	}
	return p.say("claim.says.later", args{"n": b.count("later", b.later), "all": b.later})
}

// statement is what somebody said, in quotation marks, or what nobody said without them.
func (p *page) statement(c *claim.Claim) string {
	text := p.Typeset(strings.TrimSuffix(c.Statement.In(p.Lang()), "."))
	if c.Asked {
		return text
	}
	return p.Quote(text)
}

// writeClaim prints a statement with its source, the verdict and the figures.
func (b *claimsBlock) writeClaim(p *page, f *claim.Finding) {
	p.book.judges(p.block.ID, f)
	t := b.teller(p, f.Claim)
	fmt.Fprintf(&p.section, "> %s\n>\n> — %s\n\n", p.statement(f.Claim), t.Source(f.Claim))
	p.links.forget()
	said, err := t.All(slices.Concat(f.Says, f.Notes))
	p.fail(err)
	p.para(slices.Concat([]string{bold(locale.Capitalize(t.Verdict(f))) + "."}, said)...)
}

// writeTable sets what is claimed beside what was found.
func (b *claimsBlock) writeTable(p *page) {
	columns := []column{text(p.Word("claim.column.id")), text(p.Word("claim.column.comparison")), text(p.Word("claim.column.claimed")),
		number(p.Word("claim.column.found")), text(p.Word("claim.column.verdict"))}
	var rows [][]string
	for _, f := range b.found {
		t := b.teller(p, f.Claim)
		claimed, err := t.Claimed(f)
		p.fail(err)
		value, err := t.Found(f)
		p.fail(err)
		rows = append(rows, []string{"`" + f.Claim.ID + "`", p.Word("claim.comparison." + f.Claim.Comparison), claimed, value, t.Verdict(f)})
	}
	p.once("table " + b.ID)
	p.table(columns, rows)
	lines, err := claim.Lines(p.env.economies, b.found)
	p.fail(err)
	var text strings.Builder
	p.fail(frame.WriteCSV(&text, frame.Of(lines)))
	p.book.files["tables/"+b.ID+".csv"] = []byte(text.String())
}
