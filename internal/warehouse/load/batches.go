package load

import (
	"bytes"
	"context"
	"encoding/binary"
	"math"

	"tradestats/internal/dataset"
	"tradestats/internal/warehouse/register"
)

// batchBytes is how large an INSERT is: a server makes a part of each, and a few large
// ones are soon merged.
const batchBytes = 32 << 20

// batches sends rows, one batch on its way while the next is filled.
type batches struct {
	ctx       context.Context
	cancel    context.CancelCauseFunc
	client    *register.Server
	load      *register.Load
	statement string
	key       []byte // what all rows begin with
	rows      int
	of        map[string]int // rows by indicator
	held      dataset.Held
	filling   *bytes.Buffer
	spare     chan *bytes.Buffer
	full      chan *bytes.Buffer
	done      chan error
}

func newBatches(ctx context.Context, c *register.Server, l *register.Load) *batches {
	b := &batches{client: c, load: l, statement: into(c.InSQL(""), register.Figures) + " FORMAT RowBinary", of: map[string]int{}, held: dataset.Held{}, spare: make(chan *bytes.Buffer, 2), full: make(chan *bytes.Buffer), done: make(chan error, 1)}
	b.ctx, b.cancel = context.WithCancelCause(ctx)
	b.key = binary.LittleEndian.AppendUint64(appendText(appendText(nil, l.Dataset), l.Vintage), l.Attempt)
	b.filling = &bytes.Buffer{}
	b.spare <- &bytes.Buffer{}
	go b.send()
	return b
}

// send sends what is full until there is no more, or the first is refused.
func (b *batches) send() {
	for batch := range b.full {
		if err := b.client.Insert(b.ctx, b.statement, bytes.NewReader(batch.Bytes())); err != nil {
			b.cancel(err)
			b.done <- err
			return
		}
		batch.Reset()
		b.spare <- batch
	}
	b.done <- nil
}

// appendText adds a text as RowBinary has it: its length, then its bytes.
func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// add adds a row, as RowBinary has it in the order of the columns: as text, older
// servers would not read each number to its last bit.
func (b *batches) add(r dataset.Streamed) error {
	out := append(b.filling.AvailableBuffer(), b.key...)
	out = appendText(appendText(appendText(out, r.Indicator), r.Economy), r.Partner)
	out = binary.LittleEndian.AppendUint16(out, uint16(r.Year))
	out = binary.LittleEndian.AppendUint64(out, math.Float64bits(r.Value))
	out = binary.LittleEndian.AppendUint64(out, math.Float64bits(reported(b.load.About, r)))
	out = appendText(appendText(out, r.Unit), r.Flag)
	out = binary.LittleEndian.AppendUint64(out, uint64(r.Line))
	b.filling.Write(out)
	b.rows++
	b.of[r.Indicator]++
	b.held.Add(r.Indicator, r.Year)
	if b.filling.Len() < batchBytes {
		return nil
	}
	return b.flush()
}

// flush hands the batch on, and waits for room for the next.
func (b *batches) flush() error {
	select {
	case b.full <- b.filling:
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	}
	select {
	case b.filling = <-b.spare:
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	}
	return nil
}

// close sends the rest, unless the reading failed, and waits for all to have arrived.
func (b *batches) close(err error) error {
	if err == nil && b.filling.Len() > 0 {
		err = b.flush()
	}
	if err != nil {
		b.cancel(err)
	}
	close(b.full)
	sent := <-b.done
	if sent != nil && (err == nil || context.Cause(b.ctx) == sent) {
		err = sent
	}
	b.cancel(nil)
	return err
}
