package warehouse

import "sync"

// mostAtOnce is how many statements of one reading a server answers at the same time: it has
// other readers.
const mostAtOnce = 4

// atOnce has questions answered at the same time. What they say stands in their order, as
// does the first error.
func atOnce[T any](questions []func() (T, error)) ([]T, error) {
	out, errs := make([]T, len(questions)), make([]error, len(questions))
	places := make(chan struct{}, mostAtOnce)
	var wait sync.WaitGroup
	for k, ask := range questions {
		wait.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			out[k], errs[k] = ask()
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
