package load

import (
	"context"

	"tradestats/internal/tidy"
	"tradestats/internal/warehouse/client"
	"tradestats/internal/warehouse/register"
)

// rival finds that somebody else has loaded another file under the name of a load since its
// place was found: both saw the name free. Of the two the later one would take the place of a
// file that it knows nothing of. It is asked before a load stands and once it does: of two that
// ask at the same time neither is said to be done.
func (t *target) rival(ctx context.Context, l *register.Load, before, others []*register.Load) error {
	ended, err := t.Ask(ctx, client.Selection{Columns: client.Pick("attempt", "number", "value"), Grouped: 3, From: t.InSQL(register.LoadsSuffix),
		Where: append(l.OfDataset(), "kind = "+client.Literal(register.KindLoad), "name = 'file'")})
	if err != nil {
		return err
	}
	since, gone := 0, map[uint64]bool{}
	for _, o := range others {
		for _, r := range o.Replaced {
			gone[r.Attempt] = true
		}
	}
	for _, o := range before {
		gone[o.Attempt] = true
		if o.Name() == l.Name() {
			since = o.Number // what is below it has stood before
		}
	}
	for _, r := range ended {
		id, number, err := t.ReadAttempt(r, 0)
		if err != nil {
			return err
		}
		if file := r[2]; id != l.Attempt && file != l.File && number > since && !gone[id] {
			return tidy.Errorf(tidy.Failed, "nothing of this load counts: run it again", "%s has been loaded into %s as %s by somebody else at the same time", file, t.String(), l.Name())
		}
	}
	return nil
}
