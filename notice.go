// Package tradestats carries the notices of third parties inside the program.
package tradestats

import _ "embed"

// Notice is the text of the file NOTICE: the licences of what the program is
// linked with.
//
//go:embed NOTICE
var Notice string
