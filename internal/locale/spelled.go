package locale

// Spelled are the words and phrases in which a sentence says numbers: the cardinals,
// and the amounts of money, in which # stands for the digits.
func (l *Locale) Spelled() []string {
	out := append(append([]string{}, l.cardinals...), l.cardinalsF...)
	for _, r := range l.form.money {
		out = append(out, r.one, r.many)
	}
	return out
}
