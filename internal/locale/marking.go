package locale

// Marking is the locale whose sentences hand each number that they print to mark, as
// the value and its text, and print what comes back: a page can make a link of it.
// Years are no such numbers. The methods of the locale print as before.
func (l *Locale) Marking(mark func(v float64, text string) string) *Locale {
	out := *l
	out.words = make(map[string]*phrase, len(l.words))
	for key, p := range l.words { // which remembers a template with the functions of its locale
		out.words[key] = &phrase{text: p.text, line: p.line}
	}
	out.mark = mark
	out.funcs = out.functions()
	return &out
}

// marking wraps a function of the templates that prints numbers.
func (l *Locale) marking(print func(float64) string) func(float64) string {
	if l.mark == nil {
		return print
	}
	return func(v float64) string { return l.mark(v, print(v)) }
}

func (l *Locale) markingWith(print func(float64, int) string) func(float64, int) string {
	if l.mark == nil {
		return print
	}
	return func(v float64, decimals int) string { return l.mark(v, print(v, decimals)) }
}
