package dataset

// A Content is what a text has rows of. Two texts of a table are one where no figure can stand
// in both, whether they are files or loads of a server: the same rule tells it of both.
type Content struct {
	Held      Held
	Economies map[string]string // id -> what it is, as Stream tells
	Partners  map[string]string
}

// NewContent is that of a text without rows.
func NewContent() Content {
	return Content{Held: Held{}, Economies: map[string]string{}, Partners: map[string]string{}}
}

// Shares tells whether both have rows of one indicator.
func (c *Content) Shares(o *Content) bool {
	for id := range c.Held {
		if o.Held[id] != nil {
			return true
		}
	}
	return false
}

// Meets tells whether both have an indicator in the same year, and an economy, in common:
// whether in the same rows is not looked at.
func (c *Content) Meets(o *Content) bool {
	if len(c.Held.Both(o.Held)) == 0 {
		return false
	}
	for id := range c.Economies {
		if o.Economies[id] != "" {
			return true
		}
	}
	return false
}

// Without is what is in one content and not in another.
func (c *Content) Without(o *Content) Content {
	return Content{Held: c.Held.Without(o.Held), Economies: without(c.Economies, o.Economies), Partners: without(c.Partners, o.Partners)}
}

func without(all, others map[string]string) map[string]string {
	out := map[string]string{}
	for id, what := range all {
		if others[id] == "" {
			out[id] = what
		}
	}
	return out
}
