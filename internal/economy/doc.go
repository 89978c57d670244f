// Package economy knows economies and groups of economies: their codes, their
// printed names and the grammar of those names in four languages, the other
// names publishers give them, and who belonged to which group on which day.
//
// Everything it knows stands in datasets/economies, in files a person edits.
// A Registry is read once, never changes, and may be shared; With gives a copy
// that also knows the groups a user made.
package economy
