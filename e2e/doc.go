// Package e2e asks other programs for a second opinion on what this one
// computes and draws: R on figures, a browser on the SVG of charts, on the pages
// of reports and of the gallery, pngcheck on PNG, ClickHouse of 2018 and of today on what it keeps there.
// Its tests need them installed and stand behind the build tag e2e:
//
//	go test -tags e2e ./e2e
package e2e
