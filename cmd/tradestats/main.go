// Command tradestats turns published statistics on digital trade into growth
// rates, regional aggregates and yearly reports.
package main

import (
	"os"

	"tradestats/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args, os.Stdout, os.Stderr)) }
