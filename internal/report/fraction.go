package report

// fractions are the shares that people have words for, largest first; the
// words stand under fraction.
var fractions = []struct {
	key  string
	size float64
}{
	{"three-quarters", .75}, {"two-thirds", 2. / 3}, {"three-fifths", .6}, {"half", .5},
	{"two-fifths", .4}, {"third", 1. / 3}, {"quarter", .25}, {"fifth", .2},
}

// nearly is how far below a fraction a share still comes near it.
const nearly = .015

// fraction puts a share, from 0 to 1, into words that are true of it: "more
// than a quarter", or "nearly a quarter" just below. "" is below a fifth.
func (p *page) fraction(share float64) string {
	for _, f := range fractions {
		switch {
		case share >= f.size:
			return p.Word("fraction.more-" + f.key)
		case share >= f.size-nearly:
			return p.Word("fraction.nearly-" + f.key)
		}
	}
	return ""
}
