package register

import "tradestats/internal/warehouse/client"

// What one statement asks for at most: servers bound the length of its text (256 kB
// unless told), and grouping holds all keys in memory.
const (
	MostListed  = 1000
	mostOfText  = 64 << 10
	mostGrouped = 500_000 // rows, unless a single indicator has more
)

// Pieces are indicators as statements ask for them; rows tells how many one stands for.
func Pieces(ids []string, rows func(string) int) [][]string {
	var out [][]string
	var text, grouped int
	for _, id := range ids {
		text, grouped = text+len(client.Literal(id))+2, grouped+rows(id)
		if k := len(out) - 1; k >= 0 && len(out[k]) < MostListed && text <= mostOfText && grouped <= mostGrouped {
			out[k] = append(out[k], id)
			continue
		}
		out, text, grouped = append(out, []string{id}), len(client.Literal(id))+2, rows(id)
	}
	return out
}
