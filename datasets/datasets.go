// Package datasets embeds the data that travel with the program: published
// figures with their provenance, economies and groups, targets that were set,
// statements to check, topics of reports, and the words of each language. Every
// file is meant to be read and edited by a person; nothing here computes.
package datasets

import "embed"

// FS holds the files of this folder under their own names, for example
// "figures/gdp.csv". Nothing is parsed until someone asks for it.
//
//go:embed catalogue.yaml claims.yaml publishers.yaml breaks.csv published.csv economies figures targets topics words
var FS embed.FS
