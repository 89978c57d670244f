package dataset

import (
	"cmp"
	"context"
	"strings"
	"sync"

	"tradestats/internal/economy"
	"tradestats/internal/source"
	"tradestats/internal/tidy"
)

// What an economy or a partner of a stream is.
const (
	AnEconomy = "economy" // under its ISO 3166-1 alpha-3 code, or the World's
	AGroup    = "group"   // of the publisher's, kept apart from economies
	ARest     = "rest"    // partners that are told from no other: a part of the World's total
)

// A Streamed is a row of a text whose economy and partner are known.
type Streamed struct {
	source.Row
	Indicator string
	Spelled   string // the economy as the text spells it
	Partner   string // "" in a text without partners; tidy.World where the row is of all
}

// A Told is what a stream held besides its rows.
type Told struct {
	Economies map[string]string // id -> what it is
	Partners  map[string]string
	Warnings  []string // what was left out
}

// Stream hands on every row of a text in its order, with codes harmonised as an
// engine would, without holding more than a few blocks: to put them elsewhere.
// Partners that are groups or nothing known are left out, as they are in no total. What
// reading would refuse, as units that an indicator would mix, is an error of kind Data.
func (s *Surveyed) Stream(ctx context.Context, each func(Streamed) error) (Told, error) {
	p := s.streaming()
	left, err := s.Reader.Read(ctx, source.Want{}, func(r source.Row) error { return p.row(r, each) })
	if p.mixed != nil && err == p.mixed {
		err = s.asRead(ctx, err)
	}
	if err != nil {
		return p.told, err
	}
	if len(left) > 0 {
		p.told.Warnings = append(p.told.Warnings, s.Name+": "+leftOut(left))
	}
	p.collector.indicator.ID = s.Name
	p.collector.conclude()
	p.told.Warnings = append(p.told.Warnings, p.collector.warnings...)
	p.told.Warnings = append(p.told.Warnings, strangersIn(s.Name, &p.strangers)...)
	return p.told, nil
}

// A streaming is one reading of a text.
type streaming struct {
	*Surveyed
	place     *place
	collector *collector
	sides     func(code, label string) (source.Side, error)
	known     func(code, label string) string
	strangers sync.Map
	partners  map[[2]string]streamedPartner
	units     map[string]*collector // by the text's code of a series
	mixed     error                 // of a unit that is none of its indicator's
	told      Told
}

type streamedPartner struct{ id, kind string }

func (s *Surveyed) streaming() *streaming {
	p := &streaming{Surveyed: s, told: Told{Economies: map[string]string{}, Partners: map[string]string{}}, partners: map[[2]string]streamedPartner{}, units: map[string]*collector{}}
	p.place = &place{file: s.Name, codes: s.About.Codes, own: s.About.Own}
	p.sides, p.known = s.engine.sides(s.own, Query{}, &p.strangers), s.engine.who(s.own)
	p.collector = &collector{economies: s.engine.economies, catalog: s.engine.catalog, query: newFilter(Query{})}
	return p
}

func (p *streaming) row(r source.Row, each func(Streamed) error) error {
	who, err := p.collector.resolve(r.Economy, r.EconomyLabel, r.Group, r.Line, p.place)
	switch {
	case err != nil:
		return err
	case who.unknown:
		p.collector.leave(strings.TrimSpace(r.Economy+" "+r.EconomyLabel), 1)
		return nil
	}
	out := Streamed{Row: r, Indicator: p.IDs[r.Code], Spelled: r.Economy}
	out.Economy, out.Group = who.id, who.published
	if p.About.Bilateral {
		with, err := p.partner(r)
		if err != nil || with.id == "" || r.PartnerGroup && with.id != tidy.World {
			return err
		}
		p.told.Partners[with.id], out.Partner = with.kind, with.id
	}
	p.told.Economies[who.id] = kindOf(who)
	if err := p.fits(r); err != nil {
		return err
	}
	return each(out)
}

// fits refuses a row whose unit cannot be made into that of its indicator.
func (p *streaming) fits(r source.Row) error {
	if r.Unit == "" {
		return nil
	}
	c := p.units[r.Code]
	if c == nil {
		c = &collector{indicator: p.Indicator(r.Code)}
		p.units[r.Code] = c
	}
	_, p.mixed = c.factor(r, p.place)
	return p.mixed
}

// asRead is what reading says of a text that mixes units: where it would add them up, of
// which sum.
func (s *Surveyed) asRead(ctx context.Context, mixed error) error {
	if !s.About.Bilateral {
		return mixed
	}
	w := s.totals(nil)
	_, err := s.Reader.Read(ctx, w, func(source.Row) error { return nil })
	return cmp.Or(err, mixed)
}

func kindOf(who resolution) string {
	if who.published {
		return AGroup
	}
	return AnEconomy
}

// partner is what a partner goes by; its id is "" where it is in no total.
func (p *streaming) partner(r source.Row) (streamedPartner, error) {
	if r.Partner == "" {
		return streamedPartner{tidy.World, AnEconomy}, nil
	}
	key := [2]string{r.Partner, r.PartnerLabel}
	if with, seen := p.partners[key]; seen {
		return with, nil
	}
	side, err := p.sides(r.Partner, r.PartnerLabel)
	if err != nil {
		return streamedPartner{}, &tidy.RowError{File: p.Name, Line: r.Line, Text: r.Partner, Why: err.Error(), Hint: tidy.HintOf(err)}
	}
	var with streamedPartner
	switch id := p.known(r.Partner, r.PartnerLabel); {
	case side&source.Whole != 0:
		with = streamedPartner{tidy.World, AnEconomy}
	case side&source.Part != 0 && p.isEconomy(id):
		with = streamedPartner{id, AnEconomy}
	case side&source.Part != 0:
		with = streamedPartner{strings.TrimSpace(r.Partner + " " + cmp.Or(r.PartnerLabel, "")), ARest}
	}
	p.partners[key] = with
	return with, nil
}

func (p *streaming) isEconomy(id string) bool {
	_, ok := p.engine.economies.Economy(id)
	return ok && id != economy.World
}

// DeclaredBeside is the YAML beside the text's file, "" where there is none.
func (s *Surveyed) DeclaredBeside() (string, error) { return declarationBeside(s.Text.Path) }
