package study

import (
	"cmp"
	"runtime"
	"sync"
)

// Parallel calls do for 0 to n-1 on all processors, and returns the first
// error in that order.
func Parallel(n int, do func(k int) error) error {
	errs := make([]error, n)
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			for k := range next {
				errs[k] = do(k)
			}
		})
	}
	for k := range n {
		next <- k
	}
	close(next)
	wait.Wait()
	return cmp.Or(errs...)
}
