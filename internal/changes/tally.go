package changes

// A Tally counts differences by cause; the counts add up to All.
type Tally struct {
	Topic string
	By    map[Cause]int // Several among them
	All   int
	Same  int // numbers that both print alike
}

// Count counts the differences of a topic.
func Count(topic string, all []Difference, same int) Tally {
	t := Tally{Topic: topic, By: map[Cause]int{}, Same: same, All: len(all)}
	for _, d := range all {
		t.By[d.Cause]++
	}
	return t
}
