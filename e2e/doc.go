// Package e2e asks other programs for a second opinion on what this one
// computes. Its tests need them installed and stand behind the build tag e2e:
//
//	go test -tags e2e ./e2e
package e2e
